"""Encoder states of a batch, and how likely a model finds given answers after them (teacher forcing)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from summarizer.engine.generating import padded

WEIGHED = 256  # tokens whose logits are held at once


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the encoder made of a batch: states (rows, tokens, dimensions), and the mask (rows, tokens)."""

    states: Tensor
    mask: Tensor

    def rows(self, indices: Sequence[int]) -> "Encoded":
        """These rows, without the columns that are padding in all."""
        taken = torch.tensor(indices, device=self.mask.device)
        mask = self.mask[taken]
        width = int(mask.sum(1).max())
        return Encoded(self.states[taken, :width], mask[:, :width])


def encode(model: Any, sources: Sequence[Sequence[int]]) -> Encoded:
    """Run the encoder over token ids, filled up at the right."""
    ids, mask = padded(sources, model)
    return Encoded(model.get_encoder()(input_ids=ids, attention_mask=mask).last_hidden_state, mask)


def logprobs(
    model: Any,
    encoded: Encoded,
    starts: Sequence[tuple[int, ...]],
    answers: Sequence[tuple[int, ...]],
) -> list[list[float]]:
    """The natural-log probability of every token of the answers, one to each row, each after its start."""
    from transformers.modeling_outputs import BaseModelOutput

    found: list[list[float]] = []
    widest = max(len(start) + len(answer) for start, answer in zip(starts, answers, strict=True))
    step = max(1, WEIGHED // widest)
    for begin in range(0, len(answers), step):
        part = range(begin, min(begin + step, len(answers)))
        given = [(*starts[index], *answers[index]) for index in part]
        own = encoded.rows(part)
        logits = model(
            encoder_outputs=BaseModelOutput(last_hidden_state=own.states),
            attention_mask=own.mask,
            decoder_input_ids=padded([ids[:-1] for ids in given], model)[0],
        ).logits
        for row, index in enumerate(part):
            before = len(starts[index]) - 1
            found.append(scored(logits[row, before:], answers[index]))
    return found


def scored(logits: Tensor, tokens: Sequence[int]) -> list[float]:
    """The natural-log probability of each token, from the logits before it, shape (at least tokens, …)."""
    wanted = torch.tensor(tokens, device=logits.device)
    own: list[float] = (-cross_entropy(logits[: len(tokens)].float(), wanted, reduction="none")).tolist()
    return own
