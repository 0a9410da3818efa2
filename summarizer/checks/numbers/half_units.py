"""Units and a half: một năm rưỡi is a year and a half, or 18 months."""

import re
from collections.abc import Iterator
from functools import cache

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.checks.numbers.measures import sizes_of
from summarizer.checks.numbers.quantity import Quantity, same_size
from summarizer.checks.numbers.words import number_words, vietnamese_number
from summarizer.report import Finding
from summarizer.text.languages import alternatives

_UNITS = {"năm": "years", "tháng": "months", "tuần": "weeks", "ngày": "days", "giờ": "hours",
          "tiếng": "hours", "phút": "minutes"}  # fmt: skip
_HALF = re.compile(r"\bhal(?:f|ves)\b|\d[.,]5|\d[.:]30|½|\bmid", re.IGNORECASE)


def check(source: Source, output: Output) -> Iterator[Finding]:
    """An error for a unit and a half of time that the English says neither so nor in a smaller unit."""
    if _HALF.search(output.text):
        return
    for given, english in source.once(find):
        if not any(same_size(given, one) for one in output.quantities):
            message = f"the article says {given.text} ({english}); the translation does not"
            yield finding("number", message, expected=f"{given.text} ({english})")


def find(text: str) -> list[tuple[Quantity, str]]:
    """The units and a half of time of a Vietnamese text, with their sizes and their English."""
    found = []
    for match in _given().finditer(text):
        whole = vietnamese_number(match["number"])
        unit = _UNITS[match["unit"].casefold()]
        sizes = frozenset(sizes_of(unit, frozenset((whole + 0.5,))))
        given = Quantity(match[0], *match.span(), frozenset(), exact=True, sizes=sizes)
        found.append((given, f"{whole}½ {unit}"))
    return found


@cache
def _given() -> re.Pattern[str]:
    numbers = alternatives(number_words("vi").small)
    units = alternatives(_UNITS)
    return re.compile(
        rf"(?<![\d.,:/])(?<!tháng )\b(?P<number>\d\d?|{numbers}) (?P<unit>{units}) rưỡi\b"
        r"(?! (?:sáng|chiều|tối))",
        re.IGNORECASE,
    )
