"""Tells where articles come from: what a pass over the inputs went through, and what lies in it."""

import glob
import os
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from summarizer.keys import key


def file_of(source: str) -> str:
    """The file that a source is, or is a line of, by its path with all links followed; `-` is a stream."""
    file = source if os.path.lexists(source) else _table(source) or source
    return file if file == "-" else os.path.realpath(file)


def is_there(source: str) -> bool:
    """Whether the file of a source still exists."""
    return os.path.lexists(file_of(source))


class Sources:
    """Files, folders and patterns that articles come from."""

    def __init__(self, sources: Iterable[str] = ()) -> None:
        self._exact: set[str] = set()
        self._patterns: set[str] = set()
        for source in sources:
            self.add(source)

    def __contains__(self, source: str) -> bool:
        return source in self._exact

    def add(self, source: str) -> None:
        """Add a file, a folder or a pattern."""
        self._exact.add(source)
        if glob.has_magic(source):
            self._patterns.add(source)

    def hold(self, source: str) -> bool:
        """Whether the source is one of them, a line of such a file, or matches or lies below one."""
        return any(one in self._exact for one in _holders(source)) or any(
            _matches(source, pattern) for pattern in self._patterns
        )


class Walk:
    """What one pass over the inputs has met."""

    def __init__(self) -> None:
        self.through = Sources()  # the tables, folders and patterns that it has gone through
        self._articles: set[bytes] = set()

    def meet(self, source: str) -> bool:
        """Note an article; False where it was met before."""
        known = len(self._articles)
        self._articles.add(_absolute(source))
        return len(self._articles) > known

    def outdates(self, source: str) -> bool:
        """Whether a failure of an article that the pass did not meet is of the past.

        That is where the source gave articles of other names this time, and where it is gone from a place
        that the pass went through. What other runs have read in other places is none of its business.
        """
        return (
            _absolute(source) in self._articles
            or source in self.through
            or (self.through.hold(source) and not os.path.lexists(source))
        )


def _holders(source: str) -> Iterator[str]:
    """The source itself, the file that it is a line of, and the folders above."""
    yield source
    if (file := _table(source)) is not None:
        yield file
    yield from map(str, Path(source).parents)


def _table(source: str) -> str | None:
    """The file that a source is a line of, by its form: `day.jsonl:3`."""
    file, _, line = source.rpartition(":")
    return file if file and line.isdecimal() else None


def _matches(source: str, pattern: str) -> bool:
    deep = "**" in pattern or len(Path(source).parts) == len(Path(pattern).parts)
    return deep and fnmatchcase(source, pattern.replace("**/", "*"))


def _absolute(source: str) -> bytes:
    return key(str(Path(source).absolute()))
