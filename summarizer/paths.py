"""Helpers for paths: folders, links, and file names that are valid on every system."""

import os
import unicodedata
from hashlib import sha256
from pathlib import Path

_FORBIDDEN = frozenset('<>:"/\\|?*')  # on Windows, like the names of its devices
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"]
)


def key(name: str) -> bytes:
    """A short hash of a name, for when very many names are held in memory; bytes that are no UTF-8 count too.

    Sixteen bytes, which no other name has for all practical purposes.
    """
    return sha256(name.encode("utf-8", "surrogateescape")).digest()[:16]


def writable(value: str) -> str:
    """The text with bytes that are no UTF-8 written as escapes, so that it can be encoded."""
    return value.encode("utf-8", "backslashreplace").decode()


def is_folder(path: Path) -> bool:
    """Whether the path is a folder; False also where it may not be accessed, which reading then reports."""
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises for a long name or a closed folder


def lies_in(path: Path, folder: Path) -> bool:
    """Whether the path, all links followed, is the folder or below it."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def tidy(path: Path) -> Path:
    """The path without `folder/..`, unless a link would make that another path."""
    short = Path(os.path.normpath(path))
    try:
        return short if short.samefile(path) else path
    except OSError:
        return path


def safe_name(part: str, longest: int) -> str:
    """The name of a file or folder, without its suffix, that every system takes; at most that many bytes.

    What no system would have to change is kept as it is.
    """
    letters = "".join("_" if letter in _FORBIDDEN or _invisible(letter) else letter for letter in part)
    letters = letters.rstrip(". ").lstrip(" ")
    if letters.startswith("."):
        letters = "_" + letters[1:]
    if not letters or folded_stem(letters) in _DEVICES:
        letters = "_" + letters
    return letters.encode()[:longest].decode(errors="ignore").rstrip(". ")


def folded_stem(name: str) -> str:
    """A name up to its first dot, as systems without letter case see it."""
    return name.split(".", maxsplit=1)[0].casefold().strip()


def _invisible(letter: str) -> bool:
    return unicodedata.category(letter)[0] == "C" or (letter.isspace() and letter != " ")
