"""Finds the numbers, amounts and dates of a Vietnamese or an English text."""

from dataclasses import replace

from summarizer.checks.numbers import english, measures, spoken, units, vietnamese
from summarizer.checks.numbers.dates import undotted
from summarizer.checks.numbers.quantity import Quantity
from summarizer.checks.numbers.tokens import tokens_of
from summarizer.checks.numbers.words import number_words
from summarizer.text.languages import Language


def find(text: str, language: Language) -> list[Quantity]:
    """The numbers of an NFC text, in order; parts of a date or a time come one by one.

    So do amounts without a number, which may stand for one: half a century. They are never exact.
    """
    if language == "vi":
        text = undotted(text)
    extra = spoken.find(text, language)
    found = sorted([*_read(text, language), *(one for one in extra if one.values)], key=_start)
    said = units.of_each(text, found)
    found = [_with_unit(one, unit) if unit else one for one, unit in zip(found, said, strict=True)]
    found = measures.measured(text, found, language)
    return sorted([*found, *(one for one in extra if not one.values)], key=_start)


def _read(text: str, language: Language) -> list[Quantity]:
    """The numbers in digits or words."""
    read = vietnamese.read if language == "vi" else english.read
    words = number_words(language)
    tokens = tokens_of(text)
    found: list[Quantity] = []
    index = 0
    while index < len(tokens):
        token, used = tokens[index], 1
        if token.number or token.lower.removesuffix("fold") in words.starts or token.word.isupper():
            quantity, used = read(text, tokens, index, words)
            if quantity is not None:
                found.append(quantity)
        index += used
    return found


def _start(quantity: Quantity) -> int:
    return quantity.start


def _with_unit(quantity: Quantity, unit: str) -> Quantity:
    shares = frozenset(("share", value) for value in quantity.values if unit == "percent")
    return replace(quantity, unit=unit, sizes=shares)
