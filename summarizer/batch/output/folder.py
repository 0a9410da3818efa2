"""The output folder: one run at a time holds it, and what is wrong with one that takes nothing is told."""

import errno
import json
import os
import re
import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryFile

from summarizer import whole_files
from summarizer.errors import Setting, SummarizerError

PRIVATE = ".summarizer"  # where a run keeps what is not for its user
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NO_FOLDER = frozenset({errno.ENOTDIR, errno.EEXIST, errno.EISDIR})
_NO_PATH = frozenset({errno.ENAMETOOLONG, errno.ELOOP, errno.EINVAL})
_SETTING = Setting("output.path")


class OutputError(SummarizerError):
    """The output folder takes no more; what is done is kept, and the same command goes on from there."""


class FolderError(OutputError):
    """The output folder that was asked for cannot be one; nothing was begun."""

    exit_code = 2


def refused(path: Path, error: OSError) -> OutputError:
    """The one line for a folder that cannot be written."""
    if error.errno in _NO_FOLDER:
        return OutputError(f"{path}: is not a folder, or lies below a file; choose another ", _SETTING)
    cause = error.strerror or str(error)
    if error.errno in _NO_PATH:
        return OutputError(f"{path}: {cause}; choose another ", _SETTING)
    if isinstance(error, FileNotFoundError):
        return OutputError(f"{path}: was removed during the run; run the same command again")
    remedy = "make room" if error.errno in _FULL else "make it writable"
    return OutputError(f"{path}: {cause}; {remedy} and run the same command again: what is done is kept")


def check_folder(folder: Path) -> None:
    """Raise `FolderError` where a run could not write into the folder, or not make it; leaves nothing there.

    A full disk, which is no fault of the folder, is an `OutputError`.
    """
    wanted = folder.absolute()
    try:
        for path in (wanted, *wanted.parents):
            with suppress(FileNotFoundError):
                if not stat.S_ISDIR(path.stat().st_mode):
                    raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
                if not os.access(path, os.W_OK | os.X_OK):
                    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
                break
            if path.is_symlink():  # which leads nowhere: no folder can be made there
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        if path != wanted:  # it will be made there, which not all places allow who may write
            with TemporaryFile(dir=path):
                pass
    except FileNotFoundError as error:
        cause = error.strerror or str(error)
        raise FolderError(f"{folder}: cannot be made ({cause}); choose another ", _SETTING) from None
    except OSError as error:
        told = refused(folder, error)
        raise told if whole_files.is_fatal(error) else FolderError(*told.args) from None


def clear_parts(folder: Path) -> None:
    """Remove what a killed run left half written: regular files of exactly such names, and nothing else."""
    for part in [
        part for part in folder.rglob(".summarizer-*.part") if re.fullmatch(whole_files.PART, part.name)
    ]:
        with suppress(OSError):  # what cannot be removed is in nobody's way
            if stat.S_ISREG(part.lstat().st_mode):
                part.unlink()


@contextmanager
def only_run(folder: Path) -> Iterator[None]:
    """Hold the folder; raises `SummarizerError` naming the run that holds it.

    The system frees the lock however the holder ends, so a killed run leaves nothing to clean up. The lock
    file itself stays: removing it would let two runs lock two files of one name.
    """
    from filelock import FileLock, Timeout

    private = folder / PRIVATE
    holder = private / "holder.json"
    try:
        private.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refused(private if os.path.lexists(private) else folder, error) from None
    lock = FileLock(private / "lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise SummarizerError(
            f"{folder}: {_name(holder)} is writing here; wait for it, stop it, or choose another ",
            _SETTING,
        ) from None
    except OSError as error:
        raise refused(folder, error) from None
    try:
        me = {"pid": os.getpid(), "host": socket.gethostname(), "started": _now()}
        try:
            whole_files.write(holder, json.dumps(me).encode())
        except OSError as error:
            raise refused(folder, error) from error
        yield
        with suppress(OSError):  # it only tells others who is writing
            holder.unlink(missing_ok=True)
    finally:
        lock.release()


def _name(holder: Path) -> str:
    try:
        run = json.loads(holder.read_bytes())
        return f"the run started {run['started']} (process {run['pid']} on {run['host']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another run"


def _now() -> str:
    return datetime.now(UTC).astimezone().strftime("%Y-%m-%d %H:%M:%S %z")
