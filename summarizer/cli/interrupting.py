"""Ctrl-C during a batch: the first keeps what is complete, the second ends at once."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

from summarizer.cli.exit_codes import INTERRUPTED

if TYPE_CHECKING:
    from summarizer.batch.run import Stop


@contextmanager
def interruptible(stop: "Stop") -> Iterator[None]:
    """Handle Ctrl-C: the first one ends the run and keeps what is complete, the second one exits at once.

    At once means without waiting for anything: the folder takes that as it takes a kill.
    """

    def interrupt(_: int, __: FrameType | None) -> None:
        if stop.asked:
            if sys.stderr.isatty():
                os.write(sys.stderr.fileno(), b"\x1b[?25h\n")  # the live lines hide the cursor
            os._exit(INTERRUPTED)
        stop.asked = True
        raise KeyboardInterrupt

    previous = signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, previous)
