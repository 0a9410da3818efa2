"""Admission of waiting requests and grouping of prompts for prefill; pure functions over lengths."""

import sys
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summarizer.engine.interface import Request

# A step costs each row what the longest costs, so a few long prompts would slow many short rows beside them.
# Prompts therefore share a lane with those of like length: the most tokens of each lane.
LANES = (128, 512, sys.maxsize)
REFILL_SHARE = 8  # answers join once a batch has lost an eighth: each joining costs a pass of its own
MAX_ANSWERS = 96  # decoded together: more are hardly faster
ROW_ANSWERS = 8  # in one row: every row is given as many places as the fullest has


@dataclass(frozen=True, slots=True)
class Encoded:
    """A request as token ids: its prompt, followed by the `answer` to score, if it has one."""

    request: Request
    ids: tuple[int, ...]
    answer: tuple[int, ...] = ()

    @property
    def lane(self) -> int:
        """The lane that it decodes in."""
        return next(length for length in LANES if len(self.ids) <= length)

    @property
    def answers(self) -> int:
        """How many hypotheses are decoded for it at once."""
        return self.request.decoding.beams

    @property
    def positions(self) -> int:
        """Estimated positions of its answers: one is rarely longer than its prompt."""
        return self.answers * min(self.request.decoding.max_new_tokens, len(self.ids))


# Requests of one prompt, whose answers share a row.
Row = list[Encoded]


def need(row: Row) -> int:
    """Estimated positions of a row."""
    return len(row[0].ids) + sum(item.positions for item in row)


def answers_of(row: Row) -> int:
    """How many answers a row holds."""
    return sum(item.answers for item in row)


def rows_of(items: Iterable[Encoded]) -> list[Row]:
    """The items grouped by prompt into rows, in the order of each row's first item."""
    rows: list[Row] = []
    open_rows: dict[tuple[int, ...], Row] = {}
    for item in items:
        row = open_rows.get(item.ids)
        if row is None or answers_of(row) + item.answers > ROW_ANSWERS:
            row = open_rows[item.ids] = []
            rows.append(row)
        row.append(item)
    return rows


def admit(waiting: deque[Encoded], active: Iterable[Encoded], budget: int, live: int) -> list[Row]:
    """Pop the requests off `waiting` that may join the `active` ones now, oldest first.

    Those are decoding `live` answers. Summed over lanes, rows times the longest row's need stay within
    `budget` positions, but one request always fits. Nothing joins a batch that is still nearly full.
    """
    lanes: dict[int, tuple[int, int]] = {}  # rows and the longest's need
    for row in rows_of(active):
        lanes[row[0].lane] = _with(lanes, row)
    answers = live
    chosen: list[Row] = []
    full = False
    for row in rows_of(waiting):
        while not answers and len(row) > 1 and need(row) > budget:
            row.pop()
        grown = lanes | {row[0].lane: _with(lanes, row)}
        positions = sum(rows * widest for rows, widest in grown.values())
        full = answers > 0 and (positions > budget or answers + answers_of(row) > MAX_ANSWERS)
        if full:
            break
        lanes, answers = grown, answers + answers_of(row)
        chosen.append(row)
    if live and full and (answers - live) * REFILL_SHARE < answers:
        return []
    taken = {id(item) for row in chosen for item in row}
    kept = [item for item in waiting if id(item) not in taken]
    waiting.clear()
    waiting.extend(kept)
    return chosen


def _with(lanes: dict[int, tuple[int, int]], row: Row) -> tuple[int, int]:
    rows, widest = lanes.get(row[0].lane, (0, 0))
    return rows + 1, max(widest, need(row))


def passes(rows: Sequence[Row], tokens: int) -> list[list[Row]]:
    """The rows split into forward passes of at most `tokens` prompt tokens, or of a single row."""
    parts: list[list[Row]] = []
    left = 0
    for row in rows:
        length = len(row[0].ids)
        if length > left:
            parts.append([])
            left = tokens
        parts[-1].append(row)
        left -= length
    return parts
