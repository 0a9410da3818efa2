"""Finds paragraphs in a cleaned text, and tells titles, captions and other lines from running text."""

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Literal

from summarizer.text.emoji import EMOJI
from summarizer.text.languages import alternatives, words

_STOP = re.compile(r"[.!?…:;][\"”’»)\]'*_]*\Z")
_END = re.compile(rf"[.!?…][\"”’»)\]'*_]*(?:\s*{EMOJI})*\Z")
_CALL = re.compile(r"[^.?!…]*(?:\.\w[^.?!…]*)*[?!][\"”’»]?")
_LINKED = re.compile(r"\s*(?:>>+|»+|=>|[►▶☞👉])")  # what papers set before a related article
_TAGS = re.compile(r"\W*(?:#\w+[\s,;]*)+\W*")
_NOTE = re.compile(r"\[\d{1,3}\]\.?\s+\S")
_HEADING = re.compile(r"\W*(?:[IVX]{1,5}|[A-HĐ]|\d{1,2})?[.):]?\s+(?=\S)")
_WORD = re.compile(r"\w[\w'’.&/-]*")
_LONGEST_WORD = 150  # characters; addresses and data have more
_MOST_TITLE = 40  # words
_FEW = 15  # words of a heading or caption
_NARROW, _WIDE, _USUAL = (
    20,
    120,
    40,
)  # characters that lines are wrapped at; narrower ones than usual need more proof


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or a line before the paragraphs are known.

    `quotable` is false where markup says that it is a heading, a picture, code or a table row; `heading` is
    true where it says so.
    """

    text: str
    quotable: bool = True
    heading: bool = False


def paragraphs(lines: list[Paragraph]) -> list[Paragraph | None]:
    """The paragraphs of the lines of a file, stripped; None is a blank line, of which there is one at a time.

    A line is a paragraph, unless the file's lines were wrapped at a width.
    """
    width = wrap_width([line.text for line in lines])
    found: list[Paragraph | None] = []
    before = ""
    for line in lines:
        text = _single_spaced(line.text)
        if not text:
            if found and found[-1] is not None:
                found.append(None)
        elif (
            width
            and found
            and (last := found[-1])
            and _continues(before, line.text, width, first=len(found) == 1)
            and not _heads(last.text, before, line.text, width)
        ):
            found[-1] = Paragraph(f"{last.text} {text}", quotable=last.quotable and line.quotable)
        else:
            found.append(replace(line, text=text))
        before = line.text
    while found and found[-1] is None:
        found.pop()
    return found


def is_title(first: Paragraph) -> bool:
    """Whether a first line is marked as a heading, or reads like one: no final stop, not overlong.

    One question or exclamation is a headline too: of a thousand headlines thirty-four were.
    """
    text, number = first.text, len(_WORD.findall(first.text))
    if first.heading:
        return True
    if is_row(text) or number > _MOST_TITLE:
        return False
    return not _STOP.search(text) or (4 <= number <= 30 and _CALL.fullmatch(text) is not None)


def is_row(text: str) -> bool:
    """Whether a line is a row of a table."""
    return "\t" in text or text.count("|") >= 2


def is_quotable(text: str) -> bool:
    """Whether a paragraph is running text: no table row, caption, byline, date line or heading."""
    number = len(_WORD.findall(text))
    if is_row(text) or number == 0 or any(len(word) > _LONGEST_WORD for word in text.split()):
        return False
    return not is_beside(text) and (number > _FEW or _END.search(text) is not None)


def is_beside(text: str) -> bool:
    """Whether a paragraph stands beside the article: a caption, a byline, a link, tags, a reference."""
    number = len(_WORD.findall(text))
    return (
        (number <= 40 and _pattern("caption").search(text) is not None)
        or (number <= 25 and _LINKED.match(text) is not None)
        or _TAGS.fullmatch(text) is not None
        or (number <= 40 and _NOTE.match(text) is not None)
        or (number <= 8 and (_pattern("byline").match(text) is not None or _is_name(text)))
    )


@cache
def _pattern(what: Literal["caption", "picture", "byline", "link"]) -> re.Pattern[str]:
    """What tells a paragraph with a caption in it, or the beginning of a caption, a byline or a link."""
    picture, byline, link = (
        f"(?:{alternatives(words('vi', 'captions', kind))})" for kind in ("picture", "byline", "link")
    )
    pattern = {
        "caption": rf"(?:^|[\s(\[]){picture}\s*:\s*[^.!?]{{1,60}}[.)\]]*\Z|^\W*{picture}\s*:",
        "picture": rf"\W*{picture}\s*:",
        "byline": rf"\W*{byline}\s*:?\s+[^.!?]{{1,60}}[.)\]]*\Z",
        "link": rf"\W*{link}\b",
    }
    return re.compile(pattern[what], re.IGNORECASE)


def is_heading(text: str) -> bool:
    """Whether a line is but a heading: all capitals, with or without a number (`II. CÁ NHÂN`)."""
    name = _HEADING.sub("", f" {text}", count=1)
    return len(name.split()) <= _FEW and name.isupper() and not re.search(r"\d", name)


def is_aside(sentence: str) -> bool:
    """Whether a sentence of running text is not to be quoted: `Ảnh: Reuters.`, `Xem thêm tại đây.`."""
    if len(_WORD.findall(sentence)) < 3:
        return True
    return len(sentence) <= 100 and bool(
        _pattern("picture").match(sentence) or _pattern("link").match(sentence)
    )


def _is_name(text: str) -> bool:
    """Whether a line is but names: every word has a capital."""
    found = re.findall(r"[^\W\d_]+", text)
    return (
        0 < len(found) <= 5 and all(word[0].isupper() for word in found) and not re.search(r"[!?\"“]", text)
    )


def _single_spaced(line: str) -> str:
    """Without outer and doubled spaces; tabs part the cells of a table and stay."""
    return re.sub(r" {2,}", " ", line.strip(" \n") if line.strip() else "").strip()


def _continues(before: str, line: str, width: int, *, first: bool) -> bool:
    """Whether a wrapped line goes on with the paragraph of the line before."""
    if line[:1] in "\t-*•+" or line.startswith("  ") or is_row(line) or is_row(before):
        return False
    ended = _END.search(before.rstrip()) is not None
    start = line.lstrip()
    short = len(before.rstrip()) + 1 + len(start.split(" ", 1)[0]) <= width - _slack(width)
    if ended:
        return not short
    return not (short and first and start[:1].isupper())


def _heads(paragraph: str, before: str, line: str, width: int) -> bool:
    """Whether a line alone above another is its heading: half as long as others, and a capital below it."""
    return (
        paragraph == _single_spaced(before)
        and 2 * len(paragraph) <= width
        and line.lstrip()[:1].isupper()
        and len(line.strip()) > len(paragraph)
    )


def wrap_width(lines: list[str]) -> int:
    """The width a file was wrapped at, or 0 where its lines are paragraphs."""
    lengths = [len(line.rstrip()) for line in lines if line.strip()]
    if len(lengths) < 5:
        return 0
    width = max(lengths[1:])  # a title may be longer than the columns below it
    if not _NARROW <= width <= _WIDE:
        return 0
    inner = wrapped = lower = 0
    for line, following in pairwise(lines):
        if not line.strip() or not following.strip():
            continue
        inner += 1
        start = following.lstrip()
        # Wrapped means that the next word had no room.
        full = len(line.rstrip()) + 1 + len(start.split(" ", 1)[0]) > width - _slack(width)
        wrapped += full and not _END.search(line.rstrip())
        lower += start[:1].islower()
    proof = (3, 0.5, 0.3) if width >= _USUAL else (5, 0.6, 0.5)
    return width if wrapped >= proof[0] and wrapped >= proof[1] * inner and lower >= proof[2] * inner else 0


def _slack(width: int) -> int:
    """By how much a line may be shorter than the width, and no word more fit into it."""
    return min(8, width // 5)
