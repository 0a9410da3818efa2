"""One-line messages on standard error, and safe standard streams."""

import contextlib
import os
import sys
from collections.abc import Iterator
from io import TextIOWrapper, UnsupportedOperation
from typing import TYPE_CHECKING

import click

from summarizer.cli.running import running
from summarizer.errors import Setting, SummarizerError
from summarizer.text.one_line import one_line

if TYPE_CHECKING:
    from rich.console import Console

    from summarizer.pipeline import Pipeline

_LONGEST = 1200  # characters of a message
_LEAST_WIDTH = 40  # columns; in fewer, rich would cut a page down to its frame or to nothing


def error(message: object) -> None:
    """Print `summarizer: error: MESSAGE` on standard error, options in place of settings."""
    told = message.worded(_option) if isinstance(message, SummarizerError) else str(message)
    note(f"error: {with_stdin_named(told)}")


def _option(setting: Setting) -> str:
    """The option of the running command for a setting, or the setting's key where it has none."""
    if (context := click.get_current_context(silent=True)) is None:
        return setting
    command = running(context.find_root()).command
    options = [param for param in command.params if isinstance(param, click.Option)]
    names = {option.name: max(option.opts, key=len) for option in options}
    own = {"output.path": "output"}.get(setting, setting.partition(".")[2])
    for name in (setting.replace(".", "__"), own):  # as commands share it, or as one has it alone
        if name in names:
            return names[name]
    return f"--set {setting}=VALUE" if "assignments" in names else setting


def with_stdin_named(message: str) -> str:
    """The message, with `standard input` in place of the source `-`."""
    return f"standard input: {message.removeprefix('-: ')}" if message.startswith("-: ") else message


def note(message: str) -> None:
    """Print `summarizer: MESSAGE` on standard error in one line, whatever the message holds.

    Of one that quotes a whole text the middle is left out: cause and remedy stand at its ends.
    """
    shown = one_line(message)
    if len(shown) > _LONGEST:
        shown = f"{shown[: _LONGEST // 2]} … {shown[-_LONGEST // 2 :]}"
    sys.stderr.write(f"summarizer: {shown}\n")
    sys.stderr.flush()


def prepare_streams() -> None:
    """Make standard output and standard error UTF-8, whatever the locale, and able to write any text.

    In another encoding results would be lost or, as JSON, invalid.
    """
    _open_missing()
    for stream, errors in ((sys.stdout, "surrogateescape"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)


def _open_missing() -> None:
    """Open the null device for each standard stream that was closed.

    In this order each gets its own descriptor, which else the next file to be opened would get. Standard
    output is opened for reading, so that results meant for it fail as they do on a closed one.
    """
    for name, mode, flags in (
        ("stdin", "r", os.O_RDONLY),
        ("stdout", "w", os.O_RDONLY),
        ("stderr", "w", os.O_WRONLY),
    ):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, flags), mode))


def check_output() -> None:
    """Raise `OSError` where nothing can be written to standard output, before any work is done for it."""
    with contextlib.suppress(UnsupportedOperation):  # a stream in memory has no descriptor
        os.write(sys.stdout.fileno(), b"")


def screen() -> "Console":
    """Standard output as rich sees it (NO_COLOR, FORCE_COLOR, COLUMNS, TERM), wide enough to hold a page."""
    from rich.console import Console

    console = Console(file=sys.stdout, highlight=False)
    console.width = max(_LEAST_WIDTH, console.width)
    return console


def drop_output() -> None:
    """Send the rest of standard output nowhere: who read it has gone, and the last flush must not fail."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def speed(pipeline: "Pipeline") -> Iterator[str]:
    """Lines with the hardware and the speed of each model."""
    for name, engine in pipeline.engines.items():
        yield f"{name}: {engine.info.device}, {engine.info.dtype} ({engine.info.dtype_reason})"
        yield f"{name}: {engine.statistics.line()}"
