"""The layers of a decoder-only model over packed tokens: the interface, and those of transformers' models."""

from typing import Any, Protocol

import torch
from torch import Tensor

from summarizer.engine import attention
from summarizer.engine.cache import SideBySide
from summarizer.engine.packing import pack

_NAME = "summarizer_packed"


class Network(Protocol):
    """The layers of a decoder-only model.

    `kinds` are the kinds of its layers, `full_attention` and `sliding_attention`, which sees the last
    `window` positions; `share` query heads share a key head.
    """

    device: torch.device
    dtype: torch.dtype
    layers: int
    kinds: frozenset[str]
    window: int
    share: int

    def __call__(
        self, ids: Tensor, positions: Tensor, masks: attention.Masks, cache: SideBySide | None
    ) -> Tensor:
        """Hidden states, shape (tokens, dimensions), of tokens at their positions, shape (tokens,)."""
        ...

    def output_weight(self, ids: Tensor | None = None) -> Tensor:
        """The weight of the output layer, shape (words, dimensions): all of it, or of some vocabulary ids."""
        ...


class TransformersNetwork:
    """A decoder-only model of transformers; its weights are packed on the way."""

    def __init__(self, model: Any) -> None:
        from transformers import AttentionInterface

        AttentionInterface.register(_NAME, _attend)
        model.set_attn_implementation(_NAME)
        config = model.config
        self.device: torch.device = model.device
        self.dtype: torch.dtype = model.dtype
        self.layers: int = config.num_hidden_layers
        self.kinds = frozenset(getattr(config, "layer_types", None) or ["full_attention"])
        self.window: int = getattr(config, "sliding_window", None) or 0
        self.share: int = config.num_attention_heads // config.num_key_value_heads
        self._output: Tensor = model.get_output_embeddings().weight
        self._backbone = model.get_decoder()
        pack(self._backbone)

    def __call__(
        self, ids: Tensor, positions: Tensor, masks: attention.Masks, cache: SideBySide | None
    ) -> Tensor:
        """Hidden states, shape (tokens, dimensions), of tokens at their positions, shape (tokens,)."""
        hidden: Tensor = self._backbone(
            input_ids=ids[None],
            attention_mask=masks,
            position_ids=positions[None],
            past_key_values=cache and _Cache(cache),
            use_cache=cache is not None,
        ).last_hidden_state
        return hidden[0]

    def output_weight(self, ids: Tensor | None = None) -> Tensor:
        """The weight of the output layer, shape (words, dimensions): all of it, or of some vocabulary ids."""
        return self._output if ids is None else self._output[ids]


class _Cache:
    """A cache as transformers' models use it.

    They need of it only `update`; masks and positions are given to them, so the other methods of
    `transformers.Cache` are not called.
    """

    def __init__(self, cache: SideBySide) -> None:
        self._cache = cache

    def update(
        self, keys: Tensor, values: Tensor, layer: int, *_: Any, **__: Any
    ) -> tuple[tuple[Tensor, ...], tuple[Tensor, ...]]:
        """Store a layer's new keys and values, shape (1, heads, tokens, size); gives those to attend to."""
        return self._cache.update(keys[0].transpose(0, 1), values[0].transpose(0, 1), layer)


def _attend(  # noqa: PLR0917 - transformers' signature
    module: torch.nn.Module,  # noqa: ARG001
    query: Tensor,
    key: Tensor | tuple[Tensor, ...],
    value: Tensor | tuple[Tensor, ...],
    attention_mask: tuple[attention.Part, ...],
    scaling: float | None = None,
    **_: Any,
) -> tuple[Tensor, None]:
    """Attention of the tokens of one pass, `query` (1, heads, tokens, size): shape (1, tokens, heads, size).

    `key` and `value` are the tokens' own, or what a cache gave for each part.
    """
    tokens = [part.tokens for part in attention_mask]
    keys, values = (
        one if isinstance(one, tuple) else torch.split(one[0].transpose(0, 1), tokens) for one in (key, value)
    )
    scale = query.shape[-1] ** -0.5 if scaling is None else scaling
    return attention.attend(attention_mask, query[0].transpose(0, 1), keys, values, scale)[None], None
