"""Which ids, places and files of an output folder are whose, so that no other's are taken or written over."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path, PurePosixPath

from summarizer.batch.inputs.article import Item, file_of, is_there, marked
from summarizer.batch.inputs.walk import Inputs
from summarizer.batch.output.entry import Entry
from summarizer.batch.output.folder import PRIVATE, refused
from summarizer.batch.output.manifest import NAME as MANIFEST
from summarizer.batch.output.manifest import Manifest
from summarizer.batch.output.places import Places
from summarizer.config import Format
from summarizer.errors import InputError, Setting, UsageError
from summarizer.made_files import MadeFiles
from summarizer.paths import key
from summarizer.render.formats import SUFFIXES

_LOG = "outputs.txt"
_INDEX = ("index.html", "index.md")


def outputs_at(place: PurePosixPath, formats: Iterable[Format]) -> list[str]:
    """The files of a document, relative to the output folder."""
    return [f"{place}{SUFFIXES[name]}" for name in formats]


class Ownership:
    """What earlier runs have left in an output folder, by one pass over its manifest.

    A batch's own are the files that the manifest lists, and every path in `.summarizer/outputs.txt`: so what
    a kill left is known, and what a lost or damaged manifest listed. With `force` any file may be written
    over. A place belongs to one document, whose outputs differ in nothing but their suffixes. `failed` are
    the sources of the documents that had failed, by id. Of paths and places only hashes are held.
    """

    def __init__(self, folder: Path, manifest: Manifest | None, *, force: bool = False) -> None:
        self.folder = folder
        self.manifest = manifest
        self._force = force
        self._made = MadeFiles(folder / PRIVATE / _LOG)
        self._owners: dict[bytes, str] = {}
        self.failed: dict[str, str] = {}
        for entry in manifest or ():
            self.take(entry)
            self._made.know(output.path for output in entry.outputs)
            if entry.status == "failed":
                self.failed[entry.id] = entry.source

    def check(self, paths: Sequence[str]) -> None:
        """Raise `InputError` for the first file that is there and is not a batch's."""
        for path in paths if not self._force else ():
            if path not in self._made and os.path.lexists(self.folder / path):
                what = (
                    f"{self.folder / path}: exists, and no run of summarizer made it; move it away, or give "
                )
                raise InputError(what, Setting("force"), " to write over it")

    def claim(self, paths: Sequence[str]) -> None:
        """Note that these files are a batch's, safe on disk on return; raises `OSError`."""
        self._made.add(paths)

    def take(self, entry: Entry) -> set[str]:
        """Note that the entry's outputs are its own from now on; gives the other ids that they were of."""
        places = {key(output.place) for output in entry.outputs}
        before = {self._owners.get(place) for place in places}
        self._owners.update(dict.fromkeys(places, entry.id))
        return {name for name in before if name not in {None, entry.id}}

    def of(self, place: str) -> str | None:
        """The id of the document whose outputs are at a place, if there is one."""
        return self._owners.get(key(place))


class Placing:
    """Keeps apart what several runs into one folder call by one name.

    An article takes the id, and the place, of an earlier one only where that one is the same or is gone.
    """

    def __init__(self, ownership: Ownership) -> None:
        self._manifest = ownership.manifest
        self._ownership = ownership
        self._places = Places()
        self._given: set[bytes] = set()  # hashes of the ids of this run

    def give(self, item: Item) -> tuple[Item, PurePosixPath, Entry | None]:
        """The article under its id in this folder, where its outputs go less a suffix, its earlier entry."""
        name, earlier = self._named(item)
        while key(name) in self._given:
            name += "+"
            earlier = self._entry(name)
        self._given.add(key(name))
        place = self._places.give(name, lambda place: self._is_taken(place, name))
        return (item if name == item.id else replace(item, id=name)), place, earlier

    def _named(self, item: Item) -> tuple[str, Entry | None]:
        """The id that the article had in an earlier run, or one that no other article has; its entry."""
        if self._manifest is None:
            return item.id, None
        here = file_of(item.source)
        own = marked(item.id, here)
        for name in (item.wanted or item.id, own):
            earlier = None if key(name) in self._given else self._entry(name)
            if earlier is not None and file_of(earlier.source) == here:
                return name, earlier
        earlier = self._entry(item.id)
        if earlier is None or file_of(earlier.source) == here or not is_there(earlier.source):
            return item.id, earlier
        return own, self._entry(own)

    def _is_taken(self, place: PurePosixPath, name: str) -> bool:
        owner = self._ownership.of(str(place))
        if owner in {None, name}:
            return False
        entry = self._entry(str(owner))
        return entry is not None and is_there(entry.source)

    def _entry(self, name: str) -> Entry | None:
        return self._manifest.get(name) if self._manifest is not None else None


def check_first_run(
    folder: Path, inputs: Inputs, formats: tuple[Format, ...], *, force: bool = False
) -> None:
    """Raise `UsageError` for the first file that stands where a first run would write.

    A run makes its private folder and its manifest before any result. So a folder with neither has seen no
    run, and no file in it is a batch's own; in one that has, its `Ownership` tells. The articles on standard
    input cannot be gone through beforehand: with them, no file in the folder may end like a result. With
    `force` all but the manifest may be written over, which would take in the lines of another file.

    Raises `OutputError` where the folder cannot be looked into.
    """
    try:
        if not folder.is_dir() or not any(folder.iterdir()) or _has_seen_a_run(folder):
            return
    except OSError as error:
        raise refused(folder, error) from None
    results = _ending(folder, formats) if inputs.piped else _places(folder, inputs, formats)
    for path in chain((folder / name for name in (MANIFEST, *_INDEX)), results):
        if os.path.lexists(path) and (path.name == MANIFEST or not force):
            more = () if path.name == MANIFEST else (", or give ", Setting("force"), " to write over it")
            raise UsageError(
                f"{path}: exists, and no run of summarizer made it; move it away or choose another ",
                Setting("output.path"),
                *more,
            )


def _has_seen_a_run(folder: Path) -> bool:
    if (folder / PRIVATE).is_dir():
        return True
    if not (folder / MANIFEST).exists():
        return False
    manifest = Manifest(folder / MANIFEST, read_only=True)
    manifest.close()
    return len(manifest) > 0


def _ending(folder: Path, formats: tuple[Format, ...]) -> Iterator[Path]:
    suffixes = tuple(SUFFIXES[name] for name in formats)
    return (path for path in folder.rglob("*") if path.name.endswith(suffixes))


def _places(folder: Path, inputs: Inputs, formats: tuple[Format, ...]) -> Iterator[Path]:
    places = Places()
    for item in inputs:
        yield from (folder / path for path in outputs_at(places.give(item.id), formats))
