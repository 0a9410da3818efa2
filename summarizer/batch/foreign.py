"""Keeps a batch from writing over files that no batch has made."""

import os
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from summarizer.batch import files
from summarizer.batch.inputs import Inputs
from summarizer.batch.lock import PRIVATE
from summarizer.batch.manifest import NAME, Manifest
from summarizer.batch.places import Places
from summarizer.config import Format
from summarizer.errors import UsageError
from summarizer.render.formats import SUFFIXES

_FRONT = ("index.html", "index.md")


def check_foreign(folder: Path, inputs: Inputs, formats: tuple[Format, ...]) -> None:
    """Raise `UsageError` for the first file that stands where a first run would write.

    A run makes its private folder and its manifest before any result. So a folder with neither has seen no
    run, and no file in it is a batch's own; in a folder that has seen one, a result that the manifest does
    not list is what a kill leaves, and is written again. The articles on standard input cannot be gone
    through beforehand: with them, no file in the folder may end like a result.

    Raises `files.OutputError` where the folder cannot be looked into.
    """
    try:
        if not folder.is_dir() or not any(folder.iterdir()) or _has_seen_a_run(folder):
            return
    except OSError as error:
        raise files.refused(folder, error) from None
    suffixes = tuple(SUFFIXES[name] for name in formats)
    results = _ending(folder, suffixes) if inputs.piped else _places(folder, inputs, suffixes)
    for path in chain((folder / name for name in (NAME, *_FRONT)), results):
        if os.path.lexists(path):
            raise UsageError(
                f"{path}: exists, and no run of summarizer made it; move it away or choose another --output"
            )


def _has_seen_a_run(folder: Path) -> bool:
    if (folder / PRIVATE).is_dir():
        return True
    if not (folder / NAME).exists():
        return False
    manifest = Manifest(folder / NAME, read_only=True)
    manifest.close()
    return len(manifest) > 0


def _ending(folder: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.name.endswith(suffixes))


def _places(folder: Path, inputs: Inputs, suffixes: tuple[str, ...]) -> Iterator[Path]:
    places = Places()
    for item in inputs:
        place = places.give(item.id)
        yield from (folder / f"{place}{suffix}" for suffix in suffixes)
