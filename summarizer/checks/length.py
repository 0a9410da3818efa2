"""The output is about as long as such outputs are."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from math import log, sqrt
from pathlib import Path

from summarizer.checks.analysed import Output, Source, Summary
from summarizer.checks.findings import finding
from summarizer.counted import counted
from summarizer.report import Finding, Kind, Severity

_WORD = re.compile(r"\w+(?:[.,'’-]\w+)*")
# The variance of the mean of the two logarithms below: of any sentence, and of one syllable, by which short
# ones scatter more. Fitted to 38,000 news pairs (the training parts of the Asian Language Treebank and of
# VLSP 2020), as was the table `lengths.txt`.
_VARIANCE, _VARIANCE_OF_ONE = 0.0065, 0.28
# Standard deviations from what is expected; what is too short, `omission` tells.
TOO_LONG = 3.5
_LONG_NUMBER = 3  # spaces of a written-out number that English may give in digits


def words(text: str) -> int:
    """How many words or syllables a text has; a number is one."""
    return len(_WORD.findall(text))


def expected(source: str) -> tuple[float, float]:
    """How many English words and characters the translation of a Vietnamese sentence has by its syllables."""
    table = _table()
    other = table["<other>"]
    classes = [_class(syllable, opens=place == 0) for place, syllable in enumerate(_WORD.findall(source))]
    added = [table.get(one, other) for one in classes]
    added += [table[pair] for pair in map(" ".join, pairwise(classes)) if pair in table]
    return sum(words for words, _ in added), sum(characters for _, characters in added)


def deviation(source: Source, output: Output) -> float:
    """How many standard deviations a translation's length is off what real ones show; negative is short."""
    syllables, english = source.once(words), output.once(words)
    if not syllables or not english:
        return 0.0 if syllables == english else (-99.0 if syllables else 99.0)
    long = [one for one in source.quantities if one.text.count(" ") >= _LONG_NUMBER]
    if long and any(letter.isdigit() for letter in output.text):  # ba mươi tư triệu is 34 million
        text = source.text
        for one in reversed(long):
            text = f"{text[: one.start]}100.000{text[one.end :]}"
        syllables, (by_words, by_characters) = words(text), expected(text)
    else:
        by_words, by_characters = source.once(expected)
    off = (log(english / max(0.5, by_words)) + log(len(output.text.strip()) / max(2.0, by_characters))) / 2
    return off / sqrt(_VARIANCE + _VARIANCE_OF_ONE / syllables)


def check(source: Source, output: Output) -> Iterator[Finding]:
    """A warning for a translation much longer than its sentence."""
    if deviation(source, output) > TOO_LONG:
        yield unusual("addition", "warning", source, output, "something is added")


def unusual(kind: Kind, severity: Severity, source: Source, output: Output, why: str) -> Finding:
    """A finding for a translation that is much longer or shorter than its sentence lets expect."""
    usual, english = round(source.once(expected)[0]), counted(output.once(words), "word")
    syllables, are = counted(source.once(words), "syllable"), "is" if usual == 1 else "are"
    message = f"{syllables} became {english}; about {usual} {are} usual: {why}"
    return finding(kind, message, severity, expected=f"about {counted(usual, 'word')}", found=english)


def check_summary(_: Source, summary: Summary) -> Iterator[Finding]:
    """A warning where a summary has more sentences than asked for, an error where it is empty."""
    count, most = len(summary.sentences), summary.maximum
    if 1 <= count <= most:
        return
    yield finding(
        "length",
        f"the summary has {count} sentences; at most {most} were asked for"
        if count
        else "the summary is empty",
        "warning" if count else "error",
        expected=f"at most {counted(most, 'sentence')}",
        found=f"{count} sentences",
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
