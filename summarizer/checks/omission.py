"""Whether a part of the source left no trace in its translation."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import log
from pathlib import Path

from summarizer.checks import length
from summarizer.report import Finding

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LONGEST = 4


@dataclass(frozen=True, slots=True)
class _Anchor:
    """What a Vietnamese word is in English, and how much its presence and its absence tell.

    `present` and `absent` are natural logarithms of how much likelier each is where the word was dropped
    than where it was translated.
    """

    english: tuple[str, ...]
    present: float
    absent: float


@dataclass(frozen=True, slots=True)
class Gap:
    """The stretch of the source that most likely was dropped, and the evidence for it (nats)."""

    evidence: float
    text: str


def gap(source: str, output: str) -> Gap:
    """The stretch of a Vietnamese sentence whose words have least trace in the English.

    Each known word is a test of translated against dropped; the stretch is the one with the largest sum of
    log-likelihood ratios (Kadane's maximum subarray).
    """
    words = [word.casefold() for word in _WORD.findall(output)]
    line = " ".join(words)
    places = list(_WORD.finditer(source))
    best, start, total, opened = 0.0, 0, 0.0, 0
    span: tuple[int, int] | None = None
    for first, last, anchor in _anchors(tuple(place[0].casefold() for place in places)):
        there = any(
            form in line if " " in form else any(word.startswith(form) for word in words)
            for form in anchor.english
        )
        if total <= 0:
            total, opened = 0.0, first
        total += anchor.present if there else anchor.absent
        if total > best:
            best, start, span = total, opened, (opened, last)
    if span is None:
        return Gap(0.0, "")
    return Gap(best, source[places[start].start() : places[span[1]].end()])


def score(source: str, output: str) -> float:
    """How likely it is that something was dropped: larger is likelier, 0 is unremarkable."""
    return gap(source, output).evidence - LENGTH * length.deviation(source, output)


def _anchors(words: tuple[str, ...]) -> Iterator[tuple[int, int, _Anchor]]:
    known = _table()
    index = 0
    while index < len(words):
        for size in range(min(_LONGEST, len(words) - index), 0, -1):
            anchor = known.get(words[index : index + size])
            if anchor is not None:
                yield index, index + size - 1, anchor
                index += size
                break
        else:
            index += 1


@cache
def _table() -> dict[tuple[str, ...], _Anchor]:
    table = {}
    for line in Path(__file__).with_name("anchors.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        word, translated, chance, *english = line.split("|")
        p, q = float(translated), float(chance)
        table[tuple(word.split())] = _Anchor(tuple(english), log(q / p), log((1 - q) / (1 - p)))
    return table


LENGTH = 1.0
