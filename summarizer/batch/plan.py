"""Decides what a run has to do: which documents it takes up, and for a dry run how much that is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from summarizer import whole_files
from summarizer.batch.inputs.article import Content, Item, Stamp, load
from summarizer.batch.inputs.patterns import Sources
from summarizer.batch.inputs.walk import Inputs
from summarizer.batch.output.entry import Entry, reason
from summarizer.batch.output.folder import PRIVATE, check_folder
from summarizer.batch.output.manifest import NAME, Manifest
from summarizer.batch.output.ownership import Ownership, Placing, check_first_run, outputs_at
from summarizer.batch.output.places import check_formats
from summarizer.batch.tally import Rate, Tally
from summarizer.config import Settings
from summarizer.document import Document
from summarizer.errors import InputError, SummarizerError, internal_error
from summarizer.report import TaskName

# Generated tokens a character of Vietnamese news: an English translation is of like length and has four
# characters a token, a summary is far shorter. Only used until a run has measured it.
_TOKENS_A_CHARACTER: dict[TaskName, float] = {"extractive": 0.0, "abstractive": 0.05, "translation": 0.25}


@dataclass(frozen=True)
class Plan:
    """What to do beyond, or in place of, what is new, changed, failed or of another signature."""

    force: bool = False
    only_failed: bool = False


@dataclass(frozen=True)
class Work:
    """An article that is due, its outputs belonging at `place`: its document, or the `error` for want of one.

    `entry` is what the manifest is to say of it, as far as it is known before the work.
    """

    entry: Entry
    place: PurePosixPath
    document: Document | None = None
    stamp: Stamp | None = None
    error: InputError | None = None


@dataclass
class Planned:
    """The inputs of a run, put to what earlier runs have left; without `ownership` nothing is left.

    `tally` counts what is passed over.
    """

    settings: Settings
    inputs: Inputs
    signature: str = ""
    plan: Plan = field(default_factory=Plan)
    ownership: Ownership | None = None
    tally: Tally = field(default_factory=Tally)

    def __post_init__(self) -> None:
        failed = self.ownership.failed if self.ownership else {}
        self._placing = Placing(self.ownership) if self.ownership else None
        self._failed = Sources(failed.values() if self.plan.only_failed else ())
        self._not_met = dict(failed)
        self._whole = False

    def work(self, ending: Callable[[], bool] = lambda: False) -> Iterator[Work]:
        """What is due, read when it is asked for, until `ending`; each article is looked at once."""
        most = self.settings.execution.max_documents
        begun = 0
        for found in self.inputs:
            if ending() or (most is not None and begun >= most):
                return
            if (work := self._work_on(found)) is not None:
                begun += 1
                yield work
        self._whole = True

    def outdated(self) -> list[str]:
        """The ids of failures that are of the past, as a whole pass found nothing of them."""
        walk = self.inputs.walk
        return [name for name, source in self._not_met.items() if self._whole and walk.outdates(source)]

    def _work_on(self, found: Item) -> Work | None:
        """What is to be done on an article; None where it is passed over, which is counted."""
        item, place, earlier = self._placing.give(found) if self._placing else (found, PurePosixPath(), None)
        self._not_met.pop(item.id, None)
        entry = Entry(id=item.id, source=item.source, status="failed", signature=self.signature)
        try:
            if self._is_asked_for(item, earlier):
                content = self._load(item)
                entry = entry.model_copy(update={"input_sha256": content.sha256})
                if self.plan.force or not self._is_up_to_date(earlier, entry, place):
                    document = content.document(self.settings.input)
                    if self.ownership:
                        self.ownership.check(outputs_at(place, self.settings.output.formats))
                    return Work(entry, place, document, content.stamp)
        except InputError as error:
            return Work(entry, place, error=error)
        self.tally.pass_over(earlier)
        return None

    def _load(self, item: Item) -> Content:
        try:
            return load(item, self.settings.input, self.inputs.pages)
        except SummarizerError:
            raise
        except Exception as error:  # one article that cannot be taken up must not end a night's run
            raise internal_error(item.source, error) from error

    def _is_asked_for(self, item: Item, earlier: Entry | None) -> bool:
        """Whether all is asked for, or it had failed, or the file that it is from."""
        failed = earlier is not None and earlier.status == "failed"
        return not self.plan.only_failed or failed or self._failed.hold(item.source)

    def _is_up_to_date(self, earlier: Entry | None, now: Entry, place: PurePosixPath) -> bool:
        """Whether it was done of the same text in the same way, and all its files are there as they were."""
        if (
            self.ownership is None
            or earlier is None
            or earlier.status != "done"
            or (earlier.input_sha256, earlier.signature) != (now.input_sha256, now.signature)
        ):
            return False
        formats = self.settings.output.formats
        expected = set(zip(formats, outputs_at(place, formats), strict=True))
        if {(output.format, output.path) for output in earlier.outputs} != expected:
            return False
        try:
            return all(
                whole_files.sha256(self.ownership.folder / output.path) == output.sha256
                for output in earlier.outputs
            )
        except OSError:
            return False


@dataclass(frozen=True)
class Estimate:
    """What is due and what will fail.

    `not_asked_for` were never done, where only what had failed is to be. `tokens` are generated ones,
    estimated; `seconds` is None where no rate was measured, `measured_by` says by how many workers it was.
    """

    documents: int
    up_to_date: int
    not_asked_for: int
    failing: tuple[str, ...]
    left_out: tuple[str, ...]
    sentences: int
    characters: int
    tokens: int
    seconds: float | None
    measured: bool
    measured_by: int


def estimate(
    settings: Settings, folder: Path | None, inputs: Inputs, made_by: str, plan: Plan, *, workers: int = 1
) -> Estimate:
    """Read every input and put it to the folder's manifest; writes nothing. `folder` None: a stream.

    `workers` are taken to be as quick as those of the run that measured.

    Raises what `run_batch` raises before it begins.
    """
    check_formats(settings.output.formats)
    inputs.check()
    rate = manifest = ownership = None
    if folder is not None:
        check_folder(folder)
        check_folder(folder / PRIVATE)
        check_first_run(folder, inputs, settings.output.formats, force=plan.force)
        if (folder / NAME).exists():
            manifest = Manifest(folder / NAME, read_only=True)
        rate = Rate.read(folder, made_by)
        ownership = Ownership(folder, manifest, force=plan.force)
    planned = Planned(settings, inputs, made_by, plan, ownership)
    documents = sentences = characters = 0
    failing: list[str] = []
    for work in planned.work():
        if work.error is not None:
            failing.append(reason(work.error))
        if work.document is not None:
            documents += 1
            sentences += len(work.document.sentences)
            characters += len(work.document.text)
    if manifest is not None:
        manifest.close()
    guess = sum(_TOKENS_A_CHARACTER[task] for task in set(settings.tasks.run))
    tokens = characters * (rate.tokens / rate.characters if rate and rate.characters else guess)
    return Estimate(
        documents=documents,
        up_to_date=planned.tally.skipped,
        not_asked_for=planned.tally.not_asked_for,
        failing=tuple(failing),
        left_out=tuple(inputs.left_out()),
        sentences=sentences,
        characters=characters,
        tokens=round(tokens),
        seconds=tokens * rate.seconds / rate.tokens * rate.workers / workers
        if rate and rate.tokens
        else None,
        measured=rate is not None,
        measured_by=rate.workers if rate else 0,
    )
