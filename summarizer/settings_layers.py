"""Merges settings of several layers (default, file, environment, flags), with the origin of each value."""

import glob
import os
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from summarizer.config import Origin, Settings
from summarizer.errors import UsageError
from summarizer.models.catalog import is_path
from summarizer.models.quality import settings_of
from summarizer.threads import check_threads
from summarizer.toml_files import read

_PREFIX = "SUMMARIZER_"
_LONGEST_SHOWN = 100  # letters of a wrong value that an error repeats
_WRITTEN = {"input.paths", "output.path"}  # paths that stay as they are written
_MODELS = {"models.default", "models.abstractive", "models.translation", "models.adapter"}  # names or paths
_OF_ASSIGNMENTS = ("--set", "assignments")  # what holds them: the flag, or the argument of `load`
_SHORT_NAMES = {"SUMMARIZER_CACHE": "execution.cache_dir", "SUMMARIZER_MODEL": "models.default"}


@dataclass(frozen=True, slots=True)
class Given:
    """A value with its origin: `kind` and `name` are such as `environment` and `SUMMARIZER_MODEL`."""

    value: Any
    kind: Literal["file", "environment", "flag"]
    name: str

    @property
    def origin(self) -> Origin:
        """Where the value came from, as `summarizer config show` says it."""
        return f"{self.kind} {self.name}"

    def label(self, key: str) -> str:
        """How an error names the value."""
        return label(key, self.origin)


Layer = dict[str, Given]  # by `section.key`


def kind_of(origin: Origin) -> str:
    """`default`, `quality`, `file`, `environment` or `flag`."""
    return origin.partition(" ")[0]


def label(key: str, origin: Origin) -> str:
    """How an error names a value: by its origin, and by its key where the origin has many values."""
    kind, _, name = origin.partition(" ")
    return f"{name}: {key}" if kind == "file" or name in _OF_ASSIGNMENTS else name


def fields() -> dict[str, FieldInfo]:
    """Every setting by its `section.key`, in the schema's order."""
    return {
        f"{section}.{key}": field
        for section, of in Settings.model_fields.items()
        if isinstance(of.annotation, type) and issubclass(of.annotation, BaseModel)
        for key, field in of.annotation.model_fields.items()
    }


def combine(*layers: Layer) -> tuple[Settings, dict[str, Origin]]:
    """The settings that result where later layers win, and the origin of each by `section.key`.

    Every given value is checked, also one that a later layer hides. Below all layers are the settings that
    the tier of quality stands for. Raises `UsageError`.
    """
    origins: dict[str, Origin] = dict.fromkeys(fields(), "default")
    merged: dict[str, dict[str, Any]] = {}
    for layer in layers:
        for key, given in layer.items():
            section, name = key.split(".")
            try:
                Settings.model_validate({section: {name: given.value}})
            except ValidationError as error:
                raise UsageError(f"{given.label(key)}: {_explain(error)}") from None
            merged.setdefault(section, {})[name] = given.value
            origins[key] = given.origin
    settings = Settings.model_validate(merged)
    quality = settings.tasks.quality
    chosen = origins["models.default"] != "default"
    for key, value in settings_of(settings, model_is_chosen=chosen).items():
        if origins[key] == "default":
            section, name = key.split(".")
            merged.setdefault(section, {})[name] = value
            origins[key] = f"quality {quality}"
    return Settings.model_validate(merged), origins


def check_machine(settings: Settings, origins: Mapping[str, Origin]) -> None:
    """Raise `UsageError` for settings that are valid but exceed this machine: more threads than cores."""
    check_threads(settings.execution.threads, label("execution.threads", origins["execution.threads"]))


def layers(files: Iterable[Path], assignments: Iterable[str] = (), name: str = "--set") -> list[Layer]:
    """The layers between defaults and flags: files, the environment, then the assignments.

    `name` is what holds the assignments. Raises `UsageError`.
    """
    assigned = [from_assignment(text, name) for text in assignments]
    return [*map(from_file, files), from_environment(os.environ), *assigned]


def from_file(path: Path) -> Layer:
    """The settings of a TOML file; its relative paths start at its own folder. Raises `UsageError`."""
    tables = read(path)
    known = fields()
    layer: Layer = {}
    for section, table in tables.items():
        if section not in Settings.model_fields or not isinstance(table, dict):
            raise UsageError(f"{path}: {_no_section(section, table)}")
        for name, value in table.items():
            key = f"{section}.{name}"
            if key not in known:
                raise UsageError(f"{path}: {_unknown(key)}")
            layer[key] = Given(_with_absolute_paths(value, known[key], path.parent, key), "file", str(path))
    return layer


