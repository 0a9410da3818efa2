"""Lists of an article whose items stand in paragraphs of their own: `- Báo cháy;`, `a) Cắt điện`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.text.names import CAPITAL
from summarizer.text.vectors import words

_MARKS = {
    "bullet": re.compile(r"[-–—•●▪+*]\s+(?=\S)"),
    "number": re.compile(r"\(?\d{1,2}[.)/]\s+(?=[^\W\d_]|[“\"])"),
    "letter": re.compile(r"\(?[a-zđ]\)\s+(?=\S)"),
    "roman": re.compile(rf"(?:I{{1,3}}|IV|VI{{1,3}}|IX)\.\s+(?={CAPITAL})"),  # V. and X. are initials, too
}
_INTRODUCES = re.compile(r":\s*\Z|(?<!\w)(?:như sau|sau đây|dưới đây|gồm)\s*[:.]*\s*\Z", re.IGNORECASE)
_GAP = 2  # paragraphs without a mark that end a list
_WHOLE = 50  # syllables of a list that is told whole
_LONG = 35  # of the words that introduce a list, told with each of its items


@dataclass(frozen=True, slots=True)
class Listed:
    """A list, by the indexes of the sentence that introduces it and of those that begin its items."""

    introduction: int
    items: tuple[int, ...]


def lists(texts: Sequence[str], paragraphs: Sequence[int]) -> list[Listed]:
    """The lists in an article's sentences that another sentence introduces, in order."""
    heads = [i for i in range(len(texts)) if i == 0 or paragraphs[i] != paragraphs[i - 1]]
    found, at = [], 0
    while at < len(heads):
        first = heads[at]
        kind = _kind(texts[first])
        if kind and first and _INTRODUCES.search(texts[first - 1]):
            items, missed = [], 0
            while at < len(heads) and missed < _GAP:
                same = _kind(texts[heads[at]]) == kind
                missed = 0 if same else missed + 1
                items += [heads[at]] if same else []
                at += 1
            found.append(Listed(first - 1, tuple(items)))
            at = heads.index(items[-1])
        at += 1
    return found


def without_mark(text: str) -> str:
    """The text without the dash or number of an item before it."""
    kind = _kind(text)
    rest = text[match.end() :] if kind and (match := _MARKS[kind].match(text)) else text
    return rest[:1].upper() + rest[1:] if kind else text


def with_introduction(texts: Sequence[str], one: Listed, item: int) -> tuple[str, tuple[int, ...]] | None:
    """An item behind the words that introduce its list, and the indexes of the sentences that it is from.

    A short list is told whole with its first item; `…` stands for the others of a long one. None where the
    item is told with another one, or where what introduces it is too long.
    """
    lead = without_mark(texts[one.introduction]).rstrip(" .")
    lead = lead if lead.endswith(":") else f"{lead}:"
    told = [without_mark(texts[index]).rstrip(" .;,…") for index in one.items]
    whole = f"{lead} {'; '.join(told)}."
    if len(words(whole)) <= _WHOLE:
        return (whole, (one.introduction, *one.items)) if item == one.items[0] else None
    if len(words(lead)) > _LONG:
        return None
    at = one.items.index(item)
    before, behind = "… " if at else "", "." if at == len(told) - 1 else "…"
    return f"{lead} {before}{told[at]}{behind}", (one.introduction, item)


def _kind(text: str) -> str | None:
    """What mark of an item a text begins with, if with one."""
    return next((kind for kind, mark in _MARKS.items() if mark.match(text)), None)
