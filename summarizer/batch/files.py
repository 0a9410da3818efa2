"""Writes files that are whole or not there."""

import errno
import hashlib
import os
import re
import stat
from contextlib import suppress
from pathlib import Path

from summarizer.errors import SummarizerError

# The whole run suffers from these, not one document.
_FATAL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EFBIG})
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NO_FOLDER = frozenset({errno.ENOTDIR, errno.EEXIST, errno.EISDIR})
_NO_PATH = frozenset({errno.ENAMETOOLONG, errno.ELOOP, errno.EINVAL})
_PART = re.compile(r"\.summarizer-\d+-[0-9a-f]{12}\.part")
_INDEX_PART = re.compile(r"\.index\.(html|md)\.\d+\.tmp")  # of `render.index.write_index`


class OutputError(SummarizerError):
    """The output folder takes no more; what is done is kept, and the same command goes on from there."""


def fatal(error: OSError) -> bool:
    """Whether no other document could be written either."""
    return error.errno in _FATAL


def refused(path: Path, error: OSError) -> OutputError:
    """The one line for a folder that cannot be written."""
    if error.errno in _NO_FOLDER:
        return OutputError(f"{path}: is no folder or lies below a file; choose another --output")
    cause = error.strerror or str(error)
    if error.errno in _NO_PATH:
        return OutputError(f"{path}: {cause}; choose another --output")
    if isinstance(error, FileNotFoundError):
        return OutputError(f"{path}: was removed during the run; run the same command again")
    remedy = "make room" if error.errno in _FULL else "make it writable"
    return OutputError(f"{path}: {cause}; {remedy} and run the same command again: what is done is kept")


def check_folder(folder: Path) -> None:
    """Raise `OutputError` where a run could not write into the folder, or not make it; makes nothing."""
    try:
        for path in (folder.absolute(), *folder.absolute().parents):
            with suppress(FileNotFoundError):
                if not stat.S_ISDIR(path.stat().st_mode):
                    raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
                if not os.access(path, os.W_OK | os.X_OK):
                    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
                return
            if path.is_symlink():  # which leads nowhere: no folder can be made there
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    except OSError as error:
        raise refused(folder, error) from None


def is_special(path: Path) -> bool:
    """Whether what is there is no regular file: a folder, or a pipe or device, whose end might never come."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False  # it is not there, or opening it tells more


def sha256(path: Path) -> str:
    """The file's SHA-256 in hex; raises `OSError`, also for a pipe or a device, which might never end."""
    if is_special(path):
        raise OSError(errno.EINVAL, "not a regular file", str(path))
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sha256_of(data: bytes) -> str:
    """The SHA-256 of bytes in hex."""
    return hashlib.sha256(data).hexdigest()


def write(path: Path, data: bytes) -> None:
    """Put `data` at `path`, whole or not at all, safe on disk on return; raises `OSError`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = part_of(path)
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def part_of(path: Path) -> Path:
    """The temporary name beside a file: no one else's, and short enough whatever the file's name is."""
    return path.with_name(f".summarizer-{os.getpid()}-{sha256_of(os.fsencode(path.name))[:12]}.part")


def clear_parts(folder: Path) -> None:
    """Remove what a killed run left half written: regular files of exactly such names, and nothing else."""
    parts = [part for part in folder.rglob(".summarizer-*.part") if _PART.fullmatch(part.name)]
    parts += [part for part in folder.glob(".index.*.tmp") if _INDEX_PART.fullmatch(part.name)]
    for part in parts:
        with suppress(OSError):  # what cannot be removed is in nobody's way
            if stat.S_ISREG(part.lstat().st_mode):
                part.unlink()


def sync_folder(folder: Path) -> None:
    """Make renames in a folder last; not every system can, and none of them needs it to be correct."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
