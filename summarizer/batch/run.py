"""Runs a batch: feeds the planned documents to the pipeline and hands on what comes out."""

import json
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Protocol, cast

from summarizer.batch.inputs.walk import Inputs
from summarizer.batch.output.entry import Entry, failed, reason
from summarizer.batch.output.folder import PRIVATE, OutputError, check_folder, clear_parts, only_run, refused
from summarizer.batch.output.index import write_index
from summarizer.batch.output.manifest import Manifest
from summarizer.batch.output.ownership import Ownership, check_first_run
from summarizer.batch.output.places import check_formats
from summarizer.batch.output.stream import Stream
from summarizer.batch.output.writer import Writer
from summarizer.batch.plan import Plan, Planned, Work
from summarizer.batch.tally import Tally, Workers, keep_rate
from summarizer.config import Settings
from summarizer.document import Document
from summarizer.errors import SummarizerError
from summarizer.report import Signature

if TYPE_CHECKING:
    from summarizer.pipeline import Event


class Runner(Protocol):
    """What a batch needs of `summarizer.pipeline.Pipeline`, or of the workers of a cluster in its place."""

    @property
    def signature(self) -> Signature:
        """What makes the reports."""
        ...

    def run(self, documents: Iterable[Document]) -> Iterator["Event | Workers"]:
        """What becomes of the documents, in any order, and how many workers there are if it has any."""
        ...


class Watch(Protocol):
    """Who is told how a run goes on."""

    def begin(self, tally: Tally) -> None:
        """The run begins; its `tally` goes on counting."""
        ...

    def entry(self, entry: Entry) -> None:
        """A document is done or has failed, and is counted; called on the writing thread."""
        ...

    def note(self, message: str) -> None:
        """Something that the user should know."""
        ...


@dataclass
class Stop:
    """A request to end early: nothing new is begun, what is complete is kept, the rest is dropped.

    Whoever sets `asked` and raises a KeyboardInterrupt into the run, wherever that is, ends it so; without
    `asked` the interrupt goes through.
    """

    asked: bool = False


def run_batch(
    settings: Settings,
    folder: Path,
    inputs: Inputs,
    pipeline: Runner,
    *,
    watch: Watch,
    plan: Plan | None = None,
    stop: Stop | None = None,
) -> Tally:
    """Bring the folder up to date with the inputs; gives the counts of this run.

    Raises `UsageError`, before anything is written, for formats that are no files, for missing inputs or
    inputs among the results, and for a folder whose files are not a batch's; `FolderError` for what can be no
    folder for results; `SummarizerError` where another run holds it or it takes no more. A document that
    fails is counted, never raised.
    """
    plan = plan or Plan()
    check_formats(settings.output.formats)
    inputs.check()
    check_folder(folder)
    check_folder(folder / PRIVATE)
    check_first_run(folder, inputs, settings.output.formats, force=plan.force)
    with only_run(folder):
        clear_parts(folder)
        try:
            manifest = Manifest.open(folder)
        except OSError as error:
            raise refused(folder, error) from error
        with closing(manifest):
            for number in manifest.damaged:
                watch.note(f"{manifest.path}: line {number} was damaged; its document is done again")
            made_by = signature(settings, pipeline)
            ownership = Ownership(folder, manifest, force=plan.force)
            planned = Planned(settings, inputs, made_by, plan, ownership)
            writer = Writer(manifest, ownership, settings.output, _told(planned.tally, watch))
            run = _Run(planned, pipeline, writer, watch, stop or Stop())
            run.run()
            if not run.ending:
                manifest.forget(planned.outdated())
            _conclude(manifest, planned)
    return _ended(planned, watch)


def stream_batch(
    settings: Settings,
    inputs: Inputs,
    pipeline: Runner,
    *,
    write: Callable[[str], None],
    watch: Watch,
    stop: Stop | None = None,
) -> Tally:
    """Give every report as one JSON line to `write`, as documents finish; gives the counts of the run.

    Nothing is kept, so that such a run cannot be resumed. Failed documents are told to `watch` and counted.
    Raises `UsageError` where there is nothing to read, or one title for all.
    """
    inputs.check()
    planned = Planned(settings, inputs)
    stream = Stream(write, _told(planned.tally, watch))
    _Run(planned, pipeline, stream, watch, stop or Stop()).run()
    return _ended(planned, watch)


