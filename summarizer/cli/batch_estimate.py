"""`summarizer batch --dry-run`: prints what would be done."""

from typing import TYPE_CHECKING

import click

from summarizer.cli.batch_progress import clock, table
from summarizer.cli.messages import with_stdin_named
from summarizer.counted import counted

if TYPE_CHECKING:
    from summarizer.batch.plan import Estimate

_SHOWN = 20  # failing documents that a dry run names


def tell(what: "Estimate", workers: int | None, *, kept: bool) -> int:
    """Print what would be done; gives the exit code. `kept` says that the results go into a folder."""
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
