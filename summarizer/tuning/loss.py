"""Cross entropy of target positions alone, in chunks: all logits at once would take gigabytes."""

from collections.abc import Callable
from typing import Any

import torch
from torch.autograd.function import FunctionCtx, once_differentiable

_CHUNK = 256  # positions whose logits exist at a time

Slopes = Callable[[torch.Tensor, torch.Tensor], tuple[torch.Tensor, torch.Tensor]]


def slopes(logits: torch.Tensor, targets: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """The cross entropy of each row of `logits` (positions, words), and its gradient in their type.

    Worth compiling: its steps over the same large table then become one (0.25 s for 0.50, of 1,800
    positions and 44,000 words on two cores).
    """
    values = logits.float()
    total = torch.logsumexp(values, dim=-1, keepdim=True)
    loss = (total - values.gather(1, targets[:, None]))[:, 0]
    hit = torch.arange(values.shape[1], device=values.device)[None] == targets[:, None]
    return loss, (torch.exp(values - total) - hit.float()).to(logits.dtype)


class _Entropy(torch.autograd.Function):
    """The mean loss; its gradient is computed at once, so that each chunk's logits are made but once."""

    @staticmethod
    def forward(  # noqa: PLR0917 - torch passes them by position
        ctx: Any,
        hidden: torch.Tensor,
        weight: torch.Tensor,
        targets: torch.Tensor,
        counts: torch.Tensor,
        way: Slopes,
    ) -> torch.Tensor:
        gradient = torch.empty_like(hidden) if hidden.requires_grad else None
        total = hidden.new_zeros((), dtype=torch.float32)
        for start in range(0, len(targets), _CHUNK):
            part = slice(start, start + _CHUNK)
            loss, slope = way(hidden[part] @ weight.T, targets[part])
            total += (loss * counts[part]).sum()
            if gradient is not None:
                gradient[part] = (slope @ weight) * counts[part, None].to(slope.dtype)
        ctx.count = float(counts.sum()) or 1.0
        ctx.save_for_backward(*(() if gradient is None else (gradient,)))
        mean: torch.Tensor = total / ctx.count
        return mean

    @staticmethod
    @once_differentiable
    def backward(ctx: FunctionCtx, upstream: torch.Tensor) -> tuple[torch.Tensor, None, None, None, None]:
        (gradient,) = ctx.saved_tensors  # type: ignore[attr-defined]
        return gradient * (upstream / ctx.count), None, None, None, None  # type: ignore[attr-defined]


def entropy(
    hidden: torch.Tensor,
    weight: torch.Tensor,
    targets: torch.Tensor,
    way: Slopes = slopes,
    counts: torch.Tensor | None = None,
) -> torch.Tensor:
    """The mean cross entropy in nats of `hidden` (positions, width) for `targets` (positions).

    A position weighs as much in the mean as `counts` (positions) says; 1 where it is not given.

    `targets` are rows of `weight` (words, width), which stays as it is: it gets no gradient. `way` is
    `slopes`, compiled or not.
    """
    if counts is None:
        counts = torch.ones(len(targets), device=hidden.device)
    result: torch.Tensor = _Entropy.apply(hidden, weight, targets, counts, way)  # type: ignore[no-untyped-call]
    return result
