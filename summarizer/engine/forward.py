"""Forward passes of a decoder-only model over packed tokens: prefill of prompts, and decoding steps."""

from collections.abc import Sequence

import torch
from torch import Tensor

from summarizer.engine import attention
from summarizer.engine.cache import RowCache, SideBySide, Step
from summarizer.engine.network import Network


class PackedModel:
    """A decoder-only model without its output layer."""

    def __init__(self, network: Network) -> None:
        self.device = network.device
        self.network = network

    def new_cache(self) -> RowCache:
        """An empty cache for this model."""
        return RowCache(self.network.layers, self.device)

    def prefill(self, prompts: Sequence[Sequence[int]], cache: RowCache | None = None) -> Tensor:
        """Hidden states, shape (tokens of all prompts, dimensions), one prompt behind another."""
        lengths = tuple(map(len, prompts))
        masks: attention.Masks = {
            kind: (attention.Prompts(lengths, tuple(self._prompt_mask(kind, length) for length in lengths)),)
            for kind in self.network.kinds
        }
        ids = torch.tensor([token for prompt in prompts for token in prompt])
        positions = torch.cat([torch.arange(length) for length in lengths])
        return self.run(ids, masks, positions, [cache] if cache else [])

    def step(self, ids: Tensor, caches: Sequence[RowCache]) -> Tensor:
        """Hidden states, shape (answers, dimensions), of the newest token of every answer of the caches."""
        steps = [cache.begin_step() for cache in caches]
        masks: attention.Masks = {
            kind: tuple(
                self._answer_mask(kind, cache, step) for cache, step in zip(caches, steps, strict=True)
            )
            for kind in self.network.kinds
        }
        return self.run(ids, masks, torch.cat([step.positions for step in steps]), caches)

    def run(
        self, ids: Tensor, masks: attention.Masks, positions: Tensor, caches: Sequence[RowCache]
    ) -> Tensor:
        """Hidden states, shape (tokens, dimensions), of packed tokens at their positions.

        Raises:
            RuntimeError: as torch does, mostly for want of memory.
        """
        with torch.inference_mode():
            cache = SideBySide(caches) if caches else None
            return self.network(ids.to(self.device), positions.to(self.device), masks, cache)

    def _prompt_mask(self, kind: str, length: int) -> Tensor | None:
        """Which tokens of a prompt see which in one kind of layer, where that is not all before them."""
        window = self.network.window
        if kind != "sliding_attention" or not 0 < window < length:
            return None
        places = torch.arange(length, device=self.device)
        distance = places[:, None] - places[None, :]
        return (distance >= 0) & (distance < window)

    def _answer_mask(self, kind: str, cache: RowCache, step: Step) -> attention.Answers:
        """Which columns of a cache its answers see in one kind of layer."""
        visible = cache.visible(self.network.window if kind == "sliding_attention" else 0)
        mask = torch.zeros(visible.shape, dtype=self.network.dtype, device=self.device)
        mask = mask.masked_fill_(~visible, -torch.inf).repeat_interleave(self.network.share, dim=1)
        return attention.Answers(step.rows * step.width + step.places, mask[:, None])
