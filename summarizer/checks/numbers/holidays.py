"""Holidays that English may name where Vietnamese gives their date: dịp 2/9, on National Day."""

import re

# Day and month, and words of its English name.
_HOLIDAYS: dict[tuple[int, int], str] = {
    (1, 1): r"new year", (31, 12): r"new year['’]s eve|new year",
    (3, 2): r"founding", (8, 3): r"women['’]?s['’]? day", (20, 10): r"women['’]?s['’]? day",
    (30, 4): r"(?:liberation|reunification|unification|victory) (?:day|holiday)|liberation of the south",
    (1, 5): r"(?:may|labou?r|workers['’]?) day",
    (1, 6): r"children['’]?s['’]? day",
    (27, 7): r"(?:invalids?|martyrs).{0,20} day",
    (19, 8): r"august revolution",
    (2, 9): r"(?:national|independence) (?:day|holiday)",
    (20, 11): r"teachers?['’]?s?['’]? day",
    (22, 12): r"(?:people['’]s|vietnam|armed forces|defen[cs]e|army).{0,40}day|people['’]s army",
    (24, 12): r"christmas eve", (25, 12): r"christmas",
}  # fmt: skip
_NAMES = {date: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for date, words in _HOLIDAYS.items()}
_DATE = re.compile(r"(?<![\d/.,-])(\d\d?)(?:[/.-]| tháng )(\d\d?)(?![\d%]|[.,]\d)")


def named(source: str, output: str) -> list[tuple[int, int]]:
    """Where the source has dates whose holiday the output names: from which character to which."""
    return [
        match.span()
        for match in _DATE.finditer(source)
        if (name := _NAMES.get((int(match[1]), int(match[2])))) is not None and name.search(output)
    ]
