"""The callback by which long work reports how far it is."""

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
