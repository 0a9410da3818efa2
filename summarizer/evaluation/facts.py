"""Terms, numbers and names that came through, counted by the checks' own notion of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from summarizer.checks import numbers, summary_names
from summarizer.checks import quantities as amounts
from summarizer.checks import terms as glossary_terms
from summarizer.document import Document
from summarizer.text import names
from summarizer.text.glossary import Glossary


@dataclass(frozen=True, slots=True)
class Share:
    """A ratio of counts; adding two ratios adds their counts."""

    hits: int = 0
    of: int = 0

    def __add__(self, other: "Share") -> "Share":
        return Share(self.hits + other.hits, self.of + other.of)

    @property
    def percent(self) -> float | None:
        """Between 0 and 100; None of nothing."""
        return 100 * self.hits / self.of if self.of else None


def terms(source: str, output: str, glossary: Glossary) -> tuple[Share, Share]:
    """Glossary terms of a sentence that its English renders: those held strictly, and all.

    A term counts once a sentence. Strict are those whose loss is an error, not a warning. Places are not
    among them: they are a matter of names.
    """
    strict = every = Share()
    found = {match.term.source: match for match in reversed(glossary.find(source))}
    for match in found.values():
        lost = list(glossary_terms.check(source, "", [match]))
        if not lost:
            continue
        kept = Share(int(not any(glossary_terms.check(source, output, [match]))), 1)
        every += kept
        if lost[0].severity == "error":
            strict += kept
    return strict, every


def quantities(source: str, output: str) -> tuple[Share, Share]:
    """Numbers of a sentence that its English has by value, and numbers of the English that are its own."""
    left, right = amounts.find(source, "vi"), amounts.find(output, "en")
    missing, new = amounts.compare(left, right)
    given, said = (sum(one.exact for one in side) for side in (left, right))
    return Share(given - len(missing), given), Share(said - len(new), said)


def summary_numbers(document: Document, sentences: Sequence[str]) -> Share:
    """Numbers of a summary that the article gives, by value."""
    said = sum(one.exact for sentence in sentences for one in amounts.find(sentence, "vi"))
    new = sum(1 for sentence in sentences for _ in numbers.check_summary(document, sentence))
    return Share(said - new, said)


def named(document: Document, sentences: Sequence[str]) -> Share:
    """Names of a summary, words with a capital side by side being one, that the article has as they stand."""
    said = sum(
        any(not (name.opens and name.vietnamese) for name in run)
        for sentence in sentences
        for _, run in groupby(names.find(sentence), key=lambda name: name.run)
        if not sentence.isupper()
    )
    new = sum(1 for sentence in sentences for _ in summary_names.check(document, sentence))
    return Share(max(0, said - new), said)
