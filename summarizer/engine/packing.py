"""Linear layers with weights prepacked for the CPU's matrix units, where torch can do that."""

from collections.abc import Callable
from functools import partial

import torch
from torch import Tensor, nn
from torch.nn.functional import gelu, linear


class PackedLinear(nn.Module):
    """A linear layer whose weight is in oneDNN's blocked layout, so that no product has to reorder it."""

    def __init__(self, weight: Tensor, bias: Tensor | None = None) -> None:
        super().__init__()
        self.weight = torch.ops.mkldnn._reorder_linear_weight(weight.detach(), None)  # noqa: SLF001
        self.bias = bias

    def forward(self, hidden: Tensor) -> Tensor:
        """The product and the bias, shape (…, out), of states of shape (…, in)."""
        product: Tensor = torch.ops.mkldnn._linear_pointwise(  # noqa: SLF001
            hidden, self.weight, self.bias, "none", [], ""
        )
        return product


def can_pack(weight: Tensor) -> bool:
    """Whether weights like this one gain by it: on a CPU for which torch was built with oneDNN.

    torch's own compiler uses the two operators, but does not document them (docs/third-party-internals.md); a
    torch without them only costs time.
    """
    if weight.device.type != "cpu" or not torch.backends.mkldnn.is_available():  # type: ignore[no-untyped-call]
        return False  # without oneDNN the operators are not even there to be asked
    gains: dict[torch.dtype, Callable[[], bool]] = {
        torch.bfloat16: lambda: torch.ops.mkldnn._is_mkldnn_bf16_supported(),  # noqa: PLW0108, SLF001
        # Elsewhere than on x86 it was not measured.
        torch.float32: lambda: torch.backends.cpu.get_cpu_capability().startswith("AVX"),
    }
    return (
        all(hasattr(torch.ops.mkldnn, name) for name in ("_reorder_linear_weight", "_linear_pointwise"))
        and weight.dtype in gains
        and gains[weight.dtype]()
    )


def packed(weight: Tensor) -> Callable[[Tensor], Tensor]:
    """The product with a weight of shape (out, in), packed where that can be done."""
    return PackedLinear(weight) if can_pack(weight) else partial(linear, weight=weight)


def gated(gate: Tensor, up: Tensor) -> Callable[[Tensor], Tensor]:
    """GELU of one product, times another (Shazeer 2020, arXiv 2002.05202), with weights of shape (out, in).

    Packed where that can be done; there both steps belong to the products, and write nothing between.
    """
    if not can_pack(gate):
        return lambda hidden: gelu(linear(hidden, gate), approximate="tanh") * linear(hidden, up)
    operators = torch.ops.mkldnn
    first, second = (operators._reorder_linear_weight(one.detach(), None) for one in (gate, up))  # noqa: SLF001

    def product(hidden: Tensor) -> Tensor:
        opened = operators._linear_pointwise(hidden, first, None, "gelu", [], "tanh")  # noqa: SLF001
        result: Tensor = operators._linear_pointwise.binary(hidden, opened, second, None, "mul")  # noqa: SLF001
        return result

    return product


def pack(model: nn.Module) -> None:
    """Pack all linear layers inside a model, where that can be done."""
    with torch.inference_mode():
        for parent in list(model.modules()):
            for name, layer in list(parent.named_children()):
                if type(layer) is nn.Linear and can_pack(layer.weight):
                    setattr(parent, name, PackedLinear(layer.weight, layer.bias))
