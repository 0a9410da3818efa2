"""Reads OpenDocument texts (ODT): headings, paragraphs, lists and tables."""

from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.errors import InputError
from summarizer.text.formats import archive
from summarizer.text.formats.parts import Parts, damaged, library, said
from summarizer.text.paragraphs import Paragraph

if TYPE_CHECKING:
    from lxml.etree import _Element

_KIND = "an OpenDocument text"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_LEFT_OUT = {f"{_TEXT}tracked-changes", f"{_TEXT}note", f"{_TEXT}table-of-content"}
_BOX = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}text-box"
_LEFT_OUT |= {"{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation"}


def read(data: bytes, name: str) -> Parts:
    """The text of a document; raises `InputError` where it is damaged, locked or harmful."""
    etree = library("lxml.etree", name, _KIND)
    files = archive.texts(data, name, _KIND)
    if b"encryption-data" in files.get("META-INF/manifest.xml", b""):
        raise InputError(f"{name}: is {_KIND} locked with a password; save it without one")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        lines = _lines(etree.fromstring(files["content.xml"], parser))
        about = etree.fromstring(files["meta.xml"], parser) if "meta.xml" in files else None
    except (KeyError, ValueError, etree.XMLSyntaxError) as error:
        raise damaged(name, _KIND, error) from None
    told = {etree.QName(one).localname: one.text for one in about.iter("*")} if about is not None else {}
    return Parts(
        lines,
        published=(said(told.get("creation-date")) or "")[:10] or None,
        author=said(told.get("initial-creator") or told.get("creator")),
    )


def _lines(element: "_Element") -> list[Paragraph]:
    lines: list[Paragraph] = []
    for child in element:
        if child.tag in _LEFT_OUT:
            continue
        if child.tag == f"{_TEXT}h":
            lines += [Paragraph(_text(child).replace("\n", " "), quotable=False, heading=True), Paragraph("")]
        elif child.tag == f"{_TEXT}p":
            lines += [*(Paragraph(line) for line in _text(child).split("\n")), Paragraph("")]
            for box in child.iter(_BOX):  # anchored in the paragraph, and no part of its sentences
                if all(one.tag != _BOX for one in box.iterancestors()):
                    lines += [replace(line, quotable=False) for line in _lines(box)]
        elif child.tag == f"{_TABLE}table-row":
            cells = (" ".join(_text(cell).split()) for cell in child)
            lines.append(Paragraph("\t".join(filter(None, cells)), quotable=False))
        else:
            lines += _lines(child)
    return lines


def _text(element: "_Element") -> str:
    pieces = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}line-break":
            pieces.append("\n")
        elif child.tag in (f"{_TEXT}s", f"{_TEXT}tab"):
            pieces.append(" ")
        elif child.tag not in _LEFT_OUT and child.tag != _BOX:
            pieces.append(_text(child))
        pieces.append(child.tail or "")
    return "".join(pieces)
