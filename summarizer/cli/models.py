"""`summarizer models`: list, fetch, verify, find and remove models."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from summarizer.cli.messages import error
from summarizer.cli.model_rows import amount
from summarizer.cli.options import NamedPath, model_names

if TYPE_CHECKING:
    from summarizer.cli.progress import Meter
    from summarizer.models.profile import Profile
    from summarizer.models.store import Store


@dataclass(frozen=True)
class _Place:
    store: "Store"
    meter: "Meter"
    quiet: bool
    more: str  # the options that a command which is advised needs, too


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options for the cache folder and for the amount of messages."""
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
    from summarizer.cli.progress import Meter
    from summarizer.models.store import Store, cache_folder
    from summarizer.settings_layers import Given, combine, layers

    given = layers([values["config_file"]] if values["config_file"] else [])
    if values["cache_dir"] is not None:
        given.append({"execution.cache_dir": Given(values["cache_dir"], "flag", "--cache-dir")})
    settings, _ = combine(*given)
    meter = Meter(-1 if values["quiet"] else values["verbose"])
    try:
        store = Store(cache_folder(settings.execution.cache_dir))
        yield _Place(store, meter, values["quiet"], _options_again(values))
    finally:
        meter.close()


def _options_again(values: dict[str, Any]) -> str:
    """The options that say where the models are, as they were given."""
    from shlex import quote

    given = (("-c", values["config_file"]), ("--cache-dir", values["cache_dir"]))
    return "".join(f" {name} {quote(str(value))}" for name, value in given if value is not None)


_NAME = click.argument("name", shell_complete=model_names)


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
    """Show every model with its state, sizes and licence: a table, or tab-separated lines in a pipe.

    These are the shipped models and those of which you have a profile of your own. `memory` is that of the
    weights in bfloat16: float32 takes twice as much, and running some more.

    What else is in the cache folder is in state `no profile`: the model that `summarizer tune` trains on, and
    models of other versions of the program. NAME-ct2, `converted`, is a model as CTranslate2 runs it.
    """
    from summarizer.cli import model_rows

    with _open(values) as place:
        rows = model_rows.rows(place.store)
        if sys.stdout.isatty():
            model_rows.show(rows, place.store.root)
        else:
            for row in (model_rows.COLUMNS, *rows):
                click.echo("\t".join(row))


@models.command(short_help="Fetch, verify and convert models.")
@click.argument("name", nargs=-1, required=True, shell_complete=model_names)
@_options
def pull(name: tuple[str, ...], **values: Any) -> None:
    """Fetch, verify and convert the models of these NAMEs; what is there already is left alone."""
    from summarizer.models.lookup import load_profile

    wanted = [load_profile(each) for each in name]  # a wrong name is told before anything is fetched
    with _open(values) as place:
        for profile in wanted:
            click.echo(f"{profile.name}\t{_pulled(place, profile)}")


def _pulled(place: _Place, profile: "Profile") -> Path:
    """Where a model is; it is fetched, or looked for again where the hub may have a newer one."""
    from summarizer.models.notices import tell_once
    from summarizer.models.pretrained import Pretrained
    from summarizer.models.transformers_loader import files_of

    if isinstance(profile.runtime, Pretrained):
        if not place.quiet:
            tell_once(profile, place.store.root)
        return files_of(profile, place.meter, again=True) / (profile.runtime.gguf or "")
    if profile.notice and not place.quiet and place.store.fault(profile):
        place.meter.say(profile.notice)
    return place.store.ensure(profile, place.meter)


@models.command(short_help="Compute the digests of fetched models again.")
@click.argument("name", required=False, shell_complete=model_names)
@_options
def verify(name: str | None, **values: Any) -> None:
    """Compute the digests of NAME's files, or of every fetched model's, again; end with 1 at a fault."""
    failed = False
    with _open(values) as place:
        wanted = place.store.names() if name is None else [name]
        if not wanted:
            failed = True
            remedy = f"'summarizer models pull NAME{place.more}'"
            error(f"{place.store.root}: no model is there to verify; run {remedy}")
        for each in wanted:
            known = _known(place.store, each)
            _refuse_own(each, known, "no digests of it are known; verify is for what was fetched")
            if fault := _fault(place.store, each, known, thorough=True):
                failed = True
                error(f"{each}: {fault}; run {_remedy(place, each, known)}")
            else:
                click.echo(f"{each}\twhole")
    sys.exit(1 if failed else 0)


