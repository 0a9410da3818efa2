"""`summarizer evaluate doubt`: the estimate of how likely a translation is seriously wrong."""

import json
from pathlib import Path
from typing import Any

import click

from summarizer.cli.figures import print_json
from summarizer.cli.measured_command import EXISTING, runs_a_model
from summarizer.cli.options import Context, NamedPath
from summarizer.cli.result_files import check_file, write_file
from summarizer.errors import UsageError


@click.command(short_help="The chance that a translation is wrong: sample it, fit it, measure it.")
@click.option("--source", type=EXISTING, help="Vietnamese, one sentence a line: translate them for readers.")
@click.option("--verdicts", type=EXISTING, help="Those rows with the readers' verdicts: fit the estimate.")
@click.option(
    "--measure",
    "unseen",
    type=EXISTING,
    help="Other rows with verdicts: measure the fitted estimate on them.",
)
@click.option("-o", "--output", type=NamedPath(dir_okay=False, path_type=Path), required=True)
@runs_a_model
def doubt(
    context: Context,
    *,
    source: Path | None,
    verdicts: Path | None,
    unseen: Path | None,
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
    from summarizer.evaluation import doubt as estimate

    if (source is None) == (verdicts is None):
        raise UsageError("give --source, or --verdicts")
    if unseen is not None and verdicts is None:
        raise UsageError("--measure: measures what is fitted to --verdicts; give these")
    check_file(output, map(str, filter(None, (source, verdicts, unseen))), option="--output")
    seed = context.settings.execution.seed
    if source is not None:
        texts = data.sample([line for line in data.lines(source) if line.strip()], limit, seed)
        if not texts:
            raise UsageError(f"{source}: no lines to translate; give one sentence a line")
        rows, signature = estimate.translations(texts, context.settings, progress=context.progress)
        write_file(output, "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows).encode())
        result: dict[str, Any] = {"data": data.digest(source), "signature": signature, "rows": len(rows)}
    elif verdicts is not None:
        read = estimate.read_verdicts(verdicts)
        signs, wrong = [one.signs for one in read], [one.wrong for one in read]
        told = f"{len(read)} translations with readers' verdicts, data {data.digest(verdicts)}"
        model = estimate.fit(signs, wrong, read[0].made, told)
        chances = estimate.cross_validated(signs, wrong)
        result = {"cross-validated": estimate.quality(chances, wrong, model.marked)}
        if unseen is not None:
            others = estimate.read_verdicts(unseen)
            found = estimate.chances(model, [one.signs for one in others])
            result["measured"] = estimate.quality(found, [one.wrong for one in others], model.marked)
        write_file(output, estimate.as_toml(model).encode())
    if as_json:
        print_json(result)
        return
    for name, value in result.items():
        if not isinstance(value, dict):
            click.echo(f"{name:11}{value}")
            continue
        click.echo(name)
        for figure, number in value.items():
            click.echo(f"  {figure:18}{number:.3g}")
