"""Years are told as years: năm 2016 is no count of 2,016."""

import re
from collections.abc import Iterator

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.report import Finding

_GIVEN = re.compile(r"\bnăm (?P<year>(?:19|20)\d\d)(?![\d.,]\d)", re.IGNORECASE)


def check(source: Source, output: Output) -> Iterator[Finding]:
    """An error for a year that the English counts: 130th out of 2016, in 2,016.

    None where it has the year as well, beside a count of as many.
    """
    for year in dict.fromkeys(match["year"] for match in _GIVEN.finditer(source.text)):
        counted = f"{year[0]},{year[1:]}"
        said = re.search(rf"\d\w* out of (?:the )?{year}\b|(?<![\d.,]){counted}(?![\d,])", output.text)
        if said is None or year in output.text.replace(said[0], ""):
            continue
        if f"{year[0]}.{year[1:]}" not in source.text and counted not in source.text:
            message = f"the article says the year {year}; the translation says {said[0]}"
            yield finding("number", message, expected=f"năm {year}", found=said[0])
