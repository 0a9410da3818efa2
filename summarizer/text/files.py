"""Takes the bytes of an article's file, or says why they cannot be had."""

import re
import stat
import sys
from pathlib import Path
from typing import BinaryIO

from summarizer.errors import InputError

BYTES_A_CHARACTER = 16  # beyond it no encoding, however decomposed or padded, fits the limit of characters
_STREAMS = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")
_SIGNATURES = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a sound, picture or video"),
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "compressed with gzip"),
    (b"BZh", "compressed with bzip2"),
    (b"\xfd7zXZ", "compressed with xz"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
)
# Nothing that matched is looked at again: the time is linear.
_WEB_PAGE = re.compile(
    r"(?:\s+|<\?xml.*?\?>|<!--.*?-->)*+<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_PIECE = 2**20  # a read takes its memory before it knows how much there is
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"


def bytes_of(source: str, max_characters: int) -> bytes:
    """The bytes of a file, of a stream such as `/dev/stdin` or `/dev/fd/63`, or of standard input for `-`.

    Raises `InputError`; a file that is too large is refused before it is read.
    """
    limit = max_characters * BYTES_A_CHARACTER
    try:
        if source == "-":
            if sys.stdin is None:
                raise InputError("-: standard input is closed; give a file, or pipe the text in")
            return _at_most(sys.stdin.buffer, source, limit, max_characters)
        path = Path(source)
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            raise InputError(f"{source}: is a folder; give a file, or use `summarizer batch` for folders")
        stream = source.startswith(_STREAMS)
        if (stat.S_ISFIFO(kind) or stat.S_ISSOCK(kind) or stat.S_ISBLK(kind)) and not stream:
            raise InputError(
                f"{source}: is no file but a pipe or device; pipe its text in, with - for the file"
            )
        if stat.S_ISREG(kind) and path.stat().st_size > limit:
            raise too_long(source, max_characters)
        with path.open("rb") as file:
            return _at_most(file, source, limit, max_characters)
    except FileNotFoundError:
        raise InputError(f"{source}: no such file; check the path") from None
    except (OSError, ValueError, RuntimeError) as error:  # NUL in the path, or what its file system says
        cause = getattr(error, "strerror", None) or error
        raise InputError(f"{source}: cannot be read ({cause}); check the path and its permissions") from None


def too_long(source: str, max_characters: int) -> InputError:
    """The error for an article beyond the limit."""
    return InputError(
        f"{source}: more than {max_characters:,} characters; split it or raise --max-characters"
    )


def refuse_binary(data: bytes, source: str) -> None:
    """Raise `InputError` where the bytes are not text in any encoding of one or more bytes a letter."""
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise InputError(f"{source}: is not plain text but {kind}; save its text as UTF-8")
    refuse_web_page(data.decode("latin-1"), source)


def refuse_web_page(text: str, source: str) -> None:
    """Raise `InputError` where the first thing in a text, comments apart, is what a web page begins with."""
    if _WEB_PAGE.match(text):
        raise InputError(f"{source}: is a web page, not plain text; save the article's text as UTF-8")


def refuse_controls(text: bytes, source: str) -> None:
    """Raise `InputError` where more than one byte in a hundred, and more than three, are control signs."""
    number = len(text) - len(text.translate(None, _CONTROLS))
    if number > max(3, len(text) / 100):
        raise InputError(f"{source}: is not text but binary data; give a plain text file")


def _at_most(file: BinaryIO, source: str, limit: int, max_characters: int) -> bytes:
    data = bytearray()
    while piece := file.read(_PIECE):
        data += piece
        if len(data) > limit:
            raise too_long(source, max_characters)
    return bytes(data)
