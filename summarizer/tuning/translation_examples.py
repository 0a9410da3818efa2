"""Examples that teach to translate, made of the sound ones among the pairs."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from summarizer.checks.analysed import Output, Source
from summarizer.checks.language import translation as language
from summarizer.checks.numbers.quantity import compare
from summarizer.text.glossary import Glossary
from summarizer.tuning import variants
from summarizer.tuning.data import Pair
from summarizer.tuning.examples import BACK, CUES, TRANSLATION, Example

_JOINED = 0.2  # share of the translations that are of two or three lines in a row
_ONE_SENTENCE = 0.5  # share of those that become one sentence of clauses
_JOINED_WORDS = 110


def plain(pair: Pair) -> Example:
    """The pair as it is."""
    return Example(TRANSLATION, pair.source + CUES[TRANSLATION], pair.english)


def back(pair: Pair) -> Example:
    """The pair the other way round: what tells how well a translation can be read back."""
    return Example(BACK, pair.english + CUES[BACK], pair.source)


def checked(pairs: Sequence[Pair]) -> tuple[list[Pair], Counter[str]]:
    """The pairs with `sound` as it is, and how many are unsound for which fault."""
    faults: Counter[str] = Counter()
    found = []
    for pair in pairs:
        fault = _fault(pair)
        if fault is not None:
            faults[fault] += 1
        found.append(replace(pair, sound=fault is None))
    return found, faults


def _fault(pair: Pair) -> str | None:
    """Why a pair is no translation, or not one to train on: a side, length, numbers or language."""
    left, right = len(pair.source.split()), len(pair.english.split())
    if not left or not right:
        return "an empty side"
    if not (3 <= left <= 160 and 0.35 <= right / left <= 1.3):
        return "lengths that do not go together"
    source, english = Source(pair.source), Output(pair.english)
    missing, new = compare(source.quantities, english.quantities)
    if len(missing) + len(new) > (1 if left > 40 else 0):
        return "other numbers"
    return "another language" if any(language.check(source, english)) else None


def translations(pairs: Sequence[Pair], glossary: Glossary, rng: random.Random) -> Iterator[Example]:
    """One example a sound pair, in random order, many of them in one of the variants of `variants`."""
    for row in _rows(pairs, rng):
        made = [variants.vary(pair.source, pair.english, pair.terms, glossary, rng) for pair in row]
        if len(made) > 1 and rng.random() < _ONE_SENTENCE:
            made = variants.as_clauses(made)
        source = variants.spoil(" ".join(one[0] for one in made), rng)
        yield Example(TRANSLATION, source + CUES[TRANSLATION], " ".join(one[1] for one in made))


def backwards(pairs: Sequence[Pair], rng: random.Random) -> Iterator[Example]:
    """One example a sound pair, in random order, from English to Vietnamese."""
    for row in _rows(pairs, rng):
        yield back(Pair(" ".join(pair.source for pair in row), " ".join(pair.english for pair in row)))


def _rows(pairs: Sequence[Pair], rng: random.Random) -> Iterator[list[Pair]]:
    """Each sound pair, in random order, some with those that follow it."""
    order = [index for index, pair in enumerate(pairs) if pair.sound]
    rng.shuffle(order)
    for index in order:
        row = [pairs[index]]
        if rng.random() < _JOINED:
            row += _following(pairs, index, rng.choice((1, 1, 2)))
        yield row


def _following(pairs: Sequence[Pair], index: int, most: int) -> list[Pair]:
    """The next sound pairs, as long as all together stay short enough to be one request."""
    words, found = len(pairs[index].source.split()), []
    for number in range(index + 1, min(index + 1 + most, len(pairs))):
        words += len(pairs[number].source.split())
        if not pairs[number].sound or words > _JOINED_WORDS:
            break
        found.append(pairs[number])
    return found
