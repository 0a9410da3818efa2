"""Runs one task on many documents in one stream, so that batches are full."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter

from summarizer.config import Settings
from summarizer.document import Document
from summarizer.engine.interface import work_of
from summarizer.pipeline import Failed, Finished, Pipeline
from summarizer.progress import Progress, silent
from summarizer.report import Report, TaskName


@dataclass(frozen=True, slots=True)
class Ran:
    """The reports in document order, and the speed of the run without loading.

    `answers_per_step` is how many answers grew side by side on average, each beam one: whether batches were
    full.
    """

    reports: tuple[Report, ...]
    tokens_per_second: float
    answers_per_step: float | None
    signature: str


def only(settings: Settings, task: TaskName) -> Settings:
    """The settings, for one task alone."""
    return settings.model_copy(update={"tasks": settings.tasks.model_copy(update={"run": (task,)})})


def run(
    documents: Sequence[Document], settings: Settings, task: TaskName, *, progress: Progress = silent
) -> Ran:
    """One task of every document.

    Raises:
        SummarizerError: the model could not be had, or a document failed.
    """
    pipeline = Pipeline(only(settings, task), progress=progress)
    if task != "extractive":
        pipeline.engine(settings.models.of(task))  # before the clock starts
    places = {id(document): index for index, document in enumerate(documents)}
    reports: dict[int, Report] = {}
    tokens, start = 0, perf_counter()
    for event in pipeline.run(documents):
        if isinstance(event, Failed):
            raise event.error
        if isinstance(event, Finished):
            reports[places[id(event.document)]] = event.report
            tokens += event.tokens
            progress(f"{task} of {len(documents)} texts", len(reports), len(documents))
    seconds = perf_counter() - start
    did = work_of(pipeline.engines.values())
    return Ran(
        tuple(reports[index] for index in range(len(documents))),
        tokens / seconds,
        did.answers_per_step or None,
        pipeline.signature.string,
    )
