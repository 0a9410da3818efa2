"""Cuts a sentence that is too long into clauses."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import cache

from summarizer.text.languages import alternatives, words


def clauses(text: str, limit: Callable[[str], bool]) -> list[tuple[int, int]]:
    """Consecutive spans, with but white space between them, each of which `limit` lets pass.

    `limit` says of a part whether it fits. A part that does not is halved at the best mark near its middle,
    outside quotes and brackets if that can be; a single word is never cut, whether it fits or not.
    """
    begin, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if begin >= end:
        return []
    if limit(text[begin:end]):
        return [(begin, end)]
    ranks = _ranks(text)
    spans, waiting = [], [(begin, end)]
    while waiting:
        begin, end = waiting.pop()
        cut = None if limit(text[begin:end]) else _cut(ranks, begin, end)
        if cut is None:
            spans.append((begin, end))
            continue
        waiting.append((cut, end))
        waiting.append((begin, begin + len(text[begin:cut].rstrip())))
    return spans


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """From the best place to cut to the worst; each matches up to where the next part begins."""
    conjunctions = alternatives(words("vi", "function_words", "conjunction"))
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            r"[;.!?…][\"”’»)\]]*\s+",
            r":\s+",
            rf",\s+(?=(?:{conjunctions})\s)",
            r",\s+",
            rf"\s(?=(?:{conjunctions})\s)",
            r"\s(?=[–—-]\s)",  # often the dash of a compound: khoa học - công nghệ
            r"\s+",
        )
    )


def _ranks(text: str) -> list[list[int]]:
    """Where the text may be cut: for each rank the places outside quotes and brackets; then all spaces."""
    inside = _inside_quotes(text)
    places = [[match.end() for match in pattern.finditer(text)] for pattern in _patterns()]
    return [[place for place in rank if not inside[place - 1]] for rank in places] + [
        places[0],
        places[3],
        places[-1],
    ]


def _inside_quotes(text: str) -> bytearray:
    """For every place whether it is within a quotation or brackets that are closed."""
    inside = bytearray(len(text) + 1)
    for pattern in (r"\([^()]*\)", r"\[[^\[\]]*\]", r"“[^“”]*”", r'"[^"]*"', r"«[^«»]*»"):
        for match in re.finditer(pattern, text):
            inside[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    return inside


def _cut(ranks: list[list[int]], begin: int, end: int) -> int | None:
    """The place of the best rank that lies near the middle; else the best-placed one of any rank."""
    middle, margin = (begin + end) / 2, (end - begin) / 4
    for low, high in ((middle - margin, middle + margin), (begin + 1, end - 1)):
        for rank in ranks:
            first, last = bisect_left(rank, low), bisect_right(rank, high)
            if first < last:
                nearest = bisect_left(rank, middle, first, last)
                near = rank[max(first, nearest - 1) : min(last, nearest + 1)]
                return min(near, key=lambda place: abs(place - middle))
    return None
