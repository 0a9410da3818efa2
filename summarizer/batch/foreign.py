"""Keeps a first run from writing over files that no batch has made."""

import os
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from summarizer.batch import files
from summarizer.batch.claims import outputs_at
from summarizer.batch.inputs import Inputs
from summarizer.batch.lock import PRIVATE
from summarizer.batch.manifest import NAME, Manifest
from summarizer.batch.output_paths import Places
from summarizer.config import Format
from summarizer.errors import Setting, UsageError
from summarizer.render.formats import SUFFIXES

_FRONT = ("index.html", "index.md")


def check_foreign(folder: Path, inputs: Inputs, formats: tuple[Format, ...], *, force: bool = False) -> None:
    """Raise `UsageError` for the first file that stands where a first run would write.

    A run makes its private folder and its manifest before any result. So a folder with neither has seen no
    run, and no file in it is a batch's own; in one that has, `claims` tell. The articles on standard input
    cannot be gone through beforehand: with them, no file in the folder may end like a result. With `force`
    all but the manifest may be written over, which would take in the lines of another file.

    Raises `files.OutputError` where the folder cannot be looked into.
    """
    try:
        if not folder.is_dir() or not any(folder.iterdir()) or _has_seen_a_run(folder):
            return
    except OSError as error:
        raise files.refused(folder, error) from None
    results = _ending(folder, formats) if inputs.piped else _places(folder, inputs, formats)
    for path in chain((folder / name for name in (NAME, *_FRONT)), results):
        if os.path.lexists(path) and (path.name == NAME or not force):
            more = () if path.name == NAME else (", or give ", Setting("force"), " to write over it")
            raise UsageError(
                f"{path}: exists, and no run of summarizer made it; move it away or choose another ",
                Setting("output.path"),
                *more,
            )


def _has_seen_a_run(folder: Path) -> bool:
    if (folder / PRIVATE).is_dir():
        return True
    if not (folder / NAME).exists():
        return False
    manifest = Manifest(folder / NAME, read_only=True)
    manifest.close()
    return len(manifest) > 0


def _ending(folder: Path, formats: tuple[Format, ...]) -> Iterator[Path]:
    suffixes = tuple(SUFFIXES[name] for name in formats)
    return (path for path in folder.rglob("*") if path.name.endswith(suffixes))


def _places(folder: Path, inputs: Inputs, formats: tuple[Format, ...]) -> Iterator[Path]:
    places = Places()
    for item in inputs:
        yield from (folder / path for path in outputs_at(places.give(item.id), formats))
