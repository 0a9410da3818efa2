"""Small numbers in words that count something: `năm người chết` (five people died)."""

import re
from collections.abc import Iterator
from functools import cache

from summarizer.checks.analysed import Output, Source
from summarizer.checks.numbers.quantity import Quantity
from summarizer.text.languages import alternatives, words

# `một` is an article too often.
_WORDS = frozenset(("hai", "ba", "bốn", "năm", "sáu", "bảy", "bẩy", "tám", "chín", "mười"))
_DIGITS = re.compile(r"0?[2-9]|10")
# Behind these a word is part of a larger, a vague or another number: mười hai, vài ba, thứ hai, tháng ba.
_PART_OF_MORE = re.compile(
    r"(?:\d|\b(?:một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười|mươi|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ"
    r"|linh|lẻ|vài|mấy"
    r"|dăm|đôi|thứ|tháng|mùng|mồng|chục|phẩy|phần|ông|bà|anh|chị|út))[ ,–-]+$",
    re.IGNORECASE,
)
# `năm` is the year as well: behind these always, or unless a time follows (`trong năm ngày`: in five days).
_YEAR = re.compile(
    r"\b(?:mỗi|hàng|hằng|cả|đầu|cuối|giữa|nhiều|từng|những|các|lâu|quanh|này|quý|mùa) $", re.IGNORECASE
)
_YEAR_OR_TIME = re.compile(r"\b(?:trong|sau|suốt|qua|trước|vào|từ|của|đến|dài|theo) $", re.IGNORECASE)
# The first year, this year, last year.
_SURELY_YEAR = re.compile(
    r"\bnăm (?:đầu(?: tiên)?|nay|ngoái|qua|trước|sau|tới|học|cuối)\b(?! " r"(?:người|ngày|tháng))"
)
_ANY_YEAR = re.compile(rf"{_SURELY_YEAR.pattern}|\bnăm (?:19|20)\d\d|\d năm\b")
# English that says a small number without a word for it.
_SAID = {
    2.0: r"twice|pairs?|couples?|both|either|neither|double[ds]?|doubling|duo|twins?|half|halves|fortnight"
    r"|one another|each other|every other|the other|bilateral|bi(?:annual|ennial|monthly|weekly)",
    3.0: r"trio|triple[dst]?|triplets|tripling|thrice|quarter|quarterly|trilateral",
    4.0: r"quadrupl\w+|quartet|quarters?|quarterly",
    5.0: r"quintupl\w+|quintet",
    6.0: r"half",
    7.0: r"week",
}
_SMALL = frozenset(map(float, range(2, 11)))
_IN_ENGLISH = {value: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for value, words in _SAID.items()}


def counted(quantity: Quantity, text: str) -> bool:
    """Whether a number of a Vietnamese text is one from two to ten in words, before a noun that it counts."""
    if not _is_whole(quantity, text) or not _counted().match(text, quantity.end):
        return False
    if quantity.text.casefold() != "năm":
        return True
    before = text[max(0, quantity.start - 10) : quantity.start]
    time = _time().match(text, quantity.end) is not None
    is_year = _YEAR.search(before) or (not time and _YEAR_OR_TIME.search(before))
    return not is_year and not text.startswith(" tháng", quantity.end)


def in_digits(quantity: Quantity, text: str) -> bool:
    """Whether a number of a Vietnamese text is one from 2 to 10 in digits before a noun that it counts."""
    before = text[max(0, quantity.start - 10) : quantity.start]
    return (
        _DIGITS.fullmatch(quantity.text) is not None
        and _counted().match(text, quantity.end) is not None
        and not (_PART_OF_MORE.search(before) or before.endswith(("/", ".", "-", "ngày ")))
    )


def _is_whole(quantity: Quantity, text: str) -> bool:
    """Whether a number is one from two to ten in words, and no part of another number or name."""
    before = text[max(0, quantity.start - 10) : quantity.start]
    return quantity.text.casefold() in _WORDS and not _PART_OF_MORE.search(before)


def _may_count(quantity: Quantity, text: str) -> bool:
    """Whether a number from two to ten in words may count something, be it what it may."""
    if quantity.text.casefold() == "năm":
        return counted(quantity, text)
    after = text[quantity.end : quantity.end + 2]
    return after[:1] == " " and after[1:].islower() and _is_whole(quantity, text)


def phrase(quantity: Quantity, text: str) -> str:
    """A counted number with the noun that it counts."""
    noun = _counted().match(text, quantity.end)
    return text[quantity.start : noun.end() if noun else quantity.end]


def lost(source: Source, output: Output) -> list[Quantity]:
    """The small numbers of a Vietnamese sentence that may be counts and whose value is not in its English.

    A value may also be said as `twice`, `both`, `a week`. Of these, `counted` tells which surely count.
    """
    in_english = {value for quantity in output.quantities for value in quantity.values}
    recounted = {one.measure for one in strange(source, output) if one.measure}  # hai năm, three years
    return [
        quantity
        for quantity in source.quantities
        if quantity.values.isdisjoint(in_english)
        and _may_count(quantity, source.text)
        and (quantity.measure in recounted or not any(_says(value, output.text) for value in quantity.values))
    ]


def strange(source: Source, output: Output) -> list[Quantity]:
    """The numbers from two to ten of an English sentence whose value its Vietnamese does not have."""
    own = values(source)
    return [one for one in output.quantities if one.values & _SMALL and not one.values & own]


def years_as_five(source: Source, output: Output) -> Iterator[tuple[str, str]]:
    """A `năm` that surely is the year, and the `five` that the English makes of it."""
    year = _SURELY_YEAR.search(source.text)
    if (
        year is None
        or 5.0 in values(source)
        or len(_ANY_YEAR.findall(source.text)) != source.text.count("năm")
    ):
        return
    for one in output.quantities:
        if one.values == {5.0} and one.text.casefold() in {"five", "fifth"}:
            yield year[0], one.text
            return


def values(source: Source) -> frozenset[float]:
    """The values in a Vietnamese text; a `năm` that counts nothing is the year and no five."""
    return frozenset(
        value
        for quantity in source.quantities
        if quantity.text.casefold() != "năm" or counted(quantity, source.text)
        for value in quantity.values
    )


@cache
def _counted() -> re.Pattern[str]:
    """A noun that a number before it surely counts."""
    nouns = alternatives(words("vi", "counted"))
    return re.compile(rf" (?:{nouns})\b(?! (?:ta|càng|rưỡi)\b| \d)")


@cache
def _time() -> re.Pattern[str]:
    return re.compile(rf" (?:{alternatives(words('vi', 'counted', 'time'))})\b")


def _says(value: float, output: str) -> bool:
    return value in _IN_ENGLISH and _IN_ENGLISH[value].search(output) is not None
