"""Turns what a batch is told to read into paths: names, patterns, and lists of both."""

import glob
import os
import re
from collections.abc import Iterator
from pathlib import Path

from summarizer import whole_files
from summarizer.errors import InputError, UsageError

_REMEDY = "give a text file with one path a line"


def listed(file: Path) -> Iterator[str]:
    """The names in a list of one a line, relative ones starting at the list's folder; `-` stays `-`.

    Raises `UsageError` where the list cannot be read or names nothing.
    """
    wrong = f"input.file_list: {file}"
    if whole_files.is_special(file):  # which could not be gone through again
        raise UsageError(f"{wrong}: not a regular file; {_REMEDY}")
    found = False
    try:
        with file.open(encoding="utf-8-sig") as lines:
            for line in lines:
                if name := line.strip():
                    found = True
                    # A name may be a pattern; that of the list's own folder is none.
                    folder = glob.escape(str(file.parent)) if glob.has_magic(name) else str(file.parent)
                    yield name if name == "-" else str(Path(folder, name))
    except (OSError, ValueError) as error:
        cause = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        raise UsageError(f"{wrong}: {cause}; {_REMEDY}") from None
    if not found:
        raise UsageError(f"{wrong}: names nothing to read; {_REMEDY}")


def path_of(name: str, base: Path) -> Path:
    """The path or pattern of a name, relative ones starting at `base`; raises `InputError`."""
    if "\0" in name:
        raise InputError("has a NUL in it; check the path")
    try:
        return tidy(base / Path(name).expanduser())
    except RuntimeError:
        raise InputError("has no such user; check the path") from None


def is_folder(path: Path) -> bool:
    """Whether a folder is there; False too for what may not be looked at, which reading then tells of."""
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises for a long name or a closed folder


def is_pattern(path: Path) -> bool:
    """Whether the path is one with wildcards; a file of just that name goes before."""
    return not os.path.lexists(path) and glob.has_magic(str(path))


def split_pattern(pattern: Path) -> tuple[Path, tuple[str, ...]]:
    """The folder where all matches are, and the parts of the pattern below it."""
    literal = [re.sub(r"\[([*?[])\]", r"\1", part) for part in pattern.parts]
    fixed = next(
        (
            number
            for number, (part, plain) in enumerate(zip(pattern.parts, literal, strict=True))
            if part != glob.escape(plain)
        ),
        len(literal) - 1,  # all is escaped: no more than one file can match
    )
    return tidy(Path(*literal[:fixed])), pattern.parts[fixed:]


def lies_in(path: Path, folder: Path) -> bool:
    """Whether the path, all links followed, is the folder or below it."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def tidy(path: Path) -> Path:
    """The path without `folder/..`, where it leads to the same place and not across a link."""
    short = Path(os.path.normpath(path))
    try:
        return short if short.samefile(path) else path
    except OSError:
        return path
