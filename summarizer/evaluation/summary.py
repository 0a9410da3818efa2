"""The quality of summaries, ours beside the baselines on the same articles and at the same length."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from summarizer.config import Settings
from summarizer.errors import UsageError
from summarizer.evaluation import baselines
from summarizer.evaluation.data import Article, document_of
from summarizer.progress import Progress, silent
from summarizer.tasks.evidence import SUPPORTED, Evidence, names, numbers
from summarizer.text.vectors import words

Row = dict[str, float]
TOKENIZER = "vi-syllables-nfc-lower-nopunct"
RESAMPLES = 1000


class _Syllables:
    """Our tokenizer for rouge-score, whose own deletes all but a-z and 0-9."""

    def tokenize(self, text: str) -> list[str]:
        return words(text)


def evaluate(
    articles: Sequence[Article], settings: Settings, task: str, *, seed: int = 0, progress: Progress = silent
) -> dict[str, Any]:
    """Scores of each system, all 0 to 100 but `words`, and ours against Lead-3 by paired bootstrap.

    As many sentences are chosen as were labelled, else as the settings say. For ROUGE every other system
    but the oracle chooses more until it has the words of ours, and is cut there.
    """
    try:
        from rouge_score.rouge_scorer import RougeScorer
    except ImportError as error:
        raise UsageError("rouge-score is missing: pip install 'vi-news-summarizer[evaluate]'") from error
    rouge = RougeScorer(["rouge1", "rouge2", "rougeL"], tokenizer=_Syllables())
    others = {
        "lead3": baselines.lead,
        "random": baselines.by_chance(seed),
        **baselines.sumy(),
        "oracle": baselines.oracle,
    }
    texts, signature = _abstractive(articles, settings, progress) if task == "abstractive" else ([], "")
    rows: dict[str, list[Row]] = {name: [] for name in ("ours", *others)}
    for done, article in enumerate(articles, start=1):
        number = len(article.labels) if article.labels else settings.tasks.sentences
        chosen = baselines.ours(article, number)
        own = texts[done - 1] if texts else _chosen(article, chosen)
        budget = len(words(" ".join(own)))
        rows["ours"].append(_row(article, own, rouge) | ({} if texts else _labels(article, chosen)))
        for name, chooser in others.items():
            exact = chooser(article, number)
            cut = _chosen(article, exact) if name == "oracle" else _filled(article, chooser, number, budget)
            rows[name].append(_row(article, cut, rouge) | _labels(article, exact))
        progress("evaluating", done, len(articles))
    return {
        "task": task,
        "documents": len(articles),
        "signature": f"tok:{TOKENIZER}|budget:ours-words|seed:{seed}|{signature or 'model:none'}",
        "systems": {name: _means(of) for name, of in rows.items()},
        "bootstrap": _bootstrap(rows["ours"], rows["lead3"], seed),
    }


def _abstractive(
    articles: Sequence[Article], settings: Settings, progress: Progress
) -> tuple[list[list[str]], str]:
    from summarizer.pipeline import Finished, Pipeline

    tasks = settings.tasks.model_copy(update={"run": ("abstractive",)})
    pipeline = Pipeline(settings.model_copy(update={"tasks": tasks}), progress=progress)
    documents = [document_of(article.title, article.sentences, str(i)) for i, article in enumerate(articles)]
    texts: list[list[str]] = [[] for _ in articles]
    for event in pipeline.run(documents):
        if isinstance(event, Finished) and event.report.abstractive:
            sentences = event.report.abstractive.sentences
            texts[int(event.document.source)] = [sentence.text for sentence in sentences]
    return texts, pipeline.signature.string


def _chosen(article: Article, indexes: Sequence[int]) -> list[str]:
    return [article.sentences[index] for index in sorted(indexes)]


def _filled(article: Article, chooser: baselines.Chooser, number: int, budget: int) -> list[str]:
    """The chooser's sentences in article order, as many as fill the budget of words, cut to it."""
    while True:
        sentences = _chosen(article, chooser(article, number))
        if number >= len(article.sentences) or len(words(" ".join(sentences))) >= budget:
            return _cut(sentences, budget)
        number += 1


def _cut(sentences: Sequence[str], budget: int) -> list[str]:
    """The first `budget` words, in the sentences' order; the last sentence may end early."""
    cut: list[str] = []
    for sentence in sentences:
        length = len(words(sentence))
        if length > budget:
            return [*cut, " ".join(words(sentence)[:budget])]
        cut.append(sentence)
        budget -= length
    return cut


def _row(article: Article, sentences: Sequence[str], rouge: Any) -> Row:
    text = " ".join(sentences)
    body = " ".join([article.title or "", *article.sentences])
    own, known = words(text), set(words(body))
    pairs, source = list(pairwise(own)), set(pairwise(words(body)))
    evidence = Evidence(document_of(article.title, article.sentences, "article"))
    row = {
        "words": float(len(own)),
        "novel_bigrams": _percent(sum(pair not in source for pair in pairs), len(pairs)),
        "number_precision": _percent(len(numbers(text) & numbers(body)), len(numbers(text)), empty=100),
        "name_precision": _percent(len(names(text) & known), len(names(text)), empty=100),
        "support_rate": _percent(sum(evidence.score(s) >= SUPPORTED for s in sentences), len(sentences)),
    }
    if article.reference is not None:
        for name, score in rouge.score(article.reference, text).items():
            row[name.lower()] = 100 * score.fmeasure
    return row


def _labels(article: Article, chosen: Sequence[int]) -> Row:
    if not article.labels:
        return {}
    hits = len(article.labels.intersection(chosen))
    return {
        "label_precision": _percent(hits, len(chosen)),
        "label_recall": _percent(hits, len(article.labels)),
        "label_f1": _percent(2 * hits, len(chosen) + len(article.labels)),
    }


def _percent(part: float, whole: float, *, empty: float = 0) -> float:
    return 100 * part / whole if whole else empty


def _means(rows: Sequence[Row]) -> Row:
    keys = sorted({key for row in rows for key in row})
    return {key: float(np.mean([row[key] for row in rows if key in row])) for key in keys}


def _bootstrap(ours: Sequence[Row], other: Sequence[Row], seed: int) -> dict[str, dict[str, float]]:
    """Mean difference to Lead-3, its 95 % interval, and p: the share of resamples without a gain."""
    generator = np.random.default_rng(seed)
    result = {}
    for metric in ("rouge1", "rouge2", "rougel", "label_f1"):
        pairs = zip(ours, other, strict=True)
        gains = np.array([a[metric] - b[metric] for a, b in pairs if metric in a and metric in b])
        if not gains.size:
            continue
        means = gains[generator.integers(gains.size, size=(RESAMPLES, gains.size))].mean(axis=1)
        low, high = np.quantile(means, [0.025, 0.975])
        result[metric] = {
            "gain": float(gains.mean()),
            "low": float(low),
            "high": float(high),
            "p": float((means <= 0).mean()),
        }
    return result
