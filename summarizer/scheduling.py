"""Schedules the tasks of many documents over one queue of requests for each model."""

import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from summarizer.document import Document
from summarizer.engine.interface import Completion, Engine, Request
from summarizer.errors import EngineError, SummarizerError
from summarizer.report import (
    TASKS,
    Abstractive,
    Extractive,
    Finding,
    Report,
    Signature,
    TaskName,
    Translation,
)
from summarizer.tasks import Steps

# Documents are started while fewer requests than this are open: enough that a batch stays full while some
# documents wait for their last answers, and few enough that memory does not grow with their number.
OPEN_REQUESTS = 384
OPEN_DOCUMENTS = 256


@dataclass(frozen=True, slots=True)
class PartReady:
    """One part of a document's report is ready; the findings are of this part and have no ids yet."""

    document: Document
    task: TaskName
    part: Extractive | Abstractive | Translation
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """A document's report is complete; `tokens` were generated for it, repairs included."""

    document: Document
    report: Report
    tokens: int


@dataclass(frozen=True, slots=True)
class Failed:
    """A document that could not be done; the others go on."""

    document: Document
    error: SummarizerError


Event = PartReady | Finished | Failed


class Plan(Protocol):
    """The tasks for each document and the engines that run them: see `summarizer.pipeline.Pipeline`."""

    @property
    def signature(self) -> Signature:
        """What makes the reports."""
        ...

    def engine(self, name: str) -> Engine:
        """The engine of a model."""
        ...

    def extractive(self, document: Document) -> Extractive | None:
        """The part that needs no model, if it is wanted."""
        ...

    def begin(self, document: Document) -> Iterator[tuple[TaskName, str, Steps[Any]]]:
        """The tasks that need a model."""
        ...


@dataclass
class _Task:
    """A running task."""

    name: TaskName
    model: str
    steps: Steps[Any]


@dataclass
class _Work:
    """A document whose tasks are running."""

    document: Document
    started: float
    tasks: list[_Task] = field(default_factory=list)
    parts: dict[TaskName, Any] = field(default_factory=dict)
    findings: dict[TaskName, tuple[Finding, ...]] = field(default_factory=dict)
    timings: dict[str, float] = field(default_factory=dict)
    tokens: int = 0


