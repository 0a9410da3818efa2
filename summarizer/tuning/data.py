"""What is tuned on, as files have it: lines with their English, articles, summaries, claims."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.errors import UsageError
from summarizer.evaluation.data import aligned, is_development, lines
from summarizer.text.sentences import split

TermSpan = tuple[int, int, str]  # first word, number of words, English


@dataclass(frozen=True, slots=True)
class Pair:
    """A Vietnamese line with its English and its candidate terms.

    One that is not `sound` is not trained on; it keeps its place, so that its neighbours know it.
    """

    source: str
    english: str
    terms: tuple[TermSpan, ...] = ()
    sound: bool = True


@dataclass(frozen=True, slots=True)
class Piece:
    """An article for tuning, with the summary that an editor wrote."""

    title: str
    body: tuple[str, ...]
    summary: str


@dataclass(frozen=True, slots=True)
class WrittenArticle:
    """An article with its English, sentence by sentence, and summaries of one, two and four sentences."""

    id: str
    title: Pair
    sentences: tuple[Pair, ...]
    summaries: tuple[str, ...]

    @property
    def texts(self) -> list[str]:
        """The body's sentences in Vietnamese."""
        return [pair.source for pair in self.sentences]


@dataclass(frozen=True, slots=True)
class Claim:
    """A summary sentence with what a fact-checker said of it."""

    article: WrittenArticle
    text: str
    true: bool


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


def _terms(row: Any) -> tuple[TermSpan, ...]:
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


def read_written(path: Path) -> tuple[list[WrittenArticle], list[WrittenArticle]]:
    """The articles to train on and those kept for measuring, of a JSON Lines file (also .gz).

    Raises:
        UsageError: the file cannot be read, or a line lacks a field.
    """
    training: list[WrittenArticle] = []
    development: list[WrittenArticle] = []
    for number, line in enumerate(lines(path), start=1):
        try:
            row = json.loads(line)
            article = WrittenArticle(
                row["id"],
                Pair(row["title"]["vi"], row["title"]["en"]),
                tuple(Pair(one["vi"], one["en"]) for one in row["sentences"]),
                tuple(row.get("summaries", {}).values()),
            )
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise UsageError(
                f"{path}, line {number}: {type(error).__name__} {error}; give `id`, `title`, `sentences` of "
                "{vi, en}, and `summaries`"
            ) from error
        (development if is_development(article.id) else training).append(article)
    return training, development


def read_claims(path: Path, articles: Path) -> list[Claim]:
    """The claims that are true or false, of articles to train on.

    Raises:
        UsageError: a file cannot be read, or a line lacks a field.
    """
    known = {article.id: article for article in read_written(articles)[0]}
    claims = []
    for number, line in enumerate(lines(path), start=1):
        try:
            row = json.loads(line)
            if row["verdict"] != "unclear" and row["id"] in known:
                claims.append(Claim(known[row["id"]], row["claim"], row["verdict"] == "true"))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise UsageError(
                f"{path}, line {number}: {type(error).__name__} {error}; give `id`, `claim` and `verdict`"
            ) from error
    return claims


def pairs_of(articles: Sequence[WrittenArticle]) -> list[Pair]:
    """Titles and sentences in order."""
    return [pair for article in articles for pair in (article.title, *article.sentences)]


def pieces_of(articles: Sequence[WrittenArticle]) -> list[Piece]:
    """Each summary of each article by itself."""
    return [
        Piece(article.title.source, tuple(article.texts), summary)
        for article in articles
        for summary in article.summaries
    ]


def sentences_of(summary: str) -> list[str]:
    """The sentences of a summary, with clean quotes."""
    clean = clean_quotes(" ".join(summary.split()))
    return [clean[start:end] for start, end in split(clean)]


def clean_quotes(text: str) -> str:
    """Straight quotes without the spaces that tokenising left inside: `" a "` becomes `"a"`."""
    return re.sub(r'" ([^"]{1,400}?) "', r'"\1"', text)
