"""Keeps an output folder to one run at a time."""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from summarizer import whole_files
from summarizer.batch import files
from summarizer.errors import Setting, SummarizerError

PRIVATE = ".summarizer"  # where a run keeps what is not for its user


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
        raise files.refused(private if os.path.lexists(private) else folder, error) from None
    lock = FileLock(private / "lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise SummarizerError(
            f"{folder}: {_name(holder)} is writing here; wait for it, stop it, or choose another ",
            Setting("output.path"),
        ) from None
    except OSError as error:
        raise files.refused(folder, error) from None
    try:
        me = {"pid": os.getpid(), "host": socket.gethostname(), "started": _now()}
        try:
            whole_files.write(holder, json.dumps(me).encode())
        except OSError as error:
            raise files.refused(folder, error) from error
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
