"""Whether the output is about as long as such outputs are."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from math import log, sqrt
from pathlib import Path

from summarizer.report import Finding

_WORD = re.compile(r"\w+(?:[.,'’-]\w+)*")
# The variance of the mean of the two logarithms below: of any sentence, and of one syllable, by which short
# ones scatter more. Fitted to 38,000 news pairs (the training parts of the Asian Language Treebank and of
# VLSP 2020), as was the table `lengths.txt`.
_VARIANCE, _VARIANCE_OF_ONE = 0.0065, 0.28
# Standard deviations from what is expected; what is too short, `omission` tells.
TOO_LONG = 3.5


def words(text: str) -> int:
    """How many words or syllables a text has; a number is one."""
    return len(_WORD.findall(text))


@lru_cache(maxsize=1024)
def expected(source: str) -> tuple[float, float]:
    """How many English words and characters the translation of a Vietnamese sentence has by its syllables."""
    table = _table()
    other = table["<other>"]
    classes = [_class(syllable, opens=place == 0) for place, syllable in enumerate(_WORD.findall(source))]
    added = [table.get(one, other) for one in classes]
    added += [table[pair] for pair in map(" ".join, pairwise(classes)) if pair in table]
    return sum(words for words, _ in added), sum(characters for _, characters in added)


def deviation(source: str, output: str) -> float:
    """How many standard deviations a translation's length is off what real ones show; negative is short."""
    syllables, english = words(source), words(output)
    if not syllables or not english:
        return 0.0 if syllables == english else (-99.0 if syllables else 99.0)
    by_words, by_characters = expected(source)
    off = (log(english / max(0.5, by_words)) + log(len(output.strip()) / max(2.0, by_characters))) / 2
    return off / sqrt(_VARIANCE + _VARIANCE_OF_ONE / syllables)


def check(source: str, output: str) -> Iterator[Finding]:
    """A warning for a translation much longer than its sentence."""
    if deviation(source, output) <= TOO_LONG:
        return
    usual, english = round(expected(source)[0]), words(output)
    yield Finding(
        kind="addition",
        severity="warning",
        message=f"{words(source)} syllables became {english} words; about {usual} are usual:"
        " something is added",
        expected=f"about {usual} words",
        found=f"{english} words",
    )


def check_summary(sentences: Sequence[str], maximum: int) -> Iterator[Finding]:
    """A warning where a summary has more sentences than asked for, an error where it is empty."""
    if 1 <= len(sentences) <= maximum:
        return
    yield Finding(
        kind="length",
        severity="warning" if sentences else "error",
        message=f"the summary has {len(sentences)} sentences; at most {maximum} were asked for"
        if sentences
        else "the summary is empty",
        expected=f"at most {maximum} sentences",
        found=f"{len(sentences)} sentences",
    )


def _class(syllable: str, *, opens: bool) -> str:
    """The row of the table: numbers and the syllables of names share theirs."""
    if any(letter.isdigit() for letter in syllable):
        return "<number>"
    if syllable[0].isupper() and not opens:
        return "<latin>" if syllable.isascii() and len(syllable) > 6 else "<capital>"
    return syllable.casefold()


@cache
def _table() -> dict[str, tuple[float, float]]:
    table = {}
    for line in Path(__file__).with_name("lengths.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            syllable, english, characters = line.split("|")
            table[syllable] = float(english), float(characters)
    return table
