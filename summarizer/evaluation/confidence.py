"""How the mean log-probability of answers correlates with their quality: sets the floors of a check."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from summarizer.config import Settings
from summarizer.document import Document
from summarizer.engine.interface import Completion, Engine
from summarizer.errors import UsageError
from summarizer.evaluation.data import Article, document_of
from summarizer.evaluation.running import only
from summarizer.pipeline import Failed, Pipeline
from summarizer.progress import Progress, silent
from summarizer.report import Extractive, Signature, TaskName
from summarizer.scheduling import Finished, Schedule
from summarizer.tasks import Steps
from summarizer.tasks.candidates import joined
from summarizer.text.vectors import Vector

PERCENTILES = (1, 3, 5, 10, 25, 50, 75)


class _RecordingPlan:
    """A pipeline that notes the text and the mean log-probability of each document's first answer.

    A document that asks nothing, such as a line of asterisks, has none.
    """

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline
        self.answers: dict[int, tuple[str, float]] = {}

    @property
    def signature(self) -> Signature:
        return self._pipeline.signature

    def engine(self, name: str) -> Engine:
        return self._pipeline.engine(name)

    def extractive(self, document: Document) -> Extractive | None:
        return self._pipeline.extractive(document)

    def begin(self, document: Document) -> Iterator[tuple[TaskName, str, Steps[Any]]]:
        for task, model, steps in self._pipeline.begin(document):
            yield task, model, self._noted(document, steps)

    def _noted(self, document: Document, steps: Steps[Any]) -> Steps[Any]:
        completions: list[Completion] = []
        while True:
            try:
                requests = steps.send(completions[-1]) if completions else next(steps)
                completions.append((yield requests))
            except StopIteration as stop:
                made = [one for one in completions if one.request.answer is None]
                if made:
                    text, _, mean_logprob = joined(sorted(made, key=lambda one: one.request.id))
                    self.answers[id(document)] = text, mean_logprob
                return stop.value  # type: ignore[no-any-return]


def of_translations(
    pairs: Sequence[tuple[str, str]], settings: Settings, *, progress: Progress = silent
) -> dict[str, Any]:
    """The distribution over lines, with each line's chrF2 as its quality; raises SummarizerError."""
    from summarizer.evaluation.translation import metrics

    chrf = metrics()["chrf2"]
    documents = [document_of(None, [line], f"line {number}") for number, (line, _) in enumerate(pairs, 1)]
    signature, answers = _answers(documents, settings, "translation", progress)
    points = [
        (answer[1], float(chrf.sentence_score(answer[0], [reference]).score))
        for answer, (_, reference) in zip(answers, pairs, strict=True)
        if answer is not None
    ]
    return {"quality": "sentence chrf2", **distribution(points), "signature": signature}


def of_summaries(
    articles: Sequence[Article], settings: Settings, *, progress: Progress = silent
) -> dict[str, Any]:
    """The distribution over articles with a summary, its ROUGE-1 as the quality; raises SummarizerError."""
    from summarizer.evaluation.summary import scorer

    rouge = scorer()
    documents = [article.document for article in articles]
    signature, answers = _answers(documents, settings, "abstractive", progress)
    points = [
        (answer[1], 100 * float(rouge.score(article.reference, answer[0])["rouge1"].fmeasure))
        for answer, article in zip(answers, articles, strict=True)
        if answer is not None
    ]
    return {"quality": "rouge1", **distribution(points), "signature": signature}


def _answers(
    documents: Sequence[Document], settings: Settings, task: TaskName, progress: Progress
) -> tuple[str, list[tuple[str, float] | None]]:
    """The signature, and each document's first answer with its mean log-probability, unrepaired.

    Of a summary it is its first sentence.

    Raises:
        SummarizerError: the model could not be had, a document failed, or none gave anything to ask.
    """
    alone = only(settings, task)
    tasks = alone.tasks.model_copy(
        update={"repairs": 0, "candidates": 1, "read_back": False, "length": "short"}
    )
    plan = _RecordingPlan(Pipeline(alone.model_copy(update={"tasks": tasks}), progress=progress))
    done = 0
    for event in Schedule(plan, documents).events():
        if isinstance(event, Failed):
            raise event.error
        if isinstance(event, Finished):
            done += 1
            progress(f"{task} of {len(documents)} texts", done, len(documents))
    if not plan.answers:
        raise UsageError(f"{task}: the data hold nothing to ask of the model; give Vietnamese sentences")
    return plan.signature.string, [plan.answers.get(id(document)) for document in documents]


def distribution(points: Sequence[tuple[float, float]]) -> dict[str, Any]:
    """Percentiles of the mean log-probability, with the mean quality below and above each.

    `points` are pairs of mean log-probability and quality. `correlation` is Spearman's, None for fewer than
    three points or where one side is constant.
    """
    doubts, qualities = (np.array(side, dtype=float) for side in zip(*points, strict=True))
    rows = {}
    for percentile in PERCENTILES:
        floor = float(np.percentile(doubts, percentile))
        below = qualities[doubts < floor]
        rows[f"p{percentile}"] = {
            "floor": floor,
            "below": int(below.size),
            "quality_below": float(below.mean()) if below.size else None,
            "quality_above": float(qualities[doubts >= floor].mean()),
        }
    constant = len(points) < 3 or any(np.ptp(side) == 0 for side in (doubts, qualities))
    return {
        "texts": len(points),
        "correlation": None if constant else float(np.corrcoef(_ranks(doubts), _ranks(qualities))[0, 1]),
        "percentiles": rows,
    }


def _ranks(values: Vector) -> Vector:
    """Ranks of the values; equal values share their mean rank."""
    _, which, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks: Vector = (np.cumsum(counts) - (counts - 1) / 2)[which]
    return ranks
