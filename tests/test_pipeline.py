"""The pipeline keeps every document, whatever the engine does, and never holds all of them."""

from collections import deque
from collections.abc import Iterator
from pathlib import Path

import pytest

from summarizer.config import Settings
from summarizer.document import Document
from summarizer.engine.interface import Completion, Request
from summarizer.errors import EngineError, UsageError
from summarizer.pipeline import Failed, Finished, PartReady, Pipeline
from summarizer.scheduling import OPEN_DOCUMENTS, OPEN_REQUESTS
from summarizer.text.reading import read_text
from tests.scripted import ScriptedEngine

TEXT = (
    "Thành phố mở tuyến xe buýt mới\n"
    "Sáng nay, thành phố khai trương tuyến xe buýt điện số {number}. Người dân được đi miễn phí.\n"
    "Tuyến dài {length} km và có nhiều trạm dừng."
)


def article(number: int = 1, extra: str = "") -> Document:
    text = TEXT.format(number=number + 20, length=number + 40) + extra
    return read_text(text, source=f"{number}.txt")


def settings(**sections: dict[str, object]) -> Settings:
    return Settings.model_validate(sections)


def test_a_report_has_all_three_parts_each_sentence_translated_in_order() -> None:
    engine = ScriptedEngine()
    report = Pipeline(settings(), load=engine.load).process(article())
    assert report.translation is not None
    assert [segment.sentence for segment in report.translation.segments] == [1, 2, 3, 4]
    sources = [sentence.text for sentence in report.document.sentences]
    assert [segment.source for segment in report.translation.segments] == sources
    assert report.translation.title == f"The English of {len(sources[0])} letters."
    assert report.translation.text.count("\n\n") == 1
    assert report.abstractive is not None
    assert report.abstractive.sentences[0].evidence[0] == 2
    assert report.extractive is not None
    assert set(report.timings) == {"extractive", "abstractive", "translation", "total"}
    assert [finding.id for finding in report.findings] == list(range(1, len(report.findings) + 1))


def test_parts_come_as_they_are_ready_and_the_extractive_first() -> None:
    events = list(Pipeline(settings(), load=ScriptedEngine().load).run([article()]))
    assert [type(event) for event in events] == [PartReady, PartReady, PartReady, Finished]
    assert isinstance(events[0], PartReady)
    assert events[0].task == "extractive"


def test_the_extractive_part_alone_needs_no_model() -> None:
    def refuse(*_: object, **__: object) -> ScriptedEngine:
        raise AssertionError("a model was loaded")

    report = Pipeline(settings(tasks={"run": ("extractive",)}), load=refuse).process(article())
    assert report.extractive is not None
    assert report.translation is None
    assert report.abstractive is None
    assert report.signature.models == {}


