"""What somebody says in quotation marks stays a quotation, whose marks open and close."""

import re
from collections.abc import Iterator

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.report import Finding

_QUOTED = re.compile(r"[\"“”«](?P<said>[^\"“”«»]+)[\"“”»]")
_MARKS = re.compile(r"[\"“”«»]|''|(?<!\w)['‘](?=\w)|(?<=[\w.,!?…])['’](?!\w)")
_SPEECH = 5  # syllables of a quotation that is a sentence and no title or nickname
_MARK = re.compile(r"(?<!\d)\"|[“”«»]")  # not the inches of 12"
# Before or behind the quotation, these say that somebody speaks.
_SAYS_BEFORE = re.compile(r":\s*\Z")
_SAYS_BEHIND = re.compile(r"\s*[,–-]")


def check(source: Source, output: Output) -> Iterator[Finding]:
    """A warning for a mark that is open in the English alone, and for speech that has lost its marks."""
    if _is_closed(source.text) and not _is_closed(output.text):
        yield finding("meaning", "a quotation mark of the translation has no other", "warning")
    said = source.once(_speech)
    if said and not _MARKS.search(output.text):
        message = f"the article quotes “{said}”; the translation has no quotation marks"
        yield finding("meaning", message, "warning", expected=said)


def _is_closed(text: str) -> bool:
    """Whether every quotation mark has another, of whatever kind."""
    return len(_MARK.findall(text)) % 2 == 0


def _speech(text: str) -> str | None:
    """The first words of what somebody says in quotation marks, if anybody does."""
    for match in _QUOTED.finditer(text):
        words = match["said"].split()
        told = _SAYS_BEFORE.search(text[: match.start()]) or _SAYS_BEHIND.match(text, match.end())
        if len(words) >= _SPEECH and told:
            return " ".join(words[:_SPEECH])
    return None
