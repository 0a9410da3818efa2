"""Streams the articles of a batch, one at a time and always in the same order."""

import hashlib
import json
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from summarizer.batch.named import is_folder, is_pattern, lies_in, listed, path_of, split_pattern
from summarizer.batch.records import (
    LOOK,
    NOT_A_FILE,
    RAISE,
    TABLES,
    Item,
    bad,
    from_file,
    from_stream,
    most_bytes,
    writable,
)
from summarizer.config import InputSettings
from summarizer.document import Document
from summarizer.errors import InputError, SummarizerError, UsageError

_FLAGS = {
    "--encoding:": "input.encoding:",
    "--encoding": "--set input.encoding=NAME",
    "--max-characters": "--set input.max_characters=N",
}
TEXTS = (".txt", ".text", ".md", ".markdown")
_EMPTY_FOLDER = f"holds no article; put files in that end in {', '.join(TEXTS + TABLES)}"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file looked like when it was read."""

    path: Path
    size: int
    changed_ns: int
    inode: int
    sha256: str

    def check(self) -> None:
        """Raise `InputError` where the file is another by now."""
        try:
            now = self.path.stat()
            if (now.st_size, now.st_mtime_ns, now.st_ino) == (self.size, self.changed_ns, self.inode):
                return
            if _sha256(self.path.read_bytes()) == self.sha256:
                return
        except FileNotFoundError:
            raise InputError(
                f"{self.path}: deleted while it was worked on; put it back and run again"
            ) from None
        except OSError as error:
            raise InputError(f"{self.path}: {error.strerror}; make it readable and run again") from None
        raise InputError(f"{self.path}: changed while it was worked on; run again for its new text")


@dataclass(frozen=True, slots=True)
class Content:
    """An article's bytes, with their hash, before the work of decoding and splitting them."""

    item: Item
    sha256: str
    data: bytes | None
    stamp: Stamp | None

    def document(self, settings: InputSettings) -> Document:
        """The article, read; raises `InputError`, and `UsageError` for settings that fit no article."""
        try:
            document = self._read(settings)
        except SummarizerError as error:
            raise type(error)(self._told(str(error))) from None
        except Exception as error:  # one article that our reading cannot take must not end a night's run
            raise surprise(self.item.source, error) from error
        doubts = (
            doubt.model_copy(update={"message": self._told(doubt.message)}) for doubt in document.findings
        )
        return replace(document, findings=tuple(doubts))

    def _read(self, settings: InputSettings) -> Document:
        from summarizer.text.reading import read_bytes, read_text

        item, limit = self.item, settings.max_characters
        if self.data is None:
            assert item.text is not None
            return read_text(item.text, source=item.source, title=item.title, max_characters=limit)
        return read_bytes(self.data, source=item.source, encoding=settings.encoding, max_characters=limit)

    def _told(self, message: str) -> str:
        """The message with the settings in place of the flags, which a batch does not have."""
        start = f"{self.item.source}: " if message.startswith(f"{self.item.source}: ") else ""
        rest = message.removeprefix(start)
        for flag, setting in _FLAGS.items():
            rest = rest.replace(flag, setting)
        return start + rest


def surprise(source: str, error: Exception) -> InputError:
    """A fault of this program that one article brings out."""
    return InputError(f"{source}: a fault of summarizer ({type(error).__name__}: {error}); please report it")


def load(item: Item, settings: InputSettings) -> Content:
    """Take up an item's bytes; raises `InputError` for what cannot be had or is far too long."""
    if item.error is not None:
        raise InputError(f"{item.source}: {item.error}")
    if item.text is not None:
        named = json.dumps([item.title, item.text], ensure_ascii=False).encode()
        return Content(item, _sha256(named), None, None)
    if item.data is not None:
        return Content(item, _sha256(item.data), item.data, None)
    assert item.path is not None
    limit = most_bytes(settings)
    try:
        before = item.path.stat()
        if not stat.S_ISREG(before.st_mode):
            raise InputError(f"{item.source}: {NOT_A_FILE}")
        if before.st_size > limit:
            raise InputError(
                f"{item.source}: {before.st_size:,} bytes are more than "
                f"{settings.max_characters:,} characters; split it or {RAISE}"
            )
        data = item.path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{item.source}: no such file; check the path") from None
    except OSError as error:
        raise InputError(f"{item.source}: {error.strerror}; {LOOK}") from None
    digest = _sha256(data)
    stamp = Stamp(item.path, before.st_size, before.st_mtime_ns, before.st_ino, digest)
    return Content(item, digest, data, stamp)


