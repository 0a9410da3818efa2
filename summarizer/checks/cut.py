"""The output does not stop before its end."""

import re
from collections.abc import Iterator

from summarizer.checks import omission
from summarizer.checks.analysed import Output, Source, Summary
from summarizer.checks.endings import is_closed
from summarizer.checks.findings import finding
from summarizer.checks.names.lost import all_kept
from summarizer.report import Finding, Severity

# Of `omission.score`: half of right translations are above, of those cut off without a word nearly all.
_WHOLE = 0.0
_OPEN_END = re.compile(
    r"(?:[,(\[–—-]|\b(?:a|an|the|of|to|in|on|at|by|for|with|from|and|or|but|that|which|who|as|is|are|was|were|be"
    r"|has|have|had|will|would|its|their|his|this|into|than|if|when|while|because|between))$",
    re.IGNORECASE,
)
_OPEN_END_VI = re.compile(
    r"(?:[,(\[–—-]|\b(?:và|của|là|các|những|để|với|trong|tại|cho|từ|đã|đang|sẽ|được|bị|về|theo|như|mà|khi|do|vì"
    r"|hoặc|nhưng|rằng|một|cùng|trên|đến|bởi|nhằm))$"
)
_MARK = re.compile(r"[,(\[–—-]$")
# The engine's reasons to stop before the end.
_STOPPED = {
    "length": "the {what} was cut off at the token limit",
    "loop": "the model repeated itself and was stopped",
}
_LONGEST_END = 12  # characters
_SHOWN = 40  # characters of the end


def check(source: Source, output: Output) -> Iterator[Finding]:
    """An error where the output stopped before its end: at the token limit, in a loop, or in mid-sentence.

    A warning where the full stop alone may be missing: nothing in length, commas or names says that more is.
    """
    stopped = _STOPPED.get(output.finish_reason)
    if stopped is not None:
        yield _cut(stopped.format(what="output"), output.text)
    elif _hangs(_OPEN_END, output.text) and not _hangs(_MARK, source.text):
        yield _cut("the translation ends in mid-sentence", output.text)
    elif not source.title and is_closed(source.text) and not is_closed(output.text):
        if omission.score(source, output) > _WHOLE or not all_kept(source, output):
            yield _cut("the article's sentence is closed; the translation ends in mid-sentence", output.text)
        else:
            message = "the translation has no full stop, as the article's sentence has"
            yield _cut(message, output.text, "warning")


def check_summary(_: Source, summary: Summary) -> Iterator[Finding]:
    """An error where the last sentence of a Vietnamese summary is not closed."""
    last = summary.sentences[-1] if summary.sentences else ""
    place = {"sentence": len(summary.sentences) or None}
    stopped = _STOPPED.get(summary.finish_reason)
    if stopped is not None:
        yield _cut(stopped.format(what="summary"), last).model_copy(update=place)
    elif summary.sentences and (not is_closed(last) or _hangs(_OPEN_END_VI, last)):
        yield _cut("the summary ends in mid-sentence", last).model_copy(update=place)


def _hangs(end: re.Pattern[str], text: str) -> bool:
    """Whether a text ends so that more must follow; an end is short, so only there is looked."""
    text = text.rstrip()
    return end.search(text, max(0, len(text) - _LONGEST_END)) is not None


def _cut(message: str, text: str, severity: Severity = "error") -> Finding:
    return finding("cut", message, severity, found=text.rstrip()[-_SHOWN:] or None)
