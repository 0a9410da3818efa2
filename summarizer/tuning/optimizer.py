"""AdamW for parameters in bfloat16: what is learned is kept in float32, beside the model."""

from collections.abc import Iterable
from typing import Any

import torch


class MasterAdamW(torch.optim.AdamW):
    """Steps are taken on float32 copies, and the model's parameters are those, rounded.

    A step of a thousandth is lost where weights have eight bits; autocast with float32 weights took half
    as long again (measured on two CPU cores).
    """

    def __init__(self, parameters: Iterable[torch.nn.Parameter], **options: Any) -> None:
        self.rounded = list(parameters)
        self.masters = [parameter.detach().float().clone() for parameter in self.rounded]
        super().__init__(self.masters, **options)

    @torch.no_grad()
    def step(self, closure: Any = None) -> Any:
        """A step of the copies, then of the parameters."""
        for master, parameter in zip(self.masters, self.rounded, strict=True):
            master.grad = None if parameter.grad is None else parameter.grad.float()
        result = super().step(closure)
        for master, parameter in zip(self.masters, self.rounded, strict=True):
            parameter.copy_(master)
            master.grad = None
        return result

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Forget the gradients of the parameters."""
        for parameter in self.rounded:
            if set_to_none:
                parameter.grad = None
            elif parameter.grad is not None:
                parameter.grad.zero_()

    def state_dict(self) -> dict[str, Any]:
        """The state with the copies: the parameters alone would be rounded."""
        return {**super().state_dict(), "masters": self.masters}

    @torch.no_grad()
    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Take back the state and the copies, and set the parameters by them."""
        state = dict(state_dict)
        masters = state.pop("masters")
        super().load_state_dict(state)
        for master, parameter, saved in zip(self.masters, self.rounded, masters, strict=True):
            master.copy_(saved)
            parameter.copy_(master)
