"""A pipeline without a model that answers in the order it is told to, and runs of the real command."""

import os
import pty
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from summarizer.config import Settings
from summarizer.document import Document
from summarizer.errors import EngineError
from summarizer.report import (
    Abstractive,
    ExtractedSentence,
    Extractive,
    Finding,
    ModelSignature,
    Report,
    Signature,
    SummarySentence,
    TranslatedSegment,
    Translation,
)

POISON = "LÀM HỎNG MÔ HÌNH"
WRONG = "SAI SỐ LIỆU"
COMMAND = [sys.executable, "-m", "summarizer.cli.app"]


class FakePipeline:
    """Finishes all documents, the last one first; `watch` is called before each event is given out."""

    watch: Callable[[object], None] = staticmethod(lambda _: None)

    def __init__(self, settings: Settings, *, load: object = None, progress: object = None):
        self.settings = settings
        self.engines: dict[str, object] = {}

    def run(self, documents: Iterable[Document]) -> Iterator[object]:
        for document in reversed(list(documents)):
            for event in self._events(document):
                type(self).watch(event)
                yield event

    def _events(self, document: Document) -> Iterator[object]:
        from summarizer.pipeline import Failed, Finished, PartReady

        report = report_of(document, self.settings)
        if report.extractive:
            yield PartReady(document, "extractive", report.extractive, ())
        if POISON in document.text:
            yield Failed(document, EngineError(f"{document.source}: out of memory; lower --batch-tokens"))
            return
        if report.translation:
            yield PartReady(document, "translation", report.translation, report.findings)
        if report.abstractive:
            yield PartReady(document, "abstractive", report.abstractive, ())
        yield Finished(document, report, 100)


def report_of(document: Document, settings: Settings) -> Report:
    """A report with an error in its translation where the article says so."""
    run = settings.tasks.run
    body = document.body or document.sentences
    chosen = body[: settings.tasks.sentences]
    findings = (
        Finding(
            id=1,
            kind="number",
            task="translation",
            target="translation",
            sentence=body[0].id,
            severity="error",
            message="a number changed",
        ),
    )
    return Report(
        document=document.part(),
        extractive=Extractive(
            sentences=tuple(
                ExtractedSentence(id=s.id, rank=rank, score=0.5, text=s.text, components={"position": 0.5})
                for rank, s in enumerate(chosen, start=1)
            )
        )
        if "extractive" in run
        else None,
        abstractive=Abstractive(
            text="Tóm tắt ngắn.", sentences=(SummarySentence(text="Tóm tắt ngắn.", evidence=(body[0].id,)),)
        )
        if "abstractive" in run
        else None,
        translation=Translation(
            title="A title",
            text="x",
            segments=tuple(
                TranslatedSegment(sentence=s.id, part=1, source=s.text, text=f"English {s.id}.")
                for s in document.sentences
            ),
        )
        if "translation" in run
        else None,
        findings=findings if WRONG in document.text and "translation" in run else (),
        timings={"total": 2.0},
        signature=Signature(
            string="fake",
            version="1",
            device="cpu",
            dtype="float32",
            seed=0,
            models={"translation": ModelSignature(name="fake", revision="1", adapter=None)},
            prompts={},
            settings="0",
        ),
    )


def environment(**extra: str) -> dict[str, str]:
    """This process's variables without those that change the output."""
    off = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "PYTHONIOENCODING", "LC_ALL", "PYTHONUTF8")
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in off and not name.startswith("SUMMARIZER_")
    }
    return kept | {"TERM": "xterm-256color"} | extra


def run(
    *arguments: str, folder: Path, stdin: bytes | None = None, **extra: str
) -> "subprocess.CompletedProcess[bytes]":
    """The real command in its own process, in pipes."""
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=folder,
        input=stdin,
        stdin=subprocess.DEVNULL if stdin is None else None,
        capture_output=True,
        env=environment(**extra),
        timeout=120,
        check=False,
    )


def run_on_terminal(*arguments: str, folder: Path, **extra: str) -> tuple[int, str]:
    """The real command with a terminal for input, output and errors; gives its exit code and the screen."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=folder,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment(**extra),
    ) as process:
        os.close(theirs)
        screen = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # Linux says so where the other side is closed
                break
            if not piece:
                break
            screen += piece
    os.close(ours)
    return process.returncode, screen.decode().replace("\r\n", "\n")
