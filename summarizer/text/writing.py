"""Findings on how a text is written: in another language, in capitals alone, without diacritics."""

from collections.abc import Sequence

from summarizer.report import Finding
from summarizer.text.capitals import in_capitals
from summarizer.text.unmarked import is_unmarked

_LANGUAGES = {"en": "English", "und": "another language, or unclear"}


def doubts(language: str, text: str) -> Sequence[Finding]:
    """What makes the results for a text in a language poor, if anything does."""
    if language == "vi":
        if not in_capitals(text):
            return ()
        message = "the article is in capitals, so that no name can be told from a word; results may be poor"
        return (Finding(kind="language", severity="warning", message=message),)
    doubt = f"does not read as Vietnamese ({_LANGUAGES[language]})"
    doubt = "has no Vietnamese diacritics, which models need" if is_unmarked(text) else doubt
    message = f"the article {doubt}; results may be poor"
    return (Finding(kind="language", severity="warning", message=message),)


def unmarked(text: str) -> Sequence[Finding]:
    """A note on a text without diacritics whose English is checked, as less of it can be compared."""
    if not is_unmarked(text):
        return ()
    message = "the Vietnamese is written without diacritics: less of it can be compared"
    return (Finding(kind="language", severity="info", message=message),)
