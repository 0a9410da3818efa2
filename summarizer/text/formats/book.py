"""Reads electronic books (EPUB): their chapters in reading order."""

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from summarizer.counted import counted
from summarizer.errors import InputError
from summarizer.report import Finding
from summarizer.text import html_text
from summarizer.text.formats import archive
from summarizer.text.formats.parts import Parts, damaged, library, said
from summarizer.text.paragraphs import Paragraph

if TYPE_CHECKING:
    from lxml.etree import _Element

_KIND = "an EPUB"
_OPF = "{http://www.idpf.org/2007/opf}"
_NOBODY = ("Unknown", "Unknown Author")  # what writers put where nobody is named
# Ways to hide fonts alone: their licences ask for it, and the text stays open.
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_DC = "{http://purl.org/dc/elements/1.1/}"


def read(data: bytes, name: str) -> Parts:
    """The text of a book; raises `InputError` where it is damaged, locked or harmful."""
    etree = library("lxml.etree", name, _KIND)
    files = archive.texts(data, name, _KIND)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        locks = etree.fromstring(files.get("META-INF/encryption.xml", b"<none/>"), parser)
        if any(one.get("Algorithm") not in _FONTS for one in locks.iter("{*}EncryptionMethod")):
            raise InputError(f"{name}: is {_KIND} that is locked; use one without copy protection")
        root = etree.fromstring(files["META-INF/container.xml"], parser).find(".//{*}rootfile")
        place = root.get("full-path") or ""
        package = etree.fromstring(files[place], parser)
        chapters = _chapters(package, place, files)
        lines = [line for chapter in chapters for line in chapter or []]
    except (KeyError, ValueError, AttributeError, etree.XMLSyntaxError) as error:
        raise damaged(name, _KIND, error) from None

    missing = chapters.count(None)
    if missing == len(chapters):
        raise damaged(name, _KIND, "it has no chapter")

    def about(what: str) -> str | None:
        return said(package.findtext(f".//{_DC}{what}"))

    return Parts(
        lines,
        title=about("title"),
        author=None if about("creator") in _NOBODY else about("creator"),
        published=(about("date") or "")[:10] or None,
        findings=(_lacks(missing),) if missing else (),
    )


def _lacks(number: int) -> Finding:
    message = f"{counted(number, 'chapter')} that the book names not in the file; use a whole one"
    return Finding(kind="cleaned", severity="warning", message=message)


def _chapters(package: "_Element", place: str, files: dict[str, bytes]) -> list[list[Paragraph] | None]:
    """The lines of each chapter, None for one that is missing."""
    items = {item.get("id"): item.get("href") or "" for item in package.iter(f"{_OPF}item")}
    folder = posixpath.dirname(place)
    chapters: list[list[Paragraph] | None] = []
    for one in package.iter(f"{_OPF}itemref"):
        chapter = posixpath.normpath(posixpath.join(folder, unquote(items.get(one.get("idref"), ""))))
        if chapter not in files:
            chapters.append(None)
            continue
        text = files[chapter].decode("utf-8-sig", "replace")
        body = text[max(0, text.lower().find("<body")) :]
        chapters.append([Paragraph(line) for line in html_text.text_of(body)[0].split("\n")])
    return chapters
