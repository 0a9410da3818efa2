"""Attention over packed tokens: each prompt over itself, and each answer over its row of a cache."""

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import scaled_dot_product_attention

NAME = "summarizer_packed"


@dataclass(frozen=True, slots=True)
class Prompts:
    """Whole prompts, one behind another: their lengths and attention masks.

    `masks[i]`, shape (length, length), is true where a token of prompt i attends to another; None is causal.
    """

    lengths: tuple[int, ...]
    masks: tuple[Tensor | None, ...]

    @property
    def tokens(self) -> int:
        """The number of their tokens in the pass."""
        return sum(self.lengths)

    def attend(self, query: Tensor, key: Tensor, value: Tensor, scale: float | None) -> Tensor:
        """Attention output, shape (1, heads, tokens, size), as `query`."""
        queries, keys, values = (torch.split(one, list(self.lengths), dim=2) for one in (query, key, value))
        attended = [
            scaled_dot_product_attention(
                one_query,
                one_key,
                one_value,
                attn_mask=mask,
                is_causal=mask is None,
                scale=scale,
                enable_gqa=query.shape[1] != key.shape[1],
            )
            for mask, one_query, one_key, one_value in zip(self.masks, queries, keys, values, strict=True)
        ]
        return torch.cat(attended, dim=2)


@dataclass(frozen=True, slots=True)
class Answers:
    """The newest token of each answer, which attends to its row of a cache.

    Answer i stands in row `rows[i]` at place `places[i]`. `mask`, which is added to the scores, has shape
    (rows, 1, places × query heads of a group, columns).
    """

    rows: Tensor
    places: Tensor
    mask: Tensor

    @property
    def tokens(self) -> int:
        """The number of their tokens in the pass."""
        return len(self.rows)

    def attend(self, query: Tensor, key: Tensor, value: Tensor, scale: float | None) -> Tensor:
        """Attention output, shape (1, heads, tokens, size), as `query`.

        transformers' own copies each key and value head to all query heads at every step; with one new token
        an answer the query heads of a group can take the place of positions instead (grouped-query attention,
        Ainslie et al. 2023, arXiv 2305.13245), and so can the answers that share a row.
        """
        rows, groups = key.shape[:2]
        _, heads, answers, size = query.shape
        share = heads // groups
        places = self.mask.shape[2] // share
        placed = query.new_zeros((rows, groups, places, share, size))
        placed[self.rows, :, self.places] = query[0].transpose(0, 1).reshape(answers, groups, share, size)
        side_by_side = placed.reshape(rows, groups, places * share, size)
        attended = scaled_dot_product_attention(side_by_side, key, value, attn_mask=self.mask, scale=scale)
        back = attended.reshape(rows, groups, places, share, size)[self.rows, :, self.places]
        return back.reshape(answers, heads, size).transpose(0, 1)[None]


Part = Prompts | Answers
Masks = dict[str, tuple[Part, ...]]  # by kind of layer: the parts of a pass, in order


def attend(  # noqa: PLR0917 - transformers' signature
    module: torch.nn.Module,  # noqa: ARG001
    query: Tensor,
    key: Tensor | tuple[Tensor, ...],
    value: Tensor | tuple[Tensor, ...],
    attention_mask: tuple[Part, ...],
    scaling: float | None = None,
    **_: Any,
) -> tuple[Tensor, None]:
    """Attention of the tokens of one pass, `query` (1, heads, tokens, size): shape (1, tokens, heads, size).

    `key` and `value` are the tokens' own, or for each part what a cache holds for it.
    """
    tokens = [part.tokens for part in attention_mask]
    queries, keys, values = (
        torch.split(one, tokens, dim=2) if isinstance(one, Tensor) else one for one in (query, key, value)
    )
    parts = zip(attention_mask, queries, keys, values, strict=True)
    attended = [part.attend(query, key, value, scaling) for part, query, key, value in parts]
    return torch.cat(attended, dim=2).transpose(1, 2).contiguous(), None


def use(model: Any) -> None:
    """Make a model of transformers use this attention."""
    from transformers import AttentionInterface

    AttentionInterface.register(NAME, attend)
    model.set_attn_implementation(NAME)
