"""Measures how fast a pipeline works: documents, tokens, memory, and how full its batches are."""

import sys
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import cycle, islice

from summarizer.config import Settings
from summarizer.document import Document
from summarizer.engine.interface import (
    Completion,
    Decoding,
    Engine,
    EngineInfo,
    Request,
    Statistics,
    work_of,
)
from summarizer.pipeline import Failed, Finished, Loader, Pipeline
from summarizer.progress import Progress, silent

_SAMPLES = (0.25, 0.5, 0.75)  # of the sentences by length: the full batches that a run is held against


@dataclass(frozen=True)
class Run:
    """One pass over documents: `work` inside the models, `seconds` by the clock."""

    documents: int
    failed: int
    seconds: float
    work: Statistics

    @property
    def documents_per_minute(self) -> float:
        """Finished documents a minute."""
        return _ratio(60 * self.documents, self.seconds)

    @property
    def share_in_model(self) -> float:
        """The share of the time that was spent inside the model."""
        return _ratio(self.work.seconds, self.seconds)


@dataclass(frozen=True)
class Result:
    """What `bench` found; rates and shares follow from it.

    `loading` are seconds until the models were ready, `peak_memory` bytes of the whole process at the end
    of the run, where the system tells. `full_batch` is the decoding of full batches of the same articles'
    sentences.
    """

    models: tuple[EngineInfo, ...]
    loading: float
    run: Run
    peak_memory: int | None
    full_batch: Statistics
    one_by_one: Run | None

    @property
    def fullness(self) -> float | None:
        """Decode rate of the run, divided by the decode rate of full batches."""
        rate = self.full_batch.decode_rate
        return self.run.work.decode_rate / rate if rate else None

    @property
    def speed_up(self) -> float | None:
        """Documents a minute of the run, divided by those of the loop one by one."""
        if self.one_by_one is None or not self.one_by_one.documents_per_minute:
            return None
        return self.run.documents_per_minute / self.one_by_one.documents_per_minute


def bench(
    settings: Settings,
    documents: Callable[[], Iterable[Document]],
    *,
    one_by_one: bool = False,
    load: Loader | None = None,
    progress: Progress = silent,
) -> Result:
    """Run the documents that `documents` gives, each time the same, through a fresh pipeline.

    Afterwards full batches of their sentences, and, where asked for, the documents again one at a time.

    Raises:
        SummarizerError: a model, prompt or glossary could not be had.
    """
    started = time.perf_counter()
    recorders: list[_Recorder] = []

    def recorded(name: str, settings: Settings, *, progress: Progress) -> Engine:
        recorders.append(_Recorder((load or _loader())(name, settings, progress=progress)))
        return recorders[-1]

    pipeline = Pipeline(settings, load=recorded, progress=progress)
    for task in settings.tasks.run:
        if task != "extractive":
            pipeline.engine(settings.models.of(task))
    loading = time.perf_counter() - started
    run = _run(pipeline, documents)
    peak = peak_memory()
    budget = settings.execution.batch_tokens
    return Result(
        models=tuple(recorder.info for recorder in recorders),
        loading=loading,
        run=run,
        peak_memory=peak,
        full_batch=sum((_measure_full_batches(one, budget) for one in recorders), start=Statistics()),
        one_by_one=_one_by_one(pipeline, documents) if one_by_one else None,
    )


def peak_memory() -> int | None:
    """The most bytes that this process has held in memory so far; None where the system does not tell."""
    try:
        import resource
    except ImportError:  # on Windows
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


class _Recorder:
    """Wraps an engine and records the completions from which full batches can be made.

    These are all but sampled ones, those that must not repeat a phrase, and the weighing of given answers.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.info = engine.info
        self.statistics = engine.statistics
        self.asked: list[Completion] = []

    def count_tokens(self, text: str) -> int:
        return self._engine.count_tokens(text)

    def generate(self, pending: "deque[Request]") -> Iterator[Completion]:
        for completion in self._engine.generate(pending):
            decoding, given = completion.request.decoding, completion.request.answer
            if not decoding.temperature and not decoding.no_repeat_ngram and given is None:
                self.asked.append(completion)
            yield completion


def _loader() -> Loader:
    from summarizer.models.loader import load_engine

    return load_engine


def _run(pipeline: Pipeline, documents: Callable[[], Iterable[Document]]) -> Run:
    before, started = work_of(pipeline.engines.values()), time.perf_counter()
    fates = Counter(type(event) for event in pipeline.run(documents()))
    seconds = time.perf_counter() - started
    return Run(fates[Finished], fates[Failed], seconds, work_of(pipeline.engines.values()) - before)


def _one_by_one(pipeline: Pipeline, documents: Callable[[], Iterable[Document]]) -> Run:
    """Run the documents in a loop, each after the one before."""
    total = Run(0, 0, 0.0, Statistics())
    for document in documents():
        one = _run(pipeline, lambda document=document: [document])  # type: ignore[misc]
        total = Run(
            total.documents + one.documents,
            total.failed + one.failed,
            total.seconds + one.seconds,
            total.work + one.work,
        )
    return total


def _measure_full_batches(engine: _Recorder, budget: int) -> Statistics:
    """Run full batches of short, medium and long sentences, each until its shortest answer would end.

    They are searched with as many beams as in the run, so every answer is at work from the first step to the
    last. Where there are too few sentences they come again.
    """
    asked = sorted(engine.asked, key=lambda one: one.prompt_tokens)
    before = work_of([engine])
    for share in _SAMPLES if asked else ():
        middle = int(share * (len(asked) - 1))
        beams = asked[middle].request.decoding.beams
        size = max(
            1, min(engine.info.max_answers // beams, budget // ((1 + beams) * asked[middle].prompt_tokens))
        )
        first = max(0, min(middle - size // 2, len(asked) - size))
        alike = asked[first : first + size]
        decoding = Decoding(min(one.completion_tokens for one in alike), beams=beams)
        batch = deque(Request(one.request.prompt, decoding) for one in islice(cycle(alike), size))
        for _ in engine.generate(batch):
            pass
    return work_of([engine]) - before


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
