"""Finds the days and hours of a Vietnamese text."""

import re
from collections import defaultdict
from collections.abc import Mapping

DAY = r"(?:ngày|mùng|mồng|hôm|sáng|trưa|chiều|tối|đêm|khuya)"
# 21.4 and 21.4.2020 after such a word, or after a day and a dash: to be read as 21/4.
_DOTTED = re.compile(
    rf"(?i:\b{DAY} (?:\d\d? ?[-–] ?)?|\b{DAY} \d\d?\.\d\d? ?(?:[-–]|đến|và) ?)"
    r"(?P<day>\d\d?)\.(?P<month>0?[1-9]|1[0-2])"
    r"(?:\.(?=(?:19|20)\d\d(?!\d))|(?![\d%]|[.,]\d| ?(?:triệu|tỷ|tỉ|độ|m\b|km)))"
)
# Days, of which the last has its month: `12, 13 và 14/5`, `12-14/5`, `từ 12 đến ngày 14 tháng 5`.
_LINK = r"(?: ?[-–,] ?| và | đến | tới )(?:ngày )?"
_DATED = re.compile(
    rf"(?<![\d.,])(?P<days>\d\d?(?:{_LINK}\d\d?){{0,8}}?)(?: ?/ ?|\.|-| tháng )(?P<month>\d\d?)(?!\d|[.,%]\d)"
)
_NUMBER = re.compile(r"(?<![\d.,:hg])\d\d?(?!\d|[.,]\d|%)")
# What a count stands before; a day does not.
_COUNTED = re.compile(r" (?!(?:tháng|đến|tới|và|tại|ở|âm|dương|vừa|năm|này|hoặc|tết)\b)[^\W\d_]|[hg:]")
_BEFORE_A_DAY = re.compile(rf"(?i:\b(?:{DAY}|từ|đến|tới|và|nay|qua)) $|\d ?[-–,] ?$")
CLOCK = r" ?(?:h|g|giờ|:)(?![^\W\d_])"
_HOUR = re.compile(rf"(?<![\d.,])(\d\d?)(?={CLOCK}| ?[-–] ?\d\d?{CLOCK}|[hg]\d| (?:đến|tới|và) \d\d?{CLOCK})")


def undotted(text: str) -> str:
    """A text of the same length where dates with points, 21.4, have strokes, 21/4, as other dates have."""

    def stroke(match: re.Match[str]) -> str:
        start, end = match.start("day") - match.start(), match.end("day") - match.start()
        whole = match[0]
        return whole[:start] + whole[start:end] + "/" + whole[end + 1 :].replace(".", "/")

    return _DOTTED.sub(stroke, text) if "." in text else text


def hours_of(text: str) -> frozenset[int]:
    """The hours of a text by the clock's twelve."""
    return frozenset(int(hour) % 12 for hour in _HOUR.findall(text))


def days_of(text: str) -> Mapping[int, frozenset[int]]:
    """What may be a day in a text, with its months, 0 where it stands without one."""
    text = undotted(text)
    found: defaultdict[int, set[int]] = defaultdict(set)
    dated: set[int] = set()
    for match in _DATED.finditer(text):
        for day in _NUMBER.finditer(text, match.start("days"), match.end("days")):
            found[int(day[0])].add(int(match["month"]))
            dated.add(day.start())
        dated.add(match.start("month"))
    for match in _NUMBER.finditer(text):
        if match.start() in dated:
            continue
        before = text[max(0, match.start() - 8) : match.start()]
        if _BEFORE_A_DAY.search(before) or not _counts(text, match.end()):
            found[int(match[0])].add(0)
    return {day: frozenset(months) for day, months in found.items()}


def _counts(text: str, end: int) -> bool:
    """Whether a number that ends there is a count or another number's part, by the small letter after it."""
    after = _COUNTED.match(text, end)
    return after is not None and not after[0][-1].isupper()
