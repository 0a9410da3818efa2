"""Abbreviations and stock codes of which one letter became another: HSG, of HPG."""

import re
from collections.abc import Iterator

from rapidfuzz.distance import Hamming

from summarizer.checks.analysed import Output, Source
from summarizer.checks.names.phrases import changed
from summarizer.report import Finding

# Not the codes of money, which are a matter of amounts: USD is no USA.
_SHORT = re.compile(
    r"(?<![\w-])(?!(?:USD|VND|VNĐ|EUR|GBP|JPY|CNY|KRW|THB|AUD|CAD|SGD|HKD|TWD|CHF|NDT|RMB)\b)"
    r"[A-Z]{3,5}(?![\w-])"
)


def check(source: Source, output: Output) -> Iterator[Finding]:
    """An error for each that the English lacks, where it has one instead that differs by a letter.

    Other letters in another order are another language's: ADN, DNA. Texts in capitals alone have none.
    """
    if source.text.isupper() or output.text.isupper():
        return
    ours, theirs = (dict.fromkeys(_SHORT.findall(text)) for text in (source.text, output.text))
    new = [other for other in theirs if other not in ours]
    for one in (one for one in ours if one not in theirs):
        for other in new:
            if len(one) == len(other) and Hamming.distance(one, other) == 1:
                yield changed(one, other)
