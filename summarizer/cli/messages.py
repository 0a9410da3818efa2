"""One-line messages on standard error, and streams that behave."""

import contextlib
import os
import sys
import unicodedata
from collections.abc import Iterator
from io import TextIOWrapper
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.pipeline import Pipeline


def error(message: object) -> None:
    """Print `summarizer: error: MESSAGE` on standard error."""
    note(f"error: {message}")


def note(message: str) -> None:
    """Print `summarizer: MESSAGE` on standard error in one line, whatever the message holds."""
    sys.stderr.write(f"summarizer: {one_line(message)}\n")
    sys.stderr.flush()


def one_line(text: str) -> str:
    """The text without line ends, escapes and other controls: a file's name may hold any of them."""
    seen = "".join(" " if unicodedata.category(letter) in {"Cc", "Zl", "Zp"} else letter for letter in text)
    return " ".join(seen.split())


def prepare_streams() -> None:
    """Write UTF-8 whatever the locale says, unless the user chose; never fail on what cannot be written."""
    chosen = os.environ.get("PYTHONIOENCODING")
    for stream, errors in ((sys.stdout, "surrogateescape"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, TextIOWrapper):
            if chosen:
                stream.reconfigure(errors="backslashreplace")
            else:
                stream.reconfigure(encoding="utf-8", errors=errors)


def drop_output() -> None:
    """Send the rest of standard output nowhere: who read it has gone, and the last flush must not fail."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def speed(pipeline: "Pipeline") -> Iterator[str]:
    """Lines that say on what the models ran, and how fast."""
    for name, engine in pipeline.engines.items():
        yield f"{name}: {engine.info.device}, {engine.info.dtype} ({engine.info.dtype_reason})"
        yield f"{name}: {engine.statistics.line()}"
