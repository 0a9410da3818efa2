"""Numbers of a summary are those of its article, by value and unit."""

from collections.abc import Iterator

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.checks.numbers import counts, summary_dates
from summarizer.checks.numbers.quantity import same
from summarizer.checks.numbers.rounding import rounded
from summarizer.report import Finding


def check(article: Source, sentence: Output) -> Iterator[Finding]:
    """Errors for numbers of a summary's sentence that the article does not give, or gives but as no date.

    So are amounts that the article gives in another unit alone, and small counts in words; a `two` that the
    article may tell in another way is a warning.
    """
    known = article.quantities
    new = []
    for quantity in sentence.quantities:
        found = {other.unit for other in known if same(quantity, other)}
        if quantity.exact and not found and not rounded(known, [quantity], sentence.text):
            new.append(quantity.text)
        elif quantity.exact and quantity.unit and not found & {quantity.unit, None}:
            unit = min(filter(None, found))
            message = f"{quantity.text} are {unit} in the article, {quantity.unit} in the summary"
            yield finding("number", message, expected=unit, found=quantity.unit)
        elif counts.counted(quantity, sentence.text) and not quantity.values & counts.values(article):
            text = counts.phrase(quantity, sentence.text)
            message = f"the summary says {text}; the article does not"
            yield finding("number", message, "warning" if max(quantity.values) <= 2 else "error", found=text)
    for text in new:
        yield finding("number", f"the summary says {text}; the article does not", found=text)
    for date in summary_dates.strange(article, sentence.text):
        if not any(text in date for text in new):
            message = f"the summary says {date}; the article has no such day or hour"
            yield finding("number", message, found=date)
