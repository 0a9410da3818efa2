"""Days and quarters of a sentence that its English gives as others: 4/5 and April 5."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from summarizer.checks.analysed import Output, Source
from summarizer.checks.numbers import tet
from summarizer.checks.numbers.dates import days_of, undotted
from summarizer.checks.numbers.words import number_words
from summarizer.text.languages import alternatives

_DIGIT = re.compile(r"\d")
_SHORT_NUMBER = re.compile(r"(?<!\d)\d{1,4}(?!\d)")  # rows of digits without end have no int()
# `4-10 tháng 4` are seven days.
_VI_DAY = re.compile(r"(?<![\d/.,-])(\d\d?)(?:/| tháng )(\d\d?)(?![\d%]|[.,]\d)")
_OVER_NIGHT = re.compile(
    r"(?i:\b(?:đêm|tối|ngày|từ|chiều|sáng|khuya)) (?P<first>\d\d?)(?: ?[-–,]| và| đến| tới| sang| qua)?"
    r" ?(?:rạng sáng|sáng sớm|rạng|sáng|ngày)? ?(?P<second>\d\d?)(?:/| tháng )(?P<month>\d\d?)(?!\d)"
)
_MONTH_AND_YEAR = re.compile(r"(?<![\d/.-])(\d\d?)/((?:19|20)\d\d)(?![\d/])")
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_VI_QUARTER = re.compile(r"\b[Qq]uý (?P<first>IV|I{1,3}|[1-4])\b(?: ?(?:[-,+]|và|đến) ?(IV|I{1,3}|[1-4])\b)?")
_SAYS_QUARTER = re.compile(r"quarter|\bQ[1-4]|\bQ ?I|\bmonths?\b|\bhalf\b|\b[1-4]Q", re.IGNORECASE)
_EN_QUARTERS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_EN_QUARTER = re.compile(
    rf"\b(?:(?P<word>{'|'.join(_EN_QUARTERS)}) quarters?|Q(?P<digit>[1-4]))\b(?![ -]final)"
)


def changed(source: Source, output: Output) -> Iterator[tuple[str, str]]:
    """Days and quarters of the source, each with what the English has in its place.

    A day is one if its day and month come only the other way round, a quarter if it is another.
    """
    yield from _days(source, output)
    yield from _quarters(source.text, output.text)


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
    given, sure = source.once(days_of), {(int(a), int(b)) for a, b in _VI_DAY.findall(undotted(source.text))}
    nights, months_alone = source.once(nights_of), source.once(_months_alone)
    for (day, month), text in said.items():
        if month not in given.get(day, ()) and (month, day) in sure and (month, day) not in said:
            yield f"{month}/{day}", text
        elif day in nights and month != nights[day] and (day, month) not in sure:
            yield f"{day}/{nights[day]}", text
        elif day in months_alone and day not in given:
            yield f"{day}/{months_alone[day]}", text
    yield from _other_days(source, output, said)


def _other_days(
    source: Source, output: Output, said: Mapping[tuple[int, int], str]
) -> Iterator[tuple[str, str]]:
    """Days whose number the English has elsewhere alone, each with a date of the same month in its place.

    10/11 and November 11, where October stands as well: each number by itself is in both texts.
    """
    given, numbers = source.once(days_of), set(map(int, _SHORT_NUMBER.findall(output.text)))
    lunar = {day.number for day in source.once(tet.find)}
    own, all_said = (
        {value for quantity in text.quantities for value in quantity.values} for text in (source, output)
    )
    new = [
        (day, month)
        for day, month in said
        if day in own and month not in given.get(day, ()) and (day in lunar or 0 not in given.get(day, ()))
    ]
    known = {day for day, _ in said} | numbers
    for day, months in given.items():
        month, *more = sorted(months)
        instead = next((one for one in new if one[1] == month), None)
        if instead and month and not more and day in all_said and day not in known:
            new.remove(instead)
            yield f"{day}/{month}", said[instead]


def nights_of(text: str) -> dict[int, int]:
    """Days without a month before the first ones of another, with their month: đêm 30 rạng sáng 1/5."""
    return {
        int(match["first"]): (int(match["month"]) - 2) % 12 + 1
        for match in _OVER_NIGHT.finditer(undotted(text))
        if int(match["first"]) > int(match["second"])
    }


def _months_alone(text: str) -> dict[int, str]:
    """The months that a text has with their year alone, 3/2023."""
    return {int(match[1]): match[2] for match in _MONTH_AND_YEAR.finditer(text)}


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


def lost_quarters(source: Source, output: Output) -> Iterator[str]:
    """Quarters of the year of the source of which the English says nothing."""
    if not _SAYS_QUARTER.search(output.text):
        yield from (match[0] for match in _VI_QUARTER.finditer(source.text))
