"""Entry point of the installed command; a Ctrl-C during the imports ends it cleanly, too."""

import os
import signal
from types import FrameType

_INTERRUPTED = 130  # as in exit_codes.py; no import comes before Ctrl-C is handled


def main() -> int:
    """Run the command; gives its exit code."""
    ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # else whoever started us has set it
    if ours:
        signal.signal(signal.SIGINT, _end)
    from summarizer.cli.app import main as run

    if ours:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    code = run()
    if ours:
        signal.signal(signal.SIGINT, _end)  # what the interpreter does at its end is no one's business either
    return code


def _end(_: int, __: FrameType | None) -> None:
    os.write(2, b"summarizer: interrupted\n")
    os._exit(_INTERRUPTED)
