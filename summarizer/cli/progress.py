"""Progress bars and messages on standard error."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TextIO

from summarizer.text.one_line import one_line

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_PATIENCE = 1.0  # seconds; work that ends sooner shows nothing


@dataclass
class _Stage:
    """A running stage; `task` is its progress bar once it is shown."""

    since: float = field(default_factory=time.monotonic)
    done: float = 0.0
    total: float | None = None
    task: "TaskID | None" = None


class Meter:
    """A `summarizer.progress.Progress`: bars on a terminal, plain lines with `-v` elsewhere, else nothing.

    Stages may be told of from several threads. `paused` takes the bars away while something is printed.
    """

    def __init__(self, verbosity: int = 0, to: TextIO | None = None, *, patience: float = _PATIENCE) -> None:
        self._to = to or sys.stderr
        self._verbosity = verbosity
        self._patience = patience
        self._bars = verbosity >= 0 and self._to.isatty()
        self._stages: dict[str, _Stage] = {}
        self._lock = threading.RLock()
        self._shown: Progress | None = None
        self._timer: threading.Timer | None = None
        self._pauses = 0

    def __call__(self, stage: str, done: float, total: float | None) -> None:
        """Take note of a stage; `done == total` ends it."""
        with self._lock:
            state = self._stages.get(stage)
            if state is None:
                state = self._stages[stage] = _Stage()
                if self._verbosity > 0 and not self._bars:
                    self._write(f"{stage} ...")
            state.done, state.total = done, total
            if total is not None and done >= total:
                self._end(stage, state)
            self._refresh()

    def say(self, message: str) -> None:
        """A line on standard error, above the bars if there are any."""
        with self.paused():
            self._write(message)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Keep the bars off the screen while the block runs."""
        with self._lock:
            self._pauses += 1
            self._hide()
        try:
            yield
        finally:
            with self._lock:
                self._pauses -= 1
                self._refresh()

    def close(self) -> None:
        """Remove the bars and end."""
        with self._lock:
            self._stages.clear()
            self._hide()
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None

    def _end(self, stage: str, state: _Stage) -> None:
        del self._stages[stage]
        if self._shown is not None and state.task is not None:
            self._shown.remove_task(state.task)
        if self._verbosity > 0:
            self.say(f"{stage}: {time.monotonic() - state.since:.1f} s")
        if not self._stages:
            self._hide()

    def _refresh(self) -> None:
        """Show bars of stages older than the delay, and set a timer for the younger ones."""
        if not self._bars or self._pauses or not self._stages:
            return
        now = time.monotonic()
        for stage, state in self._stages.items():
            if now - state.since >= self._patience:
                self._show(stage, state)
        if self._timer is None and any(state.task is None for state in self._stages.values()):
            self._timer = threading.Timer(self._patience, self._wake)
            self._timer.daemon = True
            self._timer.start()

    def _wake(self) -> None:
        with self._lock:
            self._timer = None
            self._refresh()

    def _show(self, stage: str, state: _Stage) -> None:
        if self._shown is None:
            self._shown = _bars(self._to)
            self._shown.start()
        if state.task is None:
            state.task = self._shown.add_task(one_line(stage))
            self._shown.tasks[-1].start_time = state.since  # the bar came late, and may come again
        self._shown.update(state.task, total=state.total, completed=state.done)

    def _hide(self) -> None:
        if self._shown is not None:
            self._shown.stop()
            self._shown = None
            for state in self._stages.values():
                state.task = None

    def _write(self, message: str) -> None:
        self._to.write(f"summarizer: {one_line(message)}\n")
        self._to.flush()


def _bars(to: TextIO) -> "Progress":
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        SpinnerColumn,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        console=Console(file=to, highlight=False),
        transient=True,
        get_time=time.monotonic,
    )
