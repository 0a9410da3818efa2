"""All checks of one summary sentence against the few article sentences that it was written from."""

from collections.abc import Iterator

from summarizer.checks import actors, certainty
from summarizer.checks.analysed import Source
from summarizer.report import Finding


def check_rewriting(article: Source, excerpt: Source, sentence: str) -> tuple[Finding, ...]:
    """The findings, not yet placed, besides those of `check_summary`: who did what, and how sure it is.

    `excerpt` is the article reduced to its title and these sentences.
    """
    return tuple(_rewriting(article, excerpt, sentence))


def _rewriting(article: Source, excerpt: Source, sentence: str) -> Iterator[Finding]:
    yield from actors.check(article.text, excerpt.text, sentence)
    yield from certainty.check(excerpt.text, sentence)
