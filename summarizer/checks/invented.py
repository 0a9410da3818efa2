"""What English tells of a crime, a relative, a day or an animal stands in the Vietnamese in some word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.report import Finding
from summarizer.text.languages import forms_of, rows

_OPENING = re.compile(r"\A\W*\w(?=[a-z])")  # the first letter, whose capital makes no name


@dataclass(frozen=True, slots=True)
class _Thing:
    """English for a thing, the Vietnamese that may bear it, and what of that does not."""

    english: re.Pattern[str]
    vietnamese: re.Pattern[str]
    exceptions: re.Pattern[str]
    sure: bool


def check(source: Source, output: Output) -> Iterator[Finding]:
    """An error for each thing of the list that nothing in the sentence bears, a warning for one with `~`.

    A capital is of a name, Tiger beer. Without diacritics nothing can be told of the Vietnamese.
    """
    if source.bare or source.text.isascii():
        return
    text, english = source.text.casefold(), _OPENING.sub(lambda first: first[0].lower(), output.text)
    for thing in _things() if _any().search(english) else ():
        said = thing.english.search(english)
        if said is None or thing.vietnamese.search(thing.exceptions.sub("", text)):
            continue
        message = f"the translation says “{said[0]}”; nothing in the article says so"
        yield finding("meaning", message, "error" if thing.sure else "warning", found=said[0])


@cache
def _things() -> tuple[_Thing, ...]:
    return tuple(
        _Thing(
            re.compile(rf"(?<!\w)(?:{forms_of(english.removeprefix('~'))})(?!\w)"),
            re.compile(rf"(?<!\w)(?:{forms_of(vietnamese)})(?!\w)"),
            re.compile(r"(?!)" if other == "-" else rf"(?<!\w)(?:{forms_of(other)})(?!\w)"),
            not english.startswith("~"),
        )
        for english, vietnamese, other in rows("en", "invented")
    )


@cache
def _any() -> re.Pattern[str]:
    """English for any of the things: most sentences have none, which is sooner known at once."""
    return re.compile(
        rf"(?<!\w)(?:{'|'.join(forms_of(row[0].removeprefix('~')) for row in rows('en', 'invented'))})"
    )
