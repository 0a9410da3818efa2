"""Examples to tune on: a prompt and the answer it should get, made of pairs and of articles."""

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from summarizer.checks.analysed import Output, Source
from summarizer.checks.language import translation as language
from summarizer.checks.names import summary as names
from summarizer.checks.numbers import summary as numbers
from summarizer.checks.numbers.quantity import compare
from summarizer.errors import UsageError
from summarizer.evaluation.data import aligned, document_of, lines
from summarizer.tasks.extractive import choose
from summarizer.text.glossary import Glossary
from summarizer.text.sentences import split
from summarizer.tuning import variants

TRANSLATION, BACK, SUMMARY = "translation", "back", "summary"
CUES = {
    TRANSLATION: "\n=> English\n",
    BACK: "\n=> Tiếng Việt\n",
    SUMMARY: "\n=> Tóm tắt\n",
    "short": "\n=> Tóm tắt ngắn\n",
    "long": "\n=> Tóm tắt dài\n",
}
_WORD = re.compile(r"\w+")
_BUDGETS = ((300, "extract"), (900, "lead"))
_BUDGET_SHARES = (0.25, 0.75)
_COVERED = 0.85  # share of a summary's words that its article must have
_SHORT_WORDS = 26  # one sentence of at most so many words may stand for a short summary
_SHORT, _LONG = 0.5, 0.25  # shares of the articles that could give such a summary which do
_ADDED = 2  # article sentences that make a long summary of an editor's lead
_ADDED_WORDS = range(8, 46)
_NEW = 0.5  # of an added sentence's words, said nowhere before it
_JOINED = 0.2  # share of the translations that are of two or three lines in a row
_ONE_SENTENCE = 0.5  # share of those that become one sentence of clauses
_JOINED_WORDS = 110


@dataclass(frozen=True, slots=True)
class Example:
    """What the model reads, and what it should answer; `task` says which loss it counts to."""

    task: str
    prompt: str
    answer: str
    weight: float = 1.0  # of each of the answer's tokens in the loss


@dataclass(frozen=True, slots=True)
class Pair:
    """A Vietnamese line with its English; `terms` are [first word, number of words, English].

    One that is not `sound` is not trained on; it keeps its place, so that its neighbours know it.
    """

    source: str
    english: str
    terms: tuple[tuple[int, int, str], ...] = ()
    sound: bool = True


@dataclass(frozen=True, slots=True)
class Piece:
    """An article for tuning, with the summary that an editor wrote."""

    title: str
    body: tuple[str, ...]
    summary: str


def read_pairs(source: Path, target: Path, terms: Path | None = None) -> list[Pair]:
    """Aligned lines, with their candidate terms where there is a file of them.

    Raises:
        UsageError: a file cannot be read, the lines do not pair up, or one of the terms' is no list of them.
    """
    if terms is None:
        return [Pair(line, english) for line, english in aligned(source, target)]
    pairs = []
    for number, (line, english, row) in enumerate(aligned(source, target, terms), start=1):
        try:
            pairs.append(Pair(line, english, _terms(json.loads(row))))
        except (ValueError, TypeError, RecursionError) as error:
            raise UsageError(
                f"{terms}, line {number}: {error}; give a list of [first word, number of words, English]"
            ) from error
    return pairs


def read_table(path: Path, labels: Sequence[str] = ()) -> list[Pair]:
    """The pairs of a table `label TAB Vietnamese TAB English` (also .gz) with one of the labels, or all.

    Raises:
        UsageError: the file cannot be read, or a line has not three columns.
    """
    pairs = []
    for number, line in enumerate(lines(path), start=1):
        columns = line.split("\t")
        if len(columns) != 3:
            raise UsageError(
                f"{path}, line {number}: {len(columns)} columns; give label, Vietnamese, English"
            )
        if not labels or columns[0] in labels:
            pairs.append(Pair(columns[1].strip(), columns[2].strip()))
    return pairs


def _terms(row: Any) -> tuple[variants.TermSpan, ...]:
    """The candidate terms of a line, checked."""
    found = tuple((int(first), int(words), str(form)) for first, words, form in row)
    if any(first < 0 or words < 1 for first, words, _ in found):
        raise ValueError("there is no such word")
    return found


def read_pieces(path: Path) -> list[Piece]:
    """The articles of a JSON Lines file (also .gz) with `title`, `body` (text or sentences), `summary`.

    Raises:
        UsageError: the file cannot be read, or a line lacks a field.
    """
    pieces = []
    for number, line in enumerate(lines(path), start=1):
        try:
            row = json.loads(line)
            body = row["body"]
            if isinstance(body, str):
                body = [body[start:end] for start, end in split(body)]
            texts = (clean_quotes(" ".join(str(sentence).split())) for sentence in body)
            title = clean_quotes(" ".join(str(row.get("title") or "").split()))
            summary = clean_quotes(" ".join(row["summary"].split()))
            pieces.append(Piece(title, tuple(text for text in texts if text), summary))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise UsageError(
                f"{path}, line {number}: {type(error).__name__} {error}; give `title`, `body` and `summary`"
            ) from error
    return pieces


def clean_quotes(text: str) -> str:
    """Straight quotes without the spaces that tokenising left inside: `" a "` becomes `"a"`."""
    return re.sub(r'" ([^"]{1,400}?) "', r'"\1"', text)


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
