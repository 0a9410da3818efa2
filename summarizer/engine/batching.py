"""Which waiting requests run next, and which of them prefill together; pure functions over lengths."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.engine.interface import Request

# A step costs what its longest row costs, so a few long prompts would slow many short rows that decode
# beside them. Prompts over this many tokens therefore decode apart.
LONG_PROMPT = 512
MAX_PADDING = 0.12  # of a prefill batch's positions
REFILL_SHARE = 8  # new rows join once a batch has lost an eighth: each joining costs a pass of its own
MAX_ROWS = 96


@dataclass(frozen=True, slots=True)
class Encoded:
    """A request with its prompt's token ids."""

    request: Request
    ids: tuple[int, ...]

    @property
    def long(self) -> bool:
        """Whether it decodes apart from short prompts."""
        return len(self.ids) > LONG_PROMPT

    @property
    def need(self) -> int:
        """The positions it will probably take: an answer is rarely longer than its prompt."""
        return len(self.ids) + min(self.request.decoding.max_new_tokens, len(self.ids))


def admit(waiting: deque[Encoded], active: Sequence[Encoded], budget: int) -> list[Encoded]:
    """Take the requests off `waiting` that may join the `active` rows now, oldest first.

    All rows of a batch are long or all are short. Rows times the longest row's need stay within `budget`
    tokens, but one row always fits. Nothing joins a batch that is still nearly full.
    """
    if not waiting:
        return []
    long = active[0].long if active else waiting[0].long
    rows, widest = len(active), max((item.need for item in active), default=0)
    chosen: list[Encoded] = []
    for item in waiting:
        if item.long != long:
            continue
        widest = max(widest, item.need)
        if rows and ((rows + 1) * widest > budget or rows >= MAX_ROWS):
            break
        rows += 1
        chosen.append(item)
    if active and len(chosen) * REFILL_SHARE < rows and len(chosen) < len(waiting):
        return []
    taken = {id(item) for item in chosen}
    kept = [item for item in waiting if id(item) not in taken]
    waiting.clear()
    waiting.extend(kept)
    return chosen


def prefill_batches(items: Sequence[Encoded], budget: int) -> list[list[Encoded]]:
    """Group by length so that at most `MAX_PADDING` of a group's positions and `budget` tokens are used."""
    groups: list[list[Encoded]] = []
    total = 0
    for item in sorted(items, key=lambda one: len(one.ids), reverse=True):
        length = len(item.ids)
        if groups:
            widest, rows = len(groups[-1][0].ids), len(groups[-1]) + 1
            if widest * rows <= budget and 1 - (total + length) / (widest * rows) <= MAX_PADDING:
                groups[-1].append(item)
                total += length
                continue
        groups.append([item])
        total = length
    return groups
