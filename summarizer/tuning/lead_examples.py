"""Examples that teach to summarise, made of articles with the leads that editors wrote."""

import random
import re
from collections.abc import Callable, Iterator, Sequence

from summarizer.checks.analysed import Output, Source
from summarizer.checks.names import summary as names
from summarizer.checks.numbers import summary as numbers
from summarizer.evaluation.data import document_of
from summarizer.tasks.extractive import choose
from summarizer.text.sentences import split
from summarizer.tuning.data import Piece
from summarizer.tuning.examples import CUES, SUMMARY, Example

_WORD = re.compile(r"\w+")
_BUDGETS = ((300, "extract"), (900, "lead"))
_BUDGET_SHARES = (0.25, 0.75)
_COVERED = 0.85  # share of a summary's words that its article must have
_SHORT_WORDS = 26  # one sentence of at most so many words may stand for a short summary
_SHORT, _LONG = 0.5, 0.25  # shares of the articles that could give such a summary which do
_ADDED = 2  # article sentences that make a long summary of an editor's lead
_ADDED_WORDS = range(8, 46)
_NEW = 0.5  # of an added sentence's words, said nowhere before it


def summaries(pieces: Sequence[Piece], count: Callable[[str], int], rng: random.Random) -> Iterator[Example]:
    """One example an article whose summary it supports, in random order.

    `count` gives the tokens of a text. The model sees a part of the article: its first sentences, or the
    best ones as `extractive.choose` finds them, as at run time.
    """
    order = list(range(len(pieces)))
    rng.shuffle(order)
    for index in order:
        piece = pieces[index]
        budget, way = rng.choices(_BUDGETS, _BUDGET_SHARES)[0]
        given = _given(piece, budget, way, count)
        sentences = [piece.summary[start:end] for start, end in split(piece.summary)]
        if not given or not supported(piece.title, given, sentences):
            continue
        cue, answer = _asked(piece, given, sentences, rng)
        body = " ".join(given)
        source = f"{piece.title}\n{body}" if piece.title and rng.random() < 0.95 else body
        yield Example(SUMMARY, source + CUES[cue], answer)


def _asked(
    piece: Piece, given: Sequence[str], sentences: Sequence[str], rng: random.Random
) -> tuple[str, str]:
    """The cue and the answer to it: the editor's lead, one that is short, or one with more of the article.

    Editors write one or two sentences. What a longer summary adds are the article's best sentences, as the
    extractive part chooses them, where they say something new.
    """
    if len(sentences) == 1 and len(piece.summary.split()) <= _SHORT_WORDS and rng.random() < _SHORT:
        return "short", piece.summary
    if rng.random() < _LONG:
        added = _more(piece, given)
        if added or len(sentences) >= 3:
            return "long", " ".join((piece.summary, *added))
    return SUMMARY, piece.summary


def _more(piece: Piece, given: Sequence[str]) -> list[str]:
    """The best of the given sentences that the summary leaves out, in article order."""
    order, _ = choose(given, piece.title or None, len(given))
    said = {word.casefold() for word in _WORD.findall(piece.summary)}
    taken: list[int] = []
    for index in order:
        words = [word.casefold() for word in _WORD.findall(given[index])]
        new = sum(word not in said for word in words)
        if len(words) in _ADDED_WORDS and new >= _NEW * len(words) and given[index].endswith("."):
            taken.append(index)
            said.update(words)
        if len(taken) == _ADDED:
            break
    return [given[index] for index in sorted(taken)]


def _given(piece: Piece, budget: int, way: str, count: Callable[[str], int]) -> list[str]:
    costs = [count(text) for text in piece.body]
    if way == "extract" and piece.body:
        order, _ = choose(piece.body, piece.title or None, len(piece.body))
    else:
        order = list(range(len(piece.body)))
    taken: list[int] = []
    for index in order:
        if costs[index] > budget:
            if way == "lead":
                break
            continue
        taken.append(index)
        budget -= costs[index]
    return [piece.body[index] for index in sorted(taken)]


def supported(title: str, given: Sequence[str], sentences: Sequence[str]) -> bool:
    """Whether a summary says nothing that the given sentences do not: numbers, names, most words."""
    article = Source.of(document_of(title or None, given, "tuning"))
    known = {word.casefold() for word in _WORD.findall(article.text)}
    said = [word.casefold() for sentence in sentences for word in _WORD.findall(sentence)]
    if not said or sum(word in known for word in said) < _COVERED * len(said):
        return False
    if not sentences[-1].rstrip('"”').endswith((".", "!", "?")):
        return False
    return not any(
        finding.severity == "error"
        for sentence in sentences
        for check in (numbers.check, names.check)
        for finding in check(article, Output(sentence, "vi"))
    )
