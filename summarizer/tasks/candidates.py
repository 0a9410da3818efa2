"""Several answers to one question, and which of them is best."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeVar

from summarizer.engine.interface import Completion, Decoding
from summarizer.report import Finding
from summarizer.tasks.continuing import continued

# Findings that are worth a repair: every error, and these warnings.
_REPAIRED = frozenset(("copy", "addition", "unsupported", "length"))
_READ_BACK_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """An answer with what the checks say of it.

    `dropped` counts sentences left out of it to please them. `agreement` is how much it says what others say,
    where that was looked at. `read_back` is the mean natural-log probability of one of the source's tokens as
    a translation of this answer, where the model was asked.
    """

    text: str
    findings: tuple[Finding, ...]
    mean_logprob: float
    dropped: int = 0
    agreement: float = 0.0
    read_back: float | None = None

    @property
    def doubtful(self) -> bool:
        """Whether another answer should be asked for."""
        return any(finding.severity == "error" or finding.kind in _REPAIRED for finding in self.findings)

    @property
    def faults(self) -> tuple[bool, bool, int, int, int]:
        """What is wrong with it, the worst first: less is better.

        No answer and one in another language come before all counts, as little else can be found in them.
        """
        errors = [finding.kind for finding in self.findings if finding.severity == "error"]
        warnings = sum(finding.severity == "warning" for finding in self.findings)
        return (not self.text.strip(), "language" in errors, len(errors), warnings, self.dropped)

    @property
    def likelihood(self) -> float:
        """The log-probability a token of the answer, and with a weight of the source read back from it."""
        return self.mean_logprob + _READ_BACK_WEIGHT * (self.read_back or 0.0)


Answer = TypeVar("Answer", bound=Candidate)
Piece = TypeVar("Piece")


def best(candidates: Iterable[Answer]) -> Answer:
    """The one with the least faults, of these the one that most agree with, then the likeliest, the first.

    What was not read back comes behind what was.
    """
    return min(
        candidates,
        key=lambda one: (one.faults, -one.agreement, one.read_back is None, -one.likelihood),
    )


def compared(candidates: Sequence[Answer]) -> list[Answer]:
    """The candidates with their `agreement`: the mean F1 of their words and pairs of words with everyone's.

    The answer that agrees most with all samples has the least expected loss (minimum Bayes risk decoding,
    Kumar and Byrne 2004; with sampled candidates Eikema and Aziz 2020, arXiv 2005.10283).
    """
    said = [_pieces(candidate.text) for candidate in candidates]
    return [
        replace(candidate, agreement=sum(f1(own, other) for other in said) / len(said))
        for candidate, own in zip(candidates, said, strict=True)
    ]


def likeness(one: str, other: str) -> float:
    """The F1 of the words and pairs of words of two texts."""
    return f1(_pieces(one), _pieces(other))


def _pieces(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return Counter([*zip(words), *pairwise(words)])


def f1(one: Counter[Piece], other: Counter[Piece]) -> float:
    """What two texts share of their counted pieces, 0 to 1; 0 where both have none."""
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def joined(completions: Iterable[Completion]) -> tuple[str, str, float]:
    """The text, finish reason and mean log-probability a token of parts that make one answer."""
    parts = list(completions)
    tokens = sum(part.completion_tokens for part in parts)
    total = sum(part.mean_logprob * part.completion_tokens for part in parts)
    reasons = [part.finish_reason for part in parts if part.finish_reason != "stop"]
    text = ""
    for part in parts:
        text = f"{text} {continued(text, ' '.join(part.text.split()))}".strip()
    return text, reasons[0] if reasons else "stop", total / max(1, tokens)


def samples(number: int, *, max_new_tokens: int, temperature: float, seed: int) -> list[Decoding]:
    """Ways of decoding at random, each with a seed of its own that follows from `seed`."""
    return [
        Decoding(max_new_tokens, temperature=temperature, top_p=0.9, seed=seed * 1009 + index)
        for index in range(number)
    ]
