"""Options that the commands of `summarizer evaluate` share, and the settings that these choose."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from summarizer.cli.options import Context, combined, common_options, naming
from summarizer.config import Settings

EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)
_Command = TypeVar("_Command", bound=Callable[..., Any])


def runs_a_model(command: _Command) -> _Command:
    """Add what every command has that runs a model: `--limit`, `--json` and the shared options."""
    limit = click.option(
        "--limit", type=click.IntRange(1), metavar="N", help="Measure on that many, drawn by --seed."
    )
    as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object, scores 0 to 100.")
    with_all: _Command = common_options(limit(as_json(command)))
    return with_all


comparing = click.option(
    "--compare",
    type=EXISTING,
    nargs=2,
    metavar="A B",
    help="Two config files to compare on the same data.",
)


def variants(context: Context, compare: tuple[Path, Path] | None) -> dict[str, Settings]:
    """The settings to measure by name: `ours`, or A and B; raises UsageError.

    A file to compare takes its place above `--config` and below the environment and the flags. What is wrong
    with either is told before any work.
    """
    from summarizer.choice import choose

    if not compare:
        return {"ours": context.settings}
    values = click.get_current_context().params
    found = {}
    for name, path in zip("AB", compare, strict=True):
        found[name], origins = combined(values, path)
        with naming(origins):
            choose(found[name])
    return found
