"""`summarizer evaluate`: measure translations, summaries, checks and confidence on data of one's own."""

import json
import logging
from contextlib import closing
from pathlib import Path
from typing import Any, Literal

import click

from summarizer.cli.evaluate_doubt import doubt
from summarizer.cli.figures import print_each, print_json, print_origin
from summarizer.cli.measured_command import EXISTING, comparing, runs_a_model, variants
from summarizer.cli.options import Context, NamedPath
from summarizer.cli.result_files import check_file, write_file
from summarizer.config import Length, Settings
from summarizer.errors import UsageError


@click.group()
def evaluate() -> None:
    """Measure quality; every figure comes with its data hash, model signature and seed."""


evaluate.add_command(doubt)


@evaluate.command(short_help="Translations: BLEU, chrF, TER, terms, findings, speed.")
@click.option("--source", type=EXISTING, required=True, help="Vietnamese, one sentence a line.")
@click.option("--reference", type=EXISTING, required=True, help="Their English, line by line.")
@click.option("--save", type=NamedPath(dir_okay=False, path_type=Path), help="Keep the translations there.")
@comparing
@runs_a_model
def translation(
    context: Context,
    *,
    source: Path,
    reference: Path,
    save: Path | None,
    compare: tuple[Path, Path] | None,
    limit: int | None,
    as_json: bool,
) -> None:
    """BLEU, chrF2, chrF++ and TER, terms, numbers, findings and speed.

    With --compare, --save FILE.en keeps FILE.A.en and FILE.B.en; options and environment hold for both.
    """
    from summarizer.evaluation import data
    from summarizer.evaluation import translation as measure
    from summarizer.text.glossary import Glossary

    seed = context.settings.execution.seed
    pairs = data.sample(data.read_pairs(source, reference), limit, seed)
    lines = [line for line, _ in pairs]
    measure.metrics()  # a missing extra shows before the model runs
    _tell_only_errors("sacrebleu")
    chosen = variants(context, compare)
    inputs = (source, reference)
    kept = {name: _output_file(save, name if compare else "", inputs) for name in chosen} if save else {}
    measured = data.digest(*inputs)
    made = {}
    for name, settings in chosen.items():
        made[name] = measure.translate(lines, settings, progress=context.progress)
        if name in kept:
            write_file(kept[name], "".join(f"{line}\n" for line in made[name].lines).encode())
    systems = {
        name: measure.score(pairs, of, Glossary.load(chosen[name].glossary)) for name, of in made.items()
    }
    result: dict[str, Any] = {"data": measured, "seed": seed}
    if compare:
        tested = measure.compare(pairs, made["A"], made["B"])
        result |= {"files": _file_names(compare), "systems": systems, "bootstrap": tested}
    else:
        result |= systems["ours"]
    if as_json:
        print_json(result)
        return
    from summarizer.evaluation import tables

    print_origin(result, {name: of["signature"] for name, of in systems.items()})
    print_each("signature", next(of["signatures"] for of in systems.values()))
    told = {"signature", "signatures"}
    figures = {name: {key: of[key] for key in of if key not in told} for name, of in systems.items()}
    click.echo(f"\n{tables.of_systems(figures)}")
    if compare:
        click.echo(f"\n{tables.of_bootstrap(result['bootstrap'], 'B', 'A')}")


@evaluate.command(short_help="Summaries: ROUGE, length, novelty, facts, support.")
@click.option(
    "--data", "path", type=EXISTING, required=True, help="JSON Lines with body and summary, or sents."
)
@click.option(
    "--task",
    type=click.Choice(["extractive", "abstractive"]),
    default="extractive",
    help="Which summary (extractive).",
)
@click.option(
    "--length",
    type=click.Choice(["short", "medium", "long"]),
    help="Make and, where the data have several, compare summaries of that length.",
)
@comparing
@runs_a_model
def summary(
    context: Context,
    *,
    path: Path,
    task: Literal["extractive", "abstractive"],
    length: Length | None,
    compare: tuple[Path, Path] | None,
    limit: int | None,
    as_json: bool,
) -> None:
    """ROUGE, labels, length, novelty, facts and support, beside the baselines.

    Data of articles with `summaries` of several lengths, as tuning has them, are measured by their
    Vietnamese.
    """
    from summarizer.evaluation import data
    from summarizer.evaluation import summary as measure

    seed = context.settings.execution.seed
    read = data.read_articles(
        path, context.settings.input.max_characters, length or context.settings.tasks.length
    )
    articles = data.sample(read, limit, seed)
    chosen = {name: _of_length(of, length) for name, of in variants(context, compare).items()}
    settings = (chosen["A"], chosen["B"]) if compare else chosen["ours"]
    measured = measure.evaluate(articles, settings, task, seed=seed, progress=context.progress)
    result: dict[str, Any] = {"data": data.digest(path), "seed": seed}
    if compare:
        result["files"] = _file_names(compare)
    result |= measured
    if as_json:
        print_json(result)
        return
    from summarizer.evaluation import tables

    signature = result["signature"]
    print_origin(result, {"ours": signature} if isinstance(signature, str) else signature)
    print_each("signature", result["signatures"])
    click.echo(f"\n{tables.of_systems(result['systems'])}")
    gains = {name: gain for name, gain in result["gains"].items() if gain}
    for name, gain in gains.items():
        click.echo(f"\n{tables.of_bootstrap(gain, result['bootstrap']['of'], name)}")