def test_documents_are_taken_only_as_there_is_room() -> None:
    taken = finished = most = 0

    def documents() -> Iterator[Document]:
        nonlocal taken
        for number in range(400):
            taken += 1
            yield article(number)

    for event in Pipeline(settings(tasks={"repairs": 0}), load=ScriptedEngine().load).run(documents()):
        most = max(most, taken - finished)
        finished += isinstance(event, Finished)
    assert finished == taken == 400
    assert most <= min(OPEN_DOCUMENTS, OPEN_REQUESTS // 4 + 1)


def test_the_queue_stays_full_while_documents_finish() -> None:
    engine = ScriptedEngine(at_once=40)
    list(Pipeline(settings(tasks={"repairs": 0}), load=engine.load).run(article(n) for n in range(100)))
    assert engine.most_waiting > 100


def test_a_request_that_fails_alone_fails_its_document_alone() -> None:
    engine = ScriptedEngine(poison="ĐỘC")
    documents = [article(1), article(2, " Câu này ĐỘC hại."), article(3)]
    events = list(Pipeline(settings(), load=engine.load).run(documents))
    finished = {event.document.source for event in events if isinstance(event, Finished)}
    failed = [event for event in events if isinstance(event, Failed)]
    assert finished == {"1.txt", "3.txt"}
    assert [event.document.source for event in failed] == ["2.txt"]
    assert str(failed[0].error) == "2.txt: out of memory; try a smaller --batch-tokens"


def test_process_raises_what_made_its_document_fail() -> None:
    engine = ScriptedEngine(poison="ĐỘC")
    with pytest.raises(EngineError, match=r"1\.txt: out of memory"):
        Pipeline(settings(), load=engine.load).process(article(1, " Câu này ĐỘC hại."))


def test_two_models_share_the_work_by_task() -> None:
    engines = {"gemma-3-270m-vi": ScriptedEngine(), "qwen2.5-coder-1.5b": ScriptedEngine()}
    models = {"abstractive": "qwen2.5-coder-1.5b"}

    def load(name: str, *_: object, **__: object) -> ScriptedEngine:
        return engines[name]

    def answer(request: object) -> str:
        return "Thành phố khai trương tuyến xe buýt điện số 21."

    engines["qwen2.5-coder-1.5b"] = ScriptedEngine(answer)
    pipeline = Pipeline(settings(models=models), load=load)
    report = pipeline.process(article())
    assert report.abstractive is not None
    assert report.abstractive.sentences[0].text == "Thành phố khai trương tuyến xe buýt điện số 21."
    assert report.signature.models["abstractive"].name == "qwen2.5-coder-1.5b"
    assert report.signature.models["translation"].name == "gemma-3-270m-vi"


def test_the_signature_tells_whatever_decides_the_result_apart() -> None:
    def sign(**sections: dict[str, object]) -> str:
        return Pipeline(settings(**sections)).signature.string

    plain = sign()
    assert plain == sign(output={"explain": True}) == sign(execution={"threads": 1})
    different = {
        sign(tasks={"length": "short"}),
        sign(tasks={"sentences": 5}),
        sign(execution={"seed": 1}),
        sign(glossary={"shipped": False}),
        sign(models={"default": "qwen2.5-coder-1.5b"}),
    }
    assert len(different - {plain}) == 5


def test_an_unknown_model_is_refused_before_anything_is_read() -> None:
    with pytest.raises(UsageError, match="gemma-3-270m-vi"):
        Pipeline(settings(models={"default": "gema-3-270m"}))


def test_a_request_that_nobody_waits_for_fails_nobody() -> None:
    class Late(ScriptedEngine):
        """Fails as what is not asked any more would: its document has failed by our own fault meanwhile."""

        failed = False

        def generate(self, pending: "deque[Request]") -> Iterator[Completion]:
            if not self.failed:
                self.failed = True
                raise EngineError("out of memory", request=-1)
            yield from super().generate(pending)

    events = list(Pipeline(settings(), load=Late().load).run(article(n) for n in range(3)))
    assert sum(isinstance(event, Finished) for event in events) == 3
    assert not any(isinstance(event, Failed) for event in events)


def test_an_engine_that_fails_altogether_fails_all_that_is_at_work() -> None:
    class Dead(ScriptedEngine):
        def generate(self, pending: "deque[Request]") -> Iterator[Completion]:
            raise EngineError("the device is gone")

    events = list(Pipeline(settings(), load=Dead().load).run(article(n) for n in range(3)))
    assert sum(isinstance(event, Failed) for event in events) == 3


def test_an_article_that_our_own_code_cannot_take_fails_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    from summarizer.checks.analysed import Output, Source
    from summarizer.tasks import translation

    check = translation.check_translation

    def broken(source: Source, output: Output) -> object:
        if "số 22" in source.text:
            raise ZeroDivisionError("odd")
        return check(source, output)

    monkeypatch.setattr(translation, "check_translation", broken)
    events = list(Pipeline(settings(), load=ScriptedEngine().load).run(article(n) for n in range(4)))
    [failed] = [event for event in events if isinstance(event, Failed)]
    assert str(failed.error) == "2.txt: a fault of summarizer (ZeroDivisionError: odd); please report it"
    assert sum(isinstance(event, Finished) for event in events) == 3


def test_a_gist_that_its_model_cannot_write_is_refused() -> None:
    models = {"abstractive": "vit5-base-vietnews"}
    chosen = Settings.model_validate({"tasks": {"gist": True}, "models": models})
    with pytest.raises(UsageError, match=r"tasks\.gist: vit5-base-vietnews cannot translate"):
        Pipeline(chosen)


def test_what_a_profile_decides_is_signed_and_where_its_files_lie_is_not(tmp_path: Path) -> None:
    from summarizer.models.lookup import load_profile

    profile = load_profile("gemma-3-270m-vi")
    assert profile.model_copy(update={"terms": "list"}).decisive() != profile.decisive()
    stops = profile.embedded.model_copy(update={"stop_token_ids": (7,)})
    assert profile.model_copy(update={"runtime": stops}).decisive() != profile.decisive()
    moved = profile.embedded.model_copy(update={"output_tokens": tmp_path / "elsewhere.npy"})
    assert profile.model_copy(update={"runtime": moved, "title": "Another"}).decisive() == profile.decisive()
