"""Ranks in a row: đứng thứ 4, lần thứ ba."""

import re
from collections.abc import Iterator

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.checks.numbers.words import number_words, vietnamese_number
from summarizer.report import Finding

_RANK = re.compile(
    r"\b(?:đứng|xếp|hạng|vị trí|lần|về|giải)(?: vị trí| hạng)?"
    r"(?: thứ|(?<=hạng)|(?<=giải)(?= (?:nhất|nhì|ba|tư)\b)) "
    r"(?P<rank>\d+|nhất|nhì|một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)\b(?! (?:lăm|mươi|nghìn|trăm|triệu))",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"\b(?:(?P<digits>\d+)(?:st|nd|rd|th)|(?P<word>first|second|third|fourth|fifth|sixth|seventh"
    r"|eighth|ninth|tenth"
    r"|eleventh|twelfth))\b(?! (?:time and again|of all|century|quarter|half|floor))",
    re.IGNORECASE,
)
_FIRST = {"nhất": 1, "nhì": 2, "một": 1}


def check(source: Source, output: Output) -> Iterator[Finding]:
    """An error for a rank that the English gives as another: đứng thứ 4, ranked fifth."""
    ranks = {_value(match["rank"]): match[0] for match in _RANK.finditer(source.text)}
    if not ranks:
        return
    own = {value for quantity in source.quantities for value in quantity.values} | set(ranks)
    said = {value for quantity in output.quantities for value in quantity.values}
    new = [match[0] for match in _ORDINAL.finditer(output.text) if _said(match) not in own]
    for value, text in ranks.items():
        if value not in said and new:
            other = new.pop(0)
            message = f"the article says {text}; the translation says {other}"
            yield finding("number", message, expected=text, found=other)


def _value(rank: str) -> float:
    lower = rank.casefold()
    if lower.isdigit():
        return float(lower)
    return float(_FIRST.get(lower) or vietnamese_number(lower))


def _said(match: re.Match[str]) -> float:
    return float(match["digits"] or number_words("en").small[match["word"].casefold()])
