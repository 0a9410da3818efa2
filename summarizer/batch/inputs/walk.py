"""Walks through the files, folders and patterns of a batch: one article at a time, always in one order."""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from summarizer.batch.inputs.article import Item, bad, file_of, marked
from summarizer.batch.inputs.feeds import SUFFIXES as FEEDS
from summarizer.batch.inputs.feeds import Feeds, is_named_so, shown
from summarizer.batch.inputs.patterns import (
    LINKED,
    Sources,
    closed,
    entries,
    is_pattern,
    listed,
    matching,
    path_of,
    split_pattern,
)
from summarizer.batch.inputs.tables import TABLES, from_file, from_stream
from summarizer.batch.output.folder import PRIVATE
from summarizer.config import InputSettings
from summarizer.errors import InputError, Setting, UsageError
from summarizer.paths import is_folder, key, lies_in, writable
from summarizer.text.formats.dispatch import SUFFIXES as FORMATS
from summarizer.text.pages import Pages
from summarizer.text.web import is_address

TEXTS = (".txt", ".text", ".md", ".markdown", *FORMATS)
_JSON = "JSON, not text; give JSON Lines, one object a line, in a file that ends in .jsonl"
# Glossaries end in .tsv, too, and all kinds of data in .xml.
_IN_FOLDERS = TEXTS + tuple(suffix for suffix in (*TABLES, *FEEDS) if suffix not in {".tsv", ".xml"})
_EMPTY_FOLDER = f"holds no article; put files in that end in {', '.join(_IN_FOLDERS)}"


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


