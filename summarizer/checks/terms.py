"""Glossary terms of the source are rendered by an accepted form."""

import re
from collections.abc import Iterator
from functools import lru_cache

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.report import Finding
from summarizer.text.glossary_files import Term
from summarizer.text.names import is_syllable
from summarizer.text.names import words as listed
from summarizer.text.term_matching import TermMatch

# Real translations say `he` for a post, and put law and procedure in many ways; these types they keep.
_STRICT = frozenset(("abbr", "media", "org", "rank"))
# What is left of a body's name where English says it shortly: `the ministry`.
_HEADS = listed(
    "administration agency army assembly bank board bureau city commission committee company congress"
    " corporation council court department force front government inspectorate institute ministry office"
    " parliament party police province union"
)
_SHORT = re.compile(r" the (\w+)(?! (?:of|for)\b)(?=\s)")  # not `the ministry of defence`
_OF_BODIES = listed("general national people peoples provincial public state supreme vietnam vietnamese")
_LEGAL_FORMS = frozenset(("joint stock company", "limited liability", "limited liability company"))
# What may stand between a body and the country that it is of.
_OF = r" (?:của |nước |tại |ở )?"
_OWNER = re.compile(rf"{_OF}([A-Z]\w+)")
_DATELINE = re.compile(r"\)?\s?[,:–—-]")
_MARKS = re.compile(r"[^\w]+")
_NO_RANK_BEFORE = "(?<!lieutenant)(?<!major)(?<!colonel)"
_NO_RANK_AFTER = "(?!(?:colonel|general|commander) )"
_GENITIVE = re.compile(r"['’`]\s*s\b")


def check(source: Source, output: Output) -> Iterator[Finding]:
    """A finding for each term of the source without an accepted form in the translation.

    An error for ranks, bodies, media and abbreviations; a warning for offices, law and other terms, where
    one English list cannot hold all that is right, and for bodies without a capital (`quốc hội` of any
    country) or with every word of theirs in the sentence (`the ministries of Health and Finance`). Places are
    a matter of names.
    """
    text = _flat(output.text) if source.terms else ""
    seen = set()
    for match in source.terms:
        term = match.term
        if term.type == "place" or term.source in seen:
            continue
        if term.type == "abbr" and _left(term, output.text):
            seen.add(term.source)
            message = f"“{term.source}” is left in the translation; it is “{term.english}” in English"
            yield finding("term", message, expected=term.english, found=term.source)
        elif not _occurs(term, text):
            seen.add(term.source)
            strict = term.type in _STRICT and not _is_free(source, text, match)
            message = f"“{term.source}” in the article is “{term.english}” in English;"
            message += " the translation does not say so"
            yield finding("term", message, "error" if strict else "warning", expected=term.english)


def _is_free(source: Source, text: str, match: TermMatch) -> bool:
    """Whether a right translation may well do without a strict term, as real ones do.

    It says `the ministry`, `the city`; it has another country's body or a common noun (an officer, a joint
    stock company) in words of its own; it leaves out the place that a report is dated from.
    """
    term = match.term
    if term.type == "rank":
        return term.english.islower()
    heads = _HEADS & set(_flat(term.english).split())
    short = any(head[1] in heads for head in _SHORT.finditer(text))
    if term.type == "org":
        return (
            short
            or source.text[match.start].islower()
            or term.english.islower()
            or _in_pieces(term.english, text)
            or (_is_foreign(source, match) and _in_part(term.english, text))
        )
    if term.english.endswith("City"):
        return short or (match.start < 2 and _DATELINE.match(source.text, match.end) is not None)
    return term.english in _LEGAL_FORMS


def _is_foreign(source: Source, match: TermMatch) -> bool:
    """Whether a body is another country's, whose name comes after it."""
    owner = _OWNER.match(source.text, match.end)
    return (owner is not None and not is_syllable(owner[1])) or any(
        other.term.type == "place"
        and not other.term.english.startswith("Viet")
        and other.start >= match.end
        and re.fullmatch(_OF, source.text[match.end : other.start]) is not None
        for other in source.terms
    )


def _in_part(english: str, text: str) -> bool:
    """Whether the beginning of a word of a term that tells bodies apart is in a flat text."""
    return any(
        f" {word[:4]}" in text
        for word in _flat(english).split()
        if len(word) > 3 and word not in _HEADS and word not in _OF_BODIES
    )


def _occurs(term: Term, text: str) -> bool:
    """Whether an accepted form of a term is in a flat text, in the plural as well."""
    forms = _forms(term.english, term.variants)
    if term.type == "rank":  # no lieutenant is a lieutenant colonel, and no colonel either
        return any(re.search(rf"{_NO_RANK_BEFORE} {form}(?:s|es)? {_NO_RANK_AFTER}", text) for form in forms)
    return any(f" {form}{plural} " in text for form in forms for plural in ("", "s", "es"))


def _left(term: Term, output: str) -> bool:
    """Whether a Vietnamese abbreviation stands in the output, which English does not use."""
    if re.search(rf"(?<![\w/-]){re.escape(term.source)}(?![\w/-])", output) is None:
        return False
    return not any(term.source in form for form in (term.english, *term.variants))


def _in_pieces(english: str, text: str) -> bool:
    """Whether the beginning of each word of a term is somewhere in a flat text."""
    return all(f" {word[:4]}" in text for word in _flat(english).split() if len(word) > 3)


@lru_cache(maxsize=4096)
def _forms(english: str, variants: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_flat(form).strip() for form in (english, *variants))


def _flat(text: str) -> str:
    """Words alone between spaces, lower-cased, a genitive as a plural."""
    return f" {_MARKS.sub(' ', _GENITIVE.sub('s', text.casefold())).strip()} "
