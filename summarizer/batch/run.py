"""Runs a batch: feeds documents to the pipeline and hands what comes out to the output folder."""

import json
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath
from time import monotonic
from typing import TYPE_CHECKING, Protocol, cast

from summarizer.batch import files
from summarizer.batch.claims import Claims, outputs_at
from summarizer.batch.content import Stamp, load
from summarizer.batch.due import Due, Plan
from summarizer.batch.foreign import check_foreign
from summarizer.batch.inputs import Inputs
from summarizer.batch.lock import only_run
from summarizer.batch.manifest import Entry, Manifest
from summarizer.batch.output_paths import check_formats
from summarizer.batch.owners import Owners
from summarizer.batch.placing import Placing
from summarizer.batch.results import Results, failed, reason
from summarizer.batch.tally import Tally, keep_rate
from summarizer.config import Settings
from summarizer.document import Document
from summarizer.errors import InputError, SummarizerError
from summarizer.report import Signature

if TYPE_CHECKING:
    from summarizer.pipeline import Event


class Runner(Protocol):
    """What a batch needs of `summarizer.pipeline.Pipeline`."""

    @property
    def signature(self) -> Signature:
        """What makes the reports."""
        ...

    def run(self, documents: Iterable[Document]) -> Iterator["Event"]:
        """What becomes of the documents, in any order."""
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
    `asked` the interrupt goes through. While a line is `writing`, which must not be left half, `asked` alone
    ends the run after it.
    """

    asked: bool = False
    writing: bool = False


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
    inputs among the results, and for a folder whose files are not a batch's; `SummarizerError` where another
    run holds the folder or the folder takes no more. A document that fails is counted, never raised.
    """
    plan = plan or Plan()
    check_formats(settings.output.formats)
    inputs.check()
    check_foreign(folder, inputs, settings.output.formats, force=plan.force)
    with only_run(folder):
        files.clear_parts(folder)
        try:
            manifest = Manifest.open(folder)
        except OSError as error:
            raise files.refused(folder, error) from error
        try:
            for number in manifest.damaged:
                watch.note(f"{manifest.path}: line {number} was damaged; its document is done again")
            made_by = signature(settings, pipeline)
            tally = _Batch(
                settings=settings,
                inputs=inputs,
                pipeline=pipeline,
                due=Due(folder, manifest, made_by, settings.output.formats, plan),
                claims=Claims(folder, manifest, force=plan.force),
                owners=Owners(manifest),
                manifest=manifest,
                watch=watch,
                stop=stop or Stop(),
            ).run()
            _conclude(folder, manifest, tally, made_by)
        finally:
            manifest.close()
    for line in inputs.left_out():
        watch.note(line)
    return tally


def signature(settings: Settings, pipeline: Runner) -> str:
    """The pipeline's signature, a hash of how the input is read, and whether results explain themselves."""
    reading = settings.input.model_dump(mode="json", include={"encoding"})
    digest = sha256(json.dumps(reading, sort_keys=True).encode()).hexdigest()[:8]
    return f"{pipeline.signature.string}|input:{digest}{'|explain' if settings.output.explain else ''}"


def documents_from(events: Iterator["Event"]) -> "closing[Generator[Event, None, None]]":
    """The pipeline's events, which are to be closed where a run ends early."""
    return closing(cast("Generator[Event, None, None]", events))


def _conclude(folder: Path, manifest: Manifest, tally: Tally, made_by: str) -> None:
    """One line a document, the front page, and the measured rate for the next estimate."""
    from summarizer.batch.front import write_front

    try:
        manifest.compact()
        keep_rate(folder, tally, made_by)
    except OSError as error:
        raise files.refused(folder, error) from error
    write_front(folder, manifest)


@dataclass
class _Flight:
    """A document inside the pipeline."""

    entry: Entry
    place: PurePosixPath
    stamp: Stamp | None
    since: float = field(default_factory=monotonic)


