"""Names and places of result files: safe on every system, whole or not there, never over an article."""

import errno
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from summarizer.batch import files
from summarizer.batch.named import is_folder
from summarizer.batch.places import safe_name
from summarizer.document import Document
from summarizer.errors import UsageError

_LONGEST_STEM = 200  # bytes; leaves room for a number and the suffix on every file system


class FolderNames:
    """Gives each document a file in a folder: `<stem><suffix>`, with `-2` and so on where that is taken."""

    def __init__(self, folder: Path, suffix: str, inputs: Iterable[str]) -> None:
        self._folder = folder
        self._suffix = suffix
        # An input that lies in the folder must not be replaced by its own summary.
        self._taken = {_key(Path(source)) for source in inputs if source != "-"}

    def __call__(self, document: Document) -> Path:
        """The file of that document."""
        stem = "stdin" if document.source == "-" else safe_name(Path(document.source).stem, _LONGEST_STEM)
        number = 1
        while True:
            path = self._folder / f"{stem}{f'-{number}' if number > 1 else ''}{self._suffix}"
            if _key(path) not in self._taken:
                self._taken.add(_key(path))
                return path
            number += 1


def check_file(path: Path, inputs: Iterable[str]) -> None:
    """Raise `UsageError` where a result cannot or must not be written to that file.

    Only an attempt tells: a temporary file is made where the result's own will be, and removed.
    """
    if not is_folder(path.parent):
        raise UsageError(f"{path}: there is no folder {path.parent}; make it, or choose another --output")
    if any(_key(Path(source)) == _key(path) for source in inputs if source != "-"):
        raise UsageError(f"{path}: the result would replace the article; choose another --output")
    try:
        target = path.resolve()
        with suppress(FileNotFoundError):
            target.stat()  # fails where the name is too long
        if files.is_special(target):  # a device or a pipe, which cannot be replaced
            if not os.access(target, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        else:
            _try(files.part_of(target))
    except RuntimeError:
        raise UsageError(f"{path}: is a link that leads to itself; choose another --output") from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({_cause(error)}); choose another --output") from None


def current_folder_is_there() -> bool:
    """Whether the current folder was not deleted meanwhile."""
    try:
        os.getcwd()  # noqa: PTH109 - pathlib's would be the same
    except OSError:
        return False
    return True


def make_folder(path: Path) -> None:
    """Make the folder if it is not there, and see that it takes a file; raises `UsageError`."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        _try(path / f".{os.getpid()}.part")
    except OSError as error:
        raise UsageError(
            f"{path}: no folder for results ({_cause(error)}); choose another --output"
        ) from None


def _cause(error: OSError) -> str:
    deleted = isinstance(error, FileNotFoundError) and not current_folder_is_there()
    return "the current folder was deleted" if deleted else error.strerror or str(error)


def _try(part: Path) -> None:
    with part.open("wb"):
        pass
    part.unlink()


def write_file(path: Path, data: bytes) -> None:
    """Put `data` at `path`, whole or not at all; raises `OSError`."""
    path = path.resolve()
    if files.is_special(path):
        path.write_bytes(data)
    else:
        files.write(path, data)


def _key(path: Path) -> str:
    with suppress(OSError, ValueError, RuntimeError):  # a RuntimeError is a link that leads to itself
        path = path.resolve()
    return str(path).casefold()
