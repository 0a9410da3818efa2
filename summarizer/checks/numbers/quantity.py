"""The type of a number with its value and unit, and whether two numbers are the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Role = Literal["number", "month", "hour", "any"]
Size = tuple[str, float]  # what it is counted in, and how many of it

_MINUTES_OF_A_MONTH = (28 * 1440, 30 * 1440, 365 * 1440 / 12)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at `text[start:end]`.

    `values` are what it may mean: one, or several where the notation leaves it open (2,800 in a careless
    Vietnamese text). `exact` is false for what an output may leave out or bring in: small written-out
    numbers, and digits within a name (COVID-19). A `month` is no mere number, and an `hour` may be given by
    either half of the day; a number between strokes (21/4) may be both. `unit` (percent, a currency) and
    `measure` (kilograms, years) are None where none is said. `sizes` are what a number comes to with them:
    another unit may say the same.
    """

    text: str
    start: int
    end: int
    values: frozenset[float]
    exact: bool
    role: Role = "number"
    unit: str | None = None
    measure: str | None = None
    sizes: frozenset[Size] = frozenset()


def compare(source: Sequence[Quantity], output: Sequence[Quantity]) -> tuple[list[Quantity], list[Quantity]]:
    """The exact numbers of the source that the output lacks, and those of the output that are new."""
    missing = [one for one in source if one.exact and not any(same(one, other) for other in output)]
    new = [one for one in output if one.exact and not any(same(one, other) for other in source)]
    return missing, new


def same(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers may be of one value; hours also by the other half of the day, amounts by size."""
    if one.text == other.text and not one.values and not one.sizes:
        return True
    if same_size(one, other):
        return True
    if one.role != other.role and "month" in {one.role, other.role} and "any" not in {one.role, other.role}:
        return False
    if not one.values.isdisjoint(other.values):
        return True
    hours = one.role == other.role == "hour"
    return any(
        abs(a - b) <= 1e-9 * max(abs(a), abs(b)) or (hours and abs(a - b) == 12)
        for a in one.values
        for b in other.values
    )


def same_size(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers with their units come to the same: 24 tháng and two years, 50% and a half."""
    return any(_equal(a, b) for a in one.sizes for b in other.sizes)


def _equal(one: Size, other: Size) -> bool:
    (kind, a), (other_kind, b) = one, other
    if kind == other_kind:
        return abs(a - b) <= 1e-9 * max(a, b)
    if {kind, other_kind} != {"months", "minutes"}:
        return False
    months, minutes = (a, b) if kind == "months" else (b, a)
    return any(abs(months * month - minutes) <= 1e-9 * minutes for month in _MINUTES_OF_A_MONTH)
