"""The abstractive summary: as long as asked for, written from its evidence, judged, or else quoted."""

import math
import re
from collections.abc import Callable

import pytest

from summarizer.config import Settings
from summarizer.engine.interface import Completion, Request
from summarizer.models.lookup import configured, load_profile
from summarizer.pipeline import Pipeline
from summarizer.report import Report
from summarizer.text.reading import read_text
from tests.scripted import ScriptedEngine, completion

BODY = (
    "Sáng nay, thành phố khai trương tuyến xe buýt điện số 21 nối bến xe Miền Đông với sân bay.",
    "Tuyến xe dài 41 km, có 36 trạm dừng và chạy từ 5 giờ đến 22 giờ hằng ngày.",
    "Giám đốc Sở Giao thông Trần Văn Bình cho biết người dân được đi miễn phí trong tháng đầu tiên.",
    "Ông đề nghị người dân góp ý về giờ chạy của các xe.",
    "Nhiều trạm dừng có mái che, ghế ngồi và bảng giờ điện tử cho hành khách.",
    "Thành phố dự kiến mở thêm bốn tuyến xe buýt điện trong năm tới.",
    "Trước đó, hai tuyến thử nghiệm đã chở hơn 900.000 lượt khách.",
    "Kinh phí của dự án là 250 tỷ đồng từ ngân sách thành phố.",
)
TITLE = "Thành phố mở tuyến xe buýt điện"
TEXT = f"{TITLE}\n" + "\n".join(BODY)
Write = Callable[[str], str]


@pytest.fixture(autouse=True)
def _a_model_that_judges(monkeypatch: pytest.MonkeyPatch) -> None:
    judging = load_profile("gemma-3-270m-vi").model_copy(update={"judges": True})
    monkeypatch.setattr("summarizer.choice.configured", lambda *_: judging)


def shorter(body: str) -> str:
    """A true sentence of a body: its first sentence without what stands behind the first comma or `và`."""
    first = re.split(r"(?<=\.) ", body)[0].rstrip(".")
    return re.split(r" và |, có", first)[0] + "."


def engine(write: Write = shorter, support: Callable[[str], float] = lambda sentence: 0.9) -> ScriptedEngine:
    """Writes each sentence from its body, and judges it to be supported with a probability."""

    def answer(request: Request) -> Completion | str:
        assert isinstance(request.prompt, str)
        if request.answer is None:
            return write(request.prompt.rstrip("\n").splitlines()[-2])
        sentence = request.prompt.rstrip("\n").splitlines()[-2]
        right = support(sentence)
        share = right if request.answer == "Đúng" else 1 - right
        return completion(request, request.answer, mean_logprob=math.log(max(share, 1e-9)) / 2)

    return ScriptedEngine(answer)


def summarise(scripted: ScriptedEngine, text: str = TEXT, **tasks: object) -> Report:
    settings = Settings.model_validate({"tasks": {"run": ("abstractive",), **tasks}})
    return Pipeline(settings, load=scripted.load).process(read_text(text, source="a.txt"))


def quoted_of(report: Report) -> list[bool]:
    assert report.abstractive is not None
    return [one.quoted for one in report.abstractive.sentences]


def asked(scripted: ScriptedEngine) -> list[Request]:
    return [one for one in scripted.requests if one.answer is None]


@pytest.mark.parametrize(("length", "number"), [("short", 1), ("medium", 2), ("long", 4)])
def test_it_has_as_many_sentences_as_the_length_says(length: str, number: int) -> None:
    report = summarise(engine(), length=length)
    assert report.abstractive is not None
    assert len(report.abstractive.sentences) == number
    assert not report.findings


def test_the_evidence_is_what_the_sentence_was_written_from_or_the_sentence_that_it_quotes() -> None:
    scripted = engine()
    report = summarise(scripted)
    assert report.abstractive is not None
    texts = {sentence.id: sentence.text for sentence in report.document.sentences}
    prompts = [str(request.prompt) for request in asked(scripted)]
    for sentence in report.abstractive.sentences:
        assert sentence.evidence
        written_from = " ".join(texts[one] for one in sorted(sentence.evidence))
        if sentence.quoted:
            assert len(sentence.evidence) == 1
            assert sentence.text.rstrip(".") in written_from
        else:
            assert any(f"\n{written_from}\n" in prompt for prompt in prompts)
    assert any(sentence.quoted for sentence in report.abstractive.sentences)


def test_the_model_never_sees_more_than_the_title_and_a_group() -> None:
    scripted = engine()
    summarise(scripted, length="long")
    for request in asked(scripted):
        title, body, cue = str(request.prompt).rstrip("\n").split("\n")
        assert (title, cue) == (TITLE, "=> Viết lại")
        assert sum(sentence in body for sentence in BODY) in {1, 2}


def test_the_news_is_quoted_rather_than_passed_over_for_what_stands_beside_it() -> None:
    def beside(body: str) -> str:
        return re.split(r"(?<=\.) ", body)[-1] if BODY[0] in body else shorter(body)

    report = summarise(engine(beside), length="short")
    assert report.abstractive is not None
    assert report.abstractive.text == f"“{BODY[0]}”"


