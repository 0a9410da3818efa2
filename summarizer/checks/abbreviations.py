"""Abbreviations of a summary are those of its article."""

import re
from collections.abc import Iterator

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.report import Finding
from summarizer.text.known_names import with_whole_city

_ROMAN = re.compile(r"[IVXLC]+")
_CITY = re.compile(r"\b(?:[Tt]hành phố |Tp\.? ?)[A-ZĐ]")
_WORD = re.compile(r"[^\W_]+")
_ABBREVIATION = re.compile(r"(?<![\w/-])[A-ZĐÂÊÔƠƯĂ]{2,}[A-ZĐÂÊÔƠƯĂ\d]*(?![\w/])")


def check(article: Source, sentence: Output) -> Iterator[Finding]:
    """An error for each abbreviation of a summary's sentence that the article does not use as a word."""
    if sentence.text.isupper():
        return
    used = article.once(_written)
    for found in dict.fromkeys(_ABBREVIATION.findall(sentence.text)):
        if _ROMAN.fullmatch(found) or found in used or (found.removeprefix("TP") or "TP") in used:
            continue
        message = f"the summary says “{found}”, an abbreviation that the article does not use"
        yield finding("term", message, found=found)


def _written(article: str) -> frozenset[str]:
    """The words of an article that are all capitals; TPHCM and SE5, or TP.HCM and SE 5, in parts as well.

    Where the article writes a city out, its abbreviation is as good.
    """
    words = {word for word in _WORD.findall(article) if word.isupper()}
    if _CITY.search(article):
        words.add("TP")
    if "Hồ Chí Minh" in with_whole_city(article):
        words.add("HCM")
    parts = {part for word in words for part in re.split(r"\d+|(?<=^TP)(?=\w)", word) if part}
    return frozenset(words | parts)
