"""Remembers which document of an output folder the files at a place belong to."""

from summarizer.batch.manifest import Entry, Manifest
from summarizer.keys import key


class Owners:
    """The id that each place belongs to: a document's outputs differ in nothing but their suffixes.

    Only hashes of the places are held.
    """

    def __init__(self, manifest: Manifest | None) -> None:
        self._ids: dict[bytes, str] = {}
        for entry in manifest or ():
            self.take(entry)

    def take(self, entry: Entry) -> set[str]:
        """Note that the entry's outputs are its own from now on; gives the other ids that they were of."""
        places = {key(output.place) for output in entry.outputs}
        before = {self._ids.get(place) for place in places}
        self._ids.update(dict.fromkeys(places, entry.id))
        return {name for name in before if name not in {None, entry.id}}

    def of(self, place: str) -> str | None:
        """The id of the document whose outputs are at a place, if there is one."""
        return self._ids.get(key(place))
