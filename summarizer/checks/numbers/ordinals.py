"""Ordinals: the 18th week is no 18th day, and the day of a date makes no 24th Fleet."""

import re
from collections.abc import Iterator, Mapping

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.checks.numbers.dates import days_of
from summarizer.checks.numbers.words import number_words, vietnamese_number
from summarizer.report import Finding
from summarizer.text.languages import alternatives

# Lengths of time that have a place in a row; the Vietnamese for one may be the longer of another.
_UNITS: Mapping[str, str] = {
    "phút": "minute", "giờ": "hour", "ngày": "day", "đêm": "night", "tuần": "week", "tháng": "month",
    "quý": "quarter", "năm": "year", "thập niên": "decade", "thập kỷ": "decade", "thế kỷ": "century",
}  # fmt: skip
_GIVEN = re.compile(
    rf"\b(?P<unit>{alternatives(_UNITS)}) thứ"
    r" (?P<rank>\d{1,4}|nhất|nhì|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)\b"
    r"(?! (?:lăm|mươi|một|hai|ba|bốn|sáu|bảy|tám|chín|tuần|hàng))",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:(?P<digits>\d{1,4})(?:st|nd|rd|th)|(?P<word>first|second|third|\w+th))"
    rf"[ -](?:straight |consecutive )?(?P<unit>{alternatives(set(_UNITS.values()))})s?\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\b(?P<rank>\d{1,4})(?:st|nd|rd|th) (?P<name>[A-Z][a-z]+)")
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur)day\b")
_NO_NUMBER = frozenset(("avenue", "street"))  # names say theirs in words, too: Đại lộ Năm
_RANKS = {"nhất": 1, "nhì": 2}


def check(source: Source, output: Output) -> Iterator[Finding]:
    """An error for a week's place that became a day's, and for a thing with the number of a date's day."""
    yield from _units(source.text, output.text)
    yield from _things(source, output.text)


def _units(source: str, output: str) -> Iterator[Finding]:
    said = [(_place(match), match["unit"].casefold(), match[0]) for match in _SAID.finditer(output)]
    given = {
        (_rank(match["rank"]), _UNITS[match["unit"].casefold()]): match[0]
        for match in _GIVEN.finditer(source)
    }
    for (rank, unit), text in given.items():
        same = [(other, words) for place, other, words in said if place == rank]
        if unit == "day" and _WEEKDAY.search(output):
            continue  # ngày thứ ba: Tuesday
        if same and all(other != unit and (rank, other) not in given for other, _ in same):
            message = f"the article says {text} ({unit}); the translation says {same[0][1]}"
            yield finding("number", message, expected=f"{text} ({unit} {rank})", found=same[0][1])


def _things(source: Source, output: str) -> Iterator[Finding]:
    """A name with a date's day as its number, which the English has a second time."""
    other = {*number_words("en").months, *_NO_NUMBER}
    for match in _NAMED.finditer(output):
        number, day, name = match["rank"], int(match["rank"]), match["name"].casefold()
        dated = source.once(days_of).get(day, frozenset((0,)))
        once = len(re.findall(rf"(?<!\d){number}(?!\d)", source.text)) == 1
        again = len(re.findall(rf"(?<!\d){number}(?!\d)", output)) > 1
        if once and again and 0 not in dated and name not in other:
            message = f"the translation says {match[0]}; {number} is the day of a date in the article"
            yield finding("number", message, found=match[0])


def _rank(word: str) -> int:
    return _RANKS.get(word.casefold()) or vietnamese_number(word)


def _place(match: re.Match[str]) -> int | None:
    return int(match["digits"]) if match["digits"] else number_words("en").small.get(match["word"].casefold())
