"""`summarizer batch --init`: writes a config to start from."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from summarizer.cli.messages import note
from summarizer.errors import UsageError


def write_starter(context: click.Context, _: click.Parameter, file: Path | None) -> None:
    """Write a starter config and exit, before the other options are processed."""
    if file is None or context.resilient_parsing:
        return
    from summarizer.resources import folder

    starter = (folder("configs") / "batch.init.toml").read_bytes()
    if str(file) == "-":
        click.echo(starter.decode(), nl=False)
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


class InitOption(click.Option):
    """The option `--init`, which is refused together with `--dry-run`."""

    def handle_parse_result(
        self, ctx: click.Context, opts: Mapping[str, Any], args: list[str]
    ) -> tuple[Any, list[str]]:
        """Take the option up; raises `UsageError`."""
        if opts.get(self.name or "") is not None and opts.get("dry_run"):
            raise UsageError("--init and --dry-run: give one of them")
        return super().handle_parse_result(ctx, opts, args)