@dataclass
class _Batch:
    settings: Settings
    inputs: Inputs
    pipeline: Runner
    due: Due
    claims: Claims
    owners: Owners
    manifest: Manifest
    watch: Watch
    stop: Stop

    def __post_init__(self) -> None:
        self._tally = Tally()
        self.watch.begin(self._tally)
        self._begun = 0
        self._failure = False  # known here at once; the tally hears of it when the manifest has it
        self._past: list[str] = []
        self._flights: dict[str, _Flight] = {}
        self._results = Results(
            self.due.folder,
            self.manifest,
            self.claims,
            self.due.formats,
            self._told,
            owners=self.owners,
            explain=self.settings.output.explain,
        )

    def run(self) -> Tally:
        try:
            self._work()
            self._results.drain()
            self.manifest.forget(() if self._ending else self._past)
        except KeyboardInterrupt:
            if not self.stop.asked:
                raise
            self.watch.note("interrupted: what is complete is kept; Ctrl-C again ends at once")
            self._results.drain()
        except files.OutputError:
            raise  # what waits for the disk would meet the same
        except SummarizerError:
            self._keep()
            raise
        finally:
            self._results.close()
            self._tally.stopped = monotonic()
        self._tally.interrupted = self.stop.asked
        return self._tally

    def _keep(self) -> None:
        """Write what is complete though the run fails for another reason, which is told after this."""
        try:
            self._results.drain()
        except SummarizerError as error:
            self.watch.note(reason(error))

    @property
    def _ending(self) -> bool:
        failure = self._failure or self._tally.failed > 0
        return self.stop.asked or (failure and self.settings.execution.fail_fast)

    def _work(self) -> None:
        from summarizer.pipeline import Failed, Finished

        with documents_from(self.pipeline.run(self._documents())) as events:
            for event in events:
                match event:
                    case Finished(document, report, tokens):
                        flight = self._landed(document)
                        entry = flight.entry.model_copy(update={"tokens": tokens})
                        self._results.write(entry, flight.place, report, flight.stamp)
                    case Failed(document, error):
                        self._fail(self._landed(document).entry, error)
                if self._ending:
                    return

    def _documents(self) -> Iterator[Document]:
        """The documents that are due, read when the pipeline asks for them.

        A failure of which a whole pass finds nothing is of the past: its line goes.
        """
        most = self.settings.execution.max_documents
        placing = Placing(self.manifest, self.owners)
        failures = {entry.id: entry.source for entry in self.manifest if entry.status == "failed"}
        for found in self.inputs:
            if self._ending or (most is not None and self._begun >= most):
                return
            item, place = placing.give(found)
            failures.pop(item.id, None)
            if self.due.passed_over(item):
                self._tally.pass_over(self.manifest.get(item.id))
                continue
            entry = Entry(id=item.id, source=item.source, status="failed", signature=self.due.signature)
            try:
                content = load(item, self.settings.input)
                entry = entry.model_copy(update={"input_sha256": content.sha256})
                if not self.due(item.id, content.sha256, place):
                    self._tally.pass_over(self.manifest.get(item.id))
                    continue
                document = content.document(self.settings.input)
                self.claims.check(outputs_at(place, self.due.formats))
            except InputError as error:
                self._begun += 1
                self._fail(entry, error)
                continue
            self._begun += 1
            self._flights[document.source] = _Flight(entry, place, content.stamp)
            yield document
        self._past = [name for name, source in failures.items() if self.inputs.walk.outdates(source)]

    def _fail(self, entry: Entry, error: SummarizerError) -> None:
        self._failure = True
        self._results.fail(failed(entry, reason(error)))

    def _landed(self, document: Document) -> _Flight:
        flight = self._flights.pop(document.source)
        seconds = round(monotonic() - flight.since, 3)
        return _Flight(flight.entry.model_copy(update={"seconds": seconds}), flight.place, flight.stamp)

    def _told(self, entry: Entry) -> None:
        self._tally.add(entry)
        self.watch.entry(entry)
