"""Days of Tet: mùng 4 Tết is the fourth of the first lunar month, 28 Tết one of the last month's last."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.checks.numbers.words import number_words, vietnamese_number
from summarizer.report import Finding

_DAY = re.compile(
    r"\b(?:(?:mùng|mồng) (?P<new>10|[1-9]|một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười)"
    r"|(?P<old>2[3-9]|30))(?: tháng chạp| âm lịch)? tết\b(?! (?:dương|tây|trung thu|đoan ngọ|thiếu nhi))",
    re.IGNORECASE,
)
_OTHER = re.compile(r"\b(?:chạp|giêng|âm|rằm|tháng \d)\b", re.IGNORECASE)  # explains another lunar month
_MONTH = re.compile(
    r"\b(?P<which>\w+|\d+(?:st|nd|rd|th)) (?:lunar month|month of the lunar)\b", re.IGNORECASE
)
_FIRST = frozenset(("first", "1st", "new", "next"))
_LAST = frozenset(("last", "twelfth", "12th", "final", "old"))
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


@dataclass(frozen=True, slots=True)
class Day:
    """A day of Tet at `text[start:end]`: the new year's, or one of the last before it."""

    text: str
    start: int
    end: int
    number: int
    new: bool

    @property
    def english(self) -> str:
        """The day as English says it."""
        if self.new:
            return f"the {self.number}{_ENDINGS.get(self.number, 'th')} day of Tet"
        return f"the {self.number}th of the last lunar month"


def check(source: Source, output: Output) -> Iterator[Finding]:
    """An error for a day of Tet that the English puts into another lunar month."""
    days = source.once(find)
    if not days or _OTHER.search(source.text, 0, days[0].start) or _OTHER.search(source.text, days[-1].end):
        return
    fits = frozenset().union(*(_FIRST if day.new else _LAST for day in days))
    for match in _MONTH.finditer(output.text):
        which = match["which"].casefold()
        ordinal = which in number_words("en").small or which[0].isdigit() or which in _FIRST | _LAST
        if ordinal and which not in fits:
            text = days[0].text
            message = f"the article says {text} ({days[0].english}); the translation says {match[0]}"
            yield finding("number", message, expected=f"{text} ({days[0].english})", found=match[0])
            return


def find(text: str) -> list[Day]:
    """The days of Tet of a Vietnamese text that have a number, in order."""
    return [
        Day(match[0], *match.span(), vietnamese_number(match["new"] or match["old"]), bool(match["new"]))
        for match in _DAY.finditer(text)
    ]
