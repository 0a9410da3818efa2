"""Gives the pinyin of Chinese names that are written in Vietnamese: Tập Cận Bình, Xi Jinping."""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import product

from summarizer.text.folding import folded
from summarizer.text.languages import rows

# A name or a place has four characters at most.
_LONGEST = 4


def readings(syllables: Sequence[str]) -> frozenset[str]:
    """The pinyin of Sino-Vietnamese syllables as one bare word; none where one of them has no reading."""
    each = [_table().get(folded(syllable), ()) for syllable in syllables[: _LONGEST + 1]]
    if not each or len(each) > _LONGEST or not all(each):
        return frozenset()
    return frozenset(map("".join, product(*each)))


def readings_within(syllables: Sequence[str]) -> frozenset[str]:
    """The pinyin of every stretch of a run of syllables: a name within a name, a family name alone."""
    return _within(tuple(syllables))


@lru_cache(maxsize=1024)
def _within(syllables: tuple[str, ...]) -> frozenset[str]:
    return frozenset(reading for stretch in _stretches(syllables) for reading in readings(stretch))


def _stretches(syllables: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(len(syllables)):
        for end in range(start + 1, min(start + _LONGEST, len(syllables)) + 1):
            yield syllables[start:end]


@cache
def _table() -> dict[str, tuple[str, ...]]:
    return {folded(syllable): tuple(pinyin.split("|")) for syllable, pinyin in rows("vi", "pinyin")}
