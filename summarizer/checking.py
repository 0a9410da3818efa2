"""Checks anybody's translation of a Vietnamese sentence; no model is needed."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.report import Finding
    from summarizer.text.glossary import Glossary

_ORDER = {"error": 0, "warning": 1, "info": 2}


def check(source: str, translation: str, glossary: "Glossary | None" = None) -> "tuple[Finding, ...]":
    """The findings of the English of one Vietnamese sentence, errors first, numbered from 1.

    `glossary` holds the terms that must come through; without one it is the shipped one.
    """
    from unicodedata import normalize

    from summarizer.checks.analysed import Output, Source
    from summarizer.checks.suite import check_translation

    text = normalize("NFC", source)
    terms = tuple((glossary or _shipped()).find(text))
    found = check_translation(Source(text, terms=terms), Output(normalize("NFC", translation)))
    unlike = {(one.kind, one.message): one for one in found}
    ordered = sorted(unlike.values(), key=lambda one: _ORDER[one.severity])
    return tuple(
        one.model_copy(update={"id": number, "target": "translation", "task": "translation"})
        for number, one in enumerate(ordered, start=1)
    )


@cache
def _shipped() -> "Glossary":
    from summarizer.config import GlossarySettings
    from summarizer.text.glossary import Glossary

    return Glossary.load(GlossarySettings())
