"""Streams the articles of a batch, one at a time and always in the same order."""

import csv
import glob
import hashlib
import io
import json
import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from summarizer.config import InputSettings
from summarizer.document import Document
from summarizer.errors import InputError, UsageError

TEXTS = (".txt", ".text", ".md", ".markdown")
TABLES = (".jsonl", ".ndjson", ".csv")
_BYTES_A_CHARACTER = 16  # beyond it no encoding, however decomposed or padded, fits the limit of characters


@dataclass(frozen=True, slots=True)
class Item:
    """An article before it is read: a file, a text with its title, or the reason why there is neither.

    `id` names its outputs, `source` says where it came from; both are unique in a run.
    """

    id: str
    source: str
    path: Path | None = None
    data: bytes | None = None
    text: str | None = None
    title: str | None = None
    error: str | None = None


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
        """The article, read; raises `InputError`."""
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
    limit = settings.max_characters * _BYTES_A_CHARACTER
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
            yield item if name == item.id else _named(item, name)

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
        path = self.base / Path(name).expanduser()
        if path.is_dir():
            yield from self._folder(path, path.resolve().name)
        elif not path.exists() and glob.has_magic(name):
            yield from self._glob(path)
        else:
            yield from self._file(path, path.name)

    def _glob(self, pattern: Path) -> Iterator[Item]:
        parts = pattern.parts
        fixed = next(number for number, part in enumerate(parts) if glob.has_magic(part))
        root = Path(*parts[:fixed])
        found = False
        for path in sorted(root.glob(str(Path(*parts[fixed:]))), key=str):
            inner = path.relative_to(root).as_posix()
            if path.is_file() and not self._is_output(path):
                found = True
                yield from self._file(path, f"{root.resolve().name}/{inner}")
        if not found:
            yield _bad(str(pattern), str(pattern), "no file matches; check the pattern")

    def _folder(self, folder: Path, name: str) -> Iterator[Item]:
        if self._is_output(folder):
            return
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            yield _bad(name, str(folder), f"{error.strerror}; make the folder readable")
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
            yield Item(_text(name), _text(str(path)), path=path)
            return
        try:
            with path.open("rb") as file:
                yield from self._records(file, name, str(path), table=kind == ".csv")
        except OSError as error:
            yield _bad(name, str(path), f"{error.strerror}; check the path and that it is readable")

    def _standard_input(self) -> Iterator[Item]:
        stream = self.stdin or sys.stdin.buffer
        limit = self.settings.max_characters * _BYTES_A_CHARACTER
        head = stream.readline(limit)
        if head.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
            yield from self._lines(
                chain([(1, head)], enumerate(iter(lambda: stream.readline(limit), b""), 2)), "-"
            )
            return
        data = head + stream.read(limit + 1 - len(head))
        if len(data) > limit:
            yield _bad(
                "stdin", "-", f"more than {self.settings.max_characters:,} characters; raise --max-characters"
            )
        else:
            yield Item("stdin", "-", data=data)

    def _records(self, file: BinaryIO, name: str, source: str, *, table: bool) -> Iterator[Item]:
        if table:
            yield from self._rows(file, name, source)
            return
        limit = self.settings.max_characters * _BYTES_A_CHARACTER
        yield from self._lines(enumerate(iter(lambda: file.readline(limit), b""), 1), source, name)

    def _lines(self, lines: Iterator[tuple[int, bytes]], source: str, name: str = "stdin") -> Iterator[Item]:
        limit = self.settings.max_characters * _BYTES_A_CHARACTER
        number, within = 0, False
        for _, line in lines:
            number += not within
            rest, within = within, len(line) >= limit and not line.endswith(b"\n")
            if rest or not line.strip():
                continue  # the rest of a line that was refused as too long
            place, where = f"{name}/{number:06}", f"{source}:{number}"
            if within:
                yield _bad(place, where, f"longer than {self.settings.max_characters:,} characters")
                continue
            try:
                record = json.loads(line.decode("utf-8-sig"))
            except (ValueError, RecursionError):
                yield _bad(place, where, "not a JSON object in UTF-8; give one object a line")
                continue
            yield self._record(record, place, where)

    def _rows(self, file: BinaryIO, name: str, source: str) -> Iterator[Item]:
        csv.field_size_limit(self.settings.max_characters * _BYTES_A_CHARACTER)
        text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape", newline="")
        rows = csv.DictReader(text, strict=True)
        number = 0
        try:
            for number, row in enumerate(rows, 1):
                yield self._record(row, f"{name}/{number:06}", f"{source}:{number}")
        except csv.Error as error:
            yield _bad(
                f"{name}/{number + 1:06}",
                f"{source}:{number + 1}",
                f"{error}; the rows after it were not read",
            )

    def _record(self, record: object, place: str, where: str) -> Item:
        fields = self.settings
        if not isinstance(record, dict):
            return _bad(place, where, "not a JSON object; give one object a line")
        text, title, name = (
            record.get(key) for key in (fields.text_field, fields.title_field, fields.id_field)
        )
        if not isinstance(text, str):
            known = ", ".join(str(key) for key in record if isinstance(key, str))
            return _bad(
                place,
                where,
                f"no text in field {fields.text_field!r}; set input.text_field to one of: {known}",
            )
        if title is not None and not isinstance(title, str):
            return _bad(place, where, f"field {fields.title_field!r} is not a text")
        if _text(text) != text or _text(title or "") != (title or ""):
            return _bad(place, where, "not UTF-8; save the file as UTF-8")
        named = place if name is None or str(name).strip() == "" else str(name)
        return Item(_text(named), _text(where), text=text, title=title or None)

    def _is_output(self, path: Path) -> bool:
        if self.leave_out is None:
            return False
        return path.resolve().is_relative_to(self.leave_out.resolve())


def _named(item: Item, name: str) -> Item:
    return Item(name, item.source, item.path, item.data, item.text, item.title, item.error)


def _bad(name: str, source: str, error: str) -> Item:
    return Item(_text(name), _text(source), error=error)


def _text(value: str) -> str:
    """What can be written as UTF-8: bytes of a file name that are none are spelled out."""
    return value.encode("utf-8", "backslashreplace").decode()


def _key(value: str) -> bytes:
    return hashlib.sha256(value.encode("utf-8", "surrogateescape")).digest()[:16]


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
