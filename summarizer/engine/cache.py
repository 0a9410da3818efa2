"""A key-value cache of rows that come and go, each at its own length."""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

GROWTH = 128  # positions by which the cache grows: one copy instead of one a step


class SlotCache:
    """Keys and values of up to as many rows as were admitted, written in place.

    Row r holds `lengths[r]` positions, counted from 0, so that nothing is padded on the left and a row's
    positions never move. Active rows are always rows 0 … n-1. transformers' models need of a cache only
    `update`; masks and positions are given to them, so the other methods of `transformers.Cache` are not
    called.
    """

    def __init__(self, device: torch.device) -> None:
        self.device = device
        self.lengths: list[int] = []
        self._keys: list[Tensor] = []  # a layer: (rows, heads, positions, dimension)
        self._values: list[Tensor] = []
        self._copies: list[int] | None = None  # while prefilling: which incoming row each new row copies
        self._index: tuple[Tensor, Tensor] | None = None
        self._width = 0

    def begin_prefill(self, lengths: Sequence[int], copies: Sequence[int]) -> None:
        """Admit rows; the next forward pass must bring prompts of these lengths, padded on the right.

        New row i takes over prompt `copies[i]`: several answers to one prompt prefill once.
        """
        self._copies = list(copies)
        self.lengths.extend(lengths[copy] for copy in copies)

    def begin_step(self) -> tuple[Tensor, int]:
        """Make room for one more position in each row.

        Returns the new position of each row, shape (rows,), and the number of positions that attention sees.
        """
        self._copies = None
        positions = torch.tensor(self.lengths, device=self.device)
        self.lengths = [length + 1 for length in self.lengths]
        self._width = max(self.lengths)
        self._index = (torch.arange(len(self.lengths), device=self.device), positions)
        return positions, self._width

    def update(self, keys: Tensor, values: Tensor, layer: int, *_: Any, **__: Any) -> tuple[Tensor, Tensor]:
        """Store a layer's new keys and values, shape (rows, heads, new positions, dimension).

        Returns what attention shall see: the new ones in a prefill, all of each row in a step.
        """
        if layer == len(self._keys):
            self._keys.append(keys[:0])
            self._values.append(values[:0])
        rows = len(self.lengths)
        if self._copies is not None:
            first, width = rows - len(self._copies), keys.shape[2]
            for store, new in ((self._keys, keys), (self._values, values)):
                store[layer] = _grown(store[layer], new, rows, width)
                store[layer][first:rows, :, :width] = new[self._copies]
            return keys, values
        assert self._index is not None
        seen = []
        for store, new in ((self._keys, keys), (self._values, values)):
            store[layer] = _grown(store[layer], new, rows, self._width)
            store[layer][self._index[0], :, self._index[1]] = new[:, :, 0]
            seen.append(store[layer][:rows, :, : self._width])
        return seen[0], seen[1]

    @torch.inference_mode()
    def remove(self, row: int) -> None:
        """Free a row: the last row takes its place."""
        last = len(self.lengths) - 1
        if row != last:
            for store in (*self._keys, *self._values):
                store[row, :, : self.lengths[last]] = store[last, :, : self.lengths[last]]
            self.lengths[row] = self.lengths[last]
        self.lengths.pop()


class SideBySide:
    """Caches whose rows take a step together, the first cache's rows first.

    Rows of unlike length attend each in their own cache, so that short ones are not padded to long ones.
    """

    def __init__(self, caches: Sequence[SlotCache]) -> None:
        self._caches = caches
        self._rows = [len(cache.lengths) for cache in caches]

    def update(
        self, keys: Tensor, values: Tensor, layer: int, *_: Any, **__: Any
    ) -> tuple[tuple[Tensor, ...], tuple[Tensor, ...]]:
        """Store a layer's new keys and values; gives what the rows of each cache shall see."""
        parts = zip(self._caches, torch.split(keys, self._rows), torch.split(values, self._rows), strict=True)
        seen = [cache.update(new_keys, new_values, layer) for cache, new_keys, new_values in parts]
        return tuple(keys for keys, _ in seen), tuple(values for _, values in seen)


def _grown(store: Tensor, new: Tensor, rows: int, width: int) -> Tensor:
    """The store with room for `rows` rows of `width` positions; itself where it has that already."""
    if store.shape[0] >= rows and store.shape[2] >= width:
        return store
    positions = store.shape[2] if store.shape[2] >= width else -(-width // GROWTH) * GROWTH
    larger = new.new_zeros((max(rows, store.shape[0]), store.shape[1], positions, store.shape[3]))
    if store.shape[0]:
        larger[: store.shape[0], :, : store.shape[2]] = store
    return larger
