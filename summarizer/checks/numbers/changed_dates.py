"""Days, quarters and hours of a sentence that its English gives as others: 4/5 and April 5."""

import re
from collections.abc import Iterator
from functools import cache

from summarizer.checks.analysed import Output, Source
from summarizer.checks.numbers.dates import days_of
from summarizer.checks.numbers.words import number_words
from summarizer.text.languages import alternatives

_DIGIT = re.compile(r"\d")
# `4-10 tháng 4` are seven days.
_VI_DAY = re.compile(r"(?<![\d/.,-])(\d\d?)(?:/| tháng )(\d\d?)(?![\d%]|[.,]\d)")
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_VI_QUARTER = re.compile(r"\b[Qq]uý (?P<first>IV|I{1,3}|[1-4])\b(?: ?(?:[-,+]|và|đến) ?(IV|I{1,3}|[1-4])\b)?")
_EN_QUARTERS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_EN_QUARTER = re.compile(
    rf"\b(?:(?P<word>{'|'.join(_EN_QUARTERS)}) quarters?|Q(?P<digit>[1-4]))\b(?![ -]final)"
)
_VI_HOUR = re.compile(
    r"(?<![\d.,:/])(?P<hour>\d\d?)(?: ?[hg](?:\d\d)?| giờ(?: \d\d?(?: phút)?)?|:\d\d)\b"
    r"(?P<half> (?:sáng|trưa|chiều|tối|đêm))?"
)
_EN_HOUR = re.compile(
    r"(?<![\d.,:])(?P<hour>\d\d?)(?:[:.](?P<minute>\d\d))? ?(?P<half>[ap])\.?m\b", re.IGNORECASE
)


def changed(source: Source, output: Output) -> Iterator[tuple[str, str]]:
    """Days, quarters and hours of the source, each with what the English has in its place.

    A day is one if its day and month come only the other way round, a quarter if it is another, an hour if
    it is of the other half of the day.
    """
    yield from _days(source, output)
    yield from _quarters(source.text, output.text)
    yield from _hours(source.text, output.text)


def _days(source: Source, output: Output) -> Iterator[tuple[str, str]]:
    said = {}
    if not _DIGIT.search(output.text):
        return
    months = number_words("en").months
    for match in _english_day().finditer(output.text):
        month = months[(match["month"] or match["month_last"]).casefold()]
        said[int(match["day"] or match["day_first"]), month] = match[0]
    if not said:
        return
    given, sure = source.once(days_of), {(int(a), int(b)) for a, b in _VI_DAY.findall(source.text)}
    for (day, month), text in said.items():
        if month not in given.get(day, ()) and (month, day) in sure and (month, day) not in said:
            yield f"{month}/{day}", text


@cache
def _english_day() -> re.Pattern[str]:
    """A day with its month: April 5, 5th of April."""
    month = alternatives(number_words("en").months)
    return re.compile(
        rf"\b(?:(?P<month>{month})\.? (?P<day>\d\d?)(?:st|nd|rd|th)?(?![\d%]|[.,:]\d| ?[ap]\.?m)"
        rf"|(?<![\d.,:-])(?P<day_first>\d\d?)(?:st|nd|rd|th)?(?: of)? (?P<month_last>{month}))\b",
        re.IGNORECASE,
    )


def _quarters(source: str, output: str) -> Iterator[tuple[str, str]]:
    given = {
        _ROMAN.get(one) or int(one): match[0]
        for match in _VI_QUARTER.finditer(source)
        for one in match.groups()
        if one
    }
    if not given:
        return
    said = {
        _EN_QUARTERS.get(match["word"] or "") or int(match["digit"]): match[0]
        for match in _EN_QUARTER.finditer(output)
    }
    lost, new = (
        [given[one] for one in given if one not in said],
        [said[one] for one in said if one not in given],
    )
    yield from zip(lost, new, strict=False)


def _hours(source: str, output: str) -> Iterator[tuple[str, str]]:
    if _EN_HOUR.search(output) is None:
        return
    given: dict[tuple[int, str], str] = {}
    open_hours: set[int] = set()
    for match in _VI_HOUR.finditer(source):
        hour, half = int(match["hour"]), match["half"]
        if (12 < hour < 24) != (half is not None) and half not in {" trưa", " đêm"}:
            given[hour % 12, "a" if half == " sáng" else "p"] = match[0]
        else:
            open_hours.add(hour % 12)
    for match in _EN_HOUR.finditer(output):
        hour, half = int(match["hour"]) % 12, match["half"].casefold()
        other = given.get((hour, "a" if half == "p" else "p"))
        if other is not None and (hour, half) not in given and hour not in open_hours:
            yield other, match[0]
