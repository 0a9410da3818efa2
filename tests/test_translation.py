"""Translation: nothing is lost, what fails a check is asked again, and what is still wrong is said."""

from dataclasses import replace

import pytest

from summarizer.choice import choose
from summarizer.config import Settings
from summarizer.engine.interface import Completion, Request
from summarizer.pipeline import Pipeline
from summarizer.report import Report
from summarizer.tasks.continuing import continued
from summarizer.tasks.times import in_english
from summarizer.text.reading import read_text
from summarizer.text.term_matching import Line
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


def test_a_changed_time_is_asked_again_with_its_english_in_place() -> None:
    def answer(request: Request) -> str:
        told = "5:40 pm" in str(request.prompt)
        return f"At {'5:40' if told else '7:40'} pm on June 9 they found the cave."

    report, _ = translate("Hang mới\nLúc 17h40 ngày 9/6, họ tìm thấy hang.", answer)
    assert report.translation is not None
    assert "At 5:40 pm on June 9 they found the cave." in report.translation.text
    assert ("number", 2) not in kinds(report)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lúc 17h40 ngày 9/6", "lúc 5:40 pm ngày 9/6"),
        ("khoảng 14h30", "khoảng 2:30 pm"),
        ("5 giờ chiều", "5 pm"),
        ("12 giờ đêm, 12 giờ trưa", "midnight, noon"),
        ("6 rưỡi sáng", "6:30 am"),
        ("lúc 8 giờ", "lúc 8 giờ"),  # in the morning or in the evening
        ("làm 3 giờ", "làm 3 giờ"),  # how long
        ("dài 25 km", "dài 25 km"),
    ],
)
def test_times_are_put_into_english_where_they_are_certain(text: str, expected: str) -> None:
    assert in_english(text) == expected


def test_a_garbled_name_is_put_right_without_asking_again_and_told() -> None:
    text = "Mưa lớn\nMưa lớn ở xã Na Mèo."
    answers = ("Heavy rain in Na Mepo commune.", "Heavy rain")
    report, engine = translate(
        text, lambda request: answers["Na Mèo" not in str(request.prompt)], diacritics="keep"
    )
    assert report.translation is not None
    assert "Heavy rain in Na Meo commune." in report.translation.text
    assert [
        (one.kind, one.severity, one.sentence) for one in report.findings if "Na Mepo" in one.message
    ] == [("name", "info", 2)]
    assert not any(request.decoding.temperature for request in engine.requests)


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


def test_a_text_is_searched_for_terms_once_however_often_it_is_asked_for(monkeypatch) -> None:
    searched = []
    find = Line.of
    monkeypatch.setattr(Line, "of", lambda text: (searched.append(text), find(text))[1])
    _, engine = translate(
        "Xe mới\nCông an tỉnh bắt 25 người.", lambda _: "Police arrested 52 people.", repairs=3
    )
    assert len(engine.requests) > 5
    assert "Công an tỉnh bắt 25 người." in searched
    assert len(searched) == len(set(searched))


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


def test_parts_of_a_sentence_read_as_one_sentence() -> None:
    clause = "chính quyền địa phương tiếp tục hỗ trợ người dân vùng lũ ổn định cuộc sống"
    text = "Hỗ trợ người dân\n" + "; ".join([clause] * 40) + "."
    report, _ = translate(
        text, lambda request: "In which the local government supports the people;", repairs=0
    )
    assert report.translation is not None
    parts = [segment.text for segment in report.translation.segments if segment.sentence == 2]
    assert [part.split()[0] for part in parts] == ["In", *["in"] * (len(parts) - 1)]
    assert len(parts) > 1
    assert " ".join(parts) in report.translation.text


