"""Reads Markdown: the lines of its text, without its marks."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from summarizer.report import Finding
from summarizer.text import html_text
from summarizer.text.cleaning import clean
from summarizer.text.front_matter import fields_of, split_front
from summarizer.text.paragraphs import Paragraph

if TYPE_CHECKING:
    from markdown_it.token import Token

_MOST_LEVELS = 200  # the parser calls itself at each, and leaves out what is deeper; a list takes two
_MOST_BRACKETS = 32  # open at once: the parser's time is their number times the text's length

_NOTE = re.compile(r"\[\^[\w-]{1,40}\](?::[ \t]?)?")  # the mark of a footnote: `[^1]`
_ADDRESS = re.compile(r"[/.:#@]")


@dataclass
class Marked:
    """The lines of a Markdown text, and what was not taken over from it."""

    lines: list[Paragraph]
    removed: int = 0  # characters that entities stood for and `cleaning.clean` took out
    findings: list[Finding] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)  # of itself: title, author, date


def markdown_lines(text: str) -> Marked:
    """The lines of a Markdown text; those of headings, code, pictures and tables are not for quoting.

    Line breaks stay: a writer who breaks lines at a width is told from one with a line a paragraph later.
    Where marks are nested deeper than the parser goes, the lines are those of the text as it stands.
    """
    front, text = split_front(text)
    definitions: dict[str, Any] = {}
    tokens = _tokens(text, definitions)
    if tokens is None:
        marked = Marked([Paragraph(line) for line in text.split("\n")])
        message = "the Markdown is nested too deeply and was read as plain text, its marks included"
        marked.findings.append(Finding(kind="cleaned", severity="warning", message=message))
    else:
        reader = _Reader()
        marked = Marked(_lines(tokens, reader), reader.removed)
        if reader.hidden:
            s = "" if reader.hidden == 1 else "s"
            marked.findings.append(_left_out(f"{reader.hidden} comment{s}, script{s} or style{s} of HTML"))
        marked.findings += _words_as_addresses(definitions)
    if front:
        marked.said = fields_of(front)
        if next((line.heading for line in marked.lines if line.text.strip()), False):
            marked.said.pop("title", None)  # its own headline stands above the text
        number = front.count("\n") - 1
        marked.findings.append(_left_out(f"front matter of {number} line{'' if number == 1 else 's'}"))
    return marked


def _left_out(what: str) -> Finding:
    return Finding(kind="cleaned", severity="info", message=f"{what} taken out of the text")


def _words_as_addresses(definitions: dict[str, Any]) -> list[Finding]:
    """The doubt about `[Ảnh]: TTXVN`, which Markdown takes for the address of a link and does not show."""
    every = [*definitions.get("references", {}).values(), *definitions.get("duplicate_refs", [])]
    number = sum(not _ADDRESS.search(one["href"]) for one in every)
    if not number:
        return []
    message = f"{number} line{'' if number == 1 else 's'} like “[word]: word” left out as a link's address"
    return [Finding(kind="cleaned", severity="warning", message=f"{message}; put \\ before the [ to keep it")]


def _tokens(text: str, definitions: dict[str, Any]) -> "list[Token] | None":
    """The parser's tokens, or None where it would leave out what is nested too deeply, or take too long.

    `definitions` takes up the link definitions, which are no tokens.
    """
    from markdown_it import MarkdownIt

    if _brackets(text) > _MOST_BRACKETS:
        return None
    tokens = (
        MarkdownIt("commonmark", {"maxNesting": _MOST_LEVELS})
        .enable(["table", "strikethrough"])
        .parse(text, definitions)
    )
    return None if any(token.level >= _MOST_LEVELS - 1 for token in tokens) else tokens


def _brackets(text: str) -> int:
    """How many square brackets are open at once, at most; a blank line closes them all."""
    most = 0
    for block in text.split("\n\n"):
        if block.count("[") <= most:
            continue
        depth = 0
        for mark in block:
            if mark == "[":
                depth += 1
                most = max(most, depth)
            elif mark == "]" and depth:
                depth -= 1
    return most


@dataclass
class _Reader:
    """Reads text out of tokens, and counts what it leaves out."""

    hidden: int = 0
    removed: int = 0

    def html(self, markup: str) -> str:
        """The text of a piece of HTML."""
        text, hidden = html_text.text_of(markup)
        text, removed = clean(text)
        self.hidden += hidden
        self.removed += removed
        return text

    def words(self, token: "Token") -> str:
        """The text of a paragraph or cell."""
        parts = []
        for child in token.children or ():
            if child.type in ("softbreak", "hardbreak"):
                parts.append("\n")
            elif child.type == "html_inline":
                parts.append(child.content)
            else:
                shown = _NOTE.sub("", child.content) if child.type == "text" else child.content
                parts.append(html_text.escape(shown))  # of a picture the description
        return self.html("".join(parts))


def _lines(tokens: "list[Token]", reader: _Reader) -> list[Paragraph]:
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
            row.append(reader.words(token).replace("\n", " "))
        elif token.type == "inline" and heading:
            lines.append(Paragraph(reader.words(token).replace("\n", " "), quotable=False, heading=True))
        elif token.type == "inline":
            quotable = not _is_picture(token)
            lines += [Paragraph(line, quotable=quotable) for line in reader.words(token).split("\n")]
        elif token.type in ("fence", "code_block"):
            lines += [Paragraph(line, quotable=False) for line in token.content.split("\n")]
        elif token.type == "html_block":
            lines += [Paragraph(line) for line in reader.html(token.content).split("\n")]
        if token.type == "tr_close":
            lines.append(Paragraph("\t".join(cell for cell in row if cell), quotable=False))
        if token.type.endswith("_close") and token.block and token.type[:2] not in ("td", "th", "tr"):
            lines.append(Paragraph(""))
    return lines


def _is_picture(token: "Token") -> bool:
    kinds = {child.type for child in token.children or () if child.content.strip() or child.type == "image"}
    return kinds == {"image"}
