"""Shows how a batch goes on: a live line on a terminal, a plain line every 30 seconds elsewhere."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread
from typing import Any, TextIO

from summarizer.batch.manifest import Entry
from summarizer.batch.tally import Tally

_EVERY = 30.0  # seconds


class BatchProgress:
    """Tells of failures at once and of progress regularly, on standard error.

    `total` is the number of documents if it could be counted beforehand; `quiet` leaves only failures.
    """

    def __init__(
        self, total: int | None, *, quiet: bool = False, to: TextIO | None = None, every: float = _EVERY
    ) -> None:
        self._total = total
        self._quiet = quiet
        self._to = to or sys.stderr
        self._every = every
        self._tally = Tally()
        self._stage = ""
        self._lock = Lock()
        self._live: Any = None

    def entry(self, entry: Entry, tally: Tally) -> None:
        """A document is done or has failed."""
        self._tally = tally
        if entry.status == "failed":
            self._say(f"failed: {entry.id}: {entry.error}")
        self._refresh()

    def note(self, message: str) -> None:
        """Something that the user should know."""
        self._say(message)

    def stage(self, stage: str, done: float, total: float | None) -> None:
        """What the pipeline is busy with besides documents: fetching or loading a model."""
        share = f" {done / total:.0%}" if total else ""
        self._stage = "" if total is not None and done >= total else f"{stage}{share}"
        self._refresh()

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Show progress while the block runs."""
        if self._quiet:
            yield
        elif self._to.isatty():
            with self._live_line():
                yield
        else:
            with self._plain_lines():
                yield

    @contextmanager
    def _live_line(self) -> Iterator[None]:
        from rich.console import Console
        from rich.live import Live
        from rich.text import Text

        console = Console(file=self._to, highlight=False)
        with Live(Text(self.line()), console=console, refresh_per_second=2, transient=True) as self._live:
            try:
                yield
            finally:
                self._live = None

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

    def line(self) -> str:
        """The state in one line."""
        tally = self._tally
        over = tally.done + tally.failed + tally.skipped
        parts = [f"{over:,}{f' of {self._total:,}' if self._total else ''} documents"]
        if tally.failed:
            parts.append(f"{tally.failed:,} failed")
        if tally.skipped:
            parts.append(f"{tally.skipped:,} up to date")
        doubts = tally.findings["error"] + tally.findings["warning"]
        parts.append(f"{doubts:,} findings")
        if tally.tokens:
            parts.append(f"{tally.rate:.0f} tokens/s")
        if self._total and tally.done:
            left = max(self._total - over, 0) * tally.seconds / (tally.done + tally.failed)
            parts.append(f"{clock(left)} left")
        return " · ".join(parts + ([self._stage] if self._stage else []))

    def _refresh(self) -> None:
        if (live := self._live) is not None:
            from rich.text import Text

            live.update(Text(self.line(), no_wrap=True, overflow="ellipsis"))

    def _say(self, message: str) -> None:
        if (live := self._live) is not None:
            from rich.text import Text

            live.console.print(Text(message))
            return
        with self._lock:
            self._to.write(f"{message}\n")
            self._to.flush()


def clock(seconds: float) -> str:
    """A length of time, such as `1:02:03` or `0:07`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def closing_table(tally: Tally) -> str:
    """What a run did, for people."""
    rows = [
        ("documents", f"{tally.done:,} done, {tally.failed:,} failed, {tally.skipped:,} up to date"),
        ("sentences", f"{tally.sentences:,}"),
        ("tokens", f"{tally.tokens:,} in {clock(tally.seconds)}, {tally.rate:.0f} a second"),
    ]
    kinds = sorted(tally.kinds.items(), key=lambda kind: (-kind[1], kind[0]))
    rows.append(("findings", ", ".join(f"{number:,} {kind}" for kind, number in kinds) or "none"))
    if tally.slowest:
        slowest = sorted(tally.slowest, reverse=True)
        rows.append(("slowest", ", ".join(f"{name} ({seconds:.1f} s)" for seconds, name in slowest)))
    return "\n".join(f"{name:<10} {value}" for name, value in rows)
