"""Kinds of legal documents and their parts: Quyết định 819 is Decision 819, 10 chương are ten chapters."""

import re
from collections.abc import Iterator, Mapping

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.checks.numbers.digits import roman_value
from summarizer.checks.numbers.words import number_words
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
# Words that only begin as a part of a law does: 3 mục tiêu are three goals, 2 khoản vay two loans.
_OTHER = (
    "chương trình|điều (?:khoản|kiện|luật|ước|lệ|tra|trị|chỉnh|hành|độ)|mục (?:tiêu|đích|sư|kích)"
    "|khoản (?:vay|nợ|tiền|thu|chi|phí|lỗ|lãi|thuế|đầu tư|tài trợ|viện trợ|tín dụng|đóng góp)"
)
_GIVEN = re.compile(rf"\b(?P<kind>{'|'.join(_KINDS)}) (?:số )?(?P<number>\d+)", re.IGNORECASE)
_SAID = re.compile(rf"\b(?P<kind>{'|'.join(_KINDS.values())}) (?:No\.? ?)?(?P<number>\d+)", re.IGNORECASE)
_CHAPTER = re.compile(r"\b[Cc]hương (?P<number>[IVXL]+|\d{1,4})\b")
_SAID_CHAPTER = re.compile(r"\b[Cc]hapters? (?P<number>[IVXL]+|\d{1,4})\b")
_GIVEN_PARTS = re.compile(
    rf"\b(?P<number>\d+) (?!(?:{_OTHER})\b)(?P<kind>{'|'.join(_PARTS)})\b(?! \d)", re.IGNORECASE
)
_SAID_PARTS = re.compile(rf"\b(?P<number>\w+) (?P<kind>{'|'.join(_PARTS.values())})s?\b", re.IGNORECASE)


def check(source: Source, output: Output) -> Iterator[Finding]:
    """An error for a document, or a number of its parts, that the English calls by another kind."""
    yield from _changed(source.text, output.text, _KINDS, _GIVEN, _SAID)
    yield from _changed(source.text, output.text, _PARTS, _GIVEN_PARTS, _SAID_PARTS)
    yield from _chapters(source.text, output.text)


def _changed(
    source: str, output: str, kinds: Mapping[str, str], given: re.Pattern[str], said: re.Pattern[str]
) -> Iterator[Finding]:
    named = {_digits(match["number"]): match for match in said.finditer(output)}
    own: dict[str, set[str]] = {}
    for match in given.finditer(source):
        own.setdefault(match["number"].lstrip("0"), set()).update(kinds[match["kind"].casefold()].split("|"))
    for match in given.finditer(source):
        number = match["number"].lstrip("0")
        other = named.get(number)
        if other is not None and other["kind"].casefold() not in own[number]:
            message = f"the article says {match[0]}; the translation says {other[0]}"
            yield finding("number", message, expected=match[0], found=other[0])


def _chapters(source: str, output: str) -> Iterator[Finding]:
    """An error for Chương II that became Chapter III."""
    ours, theirs = (
        {_arabic(match["number"]): match[0] for match in pattern.finditer(text)}
        for pattern, text in ((_CHAPTER, source), (_SAID_CHAPTER, output))
    )
    lost = [text for number, text in ours.items() if number not in theirs]
    new = [text for number, text in theirs.items() if number not in ours]
    for text, other in zip(lost, new, strict=False):
        message = f"the article says {text}; the translation says {other}"
        yield finding("number", message, expected=text, found=other)


def _arabic(number: str) -> int:
    return int(number) if number.isdigit() else roman_value(number, after=True) or 0


def _digits(number: str) -> str:
    """A number of an English text in digits; words beyond ten stay words."""
    small = number_words("en").small.get(number.casefold())
    return number.lstrip("0") if small is None else str(small)
