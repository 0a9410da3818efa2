"""Numbers of a sentence are in its English by value and unit, and the English has none of its own."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.checks.numbers import (
    changed_dates,
    clock,
    codes,
    counts,
    half_units,
    holidays,
    identifiers,
    lunar,
    measures,
    units,
)
from summarizer.checks.numbers.quantity import Quantity, compare, same, same_size
from summarizer.checks.numbers.rounding import rounded
from summarizer.checks.numbers.words import number_words
from summarizer.report import Finding, Severity
from summarizer.text.languages import alternatives

_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_DAY_BEFORE = re.compile(r"\d(?:st|nd|rd|th)?(?: of| tháng)? $")
_DAY_AFTER = re.compile(r" \d\d?(?!\d)")
_DIGIT = re.compile(r"\d")


def check(source: Source, output: Output) -> Iterator[Finding]:
    """Errors for numbers, dates and amounts of a sentence that its English lost, changed or made up.

    Small counts in words (`năm người`) must be somewhere in the English, whatever it counts with them, and an
    amount must be of the same unit or come to the same in another (24 tháng, two years). A holiday's name
    keeps its date. No percent sign, currency or code may be new. Warnings for what translators leave out or
    add: the year or month of a date that has more to it, what stands in brackets, and, left out, digits up to
    three, a `two` and a unit.
    """
    missing, new = compare(source.quantities, output.quantities)
    near = rounded(missing, new, output.text)
    missing = [one for one in missing if all(one is not given for given, _ in near)]
    new = [one for one in new if all(one is not said for _, said in near)]
    given, said = identifiers.places(source, output)
    kept = clock.kept(source, output)
    given += [one.span for one in kept[0]]
    said += [one.span for one in kept[1]]
    missing = _outside(missing, given)
    if lunar.LUNAR.search(output.text):
        missing = [one for one in missing if not _is_lunar(one, output)]
        own = lunar.days(source)
        new = [one for one in new if not one.values & own]
    nights = source.once(changed_dates.nights_of).values()
    new = [one for one in new if one.role != "month" or not one.values & {float(month) for month in nights}]
    halves = [given for given, _ in source.once(half_units.find)]
    new = [one for one in new if not any(same_size(given, one) for given in halves)]
    renumbered = list(identifiers.changed(source, output))
    yield from renumbered
    for time, other in clock.changed(source, output):
        others = _outside(missing, [time.span])
        if all(_spared(one, source.text) for one in missing if one not in others):
            missing = others
            said.append(other.span)
            yield _changed(time.text, other.text)
    new = _outside(new, said)
    yield from _missing(source, output, missing, new)
    yield from _counts(source, output, new)
    for quantity in new:
        yield finding(
            "number",
            f"the translation says {quantity.text}; the article does not",
            "warning" if _aside(quantity, output.text) else "error",
            found=quantity.text,
        )
    yield from _units(source.quantities, output.quantities)
    yield from _foreign(source, output.quantities)
    for quantity, unit, other_unit in measures.changed(source.quantities, output.quantities):
        yield _unit_changed(quantity.text, unit, other_unit)
    for quantity, unit in measures.added(source.text, source.quantities, output.quantities):
        yield _changed(counts.phrase(quantity, source.text), f"{quantity.text} ({unit})")
    for expected, found in changed_dates.changed(source, output):
        yield _changed(expected, found)
    for quarter in changed_dates.lost_quarters(source, output):
        yield _lost(quarter, "warning")
    for expected, found in counts.years_as_five(source, output):
        yield _changed(expected, found)
    told = [one.found for one in renumbered if one.found]
    for code in codes.strange(source.text, source.quantities, output.text):
        if not any(text in code for text in told):
            yield finding("number", f"the translation says {code}; the article does not", found=code)


def _is_lunar(month: Quantity, output: Output) -> bool:
    """Whether the output has a month as one of the lunar calendar: tháng Chạp, the last lunar month."""
    if month.role not in {"month", "any"}:
        return False
    return month.text.casefold() in {"giêng", "chạp"} or any(
        month.values & one.values for one in output.quantities
    )


def _outside(quantities: Sequence[Quantity], spans: Sequence[tuple[int, int]]) -> list[Quantity]:
    """The numbers that do not begin in any of some stretches of the text."""
    return [one for one in quantities if not any(start <= one.start < end for start, end in spans)]


def _missing(
    source: Source, output: Output, missing: Sequence[Quantity], new: list[Quantity]
) -> Iterator[Finding]:
    """A finding for each number that the English lacks; what stands in its place leaves `new`."""
    kept = holidays.named(source.text, output.text) if missing else []
    for quantity in missing:
        if any(start <= quantity.start < end for start, end in kept):
            continue
        other = _likest(quantity, new)
        if other is not None:
            new.remove(other)
            yield _changed(quantity.text, other.text)
            continue
        strange = counts.strange(source, output) if counts.in_digits(quantity, source.text) else []
        if strange:
            yield _changed(counts.phrase(quantity, source.text), strange[0].text)
        else:
            yield _lost(quantity.text, "warning" if _spared(quantity, source.text) else "error")


def _counts(source: Source, output: Output, new: list[Quantity]) -> Iterator[Finding]:
    """Findings for small counts in words that the English lost; what stands in their place leaves `new`.

    Where no other number stands in its place, a word that may be no count is nothing, and a `two`, which a
    plural may tell, is a warning.
    """
    lost = counts.lost(source, output)
    strange = counts.strange(source, output) if lost else []
    for quantity in lost:
        text = counts.phrase(quantity, source.text)
        if strange:
            other = strange.pop(0)
            new[:] = [one for one in new if one is not other]
            yield _changed(text, other.text)
        elif counts.counted(quantity, source.text):
            yield _lost(text, "warning" if max(quantity.values) <= 2 else "error")


def _units(given: Sequence[Quantity], said: Sequence[Quantity]) -> Iterator[Finding]:
    """An error for each amount of the source that the output has in another unit, a warning for none."""
    for quantity in given:
        if quantity.unit is None or not quantity.exact:
            continue
        found = {other.unit for other in said if same(quantity, other)}
        if not found or quantity.unit in found or any(same_size(quantity, other) for other in said):
            continue  # a percentage may be said without its sign: half, doubled
        if None in found:
            message = f"the article says {quantity.text} ({quantity.unit}); the translation says no unit"
            yield finding("number", message, "warning", expected=quantity.unit)
        else:
            yield _unit_changed(quantity.text, quantity.unit, min(filter(None, found)))


def _foreign(source: Source, said: Sequence[Quantity]) -> Iterator[Finding]:
    """An error for each number that the output alone calls a percentage or foreign money."""
    for quantity in said:
        unit = quantity.unit
        if unit is None or unit == "dong" or units.mentioned(unit, source.text):
            continue
        equal = [other for other in source.quantities if other.values & quantity.values]
        if equal and all(other.unit is None for other in equal):
            message = f"the article says {equal[0].text}; the translation says it in {unit}"
            yield finding("number", message, expected=equal[0].text, found=f"{quantity.text} ({unit})")


def _spared(quantity: Quantity, text: str) -> bool:
    return max(quantity.values, default=9.0) <= 3 or _aside(quantity, text)


def _aside(quantity: Quantity, text: str) -> bool:
    """Whether a number is one that translators leave out or add: in brackets, or of a date."""
    inside = text.rfind("(", 0, quantity.start) > text.rfind(")", 0, quantity.start)
    return inside or _belongs_to_date(quantity, text)


def _belongs_to_date(quantity: Quantity, text: str) -> bool:
    """Whether a number is the year or the month of a date that has more to it."""
    before, after = text[: quantity.start], text[quantity.end :]
    if quantity.role == "month":
        return _DAY_BEFORE.search(before) is not None or _DAY_AFTER.match(after) is not None
    return _YEAR.fullmatch(quantity.text) is not None and _month_before().search(before) is not None


@cache
def _month_before() -> re.Pattern[str]:
    """A month in front of a year."""
    months = alternatives(number_words("en").months)
    return re.compile(
        rf"(?:\btháng \d\d?(?: năm |[/.-])|\d/\d\d?/|\b(?:{months})(?: \d\d?)?,? )$", re.IGNORECASE
    )


def _likest(quantity: Quantity, others: Sequence[Quantity]) -> Quantity | None:
    """What stands in a number's place: the one that shares most digits with it, the first of equals."""
    digits = set(_DIGIT.findall(quantity.text))
    return max(others, key=lambda other: len(digits & set(other.text)), default=None)


def _lost(text: str, severity: Severity) -> Finding:
    message = f"the article says {text}; the translation does not"
    return finding("number", message, severity, expected=text)


def _changed(text: str, other: str) -> Finding:
    message = f"the article says {text}; the translation says {other}"
    return finding("number", message, expected=text, found=other)


def _unit_changed(text: str, unit: str, other: str) -> Finding:
    message = f"{text} are {unit} in the article, {other} in the translation"
    return finding("number", message, expected=unit, found=other)
