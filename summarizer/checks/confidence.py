"""The model was sure of what it wrote, by the mean log-probability of its tokens."""

from collections.abc import Iterator
from math import exp

from summarizer.checks.analysed import Output, Source, Summary
from summarizer.checks.findings import finding
from summarizer.report import Finding

# Natural logarithms a token; the mean probability there is about a half. Three translations in a hundred of
# real news fall below; those score half of what the others do (`summarizer evaluate confidence`;
# docs/measurements.md).
TRANSLATION_FLOOR = -0.60
SUMMARY_FLOOR = -0.70


def check(_: Source, output: Output) -> Iterator[Finding]:
    """A warning where the model was unsure of a translation."""
    yield from _check(output.mean_logprob, TRANSLATION_FLOOR, "translation")


def check_summary(_: Source, summary: Summary) -> Iterator[Finding]:
    """A warning where the model was unsure of a summary."""
    yield from _check(summary.mean_logprob, SUMMARY_FLOOR, "summary")


def _check(mean_logprob: float | None, floor: float, what: str) -> Iterator[Finding]:
    """A warning where the mean log-probability a token is below the floor; none where it is unknown."""
    if mean_logprob is None or mean_logprob >= floor:
        return
    sure, usual = f"{exp(mean_logprob):.0%}", f"{exp(floor):.0%}"
    message = f"the model was unsure of this {what}: mean probability of a word piece {sure}"
    yield finding("confidence", message, "warning", expected=usual, found=sure)
