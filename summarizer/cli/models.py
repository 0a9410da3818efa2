"""`summarizer models`: list, fetch, verify, find and remove models."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from summarizer.cli.messages import error
from summarizer.cli.options import NamedPath

if TYPE_CHECKING:
    from summarizer.cli.progress import Meter
    from summarizer.models.profile import Profile
    from summarizer.models.store import Store

_COLUMNS = ("name", "state", "on disk", "download", "parameters", "languages", "licence")


@dataclass(frozen=True)
class _Place:
    store: "Store"
    meter: "Meter"
    quiet: bool


def _names(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    from summarizer.models.profile import names

    return [name for name in names() if name.startswith(incomplete)]


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Where models are kept, and how much is said."""
    for option in (
        click.option("-v", "--verbose", count=True, help="Say what is done and how long it took."),
        click.option("-q", "--quiet", is_flag=True, help="No progress and no notes; errors stay."),
        click.option("--cache-dir", type=NamedPath(file_okay=False), metavar="DIR",
                     help="Where fetched models are kept."),
        click.option("-c", "--config", "config_file", type=NamedPath(dir_okay=False, path_type=Path),
                     metavar="FILE", help="Settings from a TOML file."),
    ):  # fmt: skip
        command = option(command)
    return command


@contextmanager
def _open(values: dict[str, Any]) -> Iterator[_Place]:
    import os

    from summarizer.cli.progress import Meter
    from summarizer.models.store import Store, cache_folder
    from summarizer.settings_layers import Given, combine, from_environment, from_file

    layers = [from_file(values["config_file"])] if values["config_file"] else []
    layers.append(from_environment(os.environ))
    if values["cache_dir"] is not None:
        layers.append({"execution.cache_dir": Given(values["cache_dir"], "flag", "--cache-dir")})
    settings, _ = combine(*layers)
    meter = Meter(-1 if values["quiet"] else values["verbose"])
    try:
        yield _Place(Store(cache_folder(settings.execution.cache_dir)), meter, values["quiet"])
    finally:
        meter.close()


_NAME = click.argument("name", shell_complete=_names)


@click.group(invoke_without_command=True)
@click.pass_context
def models(ctx: click.Context) -> None:
    """Models are fetched when they are first needed, verified, and kept in a cache folder.

    Its place is --cache-dir, SUMMARIZER_CACHE, or the system's folder for caches. Without a command: list.
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_, config_file=None, cache_dir=None, quiet=False, verbose=0)


@models.command("list", short_help="Show every model with its state and sizes.")
@_options
def list_(**values: Any) -> None:
    """Show every model with its state, sizes and licence: a table, or tab-separated lines in a pipe."""
    from summarizer.models.profile import profiles

    with _open(values) as place:
        rows = [_row(place.store, profile) for profile in profiles()]
        if sys.stdout.isatty():
            _table(rows, place.store.root)
        else:
            for row in (_COLUMNS, *rows):
                click.echo("\t".join(row))


@models.command(short_help="Fetch, verify and convert models.")
@click.argument("name", nargs=-1, required=True, shell_complete=_names)
@_options
def pull(name: tuple[str, ...], **values: Any) -> None:
    """Fetch, verify and convert the models of these NAMEs; what is there already is left alone."""
    from summarizer.models.profile import load_profile

    wanted = [load_profile(each) for each in name]  # a wrong name is told before anything is fetched
    with _open(values) as place:
        for profile in wanted:
            if profile.notice and not place.quiet and place.store.fault(profile):
                place.meter.say(profile.notice)
            click.echo(f"{profile.name}\t{place.store.ensure(profile, place.meter)}")


@models.command(short_help="Compute the digests of fetched models again.")
@click.argument("name", required=False, shell_complete=_names)
@_options
def verify(name: str | None, **values: Any) -> None:
    """Compute the digests of NAME's files, or of every fetched model's, again; end with 1 at a fault."""
    from summarizer.models.profile import load_profile, profiles

    failed = False
    with _open(values) as place:
        there = [load_profile(name)] if name else [one for one in profiles() if place.store.size(one)]
        for profile in there:
            fault = place.store.fault(profile, thorough=True)
            failed = failed or fault is not None
            if fault is None:
                click.echo(f"{profile.name}\twhole")
            else:
                error(f"{profile.name}: {fault}; run 'summarizer models {_remedy(place.store, profile)}'")
    sys.exit(1 if failed else 0)


@models.command(short_help="Print the folder of a model.")
@_NAME
@_options
def path(name: str, **values: Any) -> None:
    """Print the folder of the model NAME; end with 1 if it is not fetched."""
    from summarizer.errors import FetchError
    from summarizer.models.profile import load_profile

    profile = load_profile(name)
    with _open(values) as place:
        if fault := place.store.fault(profile):
            raise FetchError(f"{name}: {fault}; run 'summarizer models {_remedy(place.store, profile)}'")
        click.echo(str(place.store.folder(profile)))


@models.command(short_help="Delete a model from the cache folder.")
@_NAME
@_options
def remove(name: str, **values: Any) -> None:
    """Delete the model NAME from the cache folder."""
    from summarizer.models.profile import load_profile

    profile = load_profile(name)
    with _open(values) as place:
        freed = place.store.remove(profile, place.meter)
        click.echo(f"{name}\t{_bytes(freed)} freed" if freed else f"{name}\twas not there")


def _remedy(store: "Store", profile: "Profile") -> str:
    """`pull` makes anew what it sees to be wrong by the sizes; a changed byte it does not see."""
    again = f"pull {profile.name}"
    hidden = store.fault(profile) is None
    return f"remove {profile.name}' and 'summarizer models {again}" if hidden else again


def _row(store: "Store", profile: "Profile") -> tuple[str, ...]:
    fault, size = store.fault(profile), store.size(profile)
    state = "ready" if fault is None else "not fetched" if not size else "incomplete"
    return (
        profile.name,
        state,
        _bytes(size) if size else "-",
        _bytes(profile.file.bytes),
        f"{profile.parameters / 1e6:,.0f} M",
        ", ".join(profile.languages),
        f"{profile.licence} ({profile.licence_url})",
    )


def _bytes(size: float) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"


def _table(rows: list[tuple[str, ...]], root: Path) -> None:
    from rich.table import Table
    from rich.text import Text

    from summarizer.cli.messages import screen

    table = Table(*_COLUMNS)
    for row in rows:
        table.add_row(*map(Text, row))  # Text: nothing is read as markup
    console = screen()
    console.print(table)
    console.print(Text(f"cache folder: {root}"), soft_wrap=True)
