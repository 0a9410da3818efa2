"""Reads web pages: the article without menus, related links and comments, and what the page says of it."""

import re
from typing import TYPE_CHECKING, Any

from summarizer.errors import InputError
from summarizer.text import html_text
from summarizer.text.encodings import decode
from summarizer.text.formats.parts import Parts, library, said
from summarizer.text.paragraphs import Paragraph

if TYPE_CHECKING:
    from lxml.etree import _Element

_KIND = "a web page"
_FEW = 20  # words: a page with fewer has no article
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
# No match runs over a second opening: the time is linear.
_CAPTION = re.compile(r"<figcaption\b(?:(?!<figcaption\b).)*?</figcaption\s*>", re.IGNORECASE | re.DOTALL)
_HEAD = re.compile(r"<head\b(?:(?!<head\b).)*?</head\s*>", re.IGNORECASE | re.DOTALL)


def read(data: bytes, name: str) -> Parts:
    """The article of a saved page; raises `InputError` where it holds none."""
    trafilatura = library("trafilatura", name, _KIND)
    text, encoding = _decoded(data, name)
    return _parts(trafilatura, _CAPTION.sub("", text), name, encoding)


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    """The page as text: in UTF-8 if it is that, else as it says, else as Vietnamese reads best."""
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        pass
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), "utf-16"
    if (told := _CHARSET.search(data[:4096])) and told[1].lower() not in (b"utf-8", b"utf8"):
        try:
            return data.decode(told[1].decode("ascii")), told[1].decode("ascii").lower()
        except (LookupError, UnicodeError):
            pass
    try:
        decoded = decode(data, source=name)
    except InputError:
        return data.decode("utf-8", "replace"), "utf-8"
    return decoded.text, decoded.encoding


def _parts(trafilatura: Any, text: str, name: str, encoding: str) -> Parts:
    try:
        found = trafilatura.bare_extraction(text, with_metadata=True, include_comments=False)
    except Exception as error:
        raise InputError(
            f"{name}: is a web page that cannot be read ({error}); save its text as UTF-8"
        ) from error
    lines = [] if found is None or found.body is None else _lines(found.body)
    if sum(len(line.text.split()) for line in lines) < _FEW:  # a page of but a few paragraphs
        shown, _ = html_text.text_of(_HEAD.sub("", text))
        lines = [Paragraph(line) for line in shown.split("\n")]
    if sum(len(line.text.split()) for line in lines) < _FEW:
        raise InputError(f"{name}: is a web page without an article; save the article's text as UTF-8")
    return Parts(
        lines=lines,
        title=said(found and found.title),
        url=said(found and found.url),
        published=said(found and found.date),
        author=said(found and found.author),
        encoding=encoding,
    )


def _lines(body: "_Element") -> list[Paragraph]:
    """The lines of what trafilatura found, whose elements are those of TEI."""
    lines: list[Paragraph] = []
    for block in body:
        if block.tag == "head":
            lines.append(Paragraph(_text(block).replace("\n", " "), quotable=False, heading=True))
        elif block.tag == "list":
            lines += [Paragraph(_text(item).replace("\n", " ")) for item in block.iter("item")]
        elif block.tag == "table":
            for row in block.iter("row"):
                cells = [" ".join(_text(cell).split()) for cell in row.iter("cell")]
                lines.append(Paragraph("\t".join(filter(None, cells)), quotable=False))
        elif block.tag != "graphic":
            lines += [Paragraph(line) for line in _text(block).split("\n")]
        lines.append(Paragraph(""))
    return lines


def _text(block: "_Element") -> str:
    for mark in block.iter("lb"):
        mark.text = "\n"
    return "".join(str(piece) for piece in block.itertext())
