"""Reads the bytes of an article's file, and refuses files that are no text."""

import glob
import json
import re
import stat
import sys
from pathlib import Path
from typing import BinaryIO

from summarizer.errors import InputError, Setting
from summarizer.text.html_text import begins_with_tag

BYTES_A_CHARACTER = 16  # beyond it no encoding, however decomposed or padded, fits the limit of characters
_WITH_PICTURES = (
    ".html",
    ".htm",
    ".xhtml",
    ".docx",
    ".odt",
    ".rtf",
    ".pdf",
    ".epub",
    ".eml",
    ".mht",
    ".mhtml",
)
_MOST_WITH_PICTURES = 100 * 2**20  # bytes
_STREAMS = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")
# As much of each as no prose begins with: `RIFF 2024 khai mạc` is about a film festival.
_SIGNATURES = (
    (rb"\x89PNG", "a PNG image"),
    (rb"\xff\xd8\xff", "a JPEG image"),
    (rb"GIF8[79]a", "a GIF image"),
    (rb"RIFF.{4}(?:WAVE|AVI |WEBP)", "a sound, picture or video"),
    (rb"%PDF-", "a PDF"),
    (rb"PK\x03\x04", "a ZIP archive or an office document"),
    (rb"PK\x05\x06", "an empty ZIP archive"),
    (rb"\xd0\xcf\x11\xe0", "an old office document"),
    (rb"\{\\rtf", "an RTF document"),
    (rb"\x1f\x8b", "compressed with gzip"),
    (rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)", "compressed with bzip2"),
    (rb"\xfd7zXZ", "compressed with xz"),
    (rb"\x28\xb5\x2f\xfd", "compressed with zstd"),
    (rb"7z\xbc\xaf", "a 7z archive"),
    (rb"Rar!\x1a\x07", "a RAR archive"),
    (rb"\x7fELF", "a program"),
    (rb"SQLite format 3\x00", "a database"),
    (rb"\[Script Info\]", "subtitles in ASS or SSA"),
    (rb"\xff\xfe\x00\x00", "UTF-32"),
    (rb"\x00\x00\xfe\xff", "UTF-32"),
)
# Nothing that matched is looked at again: the time is linear.
_WEB_PAGE = re.compile(
    r"(?:\s+|<\?xml.*?\?>|<!--.*?-->)*+<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_TAGS = re.compile(r"<[^<>]*>")
_PIECE = 2**20  # a read takes its memory before it knows how much there is
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"


def bytes_of(source: str, max_characters: int) -> bytes:
    """The bytes of a file, of a stream such as `/dev/stdin` or `/dev/fd/63`, or of standard input for `-`.

    Raises `InputError`; a file that is too large is refused before it is read.
    """
    limit = most_bytes(source, max_characters)
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
                f"{source}: is not a file but a pipe or device; pipe its text in, with - for the file"
            )
        if stat.S_ISREG(kind) and path.stat().st_size > limit:
            raise too_long(source, max_characters)
        with path.open("rb") as file:
            return _at_most(file, source, limit, max_characters)
    except FileNotFoundError:
        pattern = " (a pattern in quotes is not filled in)" if glob.has_magic(source) else ""
        raise InputError(f"{source}: no such file{pattern}; check the path") from None
    except (OSError, ValueError, RuntimeError) as error:  # NUL in the path, or what its file system says
        cause = getattr(error, "strerror", None) or error
        raise InputError(f"{source}: cannot be read ({cause}); check the path and its permissions") from None


def most_bytes(source: str, max_characters: int) -> int:
    """More bytes than these are refused unread: they are more characters than allowed, in whatever encoding.

    A document, whose suffix tells it, may have pictures beside its text.
    """
    limit = max_characters * BYTES_A_CHARACTER
    return max(limit, _MOST_WITH_PICTURES) if source.lower().endswith(_WITH_PICTURES) else limit


def too_long(source: str, max_characters: int) -> InputError:
    """The error for an article beyond the limit."""
    return InputError(
        f"{source}: more than {max_characters:,} characters; split it or raise ",
        Setting("input.max_characters"),
    )


def refuse_binary(data: bytes, source: str) -> None:
    """Raise `InputError` where the bytes are not text in any encoding of one or more bytes a letter."""
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    for signature, kind in _SIGNATURES:
        if re.match(signature, data, re.DOTALL):
            raise InputError(f"{source}: is not plain text but {kind}; save its text as UTF-8")
    refuse_web_page(data.decode("latin-1"), source)


def refuse_json(text: str, source: str) -> None:
    """Raise `InputError` where a text, or its first line, is a JSON object or an array with one."""
    start = text.removeprefix("\ufeff").lstrip()
    if not start.startswith(("{", "[")):
        return
    for part in (start.partition("\n")[0], start):
        try:
            data = json.loads(part)
        except (ValueError, RecursionError):
            continue
        if isinstance(data, dict) or (isinstance(data, list) and any(isinstance(one, dict) for one in data)):
            raise InputError(
                f"{source}: is JSON, not plain text; give its text alone, or use `summarizer batch` for "
                "JSON Lines in a file that ends in .jsonl"
            )


def refuse_xml(text: str, source: str) -> None:
    """Raise `InputError` where a text says that it is XML, or is but tags and the first is none of HTML."""
    start = text.lstrip()
    tags_alone = start.startswith("<") and not _TAGS.sub("", start).strip()
    if start.startswith("<?xml") or (tags_alone and not begins_with_tag(start)):
        raise InputError(
            f"{source}: is XML of a kind that is not read; give its text alone (feeds and sitemaps: with "
            "`summarizer batch`)"
        )


def looks_like_web_page(text: str) -> bool:
    """Whether the first thing in a text, comments apart, is what a web page begins with."""
    return _WEB_PAGE.match(text) is not None


def refuse_web_page(text: str, source: str) -> None:
    """Raise `InputError` where the first thing in a text, comments apart, is what a web page begins with."""
    if looks_like_web_page(text):
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
