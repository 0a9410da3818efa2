"""Reads Word documents (DOCX): headings, paragraphs, lists and tables, as they would be printed."""

import io
from typing import TYPE_CHECKING, Any

from summarizer.text.formats import archive
from summarizer.text.formats.parts import Parts, damaged, library, said
from summarizer.text.paragraphs import Paragraph

if TYPE_CHECKING:
    from lxml.etree import _Element

_KIND = "a Word document"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}pict", f"{_W}txbxContent", _FALLBACK}


def read(data: bytes, name: str) -> Parts:
    """The text of a document; text that was deleted with changes tracked is left out.

    Raises:
        InputError: it is damaged, locked or harmful, or python-docx is not installed.
    """
    docx = library("docx", name, _KIND)
    texts = archive.of_texts(data, name, _KIND)  # refuses what must not be opened
    try:
        document = docx.Document(io.BytesIO(texts))
        about = document.core_properties
        lines = [line for block in document.iter_inner_content() for line in _lines(block)]
        title, author, created = about.title, about.author, about.created
    except Exception as error:  # whatever broken XML makes of it
        raise damaged(name, _KIND, error) from error
    return Parts(
        lines=lines,
        title=_title(lines, said(title)),
        published=created.date().isoformat() if created and said(author) != "python-docx" else None,
        author=said(author) if said(author) != "python-docx" else None,
    )


def _title(lines: list[Paragraph], title: str | None) -> str | None:
    """The title that the properties have, if the text says it too: they often have that of a template."""
    first = next((line.text for line in lines if line.text.strip()), "")
    return title if title and title.casefold() == first.casefold() else None


def _lines(block: Any) -> list[Paragraph]:
    if hasattr(block, "rows"):
        rows = [
            "\t".join(filter(None, (" ".join(cell.text.split()) for cell in row.cells))) for row in block.rows
        ]
        return [*(Paragraph(row, quotable=False) for row in rows), Paragraph("")]
    style = str(getattr(block.style, "name", "") or "")
    if style.startswith(("Heading", "Title")):
        return [Paragraph(_text(block._p).replace("\n", " "), quotable=False, heading=True), Paragraph("")]  # noqa: SLF001 - python-docx's own text leaves tracked insertions out
    quotable = not style.startswith("Caption")
    return [*(Paragraph(line, quotable=quotable) for line in _text(block._p).split("\n")), Paragraph("")]  # noqa: SLF001


def _text(element: "_Element") -> str:
    """The text of an element without what is deleted or shown elsewhere."""
    pieces = []
    for child in element:
        if child.tag in _LEFT_OUT:
            continue
        if child.tag == f"{_W}t":
            pieces.append(child.text or "")
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            pieces.append("\n")
        elif child.tag == f"{_W}tab" and element.tag == f"{_W}r":
            pieces.append(" ")
        elif child.tag == f"{_W}noBreakHyphen":
            pieces.append("-")
        else:
            pieces.append(_text(child))
    return "".join(pieces)
