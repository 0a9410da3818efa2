"""Numbers of the source are in the output by value, and none is new."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from summarizer.checks import dates
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

    Warnings for what translators leave out or add: the year or month of a date that has more to it, what
    stands in brackets, and, left out, numbers up to three.
    """
    missing, new = compare(find(source, "vi"), find(output, "en"))
    new = list(new)
    for quantity in missing:
        other = _likest(quantity, new)
        if other is None:
            yield _finding(
                f"the article says {quantity.text}; the translation does not",
                "warning" if _spared(quantity, source) else "error",
                expected=quantity.text,
            )
            continue
        new.remove(other)
        yield _finding(
            f"the article says {quantity.text}; the translation says {other.text}",
            expected=quantity.text,
            found=other.text,
        )
    for quantity in new:
        yield _finding(
            f"the translation says {quantity.text}; the article does not",
            "warning" if _aside(quantity, output) else "error",
            found=quantity.text,
        )


def check_summary(document: Document, sentence: str) -> Iterator[Finding]:
    """Errors for numbers of a summary's sentence that the article does not give, or gives but as no date."""
    known = _of(document.text)
    new = [
        quantity.text
        for quantity in find(sentence, "vi")
        if quantity.exact and not any(same(quantity, other) for other in known)
    ]
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


def _finding(
    message: str, severity: Severity = "error", *, expected: str | None = None, found: str | None = None
) -> Finding:
    return Finding(kind="number", severity=severity, message=message, expected=expected, found=found)