@dataclass
class Inputs:
    """All articles that the settings name, as an iterable that may be gone through again.

    Relative paths start at `base`; nothing is taken from the folder `leave_out`, where the results go.
    `ignored` counts, by suffix, the files in folders that are no articles; it is complete at the end.
    Raises `UsageError` where there is nothing to read or the file list cannot be read.
    """

    settings: InputSettings
    base: Path = field(default_factory=Path)
    leave_out: Path | None = None
    stdin: BinaryIO | None = None
    ignored: dict[str, int] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Item]:
        if not self.settings.paths and self.settings.file_list is None:
            raise UsageError("input.paths: nothing to read; name files, folders or globs")
        self.ignored.clear()
        sources: set[bytes] = set()
        names: set[bytes] = set()
        for item in chain.from_iterable(map(self._one, self._listed())):
            source = _key(str(item.path.absolute()) if item.path else item.source)
            if source in sources:
                continue  # named twice, by a folder and a glob for example
            sources.add(source)
            name = item.id
            if _key(name) in names:
                name = f"{name}~{hashlib.sha256(item.source.encode()).hexdigest()[:12]}"
            while _key(name) in names:
                name += "+"
            names.add(_key(name))
            yield item if name == item.id else replace(item, id=name)

    def check(self) -> None:
        """Raise `UsageError` for what no batch can be: one title for all, or inputs among the results."""
        if self.settings.title is not None:
            raise UsageError(
                "input.title: one title cannot be that of several articles; leave it out, or give each its "
                "own in input.title_field of JSON Lines or CSV"
            )
        for name in self._listed() if self.leave_out else ():
            with suppress(InputError):  # it will be a failed document
                if name != "-" and self._is_output(where := _where(path_of(name, self.base))):
                    raise UsageError(
                        f"{where}: the inputs lie in the output folder {self.leave_out}; "
                        "choose another --output"
                    )

    def count(self) -> int | None:
        """How many articles there are, or None with standard input, which can be gone through but once."""
        return None if self.piped else sum(1 for _ in self)

    @property
    def piped(self) -> bool:
        """Whether standard input is among them."""
        return "-" in self._listed()

    def left_out(self) -> list[str]:
        """A line for each kind of file in the folders that is no article; complete at the end."""
        return [
            f"{number} file(s) with {kind} in the folders were left out; name them to have them read"
            for kind, number in sorted(self.ignored.items())
        ]

    def _listed(self) -> Iterator[str]:
        yield from self.settings.paths
        if self.settings.file_list is not None:
            yield from listed(self.base / self.settings.file_list)

    def _one(self, name: str) -> Iterator[Item]:
        if name == "-":
            yield from from_stream(self.stdin or sys.stdin.buffer, self.settings)
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
        try:
            paths = sorted(root.glob(below), key=str)
        except ValueError:
            wrong = "** must stand alone between slashes; write for example news/**/*.txt"
            yield bad(str(pattern), str(pattern), wrong)
            return
        for path in paths:
            # What is no folder is an article or, a dangling link for one, says why it is none.
            if not is_folder(path) and not self._is_output(path):
                yield from self._file(path, f"{root.resolve().name}/{path.relative_to(root).as_posix()}")

    def _folder(self, folder: Path, name: str) -> Iterator[Item]:
        if self._is_output(folder):
            return
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            yield bad(name, str(folder), f"{error.strerror}; make the folder readable")
            return
        for entry in entries:
            path = folder / entry.name
            inner = f"{name}/{entry.name}"
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from self._folder(path, inner)
            elif path.suffix.lower() in TEXTS + TABLES:
                yield from self._file(path, inner)
            elif not is_folder(path):
                kind = path.suffix.lower() or "no suffix"
                self.ignored[kind] = self.ignored.get(kind, 0) + 1

    def _file(self, path: Path, name: str) -> Iterator[Item]:
        if path.suffix.lower() not in TABLES:
            yield Item(writable(name), writable(str(path)), path=path)
            return
        none = bad(name, str(path), "holds no article; put some in, or leave the file out")
        yield from _or_bad(from_file(path, name, self.settings), none)

    def _is_output(self, path: Path) -> bool:
        return self.leave_out is not None and lies_in(path, self.leave_out)


def _where(path: Path) -> Path:
    """The path, or the folder where all that a pattern matches is."""
    return split_pattern(path)[0] if is_pattern(path) else path


def _or_bad(items: Iterator[Item], none: Item) -> Iterator[Item]:
    """The items, or `none` where there are none: nothing that was named goes without a word."""
    yield next(items, none)
    yield from items


def _key(value: str) -> bytes:
    return hashlib.sha256(value.encode("utf-8", "surrogateescape")).digest()[:16]


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
