"""Which converted folders of a model stay in the cache when another one is made."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from summarizer.models.manifest import MANIFEST, fault_of


def mark_used(folder: Path) -> None:
    """Note that a whole folder is used now, by the time of its manifest; a read-only cache keeps no notes."""
    with suppress(OSError):
        os.utime(folder / MANIFEST)


def make_way(home: Path, scratch: Path | None = None) -> None:
    """Delete what interrupted conversions left, damaged copies, and all whole ones but the last used.

    That one stays: another version of the program, with another adapter, may run from it. So does `scratch`,
    the folder of a download in progress.
    """
    there = list(home.iterdir()) if home.exists() else []
    whole = [folder for folder in there if fault_of(folder) is None]
    last = max(whole, key=lambda folder: (folder / MANIFEST).stat().st_mtime, default=None)
    for old in there:
        if old not in (scratch, last):
            shutil.rmtree(old) if old.is_dir() else old.unlink()
