"""Lists of an article whose items stand in paragraphs of their own: `- Báo cháy;`, `a) Cắt điện`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from summarizer.text.list_marks import kind_of, mark_of
from summarizer.text.vectors import words

_INTRODUCES = re.compile(r":\s*\Z|(?<!\w)(?:như sau|sau đây|dưới đây|gồm)\s*[:.]*\s*\Z", re.IGNORECASE)
_BRAND = re.compile(r"[^\W\d_]\w*[A-Z]")  # iPhone, eSIM
_GAP = 2  # paragraphs without a mark that end a list
_WHOLE = 50  # syllables of a list that is told whole
_LONG = 35  # of the words that introduce a list, told with each of its items


@dataclass(frozen=True, slots=True)
class Listed:
    """A list, by the indexes of the sentence that introduces it and of those that begin its items.

    `within` are items of other lists inside it that nothing introduces: no reader knows to which item they
    belong.
    """

    introduction: int
    items: tuple[int, ...]
    within: tuple[int, ...] = ()


@dataclass(slots=True)
class _Open:
    """A list that may go on, with the kind of its marks and the paragraphs without a mark behind it."""

    introduction: int
    kind: str
    items: list[int]
    within: list[int] = field(default_factory=list)
    missed: int = 0


def lists(texts: Sequence[str], paragraphs: Sequence[int]) -> list[Listed]:
    """The lists in an article's sentences that another sentence introduces, in order.

    A list within an item that introduces it is one of its own. Marks of another kind that nothing introduces
    belong to the list before them, be they below an item or behind the last one.
    """
    found: list[_Open] = []
    open_: list[_Open] = []  # the outermost first
    for first in (i for i in range(len(texts)) if i == 0 or paragraphs[i] != paragraphs[i - 1]):
        kind = kind_of(mark_of(texts[first]))
        if not kind:
            for one in open_:
                one.missed += 1
            open_ = [one for one in open_ if one.missed < _GAP]
            continue
        depth = next((at for at, one in enumerate(open_) if one.kind == kind), len(open_))
        introduced = first > 0 and introduces_list(texts[first - 1])
        if introduced and (depth == len(open_) or any(one.missed for one in open_)):
            open_ = [*open_[:depth], _Open(first - 1, kind, [first])]
            found.append(open_[-1])
        elif depth < len(open_):
            open_ = open_[: depth + 1]
            open_[-1].items.append(first)
        elif open_:
            open_[0].within.append(first)
        for one in open_:
            one.missed = 0
    return [Listed(one.introduction, tuple(one.items), tuple(one.within)) for one in found]


def introduces_list(text: str) -> bool:
    """Whether the items of a list may stand behind a sentence: `Mức phạt như sau:`."""
    return _INTRODUCES.search(text) is not None


def without_mark(text: str) -> str:
    """The text without the dash or number of an item before it."""
    mark = mark_of(text)
    rest = text[len(mark) :]
    return rest[:1].upper() + rest[1:] if mark and not _BRAND.match(rest) else rest


def with_introduction(texts: Sequence[str], one: Listed, item: int) -> tuple[str, tuple[int, ...]] | None:
    """An item behind the words that introduce its list, and the indexes of the sentences that it is from.

    A short list is told whole with its first item; `…` stands for the others of a long one. None where the
    item is told with another one or introduces a list itself, or where what introduces it is too long.
    """
    if introduces_list(texts[item]):
        return None
    lead = without_mark(texts[one.introduction]).rstrip(" .")
    lead = lead if lead.endswith(":") else f"{lead}:"
    told = [without_mark(texts[index]).rstrip(" .;,…") for index in one.items]
    whole = f"{lead} {'; '.join(told)}."
    if len(words(whole)) <= _WHOLE and not any(introduces_list(texts[index]) for index in one.items):
        return (whole, (one.introduction, *one.items)) if item == one.items[0] else None
    if len(words(lead)) > _LONG:
        return None
    at = one.items.index(item)
    before, behind = "… " if at else "", "." if at == len(told) - 1 else "…"
    return f"{lead} {before}{told[at]}{behind}", (one.introduction, item)
