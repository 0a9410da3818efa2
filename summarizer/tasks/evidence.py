"""Which article sentences a summary's sentence rests on."""

import re

import numpy as np

from summarizer.document import Document
from summarizer.text.vectors import TfIdf, Vector, words

# Calibrated: see docs/measurements.md.
SUPPORTED = 0.2
_MOST = 3
_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")
_WORD = re.compile(r"(?<=[\w,;] )[^\W\d_][^\W_]*")


def numbers(text: str) -> set[str]:
    """The numbers of a text as they are written: 1.250, 2,5, 21/4."""
    return set(_NUMBER.findall(text))


def names(text: str) -> set[str]:
    """The capitalised syllables of a text, lower-cased, but for those that open a sentence."""
    return {word.lower() for word in _WORD.findall(text) if word[0].isupper()}


class Evidence:
    """Finds support in one article; its vectors are made once and serve every summary sentence."""

    def __init__(self, document: Document) -> None:
        self._sentences = document.body or document.sentences
        texts = [sentence.text for sentence in self._sentences]
        self._vectors = TfIdf(texts)
        self._words = [set(words(text)) | numbers(text) for text in texts]

    def scores(self, sentence: str) -> Vector:
        """How far each article sentence supports this one, between 0 and 1, shape (sentences,).

        Two thirds are the cosine of the TF-IDF vectors, one third is the share of the sentence's numbers
        and names that the article sentence has; without any of those the cosine is all.
        """
        cosines: Vector = np.clip(self._vectors.query(sentence), 0, 1)
        facts = numbers(sentence) | names(sentence)
        if not facts:
            return cosines
        shares = np.array([len(facts & known) / len(facts) for known in self._words], dtype=np.float32)
        mixed: Vector = (2 * cosines + shares) / 3
        return mixed

    def score(self, sentence: str) -> float:
        """The support of the best article sentence, between 0 and 1; 0 for an empty article."""
        return float(self.scores(sentence).max(initial=0.0))

    def support(self, sentence: str) -> tuple[int, ...]:
        """Ids of the article sentences that support this one, best first, at most three, maybe none.

        A second or third is named only where its score is at least 0.6 times the best one's.
        """
        scores = self.scores(sentence)
        best = [int(index) for index in np.argsort(-scores, kind="stable")[:_MOST]]
        return tuple(
            self._sentences[index].id
            for index in best
            if scores[index] >= SUPPORTED and scores[index] >= 0.6 * scores[best[0]]
        )
