"""Batches of requests that a model may answer together; pure functions over lengths."""

from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.engine.batching import MAX_ANSWERS
from summarizer.engine.interface import Request


@dataclass(frozen=True, slots=True)
class Source:
    """A request as token ids: the source with all that belongs to it, and an answer to weigh, if it has one.

    `start` are the ids that a decoder has before the answer; of a given answer the first `unweighed` tokens
    are no words of it, and `answer_prefix` is what every answer begins with.
    """

    request: Request
    ids: tuple[int, ...]
    start: tuple[int, ...] = ()
    answer: tuple[int, ...] = ()
    unweighed: int = 0
    answer_prefix: str = ""


def positions(source: Source) -> int:
    """About how many token positions a request takes."""
    decoding = source.request.decoding
    return len(source.ids) + (len(source.answer) or decoding.beams * decoding.max_new_tokens)


def next_batch(waiting: Sequence[Source], budget: int) -> list[Source]:
    """Those requests that may run together with the oldest one, longest first, within a token budget.

    One always fits. All have one kind of decoding, and are either weighed or completed.
    """
    alike = sorted((one for one in waiting if _kind(one) == _kind(waiting[0])), key=positions, reverse=True)
    most = max(1, MAX_ANSWERS // alike[0].request.decoding.beams)
    fitting = max(1, budget // positions(alike[0]))
    return alike[: min(most, fitting)]


def _kind(source: Source) -> tuple[object, ...]:
    if source.answer:
        return ("weighed",)
    one = source.request.decoding
    return (source.start, one.beams, one.no_repeat_ngram, one.temperature, one.top_p)
