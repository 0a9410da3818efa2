"""The sets that quality is measured on: their articles, a fixed sample of them, and their hash."""

import hashlib
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from summarizer.document import Document, Sentence
from summarizer.errors import UsageError

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Article:
    """An article to measure on; `labels` are the indexes of sentences that people chose."""

    title: str | None
    sentences: tuple[str, ...]
    reference: str | None
    labels: frozenset[int] | None


def document_of(title: str | None, sentences: Sequence[str], source: str) -> Document:
    """A Document of ready-made sentences, one a paragraph, so that all systems see the same ones."""
    texts = ([title] if title else []) + list(sentences)
    made: list[Sentence] = []
    start = 0
    for number, text in enumerate(texts, start=1):
        made.append(Sentence(number, number - bool(title), start, start + len(text), text, candidate=True))
        start += len(text) + 1
    text = "\n".join(texts)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(source, digest, text, title, "vi", "utf-8", tuple(made))


def read_articles(path: Path) -> list[Article]:
    """The articles of a JSON Lines file with `body`, `summary`, `title` or `sents`; raises UsageError."""
    articles = []
    for number, line in enumerate(read(path).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            articles.append(_article(row))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise UsageError(
                f"{path}, line {number}: {type(error).__name__} {error}; "
                "give `body` with `summary`, or `sents`"
            ) from error
    if not articles:
        raise UsageError(f"{path}: no articles; give one JSON object a line")
    return articles


def _article(row: dict[str, Any]) -> Article:
    labels = None
    if "sents" in row:
        sentences = tuple(str(sentence["text"]) for sentence in row["sents"])
        if all("in_summary" in sentence for sentence in row["sents"]):
            labels = frozenset(i for i, sentence in enumerate(row["sents"]) if sentence["in_summary"])
    elif isinstance(row["body"], str):
        from summarizer.text.reading import read_text

        document = read_text(row["body"], source="body", title=row.get("title"))
        sentences = tuple(sentence.text for sentence in document.body)
    else:
        sentences = tuple(str(sentence) for sentence in row["body"])
    if not sentences:
        raise ValueError("has no sentences")
    return Article(row.get("title"), sentences, row.get("summary"), labels)


def read_pairs(source: Path, reference: Path) -> list[tuple[str, str]]:
    """Lines with their reference translations; raises UsageError where the files do not pair up."""
    left, right = (read(path).removesuffix("\n").split("\n") for path in (source, reference))
    if len(left) != len(right):
        raise UsageError(f"{source} has {len(left)} lines, {reference} {len(right)}; give aligned files")
    pairs = [(a.strip(), b.strip()) for a, b in zip(left, right, strict=True) if a.strip()]
    if not pairs:
        raise UsageError(f"{source}: no lines to translate; give one sentence a line")
    return pairs


def read(path: Path) -> str:
    """A UTF-8 file; raises UsageError."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read ({error}); give a UTF-8 file") from error


def sample(items: Sequence[Item], limit: int | None, seed: int) -> list[Item]:
    """At most `limit` items in their order, drawn by the seed."""
    if limit is None or limit >= len(items):
        return list(items)
    chosen = random.Random(seed).sample(range(len(items)), limit)  # noqa: S311 - a sample, not a secret
    return [items[index] for index in sorted(chosen)]


def digest(*paths: Path) -> str:
    """The first 12 digits of the SHA-256 of the files, in order."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:12]
