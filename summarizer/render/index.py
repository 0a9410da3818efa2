"""The front page of a folder of results, as Markdown and as one self-contained HTML file."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from summarizer import whole_files
from summarizer.counted import counted
from summarizer.errors import Setting, SummarizerError
from summarizer.render.html import pieces

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


# All documents, which are gone through more than once, and need not be held.
Entries = Iterable[IndexEntry]


def index_html(entries: Entries) -> Iterator[str]:
    """The table of all documents with a filter, as HTML text; without scripts all rows are simply shown."""
    return pieces("index.html.j2", script="index.js", entries=entries, title=_TITLE, totals=_totals(entries))


def index_markdown(entries: Entries) -> Iterator[str]:
    """The table of all documents in GitHub's Markdown; text of articles is escaped."""
    yield f"# {_TITLE}\n\n{_totals(entries)}\n\n"
    yield "| Document | Summary | Errors | Warnings |\n| --- | --- | ---: | ---: |\n"
    for entry in entries:
        name = _escaped(entry.title or entry.id)
        link = f"[{name}](<{entry.href}>)" if entry.href else name
        where = "" if entry.title is None else f"<br>{_escaped(entry.id)}"
        says = (
            _escaped(entry.summary or "") if entry.error is None else f"**failed:** {_escaped(entry.error)}"
        )
        yield f"| {link}{where} | {says} | {entry.errors} | {entry.warnings} |\n"


def write_index(folder: Path, entries: Entries) -> None:
    """Write `index.html` and `index.md` into the folder, each of them whole or not at all.

    Raises SummarizerError where the folder cannot be written.
    """
    _write(folder / "index.html", index_html(entries))
    _write(folder / "index.md", index_markdown(entries))


def _totals(entries: Entries) -> str:
    number = failed = doubtful = 0
    for entry in entries:
        number += 1
        failed += entry.error is not None
        doubtful += bool(entry.errors or entry.warnings)
    return f"{counted(number, 'document')}, {doubtful:,} with errors or warnings, {failed:,} failed."


def _escaped(text: str) -> str:
    """Text as one line of a Markdown table's cell, without any meaning as Markdown or HTML."""
    line = " ".join(text.split())
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    line = re.sub(r"([\\`*_{}\[\]()#+!|~$-])", r"\\\1", line)
    # GitHub links a bare address and mentions by itself; an invisible joint keeps them plain text.
    return line.replace("://", ":&#8203;//").replace("@", "&#64;").replace("www.", "www&#46;")


def _write(path: Path, text: Iterable[str]) -> None:
    try:
        # A file's name that is not UTF-8 has lone surrogates; they come out as question marks.
        whole_files.write_pieces(path, (piece.encode("utf-8", "replace") for piece in text))
    except OSError as error:
        what = f"{path}: cannot be written: {error.strerror}; free space there or choose another "
        raise SummarizerError(what, Setting("output.path")) from error
