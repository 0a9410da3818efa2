"""What became of one document, as a line of the manifest."""

import json
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from summarizer.errors import SummarizerError
from summarizer.paths import writable
from summarizer.report import Report


class Output(BaseModel):
    """One written file; `path` is relative to the output folder."""

    model_config = ConfigDict(frozen=True)

    format: str
    path: str
    bytes: int
    sha256: str

    @property
    def place(self) -> str:
        """The path without its suffix, which is all that tells a document's outputs apart."""
        return self.path.rpartition(".")[0]


class Entry(BaseModel):
    """What became of one document.

    `seconds` run from reading to the finished report, other documents decoding at the same time; `tokens`
    are generated ones. `title` and `summary` let an index be built without opening the outputs.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    source: str
    status: Literal["done", "failed"]
    input_sha256: str | None = None
    signature: str
    outputs: tuple[Output, ...] = ()
    error: str | None = None
    title: str | None = None
    summary: str | None = None
    sentences: int = 0
    characters: int = 0
    tokens: int = 0
    seconds: float = 0.0
    findings: dict[str, int] = Field(default_factory=dict, description="by severity")
    kinds: dict[str, int] = Field(default_factory=dict, description="findings that are no `info`, by kind")

    def line(self) -> bytes:
        """The entry as a line of the manifest, which is JSON in UTF-8 whatever the entry holds."""
        return json.dumps(self.model_dump(), ensure_ascii=False).encode(errors="replace") + b"\n"


def done(entry: Entry, report: Report, outputs: tuple[Output, ...]) -> Entry:
    """The entry of a document with its report and the files made of it."""
    severities, kinds = _count(report)
    return entry.model_copy(
        update={
            "status": "done",
            "outputs": outputs,
            "title": report.document.title,
            "summary": _summary(report),
            "sentences": len(report.document.sentences),
            "characters": report.document.characters,
            "findings": severities,
            "kinds": kinds,
        }
    )


def failed(entry: Entry, error: str) -> Entry:
    """The entry of a document that came to nothing, its error as UTF-8."""
    return entry.model_copy(update={"status": "failed", "error": writable(error), "outputs": ()})


def reason(error: SummarizerError) -> str:
    """An error as one line, in a batch's words: settings by the keys of its config, the rest as options."""
    return " ".join(error.worded(lambda setting: setting if "." in setting else f"--{setting}").split())


def _summary(report: Report) -> str | None:
    """The summary that an index shows: the abstractive one, else the extracted sentences."""
    if report.abstractive is not None:
        return report.abstractive.text
    if report.extractive is not None:
        return " ".join(sentence.text for sentence in report.extractive.sentences)
    return None


def _count(report: Report) -> tuple[dict[str, int], dict[str, int]]:
    """A report's findings by severity, and by kind where they are more than information."""
    severities = {"error": 0, "warning": 0, "info": 0}
    kinds: dict[str, int] = {}
    for finding in report.findings:
        severities[finding.severity] += 1
        if finding.severity != "info":
            kinds[finding.kind] = kinds.get(finding.kind, 0) + 1
    return severities, dict(sorted(kinds.items()))
