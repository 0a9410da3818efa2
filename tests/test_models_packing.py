"""Weights laid out for the CPU's matrix units give the products they gave before."""

import pytest
import torch
from torch import nn

from summarizer.engine import packing


def layers(dtype):
    torch.manual_seed(1)
    return nn.Sequential(nn.Linear(64, 96, bias=True), nn.Sequential(nn.Linear(96, 32, bias=False))).to(dtype)


@pytest.mark.parametrize("rows", [1, 7, 90])
def test_packed_layers_give_what_plain_ones_give(rows):
    model = layers(torch.bfloat16)
    if not packing.can_pack(model[0].weight):
        pytest.skip("this CPU has no bfloat16 product in oneDNN")
    states = torch.randn(2, rows, 64).bfloat16()
    with torch.inference_mode():
        expected = model(states)
        packing.pack(model)
        got = model(states)
    assert isinstance(model[0], packing.PackedLinear)
    assert isinstance(model[1][0], packing.PackedLinear)
    assert got.shape == expected.shape
    torch.testing.assert_close(got.float(), expected.float(), atol=0.05, rtol=0.02)


def test_float32_stays_as_it_is():
    model = layers(torch.float32)
    packing.pack(model)
    assert type(model[0]) is nn.Linear


def test_a_torch_without_the_operators_only_costs_time(monkeypatch):
    monkeypatch.setattr(packing.torch.backends.mkldnn, "is_available", lambda: False)
    model = layers(torch.bfloat16)
    packing.pack(model)
    assert type(model[0]) is nn.Linear
