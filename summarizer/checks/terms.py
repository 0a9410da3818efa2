"""Glossary terms of the source are rendered by an accepted form."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from summarizer.document import Document
from summarizer.report import Finding, Severity
from summarizer.text.glossary import TermMatch

# Real translations say `he` for a post, and put law and procedure in many ways; these types they keep.
_STRICT = frozenset(("abbr", "media", "org", "rank"))
_MARKS = re.compile(r"[^\w]+")
_GENITIVE = re.compile(r"['’`]\s*s\b")
_ABBREVIATION = re.compile(r"(?<![\w/-])[A-ZĐÂÊÔƠƯĂ]{2,}[A-ZĐÂÊÔƠƯĂ\d]*(?![\w/])")
_ROMAN = re.compile(r"[IVXLC]+")


def check(source: str, output: str, terms: Sequence[TermMatch]) -> Iterator[Finding]:
    """A finding for each term of the source without an accepted form in the translation.

    An error for ranks, bodies, media and abbreviations; a warning for offices, law and other terms, where
    one English list cannot hold all that is right, and for bodies without a capital (`quốc hội` of any
    country) or with every word of theirs in the sentence (`the ministries of Health and Finance`). Places are
    a matter of names.
    """
    text = _flat(output)
    seen = set()
    for match in terms:
        term = match.term
        if term.type == "place" or term.source in seen:
            continue
        if term.type == "abbr" and _left(term.source, term.english, term.variants, output):
            seen.add(term.source)
            yield Finding(
                kind="term",
                severity="error",
                message=f"“{term.source}” is left in the translation; it is “{term.english}” in English",
                expected=term.english,
                found=term.source,
            )
            continue
        if _occurs(term.english, term.variants, text):
            continue
        seen.add(term.source)
        common = term.type == "org" and (source[match.start].islower() or _in_pieces(term.english, text))
        severity: Severity = "error" if term.type in _STRICT and not common else "warning"
        yield Finding(
            kind="term",
            severity=severity,
            message=f"“{term.source}” in the article is “{term.english}” in English;"
            " the translation does not say so",
            expected=term.english,
        )


def check_abbreviations(document: Document, sentence: str) -> Iterator[Finding]:
    """An error for each abbreviation of a summary's sentence that the article does not use."""
    shouted = sentence.isupper()
    for found in dict.fromkeys(_ABBREVIATION.findall(sentence)):
        if shouted or _ROMAN.fullmatch(found) or found in document.text:
            continue
        yield Finding(
            kind="term",
            severity="error",
            message=f"the summary says “{found}”, an abbreviation that the article does not use",
            found=found,
        )


def _occurs(english: str, variants: tuple[str, ...], text: str) -> bool:
    return any(
        f" {form}{plural} " in text for form in _forms(english, variants) for plural in ("", "s", "es")
    )


def _left(source: str, english: str, variants: tuple[str, ...], output: str) -> bool:
    """Whether a Vietnamese abbreviation stands in the output, which English does not use."""
    if re.search(rf"(?<![\w/-]){re.escape(source)}(?![\w/-])", output) is None:
        return False
    return not any(source in form for form in (english, *variants))


def _in_pieces(english: str, text: str) -> bool:
    """Whether the beginning of each word of a term is somewhere in a flat text."""
    return all(f" {word[:4]}" in text for word in _flat(english).split() if len(word) > 3)


@lru_cache(maxsize=4096)
def _forms(english: str, variants: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_flat(form).strip() for form in (english, *variants))


def _flat(text: str) -> str:
    """Words alone between spaces, lower-cased, a genitive as a plural."""
    return f" {_MARKS.sub(' ', _GENITIVE.sub('s', text.casefold())).strip()} "
