"""Summaries and English translations of Vietnamese news, checked against the source.

import summarizer

pipeline = summarizer.load()
document = summarizer.read("article.txt")
report = pipeline.process(document)
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from summarizer.document import Document
    from summarizer.pipeline import Pipeline
    from summarizer.progress import Progress

__version__ = "0.1.0"
__all__ = ["load", "read"]


def load(
    config: "str | Path | None" = None,
    *,
    assignments: "Iterable[str]" = (),
    progress: "Progress | None" = None,
) -> "Pipeline":
    """A pipeline by the settings of a configuration file and of assignments such as `tasks.length=short`.

    Its method `process(document)` gives a `Report`, `run(documents)` the events of many. Models are fetched
    and loaded when they are first needed; `progress` is told how far that is.

    Raises:
        UsageError: a wrong file, assignment, model name, prompt or glossary.
    """
    from pathlib import Path

    from summarizer.pipeline import Pipeline
    from summarizer.progress import silent
    from summarizer.settings_layers import combine, from_assignment, from_file

    layers = [from_file(Path(config))] if config is not None else []
    settings, _ = combine(*layers, *map(from_assignment, assignments))
    return Pipeline(settings, progress=progress or silent)


def read(source: str, *, encoding: str = "auto", title: str | None = None) -> "Document":
    """The article of a text or Markdown file, decoded, normalised and split into sentences.

    Raises:
        InputError: the file cannot be read, or holds no article.
    """
    from summarizer.text.reading import read as read_file

    return read_file(source, encoding=encoding, title=title)
