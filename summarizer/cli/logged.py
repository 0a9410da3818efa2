"""Prints what the program logs as notes."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class _Notes(logging.Handler):
    """Gives each message to `say`."""

    def __init__(self, say: Callable[[str], None]) -> None:
        super().__init__(logging.WARNING)
        self._say = say

    def emit(self, record: logging.LogRecord) -> None:
        """Say a message."""
        self._say(record.getMessage())


@contextmanager
def logged(say: Callable[[str], None]) -> Iterator[None]:
    """Give what the program logs to `say` while the block runs, in place of what an outer one names."""
    logger = logging.getLogger("summarizer")
    outer = [handler for handler in logger.handlers if isinstance(handler, _Notes)]
    notes = _Notes(say)
    for handler in outer:
        logger.removeHandler(handler)
    logger.addHandler(notes)
    try:
        yield
    finally:
        logger.removeHandler(notes)
        for handler in outer:
            logger.addHandler(handler)
