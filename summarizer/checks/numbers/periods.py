"""Parts of a month, year or other period: đầu tháng 11 is early, cuối năm late."""

import re
from collections.abc import Iterator, Mapping

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.report import Finding

_PERIOD = r"(?:tháng|năm|tuần|quý|thập niên|thập kỷ|thế kỷ|mùa)\b"
_GIVEN = re.compile(rf"\b(?P<part>đầu|giữa|cuối) {_PERIOD}(?! (?:đầu|cuối) cấp)", re.IGNORECASE)
_FITS: Mapping[str, re.Pattern[str]] = {
    "đầu": re.compile(
        r"\b(?:earl(?:y|ier)|beginning|start(?:s|ed|ing)?|began|first|new|turn|onset|opening)\b",
        re.IGNORECASE,
    ),
    "giữa": re.compile(r"\b(?:mid\w*|middle|halfway|half-way|between|among|amid)\b", re.IGNORECASE),
    "cuối": re.compile(
        r"\b(?:late[r]?|end(?:s|ed|ing)?|last|second|final|close|latter|eve|weekends?|\w+-end)\b",
        re.IGNORECASE,
    ),
}
_SAID = re.compile(
    r"\b(?:(?P<đầu>early|(?:the )?(?:beginning|start) of)|(?P<giữa>mid|the middle of)"
    r"|(?P<cuối>late|(?:the )?end of))[ -](?:the |this |last |next |that )?"
    r"(?=(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December|month|year|week|quarter|decade|century|\d{4})\b)",
    re.IGNORECASE,
)

# The first nine months, the second half.
_GIVEN_MANY = re.compile(
    r"\b(?:\w+ (?:ngày|tuần|tháng|năm|quý) (?P<after>đầu|cuối) (?:năm|tháng|quý|tuần|thế kỷ|thập niên)"
    r"|nửa (?P<half>đầu|cuối))\b",
    re.IGNORECASE,
)
_SAID_MANY = re.compile(
    r"\b(?:(?P<đầu>first|opening)|(?P<cuối>last|second|latter|final|closing)) "
    r"(?:half|(?:\w+ )?(?:days?|weeks?|months?|years?|quarters?) of)\b",
    re.IGNORECASE,
)


def check(source: Source, output: Output) -> Iterator[Finding]:
    """An error where the English has another part of a period than the sentence, and not the sentence's."""
    given = {match["part"].casefold(): match[0] for match in _GIVEN.finditer(source.text)}
    yield from _changed(given, _SAID, output.text)
    many = {
        (match["after"] or match["half"]).casefold(): match[0] for match in _GIVEN_MANY.finditer(source.text)
    }
    yield from _changed(many, _SAID_MANY, output.text)


def _changed(given: Mapping[str, str], said: re.Pattern[str], output: str) -> Iterator[Finding]:
    if not given:
        return
    for match in said.finditer(output):
        part = match.lastgroup or ""
        lost = next((one for one in given if not _FITS[one].search(output)), None)
        if part not in given and lost is not None:
            other = match[0].strip(" -")
            message = f"the article says {given[lost]}; the translation says {other}"
            yield finding("number", message, expected=given[lost], found=other)
            return
