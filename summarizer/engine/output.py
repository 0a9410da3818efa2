"""The output layer, restricted to the tokens that may be generated."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

import torch
from torch import Tensor
from torch.nn.functional import linear

from summarizer.engine.packing import packed

_ROOM = 4096  # rows kept free for what prompts add, so that adding seldom copies the others


class OutputLayer:
    """Logits over a part of the vocabulary that grows with the prompts' own tokens.

    A multilingual vocabulary of 262,144 words costs more than all layers of a small model together, while
    news in two languages uses a fifth of it (cf. vocabulary selection, Jean et al. 2015,
    arXiv 1412.2007). Indices count positions of this layer; `token_id` gives the vocabulary's ids.
    """

    def __init__(self, weight: Callable[[Tensor | None], Tensor], allowed: Sequence[int] | None) -> None:
        """`weight` gives the rows of vocabulary ids, or all of them for None."""
        self._weight = weight
        chosen = weight(None if allowed is None else torch.tensor(list(dict.fromkeys(allowed))))
        self._ids = list(range(len(chosen)) if allowed is None else dict.fromkeys(allowed))
        self._indices = {token: index for index, token in enumerate(self._ids)}
        self._first = len(self._ids)
        # The whole vocabulary is mostly the model's input too: packed it would be there twice.
        self._always = partial(linear, weight=chosen) if allowed is None else packed(chosen)
        self._added = chosen.new_empty((0, chosen.shape[1]))

    def allow(self, ids: Iterable[int]) -> None:
        """Let these vocabulary ids be generated from now on; indices given before keep their meaning."""
        new = [token for token in dict.fromkeys(ids) if token not in self._indices]
        if not new:
            return
        start = len(self._ids) - self._first
        self._indices.update((token, index) for index, token in enumerate(new, start=len(self._ids)))
        self._ids.extend(new)
        end = start + len(new)
        if end > len(self._added):
            larger = self._added.new_empty((end + _ROOM, self._added.shape[1]))
            larger[:start] = self._added[:start]
            self._added = larger
        self._added[start:end] = self._weight(torch.tensor(new))

    def __call__(self, hidden: Tensor) -> Tensor:
        """Logits, shape (rows, tokens of this layer), of hidden states (rows, dimensions), in their type."""
        if len(self._ids) == self._first:
            return self._always(hidden)
        logits = hidden.new_empty((len(hidden), len(self._ids)))
        logits[:, : self._first] = self._always(hidden)
        logits[:, self._first :] = hidden @ self._added[: len(self._ids) - self._first].T
        return logits

    def token_id(self, index: int) -> int:
        """The vocabulary's id of an index of this layer."""
        return self._ids[index]

    def indices(self, tokens: Iterable[int]) -> Tensor:
        """The indices of vocabulary ids that can come, shape (tokens,)."""
        return torch.tensor([self._indices[token] for token in tokens])

    def token_ids(self, indices: Sequence[int]) -> Tensor:
        """Vocabulary ids, shape (indices,)."""
        return torch.tensor([self._ids[index] for index in indices])