class Schedule:
    """One pass over a stream of documents."""

    def __init__(self, plan: Plan, documents: Iterable[Document | None]) -> None:
        self._plan = plan
        self._documents = iter(documents)
        self._left = True
        self._works: dict[int, _Work] = {}
        self._asked: dict[int, tuple[_Work, _Task, Request]] = {}  # what was not answered yet, by its id
        self._queues: dict[str, deque[Request]] = {}

    def events(self) -> Iterator[Event]:
        """The events of all documents; see `summarizer.pipeline.Pipeline.run`."""
        yield from self._begin()
        while self._works:
            for name in list(self._queues):
                yield from self._generate(name)

    def _generate(self, name: str) -> Iterator[Event]:
        """Run one model until its queue is empty, follow-up requests included."""
        engine, queue = self._plan.engine(name), self._queues[name]
        while queue:
            try:
                for completion in engine.generate(queue):
                    yield from self._answer(completion)
                    yield from self._begin()
            except EngineError as error:
                yield from self._fail(error)
                yield from self._begin()

    def _begin(self) -> Iterator[Event]:
        """Start documents while there is room for more requests."""
        while self._left and len(self._asked) < OPEN_REQUESTS and len(self._works) < OPEN_DOCUMENTS:
            try:
                document = next(self._documents)
            except StopIteration:
                self._left = False
                return
            if document is None:  # there is none yet
                return
            work = _Work(document, time.perf_counter())
            self._works[id(work)] = work
            yield from self._guarded(work, self._start(work))

    def _start(self, work: _Work) -> Iterator[Event]:
        if extractive := self._plan.extractive(work.document):
            yield self._part_ready(work, "extractive", extractive, ())
        work.tasks += [_Task(*begun) for begun in self._plan.begin(work.document)]
        for task in list(work.tasks):
            yield from self._advance(work, task, None)
        if not work.tasks:
            yield self._finish(work)

    def _guarded(self, work: _Work, events: Iterator[Event]) -> Iterator[Event]:
        """The events; an unexpected error of our own code fails this document alone."""
        try:
            yield from events
        except SummarizerError:
            raise
        except Exception as error:  # noqa: BLE001 - one odd article must not end a night's run
            self._drop([work])
            source, what = work.document.source, f"{type(error).__name__}: {error}"
            fault = SummarizerError(f"{source}: a fault of summarizer ({what}); please report it")
            yield Failed(work.document, fault)

    def _answer(self, completion: Completion) -> Iterator[Event]:
        found = self._asked.pop(completion.request.id, None)
        if found is None:
            return  # of a document that has failed meanwhile
        work, task, _ = found
        work.tokens += completion.completion_tokens
        yield from self._guarded(work, self._resume(work, task, completion))

    def _resume(self, work: _Work, task: _Task, completion: Completion) -> Iterator[Event]:
        yield from self._advance(work, task, completion)
        if not work.tasks:
            yield self._finish(work)

    def _advance(self, work: _Work, task: _Task, completion: Completion | None) -> Iterator[Event]:
        """Send a task a completion (none at first) and queue the requests that it yields."""
        try:
            requests = next(task.steps) if completion is None else task.steps.send(completion)
        except StopIteration as stop:
            part, findings = stop.value
            work.tasks.remove(task)
            yield self._part_ready(work, task.name, part, findings)
            return
        for request in requests:
            self._asked[request.id] = (work, task, request)
        queue = self._queues.setdefault(task.model, deque())
        if completion is None:
            queue.extend(requests)
        else:  # what was begun is finished before others are
            queue.extendleft(reversed(requests))

    def _part_ready(self, work: _Work, task: TaskName, part: Any, findings: tuple[Finding, ...]) -> PartReady:
        work.parts[task], work.findings[task] = part, findings
        work.timings[task] = round(time.perf_counter() - work.started, 3)
        return PartReady(work.document, task, part, findings)

    def _finish(self, work: _Work) -> Finished:
        del self._works[id(work)]
        work.timings["total"] = round(time.perf_counter() - work.started, 3)
        return Finished(work.document, _report(work, self._plan.signature), work.tokens)

    def _fail(self, error: EngineError) -> Iterator[Event]:
        """Fail the document whose request fails even alone, or all; requeue the requests of the others.

        A request that nobody waits for any more is one of a document that has failed meanwhile.
        """
        if error.request is None:
            lost = list(self._works.values())
        else:
            found = self._asked.get(error.request)
            lost = [found[0]] if found else []
        self._drop(lost)
        for work in lost:
            yield Failed(work.document, EngineError(f"{work.document.source}: {error}"))
        for model, queue in self._queues.items():
            queue.clear()
            queue.extend(request for _, task, request in self._asked.values() if task.model == model)

    def _drop(self, lost: list[_Work]) -> None:
        """Forget documents and their open requests."""
        gone = {id(work) for work in lost}
        self._works = {key: work for key, work in self._works.items() if key not in gone}
        self._asked = {key: found for key, found in self._asked.items() if id(found[0]) not in gone}


def _report(work: _Work, signature: Signature) -> Report:
    document = work.document
    findings = [*document.findings, *(one for task in TASKS for one in work.findings.get(task, ()))]
    return Report(
        document=document.part(),
        extractive=work.parts.get("extractive"),
        abstractive=work.parts.get("abstractive"),
        translation=work.parts.get("translation"),
        findings=tuple(
            finding.model_copy(update={"id": number}) for number, finding in enumerate(findings, start=1)
        ),
        timings=work.timings,
        signature=signature,
    )
