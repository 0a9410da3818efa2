"""`summarizer tune`: make an adapter by a recipe; stops at any time and goes on from there."""

from importlib.util import find_spec
from pathlib import Path

import click

from summarizer.cli.exit_codes import INTERRUPTED
from summarizer.cli.options import NamedPath
from summarizer.errors import UsageError

_NEEDED = ("accelerate", "rouge_score", "sacrebleu")  # found out before a model is fetched


@click.command()
@click.argument("recipe", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o",
    "--output",
    type=NamedPath(file_okay=False, path_type=Path),
    required=True,
    help="Folder of the adapter; training resumes if it holds a checkpoint.",
)
@click.option(
    "--cache-dir",
    type=NamedPath(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where fetched models are kept.",
)
@click.option("-v", "--verbose", count=True, help="Plain lines of progress where there is no terminal.")
@click.option("-q", "--quiet", is_flag=True, help="No progress and no notes; errors stay.")
def tune(recipe: Path, output: Path, cache_dir: Path | None, *, verbose: int, quiet: bool) -> int:
    """Tune a model on translations and articles with summaries, as the TOML file RECIPE says.

    The folder gets the adapter, a card that says what it was made of, and checkpoints; it can be named
    wherever a model can, as in `summarizer -m FOLDER/ article.txt`. Ctrl-C stops with a checkpoint; the same
    command goes on from it. Needs the extra `tune`.
    """  # fmt: skip
    from summarizer.cli.messages import note
    from summarizer.cli.progress import Meter
    from summarizer.settings_layers import combine, layers
    from summarizer.tuning import settings

    chosen = settings.read(recipe)
    cache = cache_dir or combine(*layers([]))[0].execution.cache_dir
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise UsageError(f"tune: {', '.join(missing)} not installed; pip install 'vi-news-summarizer[tune]'")
    from summarizer.tuning.recipe import run

    meter = Meter(-1 if quiet else verbose)
    try:
        outcome = run(chosen, output, cache=cache, progress=meter, say=None if quiet else meter.say)
    finally:
        meter.close()
    if not quiet:
        state = "the adapter is in" if outcome.finished else "stopped; the same command goes on in"
        note(f"{outcome.steps} steps, {outcome.tokens:,} tokens: {state} {output}")
    return 0 if outcome.finished else INTERRUPTED
