"""What the names mean that a batch is told to read: lists, paths and patterns, and what matches those."""

import errno
import glob
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from summarizer import whole_files
from summarizer.batch.inputs.article import Item, bad, table_of
from summarizer.errors import InputError, UsageError
from summarizer.paths import is_folder, tidy
from summarizer.text.web import is_address

LINKED = "linked folder{s}"  # a kind of what is passed over
_REMEDY = "give a text file with one path a line"


def listed(file: Path) -> Iterator[str]:
    """The names in a list of one a line, relative ones starting at its folder; `-` and addresses stay.

    A line that begins with # is a comment; a file of such a name is written `./#a.txt`.

    Raises `UsageError` where the list cannot be read or names nothing.
    """
    wrong = f"input.file_list: {file}"
    if whole_files.is_special(file):  # which could not be gone through again
        raise UsageError(f"{wrong}: not a regular file; {_REMEDY}")
    found = False
    try:
        with file.open(encoding="utf-8-sig") as lines:
            for line in lines:
                if (name := line.strip()) and not name.startswith("#"):
                    found = True
                    # A name may be a pattern; that of the list's own folder is none.
                    folder = glob.escape(str(file.parent)) if glob.has_magic(name) else str(file.parent)
                    yield name if name == "-" or is_address(name) else str(Path(folder, name))
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


def matching(folder: Path, parts: Sequence[str], pass_over: Callable[[str], None]) -> Iterator[Path | Item]:
    """The paths below a folder that a pattern in parts matches, and an item for each closed folder.

    pathlib's own passes over closed folders without a word, and holds all paths at once. `pass_over` is told
    the kind of what is not gone into.
    """
    first, *rest = parts
    if first != "**" and not glob.has_magic(first):
        path = folder / first
        if rest:
            yield from matching(path, rest, pass_over)
        elif os.path.lexists(path):
            yield path
        return
    try:
        found = entries(folder)
    except OSError as error:
        if error.errno in {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG}:
            return  # there can be no match
        yield closed(folder, str(folder), error)
        return
    if first == "**" and rest:
        yield from matching(folder, rest, pass_over)
    for entry in found:
        path = folder / entry.name
        if first != "**":
            if _fits(entry.name, first):
                yield from matching(path, rest, pass_over) if rest else [path]
        elif entry.is_dir(follow_symlinks=False):
            yield from matching(path, parts, pass_over)
        elif is_folder(path):
            pass_over(LINKED)
        elif not rest:
            yield path


def entries(folder: Path) -> "list[os.DirEntry[str]]":
    """What is in a folder, in order; raises `OSError`."""
    with os.scandir(folder) as listing:
        return sorted(listing, key=lambda entry: entry.name)


def closed(folder: Path, name: str, error: OSError) -> Item:
    """The item for a folder that cannot be looked into."""
    return bad(name, str(folder), f"{error.strerror}; make the folder readable")


class Sources:
    """Files, folders and patterns that articles come from."""

    def __init__(self, sources: Iterable[str] = ()) -> None:
        self._exact: set[str] = set()
        self._patterns: set[str] = set()
        for source in sources:
            self.add(source)

    def __contains__(self, source: str) -> bool:
        return source in self._exact

    def add(self, source: str) -> None:
        """Add a file, a folder or a pattern."""
        self._exact.add(source)
        if glob.has_magic(source):
            self._patterns.add(source)

    def hold(self, source: str) -> bool:
        """Whether the source is one of them, a line of such a file, or matches or lies below one."""
        parts = Path(source).parts
        return any(one in self._exact for one in _holders(source)) or any(
            _match(parts, Path(pattern).parts) for pattern in self._patterns
        )


def _holders(source: str) -> Iterator[str]:
    """The source itself, the file that it is a line of, and the folders above."""
    yield source
    if (file := table_of(source)) is not None:
        yield file
    yield from map(str, Path(source).parents)


def _match(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    """Whether a path in parts is one that `matching` could have given for the pattern."""
    if not parts or not pattern:
        return not parts and not pattern
    if pattern[0] == "**":
        return len(pattern) == 1 or _match(parts, pattern[1:]) or _match(parts[1:], pattern)
    return _fits(parts[0], pattern[0]) and _match(parts[1:], pattern[1:])


def _fits(name: str, pattern: str) -> bool:
    """Whether a name fits one part of a pattern; letter case counts, so that every system reads the same."""
    return fnmatchcase(name, pattern)
