"""Choosing the next token of each row from its logits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor

from summarizer.engine.interface import Decoding

_TOP_K = 64  # tokens that are drawn from: putting all in order takes as long as the model itself
LOOP_PERIODS = range(1, 25)
LOOP_TOKENS = 24  # a loop is cut once it has run for this long, and at least three times round


@dataclass(slots=True)
class RowState:
    """What one row has generated, as indices of the output layer, and its random generator."""

    decoding: Decoding
    tokens: list[int] = field(default_factory=list)
    logprob: float = 0.0
    generator: torch.Generator | None = None


def choose(logits: Tensor, rows: Sequence[RowState]) -> list[int]:
    """The next token of each row; adds its log-probability to the row.

    `logits` has shape (rows, output tokens). The log-probability is the model's own, before any
    control, so that completions of different settings compare.
    """
    scores = torch.log_softmax(logits, dim=-1, dtype=torch.float32)
    for index, row in enumerate(rows):
        if forbidden := list(_repeating(row.tokens, row.decoding.no_repeat_ngram)):
            scores[index, forbidden] = -torch.inf
    best = scores.max(dim=-1)
    picks: list[int] = best.indices.tolist()
    logprobs: list[float] = best.values.tolist()
    drawn = [index for index, row in enumerate(rows) if row.decoding.temperature]
    if drawn:
        chosen = _drawn(scores[drawn], [rows[index] for index in drawn])
        for index, (pick, logprob) in zip(drawn, chosen, strict=True):
            picks[index], logprobs[index] = pick, logprob
    for row, pick, logprob in zip(rows, picks, logprobs, strict=True):
        row.tokens.append(pick)
        row.logprob += logprob
    return picks


def _repeating(tokens: Sequence[int], size: int) -> Iterator[int]:
    """The tokens that would end a run of `size` which was there before; none where size is 0."""
    if not 0 < size <= len(tokens):
        return
    tail = tokens[len(tokens) - size + 1 :]
    for start in range(len(tokens) - size + 1):
        if tokens[start : start + size - 1] == tail:
            yield tokens[start + size - 1]


def _drawn(scores: Tensor, rows: Sequence[RowState]) -> list[tuple[int, float]]:
    """A token for each row with its score, drawn from the nucleus of the likeliest.

    Top-k and nucleus sampling (Fan et al. 2018, arXiv 1805.04833; Holtzman et al. 2020, arXiv 1904.09751).
    """
    heat = scores.new_tensor([row.decoding.temperature for row in rows])[:, None]
    nucleus = scores.new_tensor([row.decoding.top_p for row in rows])[:, None]
    likely, tokens = scores.topk(min(_TOP_K, scores.shape[-1]))
    weights = torch.softmax(likely / heat, dim=-1)
    weights[weights.cumsum(dim=-1) - weights >= nucleus] = 0
    places = [
        int(torch.multinomial(one, 1, generator=_generator(row, scores.device)))
        for one, row in zip(weights, rows, strict=True)
    ]
    at = (range(len(rows)), places)
    return list(zip(tokens[at].tolist(), likely[at].tolist(), strict=True))


def _generator(row: RowState, device: torch.device) -> torch.Generator:
    if row.generator is None:
        row.generator = torch.Generator(device=device).manual_seed(row.decoding.seed)
    return row.generator


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
