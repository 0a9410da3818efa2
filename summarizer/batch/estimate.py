"""Says what a run would do, from the inputs and an earlier run's measured rate, without any model."""

from dataclasses import dataclass
from pathlib import Path

from summarizer.batch import files
from summarizer.batch.claims import Claims, outputs_at
from summarizer.batch.content import load
from summarizer.batch.due import Due, Plan
from summarizer.batch.foreign import check_foreign
from summarizer.batch.inputs import Inputs
from summarizer.batch.lock import PRIVATE
from summarizer.batch.manifest import NAME, Manifest
from summarizer.batch.output_paths import check_formats
from summarizer.batch.owners import Owners
from summarizer.batch.placing import Placing
from summarizer.batch.results import reason
from summarizer.batch.tally import Rate, Tally
from summarizer.config import Settings
from summarizer.errors import InputError
from summarizer.report import TaskName

# Generated tokens a character of Vietnamese news: an English translation is of like length and has four
# characters a token, a summary is far shorter. Only used until a run has measured it.
_TOKENS_A_CHARACTER: dict[TaskName, float] = {"extractive": 0.0, "abstractive": 0.05, "translation": 0.25}


@dataclass(frozen=True)
class Estimate:
    """What is due and what will fail.

    `not_asked_for` were never done, where only what had failed is to be. `tokens` are generated ones,
    estimated; `seconds` is None where no rate was measured.
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


def estimate(settings: Settings, folder: Path | None, inputs: Inputs, made_by: str, plan: Plan) -> Estimate:
    """Read every input and put it to the folder's manifest; writes nothing. `folder` None: a stream.

    Raises what `run_batch` raises before it begins.
    """
    check_formats(settings.output.formats)
    inputs.check()
    if folder is not None:
        files.check_folder(folder)
        files.check_folder(folder / PRIVATE)
        check_foreign(folder, inputs, settings.output.formats, force=plan.force)
    manifest = None
    if folder is not None and (folder / NAME).exists():
        manifest = Manifest(folder / NAME, read_only=True)
    rate = Rate.read(folder, made_by) if folder is not None else None
    due = Due(folder or Path(), manifest, made_by, settings.output.formats, plan)
    claims = Claims(folder or Path(), manifest, force=plan.force or folder is None)
    placing = Placing(manifest, Owners(manifest))
    documents = sentences = characters = 0
    tally = Tally()
    failing: list[str] = []
    most = settings.execution.max_documents
    for found in inputs:
        if most is not None and documents + len(failing) >= most:
            break
        item, place = placing.give(found)
        try:
            if due.passed_over(item):
                tally.pass_over(manifest.get(item.id) if manifest else None)
                continue
            content = load(item, settings.input)
            if not due(item.id, content.sha256, place):
                tally.pass_over(manifest.get(item.id) if manifest else None)
                continue
            document = content.document(settings.input)
            claims.check(outputs_at(place, settings.output.formats))
        except InputError as error:
            failing.append(reason(error))
            continue
        documents += 1
        sentences += len(document.sentences)
        characters += len(document.text)
    if manifest is not None:
        manifest.close()
    guess = sum(_TOKENS_A_CHARACTER[task] for task in set(settings.tasks.run))
    tokens = characters * (rate.tokens / rate.characters if rate and rate.characters else guess)
    return Estimate(
        documents=documents,
        up_to_date=tally.skipped,
        not_asked_for=tally.not_asked_for,
        failing=tuple(failing),
        left_out=tuple(inputs.left_out()),
        sentences=sentences,
        characters=characters,
        tokens=round(tokens),
        seconds=tokens * rate.seconds / rate.tokens if rate and rate.tokens else None,
        measured=rate is not None,
    )
