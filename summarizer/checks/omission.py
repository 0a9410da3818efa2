"""No part of the source is missing from its translation."""

import re
from collections.abc import Iterator
from math import sqrt

from summarizer.checks import length
from summarizer.checks.analysed import Output, Source
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


def score(source: Source, output: Output) -> float:
    """How likely something was dropped: standard deviations too short, and commas and colons that are gone.

    Real translations of news are around 0; see `LOST` and `PERHAPS`.
    """
    ours, theirs = source.once(_marks), _marks(output.text)
    gone = (ours - theirs) / sqrt(ours + theirs + 1)
    return _MARKS * gone - length.deviation(source, output) - _HEADLINE * _is_headline(source, output)


def check(source: Source, output: Output) -> Iterator[Finding]:
    """An error for a translation that most likely lost a part of its sentence, a warning if it may have."""
    lost = score(source, output)
    if lost > LOST:
        yield length.unusual("omission", "error", source, output, "something is missing")
    elif lost > PERHAPS:
        yield length.unusual("omission", "warning", source, output, "something may be missing")


def _marks(text: str) -> int:
    return len(_MARK.findall(text))


def _is_headline(source: Source, output: Output) -> bool:
    return (
        source.once(length.words) in _HEADLINE_SYLLABLES
        and source.text.rstrip()[-1:] not in (",", ";", ":")
        and not is_closed(source.text)
        and not is_closed(output.text)
    )
