"""Decides which documents a run has to do."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from summarizer.batch import files
from summarizer.batch.manifest import Entry, Manifest
from summarizer.config import Format
from summarizer.render.formats import SUFFIXES


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

    def failed_before(self, name: str) -> bool:
        """Whether the manifest has the document as failed."""
        earlier = self._earlier(name)
        return earlier is not None and earlier.status == "failed"

    def __call__(self, name: str, sha256: str, place: PurePosixPath) -> bool:
        """Whether the document with that content must be done, its outputs belonging at `place`."""
        if self.plan.only_failed:
            return self.failed_before(name)
        earlier = self._earlier(name)
        return (
            self.plan.force
            or earlier is None
            or earlier.status != "done"
            or earlier.input_sha256 != sha256
            or earlier.signature != self.signature
            or not self._intact(earlier, place)
        )

    def _earlier(self, name: str) -> Entry | None:
        return self.manifest.get(name) if self.manifest is not None else None

    def _intact(self, entry: Entry, place: PurePosixPath) -> bool:
        """Whether all the files that this run would write are there, as they were written."""
        expected = {(name, str(place) + SUFFIXES[name]) for name in self.formats}
        if {(output.format, output.path) for output in entry.outputs} != expected:
            return False
        try:
            return all(files.sha256(self.folder / output.path) == output.sha256 for output in entry.outputs)
        except OSError:
            return False
