"""Attention over packed tokens: each prompt over itself, and each answer over its row of a cache."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import scaled_dot_product_attention


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

    def attend(self, query: Tensor, key: Tensor, value: Tensor, scale: float) -> Tensor:
        """Attention output, shape (tokens, heads, size), as `query`.

        The query heads of a group share its key and value head (grouped-query attention, Ainslie et al. 2023,
        arXiv 2305.13245); groups take the place of a batch, so that no head is copied.
        """
        _, heads, size = query.shape
        groups = key.shape[1]
        attended = []
        parts = (torch.split(one, list(self.lengths)) for one in (query, key, value))
        for mask, one_query, one_key, one_value in zip(self.masks, *parts, strict=True):
            length = len(one_query)
            shared = (groups, heads // groups, length, size)
            seen = scaled_dot_product_attention(
                one_query.view(length, *shared[:2], size).permute(1, 2, 0, 3),
                one_key.transpose(0, 1)[:, None].expand(shared),
                one_value.transpose(0, 1)[:, None].expand(shared),
                attn_mask=mask,
                is_causal=mask is None,
                scale=scale,
            )
            attended.append(seen.permute(2, 0, 1, 3).reshape(length, heads, size))
        return attended[0] if len(attended) == 1 else torch.cat(attended)


@dataclass(frozen=True, slots=True)
class Answers:
    """The newest token of each answer, which attends to its row of a cache.

    Answer i stands in slot `slots[i]`: its row times the places of a row, and its place there. `mask`, which
    is added to the scores, has shape (rows, 1, places × query heads of a group, columns).
    """

    slots: Tensor
    mask: Tensor

    @property
    def tokens(self) -> int:
        """The number of their tokens in the pass."""
        return len(self.slots)

    def attend(self, query: Tensor, key: Tensor, value: Tensor, scale: float) -> Tensor:
        """Attention output, shape (tokens, heads, size), as `query`; `key` (rows, columns, groups, size).

        With one new token an answer, the query heads of a group can take the place of positions, and so can
        the answers that share a row: keys and values are read once for all of them.
        """
        _, heads, size = query.shape
        rows, _, groups, _ = key.shape
        share = heads // groups
        side_by_side = (rows, self.mask.shape[2] // share, groups, share, size)
        # What stands in a slot that no answer has is read by nobody.
        placed = query.new_empty((rows * side_by_side[1], heads, size)).index_copy_(0, self.slots, query)
        attended = scaled_dot_product_attention(
            placed.view(side_by_side).transpose(1, 2).reshape(rows, groups, -1, size),
            key.transpose(1, 2),
            value.transpose(1, 2),
            attn_mask=self.mask,
            scale=scale,
        )
        back = attended.view(rows, groups, -1, share, size).transpose(1, 2).reshape(-1, heads, size)
        return back.index_select(0, self.slots)


Part = Prompts | Answers
Masks = dict[str, tuple[Part, ...]]  # by kind of layer: the parts of a pass, in order


def attend(
    parts: Sequence[Part], query: Tensor, keys: Sequence[Tensor], values: Sequence[Tensor], scale: float
) -> Tensor:
    """Attention of the tokens of one pass, `query` (tokens, heads, size): shape as `query`.

    `keys` and `values` are for each part its tokens' own, or what a cache holds for it.
    """
    queries = torch.split(query, [part.tokens for part in parts])
    attended = [
        part.attend(own, key, value, scale)
        for part, own, key, value in zip(parts, queries, keys, values, strict=True)
    ]
    return attended[0] if len(attended) == 1 else torch.cat(attended)
