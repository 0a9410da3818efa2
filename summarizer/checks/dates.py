"""Days and hours in Vietnamese: how they are written, and whether a summary's are the article's."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

_DAY = r"(?:ngày|mùng|mồng|hôm|sáng|trưa|chiều|tối|đêm|khuya)"
# 21.4 and 21.4.2020 after such a word, or after a day and a dash: to be read as 21/4.
_DOTTED = re.compile(
    rf"(?i:\b{_DAY} (?:\d\d? ?[-–] ?)?|\b{_DAY} \d\d?\.\d\d? ?(?:[-–]|đến|và) ?)"
    r"(?P<day>\d\d?)\.(?P<month>0?[1-9]|1[0-2])(?:\.(?=(?:19|20)\d\d(?!\d)))?"
    r"(?![\d%]|[.,]\d| ?(?:triệu|tỷ|tỉ|độ|m\b|km))"
)
# A date for sure: `ngày 21`, `sáng 21/4`, `ngày 21 tháng 4`, not `mỗi ngày 21 người`.
_SAID = re.compile(
    rf"(?i:\b(?P<before>(?:mỗi|một|hàng|hằng|trong|bình quân|trung bình) )?{_DAY}) (?i:ngày )?(?P<day>\d\d?)"
    r"(?:(?:/|\.|-| tháng )(?P<month>\d\d?)(?![\d%]))?(?![\d%]|[.,]\d)"
)
# Days, of which the last has its month: `12, 13 và 14/5`, `12-14/5`, `từ 12 đến ngày 14 tháng 5`.
_LINK = r"(?: ?[-–,] ?| và | đến | tới )(?:ngày )?"
_DATED = re.compile(
    rf"(?<![\d.,])(?P<days>\d\d?(?:{_LINK}\d\d?){{0,8}}?)(?: ?/ ?|\.|-| tháng )(?P<month>\d\d?)(?!\d|[.,%]\d)"
)
_NUMBER = re.compile(r"(?<![\d.,:hg])\d\d?(?!\d|[.,]\d|%)")
# What a count stands before; a day does not.
_COUNTED = re.compile(r" (?!(?:tháng|đến|tới|và|tại|ở|âm|dương|vừa|năm|này|hoặc|tết)\b)[^\W\d_]|[hg:]")
_BEFORE_A_DAY = re.compile(rf"(?i:\b(?:{_DAY}|từ|đến|tới|và|nay|qua)) $|\d ?[-–,] ?$")
# A time of day for sure: `lúc 8h`, `vào khoảng 20 giờ`, `8h30`; not `trong 8 giờ`.
_CLOCK = r" ?(?:h|g|giờ|:)(?![^\W\d_])"
_AT = re.compile(
    rf"(?i:\b(?:lúc|vào|hồi)(?: lúc| khoảng| hơn| gần)*) (?P<at>\d\d?){_CLOCK}"
    r"|(?<![\d.,:])(?P<hour>\d\d?) ?[hg]\d\d"
)
_HOUR = re.compile(
    rf"(?<![\d.,])(\d\d?)(?={_CLOCK}| ?[-–] ?\d\d?{_CLOCK}|[hg]\d| (?:đến|tới|và) \d\d?{_CLOCK})"
)


def undotted(text: str) -> str:
    """A text of the same length where dates with points, 21.4, have strokes, 21/4, as other dates have."""

    def stroke(match: re.Match[str]) -> str:
        start, end = match.start("day") - match.start(), match.end("day") - match.start()
        whole = match[0]
        return whole[:start] + whole[start:end] + "/" + whole[end + 1 :].replace(".", "/")

    return _DOTTED.sub(stroke, text) if "." in text else text


def strange(sentence: str, article: str) -> Iterator[str]:
    """Days and hours of a summary's sentence that are none of the article's: see `_strange_days`."""
    yield from _strange_days(sentence, article)
    hours = _hours(article)
    for match in _AT.finditer(sentence):
        if int(match["at"] or match["hour"]) % 12 not in hours:
            yield match[0]


def _strange_days(sentence: str, article: str) -> Iterator[str]:
    """Days of a summary's sentence that are none of the article's, though the number may stand there.

    A count (`12 người`) is no day. A day that the article has with other months alone is another day.
    """
    days = _days(article)
    for match in _SAID.finditer(undotted(sentence)):
        day, month = int(match["day"]), int(match["month"] or 0)
        if match["before"] or not 1 <= day <= 31 or month > 12:
            continue
        months = days.get(day)
        if months is None or (month and 0 not in months and month not in months):
            yield sentence[match.start("day") : match.end()]


@lru_cache(maxsize=8)
def _hours(article: str) -> frozenset[int]:
    """The hours of an article by the clock's twelve."""
    return frozenset(int(hour) % 12 for hour in _HOUR.findall(article))


def pairs(text: str) -> frozenset[tuple[int, int]]:
    """The days of a text that stand with their month, as day and month."""
    return frozenset((day, month) for day, months in _days(text).items() for month in months if month)


@lru_cache(maxsize=8)
def _days(article: str) -> Mapping[int, frozenset[int]]:
    """What may be a day in an article, with its months, 0 where it stands without one."""
    text = undotted(article)
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
