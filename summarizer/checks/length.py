"""Whether the output is about as long as such outputs are."""

import re
from collections.abc import Iterator, Sequence
from math import exp, log

from summarizer.report import Finding

_WORD = re.compile(r"\w+(?:[.,'’-]\w+)*")
# English words a Vietnamese syllable, as a natural logarithm, over 8,000 news pairs of the Asian Language
# Treebank and VLSP 2020 (their training parts): a straight line in the logarithm of the syllables.
_SLOPE, _BASE = -0.1, 0.0
# The variance about that line: of any sentence, and of one syllable, by which short ones scatter more.
_VARIANCE, _VARIANCE_OF_ONE = 0.014, 0.32
# Standard deviations from that line.
TOO_SHORT = -3.2
TOO_LONG = 3.5


def words(text: str) -> int:
    """How many words or syllables a text has; a number is one."""
    return len(_WORD.findall(text))


def deviation(source: str, output: str) -> float:
    """How many standard deviations the length of a translation is off what real ones show; negative is short."""
    syllables, english = words(source), words(output)
    if not syllables or not english:
        return 0.0 if syllables == english else (-99.0 if syllables else 99.0)
    spread = (_VARIANCE + _VARIANCE_OF_ONE / syllables) ** 0.5
    return (log(english / syllables) - (_BASE + _SLOPE * log(syllables))) / spread


def check(source: str, output: str) -> Iterator[Finding]:
    """An error for a translation much shorter than its sentence, a warning for one much longer."""
    off = deviation(source, output)
    if TOO_SHORT <= off <= TOO_LONG:
        return
    syllables, english = words(source), words(output)
    usual = round(syllables * exp(_BASE + _SLOPE * log(syllables))) if syllables else 0
    short = off < 0
    yield Finding(
        kind="omission" if short else "addition",
        severity="error" if short else "warning",
        message=(
            f"{syllables} syllables became {english} words; about {usual} are usual:"
            f" something is {'missing' if short else 'added'}"
        ),
        expected=f"about {usual} words",
        found=f"{english} words",
    )


def check_summary(sentences: Sequence[str], maximum: int) -> Iterator[Finding]:
    """A warning where a summary is empty or has more sentences than asked for."""
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
