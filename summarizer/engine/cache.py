"""A key-value cache: each row holds a prompt and all answers to it; rows join and leave a running batch."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import torch
from torch import Tensor

GROWTH = 128  # columns by which the cache grows: one copy instead of one a step


@dataclass(slots=True)
class _Answer:
    """An answer being decoded: its row, and the columns of its own tokens, in order."""

    row: int
    columns: list[int]


@dataclass(frozen=True, slots=True)
class Step:
    """Positions of the answers of one cache in a decoding step.

    `positions`, `rows` and `places` have shape (answers,): the position of the new token, the row, and the
    answer's place among those of its row, of which the fullest row has `width`.
    """

    positions: Tensor
    rows: Tensor
    places: Tensor
    width: int


class RowCache:
    """Keys and values of rows, written in place.

    A row holds the positions of one prompt and, behind them, those of every answer to it in the order in
    which they came: a prompt is kept, and read at each step, once for all its answers (cf. shared prefixes,
    Juravsky et al. 2024, arXiv 2402.05099). `visible` tells which columns an answer sees, so that beams part
    without a copy. Nothing is padded on the left and no position ever moves. Answers are numbered in the
    order in which they came.

    All layers stand in one tensor: what grows in many pieces leaves the memory full of holes.
    """

    def __init__(self, layers: int, device: torch.device) -> None:
        self.device = device
        self._layers = layers
        self._prompts: list[int] = []  # the length of each row's prompt
        self._lengths: list[int] = []  # the columns in use of each row
        self._answers: list[_Answer] = []
        self._store = torch.zeros(0)  # (layers × keys and values, rows, columns, heads, size)
        self._new_rows = self._new_columns = self._tensor([])  # where the tokens of this pass stand
        self._flat = self._tensor([])  # the same as one number each, for the store as large as it is
        self._step: Step | None = None  # none while prompts come in

    def __len__(self) -> int:
        """The number of answers."""
        return len(self._answers)

    @property
    def tokens(self) -> int:
        """How many tokens this pass brings."""
        return len(self._new_rows)

    def begin_prefill(self, lengths: Sequence[int], answers: Sequence[int]) -> None:
        """Admit rows; the next pass must bring prompts of these lengths, one behind another.

        Prompt i gets a row with `answers[i]` answers.
        """
        first = len(self._lengths)
        self._lengths.extend(lengths)
        self._prompts.extend(lengths)
        for row, count in enumerate(answers, start=first):
            self._answers.extend(_Answer(row, []) for _ in range(count))
        rows = self._tensor(range(first, len(self._lengths)))
        self._new_rows = torch.repeat_interleave(rows, self._tensor(lengths))
        self._new_columns = self._tensor(list(chain.from_iterable(map(range, lengths))))
        self._step = None

    def begin_step(self) -> Step:
        """Make room for one more position of each answer."""
        places, taken = [], [0] * len(self._lengths)
        for answer in self._answers:
            places.append(taken[answer.row])
            answer.columns.append(self._lengths[answer.row] + taken[answer.row])
            taken[answer.row] += 1
        self._lengths = [length + more for length, more in zip(self._lengths, taken, strict=True)]
        positions = [self._prompts[answer.row] + len(answer.columns) - 1 for answer in self._answers]
        self._new_rows = self._tensor([answer.row for answer in self._answers])
        self._new_columns = self._tensor([answer.columns[-1] for answer in self._answers])
        self._step = Step(self._tensor(positions), self._new_rows, self._tensor(places), max(taken))
        return self._step

    def visible(self, window: int = 0) -> Tensor:
        """Attention mask of the step that has begun: shape (rows, places, columns), true where visible.

        These are its prompt and its own tokens, of the last `window` positions if there is a window. A place
        that no answer has sees the whole prompt, and nobody reads what comes of it.
        """
        assert self._step is not None
        step, width = self._step, max(self._lengths)
        columns = self._tensor(range(width))
        prompts = columns[None, None] < self._tensor(self._prompts)[:, None, None]
        seen = prompts.repeat(1, step.width, 1)
        if window:
            since = step.positions - window
            seen[step.rows, step.places] &= columns[None] > since[:, None]
        own = [answer.columns[-window:] for answer in self._answers]  # 0 is all
        counts = self._tensor([len(columns) for columns in own])
        at = (torch.repeat_interleave(one, counts) for one in (step.rows, step.places))
        seen[(*at, self._tensor(list(chain.from_iterable(own))))] = True
        return seen

    def update(self, keys: Tensor, values: Tensor, layer: int) -> tuple[Tensor, Tensor]:
        """Store a layer's new keys and values, shape (tokens, heads, size).

        Returns the keys and values to attend to: the same for prompts; in a step all of each row, shape
        (rows, columns, heads, size).
        """
        rows, width = len(self._lengths), max(self._lengths)
        if layer == 0:
            if self._store.dim() == 1:
                self._store = keys.new_zeros((2 * self._layers, 0, 0, *keys.shape[1:]))
            self._store = _grown(self._store, rows, width)
            self._flat = self._new_rows * self._store.shape[2] + self._new_columns
        stored = self._store[2 * layer : 2 * layer + 2]
        for own, new in zip(stored, (keys, values), strict=True):
            own.flatten(0, 1).index_copy_(0, self._flat, new)
        if self._step is None:
            return keys, values
        return stored[0, :rows, :width], stored[1, :rows, :width]

    @torch.inference_mode()
    def reorder(self, first: int, count: int, parents: Sequence[int]) -> None:
        """Replace `count` answers of one row, from number `first` on, by copies of `first` + each parent.

        Without parents they are removed; where the row has no answer left, the last row takes its place.
        """
        before = self._answers[first : first + count]
        row = before[0].row
        self._answers[first : first + count] = [_Answer(row, [*before[one].columns]) for one in parents]
        if parents or any(answer.row == row for answer in self._answers):
            return
        last = len(self._lengths) - 1
        if row != last:
            length = self._lengths[last]
            self._store[:, row, :length] = self._store[:, last, :length]
            self._lengths[row], self._prompts[row] = length, self._prompts[last]
            for answer in self._answers:
                if answer.row == last:
                    answer.row = row
        self._lengths.pop()
        self._prompts.pop()

    def _tensor(self, numbers: Sequence[int]) -> Tensor:
        return torch.tensor(numbers, dtype=torch.long, device=self.device)


class SideBySide:
    """Caches whose new tokens go through the model in one pass, the first cache's tokens first.

    Rows of unlike length attend each in their own cache, so that short ones are not padded to long ones.
    """

    def __init__(self, caches: Sequence[RowCache]) -> None:
        self._caches = caches
        self._tokens = [cache.tokens for cache in caches]

    def update(
        self, keys: Tensor, values: Tensor, layer: int
    ) -> tuple[tuple[Tensor, ...], tuple[Tensor, ...]]:
        """Store a layer's new keys and values; gives for each cache those to attend to."""
        new = zip(torch.split(keys, self._tokens), torch.split(values, self._tokens), strict=True)
        seen = [cache.update(*pair, layer) for cache, pair in zip(self._caches, new, strict=True)]
        return tuple(keys for keys, _ in seen), tuple(values for _, values in seen)


def _grown(store: Tensor, rows: int, columns: int) -> Tensor:
    """The store with room for so many rows and columns; itself where it has that already."""
    layers, had_rows, had_columns, heads, size = store.shape
    if had_rows >= rows and had_columns >= columns:
        return store
    room = had_columns if had_columns >= columns else -(-columns // GROWTH) * GROWTH
    larger = store.new_zeros((layers, max(rows, had_rows), room, heads, size))
    larger[:, :had_rows, :had_columns] = store
    return larger
