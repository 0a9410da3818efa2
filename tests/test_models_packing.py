"""Weights laid out for the CPU's matrix units give the products they gave before."""

import pytest
import torch
from torch import nn

from summarizer.engine import packing


def layers(dtype):
    torch.manual_seed(1)
    return nn.Sequential(nn.Linear(64, 96, bias=True), nn.Sequential(nn.Linear(96, 32, bias=False))).to(dtype)


@pytest.mark.parametrize("rows", [1, 7, 90])
@pytest.mark.parametrize(
    ("dtype", "tolerance"), [(torch.float32, 1e-5), (torch.bfloat16, 0.05)], ids=["float32", "bfloat16"]
)
def test_packed_layers_give_what_plain_ones_give(rows, dtype, tolerance):
    model = layers(dtype)
    if not packing.can_pack(model[0].weight):
        pytest.skip(f"no packed product of {dtype} on this CPU")
    states = torch.randn(2, rows, 64).to(dtype)
    with torch.inference_mode():
        expected = model(states)
        packing.pack(model)
        got = model(states)
    assert isinstance(model[0], packing.PackedLinear)
    assert isinstance(model[1][0], packing.PackedLinear)
    assert got.shape == expected.shape
    torch.testing.assert_close(got.float(), expected.float(), atol=tolerance, rtol=tolerance)


@pytest.mark.parametrize("rows", [1, 7, 90])
@pytest.mark.parametrize(
    ("dtype", "tolerance"),
    [(torch.float32, 1e-5), (torch.bfloat16, 0.05), (torch.float16, 0.01)],
    ids=["float32", "bfloat16", "float16"],
)
def test_gelu_and_gate_are_the_same_in_the_products_as_behind_them(rows, dtype, tolerance):
    torch.manual_seed(1)
    gate, up = (torch.randn(96, 64).div(8).to(dtype) for _ in range(2))
    states = torch.randn(rows, 64).to(dtype)
    with torch.inference_mode():
        opened = nn.functional.gelu(states.float() @ gate.float().T, approximate="tanh")
        expected = opened * (states.float() @ up.float().T)
        got = packing.gated(gate, up)(states)
    assert got.dtype == dtype
    torch.testing.assert_close(got.float(), expected, atol=tolerance, rtol=tolerance)


def test_what_was_not_measured_stays_as_it_is(monkeypatch):
    model = layers(torch.float16)
    packing.pack(model)
    assert type(model[0]) is nn.Linear
    monkeypatch.setattr(packing.torch.backends.cpu, "get_cpu_capability", lambda: "DEFAULT")
    assert not packing.can_pack(layers(torch.float32)[0].weight)


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_a_torch_without_the_operators_only_costs_time(monkeypatch, dtype):
    monkeypatch.setattr(packing.torch.backends.mkldnn, "is_available", lambda: False)
    monkeypatch.setattr(packing.torch.ops, "mkldnn", object())  # as where torch was built without oneDNN
    model = layers(dtype)
    packing.pack(model)
    assert type(model[0]) is nn.Linear
    states = torch.randn(3, 64).to(dtype)
    with torch.inference_mode():
        assert torch.equal(packing.packed(model[0].weight)(states), states @ model[0].weight.T)