@models.command(short_help="Print the folder of a model.")
@_NAME
@_options
def path(name: str, **values: Any) -> None:
    """Print the folder of the model NAME, or its file if it is one; end with 1 if it is not fetched."""
    from summarizer.errors import FetchError
    from summarizer.models.pretrained import Pretrained

    with _open(values) as place:
        known = _known(place.store, name)
        if known and isinstance(known.runtime, Pretrained):
            if known.runtime.folder is None:
                raise FetchError(f"{name}: is not fetched; run 'summarizer models pull {name}'")
            click.echo(str(known.runtime.folder / (known.runtime.gguf or "")))
            return
        if fault := _fault(place.store, name, known):
            raise FetchError(f"{name}: {fault}; run {_remedy(place, name, known)}")
        click.echo(str(place.store.folder(known) if known else place.store.converted(name)))


@models.command(short_help="Delete a model from the cache folder.")
@_NAME
@_options
def remove(name: str, **values: Any) -> None:
    """Delete the model NAME from the cache folder, also what was converted of one of the hub or of yours.

    All conversions of it go. When one is made, only the one that was used last before stays beside it, for
    another version of the program.
    """
    from summarizer.errors import UsageError
    from summarizer.models.pretrained import Pretrained

    with _open(values) as place:
        known = _known(place.store, name)  # so that no other name, nor a path, is taken for a folder there
        of_files = known.runtime if known and isinstance(known.runtime, Pretrained) else None
        freed = place.store.remove(_kept(name, known), place.meter)
        if not freed:
            _refuse_own(name, known, "delete it yourself")
        if not freed and of_files and of_files.hub_name and of_files.folder:
            repository = of_files.hub_name.repository
            raise UsageError(f"{name}: is in the hub's own cache; run 'hf cache rm model/{repository}'")
        click.echo(f"{name}\t{amount(freed)} freed" if freed else f"{name}\twas not there")


def _kept(name: str, known: "Profile | None") -> str:
    """What the cache folder calls a model; raises `UsageError` for one that has no files of its own."""
    from summarizer.models.ctranslate2 import converted_name
    from summarizer.models.pretrained import Pretrained

    if known is None:
        return name
    if isinstance(known.runtime, Pretrained):
        return converted_name(known)
    _ = known.embedded  # which others have not
    return known.name


def _refuse_own(name: str, known: "Profile | None", why: str) -> None:
    """Raise `UsageError` for a folder or file of the user's own, of which the cache has nothing."""
    from summarizer.errors import UsageError
    from summarizer.models.pretrained import Pretrained

    if known is not None and isinstance(known.runtime, Pretrained) and known.runtime.hub_name is None:
        raise UsageError(f"{name}: is a file or folder of your own; {why}")


def _known(store: "Store", name: str) -> "Profile | None":
    """The profile of a model, or None where only the cache folder knows it; raises `UsageError`."""
    from summarizer.errors import UsageError
    from summarizer.models.lookup import load_profile

    if not name:
        raise UsageError("NAME: is empty; name a model of 'summarizer models'")
    from summarizer.cli.model_rows import others

    return None if name in others(store) else load_profile(name)


def _fault(store: "Store", name: str, known: "Profile | None", *, thorough: bool = False) -> str | None:
    """What is wrong with a model in the cache folder, if anything."""
    from summarizer.models.manifest import fault_of

    if known:
        return store.fault(known, thorough=thorough)
    folder = store.converted(name)
    return fault_of(folder, thorough=thorough) if folder else "is incomplete"


def _remedy(place: _Place, name: str, known: "Profile | None") -> str:
    """The command that mends a fault; `pull` sees wrong sizes alone, a changed byte needs `remove` first."""
    remove, pull = (f"'summarizer models {verb} {name}{place.more}'" for verb in ("remove", "pull"))
    if known is None:
        return remove
    hidden = place.store.fault(known) is None
    return f"{remove} and {pull}" if hidden else pull
