"""Which sentences of an article a sentence of its summary rests on, for training."""

import math
from collections import Counter
from collections.abc import Sequence

from summarizer.text.vectors import words

_MOST = 3  # sentences of one group
_GAIN = 0.08  # of the summary sentence's weight, that a further sentence must cover
_COVERED = 0.72  # of its weight, that the group and the title must cover together


def group(sentence: str, body: Sequence[str], title: str) -> tuple[int, ...] | None:
    """Indexes of the one to three body sentences that cover a summary sentence's words, in order.

    Words count by how few sentences of the article have them. The sentence that covers most is taken first,
    then each that covers enough of what is left. None where title and group leave too much uncovered.
    """
    known = [set(words(text)) for text in body]
    frequency = Counter(word for one in known for word in one)
    weights = {word: math.log1p(len(body) / (1 + frequency[word])) for word in set(words(sentence))}
    total = sum(weights.values())
    left, taken = set(weights), list[int]()
    while len(taken) < _MOST and left:
        gains = [sum(weights[word] for word in left & one) for one in known]
        best = max(range(len(body)), key=gains.__getitem__, default=None)
        if best is None or gains[best] < _GAIN * total:
            break
        taken.append(best)
        left -= known[best]
    left -= set(words(title))
    uncovered = sum(weights[word] for word in left)
    return tuple(sorted(taken)) if taken and uncovered <= (1 - _COVERED) * total else None
