"""A pipeline without a model, and articles to put through it."""

import json
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from summarizer.batch.due import Plan
from summarizer.batch.inputs import Inputs
from summarizer.batch.manifest import Entry
from summarizer.batch.run import run_batch
from summarizer.batch.tally import Tally
from summarizer.config import Settings
from summarizer.document import Document
from summarizer.errors import EngineError
from summarizer.report import (
    Abstractive,
    DocumentPart,
    Extractive,
    Finding,
    Report,
    SentencePart,
    Signature,
    SummarySentence,
    TranslatedSegment,
    Translation,
)

POISON = "BÀI NÀY LÀM HỎNG MÔ HÌNH"


class FakePipeline:
    """Holds a few documents at a time, finishes them out of order, fails those that hold `POISON`."""

    def __init__(
        self, name: str = "fake/1", *, at_once: int = 4, during: Callable[[Document], None] | None = None
    ):
        self.name = name
        self.seen: list[str] = []
        self.most_held = 0
        self._at_once = at_once
        self._during = during or (lambda _: None)

    @property
    def signature(self) -> Signature:
        return Signature(
            string=self.name,
            version="1",
            device="cpu",
            dtype="float32",
            seed=0,
            models={},
            prompts={},
            settings="0",
        )

    def run(self, documents: Iterable[Document]) -> Iterator[object]:
        from summarizer.pipeline import Failed, Finished, PartReady

        def answer(document: Document) -> object:
            self._during(document)
            if POISON in document.text:
                return Failed(
                    document, EngineError(f"{document.source}: out of memory; lower --batch-tokens")
                )
            return Finished(document, report_of(document, self.signature), 10 * len(document.sentences))

        held: list[Document] = []
        for document in documents:
            self.seen.append(document.source)
            held.append(document)
            self.most_held = max(self.most_held, len(held))
            report = report_of(document, self.signature)
            yield PartReady(document, "extractive", report.extractive, ())
            if len(held) == self._at_once:
                yield answer(held.pop())
        while held:
            yield answer(held.pop(0))


class Notes:
    """A watch that remembers what it was told."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.notes: list[str] = []

    def entry(self, entry: Entry, tally: Tally) -> None:
        self.entries.append(entry)

    def note(self, message: str) -> None:
        self.notes.append(message)


def report_of(document: Document, signature: Signature) -> Report:
    sentences = tuple(
        SentencePart(id=s.id, paragraph=s.paragraph, start=s.start, end=s.end, text=s.text)
        for s in document.sentences
    )
    return Report(
        document=DocumentPart(
            source=document.source,
            sha256=document.sha256,
            title=document.title,
            language=document.language,
            encoding=document.encoding,
            characters=len(document.text),
            text=document.text,
            sentences=sentences,
        ),
        extractive=Extractive(sentences=()),
        abstractive=Abstractive(
            text="Tóm tắt ngắn.", sentences=(SummarySentence(text="Tóm tắt ngắn.", evidence=(1,)),)
        ),
        translation=Translation(
            title="A title",
            text="A sentence.",
            segments=tuple(
                TranslatedSegment(sentence=s.id, part=1, source=s.text, text="A sentence.") for s in sentences
            ),
        ),
        findings=(
            Finding(
                id=1,
                kind="number",
                task="translation",
                target="translation",
                sentence=1,
                severity="error",
                message="a number is missing",
            ),
        ),
        timings={"total": 1.0},
        signature=signature,
    )


def article(number: int) -> str:
    return (
        f"Thành phố mở tuyến xe buýt số {number}\n"
        f"Sáng nay, thành phố khai trương tuyến xe buýt điện số {number}, dài {number + 10} km.\n"
        "Người dân được đi miễn phí trong tháng đầu tiên.\n"
    )


def articles(folder: Path, number: int) -> Path:
    for index in range(number):
        path = folder / f"{index % 3}" / f"bai-{index:03}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(article(index), encoding="utf-8")
    return folder


def settings_for(paths: Iterable[Path | str], **sections: dict[str, object]) -> Settings:
    values: dict[str, dict[str, object]] = {
        "input": {"paths": tuple(map(str, paths))},
        "output": {"formats": ("json", "html")},
    }
    for name, section in sections.items():
        values[name] = values.get(name, {}) | section
    return Settings.model_validate(values)


def batch(
    source: Path | str | list[str],
    out: Path,
    pipeline: FakePipeline | None = None,
    *,
    watch: Notes | None = None,
    plan: Plan | None = None,
    **sections: dict[str, object],
) -> Tally:
    settings = settings_for(source if isinstance(source, list) else [source], **sections)
    inputs = Inputs(settings.input, leave_out=out)
    return run_batch(settings, out, inputs, pipeline or FakePipeline(), watch=watch or Notes(), plan=plan)


def manifest(out: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (out / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]


def tree(out: Path) -> dict[str, object]:
    """Everything that a run leaves to its user, without the timings."""
    found: dict[str, object] = {}
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out).as_posix()
        if path.is_file() and not name.startswith(".summarizer/"):
            found[name] = path.read_bytes()
    found["manifest.jsonl"] = [
        {key: value for key, value in line.items() if key != "seconds"} for line in manifest(out)
    ]
    return found


def in_child(work: Callable[[], None]) -> int:
    """Start `work` in a process of its own, which tells nobody how it went; gives its number."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os.kill(os.getpid(), signal.SIGKILL)
    return child
