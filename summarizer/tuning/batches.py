"""Batches of examples as token ids: mixed by weight, of like lengths, within a budget of tokens."""

import hashlib
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from summarizer.tuning.examples import Example

IGNORED = -100  # the label of what is no target
_WINDOW = 50  # batches whose examples are sorted by length together
_SHORTEST = 8  # tokens: what is shorter teaches nothing


@dataclass(frozen=True, slots=True)
class Encoded:
    """An example as ids: the prompt with the beginning-of-text id, the answer with the end-of-text id."""

    task: str
    prompt: tuple[int, ...]
    answer: tuple[int, ...]
    weight: float = 1.0

    def __len__(self) -> int:
        return len(self.prompt) + len(self.answer)


Batch = tuple[Encoded, ...]


def encoder(tokenizer: Any, bos: int | None, end: int) -> Callable[[Example], Encoded]:
    """What makes ids of an example, for a model's tokenizer and its special ids."""
    front = () if bos is None else (bos,)

    def encode(example: Example) -> Encoded:
        prompt, answer = (
            tokenizer.encode(text, add_special_tokens=False) for text in (example.prompt, example.answer)
        )
        return Encoded(example.task, (*front, *prompt), (*answer, end), example.weight)

    return encode


def mix(streams: Sequence[tuple[float, Iterator[Encoded]]], longest: int) -> Iterator[Encoded]:
    """The streams' examples by turns, so that tokens stay in the proportion of the weights, to the first end.

    Examples of more than `longest` tokens are left out.
    """
    done = [0.0] * len(streams)
    while True:
        index = min(range(len(streams)), key=lambda one: done[one] / streams[one][0])
        example = next(streams[index][1], None)
        if example is None:
            return
        if _SHORTEST <= len(example) <= longest:
            done[index] += len(example)
            yield example


def batches(examples: Iterator[Encoded], budget: int, rng: random.Random) -> Iterator[Batch]:
    """Batches of at most `budget` tokens, padding included; the order is random within some fifty batches."""
    window: list[Encoded] = []
    tokens = 0
    for example in examples:
        window.append(example)
        tokens += len(example)
        if tokens >= _WINDOW * budget:
            yield from _cut(window, budget, rng)
            window, tokens = [], 0
    yield from _cut(window, budget, rng)


def _cut(window: list[Encoded], budget: int, rng: random.Random) -> list[Batch]:
    made: list[Batch] = []
    current: list[Encoded] = []
    for example in sorted(window, key=len, reverse=True):
        if current and (len(current) + 1) * len(current[0]) > budget:
            made.append(tuple(current))
            current = []
        current.append(example)
    if current:
        made.append(tuple(current))
    rng.shuffle(made)
    return made


def tensors(batch: Sequence[Encoded]) -> dict[str, Any]:
    """`input_ids`, `labels` and their `weights` of shape (examples, longest), padded on the right.

    No mask is needed: what is padding comes after all that counts, and attention looks back alone.
    """
    import torch

    length = max(map(len, batch))
    ids = torch.zeros((len(batch), length), dtype=torch.long)
    labels = torch.full((len(batch), length), IGNORED, dtype=torch.long)
    weights = torch.ones((len(batch), length))
    for row, example in enumerate(batch):
        start, end = len(example.prompt), len(example)
        ids[row, :start] = torch.tensor(example.prompt)
        ids[row, start:end] = labels[row, start:end] = torch.tensor(example.answer)
        weights[row] = example.weight
    return {"input_ids": ids, "labels": labels, "weights": weights}


def digest(made: Sequence[Batch]) -> str:
    """Sixteen hexadecimal digits of the batches in their order; what a resumed run must find again."""
    hashed = hashlib.sha256()
    for batch in made:
        for example in batch:
            hashed.update(repr((example.prompt, example.answer)).encode())
        hashed.update(b"|")
    return hashed.hexdigest()[:16]
