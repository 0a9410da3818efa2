"""Summaries and English translations of Vietnamese news, checked against the source.

import summarizer

pipeline = summarizer.load()
document = summarizer.read("article.txt")
report = pipeline.process(document)
"""

from typing import TYPE_CHECKING

from summarizer.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from summarizer.config import Diacritics
    from summarizer.document import Document
    from summarizer.pipeline import Pipeline
    from summarizer.progress import Progress
    from summarizer.report import Finding
    from summarizer.text.glossary import Glossary

__all__ = ["__version__", "check", "load", "read"]


def load(
    config: "str | Path | None" = None,
    *,
    assignments: "Iterable[str]" = (),
    progress: "Progress | None" = None,
) -> "Pipeline":
    """A pipeline by the settings of a configuration file and of assignments such as `tasks.length=short`.

    As for the commands, the variables `SUMMARIZER_<SECTION>_<KEY>` win over the file, assignments over both.
    Its method `process(document)` gives a `Report`, `run(documents)` the events of many. Models are fetched
    and loaded when they are first needed; `progress` is told how far that is.

    Raises:
        UsageError: a wrong file, variable, assignment, model name, prompt or glossary.
    """
    from pathlib import Path

    from summarizer.pipeline import Pipeline
    from summarizer.progress import silent
    from summarizer.settings_layers import check_machine, combine, layers

    files = [] if config is None else [Path(config)]
    settings, origins = combine(*layers(files, assignments, "assignments"))
    check_machine(settings, origins)
    return Pipeline(settings, progress=progress or silent)


def read(source: str, *, encoding: str = "auto", title: str | None = None) -> "Document":
    """The article of a text or Markdown file, decoded, normalised and split into sentences.

    Raises:
        InputError: the file cannot be read, or holds no article.
    """
    from summarizer.text.reading import read as read_file

    return read_file(source, encoding=encoding, title=title)


def check(
    source: str,
    translation: str,
    glossary: "Glossary | None" = None,
    *,
    diacritics: "Diacritics" = "remove",
) -> "tuple[Finding, ...]":
    """The findings of anybody's English of one Vietnamese sentence, errors first; no model is loaded.

    `glossary` holds the terms that must come through; without one it is the shipped one. Names that keep
    their Vietnamese diacritics are a finding of severity info, unless `diacritics` says `keep`.

    Raises:
        UsageError: `diacritics` is neither `remove` nor `keep`.
    """
    from summarizer.checking import check as check_pair

    return check_pair(source, translation, glossary, diacritics=diacritics)
