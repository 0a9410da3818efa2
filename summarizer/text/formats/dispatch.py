"""Finds the reader of a file's format: by what its bytes begin with, then by its suffix."""

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath
from typing import cast

from summarizer.text.files import looks_like_web_page
from summarizer.text.formats.archive import kind_of
from summarizer.text.formats.mail_head import is_mail
from summarizer.text.formats.parts import Parts

Reader = Callable[[bytes, str], Parts]

SUFFIXES = (
    ".html", ".htm", ".xhtml", ".docx", ".odt", ".rtf", ".pdf", ".epub", ".eml", ".mht", ".mhtml", ".srt",
    ".vtt",
)  # fmt: skip
_CUE = re.compile(r"\s*(?:\d+\s*\n\s*)?\d{1,3}:\d\d:\d\d[,.]\d{3}\s*-->")


def reader_of(data: bytes, name: str) -> Reader | None:
    """The reader of a file's bytes, or None where they are plain text or nothing that is read here."""
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    suffix = PurePath(name).suffix.lower()
    module = None
    if start.startswith(b"%PDF-"):
        module = "pdf"
    elif start.startswith(b"{\\rtf"):
        module = "rtf"
    elif start.startswith(b"PK\x03\x04"):
        module = kind_of(data)
    elif looks_like_web_page(_readable(start)):
        module = "page"
    elif _readable(start).startswith("WEBVTT") or _CUE.match(_readable(start)):
        module = "subtitles"
    elif suffix == ".eml" or is_mail(start):
        module = "mail"
    if module is None:
        return None
    return cast(Reader, import_module(f"summarizer.text.formats.{module}").read)


def _readable(data: bytes) -> str:
    """The beginning of a file as letters, whichever of the usual encodings it is in."""
    head = data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", "replace").removeprefix("\ufeff")
    return head.decode("latin-1")
