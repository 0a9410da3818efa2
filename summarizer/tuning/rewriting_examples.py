"""Examples that teach to write a summary's sentence from its evidence."""

import random
from collections.abc import Iterator, Sequence

from summarizer.tuning.alignment import group
from summarizer.tuning.data import Piece, sentences_of
from summarizer.tuning.examples import Example, evidence
from summarizer.tuning.lead_examples import supported

REWRITE = "rewrite"
REWRITE_CUE = "\n=> Viết lại\n"
_ENDS = (".", "!", "?")


def rewrite_example(title: str, body: Sequence[str], sentence: str) -> Example:
    """Write the sentence from its evidence."""
    return Example(REWRITE, evidence(title, body) + REWRITE_CUE, sentence)


def rewrites(pieces: Sequence[Piece], rng: random.Random) -> Iterator[Example]:
    """An example for each sentence of each summary that one to three sentences of its article support."""
    for piece in rng.sample(list(pieces), len(pieces)):
        for sentence in sentences_of(piece.summary):
            found = group(sentence, piece.body, piece.title)
            if found is None or not sentence.rstrip('"”').endswith(_ENDS):
                continue
            given = [piece.body[index] for index in found]
            if sentence not in given and supported(piece.title, given, [sentence]):
                yield rewrite_example(piece.title, given, sentence)
