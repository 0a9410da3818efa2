"""Gives each article of a run its id and its place beside those of earlier runs."""

from dataclasses import replace
from pathlib import PurePosixPath

from summarizer.batch.manifest import Manifest
from summarizer.batch.output_paths import Places
from summarizer.batch.owners import Owners
from summarizer.batch.records import Item, marked
from summarizer.batch.sources import file_of, is_there
from summarizer.keys import key


class Placing:
    """Keeps apart what several runs into one folder call by one name.

    An article takes the id, and the place, of an earlier one only where that one is the same or is gone.
    """

    def __init__(self, manifest: Manifest | None, owners: Owners) -> None:
        self._manifest = manifest
        self._owners = owners
        self._places = Places()
        self._given: set[bytes] = set()  # hashes of the ids of this run

    def give(self, item: Item) -> tuple[Item, PurePosixPath]:
        """The article under the id that it has in this folder, and the path of its outputs, less a suffix."""
        name = item.id if self._manifest is None else self._named(item, self._manifest)
        while key(name) in self._given:
            name += "+"
        self._given.add(key(name))
        place = self._places.give(name, lambda place: self._is_taken(place, name))
        return (item if name == item.id else replace(item, id=name)), place

    def _named(self, item: Item, manifest: Manifest) -> str:
        """The id that the article had in an earlier run, or one that no other article has."""
        here = file_of(item.source)
        own = marked(item.id, here)
        for name in (item.wanted or item.id, own):
            earlier = None if key(name) in self._given else manifest.get(name)
            if earlier is not None and file_of(earlier.source) == here:
                return name
        earlier = manifest.get(item.id)
        if earlier is None or file_of(earlier.source) == here or not is_there(earlier.source):
            return item.id
        return own

    def _is_taken(self, place: PurePosixPath, name: str) -> bool:
        owner = self._owners.of(str(place))
        if self._manifest is None or owner in {None, name}:
            return False
        entry = self._manifest.get(str(owner))
        return entry is not None and is_there(entry.source)
