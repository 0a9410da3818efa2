"""Counts what a run has done, for its progress, its closing table and the next run's estimate."""

import heapq
import json
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from pydantic import BaseModel, ConfigDict, ValidationError

from summarizer import whole_files
from summarizer.batch.output.entry import Entry
from summarizer.batch.output.folder import PRIVATE

_SLOWEST = 3


@dataclass(frozen=True)
class Workers:
    """The workers of a run on a cluster: at work now, and how often one has joined or was lost so far."""

    now: int = 0
    joined: int = 0
    lost: int = 0


@dataclass
class Tally:
    """Documents by fate, and the sums over the finished ones. `seconds` run from `started`.

    `skipped` are up to date, with `earlier_errors` left in them; `not_asked_for` were never done, where only
    what had failed is to be. `workers` is None for a run in one process.
    """

    done: int = 0
    failed: int = 0
    skipped: int = 0
    not_asked_for: int = 0
    earlier_errors: int = 0
    sentences: int = 0
    characters: int = 0
    tokens: int = 0
    findings: dict[str, int] = field(default_factory=lambda: {"error": 0, "warning": 0, "info": 0})
    kinds: dict[str, int] = field(default_factory=dict)
    failures: list[tuple[str, str]] = field(default_factory=list)
    slowest: list[tuple[float, str]] = field(default_factory=list)
    workers: Workers | None = None
    interrupted: bool = False
    started: float = field(default_factory=monotonic)
    stopped: float | None = None

    @property
    def seconds(self) -> float:
        """How long the run has taken so far, or took."""
        return (self.stopped or monotonic()) - self.started

    @property
    def rate(self) -> float:
        """Generated tokens a second, over the whole run."""
        return self.tokens / self.seconds if self.seconds > 0 else 0.0

    def pass_over(self, earlier: Entry | None) -> None:
        """Count a document that is not done in this run, by the entry that it has."""
        if earlier is None:
            self.not_asked_for += 1
            return
        self.skipped += 1
        self.earlier_errors += earlier.findings.get("error", 0)

    def add(self, entry: Entry) -> None:
        """Count one more document; of failures the first hundred are kept with their reasons."""
        if entry.status == "failed":
            self.failed += 1
            if len(self.failures) < 100:
                self.failures.append((entry.id, entry.error or "failed"))
            return
        self.done += 1
        self.sentences += entry.sentences
        self.characters += entry.characters
        self.tokens += entry.tokens
        for severity, number in entry.findings.items():
            self.findings[severity] = self.findings.get(severity, 0) + number
        for kind, number in entry.kinds.items():
            self.kinds[kind] = self.kinds.get(kind, 0) + number
        heapq.heappush(self.slowest, (entry.seconds, entry.id))
        if len(self.slowest) > _SLOWEST:
            heapq.heappop(self.slowest)


class Rate(BaseModel):
    """What an earlier run in the same folder measured, with so many workers."""

    model_config = ConfigDict(frozen=True)

    documents: int
    sentences: int
    characters: int
    tokens: int
    seconds: float
    signature: str
    workers: int = 1

    @classmethod
    def read(cls, folder: Path, signature: str) -> "Rate | None":
        """The folder's last measurement, or None where there is none or it is of something else."""
        try:
            rate = cls.model_validate_json((folder / PRIVATE / "rate.json").read_bytes())
        except (OSError, ValidationError):
            return None
        return rate if rate.signature == signature else None


def keep_rate(folder: Path, tally: Tally, signature: str) -> None:
    """Keep what was measured for `--dry-run`; a run without finished documents measured nothing."""
    if not tally.tokens:
        return
    rate = Rate(
        documents=tally.done,
        sentences=tally.sentences,
        characters=tally.characters,
        tokens=tally.tokens,
        seconds=tally.seconds,
        signature=signature,
        workers=max(tally.workers.now, 1) if tally.workers else 1,
    )
    whole_files.write(folder / PRIVATE / "rate.json", json.dumps(rate.model_dump()).encode())
