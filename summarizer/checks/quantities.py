"""Numbers, amounts and dates of a Vietnamese or an English text, by value and unit."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from summarizer.checks import measures, quantities_en, quantities_vi, spoken, units
from summarizer.checks.dates import undotted
from summarizer.checks.number_tokens import TOKEN, Quantity, Unit

__all__ = ["Language", "Quantity", "compare", "find", "same"]

Language = Literal["vi", "en"]


def find(text: str, language: Language) -> list[Quantity]:
    """The numbers of an NFC text, in order; parts of a date or a time come one by one.

    So do amounts without a number, which may stand for one: half a century. They are never exact.
    """
    if language == "vi":
        text = undotted(text)
    read = quantities_vi.read if language == "vi" else quantities_en.read
    tokens = list(TOKEN.finditer(text))
    found: list[Quantity] = []
    index = 0
    while index < len(tokens):
        quantity, used = read(text, tokens, index)
        if quantity is not None:
            found.append(quantity)
        index += max(1, used)
    english = language == "en"
    extra = spoken.find(text, english=english)
    found = sorted([*found, *(one for one in extra if one.values)], key=lambda one: one.start)
    said = units.of_each(text, found)
    found = [_with_unit(one, unit) if unit else one for one, unit in zip(found, said, strict=True)]
    found = measures.measured(text, found, english=english)
    return sorted([*found, *(one for one in extra if not one.values)], key=lambda one: one.start)


def _with_unit(quantity: Quantity, unit: Unit) -> Quantity:
    shares = frozenset(("share", value) for value in quantity.values if unit == "percent")
    return replace(quantity, unit=unit, sizes=shares)


def compare(source: Sequence[Quantity], output: Sequence[Quantity]) -> tuple[list[Quantity], list[Quantity]]:
    """The exact numbers of the source that the output lacks, and those of the output that are new."""
    missing = [one for one in source if one.exact and not any(same(one, other) for other in output)]
    new = [one for one in output if one.exact and not any(same(one, other) for other in source)]
    return missing, new


def same(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers may be of one value; hours also by the other half of the day, amounts by size."""
    if one.text == other.text and not one.values and not one.sizes:
        return True
    if measures.same_size(one, other):
        return True
    if {one.role, other.role} & {"month"} and one.role != other.role and "any" not in {one.role, other.role}:
        return False
    hours = one.role == other.role == "hour"
    return any(
        abs(a - b) <= 1e-9 * max(abs(a), abs(b)) or (hours and abs(a - b) == 12)
        for a in one.values
        for b in other.values
    )
