"""Decoding state of one request: its live hypotheses (beams) and those that have ended."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.engine.interface import Decoding, FinishReason

if TYPE_CHECKING:
    import torch

LOOP_INTERVAL = 8  # tokens between two looks for loops
LOOP_PERIODS = range(1, 25)
LOOP_TOKENS = 24  # a loop is cut once it has run for this long, and at least three times round


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """Tokens, as indices of the output layer, and the sum of their natural-log probabilities."""

    tokens: tuple[int, ...] = ()
    logprob: float = 0.0
    reason: FinishReason = "stop"  # why it ended, once it has

    @property
    def mean_logprob(self) -> float:
        """The mean natural-log probability a token."""
        return self.logprob / len(self.tokens)


class Search:
    """The decoding of one request, token by token: greedy, sampled, or by beam search.

    `live` are the hypotheses still growing, at first an empty one; `parents[i]` is the index, among those
    live before the last token, of the hypothesis that live hypothesis i extends.
    """

    def __init__(self, decoding: Decoding, stops: Callable[[int], bool]) -> None:
        self.decoding = decoding
        self.live = [Hypothesis()]
        self.parents = [0]
        self.generator: torch.Generator | None = None  # of a search that draws
        self._stops = stops
        self._ended: list[Hypothesis] = []

    @property
    def done(self) -> bool:
        """Whether the search has ended."""
        return not self.live

    @property
    def answers(self) -> list[Hypothesis]:
        """The finished hypotheses, highest mean log-probability first; never empty once it is done."""
        best = sorted(self._ended, key=lambda one: one.mean_logprob, reverse=True)
        return best[: self.decoding.beams]

    def take(self, token: int, logprob: float) -> None:
        """Extend the only hypothesis by one token."""
        (before,) = self.live
        self._extend([(before.logprob + logprob, 0, token)])

    def branch(self, likeliest: Sequence[Sequence[tuple[int, float]]]) -> None:
        """Extend the beams; `likeliest` has for each live hypothesis its likeliest next tokens.

        Beam search as in transformers with early stopping: an end counts if it is among the `beams` best
        continuations, and the search ends once so many have.
        """
        options = [
            (hypothesis.logprob + logprob, parent, token)
            for parent, (hypothesis, row) in enumerate(zip(self.live, likeliest, strict=True))
            for token, logprob in row
        ]
        self._extend(sorted(options, key=lambda option: -option[0]))

    def _extend(self, options: Sequence[tuple[float, int, int]]) -> None:
        """Keep the best options, given best first: summed log-probability, parent, token."""
        beams = self.decoding.beams
        live: list[Hypothesis] = []
        parents: list[int] = []
        for rank, (logprob, parent, token) in enumerate(options):
            if len(live) == beams:
                break
            grown = Hypothesis((*self.live[parent].tokens, token), logprob)
            if not self._stops(token):
                live.append(grown)
                parents.append(parent)
            elif rank < beams:
                self._ended.append(grown)
        self.live, self.parents = ([], []) if self._enough(live) else (live, parents)

    def _enough(self, live: Sequence[Hypothesis]) -> bool:
        """Whether the search ends here; if no hypothesis has ended by itself, the best one is cut off."""
        if not live or len(self._ended) >= self.decoding.beams:
            return True
        best = max(live, key=lambda one: one.logprob)
        reason: FinishReason | None = None
        if len(best.tokens) >= self.decoding.max_new_tokens:
            reason = "length"
        elif len(best.tokens) % LOOP_INTERVAL == 0 and loops(best.tokens):
            reason = "loop"
        if reason and not self._ended:
            self._ended = [Hypothesis(best.tokens, best.logprob, reason)]
        return reason is not None


def loops(tokens: Sequence[int]) -> bool:
    """Whether the tokens end in a cycle that has come round at least three times."""
    for period in LOOP_PERIODS:
        length = max(3 * period, LOOP_TOKENS)
        if length > len(tokens):
            continue
        tail = tokens[-length:]
        if tail[period:] == tail[:-period]:
            return True
    return False
