"""Atomic writes (a file is whole or not there), and SHA-256 of files."""

import errno
import hashlib
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

# Other files suffer from these too.
_FATAL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EFBIG})
PART = r"\.summarizer-\d+-[0-9a-f]{12}\.part"  # what a temporary name looks like, as a regular expression


def write(path: Path, data: bytes) -> None:
    """Put `data` at `path`, whole or not at all, safe on disk on return; raises `OSError`.

    A file that is there keeps its mode, and is not replaced where it may not be written.
    """
    write_pieces(path, [data])


def write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """Write the pieces to `path` one after another, as `write` does; they are not held in memory."""
    path.parent.mkdir(parents=True, exist_ok=True)
    check_writable(path)
    part = part_of(path)
    try:
        with part.open("wb") as file:
            with suppress(OSError):  # none is there, or its file system has no modes
                part.chmod(stat.S_IMODE(path.stat().st_mode))  # before the data, which may be private
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def is_fatal(error: OSError) -> bool:
    """Whether the error concerns all files: a full or read-only disk."""
    return error.errno in _FATAL


def check_writable(path: Path) -> None:
    """Raise `PermissionError` for a file that is there and may not be written: a rename would replace it."""
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))


def part_of(path: Path) -> Path:
    """A unique temporary name beside a file, short enough for any file name."""
    return path.with_name(f".summarizer-{os.getpid()}-{sha256_of(os.fsencode(path.name))[:12]}.part")


def sync_folder(folder: Path) -> None:
    """Make renames in a folder durable (fsync), where the system can.

    Not every one can: some network and FUSE file systems take no fsync of a folder. The file itself is safe
    and in its place by then, so that it must not count as failed.
    """
    if not hasattr(os, "O_DIRECTORY"):
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def is_special(path: Path) -> bool:
    """Whether the path is no regular file: a folder, a pipe or a device, which may never end."""
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