def test_a_sentence_that_no_way_of_writing_makes_right_is_quoted() -> None:
    report = summarise(engine(lambda body: "Vé xe giá 99.000 đồng."))
    assert report.abstractive is not None
    assert quoted_of(report) == [True, True]
    assert all(one.text in TEXT for one in report.abstractive.sentences)
    assert report.abstractive.text.startswith("“Sáng nay, thành phố khai trương")
    assert not report.findings


def test_what_the_judge_refuses_is_not_shown() -> None:
    report = summarise(engine(support=lambda sentence: 0.1))
    assert quoted_of(report) == [True, True]


def test_a_model_that_is_no_judge_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summarizer.choice.configured", configured)
    scripted = engine(support=lambda sentence: 0.1)
    summarise(scripted)
    assert asked(scripted) == scripted.requests


def test_a_wrong_first_answer_is_repaired() -> None:
    tries: list[str] = []

    def write(body: str) -> str:
        tries.append(body)
        return "Vé xe giá 99.000 đồng." if len(tries) < 8 else shorter(body)

    report = summarise(engine(write))
    assert report.abstractive is not None
    assert "99.000" not in report.abstractive.text


def test_without_repairs_each_group_is_asked_about_once() -> None:
    scripted = engine(lambda body: "Vé xe giá 99.000 đồng.")
    summarise(scripted, candidates=1, repairs=0)
    assert len(asked(scripted)) == 2
    assert {one.decoding.beams for one in asked(scripted)} == {1}


def test_nothing_is_asked_twice() -> None:
    scripted = engine(lambda body: "Vé xe giá 99.000 đồng.")
    summarise(scripted, length="long")
    keys = [(one.prompt, one.decoding) for one in asked(scripted)]
    assert len(keys) == len(set(keys))


def test_another_actor_or_another_certainty_is_quoted_instead() -> None:
    def write(body: str) -> str:
        if "dự kiến" in body:
            return "Thành phố đã mở thêm bốn tuyến xe buýt điện."
        return "Chủ tịch Trần Văn Bình cho biết người dân được đi miễn phí."

    report = summarise(engine(write), length="long")
    assert report.abstractive is not None
    assert not [one for one in report.abstractive.sentences if not one.quoted]


def test_no_sentence_opens_with_a_pronoun() -> None:
    report = summarise(engine(lambda body: "Ông đề nghị người dân góp ý về giờ chạy."), length="long")
    assert report.abstractive is not None
    assert not any(one.text.startswith("Ông ") for one in report.abstractive.sentences)


NIEM = "ông Hoàng Trọng Niệm (63 tuổi, trú phường Thuỷ Biều)"
SHOUTED = "liền hô hoán thì bị những kẻ hút trộm cát trên thuyền ném đá rồi cầm rựa lên bờ chém vào đầu."


def test_a_person_is_introduced_where_the_summary_first_names_him() -> None:
    text = "\n".join(
        [
            "Nhóm hút trộm cát chém người dân",
            f"Nhóm ông Niệm {SHOUTED}",
            *BODY[3:5],
            f"Tối 26-3, {NIEM} ra sông.",
        ]
    )
    report = summarise(engine(lambda body: "Vé xe giá 99.000 đồng."), text=text, length="short")
    assert report.abstractive is not None
    [sentence] = report.abstractive.sentences
    assert sentence.text == f"Nhóm {NIEM} {SHOUTED}"
    assert (sentence.quoted, sentence.evidence) == (False, (2, 5))
    assert not report.findings


def test_a_short_quotation_that_is_long_enough_stays_without_its_brackets() -> None:
    name, office = "Trần Hữu Dũng", " (36 tuổi, ngụ xã Đỉnh Sơn)"
    told = (
        "về ba tội danh giết người, cướp tài sản và lừa đảo chiếm đoạt tài sản của người buôn trâu ở đồi chè"
    )
    text = f"{TITLE}\nNgày 19-10, toà án tỉnh Nghệ An mở phiên toà sơ thẩm, tuyên phạt {name}{office} {told}."
    for length, shown in (("short", ""), ("medium", office)):
        report = summarise(engine(lambda body: ""), text=text, length=length)
        assert report.abstractive is not None
        assert f"tuyên phạt {name}{shown} về ba tội" in report.abstractive.sentences[0].text


def test_direct_speech_comes_with_its_speaker() -> None:
    said = "Chúng tôi đã mở thêm sáu tuyến xe buýt điện nối bến xe Miền Đông với sân bay và các khu dân cư"
    behind = "và vì thế thành phố bớt khói bụi mỗi ngày”, Giám đốc Sở Giao thông Trần Văn Bình nói."
    speech = (
        f"“{said}.",
        f"Xe buýt điện giúp người dân bớt đi xe máy từ sáng đến tối trong cả tuần, {behind}",
    )
    text = "\n".join([TITLE, *speech])
    report = summarise(engine(lambda body: "Vé xe giá 99.000 đồng."), text=text, length="short")
    assert report.abstractive is not None
    [sentence] = report.abstractive.sentences
    assert sentence.text == f"“{said}”, Giám đốc Sở Giao thông Trần Văn Bình nói."
    assert (sentence.quoted, sentence.evidence) == (False, (2, 3))
    assert "context" not in {one.kind for one in report.findings}


