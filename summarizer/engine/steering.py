"""Steers each row of a batch that transformers generates by its own request, and notes how likely it was."""

import time
from collections.abc import Sequence

import torch
from torch import Tensor
from transformers import (
    LogitsProcessor,
    NoRepeatNGramLogitsProcessor,
    TemperatureLogitsWarper,
    TopPLogitsWarper,
)

from summarizer.engine.interface import Decoding


class Steering(LogitsProcessor):  # type: ignore[misc]
    """Ends row `i` at its own `max_new_tokens`, and draws its tokens with its own seed where it samples.

    transformers has one limit and one source of chance for a whole batch; with those, what a request gets
    would depend on its neighbours. Draws are made by the Gumbel trick: noise is added to the scores,
    and the highest taken, which is a draw from the softmax (Gumbel 1954). All rows share temperature, top_p
    and the length of n-grams that may not come twice; `before` is how many tokens a row has before the first
    one that counts.

    Notes how likely the `width` likeliest tokens of each step were to the model itself, before any control:
    those that are chosen are among them.
    """

    def __init__(self, decodings: Sequence[Decoding], *, eos: int, before: int, width: int) -> None:
        first = decodings[0]
        self._eos, self._before = eos, before
        self._limits = torch.tensor([one.max_new_tokens for one in decodings for _ in range(one.beams)])
        self._controls: list[LogitsProcessor] = []
        if first.no_repeat_ngram:
            self._controls.append(NoRepeatNGramLogitsProcessor(first.no_repeat_ngram))
        self._chances: list[torch.Generator] = []
        if first.temperature:
            self._controls.append(TemperatureLogitsWarper(first.temperature))
            self._controls += [TopPLogitsWarper(first.top_p)] if first.top_p < 1 else []
            self._chances = [torch.Generator().manual_seed(one.seed) for one in decodings]
        self._width = width
        self._likeliest: list[tuple[Tensor, Tensor]] = []  # of each step: tokens, log-probabilities
        self.began: float | None = None  # when the first token was to be chosen

    def __call__(self, input_ids: Tensor, scores: Tensor) -> Tensor:
        """The scores of the next token, shape (rows, vocabulary), after `input_ids`, (rows, tokens)."""
        if self.began is None:
            self.began = time.perf_counter()
        noted = torch.log_softmax(
            scores, dim=-1, dtype=torch.float32
        )  # changes nothing of what is one already
        own = input_ids[:, self._before :]
        for control in self._controls:
            scores = control(own, scores)
        if self._chances:
            drawn = [torch.rand(scores.shape[1], generator=one) for one in self._chances]
            uniform = torch.stack(drawn).clamp_min(torch.finfo(torch.float32).tiny)
            scores = scores.float() - torch.log(-torch.log(uniform)).to(scores.device)
        ended = (own.shape[1] >= self._limits).to(scores.device)
        if ended.any():
            scores = scores.masked_fill(ended[:, None], -torch.inf)
            scores[ended, self._eos] = 0.0
        likeliest = scores.topk(min(self._width, scores.shape[1])).indices
        self._likeliest.append((likeliest.cpu(), noted.gather(1, likeliest).cpu()))
        return scores

    def logprobs(self, row: Sequence[int], parents: Sequence[int]) -> list[float]:
        """The natural-log probability of each token of a row; `parents` has the row before each."""
        found = []
        for token, parent, (tokens, logprobs) in zip(row, parents, self._likeliest, strict=False):
            place = (tokens[parent] == token).nonzero()
            # One that is just as likely as the last of them may have been taken in its place.
            found.append(float(logprobs[parent, place[0, 0] if len(place) else -1]))
        return found
