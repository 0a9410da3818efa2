"""Cross entropy of target positions alone, in chunks: all logits at once would take gigabytes."""

from typing import Any

import torch
from torch.autograd.function import FunctionCtx, once_differentiable

_CHUNK = 512  # positions whose logits exist at a time


class _Entropy(torch.autograd.Function):
    """The mean loss; its gradient is computed at once, so that each chunk's logits are made but once."""

    @staticmethod
    def forward(ctx: Any, hidden: torch.Tensor, weight: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        gradient = torch.empty_like(hidden) if hidden.requires_grad else None
        total = hidden.new_zeros((), dtype=torch.float32)
        for start in range(0, len(targets), _CHUNK):
            part, wanted = hidden[start : start + _CHUNK], targets[start : start + _CHUNK]
            logits = (part @ weight.T).float()
            shares = torch.log_softmax(logits, dim=-1)
            total -= shares.gather(1, wanted[:, None]).sum()
            if gradient is not None:
                shares.exp_()
                shares[torch.arange(len(wanted)), wanted] -= 1
                gradient[start : start + _CHUNK] = shares.to(hidden.dtype) @ weight
        ctx.count = max(1, len(targets))
        ctx.save_for_backward(*(() if gradient is None else (gradient,)))
        mean: torch.Tensor = total / ctx.count
        return mean

    @staticmethod
    @once_differentiable
    def backward(ctx: FunctionCtx, upstream: torch.Tensor) -> tuple[torch.Tensor, None, None]:
        (gradient,) = ctx.saved_tensors  # type: ignore[attr-defined]
        return gradient * (upstream / ctx.count), None, None  # type: ignore[attr-defined]


def entropy(hidden: torch.Tensor, weight: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """The mean cross entropy in nats of `hidden` (positions, width) for `targets` (positions).

    `targets` are rows of `weight` (words, width), which stays as it is: it gets no gradient.
    """
    result: torch.Tensor = _Entropy.apply(hidden, weight, targets)  # type: ignore[no-untyped-call]
    return result
