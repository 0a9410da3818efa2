"""Several answers to one question, and which of them is best."""

from collections.abc import Iterable
from dataclasses import dataclass

from summarizer.engine.interface import Completion, Decoding
from summarizer.report import Finding

# Findings that are worth a repair: every error, and these warnings.
_REPAIRED = frozenset(("copy", "addition", "unsupported", "length"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """An answer with what the checks say of it; `dropped` counts sentences left out of it to please them."""

    text: str
    findings: tuple[Finding, ...]
    mean_logprob: float
    dropped: int = 0

    @property
    def doubtful(self) -> bool:
        """Whether another answer should be asked for."""
        return any(finding.severity == "error" or finding.kind in _REPAIRED for finding in self.findings)

    @property
    def _rank(self) -> tuple[int, int, int, float]:
        errors = sum(finding.severity == "error" for finding in self.findings)
        warnings = sum(finding.severity == "warning" for finding in self.findings)
        return (errors, warnings, self.dropped, -self.mean_logprob)


def best(candidates: Iterable[Candidate]) -> Candidate:
    """The one with the fewest errors, then warnings, then the likeliest; the first of equals."""
    return min(candidates, key=lambda candidate: candidate._rank)  # noqa: SLF001 - its own module


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
