"""`summarizer batch`: many documents by one config file, resumable."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from summarizer.cli.batch_init import InitOption, write_starter
from summarizer.cli.exit_codes import INTERRUPTED, STRICT
from summarizer.cli.interrupting import interruptible
from summarizer.cli.logged import logged
from summarizer.cli.messages import note, speed
from summarizer.cli.options import Context, NamedPath, common_options
from summarizer.errors import Setting, UsageError
from summarizer.progress import Progress, silent

if TYPE_CHECKING:
    from summarizer.batch.cluster.crew import Crew
    from summarizer.batch.inputs.walk import Inputs
    from summarizer.batch.plan import Estimate, Plan
    from summarizer.batch.run import Stop
    from summarizer.batch.tally import Tally
    from summarizer.pipeline import Pipeline


def _as_config(context: click.Context, _: click.Parameter, file: str | None) -> str | None:
    """Take the argument as the value of `--config`, which every command has."""
    if file is not None:
        context.default_map = {"config_file": file}
    return file


@click.command()
@click.argument(
    "file",
    metavar="[CONFIG]",
    required=False,
    type=click.Path(readable=False),
    callback=_as_config,
    is_eager=True,
)
@click.option(
    "--init",
    cls=InitOption,
    is_flag=False,
    flag_value="batch.toml",
    metavar="[FILE]",
    type=NamedPath(path_type=Path),
    callback=write_starter,
    is_eager=True,
    expose_value=False,
    help="Write a commented CONFIG to start from, to batch.toml or FILE (- is standard output), and do "
    "nothing else.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--force", is_flag=True, help="Do everything again, and write over files that no run made.")
@click.option("--retry-failed", is_flag=True, help="Do only what failed before.")
@click.option(
    "--fail-fast", "execution__fail_fast", is_flag=True, help="Stop at the first document that fails."
)
@click.option(
    "--max-documents",
    "execution__max_documents",
    type=int,
    metavar="N",
    help="Stop after that many documents.",
)
@click.option(
    "-o",
    "--output",
    "output__path",
    type=NamedPath(),
    metavar="DIR",
    help="The folder of the results; - streams the reports to standard output, one JSON line each.",
)
@click.option(
    "--engine",
    "execution__engine",
    type=click.Choice(["local", "ray"]),
    metavar="NAME",
    help="Who does it: local, this process; ray, workers on a cluster (see docs/cluster.md).",
)
@click.option(
    "--address",
    "execution__address",
    metavar="ADDRESS",
    help="The Ray cluster: auto, local, ray://HOST:10001 or HOST:6379.",
)
@click.option(
    "--workers",
    "execution__workers",
    type=int,
    metavar="N",
    help="Workers on the cluster; 0: as many as there is room for.",
)
@click.option("--strict", "output__strict", is_flag=True, help="End with 3 if an error is found in a result.")
@common_options
def batch(
    context: Context,
    file: str | None,
    *,
    dry_run: bool,
    force: bool,
    retry_failed: bool,
) -> int:
    """Summarize and translate everything that CONFIG names, into its output folder.

    Run it again after anything, a kill or a full disk too: only what is new, changed, failed or was made
    otherwise (model, prompts, glossary, settings, version) is done. Ctrl-C keeps what is complete.

    Exit codes: 0 all is well; 1 a document failed; 2 wrong usage or configuration; 3 --strict, and an error
    was found in a result; 130 interrupted.
    """
    from summarizer.batch.inputs.walk import Inputs
    from summarizer.batch.plan import Plan
    from summarizer.batch.run import Stop
    from summarizer.cli.batch_estimate import tell
    from summarizer.models.store import cache_folder
    from summarizer.paths import tidy
    from summarizer.settings_layers import kind_of
    from summarizer.text.pages import Pages

    settings = context.settings
    for key in ("execution.address", "execution.workers"):  # a config may hold them for another day
        if settings.execution.engine != "ray" and kind_of(context.origins[key]) == "flag":
            raise UsageError(
                Setting(key), ": is for workers on a cluster; give --engine ray, or leave it out"
            )
    if force and retry_failed:
        raise UsageError("--force and --retry-failed: give one of them")
    source = click.get_current_context().get_parameter_source("config_file")
    if file is not None and source is ParameterSource.COMMANDLINE:
        raise UsageError(f"{file}: a second config beside --config; give one of them")
    if not settings.input.paths and settings.input.file_list is None:
        start = "'summarizer batch --init' writes a CONFIG to start from"
        raise UsageError(f"{f'{file}: input.paths' if file else 'no CONFIG'}: nothing to read; {start}")
    if settings.output.format is not None:
        raise UsageError("output.format: a batch does not read it; leave it out and set output.formats")
    if settings.output.path is None:
        raise UsageError("output.path: no folder for the results; set it in CONFIG or give --output DIR")
    folder = None if settings.output.path == "-" else tidy(Path(settings.output.path))
    pages = Pages(cache_folder(settings.execution.cache_dir) / "pages")
    inputs = Inputs(settings.input, leave_out=folder, pages=pages)
    plan = Plan(force=force, only_failed=retry_failed)
    if folder is None and (force or retry_failed):
        raise UsageError("--output -: nothing is kept there to resume; leave out --force and --retry-failed")
    stop = Stop()
    with interruptible(stop):
        if dry_run:
            return tell(*_estimate(context, folder, inputs, plan), kept=folder is not None)
        tally = _run(context, folder, inputs, plan, stop)
    return _exit_code(tally, strict=settings.output.strict)


def _run(context: Context, folder: Path | None, inputs: "Inputs", plan: "Plan", stop: "Stop") -> "Tally":
    from summarizer.batch.run import run_batch, stream_batch
    from summarizer.cli.batch_progress import BatchProgress, closing_table
    from summarizer.pipeline import Pipeline

    settings = context.settings
    progress = BatchProgress(
        inputs.count(),
        most=settings.execution.max_documents,
        verbosity=context.verbosity,
        # Reports and a live line on one screen would write over each other.
        live=folder is not None or not sys.stdout.isatty(),
    )
    pipeline = Pipeline(settings, progress=progress.stage)
    with logged(progress.note), progress.shown(), _engine(pipeline, progress.note, progress.stage) as engine:
        if folder is not None:
            tally = run_batch(settings, folder, inputs, engine, watch=progress, plan=plan, stop=stop)
        else:
            tally = stream_batch(settings, inputs, engine, write=_write, watch=progress, stop=stop)
    if context.verbosity > 0:
        for line in speed(pipeline):
            note(line)
    if context.verbosity >= 0:
        sys.stderr.write(closing_table(tally, folder))
    return tally


def _engine(
    pipeline: "Pipeline", note: Callable[[str], None], progress: Progress
) -> "AbstractContextManager[Pipeline | Crew]":
    """What does the documents: the pipeline in this process, or workers that hold one each."""
    if pipeline.settings.execution.engine == "local":
        return nullcontext(pipeline)
    from summarizer.batch.cluster.ray_cluster import joined

    return joined(pipeline.settings, note=note, progress=progress)


def _estimate(
    context: Context, folder: Path | None, inputs: "Inputs", plan: "Plan"
) -> "tuple[Estimate, int | None]":
    """What is due, and how many workers would do it, None in one process."""
    from summarizer.batch.plan import estimate
    from summarizer.batch.run import signature
    from summarizer.pipeline import Pipeline

    settings = context.settings
    with _engine(Pipeline(settings), note, silent) as engine:
        workers = None if isinstance(engine, Pipeline) else engine.size
        made_by = signature(settings, engine)
        return estimate(settings, folder, inputs, made_by, plan, workers=workers or 1), workers


def _exit_code(tally: "Tally", *, strict: bool) -> int:
    if tally.interrupted:
        return INTERRUPTED
    if tally.failed:
        return 1
    return STRICT if strict and tally.findings["error"] + tally.earlier_errors else 0


def _write(line: str) -> None:
    sys.stdout.write(line)
    sys.stdout.flush()
