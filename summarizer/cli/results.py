"""Where results go: a page on the terminal, a stream on standard output, or files."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from summarizer.cli.result_files import write_file
from summarizer.interrupts import deferred_interrupt
from summarizer.render.formats import renderer
from summarizer.report import TASKS
from summarizer.text.one_line import one_line

if TYPE_CHECKING:
    from summarizer.config import Format
    from summarizer.document import Document
    from summarizer.pipeline import Finished, PartReady


class Results(Protocol):
    """A destination of results, which come document by document."""

    def part(self, ready: "PartReady") -> None:
        """A part of the current document is ready."""
        ...

    def finished(self, done: "Finished") -> None:
        """The current document is ready."""
        ...

    def close(self) -> None:
        """No more documents come, or the run was broken off."""
        ...


class PageOnTerminal:
    """Prints each part of a page as soon as it is ready."""

    def __init__(self, *, explain: bool) -> None:
        from summarizer.cli.messages import screen
        from summarizer.render.terminal import WIDTH

        self._console = screen()
        self._console.width = min(self._console.width, WIDTH)
        self._explain = explain
        self._current: Document | None = None

    def part(self, ready: "PartReady") -> None:
        """Print the part, under the title if it is the first."""
        self._open(ready.document)
        self._print(self._page.part(ready.task, ready.part, ready.findings))
        self._shown.add(ready.task)

    def finished(self, done: "Finished") -> None:
        """Print what was not shown yet, and the last line."""
        self._open(done.document)
        for task in TASKS:
            part = getattr(done.report, task)
            if part is not None and task not in self._shown:
                self._print(self._page.part(task, part, done.report.findings))
        self._print(self._page.foot(done.report, done.tokens))

    def close(self) -> None:
        """Do nothing: all is printed."""

    def _open(self, document: "Document") -> None:
        if document is self._current:
            return
        from summarizer.render.terminal import Page, between

        if self._current is not None:
            self._print(between())
        self._current = document
        self._page = Page(document.sentences, explain=self._explain)
        self._shown: set[str] = set()
        self._print(self._page.head(document.title, document.source, document.findings))

    def _print(self, piece: object) -> None:
        with self._console.capture() as printed:  # rich would end the program where a pipe is closed
            self._console.print(piece)
        _write(printed.get())


class Stream:
    """Writes each report to standard output when it is complete."""

    def __init__(self, format_: "Format", *, explain: bool, several: bool) -> None:
        self._format = format_
        self._render = renderer(format_, explain=explain)
        self._several = several
        self._array = several and format_ == "json"
        self._first = True
        self._whole = True
        if self._array:
            _write("[\n")

    def part(self, ready: "PartReady") -> None:
        """Do nothing: the whole report is written at its end."""

    def finished(self, done: "Finished") -> None:
        """Write the report."""
        text = self._render(done.report)
        if self._array:
            text = text.rstrip() if self._first else f",\n{text.rstrip()}"
        elif self._several and self._format == "text":
            text = f"==> {one_line(done.document.source)} <==\n{text}"
        if self._format in {"text", "markdown"} and not self._first:
            text = f"\n{text}"
        self._first = False
        self._whole = False
        with deferred_interrupt():
            _write(text)
            self._whole = True

    def close(self) -> None:
        """Close the JSON array, so that an interrupted run leaves valid JSON, too.

        Not after half a report, which a bracket would not make whole.
        """
        if self._array and self._whole:
            _write("]\n" if self._first else "\n]\n")


class Files:
    """Writes a file for each report, whole or not at all; `tell` is told its name."""

    def __init__(
        self,
        name: "Callable[[Document], Path]",
        format_: "Format",
        *,
        explain: bool,
        tell: Callable[[str], None],
        write: Callable[[Path, bytes], None] = write_file,
    ) -> None:
        self._name = name
        self._write = write
        self._render = renderer(format_, explain=explain)
        self._tell = tell

    def part(self, ready: "PartReady") -> None:
        """Do nothing: the whole report is written at its end."""

    def finished(self, done: "Finished") -> None:
        """Write the report; raises `InputError` for this file alone, `SummarizerError` for a full disk."""
        data = self._render(done.report).encode()
        path = self._name(done.document)
        self._write(path, data)
        self._tell(f"{path}: written")

    def close(self) -> None:
        """Do nothing: every file is complete."""


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()
