"""Numbers of the source are in the output by value and unit, and none is new."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from summarizer.checks import codes, counts, dates, english_dates, holidays, measures, units
from summarizer.checks.quantities import Quantity, compare, find, same
from summarizer.document import Document
from summarizer.report import Finding, Severity

_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH_BEFORE = re.compile(
    rf"(?:\btháng \d\d?(?: năm |[/.-])|\d/\d\d?/|\b(?:{_MONTHS})(?: \d\d?)?,? )$", re.IGNORECASE
)
_DAY_BEFORE = re.compile(r"\d(?:st|nd|rd|th)?(?: of| tháng)? $")
_DAY_AFTER = re.compile(r" \d\d?(?!\d)")


def check(source: str, output: str) -> Iterator[Finding]:
    """Errors for numbers, dates and amounts of a sentence that its English lost, changed or made up.

    Small counts in words (`năm người`) must be somewhere in the English, whatever it counts with them, and an
    amount must be of the same unit or come to the same in another (24 tháng, two years). A holiday's name
    keeps its date. No percent sign, currency or code may be new. Warnings for what translators leave out or
    add: the year or month of a date that has more to it, what stands in brackets, and, left out, digits up to
    three, a `two` and a unit.
    """
    given, said = find(source, "vi"), find(output, "en")
    missing, left_over = compare(given, said)
    new = list(left_over)
    kept = holidays.named(source, output)
    for quantity in missing:
        if any(start <= quantity.start < end for start, end in kept):
            continue
        other = _likest(quantity, new)
        if other is None and counts.in_digits(quantity, source):
            other = next(iter(counts.strange(source, given, said)), None)
            if other is not None:
                yield _changed(counts.phrase(quantity, source), other.text)
                continue
        if other is None:
            yield _lost(quantity.text, "warning" if _spared(quantity, source) else "error")
            continue
        new.remove(other)
        yield _changed(quantity.text, other.text)
    yield from _counts(source, given, output, said, new)
    for quantity in new:
        yield _finding(
            f"the translation says {quantity.text}; the article does not",
            "warning" if _aside(quantity, output) else "error",
            found=quantity.text,
        )
    yield from _units(given, said)
    yield from _foreign(source, given, said)
    for quantity, unit, other_unit in measures.changed(given, said):
        yield _unit_changed(quantity.text, unit, other_unit)
    for expected, found in english_dates.changed(source, output):
        yield _changed(expected, found)
    for code in codes.strange(source, given, output):
        yield _finding(f"the translation says {code}; the article does not", found=code)


def _counts(
    source: str, given: Sequence[Quantity], output: str, said: Sequence[Quantity], new: list[Quantity]
) -> Iterator[Finding]:
    """Findings for small counts in words that the English lost; what stands in their place leaves `new`.

    Where no other number stands in its place, a word that may be no count is nothing, and a `two`, which a
    plural may tell, is a warning.
    """
    lost = counts.lost(source, given, output, said)
    strange = counts.strange(source, given, said) if lost else []
    for quantity in lost:
        text = counts.phrase(quantity, source)
        if strange:
            other = strange.pop(0)
            new[:] = [one for one in new if one is not other]
            yield _changed(text, other.text)
        elif counts.counted(quantity, source):
            yield _lost(text, "warning" if max(quantity.values) <= 2 else "error")


def _units(given: Sequence[Quantity], said: Sequence[Quantity]) -> Iterator[Finding]:
    """An error for each amount of the source that the output has in another unit, a warning for none."""
    for quantity in given:
        if quantity.unit is None or not quantity.exact:
            continue
        found = {other.unit for other in said if same(quantity, other)}
        if not found or quantity.unit in found or _halved(quantity, said):
            continue
        if None in found:
            message = f"the article says {quantity.text} ({quantity.unit}); the translation says no unit"
            yield _finding(message, "warning", expected=quantity.unit)
        else:
            yield _unit_changed(quantity.text, quantity.unit, next(iter(sorted(filter(None, found)))))


def _halved(quantity: Quantity, said: Sequence[Quantity]) -> bool:
    """Whether a percentage is said without its sign: half, doubled."""
    return any(measures.same_size(quantity, other) for other in said)


def _foreign(source: str, given: Sequence[Quantity], said: Sequence[Quantity]) -> Iterator[Finding]:
    """An error for each number that the output alone calls a percentage or foreign money."""
    for quantity in said:
        unit = quantity.unit
        if unit is None or unit == "dong" or units.mentioned(unit, source):
            continue
        equal = [other for other in given if other.values & quantity.values]
        if equal and all(other.unit is None for other in equal):
            message = f"the article says {equal[0].text}; the translation says it in {unit}"
            yield _finding(message, expected=equal[0].text, found=f"{quantity.text} ({unit})")


def check_summary(document: Document, sentence: str) -> Iterator[Finding]:
    """Errors for numbers of a summary's sentence that the article does not give, or gives but as no date.

    So are amounts that the article gives in another unit alone, and small counts in words; a `two` that the
    article may tell in another way is a warning.
    """
    known = _of(document.text)
    new = []
    for quantity in find(sentence, "vi"):
        found = {other.unit for other in known if same(quantity, other)}
        if quantity.exact and not found:
            new.append(quantity.text)
        elif quantity.exact and quantity.unit and not found & {quantity.unit, None}:
            unit = next(iter(sorted(filter(None, found))))
            message = f"{quantity.text} are {unit} in the article, {quantity.unit} in the summary"
            yield _finding(message, expected=unit, found=quantity.unit)
        elif counts.counted(quantity, sentence) and not quantity.values & counts.values(document.text, known):
            text = counts.phrase(quantity, sentence)
            severity: Severity = "warning" if max(quantity.values) <= 2 else "error"
            yield _finding(f"the summary says {text}; the article does not", severity, found=text)
    for text in new:
        yield _finding(f"the summary says {text}; the article does not", found=text)
    for date in dates.strange(sentence, document.text):
        if not any(text in date for text in new):
            yield _finding(f"the summary says {date}; the article has no such day or hour", found=date)


@lru_cache(maxsize=8)
def _of(article: str) -> tuple[Quantity, ...]:
    return tuple(find(article, "vi"))


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
    return _YEAR.fullmatch(quantity.text) is not None and _MONTH_BEFORE.search(before) is not None


def _likest(quantity: Quantity, others: Sequence[Quantity]) -> Quantity | None:
    """What stands in a number's place: the one that shares most digits with it, the first of equals."""
    digits = set(re.findall(r"\d", quantity.text))
    return max(others, key=lambda other: len(digits & set(other.text)), default=None)


def _lost(text: str, severity: Severity) -> Finding:
    return _finding(f"the article says {text}; the translation does not", severity, expected=text)


def _unit_changed(text: str, unit: str, other: str) -> Finding:
    message = f"{text} are {unit} in the article, {other} in the translation"
    return _finding(message, expected=unit, found=other)


def _changed(text: str, other: str) -> Finding:
    message = f"the article says {text}; the translation says {other}"
    return _finding(message, expected=text, found=other)


def _finding(
    message: str, severity: Severity = "error", *, expected: str | None = None, found: str | None = None
) -> Finding:
    return Finding(kind="number", severity=severity, message=message, expected=expected, found=found)
