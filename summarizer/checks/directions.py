"""What a summary says rose did not fall in its article: tăng 15%, of giảm 15%."""

import re
from collections.abc import Iterator

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.report import Finding

_OPPOSITE = {"tăng": "giảm", "giảm": "tăng", "lãi": "lỗ", "lỗ": "lãi", "thắng": "thua", "thua": "thắng"}
_MOVED = re.compile(
    rf"\b(?P<how>{'|'.join(_OPPOSITE)})\b(?: [^\W\d]+){{0,2}} (?P<number>\d[\d.,]*%?)", re.IGNORECASE
)


def check(article: Source, sentence: Output) -> Iterator[Finding]:
    """An error for a number that the article has behind the opposite word alone."""
    known = article.once(_moves)
    for number, said in _moves(sentence.text).items():
        for how in said:
            there = known.get(number, set())
            if _OPPOSITE[how] in there and how not in there:
                message = f"the summary says {how} {number}; the article says {_OPPOSITE[how]} {number}"
                yield finding(
                    "meaning", message, expected=f"{_OPPOSITE[how]} {number}", found=f"{how} {number}"
                )


def _moves(text: str) -> dict[str, set[str]]:
    """The numbers of a text with the words for a move before them."""
    found: dict[str, set[str]] = {}
    for match in _MOVED.finditer(text):
        found.setdefault(match["number"].rstrip(".,"), set()).add(match["how"].casefold())
    return found
