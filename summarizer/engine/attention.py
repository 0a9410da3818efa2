"""Attention in which the queries of one key-value head stand side by side, so that no key is copied out."""

from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import scaled_dot_product_attention

NAME = "summarizer_grouped"


def attend(  # noqa: PLR0917 - transformers' signature
    module: torch.nn.Module,  # noqa: ARG001
    query: Tensor,
    key: Tensor,
    value: Tensor,
    attention_mask: Tensor | None,
    scaling: float | None = None,
    **_: Any,
) -> tuple[Tensor, None]:
    """Scaled dot-product attention of `query` (rows, heads, positions, size) over (rows, groups, seen, size).

    Gives shape (rows, positions, heads, size). transformers' own copies each key and value head to all query
    heads at every step where there is a mask; with one new position a row, the query heads of a group can
    take the place of positions instead (grouped-query attention, Ainslie et al. 2023, arXiv 2305.13245).
    """
    rows, heads, positions, size = query.shape
    groups = key.shape[1]
    if positions == 1:
        side_by_side = query.reshape(rows, groups, heads // groups, size)
        seen = scaled_dot_product_attention(side_by_side, key, value, attn_mask=attention_mask, scale=scaling)
        return seen.reshape(rows, 1, heads, size), None
    seen = scaled_dot_product_attention(
        query,
        key,
        value,
        attn_mask=attention_mask,
        is_causal=attention_mask is None,
        scale=scaling,
        enable_gqa=heads != groups,
    )
    return seen.transpose(1, 2).contiguous(), None


def use(model: Any) -> None:
    """Let a model of transformers attend so."""
    from transformers import AttentionInterface

    AttentionInterface.register(NAME, attend)
    model.set_attn_implementation(NAME)
