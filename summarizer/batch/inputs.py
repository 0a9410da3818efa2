"""Streams the articles of a batch, one at a time and always in the same order."""

import glob
import hashlib
import json
import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from summarizer.batch.records import Item, bad, from_lines, from_rows, most_bytes, writable
from summarizer.config import InputSettings
from summarizer.document import Document
from summarizer.errors import InputError, SummarizerError, UsageError

TEXTS = (".txt", ".text", ".md", ".markdown")
TABLES = (".jsonl", ".ndjson", ".csv")


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
            return self._read(settings)
        except SummarizerError:
            raise
        except Exception as error:  # one article that our reading cannot take must not end a night's run
            raise surprise(self.item.source, error) from error

    def _read(self, settings: InputSettings) -> Document:
        from summarizer.text.reading import read_bytes, read_text

        item, limit = self.item, settings.max_characters
        if self.data is None:
            assert item.text is not None
            return read_text(item.text, source=item.source, title=item.title, max_characters=limit)
        return read_bytes(
            self.data,
            source=item.source,
            encoding=settings.encoding,
            max_characters=limit,
            title=settings.title,
        )


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
            raise InputError(f"{item.source}: not a regular file; give a text file")
        if before.st_size > limit:
            raise InputError(
                f"{item.source}: {before.st_size:,} bytes are more than "
                f"{settings.max_characters:,} characters; split it or raise --max-characters"
            )
        data = item.path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{item.source}: no such file; check the path") from None
    except OSError as error:
        raise InputError(f"{item.source}: {error.strerror}; make it readable") from None
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

    def count(self) -> int | None:
        """How many articles there are, or None with standard input, which can be gone through but once."""
        return None if "-" in self._listed() else sum(1 for _ in self)

    def _listed(self) -> Iterator[str]:
        yield from self.settings.paths
        if self.settings.file_list is None:
            return
        listing = self.base / self.settings.file_list
        try:
            with listing.open(encoding="utf-8-sig") as lines:
                for line in lines:
                    if name := line.strip():
                        yield name if name == "-" else str(listing.parent / name)
        except (OSError, UnicodeDecodeError) as error:
            cause = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
            raise UsageError(
                f"input.file_list: {listing}: {cause}; give a text file with one path a line"
            ) from None

    def _one(self, name: str) -> Iterator[Item]:
        if name == "-":
            yield from self._standard_input()
            return
        path = tidy(self.base / Path(name).expanduser())
        if path.is_dir():
            yield from self._folder(path, path.resolve().name)
        elif not path.exists() and glob.has_magic(name):
            yield from self._glob(path)
        else:
            yield from self._file(path, path.name)

    def _glob(self, pattern: Path) -> Iterator[Item]:
        parts = pattern.parts
        fixed = next(number for number, part in enumerate(parts) if glob.has_magic(part))
        root = tidy(Path(*parts[:fixed]))
        found = False
        for path in sorted(root.glob(str(Path(*parts[fixed:]))), key=str):
            inner = path.relative_to(root).as_posix()
            if path.is_file() and not self._is_output(path):
                found = True
                yield from self._file(path, f"{root.resolve().name}/{inner}")
        if not found:
            yield bad(str(pattern), str(pattern), "no file matches; check the pattern")

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
            elif not entry.is_dir():
                kind = path.suffix.lower() or "no suffix"
                self.ignored[kind] = self.ignored.get(kind, 0) + 1

    def _file(self, path: Path, name: str) -> Iterator[Item]:
        kind = path.suffix.lower()
        if kind not in TABLES:
            yield Item(writable(name), writable(str(path)), path=path)
            return
        try:
            with path.open("rb") as file:
                if kind == ".csv":
                    yield from from_rows(file, name, str(path), self.settings)
                else:
                    yield from from_lines(self._lines(file), name, str(path), self.settings)
        except OSError as error:
            yield bad(name, str(path), f"{error.strerror}; check the path and that it is readable")

    def _standard_input(self) -> Iterator[Item]:
        lines = self._lines(self.stdin or sys.stdin.buffer)
        head = next(lines, b"")
        if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
            yield from from_lines(chain([head], lines), "stdin", "-", self.settings)
            return
        data = bytearray(head)
        while len(data) <= most_bytes(self.settings) and (line := next(lines, b"")):
            data += line
        if len(data) > most_bytes(self.settings):
            limit = f"{self.settings.max_characters:,}"
            yield bad("stdin", "-", f"more than {limit} characters; raise --max-characters")
        else:
            yield Item("stdin", "-", data=bytes(data))

    def _lines(self, file: BinaryIO) -> Iterator[bytes]:
        limit = most_bytes(self.settings)
        return iter(lambda: file.readline(limit), b"")

    def _is_output(self, path: Path) -> bool:
        if self.leave_out is None:
            return False
        return path.resolve().is_relative_to(self.leave_out.resolve())


def tidy(path: Path) -> Path:
    """The path without `folder/..`, where it leads to the same place and not across a link."""
    short = Path(os.path.normpath(path))
    try:
        return short if short.samefile(path) else path
    except OSError:
        return path


def _key(value: str) -> bytes:
    return hashlib.sha256(value.encode("utf-8", "surrogateescape")).digest()[:16]


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
