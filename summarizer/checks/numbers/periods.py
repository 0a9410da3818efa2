"""Parts of a month, year or other period: đầu tháng 11 is early, cuối năm late."""

import re
from collections.abc import Iterator, Mapping

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.report import Finding

_PERIOD = r"(?:tháng|năm|tuần|quý|thập niên|thập kỷ|thế kỷ|thập niên|mùa)\b"
_GIVEN = re.compile(rf"\b(?P<part>đầu|giữa|cuối) {_PERIOD}(?! (?:đầu|cuối) cấp)", re.IGNORECASE)
_FITS: Mapping[str, re.Pattern[str]] = {
    "đầu": re.compile(
        r"\b(?:earl(?:y|ier)|beginning|start(?:s|ed|ing)?|began|first|new|turn|onset|opening)\b",
        re.IGNORECASE,
    ),
    "giữa": re.compile(r"\b(?:mid\w*|middle|halfway|half-way|between|among|amid)\b", re.IGNORECASE),
    "cuối": re.compile(
        r"\b(?:late[r]?|end(?:s|ed|ing)?|last|final|close|latter|eve|weekends?|\w+-end)\b",
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


def check(source: Source, output: Output) -> Iterator[Finding]:
    """An error where the English has another part of a period than the sentence, and not the sentence's."""
    given = {match["part"].casefold(): match[0] for match in _GIVEN.finditer(source.text)}
    if not given:
        return
    for match in _SAID.finditer(output.text):
        part = match.lastgroup or ""
        lost = next((one for one in given if not _FITS[one].search(output.text)), None)
        if part not in given and lost is not None:
            said = match[0].strip(" -")
            message = f"the article says {given[lost]}; the translation says {said}"
            yield finding("number", message, expected=given[lost], found=said)
            return
