"""Reads the articles named on the command line; prints an error for each that cannot be read."""

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.cli import messages
from summarizer.cli.commands import COMMANDS
from summarizer.cli.options import Context
from summarizer.errors import InputError, SummarizerError, internal_error

if TYPE_CHECKING:
    from summarizer.config import Settings
    from summarizer.document import Document
    from summarizer.text.pages import Pages


_BATCH = "use 'summarizer batch', whose input.text_field and input.title_field name the fields to read"
# What ends so would be summarised as it stands, names of fields and all.
_TABLES = dict.fromkeys((".jsonl", ".ndjson", ".csv", ".tsv"), _BATCH) | {
    ".json": f"save it as JSON Lines, one object a line, in a file that ends in .jsonl, and {_BATCH}"
}


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
                self.tell(InputError(*error.args, _suggest_command(source)))
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


def _suggest_command(source: str) -> str:
    """A suggestion for a source that is no file but looks like a command's name, or nothing."""
    near = get_close_matches(source, COMMANDS, n=1, cutoff=0.75)
    return f" (or did you mean the command {near[0]!r}?)" if near and not os.path.lexists(source) else ""


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
    remedy = _TABLES.get(Path(source).suffix.lower())
    if remedy and os.path.lexists(source):
        raise InputError(f"{source}: holds records, not an article; {remedy}")
    document = read(
        source,
        encoding=how.encoding,
        max_characters=how.max_characters,
        title=how.title,
        furniture=how.furniture,
        pages=_pages(settings) if is_address(source) else None,
    )
    return replace(document, source=writable(source))  # a file's name may be no UTF-8, but results are
