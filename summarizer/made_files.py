"""Remembers the files that the program has made, so that it never overwrites others."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from summarizer import whole_files
from summarizer.paths import key

_TORN = b"/\n"  # ends a line that a kill has torn, and makes it the name of no file


class MadeFiles:
    """A log of file names, one a line, each written before its file is.

    So what a kill left is known, too. Lines are only ever appended, so that several runs may share a log.
    Only hashes are held in memory.

    Raises `OSError` where the log cannot be read.
    """

    def __init__(self, log: Path) -> None:
        self._log = log
        self._made: set[bytes] = set()
        if not whole_files.is_special(log) and log.exists():
            with log.open("rb") as lines:
                for line in lines:
                    if line.endswith(b"\n"):  # else it was torn by a kill: no file of that name was begun
                        self._made.add(key(line[:-1].decode(errors="replace")))

    def __contains__(self, name: str) -> bool:
        return key(name) in self._made

    def know(self, names: Iterable[str]) -> None:
        """Add names that are known from elsewhere, without writing them to the log."""
        self._made.update(map(key, names))

    def add(self, names: Iterable[str]) -> None:
        """Write names to the log, safe on disk on return; raises `OSError`."""
        new = [name for name in names if name not in self]
        if not new:
            return
        data = "".join(f"{name}\n" for name in new).encode()
        with self._log.open("a+b") as log:
            log.write(_TORN + data if _is_torn(log) else data)
            log.flush()
            os.fsync(log.fileno())
        self.know(new)


def _is_torn(log: BinaryIO) -> bool:
    """Whether the last line has no end."""
    if not log.seek(0, os.SEEK_END):
        return False
    log.seek(-1, os.SEEK_END)
    return not log.read().endswith(b"\n")