@pytest.mark.parametrize(
    ("before", "part", "joined"),
    [
        ("is a part of it;", "In which, it serves", "in which, it serves"),
        ("of the police,", "Evaluating the situation", "evaluating the situation"),
        ("of the police,", "Mobilising science", "mobilising science"),
        ("of the police,", "Planning to go", "planning to go"),
        ("the police of", "Which Vietnam", "which Vietnam"),
        ("", "In which, it serves", "In which, it serves"),
        ("It is a part of it.", "In which, it serves", "In which, it serves"),
        ("of the police,", "“In which”", "“In which”"),
        *(
            ("of the police,", name, name)
            for name in (
                "Beijing said",
                "Boeing planes",
                "Planning Minister Nguyen",
                "To Lam stressed",
                "An Giang province",
                "The Anh said",
                "Major General Trang",
                "April 8",
                "Party policies",
                "I am",
                "IN WHICH",
                "25 km",
            )
        ),
    ],
)
def test_only_the_capital_of_a_word_that_names_nobody_is_lowered(before: str, part: str, joined: str) -> None:
    assert continued(before, part) == joined


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
    firsts = [one for one in engine.requests if "25" in str(one.prompt) and one.answer is None]
    assert [request.decoding.beams for request in firsts] == [4]
    _, engine = translate("Xe buýt mới\nTuyến xe buýt dài 25 km.", answer, beams=1)
    assert {request.decoding.beams for request in engine.requests if request.answer is None} == {1}


def _three_ways(request: Request) -> Completion:
    """The likeliest leaves a clause out, the next one is whole, and the last has another number."""
    ways = {
        "The bus line is 25 km long.": -0.2,
        "The new bus line is 25 km long.": -0.3,
        "The new bus line is 52 km long.": -0.1,
    }
    if request.answer is not None:
        likely = -0.5 if "new" in str(request.prompt) else -1.5
        return completion(request, request.answer, mean_logprob=likely)
    first, *others = (completion(request, text, mean_logprob=likely) for text, likely in ways.items())
    return replace(first, others=tuple(others))


def test_of_faultless_answers_the_one_that_is_read_back_best_wins() -> None:
    text = "Xe buýt 25\nTuyến xe buýt mới dài 25 km."
    report, engine = translate(text, _three_ways, repairs=0)
    assert report.translation is not None
    assert report.translation.text == "The new bus line is 25 km long."
    weighed = [request for request in engine.requests if request.answer is not None]
    assert {request.answer for request in weighed} == {"Xe buýt 25", "Tuyến xe buýt mới dài 25 km."}
    assert all(str(request.prompt).endswith("\n=> Tiếng Việt\n") for request in weighed)
    assert not any("52" in str(request.prompt) for request in weighed)  # what is wrong is not read back


def test_nothing_is_read_back_where_that_is_not_wanted_or_there_is_no_choice() -> None:
    text = "Xe buýt 25\nTuyến xe buýt mới dài 25 km."
    report, engine = translate(text, _three_ways, repairs=0, read_back=False)
    assert report.translation is not None
    assert report.translation.text == "The bus line is 25 km long."
    assert all(request.answer is None for request in engine.requests)
    _, engine = translate(text, lambda request: "The bus line is 25 km long.", repairs=0)
    assert all(request.answer is None for request in engine.requests)


def test_a_model_without_a_prompt_for_it_reads_nothing_back() -> None:
    settings = Settings.model_validate(
        {"tasks": {"run": ("translation",)}, "models": {"default": "qwen2.5-coder-1.5b"}}
    )
    engine = ScriptedEngine(_three_ways)
    report = Pipeline(settings, load=engine.load).process(read_text("Xe 25\nXe 25 km.", source="a"))
    assert report.translation is not None
    assert all(request.answer is None for request in engine.requests)


