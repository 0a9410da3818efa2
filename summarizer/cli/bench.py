"""`summarizer bench`: measure the speed and memory of a model on this machine."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from summarizer.cli import messages
from summarizer.cli.options import Context, NamedPath, common_options
from summarizer.errors import InputError, UsageError

if TYPE_CHECKING:
    from summarizer.batch.inputs.walk import Inputs
    from summarizer.bench import Result, Run
    from summarizer.document import Document


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE]...", type=NamedPath())
@click.option(
    "--documents",
    type=click.IntRange(1, 1_000_000),
    metavar="N",
    help="How many articles: the first N, or all again and again until there are N.",
)
@click.option("--compare-one-by-one", is_flag=True, help="Do the same articles one at a time as well.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@common_options
def bench(
    context: Context,
    files: tuple[str, ...],
    *,
    documents: int | None,
    compare_one_by_one: bool,
    as_json: bool,
) -> int:
    """Measure speed and memory on the articles of FILE: files, folders, JSON Lines or CSV.

    Without FILE the sample article of the source tree is taken. Reading is part of the time; loading the
    model is told apart. The full batches that the decode rate is held against are measured afterwards,
    from the same articles' sentences.
    """
    from summarizer.batch.inputs.walk import Inputs

    chosen = context.settings.input
    if files or (not chosen.paths and chosen.file_list is None):
        chosen = chosen.model_copy(update={"paths": files or _sample(), "file_list": None})
    inputs = Inputs(chosen)
    inputs.check()
    if inputs.piped:
        raise UsageError("-: can be read but once; bench needs a FILE")
    bad: list[InputError] = []
    found = sum(1 for _ in islice(_documents(inputs, bad), documents))
    for error in bad:
        messages.error(error)
    if not found:
        return 1
    wanted = documents or found
    if found < wanted and context.verbosity >= 0:
        messages.note(
            f"{found:,} for {wanted:,} articles: they come again, and repeats are quicker than new ones"
        )
    from summarizer.bench import bench as measure

    result = measure(
        context.settings,
        lambda: islice(_again_and_again(inputs), wanted),
        one_by_one=compare_one_by_one,
        progress=context.progress,
    )
    context.progress.close()
    if as_json:
        click.echo(json.dumps(_figures(result), ensure_ascii=False, indent=2))
    else:
        from summarizer.cli.batch_progress import table

        click.echo(table(_rows(result)), nl=False)
    lost = wanted - result.run.documents - result.run.failed
    if lost:
        messages.error(
            f"{lost:,} of {wanted:,} articles were gone when they were to be measured; run it again"
        )
    return 1 if bad or lost or result.run.failed else 0


def _sample() -> tuple[str, ...]:
    from summarizer.resources import folder

    seeds = folder("configs").parent / "seeds"
    if not seeds.is_dir():
        raise UsageError("no FILE; name an article, or a folder, JSON Lines or CSV of them")
    return (str(seeds),)


def _again_and_again(inputs: "Inputs") -> "Iterator[Document]":
    """The readable articles, repeated until a pass finds none."""
    more = True
    while more:
        more = False
        for document in _documents(inputs, []):
            more = True
            yield document


def _documents(inputs: "Inputs", bad: list[InputError]) -> "Iterator[Document]":
    """The readable articles; errors of the others are added to `bad`."""
    from summarizer.batch.inputs.article import load

    for item in inputs:
        try:
            yield load(item, inputs.settings, inputs.pages).document(inputs.settings)
        except InputError as error:
            bad.append(error)


def _rows(result: "Result") -> list[tuple[str, str]]:
    run, work = result.run, result.run.work
    failed = f", {run.failed:,} failed" if run.failed else ""
    rows = [
        (
            "documents",
            f"{run.documents:,} in {run.seconds:.1f} s, {run.documents_per_minute:.1f} a minute{failed}",
        ),
        ("loading", f"{result.loading:.1f} s before that"),
        ("prefill", _speed(work.prefill_tokens, work.prefill_seconds)),
        (
            "decode",
            f"{_speed(work.decode_tokens, work.decode_seconds)}; {work.answers_per_step:.1f} answers a step",
        ),
    ]
    full = result.full_batch
    if result.fullness is not None:
        rate = f"{full.decode_rate:,.0f} tokens a second with {full.answers_per_step:.1f} answers a step"
        rows.append(("full batch", f"{rate}; the run had {result.fullness:.0%} of that rate"))
    rows.append(("in model", f"{run.share_in_model:.1%} of the time"))
    if result.one_by_one is not None:
        alone = result.one_by_one
        times = f"; together {result.speed_up:.2f} times as many" if result.speed_up else ""
        rows.append(
            ("one by one", f"{alone.seconds:.1f} s, {alone.documents_per_minute:.1f} a minute{times}")
        )
    if result.peak_memory is not None:
        rows.append(("peak memory", f"{result.peak_memory / 2**30:.2f} GiB"))
    rows += [
        ("model", f"{one.name}, {one.device}, {one.dtype} ({one.dtype_reason})") for one in result.models
    ]
    return rows


def _speed(tokens: int, seconds: float) -> str:
    return f"{tokens:,} tokens in {seconds:.1f} s, {tokens / seconds if seconds else 0:,.0f} a second"


def _figures(result: "Result") -> dict[str, Any]:
    """All measurements for JSON, in bytes, seconds, tokens a second and shares of 1."""
    return {
        "run": _pass(result.run),
        "loading_seconds": result.loading,
        "peak_memory_bytes": result.peak_memory,
        "full_batch_decode_rate": result.full_batch.decode_rate,
        "share_of_full_batch": result.fullness,
        "one_by_one": _pass(result.one_by_one) if result.one_by_one else None,
        "times_one_by_one": result.speed_up,
        "models": [asdict(info) for info in result.models],
    }


def _pass(run: "Run") -> dict[str, Any]:
    work = run.work
    return asdict(run) | {
        "documents_per_minute": run.documents_per_minute,
        "share_in_model": run.share_in_model,
        "prefill_rate": work.prefill_rate,
        "decode_rate": work.decode_rate,
        "answers_per_step": work.answers_per_step,
    }
