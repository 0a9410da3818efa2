"""Reads TOML files into validated data, with errors of one line."""

import stat
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from summarizer.errors import UsageError

Data = TypeVar("Data")
_MOST = 10_000_000  # bytes; what people write by hand has thousands


def read(path: Path) -> dict[str, Any]:
    """The tables of a TOML file in UTF-8, with or without a byte-order mark.

    Raises:
        UsageError: it cannot be read, is not a file of a sensible size, or is not valid TOML.
    """
    try:
        text = _bytes_of(path).decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}; name a readable file") from None
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not valid TOML ({error}); correct the file") from None
    return parsed(text, path)


def parsed(text: str, path: Path, remedy: str = "correct the file") -> dict[str, Any]:
    """The tables of a TOML text, which is the file's at `path`; raises `UsageError`."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise UsageError(f"{path}: not valid TOML (brackets are nested too deeply); {remedy}") from None
    except tomllib.TOMLDecodeError as error:
        if "hex value" in str(error) or "Unescaped" in str(error):  # what `"C:\\Users"` leads to
            remedy = "write a path with / in place of each backslash, or between single quotes"
        raise UsageError(f"{path}: not valid TOML ({error}); {remedy}") from None
    except ValueError:  # Python's own limit
        raise UsageError(f"{path}: a number has thousands of digits; {remedy}") from None


def _bytes_of(path: Path) -> bytes:
    """The bytes of a file, or of a pipe such as a shell's `<(...)`; a device may never end."""
    kind = path.stat().st_mode
    if not (stat.S_ISREG(kind) or stat.S_ISFIFO(kind)):
        raise UsageError(f"{path}: is not a regular file; name a TOML file")
    with path.open("rb") as file:
        data = file.read(_MOST + 1)
    if len(data) > _MOST:
        raise UsageError(f"{path}: has more than {_MOST:,} bytes; name a TOML file")
    return data


def read_as(path: Path, kind: TypeAdapter[Data], **more: Any) -> Data:
    """The data that a TOML file holds; `more` are values that it does not say itself.

    Validators find the file's folder in the context, as `folder`.

    Raises:
        UsageError: it cannot be read, is not valid TOML, or has an unknown key or a wrong value.
    """
    try:
        return kind.validate_python({**read(path), **more}, context={"folder": path.parent})
    except ValidationError as error:
        fault = error.errors()[0]
        key = ".".join(str(step) for step in fault["loc"]) or "the file"
        raise UsageError(f"{path}: {key}: {fault['msg']}; correct the file") from None
