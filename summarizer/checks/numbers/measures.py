"""Units of time, weight, length, area and volume, and what a number comes to in them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from summarizer.checks.numbers.quantity import Quantity, Size, same_size
from summarizer.checks.numbers.units import TOGETHER
from summarizer.text.languages import Language, alternatives, rows, words

# Years count in months and weeks in minutes; only round numbers of days are months.
_SIZES: Mapping[str, tuple[str, float]] = {
    "centuries": ("months", 1200), "decades": ("months", 120), "years": ("months", 12),
    "quarters": ("months", 3), "months": ("months", 1),
    "weeks": ("minutes", 10080), "days": ("minutes", 1440), "hours": ("minutes", 60),
    "minutes": ("minutes", 1), "seconds": ("minutes", 1 / 60),
    "grams": ("grams", 1), "hectograms": ("grams", 100), "kilograms": ("grams", 1e3),
    "quintals": ("grams", 1e5), "tonnes": ("grams", 1e6),
    "millimetres": ("metres", 1e-3), "centimetres": ("metres", 1e-2), "metres": ("metres", 1),
    "kilometres": ("metres", 1e3), "square metres": ("square metres", 1), "hectares": ("square metres", 1e4),
    "cong": ("square metres", 1000), "sao": ("square metres", 360), "mau": ("square metres", 3600),
    "square kilometres": ("square metres", 1e6), "litres": ("litres", 1), "cubic metres": ("litres", 1e3),
    "storeys": ("storeys", 1), "watts": ("watts", 1), "kilowatts": ("watts", 1e3),
    "megawatts": ("watts", 1e6), "gigawatts": ("watts", 1e9), "kilowatt hours": ("watt hours", 1e3),
    "megawatt hours": ("watt hours", 1e6), "gigawatt hours": ("watt hours", 1e9),
    "megabytes": ("bytes", 1e6), "gigabytes": ("bytes", 1e9),
    "terabytes": ("bytes", 1e12), "megabits": ("bits", 1e6), "gigabits": ("bits", 1e9),
}  # fmt: skip
# Vietnamese units of land are larger in the centre and the south: square metres there.
_ELSEWHERE = {"cong": (1296.0,), "sao": (500.0, 1000.0), "mau": (5000.0, 10000.0)}
# What translators convert with some rounding is of no size, and may be taken for what it measures.
_UNSIZED = {
    "miles": "metres", "feet": "metres", "inches": "metres", "acres": "square metres",
    "square feet": "square metres", "yards": "metres", "pounds of weight": "grams", "ounces": "grams",
    "gallons": "litres"}  # fmt: skip
_ALIKE = ({"storeys", "metres"}, {"watts", "watt hours"})
_BETWEEN = r"[ -](?:(?:more|consecutive|straight|full|further|additional|whole|long|working|business) )?"


_METRES = re.compile(r"\d[\d.,]*m|\d+m\d+")
# Behind these a number is a day, a month, an hour of the day: ngày 5 tháng 6, lúc 5 giờ.
_POINT = re.compile(r"(?i:(?:^|[^\w])(?:tháng|ngày|quý|mùng|mồng|thứ|lúc|hồi|vào|năm|phút) $)|\d[/.]$")
_ORDINAL = re.compile(r"(?:st|nd|rd|th|first|second|third)$", re.IGNORECASE)
_HALF_MORE = re.compile(r" and a half\b")  # three hours and a half; `3 giờ rưỡi` is read as 3.5
_TOGETHER_MORE = re.compile(r",? (?:and |và )?")


def measured(text: str, quantities: Sequence[Quantity], language: Language) -> list[Quantity]:
    """The numbers of a text, in order, with what they measure and the sizes that they may have."""
    english = language == "en"
    pattern, times = _pattern(language), _times()
    quantities = [
        one for place, one in enumerate(quantities) if not place or not _year(quantities[place - 1], one)
    ]
    ends: list[int] = []
    found: list[str | None] = []
    for one in quantities:
        match = pattern.match(text, one.end)
        name: str | None = match.lastgroup.replace("_", " ") if match and match.lastgroup else None
        if not english and name is None and _METRES.fullmatch(one.text):
            name = "metres"  # 500m
        beside = bool(found and found[-1] in times and _TOGETHER_MORE.fullmatch(text, ends[-1], one.start))
        point = name in times and not beside and _POINT.search(text, max(0, one.start - 14), one.start)
        money = one.unit is not None and name != "pounds of weight"  # which may be money, too
        if point or money or (english and _ORDINAL.search(one.text)):
            name = None
        found.append(name)
        ends.append(match.end() if match else one.end)
    for place in reversed(range(len(found) - 1)):
        one, other = quantities[place], quantities[place + 1]
        if (
            found[place] is None
            and one.unit is None
            and ends[place] == one.end
            and TOGETHER.fullmatch(text, one.end, other.start)
        ):
            found[place] = found[place + 1]
    sizes = [
        set(sizes_of(name, one.values, half=_HALF_MORE.match(text, end) is not None))
        for one, name, end in zip(quantities, found, ends, strict=True)
    ]
    for place, (first, second) in enumerate(pairwise(tuple(sizes))):
        if first and second and _TOGETHER_MORE.fullmatch(text, ends[place], quantities[place + 1].start):
            whole = {(kind, a + b) for kind, a in first for other_kind, b in second if kind == other_kind}
            sizes[place] = sizes[place] | whole
            sizes[place + 1] = sizes[place + 1] | whole
    return [
        replace(one, measure=name, sizes=one.sizes | size)
        for one, name, size in zip(quantities, found, sizes, strict=True)
    ]


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    """A unit behind a number, in a group of its name."""
    groups = []
    for unit, kind, form in rows(language, "measures"):
        between = _BETWEEN if kind == "time" and language == "en" else ""
        groups.append(rf"(?P<{unit.replace(' ', '_')}>{between}{form})")
    end = r"(?!\w|[²³])" if language == "en" else r"(?!\w)"
    return re.compile(f"(?:{'|'.join(groups)}){end}")


@cache
def _times() -> frozenset[str]:
    """The units of time."""
    return words("en", "measures", "time")


def _year(number: Quantity, one: Quantity) -> bool:
    """Whether a `năm` is the year of the number before it, and no five."""
    return one.text == "năm" and one.start == number.end + 1


def sizes_of(name: str | None, values: frozenset[float], *, half: bool = False) -> Iterator[Size]:
    """The sizes of so many of a measure, in the unit that all of its kind are compared in."""
    if name is not None and name in _SIZES:
        kind, usual = _SIZES[name]
        for factor in (usual, *_ELSEWHERE.get(name, ())):
            for value in values:
                yield kind, (value + 0.5 if half else value) * factor


def changed(given: Sequence[Quantity], said: Sequence[Quantity]) -> Iterator[tuple[Quantity, str, str]]:
    """Each number that both texts have, but with units of one kind that are never the same: 5 kg, 5 grams."""
    for one in given:
        if one.measure is None or (max(one.values) <= 1 and not one.text.isdigit()):  # một: an article, too
            continue
        equal = [other for other in said if one.values & other.values]
        if any(other.measure == one.measure or same_size(one, other) for other in equal):
            continue
        for other in equal:
            if (
                other.measure
                and _may_be_taken(one.measure, other.measure)
                and not any(own.values & other.values and own.measure == other.measure for own in given)
            ):
                yield one, one.measure, other.measure
                break


def added(source: str, given: Sequence[Quantity], said: Sequence[Quantity]) -> Iterator[tuple[Quantity, str]]:
    """Each number that counts things in the source and units of size in the output: 100 cái, 100 watts."""
    for other in said:
        name = other.measure
        if name is not None and name in _SIZES and name != "storeys" and name not in _times():
            equal = [one for one in given if one.values & other.values]
            if equal and all(not one.measure and _things().match(source, one.end) for one in equal):
                yield equal[0], name


@cache
def _things() -> re.Pattern[str]:
    """A thing behind a number that counts it."""
    return re.compile(rf" (?:cái|{alternatives(words('vi', 'counted', 'thing'))})\b(?! số)")


def _may_be_taken(name: str, other: str) -> bool:
    """Whether one measure may be taken for the other: of one kind, or a length, area or volume each."""
    kinds = {_kind(name), _kind(other)}
    return len(kinds) == 1 or kinds in _ALIKE or kinds <= {"metres", "square metres", "litres"}


def _kind(name: str) -> str:
    """What two measures have in common that may be taken for each other."""
    if name in _times():
        return "time"
    return _UNSIZED.get(name) or _SIZES[name][0]
