"""The layers of Gemma 3 (text) over packed tokens, in plain functions.

The model is that of transformers' `Gemma3TextModel` (Gemma Team 2025, arXiv 2503.19786), and equal to it in
float32 but for the order of sums. It needs fewer small operations, and no import of transformers: queries,
keys and values come of one product, GELU and gate are part of theirs, and the weights of the norms before
products are part of the products' weights.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from summarizer.engine.attention import Masks, attend
from summarizer.engine.cache import SideBySide
from summarizer.engine.packing import gated, packed

MODEL_TYPE = "gemma3_text"  # as config.json calls it
# What config.json may say of the parts that are not written here.
_PLAIN = {
    "attention_bias": False,
    "attn_logit_softcapping": None,
    "final_logit_softcapping": None,
    "hidden_activation": "gelu_pytorch_tanh",
    "use_bidirectional_attention": False,
}


def fits(config: Mapping[str, Any]) -> bool:
    """Whether a model with this `config.json` can be run here; others are left to transformers."""
    return (
        config.get("model_type") == MODEL_TYPE
        and all(config.get(name, plain) == plain for name, plain in _PLAIN.items())
        and all(one.get("rope_type") == "default" for one in config["rope_parameters"].values())
    )


@dataclass(frozen=True, slots=True)
class _Layer:
    """The products of a layer, and the weights of those norms that no product could take in."""

    kind: str
    queries_keys_values: Callable[[Tensor], Tensor]
    attended: Callable[[Tensor], Tensor]
    gated: Callable[[Tensor], Tensor]
    down: Callable[[Tensor], Tensor]
    of_queries_keys: Tensor  # (heads + groups, size)
    after_attention: Tensor
    after_mlp: Tensor


class Gemma:
    """A `Network`: see `summarizer.engine.network`."""

    def __init__(
        self, config: Mapping[str, Any], read: Callable[[str], Tensor], dtype: torch.dtype, device: str
    ) -> None:
        """`config` is what its `config.json` says; `read` gives a weight by transformers' name for it."""
        self.device, self.dtype = torch.device(device), dtype
        self.layers = int(config["num_hidden_layers"])
        self.kinds = frozenset(config["layer_types"])
        self.window = int(config["sliding_window"])
        self._heads, self._groups = config["num_attention_heads"], config["num_key_value_heads"]
        self.share = self._heads // self._groups
        self._size: int = config["head_dim"]
        self._epsilon: float = config["rms_norm_eps"]
        self._scale: float = config["query_pre_attn_scalar"] ** -0.5
        even = torch.arange(0, self._size, 2, dtype=torch.float32) / self._size
        self._frequencies = {
            kind: (1.0 / rope["rope_theta"] ** even).to(self.device)
            for kind, rope in config["rope_parameters"].items()
        }
        # In the type of the file, where it stays on the CPU: only the rows that are used are in memory.
        self._embedding = read("model.embed_tokens.weight").to(self.device)
        self._embedding_scale = float(torch.tensor(config["hidden_size"] ** 0.5, dtype=dtype))
        self._output = "model.embed_tokens" if config.get("tie_word_embeddings", True) else "lm_head"
        self._read = read
        self._last_norm = (1.0 + read("model.norm.weight").float()).to(self.device)
        with torch.inference_mode():
            self._layers = [
                self._layer(f"model.layers.{index}.", kind, read)
                for index, kind in enumerate(config["layer_types"])
            ]

    def output_weight(self, ids: Tensor | None = None) -> Tensor:
        """The weight of the output layer, shape (words, dimensions): all of it, or of some vocabulary ids."""
        weight = self._read(f"{self._output}.weight")
        return (weight if ids is None else weight[ids]).to(self.device, self.dtype)

    def _layer(self, name: str, kind: str, read: Callable[[str], Tensor]) -> _Layer:
        def norm(part: str) -> Tensor:
            return 1.0 + read(f"{name}{part}.weight").float()

        def product(*parts: str, before: str = "") -> Tensor:
            weight = torch.cat([read(f"{name}{part}.weight") for part in parts])
            weight = weight.float() * norm(before) if before else weight
            return weight.to(self.device, self.dtype)

        projections = [f"self_attn.{one}_proj" for one in "qkv"]
        heads = [norm("self_attn.q_norm")] * self._heads + [norm("self_attn.k_norm")] * self._groups
        gate, up = (product(f"mlp.{one}_proj", before="pre_feedforward_layernorm") for one in ("gate", "up"))
        return _Layer(
            kind=kind,
            queries_keys_values=packed(product(*projections, before="input_layernorm")),
            attended=packed(product("self_attn.o_proj")),
            gated=gated(gate, up),
            down=packed(product("mlp.down_proj")),
            of_queries_keys=torch.stack(heads).to(self.device, self.dtype),
            after_attention=norm("post_attention_layernorm").to(self.device, self.dtype),
            after_mlp=norm("post_feedforward_layernorm").to(self.device, self.dtype),
        )

    def __call__(self, ids: Tensor, positions: Tensor, masks: Masks, cache: SideBySide | None) -> Tensor:
        """Hidden states, shape (tokens, dimensions), of tokens at their positions, shape (tokens,)."""
        hidden = self._embedding[ids].to(self.dtype) * self._embedding_scale
        turns = {kind: self._turn(kind, positions) for kind in self.kinds}
        for index, layer in enumerate(self._layers):
            hidden = self._attention(layer, index, hidden, turns[layer.kind], masks=masks, cache=cache)
            mixed = layer.down(layer.gated(self._normed(hidden)))
            hidden.addcmul_(self._normed(mixed), layer.after_mlp)
        return (self._normed(hidden.float()) * self._last_norm).to(self.dtype)

    def _attention(
        self,
        layer: _Layer,
        index: int,
        hidden: Tensor,
        turn: tuple[Tensor, Tensor],
        *,
        masks: Masks,
        cache: SideBySide | None,
    ) -> Tensor:
        """The hidden states with what a layer's attention adds to them, in place."""
        tokens = len(hidden)
        heads = layer.queries_keys_values(self._normed(hidden)).view(tokens, -1, self._size)
        values = heads[:, self._heads + self._groups :]
        turned = self._normed(heads[:, : self._heads + self._groups]).mul_(layer.of_queries_keys)
        turned = _turned(turned, *turn)
        queries, keys = turned[:, : self._heads], turned[:, self._heads :]
        parts = masks[layer.kind]
        if cache is None:
            own = [part.tokens for part in parts]
            seen = torch.split(keys, own), torch.split(values, own)
        else:
            seen = cache.update(keys, values, index)
        attended = attend(parts, queries, *seen, self._scale).view(tokens, -1)
        return hidden.addcmul_(self._normed(layer.attended(attended)), layer.after_attention)

    def _normed(self, states: Tensor) -> Tensor:
        """The states divided by the root of their mean square (Zhang and Sennrich 2019, arXiv 1910.07467)."""
        return torch.rms_norm(states, states.shape[-1:], None, self._epsilon)

    def _turn(self, kind: str, positions: Tensor) -> tuple[Tensor, Tensor]:
        """Cosine and sine of the angles of positions, each of shape (tokens, 1, half of the size)."""
        angles = positions[:, None, None].float() * self._frequencies[kind]
        return angles.cos().to(self.dtype), angles.sin().to(self.dtype)


def _turned(states: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
    """Rotary positions: each number of the first half is turned with its partner in the second."""
    half = states.shape[-1] // 2
    first, second = states[..., :half], states[..., half:]
    turned = torch.cat((first * cosine, second * cosine), dim=-1)
    turned[..., :half].addcmul_(second, sine, value=-1)
    turned[..., half:].addcmul_(first, sine)
    return turned
