"""Reads PDF: its text, without what stands on every page, and with words that a line's end parts joined."""

import io
import logging
import re
from typing import Any

from summarizer.errors import InputError
from summarizer.report import Finding
from summarizer.text.formats import layout
from summarizer.text.formats.layout import Line
from summarizer.text.formats.parts import Parts, damaged, library, said, taken

_KIND = "a PDF"
_MOST_PAGES = 500
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")


def read(data: bytes, name: str) -> Parts:
    """The text layer of a PDF.

    Raises:
        InputError: it is damaged, locked, or a scan without text; or pypdf is not installed.
    """
    pypdf = library("pypdf", name, _KIND)
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what matters of its warnings is raised as well
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        pages = _pages(reader, name)
        about = reader.metadata
        author, created = (about.author, about.get("/CreationDate")) if about else (None, None)
    except InputError:
        raise
    except Exception as error:  # pypdf raises whatever the bytes lead to
        raise damaged(name, _KIND, error) from error
    if not any(pages):
        raise InputError(f"{name}: is a PDF without text, perhaps a scan; use OCR first")
    lines, left_out = layout.paragraphs(pages)
    date = _DATE.match(str(created or ""))
    return Parts(
        lines,
        published="-".join(date.groups()) if date else None,
        author=said(author),
        findings=_findings(left_out),
    )


def _pages(reader: Any, name: str) -> list[list[Line]]:
    if reader.is_encrypted and not reader.decrypt(""):
        raise InputError(f"{name}: is a PDF locked with a password; save it without one")
    if len(reader.pages) > _MOST_PAGES:
        raise InputError(f"{name}: is a PDF of more than {_MOST_PAGES} pages; split it")
    return [_lines(page) for page in reader.pages]


def _lines(page: Any) -> list[Line]:
    """The lines of a page in the order of its text."""
    lines: list[Line] = []
    pieces: list[str] = []
    y = size = 0.0

    def end_line() -> None:
        if text := " ".join("".join(pieces).translate(_LIGATURES).split()):
            lines.append(Line(text, y, size))
        pieces.clear()

    def take(text: str, cm: list[float], tm: list[float], _font: Any, font_size: float) -> None:
        nonlocal y, size
        for number, piece in enumerate(text.split("\n")):
            if number:
                end_line()
            if piece.strip() and not "".join(pieces).strip():
                y = cm[1] * tm[4] + cm[3] * tm[5] + cm[5]
                size = abs(font_size * tm[3] * cm[3]) or abs(font_size)
            pieces.append(piece)

    page.extract_text(visitor_text=take)
    end_line()
    return lines


def _findings(left_out: int) -> tuple[Finding, ...]:
    if not left_out:
        return ()
    s = "" if left_out == 1 else "s"
    return (taken(f"{left_out} page number{s} or running head{s}"),)
