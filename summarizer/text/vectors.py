"""TF-IDF vectors of sentences over syllables and pairs of syllables, with numpy alone."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.floating]
# A number keeps its points and commas: 1.250 and 2,5 are one word.
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+")


def words(text: str) -> list[str]:
    """The syllables and numbers of a text: NFC, lower-cased, punctuation off, diacritics kept."""
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


def _terms(text: str) -> Counter[tuple[str, ...]]:
    """Most Vietnamese words have two syllables: pairs stand in for a word segmenter."""
    single = words(text)
    return Counter([*((word,) for word in single), *pairwise(single)])


class TfIdf:
    """Vectors of some texts, weighted by how few of those same texts hold each term.

    Term frequency is 1 + ln(count), inverse document frequency ln(1 + texts / texts with the term).
    Every vector has unit length over all its terms. `similarities` leaves out terms of one text alone, since
    they add nothing to the cosine of two; `query` needs them all.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        counts = [_terms(text) for text in texts]
        self._size = len(texts)
        self._frequency = Counter(term for count in counts for term in count)
        self._postings: dict[tuple[str, ...], list[tuple[int, float]]] = {}
        for row, count in enumerate(counts):
            weights = self._weigh(count)
            for term, weight in weights.items():
                self._postings.setdefault(term, []).append((row, weight))

    def _weigh(self, count: Counter[tuple[str, ...]]) -> dict[tuple[str, ...], float]:
        weights = {
            term: (1 + np.log(number)) * np.log1p(self._size / max(1, self._frequency[term]))
            for term, number in count.items()
        }
        norm = float(np.sqrt(sum(weight * weight for weight in weights.values()))) or 1.0
        return {term: float(weight) / norm for term, weight in weights.items()}

    def similarities(self) -> Vector:
        """The cosine of every pair of texts: shape (texts, texts), 1 on the diagonal, 0 for empty texts."""
        shared = [posting for posting in self._postings.values() if len(posting) > 1]
        matrix = np.zeros((self._size, len(shared)), dtype=np.float32)
        for column, posting in enumerate(shared):
            for row, weight in posting:
                matrix[row, column] = weight
        cosines: Vector = matrix @ matrix.T
        filled = {row for posting in self._postings.values() for row, _ in posting}
        for row in range(self._size):
            cosines[row, row] = float(row in filled)
        return cosines

    def query(self, text: str) -> Vector:
        """The cosine of another text with each text, shape (texts,); unknown terms lower it."""
        cosines = np.zeros(self._size, dtype=np.float32)
        for term, weight in self._weigh(_terms(text)).items():
            for row, other in self._postings.get(term, ()):
                cosines[row] += weight * other
        return cosines
