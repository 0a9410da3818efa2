"""The abstractive summary: as long as asked for, ended, supported, and never of a part in silence."""

import pytest

from summarizer.config import Settings
from summarizer.engine.interface import Completion, Request
from summarizer.pipeline import Pipeline
from summarizer.report import Report
from summarizer.text.reading import read_text
from tests.scripted import Answer, ScriptedEngine, completion

TEXT = (
    "Thành phố mở tuyến xe buýt điện\n"
    "Sáng nay, thành phố khai trương tuyến xe buýt điện số 21. Tuyến xe dài 41 km.\n"
    "Người dân được đi miễn phí trong tháng đầu tiên. Nhiều trạm dừng có mái che."
)
GOOD = "Thành phố khai trương tuyến xe buýt điện số 21."


def summarise(answer: Answer, text: str = TEXT, **tasks: object) -> tuple[Report, ScriptedEngine]:
    engine = ScriptedEngine(answer)
    settings = Settings.model_validate({"tasks": {"run": ("abstractive",), **tasks}})
    return Pipeline(settings, load=engine.load).process(read_text(text, source="a.txt")), engine


def text_of(report: Report) -> str:
    assert report.abstractive is not None
    return report.abstractive.text


@pytest.mark.parametrize(("length", "most"), [("short", 1), ("medium", 2), ("long", 4)])
def test_it_has_at_most_as_many_sentences_as_the_length_says(length: str, most: int) -> None:
    five = f"{GOOD} Tuyến xe dài 41 km. Người dân được đi miễn phí. Nhiều trạm có mái che. Xe chạy sáng nay."
    report, _ = summarise(lambda request: five, length=length)
    assert report.abstractive is not None
    assert len(report.abstractive.sentences) == most
    assert not [finding for finding in report.findings if finding.severity == "error"]


def test_an_invented_number_is_asked_again() -> None:
    report, engine = summarise(
        lambda request: GOOD if request.decoding.temperature else GOOD.replace("21", "25")
    )
    assert text_of(report) == GOOD
    assert not report.findings
    assert len(engine.requests) > 1


def test_a_wrong_sentence_leaves_where_a_right_one_stays() -> None:
    report, _ = summarise(lambda request: f"{GOOD} Vé xe giá 99.000 đồng.")
    assert text_of(report) == GOOD


def test_what_is_wrong_in_every_answer_is_marked() -> None:
    report, _ = summarise(lambda request: GOOD.replace("21", "25"))
    assert [(one.kind, one.severity, one.sentence) for one in report.findings] == [("number", "error", 1)]


def test_an_unfinished_sentence_is_never_shown_unmarked() -> None:
    def cut(request: Request) -> Completion:
        return completion(request, f"{GOOD} Người dân được đi miễn phí trong", finish_reason="length")

    report, _ = summarise(cut)
    assert text_of(report) == GOOD
    report, _ = summarise(
        lambda request: completion(request, "Thành phố khai trương tuyến", finish_reason="length")
    )
    assert "cut" in {finding.kind for finding in report.findings}


def test_a_sentence_that_nothing_supports_is_a_finding() -> None:
    report, _ = summarise(lambda request: "Giá vàng thế giới giảm mạnh.")
    assert "unsupported" in {finding.kind for finding in report.findings}
    assert report.abstractive is not None
    assert report.abstractive.sentences[0].evidence == ()


def test_of_a_long_article_the_best_sentences_are_summarised_and_it_is_said() -> None:
    long = (
        TEXT
        + "\n"
        + "\n".join(f"Đoạn thứ {n} nói về nhiều việc khác trong thành phố." for n in range(30, 200))
    )
    report, engine = summarise(lambda request: GOOD, text=long)
    selection = [finding for finding in report.findings if finding.kind == "selection"]
    assert len(selection) == 1
    assert "too long for the model" in selection[0].message
    assert len(str(engine.requests[0].prompt).split()) <= 930
    assert "xe buýt điện số 21" in str(engine.requests[0].prompt)


def test_one_endless_sentence_is_summarised_too() -> None:
    report, engine = summarise(
        lambda request: GOOD, text="Đầu đề bài báo\n" + "thành phố khai trương xe buýt " * 900
    )
    assert len(str(engine.requests[0].prompt).split()) <= 930
    assert "selection" in {finding.kind for finding in report.findings}


def test_no_answer_at_all_is_an_error_finding() -> None:
    report, _ = summarise(lambda request: "")
    assert text_of(report) == ""
    assert [finding.severity for finding in report.findings].count("error") >= 1


def test_of_faultless_answers_the_one_that_says_what_the_others_say_wins() -> None:
    """The likeliest answer is a lone voice; three of four samples agree."""
    other = "Nhiều trạm dừng có mái che."

    def answer(request: Request) -> Completion:
        greedy = not request.decoding.temperature
        return completion(request, other if greedy else GOOD, mean_logprob=-0.1 if greedy else -0.4)

    report, engine = summarise(answer, candidates=4)
    assert len(engine.requests) == 4
    assert len({request.prompt for request in engine.requests}) == 1  # so that it is read but once
    assert text_of(report) == GOOD
    report, engine = summarise(answer, candidates=1)
    assert len(engine.requests) == 1
    assert text_of(report) == other


def test_the_title_and_the_first_sentences_have_a_voice_too() -> None:
    """Half say what stands at the end, half what the title says: the title decides, likelier or not."""
    last = "Nhiều trạm dừng có mái che."

    def answer(request: Request) -> Completion:
        off = request.decoding.seed in {1, 2, 3}
        return completion(request, last if off else GOOD, mean_logprob=-0.1 if off else -0.4)

    report, engine = summarise(answer, candidates=6)
    said = [answer(request).text for request in engine.requests]
    assert said.count(last) == said.count(GOOD) == 3
    assert text_of(report) == GOOD
    untitled = TEXT.partition("\n")[2]
    report, _ = summarise(answer, untitled, candidates=6)
    assert report.document.title is None
    assert text_of(report) == GOOD


def test_nothing_is_asked_twice_even_where_the_extract_is_the_whole() -> None:
    _, engine = summarise(lambda request: "Có 99.000 người dân vùng cao.", repairs=2)
    asked = [(request.prompt, request.decoding) for request in engine.requests]
    assert len(asked) == len(set(asked))


def test_a_summary_of_a_part_for_want_of_a_faultless_one_says_so() -> None:
    body = " ".join(
        f"Câu chuyện thứ {number} kể về người dân vùng cao {'rất ' * 9}vui." for number in range(40)
    )

    def answer(request: Request) -> str:
        extract = len(str(request.prompt).split()) < 320
        return "Người dân vùng cao rất vui." if extract else "Có 99.000 người dân vùng cao."

    report, _ = summarise(answer, f"Chuyện vùng cao\n{body}", candidates=1)
    assert text_of(report) == "Người dân vùng cao rất vui."
    [finding] = [one for one in report.findings if one.kind == "selection"]
    assert finding.message.startswith("no summary of the whole was faultless: its best ")
    report, _ = summarise(answer, f"Chuyện vùng cao\n{body}", candidates=1, repairs=1)
    assert not [one for one in report.findings if one.kind == "selection"]
    assert [one for one in report.findings if one.severity == "error"]
