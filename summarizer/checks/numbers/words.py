"""The words that written-out numbers are made of, from `numbers.tsv` and `months.tsv` of a language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from summarizer.text.languages import Language, rows

_JOINING = frozenset(("mười", "trăm"))  # with these a Vietnamese number may begin


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


@cache
def number_words(language: Language) -> NumberWords:
    """The number words of a language.

    Raises:
        UsageError: a file of them cannot be read, or has a fault.
    """
    kinds: dict[str, dict[str, int]] = {"small": {}, "ten": {}, "scale": {}, "span": {}}
    for word, kind, value in rows(language, "numbers"):
        kinds[kind][word] = int(value)
    months = {month: int(number) for month, number in rows(language, "months")}
    small, tens, scales, spans = kinds.values()
    if language == "vi":  # a scale or a span has a number before it
        starts = frozenset((*small, *tens, *months, *_JOINING))
    else:
        starts = frozenset((*small, *tens, *scales, *spans, *months))
    return NumberWords(small, tens, scales, spans, months, starts)


def vietnamese_number(word: str) -> int:
    """The value of a Vietnamese number in digits or in one word, in any case: 4, bốn, mười."""
    lower = word.casefold()
    if lower.isdigit():
        return int(lower)
    return 10 if lower == "mười" else number_words("vi").small[lower]
