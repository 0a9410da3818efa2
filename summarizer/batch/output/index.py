"""Writes the index of an output folder, a page in HTML and one in Markdown, from its manifest."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.batch.output.entry import Entry
from summarizer.batch.output.manifest import Manifest

if TYPE_CHECKING:
    from summarizer.render.index import IndexEntry

_BEST_FIRST = ("html", "markdown", "text", "json", "jsonl")


def write_index(folder: Path, manifest: Manifest) -> None:
    """Write `index.html` and `index.md` over everything in the manifest; raises `SummarizerError`."""
    from summarizer.render import index

    index.write_index(folder, _Entries(manifest))


@dataclass(frozen=True)
class _Entries:
    """What the page shows of each document, read from the manifest anew each time."""

    manifest: Manifest

    def __iter__(self) -> "Iterator[IndexEntry]":
        from summarizer.render.index import IndexEntry

        for entry in self.manifest:
            yield IndexEntry(
                id=entry.id,
                title=entry.title,
                summary=entry.summary,
                errors=entry.findings.get("error", 0),
                warnings=entry.findings.get("warning", 0),
                status=entry.status,
                error=entry.error,
                page=_page(entry),
            )


def _page(entry: Entry) -> str | None:
    paths = {output.format: output.path for output in entry.outputs}
    return next((paths[name] for name in _BEST_FIRST if name in paths), None)
