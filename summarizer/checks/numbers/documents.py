"""Kinds of legal documents and their parts: Quyết định 819 is Decision 819, 10 chương are ten chapters."""

import re
from collections.abc import Iterator, Mapping

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.report import Finding

# What English calls each; of `directive` and `instruction` either will do.
_KINDS: Mapping[str, str] = {
    "nghị định": "decree",
    "nghị quyết": "resolution",
    "thông tư": "circular",
    "quyết định": "decision",
    "chỉ thị": "directive|instruction",
    "pháp lệnh": "ordinance",
}
_PARTS: Mapping[str, str] = {"chương": "chapter", "điều": "article", "khoản": "clause", "mục": "section"}
_GIVEN = re.compile(rf"\b(?P<kind>{'|'.join(_KINDS)}) (?:số )?(?P<number>\d+)", re.IGNORECASE)
_SAID = re.compile(rf"\b(?P<kind>{'|'.join(_KINDS.values())}) (?:No\.? ?)?(?P<number>\d+)", re.IGNORECASE)
_GIVEN_PARTS = re.compile(rf"\b(?P<number>\d+) (?P<kind>{'|'.join(_PARTS)})\b(?! \d)", re.IGNORECASE)
_SAID_PARTS = re.compile(rf"\b(?P<number>\d+) (?P<kind>{'|'.join(_PARTS.values())})s?\b", re.IGNORECASE)


def check(source: Source, output: Output) -> Iterator[Finding]:
    """An error for a document, or a number of its parts, that the English calls by another kind."""
    yield from _changed(source.text, output.text, _KINDS, _GIVEN, _SAID)
    yield from _changed(source.text, output.text, _PARTS, _GIVEN_PARTS, _SAID_PARTS)


def _changed(
    source: str, output: str, kinds: Mapping[str, str], given: re.Pattern[str], said: re.Pattern[str]
) -> Iterator[Finding]:
    named = {match["number"].lstrip("0"): match for match in said.finditer(output)}
    own: dict[str, set[str]] = {}
    for match in given.finditer(source):
        own.setdefault(match["number"].lstrip("0"), set()).update(kinds[match["kind"].casefold()].split("|"))
    for match in given.finditer(source):
        number = match["number"].lstrip("0")
        other = named.get(number)
        if other is not None and other["kind"].casefold() not in own[number]:
            message = f"the article says {match[0]}; the translation says {other[0]}"
            yield finding("number", message, expected=match[0], found=other[0])
