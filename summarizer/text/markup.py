"""Takes Markdown's marks off and leaves the lines of its text."""

import re
from typing import TYPE_CHECKING

from summarizer.text.paragraphs import Paragraph

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\A---\n(?:.*\n){0,200}?(?:---|\.\.\.)\n")
_TAG = re.compile(r"<[^<>\n]{1,1000}>")


def markdown_lines(text: str) -> list[Paragraph]:
    """The lines of a Markdown text; those of headings, code, pictures and tables are not for quoting.

    Line breaks stay: a writer who breaks lines at a width is told from one with a line a paragraph later.
    """
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark", {"maxNesting": 100}).enable("table").parse(_FRONT.sub("", text))
    lines: list[Paragraph] = []
    row: list[str] = []
    heading = in_cell = False
    for token in tokens:
        if token.type == "heading_open":
            heading = True
        elif token.type == "heading_close":
            heading = False
        elif token.type == "tr_open":
            row = []
        elif token.type in ("th_open", "td_open"):
            in_cell = True
        elif token.type in ("th_close", "td_close"):
            in_cell = False
        elif token.type == "inline" and in_cell:
            row.append(_words(token).replace("\n", " "))
        elif token.type == "inline" and heading:
            lines.append(Paragraph(_words(token).replace("\n", " "), quotable=False, heading=True))
        elif token.type == "inline":
            quotable = not _is_picture(token)
            lines += [Paragraph(line, quotable=quotable) for line in _words(token).split("\n")]
        elif token.type in ("fence", "code_block"):
            lines += [Paragraph(line, quotable=False) for line in token.content.split("\n")]
        elif token.type == "html_block":
            lines += [Paragraph(_TAG.sub("", line)) for line in token.content.split("\n")]
        if token.type == "tr_close":
            lines.append(Paragraph("\t".join(cell for cell in row if cell), quotable=False))
        if token.type.endswith("_close") and token.block and token.type[:2] not in ("td", "th", "tr"):
            lines.append(Paragraph(""))
    return lines


def _words(token: "Token") -> str:
    """The text of a paragraph or cell."""
    words = []
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            words.append("\n")
        elif child.type == "html_inline":
            words.append("\n" if child.content.lower().startswith("<br") else "")
        else:
            words.append(child.content)  # of a picture the description
    return "".join(words)


def _is_picture(token: "Token") -> bool:
    kinds = {child.type for child in token.children or () if child.content.strip() or child.type == "image"}
    return kinds == {"image"}
