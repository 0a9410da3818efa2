"""`summarizer batch`: many documents by one config file, resumable."""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from summarizer.cli.messages import note, speed, with_stdin_named
from summarizer.cli.options import Context, NamedPath, common_options
from summarizer.counted import counted
from summarizer.errors import UsageError
from summarizer.progress import Progress, silent

if TYPE_CHECKING:
    from summarizer.batch.cluster.crew import Crew
    from summarizer.batch.inputs.walk import Inputs
    from summarizer.batch.plan import Estimate, Plan
    from summarizer.batch.run import Stop
    from summarizer.batch.tally import Tally
    from summarizer.pipeline import Pipeline

_INTERRUPTED = 130
_SHOWN = 20  # failing documents that a dry run names


def _as_config(context: click.Context, _: click.Parameter, file: str | None) -> str | None:
    """Take the argument as the value of `--config`, which every command has."""
    if file is not None:
        context.default_map = {"config_file": file}
    return file


def _init(context: click.Context, _: click.Parameter, file: Path | None) -> None:
    """Write a starter config and exit, before the other options are processed."""
    if file is None or context.resilient_parsing:
        return
    from summarizer.resources import folder

    starter = (folder("configs") / "batch.init.toml").read_bytes()
    if str(file) == "-":
        _write(starter.decode())
        context.exit()
    try:
        with file.open("xb") as config:
            config.write(starter)
    except FileExistsError:
        raise UsageError(f"{file}: exists already; name another file: summarizer batch --init FILE") from None
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}; name another file") from None
    note(f"{file}: written. Set its [input] paths, then run: summarizer batch {file}")
    context.exit()


class _Init(click.Option):
    """The option `--init`, which is refused together with `--dry-run`."""

    def handle_parse_result(
        self, ctx: click.Context, opts: Mapping[str, Any], args: list[str]
    ) -> tuple[Any, list[str]]:
        """Take the option up; raises `UsageError`."""
        if opts.get(self.name or "") is not None and opts.get("dry_run"):
            raise UsageError("--init and --dry-run: give one of them")
        return super().handle_parse_result(ctx, opts, args)


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
    cls=_Init,
    is_flag=False,
    flag_value="batch.toml",
    metavar="[FILE]",
    type=click.Path(path_type=Path),
    callback=_init,
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
    from summarizer.models.store import cache_folder
    from summarizer.paths import tidy
    from summarizer.text.pages import Pages

    settings = context.settings
    for name in ("address", "workers"):
        if context.origins[f"execution.{name}"] == f"flag --{name}" and settings.execution.engine != "ray":
            raise UsageError(f"--{name}: is for workers on a cluster; give --engine ray, or leave it out")
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
    with _interruptible(stop):
        if dry_run:
            return _tell(*_estimate(context, folder, inputs, plan), kept=folder is not None)
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
    with progress.shown(), _engine(pipeline, progress.note, progress.stage) as engine:
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


def _tell(what: "Estimate", workers: int | None, *, kept: bool) -> int:
    """Print what would be done; gives the exit code. `kept` says that the results go into a folder."""
    from summarizer.cli.batch_progress import clock, table

    time = "unknown: no run has measured a rate in this output folder yet"
    if not kept:
        time = "unknown: a stream keeps no rate that an earlier run has measured"
    if what.seconds:
        rate = what.tokens / what.seconds
        each = " a worker" if what.measured_by > 1 else ""
        time = f"about {clock(what.seconds)} at the last run's {rate:,.0f} tokens a second{each}"
        if workers is not None:
            time = f"about {clock(what.seconds)} with {counted(workers, 'worker')}, by the last run's rate"
    elif not what.documents:
        time = "none"
    elif not what.tokens:
        time = "little: no model has to write anything"
    asked = f", {what.not_asked_for:,} not asked for" if what.not_asked_for else ""
    rows = [
        ("documents", f"{what.documents:,} to do, {what.up_to_date:,} up to date{asked}"),
        ("sentences", f"{what.sentences:,}"),
        ("characters", f"{what.characters:,}"),
        ("tokens", f"about {what.tokens:,} to generate"),
        ("time", time),
    ]
    if workers is not None:
        rows.append(("workers", f"{workers:,}"))
    rows += [("will fail", with_stdin_named(error)) for error in what.failing[:_SHOWN]]
    if (more := len(what.failing) - _SHOWN) > 0:
        rows.append(("will fail", f"and {more:,} more"))
    rows += [("left out", line) for line in what.left_out]
    click.echo(table(rows), nl=False)
    return 1 if what.failing else 0


def _exit_code(tally: "Tally", *, strict: bool) -> int:
    if tally.interrupted:
        return _INTERRUPTED
    if tally.failed:
        return 1
    return 3 if strict and tally.findings["error"] + tally.earlier_errors else 0


def _write(line: str) -> None:
    sys.stdout.write(line)
    sys.stdout.flush()


@contextmanager
def _interruptible(stop: "Stop") -> Iterator[None]:
    """Handle Ctrl-C: the first one ends the run and keeps what is complete, the second one exits at once.

    At once means without waiting for anything: the folder takes that as it takes a kill.
    """

    def interrupt(_: int, __: FrameType | None) -> None:
        if stop.asked:
            if sys.stderr.isatty():
                os.write(sys.stderr.fileno(), b"\x1b[?25h\n")  # the live lines hide the cursor
            os._exit(_INTERRUPTED)
        stop.asked = True
        raise KeyboardInterrupt

    previous = signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, previous)
