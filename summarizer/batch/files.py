"""Writes files that are whole or not there."""

import errno
import hashlib
import os
from pathlib import Path

from summarizer.errors import SummarizerError

# The whole run suffers from these, not one document.
_FATAL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EFBIG})


class OutputError(SummarizerError):
    """The output folder takes no more; what is done is kept, and the same command goes on from there."""


def fatal(error: OSError) -> bool:
    """Whether no other document could be written either."""
    return error.errno in _FATAL


def refused(path: Path, error: OSError) -> OutputError:
    """The one line for a folder that cannot be written."""
    cause = error.strerror or str(error)
    remedy = "make room" if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} else "make it writable"
    return OutputError(f"{path}: {cause}; {remedy} and run the same command again: what is done is kept")


def sha256(path: Path) -> str:
    """The file's SHA-256 in hex; raises `OSError`."""
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
    """The temporary name beside a file."""
    return path.with_name(f".{path.name}.part")


def clear_parts(folder: Path) -> None:
    """Remove what a killed run left half written."""
    for pattern in (".*.part", ".index.*.tmp"):
        for part in folder.rglob(pattern):
            part.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make renames in a folder last; not every system can, and none of them needs it to be correct."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
