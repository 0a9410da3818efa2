"""Writes finished documents as a stream of JSON lines, which keeps nothing."""

from collections.abc import Callable
from pathlib import PurePosixPath

from summarizer.batch.inputs.article import Stamp
from summarizer.batch.output.entry import Entry, done
from summarizer.interrupts import deferred_interrupt
from summarizer.report import Report


class Stream:
    """Hands each report to `write` as one line, of which a Ctrl-C leaves no half."""

    def __init__(self, write: Callable[[str], None], told: Callable[[Entry], None]) -> None:
        self._write = write
        self._told = told

    def write(self, entry: Entry, _: PurePosixPath, report: Report, __: Stamp | None) -> None:
        """Write a finished document's report."""
        line = report.to_json(indent=None) + "\n"
        with deferred_interrupt():
            self._write(line)
            self._told(done(entry, report, ()))

    def fail(self, entry: Entry) -> None:
        """Tell of a failed document, which leaves no line."""
        self._told(entry)

    def drain(self) -> None:
        """Every line is written."""

    def close(self) -> None:
        """Nothing waits."""
