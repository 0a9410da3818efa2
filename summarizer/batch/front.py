"""Writes the front page of an output folder from its manifest."""

from pathlib import Path

from summarizer.batch.manifest import Entry, Manifest

_BEST_FIRST = ("html", "markdown", "text", "json", "jsonl")


def write_front(folder: Path, manifest: Manifest) -> None:
    """Write `index.html` and `index.md` over everything in the manifest; raises `SummarizerError`."""
    from summarizer.render.index import IndexEntry, write_index

    write_index(
        folder,
        [
            IndexEntry(
                id=entry.id,
                title=entry.title,
                summary=entry.summary,
                errors=entry.findings.get("error", 0),
                warnings=entry.findings.get("warning", 0),
                status=entry.status,
                error=entry.error,
                page=_page(entry),
            )
            for entry in manifest
        ],
    )


def _page(entry: Entry) -> str | None:
    paths = {output.format: output.path for output in entry.outputs}
    return next((paths[name] for name in _BEST_FIRST if name in paths), None)
