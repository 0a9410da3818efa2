"""Checks anybody's translation of a Vietnamese sentence; no model is needed."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, get_args
from unicodedata import normalize

from summarizer.errors import UsageError

if TYPE_CHECKING:
    from summarizer.config import Diacritics
    from summarizer.report import Finding
    from summarizer.text.glossary import Glossary

_MOST = 10_000  # characters that are checked as one sentence: the time grows with their square


def check(
    source: str,
    translation: str,
    glossary: "Glossary | None" = None,
    *,
    diacritics: "Diacritics" = "remove",
) -> "tuple[Finding, ...]":
    """What `summarizer.check` gives, numbered from 1.

    A text that is far too long for a sentence is checked sentence by sentence, where both have as many.

    Raises:
        UsageError: `diacritics` is neither `remove` nor `keep`.
    """
    from summarizer.config import Diacritics
    from summarizer.text.writing import unmarked

    if diacritics not in get_args(Diacritics):
        raise UsageError(f"diacritics: {diacritics!r} is unknown; choose {' or '.join(get_args(Diacritics))}")
    source, translation = normalize("NFC", source), normalize("NFC", translation)
    found = _findings(source, translation, glossary or _shipped(), diacritics, "")
    return _in_order((*found, *unmarked(source)))


def check_within(
    article: str, source: str, translation: str, glossary: "Glossary", diacritics: "Diacritics"
) -> "tuple[Finding, ...]":
    """The findings of one sentence of a text, as `check` has them, without what holds for all of the text.

    `article` is that text in NFC, empty where the sentences beside this one may be of other articles.
    """
    source, translation = normalize("NFC", source), normalize("NFC", translation)
    return _in_order(_findings(source, translation, glossary, diacritics, article))


def _in_order(findings: "Iterable[Finding]") -> "tuple[Finding, ...]":
    """The findings that differ, errors first, numbered."""
    from summarizer.report import SEVERITIES

    unlike = {(one.kind, one.message): one for one in findings}
    ordered = sorted(unlike.values(), key=lambda one: SEVERITIES.index(one.severity))
    return tuple(
        one.model_copy(update={"id": number, "target": "translation", "task": "translation"})
        for number, one in enumerate(ordered, start=1)
    )


def _findings(
    source: str, translation: str, glossary: "Glossary", diacritics: "Diacritics", article: str
) -> "tuple[Finding, ...]":
    from summarizer.checks.analysed import Output, Source
    from summarizer.checks.findings import finding
    from summarizer.checks.names import diacritics as names
    from summarizer.checks.names.once import told_once
    from summarizer.checks.suite import check_translation

    if max(len(source), len(translation)) <= _MOST:
        output = Output(translation)
        terms, suggested = tuple(glossary.find(source)), tuple(glossary.suggested(source))
        found = told_once(check_translation(Source(source, terms, suggested, article=article), output))
        return (*found, *names.check(output)) if diacritics == "remove" else found
    ours, theirs = list(_sentences(source)), list(_sentences(translation))
    if len(ours) == len(theirs) > 1:
        pairs = zip(ours, theirs, strict=True)
        return tuple(
            found for one, other in pairs for found in _findings(one, other, glossary, diacritics, article)
        )
    message = f"too long to be checked as one sentence ({len(source):,} and {len(translation):,} characters)"
    return (finding("length", f"{message}; put each sentence on a line of its own"),)


def _sentences(text: str) -> Iterator[str]:
    from summarizer.text.sentences import split

    return (text[start:end] for start, end in split(text))


@cache
def _shipped() -> "Glossary":
    from summarizer.config import GlossarySettings
    from summarizer.text.glossary import Glossary

    return Glossary.load(GlossarySettings())
