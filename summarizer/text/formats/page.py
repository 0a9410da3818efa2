"""Reads web pages: the article without menus, related links and comments, and what the page says of it."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from summarizer.errors import InputError
from summarizer.report import Finding
from summarizer.text import html_text
from summarizer.text.encodings import decode
from summarizer.text.formats.lead import lead_of
from summarizer.text.formats.parts import Parts, library, said
from summarizer.text.paragraphs import Paragraph

if TYPE_CHECKING:
    from lxml.etree import _Element

_KIND = "a web page"
_FEW = 20  # words: a page with fewer has no article
_SECTION = 25  # words that a paragraph of running text has and an entry of a list of articles has not
_FEWEST_ENTRIES = 5
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
# No match runs over a second opening: the time is linear.
_CAPTION = re.compile(r"<figcaption\b(?:(?!<figcaption\b).)*?</figcaption\s*>", re.IGNORECASE | re.DOTALL)
_HEAD = re.compile(r"<head\b(?:(?!<head\b).)*?</head\s*>", re.IGNORECASE | re.DOTALL)
_ENDED = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_OPENED = re.compile(r"<(/?)(?:article|div|main|ol|section|table|ul)\b[^<>]*+>", re.IGNORECASE)
_HALF_A_TAG = re.compile(r"<[/a-z][^<>]*\Z", re.IGNORECASE)


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
    if sum(len(line.text.split()) for line in lines) >= _FEW:
        lines = _with_lead(trafilatura.load_html(text), lines)
    else:  # a page of but a few paragraphs
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
        findings=tuple(_doubts(text, found, lines)),
    )


def _with_lead(page: "_Element | None", lines: list[Paragraph]) -> list[Paragraph]:
    """The lines with the lead of the page under the headline, if that is among them."""
    first = next((number for number, line in enumerate(lines) if line.text and not line.heading), 0)
    lead = None if page is None else lead_of(page, lines[first].text)
    if lead is None:
        return lines
    above = [line for line in lines[:first] if line.text != lead]  # where it is marked as a heading
    return [*above, Paragraph(lead), Paragraph(""), *lines[first:]]


def _doubts(text: str, found: Any, lines: list[Paragraph]) -> Iterator[Finding]:
    """What a reader has to know of a page: that it is not whole, or no article."""
    opened = [tag[1] for tag in _OPENED.finditer(text)]
    unclosed = opened.count("") > opened.count("/")
    if _HALF_A_TAG.search(text) or (unclosed and not _ENDED.search(text)):
        message = "the page is cut off: it ends within its text; fetch or save it again"
        yield Finding(kind="cleaned", severity="warning", message=message)
    entries = sum(1 for _ in found.body.iter("item")) if found is not None and found.body is not None else 0
    if entries >= _FEWEST_ENTRIES and all(len(line.text.split()) < _SECTION for line in lines):
        message = "the page is a list of articles rather than one; give the address of one of them"
        yield Finding(kind="cleaned", severity="warning", message=message)


def _lines(body: "_Element") -> list[Paragraph]:
    """The lines of what trafilatura found, whose elements are those of TEI."""
    lines: list[Paragraph] = []
    for block in body:
        if block.tag == "head":
            text = " ".join(_text(block).split())
            running = len(text.split()) >= _SECTION and text.endswith((".", "!", "?", "”", '"', "…"))
            lines.append(Paragraph(text) if running else Paragraph(text, quotable=False, heading=True))
        elif block.tag == "list":
            lines += [Paragraph(line) for line in _text(block).split("\n") if line.strip()]
        elif block.tag == "table":
            for row in block.iter("row"):
                cells = [" ".join(_text(cell).split()) for cell in row.iter("cell")]
                lines.append(Paragraph("\t".join(filter(None, cells)), quotable=False))
        elif block.tag != "graphic":
            lines += [Paragraph(line) for line in _text(block).split("\n")]
        lines.append(Paragraph(""))
    return lines


def _text(block: "_Element") -> str:
    """The text of an element, each paragraph and item in it on a line of its own."""
    for inner in block.iter("lb", "head", "p", "item"):
        if inner is not block:
            inner.text = f"\n{inner.text or ''}"
            inner.tail = (inner.tail or "") if inner.tag == "lb" else f"\n{inner.tail or ''}"
    return "".join(str(piece) for piece in block.itertext())
