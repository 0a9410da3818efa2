"""`summarizer evaluate`: measure translations and summaries on data of one's own."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from summarizer.cli.options import common_options
from summarizer.config import Settings

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_Command = TypeVar("_Command", bound=Callable[..., Any])


@click.group()
def evaluate() -> None:
    """Measure quality; every figure comes with its data hash, model signature and seed."""


def _measuring(command: _Command) -> _Command:
    limit = click.option("--limit", type=click.IntRange(1), help="Measure on that many, drawn by --seed.")
    as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object, scores 0 to 100.")
    measured: _Command = common_options(limit(as_json(command)))
    return measured


@evaluate.command()
@click.option("--source", type=_FILE, required=True, help="Vietnamese, one sentence a line.")
@click.option("--reference", type=_FILE, required=True, help="Their English, line by line.")
@click.option("--save", type=click.Path(dir_okay=False, path_type=Path), help="Keep the translations there.")
@click.option("--compare", type=_FILE, nargs=2, help="Two config files to compare on the same lines.")
@_measuring
def translation(
    settings: Settings,
    *,
    source: Path,
    reference: Path,
    save: Path | None,
    compare: tuple[Path, Path] | None,
    limit: int | None,
    as_json: bool,
) -> None:
    """BLEU, chrF2, chrF++ and TER, terms, numbers, findings and speed."""
    from summarizer.evaluation import data
    from summarizer.evaluation import translation as measure
    from summarizer.text.glossary import Glossary

    seed = settings.execution.seed
    pairs = data.sample(data.read_pairs(source, reference), limit, seed)
    lines = [line for line, _ in pairs]
    measure.metrics()  # a missing extra shows before the model runs
    result: dict[str, Any] = {"data": data.digest(source, reference), "seed": seed}
    variants = (
        {"ours": settings}
        if not compare
        else {name: _with(path) for name, path in zip("AB", compare, strict=True)}
    )
    made = {name: measure.translate(lines, variant) for name, variant in variants.items()}
    scores = {
        name: measure.score(pairs, of, Glossary.load(variants[name].glossary)) for name, of in made.items()
    }
    if compare:
        result |= {"systems": scores, "bootstrap": measure.compare(pairs, made["A"], made["B"])}
    else:
        result |= scores["ours"]
    for name, of in made.items():
        if save:
            path = save.with_name(f"{save.stem}.{name}{save.suffix}") if compare else save
            path.write_text("".join(f"{line}\n" for line in of.lines), encoding="utf-8")
    _show(result, as_json=as_json)


@evaluate.command()
@click.option("--data", "path", type=_FILE, required=True, help="JSON Lines with body and summary, or sents.")
@click.option("--task", type=click.Choice(["extractive", "abstractive"]), default="extractive")
@_measuring
def summary(settings: Settings, *, path: Path, task: str, limit: int | None, as_json: bool) -> None:
    """ROUGE, labels, length, novelty, facts and support, beside the baselines."""
    from summarizer.evaluation import data
    from summarizer.evaluation import summary as measure

    seed = settings.execution.seed
    articles = data.sample(data.read_articles(path), limit, seed)
    result = measure.evaluate(articles, settings, task, seed=seed)
    _show({"data": data.digest(path), "seed": seed, **result}, as_json=as_json)


@evaluate.command()
@click.option("--source", type=_FILE, required=True, help="Vietnamese, one sentence a line.")
@click.option("--reference", type=_FILE, required=True, help="Their right English, line by line.")
@click.option("--limit", type=click.IntRange(4), help="Measure on that many, drawn by --seed.")
@click.option("--seed", type=click.IntRange(0), default=0, help="Draws the sample and the faults.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, shares of 1.")
def checks(*, source: Path, reference: Path, limit: int | None, seed: int, as_json: bool) -> None:
    """Recall and false alarms of the checks, by faults put into right translations; needs no model."""
    from summarizer.evaluation.checks import evaluate_checks

    result = evaluate_checks(source, reference, limit=limit, seed=seed)
    click.echo(json.dumps(result.as_dict(), ensure_ascii=False) if as_json else result.table(), nl=as_json)


def _with(path: Path) -> Settings:
    """The settings of one file alone; raises UsageError."""
    import tomllib

    from pydantic import ValidationError

    from summarizer.errors import UsageError
    from summarizer.evaluation import data

    try:
        return Settings.model_validate(tomllib.loads(data.read(path)))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        cause = " ".join(str(error).split())
        raise UsageError(f"{path}: not a valid configuration ({cause}); correct the file") from error


def _show(result: dict[str, Any], *, as_json: bool) -> None:
    """One JSON object, or a line a figure with its name's parts joined by points."""
    if as_json:
        click.echo(json.dumps(result, ensure_ascii=False))
        return
    for name, value in _lines(result, ""):
        click.echo(f"{name:<32} {value:.2f}" if isinstance(value, float) else f"{name:<32} {value}")


def _lines(value: Any, name: str) -> list[tuple[str, Any]]:
    if not isinstance(value, dict):
        return [(name, value)]
    return [line for key, of in value.items() for line in _lines(of, f"{name}.{key}" if name else key)]
