"""The quality of summaries, ours beside the baselines on the same articles and at the same length."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import pairwise
from typing import Any, Literal

import numpy as np

from summarizer.checks.analysed import Source, Summary
from summarizer.checks.cut import check_summary as check_cut
from summarizer.config import Settings
from summarizer.errors import UsageError
from summarizer.evaluation import baselines, facts
from summarizer.evaluation.data import Article
from summarizer.evaluation.facts import Ratio
from summarizer.progress import Progress, silent
from summarizer.report import Finding
from summarizer.tasks.evidence import SUPPORTED, Evidence
from summarizer.text.vectors import words

Task = Literal["extractive", "abstractive"]
TOKENIZER = "vi-syllables-nfc-lower-nopunct"
RESAMPLES = 1000


class _Syllables:
    """Our tokenizer for rouge-score, whose own deletes all but a-z and 0-9."""

    def tokenize(self, text: str) -> list[str]:
        return words(text)


@dataclass(frozen=True, slots=True)
class Made:
    """Our summaries of the articles; `chosen` are the sentences' indexes, best first, if they were chosen."""

    texts: tuple[tuple[str, ...], ...]
    chosen: tuple[tuple[int, ...], ...] | None
    findings: tuple[tuple[Finding, ...], ...] | None
    tokens_per_second: float | None
    signature: str


@dataclass(frozen=True, slots=True)
class _Row:
    """One system's figures on one article: some are averaged, some counted."""

    scores: Mapping[str, float]
    counts: Mapping[str, Ratio]


def evaluate(
    articles: Sequence[Article],
    settings: Settings | tuple[Settings, Settings],
    task: Task,
    *,
    seed: int = 0,
    progress: Progress = silent,
) -> dict[str, Any]:
    """Scores of each system, all 0 to 100 but `words`, and a paired bootstrap.

    Our extractive summary has as many sentences as were labelled, else as the settings say. For ROUGE every
    other system but the oracle chooses more until it has the words of ours, and is cut there. Two settings
    make two systems, A and B, in place of `ours`; the others then have the words of A. `gains` are those of
    ours over each other system, or of B over A; `bootstrap` is the first of them, which is over Lead-3.

    Raises:
        SummarizerError: rouge-score or sumy is missing, or the model could not be had, or failed.
    """
    rouge = scorer()
    others: dict[str, baselines.Chooser] = {
        "lead3": baselines.lead,
        "random": baselines.random_choice(seed),
        **baselines.sumy(),
        "oracle": baselines.oracle,
    }
    variants = (
        {"ours": settings} if isinstance(settings, Settings) else dict(zip("AB", settings, strict=True))
    )
    made = {name: make(articles, variant, task, progress=progress) for name, variant in variants.items()}
    first = next(iter(made.values()))
    sentences = next(iter(variants.values())).tasks.sentences
    rows: dict[str, list[_Row]] = {name: [] for name in (*made, *others)}
    for index, article in enumerate(articles):
        evidence = Evidence(article.document)
        for name, by in made.items():
            rows[name].append(_own(article, by, index, rouge, evidence))
        number = len(article.labels) if article.labels else sentences
        budget = len(words(" ".join(first.texts[index])))
        for name, chooser in others.items():
            exact = chooser(article, number)
            cut = _chosen(article, exact) if name == "oracle" else _filled(article, chooser, number, budget)
            rows[name].append(_row(article, cut, rouge, evidence, _labels(article, exact)))
        progress("scoring", index + 1, len(articles))
    of = next(reversed(made))
    against = ["A"] if len(made) > 1 else [name for name in others if name != "oracle"]
    gains = {name: _bootstrap(rows[of], rows[name], seed) for name in against}
    signature = f"rouge-score:{version('rouge-score')}|tok:{TOKENIZER}|f1|budget:words-of-{next(iter(made))}"
    return {
        "task": task,
        "documents": len(articles),
        "systems": {name: _figures(rows_of) for name, rows_of in rows.items()},
        "bootstrap": {"of": of, "against": against[0], **gains[against[0]]},
        "gains": gains,
        **({"tokens_per_second": first.tokens_per_second} if task == "abstractive" else {}),
        "signatures": {"rouge": signature, "bootstrap": f"paired|resamples:{RESAMPLES}|seed:{seed}"},
        "signature": first.signature if len(made) == 1 else {name: by.signature for name, by in made.items()},
    }


def scorer() -> Any:
    """rouge-score's scorer over our tokenizer; raises UsageError where it is not installed."""
    try:
        from rouge_score.rouge_scorer import RougeScorer
    except ImportError as error:
        raise UsageError("rouge-score is missing: pip install 'vi-news-summarizer[evaluate]'") from error
    return RougeScorer(["rouge1", "rouge2", "rougeL"], tokenizer=_Syllables())


