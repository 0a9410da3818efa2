"""The plan of a summary: for each of its sentences a small group of article sentences to write it from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from summarizer.document import Document, Sentence
from summarizer.tasks.extractive import SAME, Weights, scored
from summarizer.tasks.telling import telling
from summarizer.text.opening import tells_news
from summarizer.text.standalone import Passage, Surroundings
from summarizer.text.vectors import Vector

# Tuned on the 1,267 articles that have written summaries: see docs/measurements.md.
RANKING = Weights(
    centrality=0.125, centroid=0.0, title=0.315, position=0.405, length=0.155, backward=0.5, full_length=25,
    decay=0.24,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rules:
    """What the plan weighs, in units of the score, which lies between 0 and 1.

    The news stands in one of the `first` sentences that can stand alone; `news` is added to the very first
    where it says of what day it tells, and one loses `unnamed` that takes a thing as known. A core loses
    `pointing` where it cannot stand alone, `unspoken` more where nothing says who speaks, and `redundancy`
    times the square of its likeness to what is chosen. A group has `most` sentences. Another joins it where
    its score, with `beside` or `apart` by its place, less `repeated` for its likeness, is above `joins`
    (`joins_first` in the first group); `explained` is added where it gives what the core points at.
    """

    first: int = 3
    news: float = 0.08
    unnamed: float = 0.05
    pointing: float = 0.15
    unspoken: float = 0.2
    redundancy: float = 0.7
    most: int = 2
    beside: float = 0.075
    apart: float = -0.006
    repeated: float = 0.33
    joins: float = 0.03
    joins_first: float = 0.145
    explained: float = 0.07


DEFAULT = Rules()


@dataclass(frozen=True, slots=True)
class Group:
    """Article sentences that one sentence of the summary is written from, in article order."""

    core: Sentence
    sentences: tuple[Sentence, ...]


def plan(
    document: Document,
    number: int,
    fits: Callable[[str], bool],
    rules: Rules = DEFAULT,
    around: Surroundings | None = None,
) -> tuple[Group, ...]:
    """At most `number` groups in article order, one of them with the news, which stands near the beginning.

    `fits` says of a text whether a group may have it; a core may be longer. Only candidates are taken, unless
    the article has none, and of these only what tells something. Fewer groups where the article has no more
    to say.
    """
    passages = (around or Surroundings(document)).passages
    pool = [one for one in passages if one.sentence.candidate] or passages
    if not pool:
        return ()
    groups = _Planner(pool, document.title, fits, rules, whole=pool[0] is passages[0]).groups(number)
    chosen = [
        Group(pool[core].sentence, tuple(pool[index].sentence for index in sorted(group)))
        for core, group in groups
    ]
    return tuple(sorted(chosen, key=lambda group: group.core.id))


class _Planner:
    """Chooses the groups among the texts of one article."""

    def __init__(
        self,
        passages: Sequence[Passage],
        title: str | None,
        fits: Callable[[str], bool],
        rules: Rules,
        *,
        whole: bool,
    ) -> None:
        texts = [one.sentence.text for one in passages]
        self._texts, self._fits, self._rules = texts, fits, rules
        self._scores, self._cosines = scored(texts, title, RANKING)
        self._telling = telling(texts, title, whole=whole)
        self._points = [any(need.kind != "thing" for need in one.needs) for one in passages]
        self._unspoken = [any(need.kind == "speaker" for need in one.needs) for one in passages]
        self._unnamed = [any(need.kind == "thing" for need in one.needs) for one in passages]
        self._likeness: Vector = np.zeros(len(texts), dtype=np.float32)
        self._used: set[int] = set()

    def groups(self, number: int) -> list[tuple[int, list[int]]]:
        """The cores with their groups, in the order in which they were chosen: cores before neighbours."""
        cores = [self._news()]
        while len(cores) < number and (core := self._next(cores[0])) is not None:
            cores.append(core)
        return [(core, self._grown([core], first=core == cores[0])) for core in cores]

    def _grown(self, group: list[int], *, first: bool) -> list[int]:
        """The group with the neighbours that join it."""
        while len(group) < self._rules.most and (one := self._joining(group, first=first)) is not None:
            group.append(one)
            self._take(one)
        return group

    def _take(self, index: int) -> None:
        self._used.add(index)
        self._likeness = np.maximum(self._likeness, self._cosines[index])

    def _news(self) -> int:
        """The core with the news: the best of the first that can stand alone."""
        alone = [one for one in self._telling if not self._points[one]]
        first = alone[: self._rules.first] or self._telling

        def worth(index: int) -> float:
            news = self._rules.news * (index == first[0] and tells_news(self._texts[index]))
            return float(self._scores[index]) + news - self._rules.unnamed * self._unnamed[index]

        best = max(first, key=worth)
        self._take(best)
        return best

    def _next(self, news: int) -> int | None:
        """The next core, if there is one; before the news only where it can stand alone."""
        rules = self._rules

        def worth(index: int) -> float:
            repeats = rules.redundancy * float(self._likeness[index]) ** 2
            lacking = rules.pointing * self._points[index] + rules.unspoken * self._unspoken[index]
            return float(self._scores[index]) - lacking - repeats

        left = [
            one
            for one in self._telling
            if one not in self._used and self._is_new(one) and (one > news or not self._points[one])
        ]
        best = max(left, key=worth, default=None)
        if best is not None:
            self._take(best)
        return best

    def _is_new(self, index: int) -> bool:
        return float(self._likeness[index]) < SAME

    def _joining(self, group: list[int], *, first: bool) -> int | None:
        """The neighbour that joins the group, if one does."""
        rules, core = self._rules, group[0]

        def worth(index: int) -> float:
            distance = min(abs(index - one) for one in group)
            explains = (index + 1 in group and self._points[index + 1]) or (
                index - 1 in group and self._points[index]
            )
            return (
                float(self._scores[index])
                - rules.pointing * self._points[index]
                + (rules.beside if distance == 1 else rules.apart)
                + rules.explained * explains
                - rules.repeated * float(self._likeness[index]) ** 2
            )

        near = [
            index
            for index in range(max(0, core - 3), min(len(self._texts), core + 4))
            if index in self._telling
            and index not in self._used
            and min(abs(index - one) for one in group) <= 2
            and self._is_new(index)
            and self._fits(" ".join(self._texts[one] for one in sorted([*group, index])))
        ]
        best = max(near, key=worth, default=None)
        needed = rules.joins_first if first else rules.joins
        return best if best is not None and worth(best) >= needed else None
