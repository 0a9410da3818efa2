"""The front page of a folder of results, as Markdown and as one self-contained HTML file."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from summarizer import whole_files
from summarizer.errors import SummarizerError
from summarizer.render.html import render

_TITLE = "Summaries"


@dataclass(frozen=True)
class IndexEntry:
    """One document of a batch.

    `errors` and `warnings` count findings. `error` says why a failed document failed and is None for the
    others. `page` is the path of the document's page from the index's folder, with forward slashes and not
    percent-encoded; None where there is no page.
    """

    id: str
    title: str | None
    summary: str | None
    errors: int
    warnings: int
    status: str
    error: str | None
    page: str | None

    @property
    def href(self) -> str | None:
        """`page` as a relative link: no name of a file can make it a script or another host."""
        return None if self.page is None else "./" + quote(self.page, errors="surrogateescape").lstrip("/")


def render_index_html(entries: Sequence[IndexEntry]) -> str:
    """The table of all documents with a filter, as HTML text; without scripts all rows are simply shown."""
    return render("index.html.j2", script="index.js", entries=entries, title=_TITLE, totals=_totals(entries))


def render_index_markdown(entries: Sequence[IndexEntry]) -> str:
    """The table of all documents in GitHub's Markdown; whatever an article says is shown, never obeyed."""
    lines = [
        f"# {_TITLE}",
        "",
        _totals(entries),
        "",
        "| Document | Summary | Errors | Warnings |",
        "| --- | --- | ---: | ---: |",
    ]
    for entry in entries:
        name = _escaped(entry.title or entry.id)
        link = f"[{name}](<{entry.href}>)" if entry.href else name
        where = "" if entry.title is None else f"<br>{_escaped(entry.id)}"
        says = (
            _escaped(entry.summary or "") if entry.error is None else f"**failed:** {_escaped(entry.error)}"
        )
        lines.append(f"| {link}{where} | {says} | {entry.errors} | {entry.warnings} |")
    return "\n".join(lines) + "\n"


def write_index(folder: Path, entries: Sequence[IndexEntry]) -> None:
    """Write `index.html` and `index.md` into the folder; each is the old or the new one, never half of one.

    Raises SummarizerError where the folder cannot be written.
    """
    _write(folder / "index.html", render_index_html(entries))
    _write(folder / "index.md", render_index_markdown(entries))


def _totals(entries: Sequence[IndexEntry]) -> str:
    failed = sum(entry.error is not None for entry in entries)
    doubtful = sum(bool(entry.errors or entry.warnings) for entry in entries)
    documents = "1 document" if len(entries) == 1 else f"{len(entries):,} documents"
    return f"{documents}, {doubtful:,} with errors or warnings, {failed:,} failed."


def _escaped(text: str) -> str:
    """Text as one line of a Markdown table's cell, without any meaning as Markdown or HTML."""
    line = " ".join(text.split())
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    line = re.sub(r"([\\`*_{}\[\]()#+!|~$-])", r"\\\1", line)
    # GitHub links a bare address and mentions by itself; an invisible joint keeps them plain text.
    return line.replace("://", ":&#8203;//").replace("@", "&#64;").replace("www.", "www&#46;")


def _write(path: Path, text: str) -> None:
    try:
        # A file's name that is not UTF-8 has lone surrogates; they come out as question marks.
        whole_files.write(path, text.encode("utf-8", "replace"))
    except OSError as error:
        message = f"{path}: cannot be written: {error.strerror}; free space there or choose another --output"
        raise SummarizerError(message) from error
