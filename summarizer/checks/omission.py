"""Whether a part of the source left no trace in its translation."""

import re
from collections.abc import Iterator
from math import sqrt

from summarizer.checks import length
from summarizer.checks.endings import is_closed
from summarizer.report import Finding

_MARK = re.compile(r"[,;:–—](?=\s)")
# What a lost mark weighs against a standard deviation of length: logistic regression of clauses dropped from
# 6,000 training pairs. Which known words came through was tried as well: it added nothing to these two.
_MARKS = 0.9
# How much shorter English headlines are than Vietnamese ones, in standard deviations: the mean of the 300 of
# the training pairs that have 13 to 30 syllables and no end mark.
_HEADLINE, _HEADLINE_SYLLABLES = 0.8, range(13, 31)
# Of right translations of the training pairs 0.6% are above the first, 2% above the second.
LOST = 3.1
PERHAPS = 2.3


def score(source: str, output: str) -> float:
    """How likely something was dropped: standard deviations too short, and commas and colons that are gone.

    Real translations of news are around 0; see `LOST` and `PERHAPS`.
    """
    ours, theirs = len(_MARK.findall(source)), len(_MARK.findall(output))
    gone = (ours - theirs) / sqrt(ours + theirs + 1)
    return _MARKS * gone - length.deviation(source, output) - _HEADLINE * _is_headline(source, output)


def _is_headline(source: str, output: str) -> bool:
    return (
        length.words(source) in _HEADLINE_SYLLABLES
        and source.rstrip()[-1:] not in (",", ";", ":")
        and not is_closed(source)
        and not is_closed(output)
    )


def check(source: str, output: str) -> Iterator[Finding]:
    """An error for a translation that most likely lost a part of its sentence, a warning if it may have."""
    lost = score(source, output)
    if lost <= PERHAPS:
        return
    usual, english = round(length.expected(source)[0]), length.words(output)
    is_error = lost > LOST
    yield Finding(
        kind="omission",
        severity="error" if is_error else "warning",
        message=f"{length.words(source)} syllables became {english} words; about {usual} are usual:"
        f" something {'is' if is_error else 'may be'} missing",
        expected=f"about {usual} words",
        found=f"{english} words",
    )
