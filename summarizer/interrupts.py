"""Defers Ctrl-C (SIGINT) during a write that must not be interrupted."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def deferred_interrupt() -> Iterator[None]:
    """Defer the first Ctrl-C until the block ends; a second one interrupts it, since a reader may never read.

    Who handles it is told of each at once, and only the KeyboardInterrupt that follows the first one waits.
    """
    handler = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(handler):
        yield
        return
    asked = False

    def interrupt(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        try:
            handler(number, frame)
        except KeyboardInterrupt:
            if asked:
                raise
            asked = True

    signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
    if asked:
        raise KeyboardInterrupt
