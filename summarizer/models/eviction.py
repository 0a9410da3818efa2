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


def make_way(home: Path, kept: Path | None = None) -> None:
    """Delete what interrupted conversions, damaged copies and older adapters left, but for `kept`.

    Of the whole folders the one that was used last stays: another version of the program, with another
    adapter, may run from it.
    """
    there = list(home.iterdir()) if home.exists() else []
    whole = [folder for folder in there if fault_of(folder) is None]
    last = max(whole, key=lambda folder: (folder / MANIFEST).stat().st_mtime, default=None)
    for old in there:
        if old not in (kept, last):
            shutil.rmtree(old) if old.is_dir() else old.unlink()
