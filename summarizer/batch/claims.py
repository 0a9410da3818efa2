"""Remembers which files of an output folder are a batch's own, and lets no other be written over."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from summarizer.batch.lock import PRIVATE
from summarizer.batch.manifest import Manifest
from summarizer.config import Format
from summarizer.errors import InputError, Setting
from summarizer.made_files import MadeFiles
from summarizer.render.formats import SUFFIXES

NAME = "outputs.txt"


def outputs_at(place: PurePosixPath, formats: Iterable[Format]) -> list[str]:
    """The files of a document, relative to the output folder."""
    return [f"{place}{SUFFIXES[name]}" for name in formats]


class Claims:
    """What runs have made, or were about to make, in an output folder.

    That is what the manifest lists, and every path in `.summarizer/outputs.txt`: so what a kill left is
    known, and what a lost or damaged manifest listed. With `force` any file may be written over.
    """

    def __init__(self, folder: Path, manifest: Manifest | None, *, force: bool = False) -> None:
        self._folder = folder
        self._force = force
        listed = (output.path for entry in manifest or () for output in entry.outputs)
        self._ours = MadeFiles(folder / PRIVATE / NAME, listed)

    def check(self, paths: Sequence[str]) -> None:
        """Raise `InputError` for the first file that is there and is not a batch's."""
        for path in paths if not self._force else ():
            if path not in self._ours and os.path.lexists(self._folder / path):
                what = (
                    f"{self._folder / path}: exists, and no run of summarizer made it; move it away, or give "
                )
                raise InputError(what, Setting("force"), " to write over it")

    def claim(self, paths: Sequence[str]) -> None:
        """Note that these files are a batch's, safe on disk on return; raises `OSError`."""
        self._ours.add(paths)
