"""Takes out of plain text what mail, web pages and printed pages put there: `> `, `&#225;`, page numbers."""

import re
from dataclasses import dataclass, replace

from summarizer.report import Finding
from summarizer.text import furniture, html_text
from summarizer.text.chat import without_times
from summarizer.text.cleaning import clean
from summarizer.text.formats.mail_head import ANSWERED
from summarizer.text.paragraphs import Paragraph, wrap_width

_QUOTE = re.compile(r"(?:>[ \t]?)+")
_MARKUP = re.compile(
    r"</(?:a|b|i|u|p|em|strong|span|div|font|h[1-6]|li|ul|ol|td|tr|table|blockquote)\s*>|<br\s*/?>|<p>",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?…:;][\"”’»)\]]*\Z")


@dataclass(frozen=True)
class Plain:
    """The lines of a plain text, and what was not taken over from it."""

    lines: list[Paragraph]
    removed: int = 0  # characters that entities stood for and `cleaning.clean` took out
    findings: tuple[Finding, ...] = ()


def plain_lines(text: str) -> Plain:
    """The lines of a plain text, without what only carried it."""
    removed, told = 0, []
    if _MARKUP.search(text):
        told.append("tags and entities of HTML")
        text, removed = clean(html_text.text_of(text)[0])
    elif html_text.has_entity(text):
        told.append("entities of HTML")
        text, removed = clean(html_text.unescape(text))
    lines, answered = _unanswered([Paragraph(line) for line in text.split("\n")])
    lines, quoted = _unquoted(lines)
    lines, times, unsaid = without_times(lines)
    lines, pages = _without_page_numbers(lines)
    lines, around = furniture.without(lines)
    for number, what in (
        (answered, "line{s} of a mail that is answered"),
        (quoted, "mark{s} > of mail"),
        (times, "time{s} of a chat's messages"),
        (unsaid, "line{s} of a chat that nobody wrote"),
        (pages, "page number{s}"),
        (around, "line{s} of a web page's menu or foot"),
    ):
        if number:
            told.append(f"{number} {what.format(s='' if number == 1 else 's')}")
    findings = (
        Finding(kind="cleaned", severity="info", message=f"{what} taken out of the text") for what in told
    )
    return Plain(lines, removed, tuple(findings))


def _unanswered(lines: list[Paragraph]) -> tuple[list[Paragraph], int]:
    """The lines of a mail that was copied, without the one that it answers: all the rest, with its `>`."""
    words = [number for number, line in enumerate(lines) if line.text.strip()]
    own = max((n for n in words if not lines[n].text.startswith(">")), default=0)
    answered = own < len(lines) and ANSWERED.match(lines[own].text.strip())
    if not answered or own == words[0] or own == words[-1]:
        return lines, 0
    return lines[:own], sum(number >= own for number in words)


def _unquoted(lines: list[Paragraph]) -> tuple[list[Paragraph], int]:
    """The lines of a mail that was passed on, without their `>`; where only some lines have it, it stays."""
    written = [line.text for line in lines if line.text.strip()]
    if len(written) < 2 or not all(line.startswith(">") for line in written):
        return lines, 0
    return [replace(line, text=_QUOTE.sub("", line.text, count=1)) for line in lines], len(written)


def _without_page_numbers(lines: list[Paragraph]) -> tuple[list[Paragraph], int]:
    """The lines without page numbers, which stand within paragraphs where lines were wrapped at a width."""
    if not wrap_width([line.text for line in lines]):
        return lines, 0
    kept: list[Paragraph] = []
    number = 0
    waiting = False  # for the rest of a sentence that a page ended in
    for line in lines:
        if furniture.is_page_number(line.text):
            number += 1
            while kept and not kept[-1].text.strip():
                kept.pop()
            waiting = True
            continue
        if waiting and not line.text.strip():
            continue
        if (
            waiting
            and kept
            and (_STOP.search(kept[-1].text.rstrip()) or not line.text.lstrip()[:1].islower())
        ):
            kept.append(Paragraph(""))
        waiting = False
        kept.append(line)
    return kept, number