@evaluate.command(short_help="The checks: recall and false alarms; needs no model.")
@click.option("--source", type=EXISTING, required=True, help="Vietnamese, one sentence a line.")
@click.option("--reference", type=EXISTING, required=True, help="Their right English, line by line.")
@click.option("--limit", type=click.IntRange(4), metavar="N", help="Measure on that many, drawn by --seed.")
@click.option("--seed", type=click.IntRange(0), default=0, help="Draws the sample and the faults.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, shares of 1.")
@click.option("-q", "--quiet", is_flag=True, help="No progress.")
def checks(
    *, source: Path, reference: Path, limit: int | None, seed: int, as_json: bool, quiet: bool
) -> None:
    """Recall and false alarms of the checks, by faults put into right translations; needs no model."""
    from summarizer.cli.progress import Meter
    from summarizer.evaluation.checks import evaluate_checks

    with closing(Meter(-1 if quiet else 0)) as meter:
        result = evaluate_checks(source, reference, limit=limit, seed=seed, progress=meter)
    click.echo(json.dumps(result.as_dict(), ensure_ascii=False) if as_json else result.table(), nl=as_json)


@evaluate.command(short_help="How the model's probabilities correlate with quality.")
@click.option("--source", type=EXISTING, help="Vietnamese, one sentence a line.")
@click.option("--reference", type=EXISTING, help="Their English, line by line.")
@click.option("--data", "path", type=EXISTING, help="In place of these: JSON Lines with body and summary.")
@runs_a_model
def confidence(
    context: Context,
    *,
    source: Path | None,
    reference: Path | None,
    path: Path | None,
    limit: int | None,
    as_json: bool,
) -> None:
    """How the model's probabilities correlate with quality: the confidence check's floors rest on it."""
    from summarizer.evaluation import confidence as measure
    from summarizer.evaluation import data

    settings, seed = context.settings, context.settings.execution.seed
    if path is None and source is not None and reference is not None:
        pairs = data.sample(data.read_pairs(source, reference), limit, seed)
        found = measure.of_translations(pairs, settings, progress=context.progress)
        files = [source, reference]
    elif path is not None and source is reference is None:
        read = data.read_articles(path, settings.input.max_characters)
        articles = [one for one in read if one.reference]
        if not articles:
            raise UsageError(f"{path}: no article has a summary; give `summary`")
        found = measure.of_summaries(data.sample(articles, limit, seed), settings, progress=context.progress)
        files = [path]
    else:
        raise UsageError("give --source with --reference, or --data")
    result = {"data": data.digest(*files), "seed": seed, **found}
    if as_json:
        print_json(result)
        return
    from summarizer.evaluation import tables

    print_origin(result, {"ours": result["signature"]})
    correlation = result["correlation"]
    click.echo(f"texts      {result['texts']}\nquality    {result['quality']}")
    click.echo(f"spearman   {'-' if correlation is None else format(correlation, '.2f')}")
    click.echo(f"\n{tables.of_percentiles(result['percentiles'])}")


def _of_length(settings: Settings, length: Length | None) -> Settings:
    if length is None:
        return settings
    return settings.model_copy(update={"tasks": settings.tasks.model_copy(update={"length": length})})


def _file_names(compare: tuple[Path, Path]) -> dict[str, str]:
    return dict(zip("AB", map(str, compare), strict=True))


def _output_file(save: Path, name: str, inputs: tuple[Path, ...]) -> Path:
    """The file of a system's translations, checked before the long run; raises UsageError."""
    path = save.with_name(f"{save.stem}.{name}{save.suffix}") if name else save
    check_file(path, map(str, inputs), option="--save")
    return path


def _tell_only_errors(library: str) -> None:
    """Show only the errors of a library's log."""
    logging.getLogger(library).setLevel(logging.ERROR)
