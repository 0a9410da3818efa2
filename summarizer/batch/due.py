"""Decides which documents a run has to do."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from summarizer import whole_files
from summarizer.batch.claims import outputs_at
from summarizer.batch.manifest import Entry, Manifest
from summarizer.batch.records import Item
from summarizer.batch.sources import Sources
from summarizer.config import Format


@dataclass(frozen=True)
class Plan:
    """What to do beyond, or in place of, what is new, changed, failed or of another signature."""

    force: bool = False
    only_failed: bool = False


@dataclass(frozen=True)
class Due:
    """The question whether a document is to be done, put to the manifest and to the files themselves."""

    folder: Path
    manifest: Manifest | None
    signature: str
    formats: tuple[Format, ...]
    plan: Plan

    def passed_over(self, item: Item) -> bool:
        """Whether the document is none of those that alone are asked for: neither it nor its file failed."""
        if not self.plan.only_failed:
            return False
        earlier = self._earlier(item.id)
        return not (earlier is not None and earlier.status == "failed") and not self._failed.hold(item.source)

    def __call__(self, name: str, sha256: str, place: PurePosixPath) -> bool:
        """Whether the document with that content must be done, its outputs belonging at `place`."""
        earlier = self._earlier(name)
        return (
            self.plan.force
            or earlier is None
            or earlier.status != "done"
            or earlier.input_sha256 != sha256
            or earlier.signature != self.signature
            or not self._intact(earlier, place)
        )

    @cached_property
    def _failed(self) -> Sources:
        """What had failed before this run: articles, or whole files and folders."""
        return Sources(entry.source for entry in self.manifest or () if entry.status == "failed")

    def _earlier(self, name: str) -> Entry | None:
        return self.manifest.get(name) if self.manifest is not None else None

    def _intact(self, entry: Entry, place: PurePosixPath) -> bool:
        """Whether all the files that this run would write are there, as they were written."""
        expected = set(zip(self.formats, outputs_at(place, self.formats), strict=True))
        if {(output.format, output.path) for output in entry.outputs} != expected:
            return False
        try:
            return all(
                whole_files.sha256(self.folder / output.path) == output.sha256 for output in entry.outputs
            )
        except OSError:
            return False
