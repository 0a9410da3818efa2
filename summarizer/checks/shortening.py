"""How far a summary's sentence is from a safe shortening of the sentences that it was written from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from summarizer.text.languages import words as listed_words

_QUOTED = re.compile(r"[\"“]([^\"“”]{12,})[\"”]")
_ANNOUNCED = re.compile(r":\s*[\"“]")
_TOKEN = re.compile(r"\d+(?:[.,/]\d+)*|[^\W_]+")
_SPEAKER = 16  # characters by which a speaker, and what he says, are known again
_RUN = 6  # words in a row by which somebody's words are known
_COUNTING = frozenset(("2", "3", "4", "hai", "ba", "bốn", "giữa", "cả", "gồm"))  # of things joined by `và`
_MARK = re.compile(r"[,;:.!?…()\[\]\"“”–]|\s-\s")
# A clause mark behind a word, brackets between them or not. What goes on behind a bracket or a quoted word is
# no clause of its own.
_ENDS = re.compile(r"(?:\s*\([^()]*\))?[^\w(]*(?:[,;:.!?…–]|\s-\s|\Z)")
_SAFE, _LIKELY, _ROUGH, _NEW_FILLING, _NEW, _BACK = 0.1, 0.4, 1.0, 0.4, 1.5, 1.5
_KEPT = 1.2  # to take away what says how sure or how much
_HALF = 1.7  # to leave out one of two that do or undergo a thing together
_BROKEN = 2.5  # to begin or end inside a clause, to go over into another's, or to lose whom it tells of
_MOST_STEPS = 300_000  # that are compared, within a second; texts of few words in endless turns have more


def _words(kind: str) -> frozenset[str]:
    return listed_words("vi", "cuts", kind)


@dataclass(frozen=True)
class _Source:
    """A sentence's words, and before which of them, or behind the last, a mark stands."""

    text: str

    @cached_property
    def words(self) -> list[str]:
        return [match[0].lower() for match in _TOKEN.finditer(self.text)]

    @cached_property
    def ended(self) -> list[bool]:
        """Behind which of the words the sentence may end."""
        return [_ENDS.match(self.text, match.end()) is not None for match in _TOKEN.finditer(self.text)]

    @cached_property
    def marked(self) -> list[bool]:
        gaps = self._gaps
        return [at in (0, len(gaps) - 1) or _MARK.search(gap) is not None for at, gap in enumerate(gaps)]

    @cached_property
    def parted(self) -> list[bool]:
        """Before which of the words a mark stands that parts two statements, each of somebody of its own."""
        return [";" in gap for gap in self._gaps]

    @cached_property
    def announced(self) -> list[bool]:
        """Before which of the words a colon stands."""
        return [":" in gap for gap in self._gaps]

    @cached_property
    def capital(self) -> list[bool]:
        """Which of the words have a capital."""
        return [match[0][0].isupper() for match in _TOKEN.finditer(self.text)]

    @cached_property
    def _gaps(self) -> list[str]:
        """What stands before each of the words, and behind the last."""
        ends = [0, *(match.end() for match in _TOKEN.finditer(self.text))]
        starts = [*(match.start() for match in _TOKEN.finditer(self.text)), len(self.text)]
        return [self.text[end:start] for end, start in zip(ends, starts, strict=True)]


def distance(given: Sequence[str], sentence: str) -> float:
    """The cost of making the sentence out of the given ones by cuts, 0 where it is one of them.

    A cut costs by what it takes away and where; a new word, words in another order and a step from one
    sentence to another cost more. The cheapest way counts (dynamic programming over the places where each
    word stands). What repeats its words without end is far from all.
    """
    quoted = [match[1] for match in _QUOTED.finditer(sentence)]
    if not all(any(words in text for text in given) for words in quoted):
        return _BROKEN  # what somebody said is not to be shortened
    if any(_lost_speech(text, sentence) or _lost_speaker(text, sentence) for text in given):
        return _BROKEN
    sources = [_Source(text) for text in given]
    places: dict[str, list[tuple[int, int]]] = {}
    for number, source in enumerate(sources):
        for at, word in enumerate(source.words):
            places.setdefault(word, []).append((number, at))
    costs: dict[tuple[int, int] | None, float] = {None: 0.0}
    told = _Source(sentence).words
    if sum(len(places.get(own, ())) for own in told) * sum(map(len, places.values())) > _MOST_STEPS:
        return _BROKEN
    for own in told:
        new = _NEW_FILLING if own in _words("filling") or own in _words("phrase") else _NEW
        grown = {place: cost + new for place, cost in costs.items()}
        for place in places.get(own, ()):
            reached = min(cost + _step(sources, before, place) for before, cost in costs.items())
            grown[place] = min(reached, grown.get(place, reached))
        costs = grown
    return min(cost + _end(sources, place) for place, cost in costs.items())


def _lost_speech(text: str, sentence: str) -> bool:
    """Whether of somebody's words only who said them is left."""
    for match in _QUOTED.finditer(text):
        speaker = text[match.end() :].strip(" ,.–-")[:_SPEAKER]
        if match[1][:_SPEAKER].strip() not in sentence and speaker and speaker in sentence:
            return True
    return False


