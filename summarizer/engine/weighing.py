"""Scores given answers: how likely a model finds them after their prompts."""

from collections import deque
from collections.abc import Sequence

import torch
from torch.nn.functional import cross_entropy

from summarizer.engine.batching import Encoded, passes
from summarizer.engine.forward import PackedModel
from summarizer.engine.interface import Completion
from summarizer.engine.output import OutputLayer

_TOKENS = 256  # whose logits are held at once


def pop_batch(given: deque[Encoded], tokens: int, *, full: bool) -> list[Encoded]:
    """Take one scoring batch of at most `tokens` off the queue; nothing where it must be `full` and is not.

    To read the weights costs most, so while there is other work a batch waits until it is large enough.
    """
    if not given or (full and sum(len(item.ids) for item in given) < tokens // 2):
        return []
    batch = [item for row in passes([[item] for item in given], tokens)[0] for item in row]
    for _ in batch:
        given.popleft()
    return batch


def weigh(model: PackedModel, output: OutputLayer, items: Sequence[Encoded]) -> list[Completion]:
    """A completion for each item, whose `mean_logprob` is that of its given answer; all in one pass."""
    for item in items:
        output.allow(item.ids)
    lengths = [len(item.ids) for item in items]
    hidden = torch.split(model.prefill([item.ids for item in items]), lengths)
    with torch.inference_mode():
        # The state at a token predicts the next token.
        states = torch.cat([own[-len(item.answer) - 1 : -1] for item, own in zip(items, hidden, strict=True)])
        tokens = output.indices(token for item in items for token in item.answer)
        parts = zip(torch.split(states, _TOKENS), torch.split(tokens, _TOKENS), strict=True)
        losses = torch.cat(
            [
                cross_entropy(output(part).float(), wanted.to(model.device), reduction="none")
                for part, wanted in parts
            ]
        )
    means = [-float(own.mean()) for own in torch.split(losses, [len(item.answer) for item in items])]
    return [
        Completion(
            request=item.request,
            text=item.request.answer or "",
            finish_reason="stop",
            prompt_tokens=len(item.ids) - len(item.answer),
            completion_tokens=0,
            mean_logprob=mean,
        )
        for item, mean in zip(items, means, strict=True)
    ]
