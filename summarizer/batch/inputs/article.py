"""An article of a batch: where it comes from, its bytes, and whether its file is still the same later."""

import json
import os
import stat
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from summarizer.config import InputSettings
from summarizer.document import Document
from summarizer.errors import InputError, SummarizerError, internal_error
from summarizer.paths import writable
from summarizer.text import files
from summarizer.text.formats.feed import FeedEntry
from summarizer.text.pages import Page, Pages
from summarizer.text.web import Fetched
from summarizer.whole_files import sha256_of

RAISE = "raise the limit input.max_characters"
LOOK = "check the path and that it is readable"
NOT_A_FILE = "not a regular file; give one, or pipe it in with - for the path"
_MARK = 12  # hex digits


@dataclass(frozen=True, slots=True)
class Item:
    """An article before it is read: a file, an address, bytes, a text with its title, or why there is none.

    `id` names its outputs, `source` says where it came from; both are unique in a run. `wanted` is the id
    that it would have were there no other article of that id in the run. `entry` is what a feed says of it,
    and `leader` the feed that names its `address`; without one the user does.
    """

    id: str
    source: str
    path: Path | None = None
    data: bytes | None = None
    text: str | None = None
    title: str | None = None
    error: str | None = None
    wanted: str | None = None
    address: str | None = None
    leader: Fetched | None = None
    entry: FeedEntry | None = None


def bad(name: str, source: str, error: str) -> Item:
    """An article that cannot be had, with the cause and the remedy."""
    return Item(writable(name), writable(source), error=writable(error))


def marked(name: str, file: str) -> str:
    """An id with a mark of the file that it is from, as `file_of` gives it."""
    mark = sha256(file.encode("utf-8", "surrogateescape")).hexdigest()
    return f"{name}~{mark[:_MARK]}"


def file_of(source: str) -> str:
    """The file that a source is, or is a line of, by its path with all links followed; `-` is a stream."""
    file = source if os.path.lexists(source) else table_of(source) or source
    return file if file == "-" else os.path.realpath(file)


def is_there(source: str) -> bool:
    """Whether the file of a source still exists."""
    return os.path.lexists(file_of(source))


def table_of(source: str) -> str | None:
    """The file that a source is a line of, by its form: `day.jsonl:3`."""
    file, _, line = source.rpartition(":")
    return file if file and line.isdecimal() else None


def most_bytes(settings: InputSettings) -> int:
    """More bytes than these are more characters than allowed, in whatever encoding."""
    return settings.max_characters * files.BYTES_A_CHARACTER


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
            if sha256_of(self.path.read_bytes()) == self.sha256:
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
    page: Page | None = None

    def document(self, settings: InputSettings) -> Document:
        """The article, read; raises `InputError`, and `UsageError` for settings that fit no article."""
        try:
            return self._read(settings)
        except SummarizerError:
            raise
        except Exception as error:  # one article that our reading cannot take must not end a night's run
            raise internal_error(self.item.source, error) from error

    def _read(self, settings: InputSettings) -> Document:
        from summarizer.text.reading import read_bytes, read_fetched, read_text

        item, entry, encoding = self.item, self.item.entry, settings.encoding
        how: dict[str, Any] = {"max_characters": settings.max_characters, "furniture": settings.furniture}
        if self.data is None:
            assert item.text is not None
            document = read_text(item.text, source=item.source, title=item.title, **how)
            if entry is None:
                return replace(document, id=item.wanted or item.id)
        elif self.page:
            document = read_fetched(self.page, item.source, encoding=encoding, **how)
        else:
            document = read_bytes(self.data, source=item.source, encoding=encoding, **how)
        if entry is None:
            return document
        return replace(
            document,
            url=document.url or entry.url,
            published=document.published or entry.published,
            author=document.author or entry.author,
        )


def load(item: Item, settings: InputSettings, pages: Pages | None = None) -> Content:
    """Take up an item's bytes; raises `InputError` for what cannot be had or is far too long."""
    if item.error is not None:
        raise InputError(f"{item.source}: {item.error}")
    if item.text is not None:
        named = json.dumps([item.title, item.text], ensure_ascii=False).encode("utf-8", "surrogatepass")
        return Content(item, sha256_of(named), None, None)
    if item.data is not None:
        return Content(item, sha256_of(item.data), item.data, None)
    if item.address is not None:
        most = files.most_bytes("a.html", settings.max_characters)
        page = (pages or Pages()).fetch(item.address, most, leader=item.leader)
        return Content(item, sha256_of(page.fetched.data), page.fetched.data, None, page)
    assert item.path is not None
    limit = files.most_bytes(item.path.name, settings.max_characters)
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
    digest = sha256_of(data)
    stamp = Stamp(item.path, before.st_size, before.st_mtime_ns, before.st_ino, digest)
    return Content(item, digest, data, stamp)
