"""Attention in which the queries of one key-value head stand side by side, so that no key is copied out."""

from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import scaled_dot_product_attention

NAME = "summarizer_grouped"

# By kind of layer: what is added to the scores, None for causal attention over a whole prompt, or a tuple
# with one for each of the caches whose rows take a step together.
Masks = dict[str, Tensor | tuple[Tensor, ...] | None]


def attend(  # noqa: PLR0917 - transformers' signature
    module: torch.nn.Module,  # noqa: ARG001
    query: Tensor,
    key: Tensor | tuple[Tensor, ...],
    value: Tensor | tuple[Tensor, ...],
    attention_mask: Tensor | tuple[Tensor, ...] | None,
    scaling: float | None = None,
    **_: Any,
) -> tuple[Tensor, None]:
    """Scaled dot-product attention of `query` (rows, heads, positions, size) over (rows, groups, seen, size).

    Gives shape (rows, positions, heads, size). Tuples of keys, values and masks are of rows that attend each
    in their own cache, one new position a row: see `summarizer.engine.cache.SideBySide`.
    """
    if isinstance(key, tuple):
        assert isinstance(value, tuple)
        assert isinstance(attention_mask, tuple)
        parts = zip(torch.split(query, [len(one) for one in key]), key, value, attention_mask, strict=True)
        return torch.cat([_step(*part, scaling) for part in parts]), None
    assert isinstance(value, Tensor)
    assert not isinstance(attention_mask, tuple)
    seen = scaled_dot_product_attention(
        query,
        key,
        value,
        attn_mask=attention_mask,
        is_causal=attention_mask is None,
        scale=scaling,
        enable_gqa=query.shape[1] != key.shape[1],
    )
    return seen.transpose(1, 2).contiguous(), None


def _step(query: Tensor, key: Tensor, value: Tensor, mask: Tensor, scaling: float | None) -> Tensor:
    """One new position a row: shape (rows, 1, heads, size).

    transformers' own copies each key and value head to all query heads at every step; with one new position
    the query heads of a group can take the place of positions instead (grouped-query attention, Ainslie et
    al. 2023, arXiv 2305.13245).
    """
    rows, heads, _, size = query.shape
    groups = key.shape[1]
    side_by_side = query.reshape(rows, groups, heads // groups, size)
    seen = scaled_dot_product_attention(side_by_side, key, value, attn_mask=mask, scale=scaling)
    return seen.reshape(rows, 1, heads, size)


def use(model: Any) -> None:
    """Let a model of transformers attend so."""
    from transformers import AttentionInterface

    AttentionInterface.register(NAME, attend)
    model.set_attn_implementation(NAME)
