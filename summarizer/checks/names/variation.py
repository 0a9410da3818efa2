"""Legitimate variation: how right translations leave names out or say them in another way."""

import re
from functools import cache

from summarizer.text.languages import alternatives, rows, words
from summarizer.text.names import bare

# Said again with these, a name may be left out.
_STANDS_IN = re.compile(r"\b(?:he|she|it|they|his|her|its|their|him|them|who|this|these)\b", re.IGNORECASE)
_PERSON_STANDS_IN = re.compile(r"\b(?:he|she|they|his|her|their)\b", re.IGNORECASE)
_PLACE_STANDS_IN = re.compile(
    r"\b(?:the|this|that)(?: \w+)? (?:capital|city|country|district|locality|place|province|region|town)\b",
    re.IGNORECASE,
)
_SHORT = frozenset(("may", "june", "july"))  # short names of months that are no abbreviations
# The years of the sixty-year cycle, which English tells by number or by beast.
_YEAR = re.compile(
    r"(?:Giáp|Ất|Bính|Đinh|Mậu|Kỷ|Kỉ|Canh|Tân|Nhâm|Quý)"
    r" (?:Tý|Tí|Sửu|Dần|Mão|Mẹo|Thìn|Tỵ|Tị|Ngọ|Mùi|Thân|Dậu|Tuất|Hợi)"
)
_ABBREVIATION = re.compile(r"\b(?:[A-Z]\.){2,4}|\b[A-Z]{2,4}\b")


def stands_in(output: str) -> bool:
    """Whether the output has a pronoun, which may stand for a name of the source."""
    return _STANDS_IN.search(output) is not None


def person_stands_in(output: str) -> bool:
    """Whether the output has a pronoun that may stand for a person of the source."""
    return _PERSON_STANDS_IN.search(output) is not None


def place_stands_in(output: str) -> bool:
    """Whether the output has words such as `the city`, which may stand for a place of the source."""
    return _PLACE_STANDS_IN.search(output) is not None


def unglued(output: str) -> str:
    """The output with a space where a month's name runs into the next word: `May13th`, `MarchOn`."""
    return _glued_month().sub(lambda match: f"{match[0]} ", output)


@cache
def _glued_month() -> re.Pattern[str]:
    """The place behind or before the whole name of a month."""
    whole = (month.capitalize() for month in words("en", "months") if len(month) > 4 or month in _SHORT)
    month = alternatives(whole)
    return re.compile(rf"\b({month})(?=[A-Z\d])|(?<=[a-z\d])(?=(?:{month})\b)")


def is_year(name: str) -> bool:
    """Whether capitalised words are a year of the sixty-year cycle: Đinh Dậu."""
    return _YEAR.fullmatch(name) is not None


def said_otherwise(name: str, output: str) -> bool:
    """Whether the output has another word for a loan: online for Internet, magnitude for Richter."""
    return any(word in output.casefold() for word in _loans().get(bare(name), ()))


@cache
def _loans() -> dict[str, list[str]]:
    return {loan: english.split("|") for loan, english in rows("vi", "loans")}


def abbreviated(english: str, output: str) -> bool:
    """Whether the output has the initials of an English name: U.S., UK, UAE."""
    initials = "".join(word[0] for word in english.split() if word[0].isupper())
    return len(initials) > 1 and initials in {
        found.replace(".", "") for found in _ABBREVIATION.findall(output)
    }