def from_environment(environment: Mapping[str, str]) -> Layer:
    """The settings in `SUMMARIZER_<SECTION>_<KEY>`, lists separated by commas; empty ones are not set.

    Raises `UsageError` for a variable with that beginning that is no setting.
    """
    known = fields()
    names = {f"{_PREFIX}{key.replace('.', '_').upper()}": key for key in known} | _SHORT_NAMES
    layer: Layer = {}
    # The short names first, so that the full name wins where both are set.
    for name in sorted(environment, key=lambda name: (name not in _SHORT_NAMES, name)):
        if not name.startswith(_PREFIX) or not environment[name]:
            continue
        if name not in names:
            near = ", ".join(nearest(name, names)[:4])
            raise UsageError(f"{name}: no setting has this variable; unset it, or use one such as {near}")
        key = names[name]
        layer[key] = Given(_parsed(environment[name], known[key]), "environment", name)
    return layer


def from_assignment(text: str, name: str = "--set") -> Layer:
    """The setting in `section.key=value`, the value being TOML or a bare text; raises `UsageError`."""
    key, equals, value = text.partition("=")
    key = key.strip()
    if not equals:
        raise UsageError(f"{name}: {text!r} has no '='; write section.key=value, such as tasks.length=short")
    known = fields()
    if key not in known:
        raise UsageError(f"{name}: {_unknown(key)}")
    return {key: Given(_parsed(value.strip(), known[key]), "flag", name)}


def nearest(name: str, choices: Sequence[str] | Mapping[str, Any]) -> list[str]:
    """All choices, the most similar to `name` first."""
    wanted = name.lower()

    def likeness(choice: str) -> float:
        return SequenceMatcher(None, wanted, choice.lower()).ratio()

    return sorted(choices, key=likeness, reverse=True)


def _unknown(key: str) -> str:
    section, dot, name = key.partition(".")
    if not dot or section not in Settings.model_fields:
        return f"{key} is not a setting; did you mean {', '.join(nearest(key, fields())[:4])}?"
    names = [known.split(".")[1] for known in fields() if known.startswith(f"{section}.")]
    return f"{key} is not a setting; [{section}] has {', '.join(nearest(name, names))}"


def _no_section(section: str, table: object) -> str:
    if section in Settings.model_fields:
        return f"{section} must be a table; write [{section}] and its settings below it"
    if not isinstance(table, dict):
        owners = [key for key in fields() if key.split(".")[1] == section]
        if owners:
            home = owners[0].split(".")[0]
            return f"{section} stands outside of its section; put it under [{home}]"
    return f"[{section}] is not a section; choose from {', '.join(nearest(section, Settings.model_fields))}"


def _parsed(text: str, field: FieldInfo) -> Any:
    """Parse a value from a shell: a quoted text or an array as TOML, any other text as it is."""
    if text[:1] in {'"', "'", "["}:
        try:
            return tomllib.loads(f"value = {text}")["value"]
        except (ValueError, RecursionError):
            pass
    if get_origin(field.annotation) is tuple:
        return [part.strip() for part in text.split(",") if part.strip()]
    return text


def _with_absolute_paths(value: Any, field: FieldInfo, folder: Path, key: str) -> Any:
    """A file's value with its relative paths starting at the file's folder; `-` is a stream, no path."""
    if isinstance(value, list):
        return [_with_absolute_paths(one, field, folder, key) for one in value]
    if not isinstance(value, str) or value == "-":
        return value
    path = is_path(value, folder) if key in _MODELS else key in _WRITTEN or _is_path(field.annotation)
    if not path:
        return value
    # An empty one and a home folder are for the settings to judge.
    if not value or value.startswith("~") or Path(value).is_absolute() or folder == Path():
        return value
    # An input may be a pattern; the folder's own name is none.
    start = glob.escape(str(folder)) if key == "input.paths" and glob.has_magic(value) else str(folder)
    placed = str(Path(start) / value)
    return f"{placed}/" if value.endswith(("/", os.sep)) else placed


def _is_path(annotation: Any) -> bool:
    return annotation is Path or any(_is_path(one) for one in get_args(annotation))


def _explain(error: ValidationError) -> str:
    """What is wrong with the one value, and the remedy, in a line."""
    first = error.errors()[0]
    value, limits = _shown(first["input"]), first.get("ctx", {})
    match first["type"]:
        case "value_error":
            return str(limits["error"])
        case "literal_error":
            choices = re.findall(r"'([^']*)'", str(limits["expected"]))
            return f"{value} is not possible; choose from {', '.join(nearest(value, choices))}"
        case "greater_than_equal":
            return f"{value} is too small; the least is {limits['ge']}"
        case "less_than_equal":
            return f"{value} is too large; the most is {limits['le']}"
        case "too_short":
            return "nothing is in the list; give at least one"
        case "int_parsing" | "int_type" | "int_from_float" | "int_parsing_size" | "finite_number":
            return f"{value} is not a whole number; give one"
        case "bool_parsing" | "bool_type":
            return f"{value} is neither true nor false; give one of them"
        case "tuple_type":
            return f"{value} is not a list; write it in brackets"
        case _:
            return f"{value} is not text; put it in quotes"


def _shown(value: object) -> str:
    """A value much as it stands in TOML, cut where it is long."""
    text = repr(value) if isinstance(value, str | list | dict) else str(value)
    text = text.lower() if isinstance(value, bool) else text
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
