"""The types of single settings: what a path, an address, a device or a number may be."""

import os
import re
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator

_ENCODINGS_ALSO = {"utf8": "utf-8", "utf16": "utf-16", "cp1258": "windows-1258", "abc": "tcvn3"}


def _expanded(value: object) -> object:
    """A path with its `~` expanded; raises `ValueError` for a path that cannot name a file."""
    if not isinstance(value, str):
        return value
    if not value:
        raise ValueError("is empty; name a file or folder")
    if "\0" in value:
        raise ValueError(f"{value!r} holds a NUL character; take it out")
    place = os.path.expanduser(value)  # noqa: PTH111 - pathlib would also take away a leading ./
    if place.startswith("~"):
        raise ValueError(f"{value!r}: there is no such home folder; for a file of that name write ./{value}")
    return place


def _refuse_boolean(value: object) -> object:
    """Refuse true and false, which Python accepts as 1 and 0."""
    if isinstance(value, bool):
        raise ValueError(f"{str(value).lower()} is not a whole number; give one")  # noqa: TRY004 - pydantic's way
    return value


def _refuse_blank(value: object) -> object:
    """Refuse a text of white space only."""
    if isinstance(value, str) and not value.strip():
        raise ValueError("is empty; give one, or leave it out")
    return value


def canonical_encoding(name: str) -> str:
    """The name of an encoding as `Encoding` has it; an unknown name is returned unchanged."""
    name = name.strip().lower()
    return _ENCODINGS_ALSO.get(name, name)


def canonical(value: object) -> object:
    """The same for a value that may be no text."""
    return canonical_encoding(value) if isinstance(value, str) else value


def _checked_device(name: str) -> str:
    if not re.fullmatch(r"auto|cpu|mps|cuda(:[0-9]+)?", name):
        raise ValueError(f"{name!r} is not a device; use auto, cpu, cuda, cuda:N or mps")
    return name


def _path_as_text(value: object) -> object:
    return os.fspath(value) if isinstance(value, os.PathLike) else value


def _checked_address(address: str) -> str:
    """The address of a server; refuses one with a password or key, since settings are shown and saved."""
    wrong = ValueError("is no address of a server; give one such as http://127.0.0.1:8000/v1")
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:  # such as http://[::1 or http://127.0.0.1:99999
        raise wrong from None
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise wrong
    if parts.username or parts.password or parts.query:
        raise ValueError("holds more than an address; take the key out, and set OPENAI_API_KEY to it")
    return address


def checked_cluster(address: str) -> str:
    """The address of a Ray cluster, or how to find one; raises `ValueError`."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if address in ("auto", "local") or (
        host and "/" not in host and port.isdecimal() and 0 < int(port) < 65536
    ):
        return address
    raise ValueError(f"{address!r} is no cluster; use auto, local, ray://HOST:10001 or HOST:6379")


Device = Annotated[str, AfterValidator(_checked_device)]
ServerAddress = Annotated[str, AfterValidator(_checked_address)]
ClusterAddress = Annotated[str, AfterValidator(checked_cluster)]
ExpandedPath = Annotated[Path, BeforeValidator(_expanded)]
# As text: a Path would lose the slash at the end that says that a folder is meant.
PathText = Annotated[str, BeforeValidator(_expanded), BeforeValidator(_path_as_text)]
Integer = Annotated[int, BeforeValidator(_refuse_boolean)]
Text = Annotated[str, BeforeValidator(_refuse_blank)]
ModelName = Annotated[
    str, BeforeValidator(_expanded), BeforeValidator(_refuse_blank), BeforeValidator(_path_as_text)
]
