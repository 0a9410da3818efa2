"""Encoder states of a batch, and how likely a model finds given answers after them (teacher forcing)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy
from torch.nn.utils.rnn import pad_sequence

_WEIGHED = 256  # tokens whose logits are held at once


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the encoder made of a batch: states (rows, tokens, dimensions), and the mask (rows, tokens)."""

    states: Tensor
    mask: Tensor

    def rows(self, indices: Sequence[int]) -> "Encoded":
        """These rows, any of them several times, without the columns that are padding in all."""
        taken = torch.tensor(indices, device=self.mask.device)
        mask = self.mask[taken]
        width = int(mask.sum(1).max())
        return Encoded(self.states[taken, :width], mask[:, :width])


def encode(model: Any, sources: Sequence[Sequence[int]]) -> Encoded:
    """Run the encoder over token ids, filled up at the right."""
    ids = padded(sources, model)
    lengths = torch.tensor([len(one) for one in sources], device=ids.device)
    mask = (torch.arange(ids.shape[1], device=ids.device) < lengths[:, None]).long()
    return Encoded(model.get_encoder()(input_ids=ids, attention_mask=mask).last_hidden_state, mask)


def logprobs(
    model: Any,
    encoded: Encoded,
    of: Sequence[int],
    starts: Sequence[tuple[int, ...]],
    answers: Sequence[tuple[int, ...]],
) -> list[list[float]]:
    """The natural-log probability of every token of the answers, each after its start.

    `of` has the row of `encoded` that each answers.
    """
    from transformers.modeling_outputs import BaseModelOutput

    found: list[list[float]] = []
    widest = max(len(start) + len(answer) for start, answer in zip(starts, answers, strict=True))
    step = max(1, _WEIGHED // widest)
    for begin in range(0, len(answers), step):
        part = range(begin, min(begin + step, len(answers)))
        given = [(*starts[index], *answers[index]) for index in part]
        own = encoded.rows([of[index] for index in part])
        logits = model(
            encoder_outputs=BaseModelOutput(last_hidden_state=own.states),
            attention_mask=own.mask,
            decoder_input_ids=padded([ids[:-1] for ids in given], model),
        ).logits
        for row, index in enumerate(part):
            before, wanted = len(starts[index]) - 1, torch.tensor(answers[index], device=logits.device)
            scores = logits[row, before : before + len(wanted)].float()
            found.append((-cross_entropy(scores, wanted, reduction="none")).tolist())
    return found


def padded(rows: Sequence[Sequence[int]], model: Any) -> Tensor:
    """Ids filled up at the right, shape (rows, the longest), where the model is."""
    pad = model.generation_config.pad_token_id
    filled = pad_sequence([torch.tensor(row) for row in rows], batch_first=True, padding_value=pad)
    return filled.to(model.device)