def test_an_empty_answer_never_wins_and_english_with_a_fault_beats_vietnamese() -> None:
    def empty(request: Request) -> Completion:
        first = completion(request, "", mean_logprob=-0.1)
        return replace(
            first, others=(completion(request, "The line 52 is 99 km long, says 77.", mean_logprob=-2),)
        )

    report, _ = translate("Xe buýt 25\nTuyến xe buýt mới dài 25 km.", empty, repairs=0)
    assert report.translation is not None
    assert "99 km" in report.translation.text

    def foreign(request: Request) -> Completion:
        first = completion(request, "Tuyến xe buýt mới dài 25 km.", mean_logprob=-0.1)
        return replace(first, others=(completion(request, "The line 52 is 99 km long.", mean_logprob=-2),))

    report, _ = translate("Xe buýt 25\nTuyến xe buýt mới dài 25 km.", foreign, repairs=0)
    assert report.translation is not None
    assert report.translation.text == "The line 52 is 99 km long."


def test_a_word_too_long_to_be_one_stands_as_it_is_with_a_finding() -> None:
    blob = "https://example.org/" + "x" * 980
    engine = ScriptedEngine(lambda request: "A sentence.")
    engine.count_tokens = lambda text: len(text) // 4  # type: ignore[method-assign]
    settings = Settings.model_validate({"tasks": {"run": ("translation",)}})
    document = read_text(f"Đầu đề bài\nXem thêm tại {blob} để biết.", source="a.txt")
    report = Pipeline(settings, load=engine.load).process(document)
    assert report.translation is not None
    assert blob in report.translation.text
    assert not any(blob in str(request.prompt) for request in engine.requests)
    (finding,) = [one for one in report.findings if one.kind == "copy"]
    assert (finding.severity, finding.sentence, finding.message) == (
        "warning",
        2,
        "a word of 1,000 characters was left as it is",
    )


def test_a_model_with_an_estimate_gives_each_segment_its_chance_and_marks_the_doubtful() -> None:
    from summarizer.tasks.doubt import DoubtModel
    from summarizer.tasks.translation import TranslationTask
    from summarizer.tasks.translation_requests import TranslationRequests
    from summarizer.text.glossary import Glossary

    pipeline = Pipeline(
        Settings.model_validate({"tasks": {"run": ("translation",), "repairs": 0}}),
        load=ScriptedEngine(lambda request: "The bus line is 52 km long.").load,
    )
    engine = pipeline.engine(pipeline.settings.models.of("translation"))
    requests = TranslationRequests(
        info=engine.info,
        count_tokens=engine.count_tokens,
        prompt=choose(pipeline.settings).prompts["translation"],
        glossary=Glossary.empty(),
        beams=1,
        seed=0,
    )
    task = TranslationTask(
        requests, back=None, rounds=0,
        doubt=DoubtModel(
            fitted="x", of="y", beams=4, read_back=True, marked=0.5, intercept=-1.0, weights={"errors": 3.0}
        ),
    )  # fmt: skip
    steps = task.run(read_text("Tuyến xe buýt dài 25 km. Tuyến xe buýt dài 52 km.", source="a.txt"))
    completions = [completion(request, "The bus line is 52 km long.") for request in next(steps)]
    for one in completions:
        try:
            steps.send(one)
        except StopIteration as stop:
            part, findings = stop.value
    doubts = [segment.doubt for segment in part.segments]
    assert doubts[0] > 0.5 > doubts[1]
    assert part.doubt == pytest.approx(sum(doubts) / 2)
    assert [one.sentence for one in findings if one.kind == "confidence"] == [1]


def test_britain_at_the_head_of_a_sentence_is_asked_again_as_the_country() -> None:
    text = "Anh điều tàu\nGiới chức Anh nói vậy. Anh điều tàu tới đây."
    answers = {
        "Nước Anh điều tàu tới": "Britain sends ships here.",
        "Giới chức": "British officials said so.",
    }

    def answer(request: Request) -> str:
        said = (english for words, english in answers.items() if words in str(request.prompt))
        return next(said, "He sends ships here.")

    report, _ = translate(text, answer)
    assert report.translation is not None
    assert report.translation.text.endswith("Britain sends ships here.")
