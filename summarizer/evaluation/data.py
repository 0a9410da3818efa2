"""Reads evaluation data: articles, aligned lines, samples by seed, and the hash of files."""

import gzip
import hashlib
import json
import random
import unicodedata
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from summarizer.config import Length
from summarizer.counted import counted
from summarizer.document import Document, Sentence
from summarizer.errors import InputError, UsageError
from summarizer.text.paragraphs import is_aside, is_quotable
from summarizer.whole_files import is_special

Item = TypeVar("Item")


@dataclass(frozen=True)
class Article:
    """An article to measure on; `labels` are the indexes of sentences that people chose.

    `read` is the article as it was read, where its body was one text.
    """

    title: str | None
    sentences: tuple[str, ...]
    reference: str | None
    labels: frozenset[int] | None
    read: Document | None = None

    @cached_property
    def document(self) -> Document:
        """The article for the pipeline; its body's sentences are `sentences`."""
        return self.read or document_of(self.title, self.sentences, "article")


def document_of(title: str | None, sentences: Sequence[str], source: str) -> Document:
    """A Document of ready-made sentences, one a paragraph, so that all systems see the same ones."""
    texts = ([title] if title else []) + list(sentences)
    body = [is_quotable(text) and not is_aside(text) for text in sentences]
    candidates = ([False] if title else []) + (body if any(body) else [True] * len(body))
    made: list[Sentence] = []
    start = 0
    for number, (text, candidate) in enumerate(zip(texts, candidates, strict=True), start=1):
        end = start + len(text)
        made.append(Sentence(number, number - bool(title), start, end, text, candidate=candidate))
        start = end + 1
    text = "\n".join(texts)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(source, digest, text, title, "vi", "utf-8", tuple(made))


def read_articles(path: Path, max_characters: int = 200_000, length: Length = "medium") -> list[Article]:
    """The articles of a JSON Lines file with `body`, `summary`, `title` or `sents`; raises UsageError.

    A `body` that is one text may have `max_characters`, as any article may. Of an article written for
    training, with its English and `summaries` of several lengths, the Vietnamese and the summary of one
    `length` are taken.
    """
    articles = []
    for number, line in enumerate(lines(path), start=1):
        if not line.strip():
            continue
        try:
            articles.append(_article(json.loads(line), max_characters, length))
        except json.JSONDecodeError as error:
            raise UsageError(f"{path}, line {number}: no JSON ({error.msg}); correct the line") from error
        except InputError as error:
            raise UsageError(f"{path}, line {number}: ", *error.args) from error
        except (ValueError, RecursionError) as error:
            remedy = "give `body` with `summary`, or `sents` of `text` and `in_summary`"
            raise UsageError(f"{path}, line {number}: {error}; {remedy}") from error
    if not articles:
        raise UsageError(f"{path}: no articles; give one JSON object a line")
    return articles


def _article(row: object, max_characters: int, length: Length) -> Article:
    if not isinstance(row, dict):
        raise ValueError("is no JSON object")  # noqa: TRY004 - told like every other fault of a line
    if "summaries" in row:
        row = _vietnamese(row, length)
    title, summary = _text(row, "title"), _text(row, "summary")
    if row.get("sents") is not None:
        sentences, labels = _labelled(row["sents"])
        document = None
    else:
        labels = None
        sentences, document = _body(row.get("body"), title, max_characters)
    if not sentences:
        raise ValueError("has no sentences")
    if summary is None and labels is None:
        raise ValueError("has neither a summary nor labels")
    return Article(title, sentences, summary, labels, document)


def _vietnamese(row: dict[str, Any], length: Length) -> dict[str, Any]:
    """An article with its English as one without; raises ValueError where it is no such article."""
    try:
        body = [sentence["vi"] for sentence in row["sentences"]]
        return {"title": row["title"]["vi"], "body": body, "summary": row["summaries"][length]}
    except (KeyError, TypeError) as error:
        raise ValueError(f"`title`, `sentences` of `vi` or `summaries` lacks {error}") from error


