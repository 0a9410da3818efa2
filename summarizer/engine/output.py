"""The output layer over the tokens that can come, in place of the whole vocabulary."""

from collections.abc import Iterable, Sequence

import torch
from torch import Tensor


class OutputLayer:
    """Logits over a part of the vocabulary that grows with the prompts' own tokens.

    A multilingual vocabulary of 262,144 words costs more than all layers of a small model together, while
    news in two languages uses a fifth of it (cf. vocabulary selection, Jean et al. 2015,
    arXiv 1412.2007). Indices count positions of this layer; `token_id` gives the vocabulary's ids.
    """

    def __init__(self, weight: Tensor, allowed: Sequence[int] | None) -> None:
        self._vocabulary = weight
        self._ids = list(range(weight.shape[0])) if allowed is None else list(dict.fromkeys(allowed))
        self._known = set(self._ids)
        self._weights = [weight if allowed is None else weight[torch.tensor(self._ids)]]

    def allow(self, ids: Iterable[int]) -> None:
        """Let these vocabulary ids be generated from now on; indices given before keep their meaning."""
        new = [token for token in dict.fromkeys(ids) if token not in self._known]
        if not new:
            return
        self._known.update(new)
        self._ids.extend(new)
        rows = self._vocabulary[torch.tensor(new)]
        # The first block is large and never copied; what prompts add stays in one small second block.
        extra = [torch.cat([*self._weights[1:], rows])]
        self._weights = [self._weights[0], *extra]

    def __call__(self, hidden: Tensor) -> Tensor:
        """Float32 logits, shape (rows, tokens of this layer), of hidden states (rows, dimensions)."""
        return torch.cat([hidden @ weight.T for weight in self._weights], dim=-1).float()

    def full(self, hidden: Tensor) -> Tensor:
        """Float32 logits over the whole vocabulary."""
        return (hidden @ self._vocabulary.T).float()

    def token_id(self, index: int) -> int:
        """The vocabulary's id of an index of this layer."""
        return self._ids[index]

    def token_ids(self, indices: Sequence[int]) -> Tensor:
        """Vocabulary ids, shape (indices,)."""
        return torch.tensor([self._ids[index] for index in indices])
