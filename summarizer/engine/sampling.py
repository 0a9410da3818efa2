"""Choosing the next token of each row from its logits."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor

from summarizer.engine.interface import Decoding

_LIKELY = 256  # tokens that nearly always hold the whole nucleus: sorting all takes ten times as long
LOOP_PERIODS = range(1, 25)
LOOP_TOKENS = 24  # a loop is cut once it has run for this long, and at least three times round


@dataclass(slots=True)
class RowState:
    """What one row has generated, as indices of the output layer, and its random generator."""

    decoding: Decoding
    tokens: list[int] = field(default_factory=list)
    logprob: float = 0.0
    generator: torch.Generator | None = None

    @property
    def plain(self) -> bool:
        """Whether the row is decoded greedily without any control."""
        options = self.decoding
        return options.temperature == 0 and not options.no_repeat_ngram


def choose(logits: Tensor, rows: Sequence[RowState]) -> list[int]:
    """The next token of each row; adds its log-probability to the row.

    `logits` has shape (rows, output tokens). The log-probability is the model's own, before any
    control, so that completions of different settings compare.
    """
    scores = torch.log_softmax(logits, dim=-1, dtype=torch.float32)
    picks: list[int] = logits.max(dim=-1).indices.tolist()  # a tenth of the time of argmax in bfloat16
    for index, row in enumerate(rows):
        if not row.plain:
            picks[index] = _controlled(logits[index].float(), row)
    logprobs = scores[range(len(rows)), picks].tolist()
    for row, pick, logprob in zip(rows, picks, logprobs, strict=True):
        row.tokens.append(pick)
        row.logprob += logprob
    return picks


def _controlled(logits: Tensor, row: RowState) -> int:
    options = row.decoding
    scores = logits.clone()
    size = options.no_repeat_ngram
    if size and len(row.tokens) >= size:
        tail = row.tokens[len(row.tokens) - size + 1 :]
        for start in range(len(row.tokens) - size + 1):
            if row.tokens[start : start + size - 1] == tail:
                scores[row.tokens[start + size - 1]] = -torch.inf
    if options.temperature == 0:
        return int(scores.argmax())
    probabilities = torch.softmax(scores / options.temperature, dim=-1)
    ordered, order = probabilities.topk(min(_LIKELY, len(probabilities)))
    if float(ordered.sum()) < options.top_p:
        ordered, order = probabilities.sort(descending=True)
    ordered[ordered.cumsum(dim=-1) - ordered >= options.top_p] = 0
    if row.generator is None:
        row.generator = torch.Generator(device=logits.device).manual_seed(options.seed)
    return int(order[torch.multinomial(ordered, 1, generator=row.generator)])


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
