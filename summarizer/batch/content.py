"""Takes up the bytes of one article, and tells whether its file is still the same later."""

import json
import stat
from dataclasses import dataclass
from pathlib import Path

from summarizer.batch.records import LOOK, NOT_A_FILE, RAISE, Item, most_bytes
from summarizer.config import InputSettings
from summarizer.document import Document
from summarizer.errors import InputError, SummarizerError
from summarizer.whole_files import sha256_of


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
        return read_bytes(self.data, source=item.source, encoding=settings.encoding, max_characters=limit)


def surprise(source: str, error: Exception) -> InputError:
    """A fault of this program that one article brings out."""
    return InputError(f"{source}: a fault of summarizer ({type(error).__name__}: {error}); please report it")


def load(item: Item, settings: InputSettings) -> Content:
    """Take up an item's bytes; raises `InputError` for what cannot be had or is far too long."""
    if item.error is not None:
        raise InputError(f"{item.source}: {item.error}")
    if item.text is not None:
        named = json.dumps([item.title, item.text], ensure_ascii=False).encode()
        return Content(item, sha256_of(named), None, None)
    if item.data is not None:
        return Content(item, sha256_of(item.data), item.data, None)
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
    digest = sha256_of(data)
    stamp = Stamp(item.path, before.st_size, before.st_mtime_ns, before.st_ino, digest)
    return Content(item, digest, data, stamp)
