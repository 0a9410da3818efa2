"""Reads the articles named on the command line; prints an error for each that cannot be read."""

import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.cli import messages
from summarizer.cli.options import Context
from summarizer.errors import InputError, SummarizerError, internal_error

if TYPE_CHECKING:
    from summarizer.config import Settings
    from summarizer.document import Document
    from summarizer.text.pages import Pages


_BATCH = "use 'summarizer batch', whose input.text_field and input.title_field name the fields to read"
_CODE = (
    ".bat",
    ".c",
    ".cfg",
    ".cpp",
    ".css",
    ".h",
    ".ini",
    ".java",
    ".js",
    ".py",
    ".sh",
    ".sql",
    ".ts",
    ".yaml",
    ".yml",
)
# What ends so is text, but would be summarised as it stands, names of fields and all.
_NO_ARTICLES = (
    dict.fromkeys((".jsonl", ".ndjson", ".csv", ".tsv"), f"holds records, not an article; {_BATCH}")
    | dict.fromkeys(
        _CODE, "is code or settings, not an article; give a text file, or pipe it in (- for FILE)"
    )
    | {
        ".json": "holds records, not an article; save it as JSON Lines, one object a line, in a file that "
        f"ends in .jsonl, and {_BATCH}",
        ".toml": "is settings, not an article; run: summarizer batch {file}, or pipe it in (- for FILE)",
    }
)


@dataclass
class Reading:
    """Reads the articles one by one as they are needed; `order` holds those that could be read."""

    sources: Sequence[str]
    context: Context
    order: "list[Document]" = field(default_factory=list)
    codes: set[int] = field(default_factory=set)

    def documents(self) -> "Iterator[Document]":
        """The readable articles; prints the error of each other one."""
        for source in self.sources:
            try:
                document = _read(source, self.context.settings)
            except InputError as error:
                self.tell(error)
                continue
            except SummarizerError:
                raise
            except Exception as error:  # noqa: BLE001 - one article must not end the others
                self.tell(internal_error(source, error))
                continue
            self.order.append(document)
            yield document

    def tell(self, error: SummarizerError) -> None:
        """Print the error of one article and remember its exit code."""
        with self.context.progress.paused():
            messages.error(error)
        self.codes.add(error.exit_code)


def piped() -> bool:
    """Whether standard input is a pipe or a file, not a terminal."""
    return sys.stdin is not None and not sys.stdin.closed and not sys.stdin.isatty()


def _pages(settings: "Settings") -> "Pages":
    from summarizer.models.store import cache_folder
    from summarizer.text.pages import Pages

    return Pages(cache_folder(settings.execution.cache_dir) / "pages")


def _read(source: str, settings: "Settings") -> "Document":
    from summarizer.paths import writable
    from summarizer.text.reading import read
    from summarizer.text.web import is_address

    how = settings.input
    wrong = _NO_ARTICLES.get(Path(source).suffix.lower())
    if wrong and os.path.lexists(source):
        raise InputError(f"{source}: {wrong.format(file=shlex.quote(source))}")
    document = read(
        source,
        encoding=how.encoding,
        max_characters=how.max_characters,
        title=how.title,
        furniture=how.furniture,
        pages=_pages(settings) if is_address(source) else None,
    )
    return replace(document, source=writable(source))  # a file's name may be no UTF-8, but results are
