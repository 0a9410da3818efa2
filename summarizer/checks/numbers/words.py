"""The words that written-out numbers are made of."""

from collections.abc import Mapping
from dataclasses import dataclass

from summarizer.checks.numbers.quantity import Language


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The number words of one language in lower case, each with its value.

    `small` are those under twenty, `tens` twenty to ninety where they are one word, `scales` what the number
    before them is multiplied by, `spans` lengths of time by their years, `months` names of months. `starts`
    are all words with which a number or a month may begin.
    """

    small: Mapping[str, int]
    tens: Mapping[str, int]
    scales: Mapping[str, int]
    spans: Mapping[str, int]
    months: Mapping[str, int]
    starts: frozenset[str]


def number_words(language: Language) -> NumberWords:
    """The number words of a language."""
    return _VI if language == "vi" else _EN


def _values(*lines: str, start: int = 0, step: int = 1) -> dict[str, int]:
    return {word: start + step * place for place, line in enumerate(lines) for word in line.split()}


_VI_SMALL = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_VI_MONTHS = {"giêng": 1, "chạp": 12}
_VI = NumberWords(
    _VI_SMALL,
    {},
    {"chục": 10, "nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9},
    {"thập kỷ": 10, "thập kỉ": 10, "thập niên": 10, "thế kỷ": 100, "thế kỉ": 100},
    _VI_MONTHS,
    frozenset((*_VI_SMALL, *_VI_MONTHS, "mười", "trăm")),
)
_EN_SMALL = _values(
    "zero", "one first once", "two second twice both", "three third thirds thrice",
    "four fourth fourths quarter quarters", "five fifth fifths", "six sixth", "seven seventh",
    "eight eighth", "nine ninth", "ten tenth tenths", "eleven eleventh", "twelve twelfth dozen",
    "thirteen thirteenth", "fourteen fourteenth", "fifteen fifteenth", "sixteen sixteenth",
    "seventeen seventeenth", "eighteen eighteenth", "nineteen nineteenth",
)  # fmt: skip
_EN_TENS = _values(
    "twenty twentieth twenties", "thirty thirtieth thirties", "forty fortieth forties",
    "fifty fiftieth fifties", "sixty sixtieth sixties", "seventy seventieth seventies",
    "eighty eightieth eighties", "ninety ninetieth nineties",
    start=20, step=10,
)  # fmt: skip
_EN_SCALES = {
    "hundred": 100, "hundreds": 100, "hundredth": 100, "thousand": 10**3, "thousands": 10**3,
    "thousandth": 10**3, "million": 10**6, "millions": 10**6, "billion": 10**9, "billions": 10**9,
    "trillion": 10**12, "trillions": 10**12, "mln": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12,
    "k": 10**3, "m": 10**6, "b": 10**9,
}  # fmt: skip
_EN_MONTHS = _values(
    "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
    "august aug", "september sep sept", "october oct", "november nov", "december dec",
    start=1,
)  # fmt: skip
_EN_SPANS = {"decade": 10, "decades": 10, "century": 100, "centuries": 100}
_EN = NumberWords(
    _EN_SMALL,
    _EN_TENS,
    _EN_SCALES,
    _EN_SPANS,
    _EN_MONTHS,
    frozenset((*_EN_SMALL, *_EN_TENS, *_EN_SCALES, *_EN_SPANS, *_EN_MONTHS)),
)
