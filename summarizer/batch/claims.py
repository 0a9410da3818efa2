"""Remembers which files of an output folder are a batch's own, and lets no other be written over."""

import os
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path, PurePosixPath

from summarizer import whole_files
from summarizer.batch.lock import PRIVATE
from summarizer.batch.manifest import Manifest
from summarizer.config import Format
from summarizer.errors import InputError
from summarizer.render.formats import SUFFIXES

NAME = "outputs.txt"


def outputs_at(place: PurePosixPath, formats: Iterable[Format]) -> list[str]:
    """The files of a document, relative to the output folder."""
    return [f"{place}{SUFFIXES[name]}" for name in formats]


class Claims:
    """What runs have made, or were about to make, in an output folder.

    That is what the manifest lists, and every path in `.summarizer/outputs.txt`, where it stands before a
    file does: so what a kill left is known, and what a lost or damaged manifest listed. Only hashes are held
    in memory. With `force` any file may be written over.
    """

    def __init__(self, folder: Path, manifest: Manifest | None, *, force: bool = False) -> None:
        self._folder = folder
        self._force = force
        self._log = folder / PRIVATE / NAME
        self._end = 0
        self._ours = {_key(output.path) for entry in manifest or () for output in entry.outputs}
        if not whole_files.is_special(self._log) and self._log.exists():
            with self._log.open("rb") as lines:
                for line in lines:
                    if line.endswith(b"\n"):  # else it was torn by a kill: no file of that name was begun
                        self._end += len(line)
                        self._ours.add(_key(line[:-1].decode(errors="replace")))

    def check(self, paths: Sequence[str]) -> None:
        """Raise `InputError` for the first file that is there and is not a batch's."""
        for path in paths if not self._force else ():
            if _key(path) not in self._ours and os.path.lexists(self._folder / path):
                raise InputError(
                    f"{self._folder / path}: exists, and no run of summarizer made it; move it away, or give "
                    "--force to write over it"
                )

    def claim(self, paths: Sequence[str]) -> None:
        """Note that these files are a batch's, safe on disk on return; raises `OSError`."""
        new = [path for path in paths if _key(path) not in self._ours]
        if not new:
            return
        data = "".join(f"{path}\n" for path in new).encode()
        with os.fdopen(os.open(self._log, os.O_WRONLY | os.O_CREAT, 0o666), "wb") as log:
            log.truncate(self._end)
            log.seek(self._end)
            log.write(data)
            log.flush()
            os.fsync(log.fileno())
        self._end += len(data)
        self._ours.update(map(_key, new))


def _key(path: str) -> bytes:
    return sha256(path.encode()).digest()[:16]
