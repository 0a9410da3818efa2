"""Holidays that English may name where Vietnamese gives their date: dịp 2/9, on National Day."""

import re
from functools import cache

from summarizer.text.languages import rows

_DATE = re.compile(r"(?<![\d/.,-])(\d\d?)(?:[/.-]| tháng )(\d\d?)(?![\d%]|[.,]\d)")
# The last night of the lunar year, by its day or without.
_EVE = re.compile(r"\b(?:29|30|ba mươi|hai mươi chín) tết\b", re.IGNORECASE)
_EVE_NAMED = re.compile(
    r"\b(?:new year['’]?s? eve|tet eve|eve of (?:the )?(?:tet|lunar new year))\b", re.IGNORECASE
)
_LONGEST_GAP = 40  # characters


def named(source: str, output: str) -> list[tuple[int, int]]:
    """Where the source has days whose holiday the output names, also đêm 30 Tết: from where to where."""
    eves = _EVE.finditer(source) if _EVE_NAMED.search(output) else ()
    return [match.span() for match in eves] + [
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