def make(articles: Sequence[Article], settings: Settings, task: Task, *, progress: Progress = silent) -> Made:
    """Our summaries of the articles.

    Raises:
        SummarizerError: the model could not be had, or failed.
    """
    if task == "abstractive":
        return _abstractive(articles, settings, progress)
    from summarizer.evaluation.running import only
    from summarizer.pipeline import Pipeline

    chosen = tuple(
        tuple(baselines.ours(article, len(article.labels or ()) or settings.tasks.sentences))
        for article in articles
    )
    return Made(
        texts=tuple(tuple(_chosen(*pair)) for pair in zip(articles, chosen, strict=True)),
        chosen=chosen,
        findings=None,
        tokens_per_second=None,
        signature=Pipeline(only(settings, "extractive")).signature.string,
    )


def _abstractive(articles: Sequence[Article], settings: Settings, progress: Progress) -> Made:
    from summarizer.evaluation.running import run

    ran = run([article.document for article in articles], settings, "abstractive", progress=progress)
    parts = [report.abstractive for report in ran.reports]
    return Made(
        texts=tuple(tuple(one.text for one in part.sentences) if part else () for part in parts),
        chosen=None,
        findings=tuple(report.findings for report in ran.reports),
        tokens_per_second=ran.tokens_per_second,
        signature=ran.signature,
    )


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
    """The first `budget` words, in the sentences' order and as written; the last sentence may end early."""
    cut: list[str] = []
    for sentence in sentences:
        kept = []
        for piece in sentence.split():
            found = words(piece)
            if len(found) > budget:
                kept += found[:budget]
                budget = 0
                break
            kept.append(piece)
            budget -= len(found)
        if kept:
            cut.append(" ".join(kept))
        if budget == 0:
            break
    return cut


def _own(article: Article, made: Made, index: int, rouge: Any, evidence: Evidence) -> _Row:
    """Ours: with the labels where sentences were chosen, with the findings where they were written."""
    texts = made.texts[index]
    scores = _labels(article, made.chosen[index]) if made.chosen else {}
    if made.findings is not None:
        severities = {finding.severity for finding in made.findings[index]}
        cut_off = any(check_cut(Source.of(article.document), Summary(tuple(texts), maximum=len(texts))))
        scores |= {
            "ended": 100.0 * (bool(texts) and not cut_off),
            "findings_rate": 100.0 * bool(severities & {"error", "warning"}),
            "error_rate": 100.0 * ("error" in severities),
        }
    return _row(article, texts, rouge, evidence, scores)


def _row(
    article: Article, sentences: Sequence[str], rouge: Any, evidence: Evidence, more: Mapping[str, float]
) -> _Row:
    text = " ".join(sentences)
    own = words(text)
    pairs, source = list(pairwise(own)), set(pairwise(words(article.document.text)))
    scores = {}
    if article.reference is not None:
        found = rouge.score(article.reference, text)
        scores = {name.lower(): 100 * score.fmeasure for name, score in found.items()}
    counts = {
        "novel_bigrams": Ratio(sum(pair not in source for pair in pairs), len(pairs)),
        "number_precision": facts.summary_number_ratio(article.document, sentences),
        "name_precision": facts.summary_name_ratio(article.document, sentences),
        "support_rate": Ratio(sum(evidence.score(one) >= SUPPORTED for one in sentences), len(sentences)),
    }
    return _Row({**scores, **more, "words": float(len(own))}, counts)


def _labels(article: Article, chosen: Sequence[int]) -> dict[str, float]:
    if not article.labels:
        return {}
    hits = len(article.labels.intersection(chosen))
    return {
        "label_precision": 100 * hits / max(1, len(chosen)),
        "label_recall": 100 * hits / len(article.labels),
        "label_f1": 200 * hits / (len(chosen) + len(article.labels)),
    }


def _figures(rows: Sequence[_Row]) -> dict[str, float | None]:
    """Means over the articles; shares over all words, numbers, names or sentences, None of nothing."""
    keys = dict.fromkeys(key for row in rows for key in row.scores)
    means = {key: float(np.mean([row.scores[key] for row in rows if key in row.scores])) for key in keys}
    return means | {key: sum((row.counts[key] for row in rows), Ratio()).percent for key in rows[0].counts}


def _bootstrap(ours: Sequence[_Row], other: Sequence[_Row], seed: int) -> dict[str, dict[str, float]]:
    """The mean gain over the other, its 95 % interval, and p: the share of resamples without a gain."""
    generator = np.random.default_rng(seed)
    result = {}
    for metric in ("rouge1", "rouge2", "rougel", "label_f1"):
        pairs = ((a.scores, b.scores) for a, b in zip(ours, other, strict=True))
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
