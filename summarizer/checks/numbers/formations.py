"""Units of armed forces: Trung đoàn 88 is Regiment 88, no brigade."""

import re
from collections.abc import Iterator
from functools import cache

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.report import Finding
from summarizer.text.languages import alternatives, rows

_NAME_BEFORE = re.compile(r"[A-ZĐ]\w* $")  # Quang Trung đội giá


def check(source: Source, output: Output) -> Iterator[Finding]:
    """An error for a unit of forces that the English calls another, a warning where it has none."""
    given = {
        match[0].casefold(): match
        for match in _vietnamese().finditer(source.text)
        if match[0].islower() or not _NAME_BEFORE.search(source.text, 0, match.start())
    }
    if not given:
        return
    said = [(_plain(match["unit"]), match) for match in _english().finditer(output.text)]
    accepted = {form for unit in given for form in _forms()[unit]}
    for unit, match in given.items():
        forms = _forms()[unit]
        number = match["number"]
        named = [(name, one) for name, one in said if number and number in {one["after"], one["before"]}]
        other = next((one for name, one in named if name not in forms), None)
        if named and other is None:
            continue
        if other is None and not any(name in forms for name, _ in said):
            other = next((one for name, one in said if name not in accepted), None)
        elif other is None:
            continue
        text = match[0] + (f" {number}" if number else "")
        if other is not None:
            message = f"the article says {text}; the translation says {other[0]}"
            yield finding("term", message, expected=f"{text} ({forms[0]})", found=other[0])
        else:
            message = f"the article says {text}; the translation does not"
            yield finding("term", message, "warning", expected=f"{text} ({forms[0]})")


def _plain(word: str) -> str:
    lower = word.casefold().replace("-", " ")
    return (
        lower[:-3] + "y"
        if lower.endswith("ies")
        else lower
        if lower.endswith("corps")
        else lower.removesuffix("s")
    )


@cache
def _forms() -> dict[str, list[str]]:
    return {unit: english.split("|") for unit, english in rows("vi", "formations")}


@cache
def _vietnamese() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(_forms())})\b(?=(?: (?:số )?(?P<number>\d+))?)", re.IGNORECASE)


@cache
def _english() -> re.Pattern[str]:
    words = {form for forms in _forms().values() for form in forms}
    plural = alternatives(words).replace("\\ ", "[ -]")
    return re.compile(
        rf"(?:\b(?P<before>\d+)(?:st|nd|rd|th)? (?:\w+ )?)?\b(?P<unit>(?:{plural})(?:s|ies)?"
        rf"|brigades?|companies|batteries|army)\b"
        r"(?: (?:No\.? ?)?(?P<after>\d+))?",
        re.IGNORECASE,
    )
