"""Examples that teach to write a summary's sentence from its evidence, and to judge one."""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from summarizer.errors import UsageError
from summarizer.evaluation.data import is_development, lines
from summarizer.text.sentences import split
from summarizer.tuning.alignment import group
from summarizer.tuning.article_data import supported
from summarizer.tuning.data import Pair, Piece, clean_quotes
from summarizer.tuning.examples import Example
from summarizer.tuning.false_claims import falsified

REWRITE, JUDGE = "rewrite", "judge"
REWRITE_CUE = "\n=> Viết lại\n"
CLAIM_CUE, JUDGE_CUE = "\n=> Câu\n", "\n=> Đúng hay sai\n"
TRUE, FALSE = "Đúng", "Sai"
_JUDGE_WEIGHT = 12.0  # a verdict is two tokens, a translation some thirty
_COPIED = 0.1  # share of the examples of the judge that are an article sentence by itself
_UNGROUNDED = 0.25  # share of the judge's false examples that are true sentences, of other evidence
_ENDS = (".", "!", "?")


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


def _evidence(title: str, body: Sequence[str]) -> str:
    return f"{title}\n{' '.join(body)}" if title else " ".join(body)


def rewrite_example(title: str, body: Sequence[str], sentence: str) -> Example:
    """Write the sentence from its evidence."""
    return Example(REWRITE, _evidence(title, body) + REWRITE_CUE, sentence)


def judge_example(title: str, body: Sequence[str], sentence: str, *, true: bool) -> Example:
    """Say whether the evidence supports the sentence."""
    prompt = _evidence(title, body) + CLAIM_CUE + sentence + JUDGE_CUE
    return Example(JUDGE, prompt, TRUE if true else FALSE, _JUDGE_WEIGHT)


def rewrites(pieces: Sequence[Piece], rng: random.Random) -> Iterator[Example]:
    """An example for each sentence of each summary that one to three sentences of its article support."""
    for piece in rng.sample(list(pieces), len(pieces)):
        for sentence in _sentences(piece.summary):
            found = group(sentence, piece.body, piece.title)
            if found is None or not sentence.rstrip('"”').endswith(_ENDS):
                continue
            given = [piece.body[index] for index in found]
            if sentence not in given and supported(piece.title, given, [sentence]):
                yield rewrite_example(piece.title, given, sentence)


def pieces_of(articles: Sequence[WrittenArticle]) -> list[Piece]:
    """Each summary of each article by itself."""
    return [
        Piece(article.title.source, tuple(article.texts), summary)
        for article in articles
        for summary in article.summaries
    ]


def judged(articles: Sequence[WrittenArticle], rng: random.Random) -> Iterator[Example]:
    """True sentences of summaries, and as many that are false in one of several ways."""
    for article in rng.sample(list(articles), len(articles)):
        title, body = article.title.source, article.texts
        said = [one for summary in article.summaries for one in _sentences(summary)]
        for sentence in said:
            found = group(sentence, body, title)
            if found is None:
                continue
            given = [body[index] for index in found]
            if rng.random() < _COPIED:
                sentence = rng.choice(given)  # noqa: PLW2901 - an article sentence is true of itself
            if rng.random() < 0.5:
                yield judge_example(title, given, sentence, true=True)
                continue
            apart = [text for index, text in enumerate(body) if index not in found]
            unlike = [text for text in apart if group(sentence, [text], title) is None]
            if rng.random() < _UNGROUNDED and unlike:
                yield judge_example(title, [rng.choice(unlike)], sentence, true=False)
                continue
            wrong = falsified(sentence, [title, *body], unlike, rng)
            if wrong is not None:
                yield judge_example(title, given, wrong, true=False)


def judged_claims(claims: Sequence[Claim], rng: random.Random) -> Iterator[Example]:
    """The fact-checked sentences with the evidence that they are nearest to."""
    for claim in rng.sample(list(claims), len(claims)):
        body, title = claim.article.texts, claim.article.title.source
        found = group(claim.text, body, title)
        if found is not None:
            yield judge_example(title, [body[index] for index in found], claim.text, true=claim.true)


def _sentences(text: str) -> list[str]:
    clean = clean_quotes(" ".join(text.split()))
    return [clean[start:end] for start, end in split(clean)]
