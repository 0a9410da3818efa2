"""Dates of the lunar calendar: mùng 6 tháng Giêng is the sixth of the first lunar month, no January 6."""

import re
from collections.abc import Iterator
from functools import cache

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.checks.numbers import tet
from summarizer.checks.numbers.words import number_words
from summarizer.report import Finding
from summarizer.text.languages import alternatives

_DATE = re.compile(
    r"(?:\b(?:ngày|mùng|mồng|rằm) )?(?:\b\d\d? )?\btháng (?P<named>giêng|chạp)\b(?!,? (?:năm )?(?:19|20)\d\d)"
    r"|(?:\b(?:mùng|mồng|ngày) )?\d\d?(?: tháng |/)(?P<month>\d\d?)(?=(?: năm \w+)?,? ?\(?âm lịch)"
    r"|\brằm tháng (?P<full>giêng|\d\d?|bảy|tám)\b",
    re.IGNORECASE,
)
# Overseas papers also call January tháng Giêng; with these it is the lunar month.
_FEAST = re.compile(
    r"\b(?:mùng|mồng|rằm|âm lịch|chạp|tết|hội|lễ hội|chùa|đền|miếu|cúng|giỗ|xuân|khai ấn)\b", re.IGNORECASE
)
_FULL_MOON = re.compile(r"\brằm\b", re.IGNORECASE)
_SAID_FULL_MOON = re.compile(
    r"\b15(?:th)?\b|\bfifteenth\b|\bfull[ -]moon\b|\bmid-autumn\b" r"|\bRam\b", re.IGNORECASE
)
_LUNAR = re.compile(r"\blunar\b", re.IGNORECASE)
_NEAR = 6  # characters between a month and the feast that it belongs to
LUNAR = re.compile(r"\blunar\b|\bTet\b", re.IGNORECASE)


def check(source: Source, output: Output) -> Iterator[Finding]:
    """An error where the English has the month of a lunar date in the common calendar."""
    dates = [match for match in _DATE.finditer(source.text) if _FEAST.search(source.text)]
    if not dates:
        return
    month = _english_month().search(output.text)
    if (
        month is not None
        and not _LUNAR.search(output.text)
        and "Tet" not in output.text[max(0, month.start() - _NEAR) : month.end() + 2 * _NEAR]
        and not _SOLAR.search(source.text, dates[-1].end())
    ):
        text = dates[0][0].strip()
        message = f"{text} is a date of the lunar calendar; the translation says {month[0]}"
        yield finding("number", message, expected=f"{text} (lunar)", found=month[0])
    elif _FULL_MOON.search(source.text) and not _SAID_FULL_MOON.search(output.text):
        message = "the article says rằm (the 15th, full moon); the translation does not"
        yield finding("number", message, "warning", expected="rằm")


def days(source: Source) -> frozenset[float]:
    """The numbers of a text that may be days and months of the lunar calendar.

    Rằm is the fifteenth; days of Tet are of the first month or of the twelfth.
    """
    found = {value for quantity in source.quantities for value in quantity.values}
    found |= {1.0 if day.new else 12.0 for day in source.once(tet.find)}
    return frozenset(found | {15.0}) if _FULL_MOON.search(source.text) else frozenset(found)


_SOLAR = re.compile(r"dương lịch|\(\d\d?/\d|\btức\b")


@cache
def _english_month() -> re.Pattern[str]:
    months = alternatives({month.capitalize() for month in number_words("en").months if month != "mar"})
    return re.compile(rf"\b(?:{months})\b(?:\.? \d\d?(?:st|nd|rd|th)?)?")
