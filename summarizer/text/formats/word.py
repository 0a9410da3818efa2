"""Reads Word documents (DOCX): headings, paragraphs, lists and tables, as they would be printed."""

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from summarizer.text.formats import archive
from summarizer.text.formats.parts import Parts, damaged, library, said
from summarizer.text.paragraphs import Paragraph

if TYPE_CHECKING:
    from lxml.etree import _Element

_KIND = "a Word document"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX = f"{_W}txbxContent"
_LEFT_OUT = {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}pict", _BOX, _FALLBACK}


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
        lines = _lines(document.element.body, _styles(document))
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


def _styles(document: Any) -> dict[str, str]:
    """The name of each style of paragraphs by its id; that of those that name none by the empty one."""
    from docx.enum.style import WD_STYLE_TYPE

    named = {style.style_id: str(style.name or "") for style in document.styles}
    usual = document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    return named | {"": str(usual.name or "") if usual is not None else ""}


def _lines(element: "_Element", styles: dict[str, str]) -> list[Paragraph]:
    """The lines of a body, a cell or a box; python-docx itself leaves out what is in content controls."""
    lines: list[Paragraph] = []
    for child in element:
        if child.tag in _LEFT_OUT:
            continue
        if child.tag == f"{_W}p":
            lines += _paragraph(child, styles)
        elif child.tag == f"{_W}tr":
            cells = [cell for cell in child.iter(f"{_W}tc") if next(cell.iterancestors(f"{_W}tr")) is child]
            if len(cells) == 1:  # of a table for the layout alone
                lines += _lines(cells[0], styles)
            else:
                lines.append(Paragraph("\t".join(filter(None, map(_cell, cells))), quotable=False))
        else:
            lines += _lines(child, styles)
            lines += [Paragraph("")] * (child.tag == f"{_W}tbl")
    return lines


def _cell(cell: "_Element") -> str:
    return " ".join(" ".join(map(_text, cell.iter(f"{_W}p"))).split())


def _paragraph(element: "_Element", styles: dict[str, str]) -> list[Paragraph]:
    """The lines of a paragraph, and below it those of the boxes that are anchored in it."""
    named = element.find(f"{_W}pPr/{_W}pStyle")
    style = styles.get("" if named is None else named.get(f"{_W}val") or "", "")
    text = _text(element)
    if style.startswith(("Heading", "Title")):
        lines = [Paragraph(text.replace("\n", " "), quotable=False, heading=True), Paragraph("")]
    else:
        quotable = not style.startswith("Caption")
        lines = [*(Paragraph(line, quotable=quotable) for line in text.split("\n")), Paragraph("")]
    for box in element.iter(_BOX):
        above = [one.tag for one in box.iterancestors()]
        if _FALLBACK not in above and _BOX not in above:  # the same box again; one in a box
            lines += [replace(line, quotable=False) for line in _lines(box, styles)]
    return lines


def _text(element: "_Element") -> str:
    """The text of an element without what is deleted or shown elsewhere."""
    pieces = []
    for child in element:
        if child.tag in _LEFT_OUT or _is_hidden(child):
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


def _is_hidden(element: "_Element") -> bool:
    """Whether a run of text is one that Word does not print."""
    mark = element.find(f"{_W}rPr/{_W}vanish")
    return mark is not None and mark.get(f"{_W}val") not in ("0", "false", "off")