def test_what_only_the_article_explains_is_told() -> None:
    report = summarise(
        engine(lambda body: ""), text=f"{TITLE}\nChúng tôi rất vui vì có tuyến xe buýt này ở đây."
    )
    [finding] = [one for one in report.findings if one.kind == "context"]
    assert (finding.severity, finding.sentence, finding.found) == ("warning", 1, "Chúng tôi")


def test_nothing_is_said_twice() -> None:
    report = summarise(engine(lambda body: "Thành phố mở tuyến xe buýt điện."), length="long")
    assert report.abstractive is not None
    texts = [one.text for one in report.abstractive.sentences]
    assert len(texts) == len(set(texts))


def test_an_article_that_has_less_to_say_gets_fewer_sentences_and_a_finding() -> None:
    report = summarise(engine(), text="\n".join([TITLE, *BODY[:2]]), length="long")
    assert report.abstractive is not None
    assert len(report.abstractive.sentences) < 4
    [finding] = report.findings
    assert (finding.kind, finding.severity) == ("length", "info")
    assert finding.expected == "4 sentences"


def test_only_the_first_of_several_sentences_is_taken() -> None:
    new = "Sáng nay, thành phố khai trương tuyến xe buýt điện nối bến xe Miền Đông với sân bay."
    report = summarise(engine(lambda body: f"{new} Vé xe giá 99.000 đồng."), length="short")
    assert report.abstractive is not None
    assert report.abstractive.text == new
    assert quoted_of(report) == [False]


def test_an_unfinished_sentence_is_never_shown() -> None:
    def cut(request: Request) -> Completion:
        return completion(request, "Thành phố khai trương tuyến", finish_reason="length")

    report = summarise(ScriptedEngine(cut))
    assert quoted_of(report) == [True, True]


def test_one_endless_sentence_is_summarised_by_its_beginning_and_it_is_said() -> None:
    scripted = engine(lambda body: "Thành phố khai trương xe buýt.")
    report = summarise(scripted, text="Đầu đề bài báo\n" + "thành phố khai trương xe buýt " * 900)
    assert len(str(asked(scripted)[0].prompt).split()) <= 930
    assert "selection" in {finding.kind for finding in report.findings}


def test_an_article_that_is_but_its_title_is_quoted() -> None:
    report = summarise(engine(lambda body: ""), text=f"{TITLE}.")
    assert report.abstractive is not None
    assert TITLE in report.abstractive.text


def test_the_gist_is_the_summary_in_english_sentence_by_sentence_and_checked() -> None:
    scripted = engine()
    answer = scripted._answer

    def translating(request: Request) -> Completion | str:
        prompt = str(request.prompt).rstrip("\n")
        if prompt.endswith("=> English"):
            return "The bus line no. 99 opened this morning." if "số 21" in prompt else "The city wants more."
        return answer(request)

    scripted._answer = translating
    report = summarise(scripted, gist=True, read_back=False)
    assert report.abstractive is not None
    assert report.abstractive.sentences[0].english == "The bus line no. 99 opened this morning."
    assert all(one.english for one in report.abstractive.sentences)
    numbers = [one for one in report.findings if one.kind == "number" and one.sentence == 1]
    assert numbers
    assert all((one.task, one.target) == ("abstractive", "summary") for one in report.findings)
    assert numbers[0].message.startswith("in English: ")
    assert report.translation is None


def test_without_being_asked_for_nothing_is_translated() -> None:
    scripted = engine()
    report = summarise(scripted)
    assert report.abstractive is not None
    assert not any(one.english for one in report.abstractive.sentences)
    assert not any("=> English" in str(request.prompt) for request in scripted.requests)


def test_an_article_in_capitals_is_quoted_and_told_to_be_so() -> None:
    scripted = engine()
    report = summarise(scripted, TEXT.upper(), length="long")
    assert quoted_of(report) == [True] * 4
    assert not asked(scripted)
    [finding] = [one for one in report.findings if one.severity != "info"]
    assert (finding.kind, finding.severity) == ("language", "warning")
    assert "in capitals" in finding.message


def test_no_sentence_only_names_who_answered() -> None:
    turns = "- PV: Thưa ông, vé bao nhiêu?\n- Ông Bình: Người dân được đi miễn phí tháng này."
    text = f"{TITLE}\n{BODY[0]}\n{turns}"
    report = summarise(engine(lambda body: "Ông Bình đáp."), text)
    assert report.abstractive is not None
    assert [one.text for one in report.abstractive.sentences] == [
        BODY[0],
        "Ông Bình: “Người dân được đi miễn phí tháng này.”",
    ]
