"""`summarizer batch`: many documents by one config file, resumable."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from summarizer.cli.options import common_options
from summarizer.config import Settings
from summarizer.errors import UsageError

if TYPE_CHECKING:
    from summarizer.batch.estimate import Estimate
    from summarizer.batch.inputs import Inputs
    from summarizer.batch.run import Stop
    from summarizer.batch.tally import Tally
    from summarizer.cli.batch_progress import BatchProgress


def _as_config(context: click.Context, _: click.Parameter, file: Path | None) -> None:
    """Take the argument as the value of `--config`, which every command has."""
    if file is None:
        return
    option = next(option for option in context.command.params if "--config" in option.opts)
    assert option.name is not None
    context.default_map = {option.name: [str(file)] if option.multiple else str(file)}


def _init(context: click.Context, _: click.Parameter, file: Path | None) -> None:
    """Write a starter and end, before anything else of the command line is looked at."""
    if file is None or context.resilient_parsing:
        return
    from summarizer.resources import folder

    try:
        with file.open("xb") as config:
            config.write((folder("configs") / "batch.init.toml").read_bytes())
    except FileExistsError:
        raise UsageError(f"{file}: exists already; name another file: summarizer batch --init FILE") from None
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}; name another file") from None
    click.echo(f"{file}: written. Set its [input] paths, then run: summarizer batch {file}", err=True)
    context.exit()


@click.command()
@click.argument(
    "file",
    metavar="CONFIG",
    required=False,
    type=click.Path(path_type=Path),
    callback=_as_config,
    is_eager=True,
    expose_value=False,
)
@click.option(
    "--init",
    is_flag=False,
    flag_value="batch.toml",
    metavar="[FILE]",
    type=click.Path(path_type=Path),
    callback=_init,
    is_eager=True,
    expose_value=False,
    help="Write a commented CONFIG to start from, to batch.toml or FILE, and do nothing else.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--force", is_flag=True, help="Do everything again, also what is up to date.")
@click.option("--retry-failed", is_flag=True, help="Do only what failed before.")
@click.option("--fail-fast", is_flag=True, help="Stop at the first document that fails.")
@click.option("--max-documents", type=click.IntRange(1), help="Stop after that many documents.")
@common_options
def batch(
    settings: Settings,
    *,
    dry_run: bool,
    force: bool,
    retry_failed: bool,
    fail_fast: bool,
    max_documents: int | None,
) -> None:
    """Summarize and translate everything that CONFIG names, into its output folder.

    Run it again after anything, a kill or a full disk too: only what is new, changed, failed or was made
    under another signature is done. With -o - the reports go to standard output, one JSON line each.
    """
    from summarizer.batch.due import Plan
    from summarizer.batch.inputs import Inputs
    from summarizer.batch.run import Stop

    if force and retry_failed:
        raise UsageError("--force and --retry-failed: give one of them")
    settings = _limited(settings, fail_fast=fail_fast, max_documents=max_documents)
    if settings.output.path is None:
        raise UsageError("output.path: no folder for the results; set it in CONFIG or give --output DIR")
    folder = None if str(settings.output.path) == "-" else settings.output.path
    inputs = Inputs(settings.input, leave_out=folder)
    plan = Plan(force=force, only_failed=retry_failed)
    stop = Stop()
    with _interruptible(stop):
        if dry_run:
            _tell(_estimate(settings, folder, inputs, plan))
            return
        tally = _run(settings, folder, inputs, plan, stop)
    sys.exit(_exit_code(tally, strict=settings.output.strict))


def _limited(settings: Settings, *, fail_fast: bool, max_documents: int | None) -> Settings:
    """The settings with this command's own limits."""
    limits: dict[str, object] = {}
    if fail_fast:
        limits["fail_fast"] = True
    if max_documents is not None:
        limits["max_documents"] = max_documents
    return settings.model_copy(update={"execution": settings.execution.model_copy(update=limits)})


def _run(settings: Settings, folder: Path | None, inputs: "Inputs", plan: "Plan", stop: "Stop") -> "Tally":
    from summarizer.batch.run import run_batch
    from summarizer.batch.stream import stream_batch
    from summarizer.cli.batch_progress import BatchProgress, closing_table
    from summarizer.pipeline import Pipeline

    total = None if "-" in settings.input.paths else sum(1 for _ in inputs)
    progress = BatchProgress(total)
    pipeline = Pipeline(settings, progress=_stoppable(progress, stop))
    with progress.shown():
        if folder is not None:
            tally = run_batch(settings, folder, inputs, pipeline, watch=progress, plan=plan, stop=stop)
        else:
            tally = stream_batch(settings, inputs, pipeline, write=_write, watch=progress, stop=stop)
    click.echo(closing_table(tally), err=True)
    return tally
