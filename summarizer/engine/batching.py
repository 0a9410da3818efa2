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


def admit(waiting: deque[Encoded], active: Sequence[Encoded], budget: int, *, long: bool) -> list[Encoded]:
    """Take the long or the short requests off `waiting` that may join the `active` ones now, oldest first.

    Rows times the longest row's need stay within `budget` tokens, but one row always fits. Nothing joins a
    batch that is still nearly full.
    """
    rows, widest = len(active), max((item.need for item in active), default=0)
    chosen: list[Encoded] = []
    left = 0
    for item in waiting:
        if item.long != long:
            continue
        wider = max(widest, item.need)
        if rows and ((rows + 1) * wider > budget or rows >= MAX_ROWS):
            left += 1
            break
        widest = wider
        rows += 1
        chosen.append(item)
    if active and left and len(chosen) * REFILL_SHARE < rows:
        return []
    taken = {id(item) for item in chosen}
    kept = [item for item in waiting if id(item) not in taken]
    waiting.clear()
    waiting.extend(kept)
    return chosen


def prefill_batches(items: Sequence[Encoded], budget: int) -> list[list[list[Encoded]]]:
    """Batches of groups of requests; a group has one prompt, which prefills once for all of them.

    Prompts are batched by length, so that at most `MAX_PADDING` of a batch's positions are padding and at
    most `budget` tokens are in it.
    """
    groups: dict[tuple[int, ...], list[Encoded]] = {}
    for item in items:
        groups.setdefault(item.ids, []).append(item)
    batches: list[list[list[Encoded]]] = []
    total = 0
    for ids in sorted(groups, key=len, reverse=True):
        if batches:
            widest, rows = len(batches[-1][0][0].ids), len(batches[-1]) + 1
            if widest * rows <= budget and 1 - (total + len(ids)) / (widest * rows) <= MAX_PADDING:
                batches[-1].append(groups[ids])
                total += len(ids)
                continue
        batches.append([groups[ids]])
        total = len(ids)
    return batches
