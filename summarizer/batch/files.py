"""The output folder: what is wrong with one that cannot be written, and what a killed run left in it."""

import errno
import os
import re
import stat
from contextlib import suppress
from pathlib import Path

from summarizer.errors import Setting, SummarizerError
from summarizer.whole_files import PART

# The whole run suffers from these, not one document.
_FATAL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EFBIG})
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NO_FOLDER = frozenset({errno.ENOTDIR, errno.EEXIST, errno.EISDIR})
_NO_PATH = frozenset({errno.ENAMETOOLONG, errno.ELOOP, errno.EINVAL})
_SETTING = Setting("output.path")


class OutputError(SummarizerError):
    """The output folder takes no more; what is done is kept, and the same command goes on from there."""


def fatal(error: OSError) -> bool:
    """Whether no other document could be written either."""
    return error.errno in _FATAL


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


def clear_parts(folder: Path) -> None:
    """Remove what a killed run left half written: regular files of exactly such names, and nothing else."""
    for part in [part for part in folder.rglob(".summarizer-*.part") if re.fullmatch(PART, part.name)]:
        with suppress(OSError):  # what cannot be removed is in nobody's way
            if stat.S_ISREG(part.lstat().st_mode):
                part.unlink()