def _text(row: dict[str, Any], field: str) -> str | None:
    value = row.get(field)
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = " ".join(value)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"`{field}` is no text")
    return " ".join(value.split()) or None if value else None


def _body(body: object, title: str | None, max_characters: int) -> tuple[tuple[str, ...], Document | None]:
    if isinstance(body, str):
        from summarizer.text.reading import read_text

        document = read_text(body, source="body", title=title, max_characters=max_characters)
        return tuple(sentence.text for sentence in document.body), document
    if not isinstance(body, list) or not all(isinstance(sentence, str) for sentence in body):
        raise ValueError("has no `body` that is a text or a list of texts")
    return tuple(" ".join(sentence.split()) for sentence in body if sentence.strip()), None


def _labelled(sents: object) -> tuple[tuple[str, ...], frozenset[int] | None]:
    """The texts of labelled sentences, and the indexes of those that were chosen, if all say so."""
    if not isinstance(sents, list) or not all(
        isinstance(one, dict) and isinstance(one.get("text"), str) for one in sents
    ):
        raise ValueError("`sents` is no list of objects with `text`")
    filled = [one for one in sents if one["text"].strip()]
    texts = tuple(" ".join(one["text"].split()) for one in filled)
    if not all("in_summary" in one for one in filled):
        return texts, None
    return texts, frozenset(index for index, one in enumerate(filled) if one["in_summary"])


def read_pairs(source: Path, reference: Path) -> list[tuple[str, str]]:
    """Lines with their reference translations, pairs with an empty side left out.

    Raises:
        UsageError: a file cannot be read, or the two do not pair up.
    """
    pairs = [(a, b) for a, b in aligned(source, reference) if a and b]
    if not pairs:
        raise UsageError(f"{source}: no lines to translate; give one sentence a line")
    return pairs


def aligned(*paths: Path) -> list[tuple[str, ...]]:
    """The lines of files that go together line by line, without the spaces around them.

    Raises:
        UsageError: a file cannot be read, or one has more lines than another.
    """
    found = [lines(path) for path in paths]
    if len(set(map(len, found))) > 1:
        counts = (f"{path} has {counted(len(of), 'line')}" for path, of in zip(paths, found, strict=True))
        raise UsageError(f"{', '.join(counts)}; give aligned files")
    return [tuple(line.strip() for line in row) for row in zip(*found, strict=True)]


def lines(path: Path) -> list[str]:
    """The lines of a UTF-8 file, which may be gzipped, in NFC; line feeds alone end them, or CR and LF.

    Raises:
        UsageError: it cannot be read, or is damaged.
    """
    if is_special(path):  # a device may never end, and a pipe cannot be hashed as well
        raise UsageError(f"{path}: is not a regular file; give a UTF-8 file")
    try:
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8-sig")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        cause = getattr(error, "strerror", None) or error
        raise UsageError(f"{path}: cannot be read ({cause}); give a UTF-8 file") from error
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n")).removesuffix("\n").split("\n")


def sample(items: Sequence[Item], limit: int | None, seed: int) -> list[Item]:
    """At most `limit` items in their order, drawn by the seed."""
    if limit is None or limit >= len(items):
        return list(items)
    chosen = random.Random(seed).sample(range(len(items)), limit)  # noqa: S311 - a sample, not a secret
    return [items[index] for index in sorted(chosen)]


def digest(*paths: Path) -> str:
    """The first 12 digits of the SHA-256 of the files, in order."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:12]


def is_development(identifier: str) -> bool:
    """Whether an article written for training is kept for measuring: one in 32, by the hash of its id.

    The rule holds for articles written later too, so that none of them moves from one side to the other.
    """
    return hashlib.sha256(identifier.encode()).digest()[0] % 32 == 0
