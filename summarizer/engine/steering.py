"""Steers each row of a batch that transformers generates by its own request: its limit, its own draws."""

from collections.abc import Sequence

import torch
from torch import Tensor
from transformers import LogitsProcessor, TemperatureLogitsWarper, TopPLogitsWarper

from summarizer.engine.interface import Decoding


class Steering(LogitsProcessor):  # type: ignore[misc]
    """Ends row `i` at its own `max_new_tokens`, and draws its tokens with its own seed where it samples.

    transformers has one limit and one source of chance for a whole batch; with those, what a request gets
    would depend on its neighbours. Draws are made by the Gumbel trick: noise is added to the scores,
    and the highest taken, which is a draw from the softmax (Gumbel 1954). All rows share temperature and
    top_p; `before` is
    how many tokens the decoder has before the first one that counts.
    """

    def __init__(self, decodings: Sequence[Decoding], *, eos: int, before: int) -> None:
        first = decodings[0]
        self._eos, self._before = eos, before
        self._limits = torch.tensor([one.max_new_tokens for one in decodings for _ in range(one.beams)])
        self._warpers: list[LogitsProcessor] = []
        self._chances: list[torch.Generator] = []
        if first.temperature:
            self._warpers = [TemperatureLogitsWarper(first.temperature)]
            self._warpers += [TopPLogitsWarper(first.top_p)] if first.top_p < 1 else []
            self._chances = [torch.Generator().manual_seed(one.seed) for one in decodings]

    def __call__(self, input_ids: Tensor, scores: Tensor) -> Tensor:
        """The scores of the next token, shape (rows, vocabulary), after `input_ids`, (rows, tokens)."""
        for warp in self._warpers:
            scores = warp(input_ids, scores)
        if self._chances:
            drawn = [torch.rand(scores.shape[1], generator=one) for one in self._chances]
            uniform = torch.stack(drawn).clamp_min(torch.finfo(torch.float32).tiny)
            scores = scores.float() - torch.log(-torch.log(uniform)).to(scores.device)
        ended = (input_ids.shape[1] - self._before >= self._limits).to(scores.device)
        if ended.any():
            scores = scores.masked_fill(ended[:, None], -torch.inf)
            scores[ended, self._eos] = 0.0
        return scores
