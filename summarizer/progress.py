"""The callback by which long work reports how far it is."""

import time
from collections.abc import Callable
from typing import Protocol


class Progress(Protocol):
    """Called with a stage such as `fetching gemma-3-270m-vi`, how much is done, and the total if known.

    A call with `done == total` ends the stage.
    """

    def __call__(self, stage: str, done: float, total: float | None) -> None:
        """Take note."""
        ...


def silent(stage: str, done: float, total: float | None) -> None:
    """Say nothing."""


def spoken(progress: Progress, say: Callable[[str], None], every: float = 30.0) -> Progress:
    """The callback, which also writes a line every `every` seconds, for logs."""
    last = time.monotonic()

    def report(stage: str, done: float, total: float | None) -> None:
        nonlocal last
        progress(stage, done, total)
        if time.monotonic() - last >= every:
            last = time.monotonic()
            say(f"{stage}: {done:,.0f}{f' of {total:,.0f}' if total and total > 1 else ''}")

    return report
