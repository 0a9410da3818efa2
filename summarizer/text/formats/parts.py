"""What a reader of a format gives: the lines of a text, and what the file says about itself."""

import importlib
from dataclasses import dataclass
from types import ModuleType

from summarizer.errors import InputError
from summarizer.report import Finding
from summarizer.text.paragraphs import Paragraph


@dataclass(frozen=True)
class Parts:
    """The text of a file, and what it says about itself.

    `encoding` is that of its bytes where it is text; `utf-8` else.
    """

    lines: list[Paragraph]
    title: str | None = None
    url: str | None = None
    published: str | None = None
    author: str | None = None
    encoding: str = "utf-8"
    findings: tuple[Finding, ...] = ()


def library(module: str, name: str, kind: str) -> ModuleType:
    """A library of the extra `formats`; raises `InputError` where it is not installed."""
    try:
        return importlib.import_module(module)
    except ImportError:
        raise InputError(
            f"{name}: is {kind}, and {module.partition('.')[0]}, which reads it, is not installed; "
            "pip install 'vi-news-summarizer[formats]', or save its text as UTF-8"
        ) from None


def damaged(name: str, kind: str, cause: object) -> InputError:
    """The error for a file that is not whole."""
    said = " ".join(str(cause).split())[:200] or type(cause).__name__
    return InputError(f"{name}: is {kind} that cannot be read ({said}); save it again, or its text as UTF-8")


def taken(what: str) -> Finding:
    """The note that something of a file is not in the text."""
    return Finding(kind="cleaned", severity="info", message=f"{what} taken out of the text")


def said(value: object) -> str | None:
    """What a file says of itself, on one line; None for nothing."""
    return " ".join(str(value).split()) or None if value is not None else None
