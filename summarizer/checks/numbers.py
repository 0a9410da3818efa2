"""Numbers of the source are in the output by value, and none is new."""

import re
from collections.abc import Iterator, Sequence

from summarizer.checks.quantities import Quantity, compare, find, same
from summarizer.document import Document
from summarizer.report import Finding


def check(source: str, output: str) -> Iterator[Finding]:
    """Errors for numbers, dates and amounts of a Vietnamese sentence that its English lost, changed or made up."""
    missing, new = compare(find(source, "vi"), find(output, "en"))
    new = list(new)
    for quantity in missing:
        other = _likest(quantity, new)
        if other is None:
            yield _finding(
                f"the article says {quantity.text}; the translation does not", expected=quantity.text
            )
            continue
        new.remove(other)
        yield _finding(
            f"the article says {quantity.text}; the translation says {other.text}",
            expected=quantity.text,
            found=other.text,
        )
    for quantity in new:
        yield _finding(f"the translation says {quantity.text}; the article does not", found=quantity.text)


def check_summary(document: Document, sentence: str) -> Iterator[Finding]:
    """Errors for numbers of a summary's sentence that the article does not give."""
    known = find(document.text, "vi")
    for quantity in find(sentence, "vi"):
        if quantity.exact and not any(same(quantity, other) for other in known):
            yield _finding(f"the summary says {quantity.text}; the article does not", found=quantity.text)


def _likest(quantity: Quantity, others: Sequence[Quantity]) -> Quantity | None:
    """What stands in a number's place: the one that shares most digits with it, the first of equals."""
    digits = set(re.findall(r"\d", quantity.text))
    return max(others, key=lambda other: len(digits & set(other.text)), default=None)


def _finding(message: str, *, expected: str | None = None, found: str | None = None) -> Finding:
    return Finding(kind="number", severity="error", message=message, expected=expected, found=found)
