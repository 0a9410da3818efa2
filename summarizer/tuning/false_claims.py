"""False sentences made of true ones, for the judge: one fact changed, or two sentences' facts joined."""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from summarizer.resources import folder
from summarizer.text import names

# A number with the words that say what it is of: `21/4`, `6 người`, `34,8%`.
_NUMBER = re.compile(r"\d+(?:[.,/-]\d+)*%?")
_PLACED = re.compile(r"\b(?:tại|ở|tỉnh|TP\.?|thành phố|huyện|quận|xã|phường|thị xã) $")


def falsified(sentence: str, article: Sequence[str], others: Sequence[str], rng: random.Random) -> str | None:
    """The sentence made false in one of several ways, chosen at random; None where no way fits.

    `article` are the article's sentences, title included, for names and numbers; `others` are sentences that
    say what the evidence does not, for the end of one that begins as this.
    """
    ways: list[Callable[[], Iterator[str]]] = [
        lambda: _other_name(sentence, article, rng),
        lambda: _names_swapped(sentence),
        lambda: _other_number(sentence, article, rng),
        lambda: _turned(sentence, rng),
        lambda: _joined(sentence, others, rng),
    ]
    rng.shuffle(ways)
    for way in ways:
        made = next(way(), None)
        if made and made != sentence:
            return made[:1].upper() + made[1:]
    return None


def _spans(text: str) -> list[tuple[int, int]]:
    """Where persons' names, and names behind a word for a place, stand."""
    runs: dict[int, list[names.Name]] = {}
    for name in names.find(text):
        runs.setdefault(name.run, []).append(name)
    spans = []
    for run in runs.values():
        start, end = run[0].start, run[-1].end
        if names.is_person(run) or _PLACED.search(text[:start]):
            spans.append((start, end))
    return spans


def _other_name(sentence: str, article: Sequence[str], rng: random.Random) -> Iterator[str]:
    """Another name of the article in a name's place, of as many words within one."""
    spans = _spans(sentence)
    pool = {text[a:b] for text in article for a, b in _spans(text)}
    rng.shuffle(spans)
    for start, end in spans:
        old = sentence[start:end]
        fit = [
            one for one in sorted(pool)
            if one not in sentence and old not in one and abs(len(one.split()) - len(old.split())) <= 1
        ]  # fmt: skip
        if fit:
            yield sentence[:start] + rng.choice(fit) + sentence[end:]


def _names_swapped(sentence: str) -> Iterator[str]:
    """Two names of the sentence in each other's place."""
    spans = _spans(sentence)
    for (a, b), (c, d) in pairwise(spans):
        first, second = sentence[a:b], sentence[c:d]
        between = sentence[b:c]
        if first != second and len(between.split()) >= 2 and "," not in between.strip()[:1]:
            yield sentence[:a] + second + between + first + sentence[d:]


def _other_number(sentence: str, article: Sequence[str], rng: random.Random) -> Iterator[str]:
    """Another number of the article, of the same shape, in a number's place."""
    found = list(_NUMBER.finditer(sentence))
    rng.shuffle(found)
    pool = sorted({match[0] for text in article for match in _NUMBER.finditer(text)})
    for match in found:
        shape = re.sub(r"\d+", "0", match[0])
        fit = [one for one in pool if re.sub(r"\d+", "0", one) == shape and one not in sentence]
        if fit:
            yield sentence[: match.start()] + rng.choice(fit) + sentence[match.end() :]


def _turned(sentence: str, rng: random.Random) -> Iterator[str]:
    """A word of certainty, direction or outcome turned into another."""
    turned = _turned_words()
    for old, new in rng.sample(turned, len(turned)):
        pattern = rf"(?<!\w){old}(?!\w) ?" if not new else rf"(?<!\w){old}(?!\w)"
        if re.search(pattern, sentence):
            yield re.sub(pattern, new, sentence, count=1)


@cache
def _turned_words() -> tuple[tuple[str, str], ...]:
    """Words of certainty, outcome or direction with what makes them another: `configs/tuning/`."""
    rows = (folder("configs") / "tuning" / "false-claims.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (row.split("\t") for row in rows if row and not row.startswith("#"))
    return tuple((old, new) for old, new in pairs)


def _joined(sentence: str, others: Sequence[str], rng: random.Random) -> Iterator[str]:
    """The beginning of the sentence with the end of another."""
    head, comma, _ = sentence.partition(", ")
    if not comma or len(head.split()) < 4:
        return
    for other in rng.sample(list(others), len(others)):
        _, comma, tail = other.partition(", ")
        if comma and 5 <= len(tail.split()) <= 30 and tail not in sentence:
            yield f"{head}, {tail}"
