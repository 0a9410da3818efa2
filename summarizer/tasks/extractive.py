"""The extractive summary: scores the article's sentences and selects the best."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from summarizer.document import Document
from summarizer.report import ExtractedSentence, Extractive
from summarizer.tasks.telling import telling
from summarizer.text.pointing import points_back, without_link
from summarizer.text.standalone import Surroundings
from summarizer.text.vectors import TfIdf, Vector, words


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the score's components, and parameters of two of them. Tuned: see docs/measurements.md.

    The first five sum to 1, so that a score lies between 0 and 1. `backward` weighs a sentence's ties to
    the sentences before it against 1 for those after it (PacSum). `redundancy` is what a sentence loses
    where it repeats a chosen one, `pointing` where it points back at others. A sentence of `full_length`
    words or more gets the whole length prior. The position prior falls with the sentence's number to the
    power of `decay`.
    """

    centrality: float = 0.08
    centroid: float = 0.07
    title: float = 0.33
    position: float = 0.38
    length: float = 0.14
    backward: float = 0.5
    redundancy: float = 0.5
    pointing: float = 0.02
    full_length: int = 15
    decay: float = 0.25


DEFAULT = Weights()
SAME = 0.8  # cosine of two sentences that say the same
_IDENTICAL = 0.999  # with the same words


def _components(
    texts: Sequence[str], title: str | None, weights: Weights, vectors: TfIdf, cosines: Vector
) -> dict[str, Vector]:
    """The weighted components of each sentence's score, by name: each of shape (sentences,), 0 or more.

    Centrality is directed and position-aware (Zheng and Lapata 2019, PacSum, arXiv 1906.03508): a
    sentence counts more for what it shares with those that follow it than with those before.
    """
    after = np.triu(cosines, 1).sum(axis=1)
    before = np.tril(cosines, -1).sum(axis=1)
    numbers = np.arange(1, len(texts) + 1, dtype=np.float32)
    lengths = np.array([len(words(text)) for text in texts], dtype=np.float32)
    return {
        "centrality": weights.centrality * _rescaled(after + weights.backward * before),
        "centroid": weights.centroid * _rescaled(vectors.query(" ".join(texts))),
        "title": weights.title * _rescaled(vectors.query(title or "")),
        "position": weights.position * numbers**-weights.decay,
        "length": weights.length * np.minimum(1, lengths / weights.full_length),
    }


def _rescaled(values: Vector) -> Vector:
    """The values scaled to 0 to 1 (min-max); all 0 where they are equal."""
    low, high = float(values.min()), float(values.max())
    return (values - low) / (high - low) if high > low else np.zeros_like(values)


def choose(
    texts: Sequence[str], title: str | None, number: int, weights: Weights = DEFAULT
) -> tuple[list[int], dict[str, Vector]]:
    """Indexes of the best of one or more sentences, best first, at most `number`, and all components.

    Of the sentences that tell something each next one has the highest score less `pointing` and `redundancy`
    times the square of its likeness to those chosen (maximal marginal relevance, Carbonell and Goldstein
    1998; squared, so that a shared topic costs little and a repetition much). What says nearly the same as a
    chosen one comes behind all others, what has the same words never.
    """
    parts, cosines = _weighed(texts, title, weights)
    pointing = np.array([weights.pointing * points_back(without_link(text)) for text in texts])
    pool = telling(texts, title, whole=True)
    return _select(_total(parts) - pointing, cosines, pool, number, weights.redundancy), parts


def scored(texts: Sequence[str], title: str | None, weights: Weights) -> tuple[Vector, Vector]:
    """The score of each of one or more sentences, and the cosine of every pair."""
    parts, cosines = _weighed(texts, title, weights)
    return _total(parts), cosines


def _weighed(texts: Sequence[str], title: str | None, weights: Weights) -> tuple[dict[str, Vector], Vector]:
    vectors = TfIdf(texts)
    cosines = vectors.similarities()
    return _components(texts, title, weights, vectors, cosines), cosines


def _total(parts: dict[str, Vector]) -> Vector:
    total: Vector = np.sum(list(parts.values()), axis=0)
    return total


def _select(scores: Vector, cosines: Vector, pool: list[int], number: int, redundancy: float) -> list[int]:
    left = list(pool)
    chosen: list[int] = []
    likeness = np.zeros(len(scores), dtype=np.float32)
    while left and len(chosen) < number:
        best = max(
            left,
            key=lambda index: (
                likeness[index] < SAME,
                float(scores[index] - redundancy * likeness[index] ** 2),
            ),
        )
        chosen.append(best)
        likeness = np.maximum(likeness, cosines[best])
        left = [index for index in left if index != best and likeness[index] < _IDENTICAL]
    return chosen


def run(document: Document, sentences: int) -> Extractive:
    """The most important sentences of the article, in article order, at most `sentences`.

    Only candidates are chosen, unless the article has none, of these only what tells something, no question
    of a talk and no item of a list; the title is never chosen while there is a body. Needs no model and is
    the same every time. `components` sum up to `score`.
    """
    dependent = Surroundings(document).dependent
    candidates = [sentence for sentence in document.body if sentence.candidate]
    alone = [sentence for sentence in candidates if sentence.id not in dependent]
    pool = alone or candidates or list(document.body or document.sentences)
    if not pool:
        return Extractive(sentences=())
    chosen, parts = choose([sentence.text for sentence in pool], document.title, sentences)
    scores = _total(parts)
    ranks = {index: rank for rank, index in enumerate(chosen, start=1)}
    return Extractive(
        sentences=tuple(
            ExtractedSentence(
                id=pool[index].id,
                rank=ranks[index],
                score=float(scores[index]),
                text=pool[index].text,
                components={name: float(values[index]) for name, values in parts.items()},
            )
            for index in sorted(chosen)
        )
    )
