"""Several answers to one question, and which of them is best."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeVar

from summarizer.engine.interface import Completion, Decoding
from summarizer.report import Finding

# Findings that are worth a repair: every error, and these warnings.
_REPAIRED = frozenset(("copy", "addition", "unsupported", "length"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """An answer with what the checks say of it.

    `dropped` counts sentences left out of it to please them. `agreement`, 0 to 1, is how much the other
    answers say the same, where that was looked at; of equals the likelier is better.
    """

    text: str
    findings: tuple[Finding, ...]
    mean_logprob: float
    dropped: int = 0
    agreement: float = 0.0

    @property
    def doubtful(self) -> bool:
        """Whether another answer should be asked for."""
        return any(finding.severity == "error" or finding.kind in _REPAIRED for finding in self.findings)

    @property
    def _rank(self) -> tuple[int, int, int, float, float]:
        errors = sum(finding.severity == "error" for finding in self.findings)
        warnings = sum(finding.severity == "warning" for finding in self.findings)
        return (errors, warnings, self.dropped, -self.agreement, -self.mean_logprob)


Answer = TypeVar("Answer", bound=Candidate)


def best(candidates: Iterable[Answer]) -> Answer:
    """The one with the fewest errors, then warnings, then the likeliest; the first of equals."""
    return min(candidates, key=lambda candidate: candidate._rank)  # noqa: SLF001 - its own module


def compared(candidates: Sequence[Answer]) -> list[Answer]:
    """The candidates with their `agreement`: the mean F1 of their words and pairs of words with all others'.

    The answer that agrees most with all samples has the least expected loss (minimum Bayes risk decoding,
    Kumar and Byrne 2004; with sampled candidates Eikema and Aziz 2020, arXiv 2005.10283).
    """
    said = [_pieces(candidate.text) for candidate in candidates]
    return [
        replace(candidate, agreement=sum(_f1(own, other) for other in said) / len(said))
        for candidate, own in zip(candidates, said, strict=True)
    ]


def _pieces(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return Counter([*zip(words), *pairwise(words)])


def _f1(one: Counter[tuple[str, ...]], other: Counter[tuple[str, ...]]) -> float:
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def joined(completions: Iterable[Completion]) -> tuple[str, str, float]:
    """The text, finish reason and mean log-probability a token of parts that make one answer."""
    parts = list(completions)
    tokens = sum(part.completion_tokens for part in parts)
    total = sum(part.mean_logprob * part.completion_tokens for part in parts)
    reasons = [part.finish_reason for part in parts if part.finish_reason != "stop"]
    text = " ".join(" ".join(part.text for part in parts).split())
    return text, reasons[0] if reasons else "stop", total / max(1, tokens)


def samples(number: int, *, max_new_tokens: int, temperature: float, seed: int) -> list[Decoding]:
    """Ways of decoding at random, each with a seed of its own that follows from `seed`."""
    return [
        Decoding(max_new_tokens, temperature=temperature, top_p=0.9, seed=seed * 1009 + index)
        for index in range(number)
    ]
