"""A worker of a cluster: a process that holds one pipeline, and makes the reports of documents."""

import asyncio
import platform
from collections.abc import Iterator
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from threading import Thread

from summarizer.batch.cluster.interface import About, Made, NotMade, Outcome
from summarizer.config import Settings
from summarizer.document import Document
from summarizer.errors import SummarizerError, first_line
from summarizer.pipeline import Failed, Finished, Loader, Pipeline
from summarizer.version import __version__


class Worker:
    """Runs one pipeline on a thread of its own, which takes up documents as long as there are any.

    So the model's batch stays full, as that of a local run does, whatever the order in which documents come
    and are done.
    """

    def __init__(self, settings: Settings, load: Loader | None = None) -> None:
        self._waiting: SimpleQueue[tuple[Document, Future[Outcome]]] = SimpleQueue()
        self._at_work: dict[str, Future[Outcome]] = {}  # by the document's source
        self._pipeline: Pipeline | None = None
        self._error: SummarizerError | None = None
        try:
            self._pipeline = Pipeline(settings, load=load)
        except SummarizerError as error:  # such as a folder of prompts that this node lacks
            self._error = error
        else:
            Thread(target=self._work, args=(self._pipeline,), name="pipeline", daemon=True).start()

    def about(self) -> About:
        """Who this is; no model is loaded for it."""
        signature = None
        if self._pipeline is not None:
            try:
                signature = self._pipeline.signature
            except SummarizerError as error:
                self._error = error
        return About(platform.node(), __version__, signature, self._error)

    async def report(self, document: Document) -> Outcome:
        """What becomes of a document; many may be asked for at once.

        Raises:
            SummarizerError: a fault of the program ended the work on this document or another beside it.
        """
        future: Future[Outcome] = Future()
        self._waiting.put((document, future))
        return await asyncio.wrap_future(future)

    def _work(self, pipeline: Pipeline) -> None:
        while True:
            try:
                for event in pipeline.run(self._documents()):
                    match event:
                        case Finished(document, report, tokens):
                            self._land(document, Made(report, tokens))
                        case Failed(document, error):
                            self._land(document, NotMade(error))
            except SummarizerError as error:  # nothing can be done here
                while self._at_work:
                    self._at_work.popitem()[1].set_result(NotMade(error, fatal=True))
            except Exception as error:  # noqa: BLE001 - one odd article must not end a night's run
                what = (
                    f"a fault of summarizer ({type(error).__name__}: {first_line(error)}); please report it"
                )
                # As if the process were lost, so that the article that did it is found.
                while self._at_work:
                    self._at_work.popitem()[1].set_exception(SummarizerError(what))

    def _documents(self) -> Iterator[Document | None]:
        """The documents as they come; None where there is none yet, and others are at work."""
        while True:
            try:
                document, future = self._waiting.get(block=not self._at_work)
            except Empty:
                yield None
            else:
                self._at_work[document.source] = future
                yield document

    def _land(self, document: Document, outcome: Outcome) -> None:
        self._at_work.pop(document.source).set_result(outcome)
