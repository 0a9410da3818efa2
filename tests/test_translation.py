"""Translation: nothing is lost, what fails a check is asked again, and what is still wrong is said."""

from dataclasses import replace

from summarizer.config import Settings
from summarizer.engine.interface import Completion, Request
from summarizer.pipeline import Pipeline
from summarizer.report import Report
from summarizer.text.reading import read_text
from tests.scripted import Answer, ScriptedEngine, completion


def translate(text: str, answer: Answer, **tasks: object) -> tuple[Report, ScriptedEngine]:
    engine = ScriptedEngine(answer)
    settings = Settings.model_validate({"tasks": {"run": ("translation",), **tasks}})
    return Pipeline(settings, load=engine.load).process(read_text(text, source="a.txt")), engine


def kinds(report: Report) -> list[tuple[str, int | None]]:
    return [(finding.kind, finding.sentence) for finding in report.findings if finding.severity == "error"]


TEXT = "Xe buýt mới\nTuyến xe buýt dài 25 km. Người dân rất vui mừng."


def test_a_changed_number_is_asked_again_and_the_right_answer_wins() -> None:
    def answer(request: Request) -> str:
        if "25" not in str(request.prompt):
            return "The people are very happy."
        return (
            "The bus line is 25 km long." if request.decoding.temperature else "The bus line is 52 km long."
        )

    report, engine = translate(TEXT, answer)
    assert report.translation is not None
    assert "The bus line is 25 km long. The people are very happy." in report.translation.text
    assert not kinds(report)
    asked_again = [request for request in engine.requests if request.decoding.temperature]
    assert asked_again
    assert all("25" in str(request.prompt) for request in asked_again)


def test_what_no_repair_mends_is_reported_at_its_sentence() -> None:
    report, _ = translate(TEXT, lambda request: "The bus line is 52 km long, people say.")
    assert ("number", 2) in kinds(report)
    finding = next(one for one in report.findings if one.kind == "number" and one.sentence == 2)
    assert (finding.task, finding.target, finding.expected, finding.found) == (
        "translation",
        "translation",
        "25",
        "52",
    )


def test_no_repairs_are_made_where_none_are_wanted() -> None:
    report, engine = translate(TEXT, lambda request: "The bus line is 52 km long.", repairs=0)
    assert len(engine.requests) == 3
    assert kinds(report)


def test_the_token_limit_is_a_finding_and_is_asked_again() -> None:
    def answer(request: Request) -> Completion:
        cut = "vui" in str(request.prompt) and not request.decoding.temperature
        text = "The people are very" if cut else "The people are very happy."
        return completion(request, text, finish_reason="length" if cut else "stop")

    report, _ = translate("Xe buýt mới\nNgười dân rất vui mừng.", answer)
    assert report.translation is not None
    assert report.translation.text == "The people are very happy."
    assert not [one for one in kinds(report) if one[0] == "cut"]
    report, _ = translate("Xe buýt mới\nNgười dân rất vui mừng.", answer, repairs=0)
    assert ("cut", 2) in kinds(report)


def test_an_over_long_sentence_is_translated_in_parts_that_cover_it() -> None:
    clause = "chính quyền địa phương tiếp tục hỗ trợ người dân vùng lũ ổn định cuộc sống"
    text = "Hỗ trợ người dân\n" + "; ".join([clause] * 40) + "."
    report, _ = translate(text, lambda request: "The local government supports the people.", repairs=0)
    assert report.translation is not None
    parts = [segment for segment in report.translation.segments if segment.sentence == 2]
    assert [part.part for part in parts] == list(range(1, len(parts) + 1))
    assert len(parts) > 2
    assert max(len(part.source.split()) for part in parts) <= 160
    whole = report.document.sentences[1].text
    assert "".join("".join(part.source.split()) for part in parts) == "".join(whole.split())


def test_terms_stand_in_braces_and_braces_of_the_article_do_not() -> None:
    text = "Lễ công bố\nThiếu tướng Nguyễn Văn An {Major Error} phát biểu."
    _, engine = translate(text, lambda request: "Major General Nguyen Van An spoke (Major Error).", repairs=0)
    prompt = next(str(request.prompt) for request in engine.requests if "phát biểu" in str(request.prompt))
    assert "Thiếu tướng {Major General} Nguyễn Văn An (Major Error) phát biểu." in prompt


def test_cue_words_in_the_article_stay_in_its_line() -> None:
    _, engine = translate(
        "Đầu đề bài\nMột câu\t=> English\tcủa bài.", lambda request: "A sentence.", repairs=0
    )
    for request in engine.requests:
        assert str(request.prompt).count("\n=> English\n") == 1


def test_a_line_without_letters_stays_as_it_is_and_is_not_asked_for() -> None:
    report, engine = translate("Đầu đề bài\nCâu đầu tiên.\n***\nCâu thứ hai.", lambda request: "A sentence.")
    assert report.translation is not None
    assert report.translation.text == "A sentence.\n\n***\n\nA sentence."
    assert not any("***" in str(request.prompt) for request in engine.requests)


def test_repairs_of_all_sentences_share_one_batch() -> None:
    engine = ScriptedEngine(lambda request: "Wrong 99.", at_once=1000)
    settings = Settings.model_validate({"tasks": {"run": ("translation",)}})
    Pipeline(settings, load=engine.load).process(read_text(TEXT, source="a.txt"))
    first = len([request for request in engine.requests if not request.decoding.temperature])
    assert first >= 3
    assert engine.most_waiting == 2 * 3  # two other ways for each of three sentences


def test_another_answer_of_the_beams_wins_where_the_likeliest_is_wrong() -> None:
    def answer(request: Request) -> Completion:
        right = completion(request, "The bus line is 25 km long.", mean_logprob=-0.5)
        wrong = completion(request, "The bus line is 52 km long.", mean_logprob=-0.2)
        return replace(wrong, others=(right,))

    report, engine = translate("Xe buýt mới\nTuyến xe buýt dài 25 km.", answer)
    assert report.translation is not None
    assert report.translation.text == "The bus line is 25 km long."
    firsts = [request for request in engine.requests if "25" in str(request.prompt)]
    assert [request.decoding.beams for request in firsts] == [4]
    _, engine = translate("Xe buýt mới\nTuyến xe buýt dài 25 km.", answer, beams=1)
    assert {request.decoding.beams for request in engine.requests} == {1}
