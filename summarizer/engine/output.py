"""The output layer over the tokens that can come, in place of the whole vocabulary."""

from collections.abc import Iterable, Sequence

import torch
from torch import Tensor

_ROOM = 4096  # rows kept free for what prompts add, so that adding seldom copies the others


class OutputLayer:
    """Logits over a part of the vocabulary that grows with the prompts' own tokens.

    A multilingual vocabulary of 262,144 words costs more than all layers of a small model together, while
    news in two languages uses a fifth of it (cf. vocabulary selection, Jean et al. 2015,
    arXiv 1412.2007). Indices count positions of this layer; `token_id` gives the vocabulary's ids.
    """

    def __init__(self, weight: Tensor, allowed: Sequence[int] | None) -> None:
        self._vocabulary = weight
        self._ids = list(range(weight.shape[0])) if allowed is None else []
        self._indices = {token: token for token in self._ids}
        self._weight = weight if allowed is None else weight.new_empty((0, weight.shape[1]))
        self.allow(allowed or ())

    def allow(self, ids: Iterable[int]) -> None:
        """Let these vocabulary ids be generated from now on; indices given before keep their meaning."""
        new = [token for token in dict.fromkeys(ids) if token not in self._indices]
        if not new:
            return
        start = len(self._ids)
        self._indices.update((token, start + place) for place, token in enumerate(new))
        self._ids.extend(new)
        if len(self._ids) > len(self._weight):
            larger = self._weight.new_empty((len(self._ids) + _ROOM, self._weight.shape[1]))
            larger[:start] = self._weight[:start]
            self._weight = larger
        self._weight[start : len(self._ids)] = self._vocabulary[torch.tensor(new)]

    def __call__(self, hidden: Tensor) -> Tensor:
        """Logits, shape (rows, tokens of this layer), of hidden states (rows, dimensions), in their type."""
        return hidden @ self._weight[: len(self._ids)].T

    def token_id(self, index: int) -> int:
        """The vocabulary's id of an index of this layer."""
        return self._ids[index]

    def indices(self, tokens: Iterable[int]) -> Tensor:
        """The indices of vocabulary ids that can come, shape (tokens,)."""
        return torch.tensor([self._indices[token] for token in tokens])

    def token_ids(self, indices: Sequence[int]) -> Tensor:
        """Vocabulary ids, shape (indices,)."""
        return torch.tensor([self._ids[index] for index in indices])
