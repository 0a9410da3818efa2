"""Reads TOML files into validated data; what is wrong with one is said in a line."""

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from summarizer.errors import UsageError

Data = TypeVar("Data")


def read(path: Path) -> dict[str, Any]:
    """The tables of a TOML file in UTF-8, with or without a byte-order mark.

    Raises:
        UsageError: it cannot be read, or is no TOML.
    """
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}; name a readable file") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: no TOML ({error}); correct the file") from None


def read_as(path: Path, kind: TypeAdapter[Data], **more: Any) -> Data:
    """The data that a TOML file holds; `more` are values that it does not say itself.

    Raises:
        UsageError: it cannot be read, is no TOML, or has an unknown key or a wrong value.
    """
    try:
        return kind.validate_python({**read(path), **more})
    except ValidationError as error:
        fault = error.errors()[0]
        key = ".".join(str(step) for step in fault["loc"]) or "the file"
        raise UsageError(f"{path}: {key}: {fault['msg']}; correct the file") from None
