"""Options shared by all commands that run a model, and the settings that result from them."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from summarizer.cli.logged import logged
from summarizer.errors import Setting, SummarizerError, UsageError

if TYPE_CHECKING:
    from summarizer.cli.progress import Meter
    from summarizer.config import Settings
    from summarizer.settings_layers import Layer

_Command = TypeVar("_Command", bound=Callable[..., Any])


class NamedPath(click.Path):
    """A click type for paths that refuses an empty one, which pathlib takes for the current folder.

    Whether it can be read is told by reading it, which stops no other file, and a target need not be.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(readable=False, **options)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> "str | bytes | os.PathLike[str]":
        """The path as click gives it; raises `UsageError`."""
        if value == "" and param is not None:
            raise UsageError(f"{_label(param)}: is empty; name a file or folder")
        return super().convert(value, param, ctx)


def _label(param: click.Parameter) -> str:
    """How an error names an option or an argument."""
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    return (param.metavar or param.name or "").strip("[].").upper()


_FILE = NamedPath(dir_okay=False)
_FOLDER = NamedPath(file_okay=False)


def model_names(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    """The models that have a profile, for completion."""
    from summarizer.models.catalog import profile_files

    return [name for name in profile_files() if name.startswith(incomplete)]


# An option whose parameter is named `section__key` sets the setting `section.key`; a command may have more
# of them than these.
_SHARED = [
    click.option(
        "-c", "--config", "config_file", type=_FILE, metavar="FILE", help="Settings from a TOML file."
    ),
    click.option(
        "--set",
        "assignments",
        multiple=True,
        metavar="KEY=VALUE",
        help="Any setting, such as tasks.repairs=0; see 'summarizer config show'.",
    ),
    click.option(
        "-m",
        "--model",
        "models__default",
        metavar="NAME",
        shell_complete=model_names,
        help="Model, a folder or GGUF file, or openai:NAME; see 'summarizer models'.",
    ),
    click.option(
        "--adapter",
        "models__adapter",
        metavar="NAME",
        help="An adapter (peft) on that model: a folder, or ORG/NAME of the hub.",
    ),
    click.option(
        "--base-url",
        "models__base_url",
        metavar="URL",
        help="The server of a model named openai:NAME (its key: OPENAI_API_KEY).",
    ),
    click.option(
        "--prompts",
        "models__prompts",
        type=_FOLDER,
        metavar="DIR",
        help="Prompts that take the place of the shipped ones.",
    ),
    click.option(
        "--glossary",
        "glossary__files",
        type=_FILE,
        multiple=True,
        metavar="FILE",
        help="One more glossary; later ones win.",
    ),
    click.option(
        "--quality",
        "tasks__quality",
        type=click.Choice(["fast", "default", "best"]),
        metavar="NAME",
        help="fast, default or best; what is set by itself wins.",
    ),
    click.option("--device", "execution__device", metavar="NAME", help="auto, cpu, cuda, cuda:N or mps."),
    click.option(
        "--dtype",
        "execution__dtype",
        type=click.Choice(["auto", "float32", "bfloat16", "float16", "int8", "int4"]),
        metavar="TYPE",
        help="auto, float32, bfloat16, float16, int8 or int4.",
    ),
    click.option(
        "--threads", "execution__threads", type=int, metavar="N", help="CPU threads; 0: one a core."
    ),
    click.option(
        "--batch-tokens",
        "execution__batch_tokens",
        type=int,
        metavar="N",
        help="Tokens in one batch; lower it where memory is short.",
    ),
    click.option("--seed", "execution__seed", type=int, metavar="N", help="Seed of sampled candidates."),
    click.option(
        "--cache-dir",
        "execution__cache_dir",
        type=_FOLDER,
        metavar="DIR",
        help="Where fetched models are kept.",
    ),
    click.option("-q", "--quiet", is_flag=True, help="No progress and no notes; errors and findings stay."),
    click.option("-v", "--verbose", count=True, help="Say what is done, why, and how fast."),
]

output_option = click.option(
    "-o",
    "--output",
    "output__path",
    type=NamedPath(),
    metavar="PATH",
    help="A folder if it is one, ends in /, or there are several FILEs; else a file, "
    "whose suffix gives the format.",
)


@dataclass(frozen=True)
class Context:
    """What a command runs with. `verbosity` is -1 for `-q`, 0, or the number of `-v`."""

    settings: "Settings"
    origins: dict[str, str]
    verbosity: int
    progress: "Meter"

    def note(self, message: str) -> None:
        """Something that the user should know, unless by `-q`."""
        if self.verbosity >= 0:
            self.progress.say(message)


def common_options(command: _Command) -> _Command:
    """Add the shared options to a command, and pass their result as its parameter `context`.

    The layers are default, `--config`, environment, `--set`, flags; later ones win. Raises `UsageError`.
    """
    wanted = set(signature(command).parameters)

    @wraps(command)
    def run(*arguments: Any, **values: Any) -> Any:
        own = {name: value for name, value in values.items() if name in wanted}
        context = _open(values)
        try:
            with naming(context.origins), logged(context.note):
                return command(*arguments, context=context, **own)
        finally:
            context.progress.close()

    shared: Any = run
    for option in reversed(_SHARED):
        shared = option(shared)
    result: _Command = shared
    return result


@contextmanager
def naming(origins: Mapping[str, str]) -> Iterator[None]:
    """Where an error begins with a setting that somebody gave, say who: a flag, a variable or a file."""
    from summarizer.settings_layers import kind_of, label

    try:
        yield
    except SummarizerError as error:
        first, *rest = error.args
        origin = origins.get(first, "default") if isinstance(first, Setting) else "default"
        if kind_of(origin) in ("file", "environment", "flag"):
            error.args = (label(first, origin), *rest)
        raise


def _open(values: dict[str, Any]) -> Context:
    from summarizer.cli.progress import Meter
    from summarizer.settings_layers import check_machine

    settings, origins = combined(values)
    check_machine(settings, origins)
    verbosity = -1 if values["quiet"] else values["verbose"]
    return Context(settings, origins, verbosity, Meter(verbosity))


def combined(values: dict[str, Any], *files: Path) -> "tuple[Settings, dict[str, str]]":
    """The settings by the shared options, and the origin of each; `files` take precedence over `--config`.

    Raises `UsageError`.
    """
    from summarizer.settings_layers import combine, layers

    config = [Path(values["config_file"])] if values["config_file"] else []
    below = layers([*config, *files], values["assignments"])
    settings, _ = combine(*below)
    return combine(*below, _flags(values, settings))


def _flags(values: dict[str, Any], below: "Settings") -> "Layer":
    from summarizer.settings_layers import Given

    names = {option.name: max(option.opts, key=len) for option in click.get_current_context().command.params}
    layer = {
        name.replace("__", "."): Given(value, "flag", names[name])
        for name, value in values.items()
        if "__" in name and not (value is None or value is False or value == ())  # a switch only switches on
    }
    if more := layer.get("glossary.files"):  # the flag adds, it does not replace
        files = [*below.glossary.files, *more.value]
        layer["glossary.files"] = Given(files, "flag", more.name)
    return layer
