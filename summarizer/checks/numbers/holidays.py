"""Holidays that English may name where Vietnamese gives their date: dịp 2/9, on National Day."""

import re
from functools import cache

from summarizer.text.languages import rows

_DATE = re.compile(r"(?<![\d/.,-])(\d\d?)(?:[/.-]| tháng )(\d\d?)(?![\d%]|[.,]\d)")
_LONGEST_GAP = 40  # characters


def named(source: str, output: str) -> list[tuple[int, int]]:
    """Where the source has dates whose holiday the output names: from which character to which."""
    return [
        match.span()
        for match in _DATE.finditer(source)
        if (name := _names().get((int(match[1]), int(match[2])))) is not None and name.search(output)
    ]


@cache
def _names() -> dict[tuple[int, int], re.Pattern[str]]:
    """What tells the names of the holidays of a day and month."""
    found = {}
    for date, names in rows("en", "holidays"):
        day, month = map(int, date.split("/"))
        forms = re.escape(names).replace(r"\|", "|").replace("'", "['’]")
        forms = forms.replace(r"\ \.\.\.", f".{{0,{_LONGEST_GAP}}}")
        found[day, month] = re.compile(rf"\b(?:{forms})\b", re.IGNORECASE)
    return found
