"""The model's own doubt: the mean log-probability of what it wrote."""

from collections.abc import Iterator
from math import exp

from summarizer.report import Finding

# Natural logarithms a token; the mean probability there is about a half. Three translations in a hundred of
# real news fall below; those score half of what the others do (`summarizer evaluate confidence`; RESULTS.md).
TRANSLATION_FLOOR = -0.60
SUMMARY_FLOOR = -0.70


def check(mean_logprob: float | None, floor: float, what: str) -> Iterator[Finding]:
    """A warning where the mean log-probability a token is below the floor; none where it is unknown."""
    if mean_logprob is None or mean_logprob >= floor:
        return
    yield Finding(
        kind="confidence",
        severity="warning",
        message=f"the model was unsure of this {what}:"
        f" mean probability of a word piece {exp(mean_logprob):.0%}",
        expected=f"{exp(floor):.0%}",
        found=f"{exp(mean_logprob):.0%}",
    )
