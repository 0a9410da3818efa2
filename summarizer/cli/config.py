"""`summarizer config`: show the effective settings and where each came from."""

import glob
import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from summarizer.cli.options import Context, common_options
from summarizer.paths import writable
from summarizer.text.one_line import one_line
from summarizer.text.web import is_address

if TYPE_CHECKING:
    from summarizer.config import Settings


@click.group()
def config() -> None:
    """Show the settings: default, then -c FILE, then SUMMARIZER_*, then flags; later wins."""


@config.command(short_help="Print the settings as a config file.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of TOML.")
@common_options
def show(context: Context, *, as_json: bool) -> None:
    """Print the effective settings as a config file that says where each value came from."""
    from summarizer.cli.messages import note

    values = {
        key: value
        for section, of in context.settings.model_dump(mode="json").items()
        for key, value in ((f"{section}.{name}", value) for name, value in of.items())
    }
    for key, path in _missing(context.settings):
        note(f"{key}: {path}: no such file or folder; check the path")
    if as_json:
        told = {key: {"value": value, "origin": context.origins[key]} for key, value in values.items()}
        click.echo(writable(json.dumps(told, ensure_ascii=False, indent=2)))
        return
    lines = _lines(values, context.origins)
    if sys.stdout.isatty():
        _coloured(lines)
    else:
        for setting, comment in lines:
            click.echo(f"{setting}{comment}")


def _missing(settings: "Settings") -> Iterator[tuple[str, str]]:
    """The settings that name files to be read, with each of those that is not there."""
    named: dict[str, Iterable[Path | str | None]] = {
        "input.paths": settings.input.paths,
        "input.file_list": [settings.input.file_list],
        "glossary.files": settings.glossary.files,
        "models.prompts": [settings.models.prompts],
    }
    for key, paths in named.items():
        for path in map(str, filter(None, paths)):
            read = path != "-" and not is_address(path) and not glob.has_magic(path)
            if read and not os.path.lexists(Path(path).expanduser()):
                yield key, path


def _lines(values: dict[str, Any], origins: dict[str, str]) -> list[tuple[str, str]]:
    """Pairs of a TOML line and its comment; a setting without a value is only a comment."""
    from summarizer.settings_layers import fields

    lines: list[tuple[str, str]] = []
    section = ""
    for key, field in fields().items():
        home, name = key.split(".")
        if home != section:
            lines += [("", "")] * bool(section) + [(f"[{home}]", "")]
            section = home
        value = values[key]
        if value is None:
            lines.append(("", f"# {name} is not set: {field.description}"))
        else:
            lines.append((f"{name} = {_toml(value)}", f"  # {writable(one_line(origins[key]))}"))
    return lines


def _toml(value: Any) -> str:
    # JSON's strings, numbers, booleans and arrays are TOML's, but for DEL, which TOML wants escaped.
    # Bytes of a name that are no UTF-8 are spelled out, as TOML has no way to hold them.
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    value = writable(value) if isinstance(value, str) else value
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _coloured(lines: list[tuple[str, str]]) -> None:
    from rich.text import Text

    from summarizer.cli.messages import screen

    console = screen()
    for setting, comment in lines:
        style = "bold" if setting.startswith("[") else ""
        given = "default" not in comment and " is not set" not in comment
        console.print(
            Text(setting, style=style).append(comment, style="green" if given else "dim"), soft_wrap=True
        )