def signature(settings: Settings, pipeline: Runner) -> str:
    """The pipeline's signature, a hash of how the input is read, and whether results explain themselves."""
    reading = settings.input.model_dump(mode="json", include={"encoding", "furniture"})
    digest = sha256(json.dumps(reading, sort_keys=True).encode()).hexdigest()[:8]
    return f"{pipeline.signature.string}|input:{digest}{'|explain' if settings.output.explain else ''}"


def _told(tally: Tally, watch: Watch) -> Callable[[Entry], None]:
    def told(entry: Entry) -> None:
        tally.add(entry)
        watch.entry(entry)

    return told


def _conclude(manifest: Manifest, planned: Planned) -> None:
    """One line a document, the measured rate for the next estimate, and the index."""
    folder = manifest.path.parent
    try:
        manifest.compact()
        keep_rate(folder, planned.tally, planned.signature)
    except OSError as error:
        raise refused(folder, error) from error
    write_index(folder, manifest)


def _ended(planned: Planned, watch: Watch) -> Tally:
    for line in planned.inputs.left_out():
        watch.note(line)
    return planned.tally


@dataclass
class _Run:
    """The way of the planned documents through the pipeline to where they go."""

    planned: Planned
    pipeline: Runner
    sink: Writer | Stream
    watch: Watch
    stop: Stop

    def __post_init__(self) -> None:
        self._tally = self.planned.tally
        self._failure = False  # known here at once; the tally hears of it when the manifest has it
        self._flights: dict[str, tuple[Work, float]] = {}  # inside the pipeline, by source, with their start

    def run(self) -> None:
        self.watch.begin(self._tally)
        try:
            self._pass()
            self.sink.drain()
        except KeyboardInterrupt:
            if not self.stop.asked:
                raise
            if self.planned.ownership:
                self.watch.note("interrupted: what is complete is kept; Ctrl-C again ends at once")
            self.sink.drain()
        except OutputError:
            raise  # what waits for the disk would meet the same
        except SummarizerError:
            self._keep()
            raise
        finally:
            self.sink.close()
            self._tally.stopped = monotonic()
        self._tally.interrupted = self.stop.asked

    @property
    def ending(self) -> bool:
        failure = self._failure or self._tally.failed > 0
        return self.stop.asked or (failure and self.planned.settings.execution.fail_fast)

    def _keep(self) -> None:
        """Write what is complete though the run fails for another reason, which is told after this."""
        try:
            self.sink.drain()
        except SummarizerError as error:
            self.watch.note(reason(error))

    def _pass(self) -> None:
        from summarizer.pipeline import Failed, Finished

        events = cast("Generator[Event | Workers, None, None]", self.pipeline.run(self._documents()))
        with closing(events):  # also where the run ends early
            for event in events:
                match event:
                    case Finished(document, report, tokens):
                        work, entry = self._landed(document)
                        entry = entry.model_copy(update={"tokens": tokens})
                        self.sink.write(entry, work.place, report, work.stamp)
                    case Failed(document, error):
                        self._fail(self._landed(document)[1], error)
                    case Workers() as workers:
                        self._tally.workers = workers
                if self.ending:
                    return

    def _documents(self) -> Iterator[Document]:
        for work in self.planned.work(lambda: self.ending):
            if work.error is not None:
                self._fail(work.entry, work.error)
            if work.document is not None:
                self._flights[work.document.source] = (work, monotonic())
                yield work.document

    def _fail(self, entry: Entry, error: SummarizerError) -> None:
        self._failure = True
        self.sink.fail(failed(entry, reason(error)))

    def _landed(self, document: Document) -> tuple[Work, Entry]:
        work, since = self._flights.pop(document.source)
        return work, work.entry.model_copy(update={"seconds": round(monotonic() - since, 3)})