@dataclass
class Inputs:
    """All articles that the settings name, as an iterable that may be gone through again.

    Relative paths start at `base`; nothing is taken from the folder `leave_out`, where the results go.
    `ignored` counts, by kind, what is in folders and no article (`{s}` in a kind is for the plural's), and
    `walk` is what was met; both are of the latest pass, and complete at its end.
    Raises `UsageError` where there is nothing to read or the file list cannot be read.
    """

    settings: InputSettings
    base: Path = field(default_factory=Path)
    leave_out: Path | None = None
    stdin: BinaryIO | None = None
    pages: Pages = field(default_factory=Pages)
    ignored: dict[str, int] = field(default_factory=dict)
    walk: Walk = field(default_factory=Walk)

    def __post_init__(self) -> None:
        self._feeds = Feeds(self.settings, self.pages)

    def __iter__(self) -> Iterator[Item]:
        if not self.settings.paths and self.settings.file_list is None:
            raise UsageError("input.paths: nothing to read; name files, folders or globs")
        self.ignored.clear()
        self.walk = Walk()
        names: set[bytes] = set()
        for item in chain.from_iterable(map(self._one, self._listed())):
            if not self.walk.meet(str(item.path or item.source)):
                continue  # named twice, by a folder and a glob for example
            name = item.id
            if key(name) in names:
                name = marked(name, file_of(item.source))
            while key(name) in names:
                name += "+"
            names.add(key(name))
            yield item if name == item.id else replace(item, id=name, wanted=item.id)

    def check(self) -> None:
        """Raise `UsageError` for what no batch can be: one title for all, or inputs among the results."""
        if self.settings.title is not None:
            raise UsageError(
                "input.title: one title cannot be that of several articles; leave it out, or give each its "
                "own in input.title_field of JSON Lines or CSV"
            )
        for name in self._listed() if self.leave_out else ():
            with suppress(InputError):  # it will be a failed document
                if (
                    name != "-"
                    and not is_address(name)
                    and self._is_output(where := _where(path_of(name, self.base)))
                ):
                    raise UsageError(
                        f"{where}: the inputs lie in the output folder {self.leave_out}; choose another ",
                        Setting("output.path"),
                    )

    def count(self) -> int | None:
        """How many articles there are, or None with standard input, which can be gone through but once."""
        return None if self.piped else sum(1 for _ in self)

    @property
    def piped(self) -> bool:
        """Whether standard input is among them."""
        return "-" in self._listed()

    def left_out(self) -> list[str]:
        """A line for each kind of what is in the folders and no article; complete at the end."""
        return [
            f"{number} {kind.format(s='')} in the folders was left out; name it to have it read"
            if number == 1
            else f"{number} {kind.format(s='s')} in the folders were left out; name them to have them read"
            for kind, number in sorted(self.ignored.items())
        ] + list(self._feeds.beyond())

    def _listed(self) -> Iterator[str]:
        yield from self.settings.paths
        if self.settings.file_list is not None:
            yield from listed(self.base / self.settings.file_list)

    def _one(self, name: str) -> Iterator[Item]:
        if name == "-":
            self.walk.through.add("-")
            yield from from_stream(self.stdin or sys.stdin.buffer, self.settings)
            return
        if is_address(name):
            found = self._feeds.of_address(name)
            yield from found or [Item(writable(shown(name)), writable(name), address=name)]
            return
        try:
            path = path_of(name, self.base)
        except InputError as error:
            yield bad(name, name, str(error))
            return
        if is_folder(path):
            inner = path.resolve().name
            yield from _or_bad(self._folder(path, inner), bad(inner, str(path), _EMPTY_FOLDER))
        elif is_pattern(path):
            none = bad(str(path), str(path), "no file matches; check the pattern")
            yield from _or_bad(self._glob(path), none)
        else:
            yield from self._file(path, path.name)

    def _glob(self, pattern: Path) -> Iterator[Item]:
        root, below = split_pattern(pattern)
        self.walk.through.add(str(pattern))
        if any("**" in part and part != "**" for part in below):
            wrong = "** must stand alone between slashes; write for example news/**/*.txt"
            yield bad(str(pattern), str(pattern), wrong)
            return

        @cache
        def results(folder: Path) -> bool:
            above = folder.parent
            return folder not in {root, above} and (is_folder(folder / PRIVATE) or results(above))

        for path in matching(root, below, self._ignore):
            if isinstance(path, Item):
                yield path
                continue
            # What is no folder is an article or, a dangling link for one, says why it is none.
            if is_folder(path) or self._is_output(path):
                continue
            if results(path.parent):
                self._ignore("file{s} among a batch's results")
            else:
                yield from self._file(path, f"{root.resolve().name}/{path.relative_to(root).as_posix()}")

    def _folder(self, folder: Path, name: str) -> Iterator[Item]:
        if self._is_output(folder):
            return
        try:
            found = entries(folder)
        except OSError as error:
            yield closed(folder, name, error)
            return
        self.walk.through.add(str(folder))
        for entry in found:
            path = folder / entry.name
            inner = f"{name}/{entry.name}"
            if entry.name.startswith(".") or self._is_output(path):
                continue
            if entry.is_dir(follow_symlinks=False):
                if is_folder(path / PRIVATE):
                    self._ignore("folder{s} with a batch's results")
                else:
                    yield from self._folder(path, inner)
            elif path.suffix.lower() in _IN_FOLDERS:
                yield from self._file(path, inner)
            elif is_folder(path):
                self._ignore(LINKED)
            else:
                suffix = path.suffix.lower().replace("{", "{{").replace("}", "}}")
                self._ignore(f"file{{s}} with {suffix or 'no suffix'}")

    def _file(self, path: Path, name: str) -> Iterator[Item]:
        if path.suffix.lower() == ".json":
            yield bad(name, str(path), _JSON)
            return
        if is_named_so(path) and (found := self._feeds.of_file(path, name)):
            self.walk.through.add(str(path))
            yield from found
            return
        if path.suffix.lower() not in TABLES:
            yield Item(writable(name), writable(str(path)), path=path)
            return
        self.walk.through.add(str(path))
        none = bad(name, str(path), "holds no article; put some in, or leave the file out")
        yield from _or_bad(from_file(path, name, self.settings), none)

    def _ignore(self, kind: str) -> None:
        self.ignored[kind] = self.ignored.get(kind, 0) + 1

    def _is_output(self, path: Path) -> bool:
        return self.leave_out is not None and lies_in(path, self.leave_out)


def _where(path: Path) -> Path:
    """The path, or the folder where all that a pattern matches is."""
    return split_pattern(path)[0] if is_pattern(path) else path


def _or_bad(items: Iterator[Item], none: Item) -> Iterator[Item]:
    """The items, or `none` where there are none: nothing that was named goes without a word."""
    yield next(items, none)
    yield from items


def _absolute(source: str) -> bytes:
    return key(str(Path(source).absolute()))
