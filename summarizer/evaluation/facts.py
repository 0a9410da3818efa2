"""Ratios of terms, numbers and names kept in an output, as the checks compare them."""

from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.checks import terms as glossary_terms
from summarizer.checks.analysed import Output, Source
from summarizer.checks.names import summary as name_check
from summarizer.checks.numbers import summary as number_check
from summarizer.checks.numbers.quantity import compare
from summarizer.document import Document
from summarizer.text.glossary import Glossary


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio of counts; adding two ratios adds their counts."""

    hits: int = 0
    of: int = 0

    def __add__(self, other: "Ratio") -> "Ratio":
        return Ratio(self.hits + other.hits, self.of + other.of)

    @property
    def percent(self) -> float | None:
        """Between 0 and 100; None of nothing."""
        return 100 * self.hits / self.of if self.of else None


def term_ratios(source: str, output: str, glossary: Glossary) -> tuple[Ratio, Ratio]:
    """Glossary terms of a sentence that its English renders: those held strictly, and all.

    A term counts once a sentence. Strict are those whose loss is an error, not a warning. Places are not
    among them: they are a matter of names.
    """
    strict = every = Ratio()
    found = {match.term.source: match for match in reversed(glossary.find(source))}
    for match in found.values():
        one = Source(source, (match,))
        lost = list(glossary_terms.check(one, Output("")))
        if not lost:
            continue
        kept = Ratio(int(not any(glossary_terms.check(one, Output(output)))), 1)
        every += kept
        if lost[0].severity == "error":
            strict += kept
    return strict, every


def number_ratios(source: str, output: str) -> tuple[Ratio, Ratio]:
    """Numbers of a sentence that its English has by value, and numbers of the English that are its own."""
    left, right = Source(source).quantities, Output(output).quantities
    missing, new = compare(left, right)
    given, said = (sum(one.exact for one in side) for side in (left, right))
    return Ratio(given - len(missing), given), Ratio(said - len(new), said)


def summary_number_ratio(document: Document, sentences: Sequence[str]) -> Ratio:
    """Numbers of a summary that the article gives, by value."""
    article, outputs = Source.of(document), [Output(sentence, "vi") for sentence in sentences]
    said = sum(one.exact for output in outputs for one in output.quantities)
    new = sum(1 for output in outputs for _ in number_check.check(article, output))
    return Ratio(said - new, said)


def summary_name_ratio(document: Document, sentences: Sequence[str]) -> Ratio:
    """Names of a summary, words with a capital side by side being one, that the article has as they stand."""
    article, outputs = Source.of(document), [Output(sentence, "vi") for sentence in sentences]
    said = sum(
        any(not (name.opens and name.vietnamese) for name in run)
        for output in outputs
        for run in output.runs
        if not output.text.isupper()
    )
    new = sum(1 for output in outputs for _ in name_check.check(article, output))
    return Ratio(max(0, said - new), said)
