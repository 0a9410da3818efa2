"""What a number is, and what the readings of both languages make one from."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from summarizer.checks.notation import MONTHS, PHONE, SPANS

Role = Literal["number", "month", "hour", "any"]
Unit = Literal[
    "percent", "dong", "dollars", "euros", "pounds", "yen", "yuan", "won", "baht", "rupees", "roubles", "kip",
    "riel",
]  # fmt: skip
Measure = Literal[
    "centuries", "decades", "years", "quarters", "months", "weeks", "days", "hours", "minutes", "seconds",
    "square metres", "square kilometres", "hectares", "cubic metres", "litres",
    "grams", "kilograms", "quintals", "tonnes",
    "millimetres", "centimetres", "metres", "kilometres", "miles",
]  # fmt: skip
Size = tuple[str, float]  # what it is counted in, and how many of it

TOKEN = re.compile(
    rf"(?P<number>{PHONE}|\d+(?:[.,]\d+)*)(?P<suffix>(?:st|nd|rd|th|s|m|k|K|M|bn|mn|tn|b|B)\b)?"
    r"|(?P<word>[^\W\d_]+)|(?P<mark>[^\w\s])"
)
_HOUR = re.compile(r"\s?(?:h\b|h\d|g\d|giờ|:\d\d|[ap]\.?m\b|o['’]clock)", re.IGNORECASE)
_TO = frozenset(("đến", "tới", "-", "–", "—", "to"))
_CURRENCY = re.compile(r"(?:VND|VNĐ|USD|EUR|GBP|AUD|CNY|JPY|US|A|NZ|HK|S|C|Rs|RM|Bt)$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at `text[start:end]`.

    `values` are what it may mean: one, or several where the notation leaves it open (2,800 in a careless
    Vietnamese text). `exact` is false for what an output may leave out or bring in: small written-out
    numbers, and digits within a name (COVID-19). A `month` is no mere number, and an `hour` may be given by
    either half of the day; a number between strokes (21/4) may be both. `unit` and `measure` are None where
    none is said. `sizes` are what a number comes to with them: another unit may say the same.
    """

    text: str
    start: int
    end: int
    values: frozenset[float]
    exact: bool
    role: Role = "number"
    unit: Unit | None = None
    measure: Measure | None = None
    sizes: frozenset[Size] = frozenset()


def quantity_of(
    text: str,
    first: re.Match[str],
    last: re.Match[str],
    values: set[float],
    *,
    exact: bool,
    month: bool = False,
) -> Quantity:
    """The number from one token to another, its role told by what stands around it."""
    start, end = first.start(), last.end()
    before, after = text[max(0, start - 7) : start], text[end : end + 10]
    role: Role = "number"
    if (not first["number"] and (first[0].casefold() in MONTHS or month)) or (
        re.search(r"(?i)\btháng\s$", before) and max(values, default=0) <= 12  # mỗi tháng 5 triệu
    ):
        role = "month"
    elif re.search(r"\d(?:[/.-]| / )$", before) or re.match(r"(?:[/.-]| / )\d", after):
        role = "any"
    elif _HOUR.match(after):
        role = "hour"
    return Quantity(text[start:end], start, end, frozenset(values), exact, role)


def stands_alone(text: str, token: re.Match[str]) -> bool:
    """Whether digits are no part of a name: COVID-19, VN0062, 03/CT-BCA."""
    before, after = text[max(0, token.start() - 8) : token.start()], text[token.end() : token.end() + 3]
    if before.endswith("[") and after.startswith("]"):
        return False  # a footnote's
    if (
        (token["suffix"] or "").isupper()
        and not re.search(r"[$€£] ?$", before)
        and not _CURRENCY.search(before)
    ):
        return False  # 12B Hàng Bài
    if re.search(r"[^\W\d_][-–/]?$", before) and not _CURRENCY.search(before):
        return False
    if re.search(r"\w\($|\s\($", before) and after.startswith(")") and len(token[0]) == 1:
        return False
    if re.search(r"\w\($", before) and after.startswith(")"):
        return False  # a footnote's mark
    return not re.match(r"(?!đ(?!\w)|(?:VN|US)[DĐ])(?:[^\W\d_]|[/][^\W\d_])", after)


def scale_of_range(tokens: Sequence[re.Match[str]], index: int, scales: Mapping[str, int]) -> int:
    """The scale that a number shares with what it reaches to: 500 đến 600 triệu, 5-6 million; or 1."""
    words = [token[0].casefold() for token in tokens[index + 1 : index + 4]]
    if len(words) == 3 and words[0] in _TO and tokens[index + 2]["number"] and len(words[2]) > 1:
        return scales.get(words[2], 1)
    return 1


def with_years(tokens: Sequence[re.Match[str]], index: int, values: set[float], size: int) -> set[float]:
    """The values, and where decades or centuries are counted, the years as well."""
    words = " ".join(token[0].casefold() for token in tokens[index : index + size])
    return values | {value * SPANS[words] for value in values} if words in SPANS else values
