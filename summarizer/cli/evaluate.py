"""`summarizer evaluate`: measure translations, summaries, checks and confidence on data of one's own."""

import json
import logging
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Literal, TypeVar

import click

from summarizer.cli.options import Context, NamedPath, combined, common_options, naming
from summarizer.cli.result_files import check_file, write_file
from summarizer.config import Length, Settings
from summarizer.errors import UsageError

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_Command = TypeVar("_Command", bound=Callable[..., Any])


@click.group()
def evaluate() -> None:
    """Measure quality; every figure comes with its data hash, model signature and seed."""


def _measuring(command: _Command) -> _Command:
    limit = click.option(
        "--limit", type=click.IntRange(1), metavar="N", help="Measure on that many, drawn by --seed."
    )
    as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object, scores 0 to 100.")
    measured: _Command = common_options(limit(as_json(command)))
    return measured


_comparing = click.option(
    "--compare", type=_FILE, nargs=2, metavar="A B", help="Two config files to compare on the same data."
)


@evaluate.command(short_help="Translations: BLEU, chrF, TER, terms, findings, speed.")
@click.option("--source", type=_FILE, required=True, help="Vietnamese, one sentence a line.")
@click.option("--reference", type=_FILE, required=True, help="Their English, line by line.")
@click.option("--save", type=NamedPath(dir_okay=False, path_type=Path), help="Keep the translations there.")
@_comparing
@_measuring
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
        _print_json(result)
        return
    from summarizer.evaluation import tables

    _print_origin(result, {name: of["signature"] for name, of in systems.items()})
    _print_each("signature", next(of["signatures"] for of in systems.values()))
    told = {"signature", "signatures"}
    figures = {name: {key: of[key] for key in of if key not in told} for name, of in systems.items()}
    click.echo(f"\n{tables.of_systems(figures)}")
    if compare:
        click.echo(f"\n{tables.of_bootstrap(result['bootstrap'], 'B', 'A')}")


@evaluate.command(short_help="Summaries: ROUGE, length, novelty, facts, support.")
@click.option("--data", "path", type=_FILE, required=True, help="JSON Lines with body and summary, or sents.")
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
@_comparing
@_measuring
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
        _print_json(result)
        return
    from summarizer.evaluation import tables

    signature = result["signature"]
    _print_origin(result, {"ours": signature} if isinstance(signature, str) else signature)
    _print_each("signature", result["signatures"])
    click.echo(f"\n{tables.of_systems(result['systems'])}")
    gains = {name: gain for name, gain in result["gains"].items() if gain}
    for name, gain in gains.items():
        click.echo(f"\n{tables.of_bootstrap(gain, result['bootstrap']['of'], name)}")


@evaluate.command(short_help="The checks: recall and false alarms; needs no model.")
@click.option("--source", type=_FILE, required=True, help="Vietnamese, one sentence a line.")
@click.option("--reference", type=_FILE, required=True, help="Their right English, line by line.")
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
@click.option("--source", type=_FILE, help="Vietnamese, one sentence a line.")
@click.option("--reference", type=_FILE, help="Their English, line by line.")
@click.option("--data", "path", type=_FILE, help="In place of these: JSON Lines with body and summary.")
@_measuring
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
        _print_json(result)
        return
    from summarizer.evaluation import tables

    _print_origin(result, {"ours": result["signature"]})
    correlation = result["correlation"]
    click.echo(f"texts      {result['texts']}\nquality    {result['quality']}")
    click.echo(f"spearman   {'-' if correlation is None else format(correlation, '.2f')}")
    click.echo(f"\n{tables.of_percentiles(result['percentiles'])}")


@evaluate.command(short_help="The chance that a translation is wrong: sample it, fit it, measure it.")
@click.option("--source", type=_FILE, help="Vietnamese, one sentence a line: translate them for readers.")
@click.option("--verdicts", type=_FILE, help="Those rows with the readers' verdicts: fit the estimate.")
@click.option("--measure", type=_FILE, help="Other rows with verdicts: measure the fitted estimate on them.")
@click.option("-o", "--output", type=NamedPath(dir_okay=False, path_type=Path), required=True)
@_measuring
def doubt(
    context: Context,
    *,
    source: Path | None,
    verdicts: Path | None,
    measure: Path | None,
    output: Path,
    limit: int | None,
    as_json: bool,
) -> None:
    """Make the estimate of how likely a translation is seriously wrong, which a model's profile names.

    First, --source FILE writes a row of JSON for each sentence to OUTPUT: its translation, and the signs of
    doubt. Readers who know both languages add a `verdict` to each: good, minor, serious or nonsense. Then
    --verdicts FILE fits the estimate to them and writes it to OUTPUT, a TOML file.
    """
    from summarizer.evaluation import data
    from summarizer.evaluation import doubt as measuring

    if (source is None) == (verdicts is None):
        raise UsageError("give --source, or --verdicts")
    if measure is not None and verdicts is None:
        raise UsageError("--measure: measures what is fitted to --verdicts; give these")
    check_file(output, map(str, filter(None, (source, verdicts, measure))), option="--output")
    seed = context.settings.execution.seed
    if source is not None:
        texts = data.sample([line for line in data.lines(source) if line.strip()], limit, seed)
        if not texts:
            raise UsageError(f"{source}: no lines to translate; give one sentence a line")
        rows, signature = measuring.translations(texts, context.settings, progress=context.progress)
        write_file(output, "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows).encode())
        result: dict[str, Any] = {"data": data.digest(source), "signature": signature, "rows": len(rows)}
    elif verdicts is not None:
        read = measuring.read_verdicts(verdicts)
        signs, wrong = [one.signs for one in read], [one.wrong for one in read]
        told = f"{len(read)} translations with readers' verdicts, data {data.digest(verdicts)}"
        model = measuring.fit(signs, wrong, read[0].made, told)
        chances = measuring.cross_validated(signs, wrong)
        result = {"cross-validated": measuring.quality(chances, wrong, model.marked)}
        if measure is not None:
            others = measuring.read_verdicts(measure)
            found = measuring.chances(model, [one.signs for one in others])
            result["measured"] = measuring.quality(found, [one.wrong for one in others], model.marked)
        write_file(output, measuring.as_toml(model).encode())
    if as_json:
        _print_json(result)
        return
    for name, value in result.items():
        if not isinstance(value, dict):
            click.echo(f"{name:11}{value}")
            continue
        click.echo(name)
        for figure, number in value.items():
            click.echo(f"  {figure:18}{number:.3g}")


def variants(context: Context, compare: tuple[Path, Path] | None) -> dict[str, Settings]:
    """The settings to measure by name: `ours`, or A and B; raises UsageError.

    A file to compare takes its place above `--config` and below the environment and the flags. What is wrong
    with either is told before any work.
    """
    from summarizer.pipeline import Pipeline

    if not compare:
        return {"ours": context.settings}
    values = click.get_current_context().params
    found = {}
    for name, path in zip("AB", compare, strict=True):
        found[name], origins = combined(values, path)
        with naming(origins):
            Pipeline(found[name])
    return found


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


def _print_json(result: Mapping[str, Any]) -> None:
    click.echo(json.dumps(result, ensure_ascii=False))


def _print_origin(result: Mapping[str, Any], models: Mapping[str, str]) -> None:
    click.echo(f"data       {result['data']}\nseed       {result['seed']}")
    _print_each("model", models)


def _print_each(what: str, values: Mapping[str, str]) -> None:
    for name, value in values.items():
        click.echo(f"{what:<11}{name:<10} {value}")
