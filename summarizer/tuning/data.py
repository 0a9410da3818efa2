"""What is tuned on, as files have it: pairs of a line and its English, and articles with their summaries."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.errors import UsageError
from summarizer.evaluation.data import aligned, lines
from summarizer.text.sentences import split
from summarizer.tuning import variants


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
