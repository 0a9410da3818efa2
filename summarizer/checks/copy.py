"""The output is not the source handed back."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from summarizer.checks.analysed import Output, Source, Summary
from summarizer.checks.findings import finding
from summarizer.report import Finding

_WORD = re.compile(r"[^\W\d_]+")
_ALIKE = 0.8  # share of the words of both that stand in one order
_FEWEST = 4  # words of a source; of a summary twice as many
_SHOWN = 80  # characters


def check(source: Source, output: Output) -> Iterator[Finding]:
    """A warning where a translation hands the source back; a line of names and numbers alone may stay."""
    words = source.once(_words)
    if len(words) < _FEWEST or all(word[0].isupper() for word in words):
        return
    others = _WORD.findall(output.text)
    known = set(others)
    shared = sum(word in known for word in words)
    if 2 * shared < _ALIKE * (len(words) + len(others)):
        return  # it can be no more than that
    if SequenceMatcher(None, words, others, autojunk=False).ratio() >= _ALIKE:
        message = "the output is the article's own sentence, untranslated"
        yield finding("copy", message, "warning", found=output.text[:_SHOWN])


def check_summary(article: Source, summary: Summary) -> Iterator[Finding]:
    """A warning where the whole summary is the article's opening, word for word."""
    text = _flat(" ".join(summary.sentences))
    body = (sentence.text for sentence in article.sentences if sentence.paragraph > 0)
    if len(text.split()) >= 2 * _FEWEST and _flat(" ".join(body)).startswith(text.rstrip(".")):
        message = "the summary is the article's opening, word for word"
        yield finding("copy", message, "warning", found=text[:_SHOWN])


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _flat(text: str) -> str:
    return " ".join(text.casefold().split())
