"""Result files of a run: safe names, written whole, never over files that no run made."""

import errno
import os
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from summarizer import whole_files
from summarizer.document import Document
from summarizer.errors import InputError, SummarizerError, UsageError
from summarizer.made_files import MadeFiles
from summarizer.paths import is_folder, safe_name, writable

_Format = TypeVar("_Format", bound=str)

MADE = ".summarizer-made"  # names the results in its folder, one a line
_MOST_LINKS = 40  # one behind another, as Linux follows them
_LONGEST_STEM = 200  # bytes; leaves room for a number and the suffix on every file system


class ResultFile:
    """A file for one result, which is not written over where no run has made it, unless by `force`.

    Raises `UsageError` as `check_file` does, and for such a file. Its folder has the log of results that
    `FolderNames` keeps, too. An empty file and what is no regular one, such as a device, may be anybody's.
    """

    def __init__(self, path: Path, inputs: Sequence[str], *, force: bool) -> None:
        check_file(path, inputs)
        if open_descriptor(path) is not None:  # what lies behind it was opened by who runs the command
            return
        self._made = _made_files(path.parent / MADE)
        foreign = path.name not in self._made and path.is_file() and path.stat().st_size > 0
        if foreign and not force:
            raise _foreign(path)

    def write(self, path: Path, data: bytes) -> None:
        """Write the file as `write_file` does, then note it; without one `force` is asked for next time."""
        write_file(path, data)
        if open_descriptor(path) is None and not whole_files.is_special(path):
            with suppress(OSError):
                self._made.add([path.name])


class FolderNames:
    """Gives each document a file in a folder: `<stem><suffix>`, with `-2` and so on where that is taken.

    Only a result of an earlier run is written over. A result does not always show that it is one, a
    translation alone least of all, so a hidden file in the folder names them.

    Raises `UsageError` for the first file in the way that no run has made, and for a log that cannot be read.
    """

    def __init__(self, folder: Path, suffix: str, inputs: Sequence[str], *, force: bool = False) -> None:
        self._log = folder / MADE
        self._made = _made_files(self._log)
        self._paths: dict[str, deque[Path]] = defaultdict(deque)
        # An input that lies in the folder must not be replaced by its own summary.
        taken = {_key(Path(source)) for source in inputs if source != "-"}
        for source in inputs:
            stem = "stdin" if source == "-" else safe_name(Path(writable(source)).stem, _LONGEST_STEM)
            number, path = 1, folder / f"{stem}{suffix}"
            while _key(path) in taken:
                number += 1
                path = folder / f"{stem}-{number}{suffix}"
            if path.name not in self._made and os.path.lexists(path) and not force:
                raise _foreign(path)
            taken.add(_key(path))
            self._paths[writable(source)].append(path)

    def __call__(self, document: Document) -> Path:
        """The file of that document, noted as a result; raises `InputError`."""
        path = self._paths[document.source].popleft()
        _note(self._made, self._log, path.name)
        return path


def _foreign(path: Path) -> UsageError:
    return UsageError(
        f"{path}: exists, and no run of summarizer made it; move it away, or choose another --output, or "
        "give --force"
    )


def _made_files(log: Path) -> MadeFiles:
    try:
        return MadeFiles(log)
    except OSError as error:
        raise UsageError(f"{log}: {error.strerror}; make it readable or choose another --output") from None


def _note(made: MadeFiles, log: Path, name: str) -> None:
    try:
        made.add([name])
    except OSError as error:
        raise InputError(f"{log}: {error.strerror}; make it writable or choose another --output") from None


def check_file(path: Path, inputs: Iterable[str], option: str = "--output") -> None:
    """Raise `UsageError` where a result cannot or must not be written to the file that `option` names.

    Only an attempt tells: a temporary file is made where the result's own will be, and removed.
    """
    if not is_folder(path.parent):
        raise UsageError(f"{path}: there is no folder {path.parent}; make it, or choose another {option}")
    if any(_key(Path(source)) == _key(path) for source in inputs if source != "-"):
        raise UsageError(f"{path}: the result would replace its own source; choose another {option}")
    try:
        target = _target(path)
        with suppress(FileNotFoundError):
            target.stat()  # fails where the name is too long
        if (descriptor := open_descriptor(path)) is not None:
            os.write(descriptor, b"")
        elif whole_files.is_special(target):  # a device or a pipe, which cannot be replaced
            if not os.access(target, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        else:
            whole_files.check_writable(target)
            _try(whole_files.part_of(target))
    except RuntimeError:
        raise UsageError(f"{path}: is a link that leads to itself; choose another {option}") from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({_cause(error)}); choose another {option}") from None


def _target(path: Path) -> Path:
    """What is written: the file behind links, or a pipe or device as it is named."""
    return path if whole_files.is_special(path) else path.resolve()


def open_descriptor(path: Path) -> int | None:
    """The open descriptor that a name such as `/dev/stdout` or `/dev/fd/3` stands for, also behind links.

    What it leads to may be a file that others write into, too, so that no other may be put in its place.
    """
    folders = {os.path.realpath(name) for name in ("/dev/fd", "/proc/self/fd")}
    for _ in range(_MOST_LINKS):
        if path.name.isdecimal() and os.path.realpath(path.parent) in folders:
            return int(path.name)
        if not path.is_symlink():
            break
        path = path.parent / path.readlink()
    return None


def format_of(path: Path, formats: Mapping[str, _Format], plain: _Format) -> _Format:
    """The format that the suffix of a result asks for, `plain` without one; raises `UsageError`."""
    suffix = path.suffix.casefold()
    if suffix and suffix not in formats:
        raise UsageError(
            f"--output: {path}: no format has the suffix {suffix}; use {', '.join(formats)}, or give --format"
        )
    return formats[suffix] if suffix else plain


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
            f"{path}: cannot be a folder for results ({_cause(error)}); choose another --output"
        ) from None


def _cause(error: OSError) -> str:
    deleted = isinstance(error, FileNotFoundError) and not current_folder_is_there()
    return "the current folder was deleted" if deleted else error.strerror or str(error)


def _try(part: Path) -> None:
    with part.open("wb"):
        pass
    part.unlink()


def write_file(path: Path, data: bytes) -> None:
    """Put `data` at `path`, whole or not at all.

    Raises `InputError` for this file alone, `SummarizerError` for a full disk.
    """
    try:
        target = _target(path)
        if (descriptor := open_descriptor(path)) is not None:
            with os.fdopen(os.dup(descriptor), "wb") as stream:
                stream.write(data)
        elif whole_files.is_special(target):
            target.write_bytes(data)
        else:
            whole_files.write(target, data)
    except OSError as error:
        if whole_files.is_fatal(error):
            raise SummarizerError(f"{path}: {error.strerror}; make room or choose another --output") from None
        raise InputError(f"{path}: {error.strerror}; make it writable or choose another --output") from None


def _key(path: Path) -> str:
    with suppress(OSError, ValueError, RuntimeError):  # a RuntimeError is a link that leads to itself
        path = path.resolve()
    return str(path).casefold()
