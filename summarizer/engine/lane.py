"""A lane of a running batch: rows of like length with their cache, and the searches at work on them."""

from collections.abc import Iterator, Sequence

from summarizer.engine.batching import Encoded, Row
from summarizer.engine.cache import RowCache
from summarizer.engine.forward import PackedModel
from summarizer.engine.search import Search


class Lane:
    """The rows of prompts of at most `length` tokens.

    `joining` are those being prefilled. `searches` belong to the `active` items; the cache holds the live
    hypotheses of each search, in order.
    """

    def __init__(self, length: int, model: PackedModel) -> None:
        self.length = length
        self._model = model
        self.reset()

    def reset(self) -> None:
        """Begin anew without rows."""
        self.cache = self._model.new_cache()
        self.joining: list[Row] = []
        self.active: list[Encoded] = []
        self.searches: list[Search] = []

    def pop_finished(self) -> Iterator[tuple[Encoded, Search]]:
        """Take out the requests that are done."""
        for index in reversed(range(len(self.active))):
            if self.searches[index].done:
                yield self.active.pop(index), self.searches.pop(index)
        if not self.active:  # a cache sized for long rows would slow the short ones that follow
            self.reset()


def reorder(cache: RowCache, first: int, searches: Sequence[Search], counts: Sequence[int]) -> None:
    """Reorder cache rows after beam selection, from answer number `first` on.

    `counts` are the live hypotheses that each search had before it chose.
    """
    for search, count in zip(searches, counts, strict=True):
        if count > 1 or len(search.parents) != 1:
            cache.reorder(first, count, search.parents)
        first += len(search.parents)