def _lost_speaker(text: str, sentence: str) -> bool:
    """Whether somebody's words are told as a fact: without their marks, and without a word of speech."""
    speaks = _ANNOUNCED.search(text) or _says(_QUOTED.sub(" ", text))
    if not speaks or _ANNOUNCED.search(sentence) or _says(sentence):
        return False
    told = f" {' '.join(_Source(_QUOTED.sub(' . ', sentence)).words)} "
    for match in _QUOTED.finditer(text):
        said = _Source(match[1]).words
        runs = (said[at : at + _RUN] for at in range(len(said) - _RUN + 1))
        if any(f" {' '.join(run)} " in told for run in runs):
            return True
    return False


def _says(text: str) -> bool:
    """Whether a text has a word of speech, or `theo`."""
    said = f" {' '.join(_Source(text).words)} "
    return any(f" {word} " in said for word in (*listed_words("vi", "sentences", "speech"), "theo"))


def _step(sources: Sequence[_Source], before: tuple[int, int] | None, place: tuple[int, int]) -> float:
    number, at = place
    source = sources[number]
    if before is None:
        whole = source.marked[at] or _words("filling").issuperset(source.words[:at])
        return _cut(source, 0, at) if whole else _BROKEN
    if before[0] != number:
        ends, begins = sources[before[0]].marked[before[1] + 1], source.marked[at]
        return _LIKELY if ends and at == 0 else _ROUGH if ends and begins else _BROKEN
    if at <= before[1]:
        return _BACK
    return _cut(source, before[1] + 1, at)


def _end(sources: Sequence[_Source], place: tuple[int, int] | None) -> float:
    if place is None:
        return 0.0
    source = sources[place[0]]
    start, end = place[1] + 1, len(source.words)
    if start < end and source.words[start] in _words("contrast"):
        return _BROKEN
    if start < end and source.words[start] == "và" and _counts(source, start):
        return _BROKEN  # 2 tội: gây rối và chống người thi hành công vụ
    if start == end:
        return 0.0
    return _SAFE if source.ended[place[1]] or source.words[start] in _words("clause end") else _BROKEN


def _counts(source: _Source, end: int) -> bool:
    """Whether the words before that place, back to a mark, say of how many things they tell."""
    begin = next((at for at in range(end - 1, 0, -1) if source.marked[at]), 0)
    return not _COUNTING.isdisjoint(source.words[begin:end])


def _speaks(gone: Sequence[str]) -> bool:
    """Whether words begin with a verb by which a speaker is named."""
    said = listed_words("vi", "sentences", "speech")
    return any(" ".join(gone[:count]) in said for count in (1, 2))


def _cut(source: _Source, start: int, end: int) -> float:
    """What it costs to leave out the words from `start` to before `end`."""
    gone = source.words[start:end]
    if not gone:
        return 0.0
    if start > 0 and (_speaks(gone) or ("là" in gone and len(gone) > 1 and not source.marked[start])):
        return _BROKEN  # what was said without who says so, or somebody in place of what is said of him
    if start == 0 and source.announced[end] and " ".join(gone) not in listed_words("vi", "links"):
        return _BROKEN  # an item without what introduces it
    if gone[0] in {"này", "đó"} and _words("filling").issuperset(gone):
        return _BROKEN  # what is pointed at would still be missing, and nothing tell so
    if _words("kept").intersection(gone) and end < len(source.words):
        return _KEPT
    if gone[0] in _words("contrast") or (start > 0 and source.words[start - 1] in _words("contrast")):
        return _BROKEN  # half of a contrast says something else
    if source.marked[start] and source.marked[end]:
        return _SAFE
    if all(word in _words("filling") for word in gone):
        return _SAFE
    if _loses_subject(source, start, end) or _words("phrase").issuperset(gone):
        return _BROKEN
    if "và" in (gone[0], gone[-1]):
        return _HALF
    if len(gone) == 1 and not source.marked[end]:
        return _KEPT  # a syllable is mostly a part of a word: thuốc độc, tàu ngầm
    begins = gone[0] in _words("phrase")
    ended = source.marked[end] or (end < len(source.words) and source.words[end] in _words("phrase end"))
    return _LIKELY if begins and ended else _ROUGH


def _loses_subject(source: _Source, start: int, end: int) -> bool:
    """Whether words that go may say of whom or what the words behind them tell.

    They begin a clause, or lead out of one statement into the midst of another; but what says when or where
    may go before a name: `; hôm qua Nga bắn hạ 27 chiếc`.
    """
    if source.marked[end]:
        return False
    if any(source.parted[start + 1 : end]):
        return True
    if not source.marked[start]:
        return False
    gone = source.words[start:end]
    told = " ".join(gone)
    link = told in listed_words("vi", "links") or told in _words("clause")
    aside = gone[0] in _words("phrase") and source.capital[end] and not source.capital[end - 1]
    return not (link or aside)
