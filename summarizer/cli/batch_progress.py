"""Shows how a batch goes on: live lines on a terminal, a plain line every 30 seconds elsewhere."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from textwrap import wrap
from threading import Event, Lock, Thread
from typing import Any, TextIO

from summarizer.batch.output.entry import Entry
from summarizer.batch.tally import Tally
from summarizer.cli.messages import with_stdin_named
from summarizer.counted import counted
from summarizer.text.one_line import one_line

_EVERY = 30.0  # seconds
_WIDTH = 80


class BatchProgress:
    """Tells of failures at once and of progress regularly, on standard error.

    `total` is the number of documents if it could be counted beforehand, `most` how many may be done.
    `verbosity` -1 leaves only failures, 1 tells of each document too. Without `live` a terminal gets the
    plain lines.
    """

    def __init__(
        self,
        total: int | None,
        *,
        most: int | None = None,
        verbosity: int = 0,
        live: bool = True,
        to: TextIO | None = None,
        every: float = _EVERY,
    ) -> None:
        self._total = total
        self._most = most
        self._verbosity = verbosity
        self._may_live = live
        self._to = to or sys.stderr
        self._every = every
        self._tally = Tally()
        self._stage = ""
        self._lock = Lock()
        self._live: Any = None

    def begin(self, tally: Tally) -> None:
        """The run begins; its `tally` goes on counting."""
        self._tally = tally

    def entry(self, entry: Entry) -> None:
        """A document is done or has failed, and is counted."""
        if entry.status == "failed":
            error = entry.error or "failed"
            told = error.startswith(f"{entry.source}: ")  # where it is, which says more than the id
            self._say(f"failed: {with_stdin_named(error)}" if told else f"failed: {entry.id}: {error}")
        elif self._verbosity > 0:
            self._say(f"done: {entry.id}: {entry.tokens:,} tokens, {entry.seconds:.1f} s")

    def note(self, message: str) -> None:
        """Something that the user should know."""
        if self._verbosity >= 0:
            self._say(message)

    def stage(self, stage: str, done: float, total: float | None) -> None:
        """What the pipeline is busy with besides documents: fetching or loading a model."""
        if stage.startswith("generating"):
            return  # of that the documents tell
        over = total is not None and done >= total
        if self._verbosity > 0 and (over or not self._stage.startswith(stage)):
            self._say(f"{stage}{': done' if over else ' ...'}")
        self._stage = "" if over else f"{stage}{f' {done / total:.0%}' if total else ''}"

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Show progress while the block runs."""
        if self._verbosity < 0:
            yield
        elif self._may_live and self._to.isatty():
            with self._live_lines():
                yield
        else:
            with self._plain_lines():
                yield

    @contextmanager
    def _live_lines(self) -> Iterator[None]:
        from rich.console import Console
        from rich.live import Live

        console = Console(file=self._to, highlight=False)
        with Live(
            get_renderable=self._picture,
            console=console,
            refresh_per_second=2,
            transient=True,
            redirect_stdout=False,  # results may go there
        ) as live:
            self._live = live
            try:
                yield
            finally:
                self._live = None

    def _picture(self) -> Any:
        from rich.progress_bar import ProgressBar
        from rich.table import Table
        from rich.text import Text

        rows = Table.grid()
        if self._total:
            rows.add_row(ProgressBar(total=self._total, completed=self._over, width=_WIDTH - 1))
        rows.add_row(Text(self.line(), no_wrap=True, overflow="ellipsis"))
        return rows

    @contextmanager
    def _plain_lines(self) -> Iterator[None]:
        ended = Event()

        def tell() -> None:
            while not ended.wait(self._every):
                self._say(self.line())

        thread = Thread(target=tell, name="progress", daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    @property
    def _over(self) -> int:
        tally = self._tally
        return tally.done + tally.failed + tally.skipped + tally.not_asked_for

    def line(self) -> str:
        """The state in one line, what matters most first."""
        tally = self._tally
        worked = tally.done + tally.failed
        total = self._total
        parts = [
            f"{self._over:,} of {counted(total, 'document')}" if total else counted(self._over, "document")
        ]
        if self._total and tally.done:
            left = max(self._total - self._over, 0)
            if self._most is not None:
                left = min(left, max(self._most - worked, 0))
            parts.append(f"{clock(left * tally.seconds / worked)} left")
        if tally.workers:
            lost = f", {tally.workers.lost:,} lost" if tally.workers.lost else ""
            parts.append(f"{counted(tally.workers.now, 'worker')}{lost}")
        if tally.failed:
            parts.append(f"{tally.failed:,} failed")
        if tally.tokens:
            parts.append(f"{tally.rate:,.0f} tokens/s")
        parts.append(counted(tally.findings["error"] + tally.findings["warning"], "finding"))
        if tally.skipped:
            parts.append(f"{tally.skipped:,} up to date")
        return " · ".join(([one_line(self._stage)] if self._stage else []) + parts)

    def _say(self, message: str) -> None:
        """A line of its own; whatever an article's name or an error holds, it stays one."""
        line = one_line(message)
        if (live := self._live) is not None:
            from rich.text import Text

            live.console.print(Text(line), soft_wrap=True)
            return
        with self._lock:
            self._to.write(f"{line}\n")
            self._to.flush()


def clock(seconds: float) -> str:
    """A length of time, such as `1:02:03` or `0:07`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def closing_table(tally: Tally, folder: Path | None = None) -> str:
    """What a run did, for people, in 80 columns; `folder` is where the results are."""
    told = f"{tally.done:,} done, {tally.failed:,} failed, {tally.skipped:,} up to date"
    if tally.earlier_errors:
        told += f" with {counted(tally.earlier_errors, 'error')}"
    if tally.not_asked_for:
        told += f", {tally.not_asked_for:,} not asked for"
    rows = [("documents", told + ("; interrupted" if tally.interrupted else ""))]
    if tally.done:
        kinds = sorted(tally.kinds.items(), key=lambda kind: (-kind[1], kind[0]))
        rows += [
            ("sentences", f"{tally.sentences:,}"),
            ("tokens", f"{tally.tokens:,} in {clock(tally.seconds)}, {tally.rate:,.0f} a second"),
            ("rate", f"{60 * tally.done / max(tally.seconds, 1e-9):,.1f} documents a minute"),
            ("findings", ", ".join(f"{number:,} {kind}" for kind, number in kinds) or "none"),
        ]
    if tally.workers:
        rows.append(("workers", f"{tally.workers.joined:,} joined, {tally.workers.lost:,} lost"))
    rows += [("slowest", f"{seconds:.1f} s {name}") for seconds, name in sorted(tally.slowest, reverse=True)]
    if folder is not None:
        rows.append(("results", str(folder / "index.html")))
    return table(rows)


def table(rows: Sequence[tuple[str, str]]) -> str:
    """Lines of at most 80 columns where words allow it; a name is not said twice running."""
    lines = []
    above = ""
    for name, value in rows:
        parts = wrap(one_line(value), _WIDTH - 13, break_long_words=False, break_on_hyphens=False)
        for part in parts or [""]:
            lines.append(f"{'' if name == above else name:<11} {part}\n")
            above = name
    return "".join(lines)
