"""The real pipeline on an engine without a model, and articles to put through it."""

import json
import os
import re
import signal
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from scripted import ScriptedEngine, echo

from summarizer.batch.inputs.walk import Inputs
from summarizer.batch.output.entry import Entry
from summarizer.batch.plan import Plan
from summarizer.batch.run import Stop, Watch, run_batch
from summarizer.batch.tally import Tally
from summarizer.config import Settings
from summarizer.document import Document
from summarizer.engine.interface import Request
from summarizer.pipeline import Event, Finished, Pipeline

POISON = "BÀI NÀY LÀM HỎNG MÔ HÌNH"
_TIMES = re.compile(rb"<dt>Time[^<]*</dt><dd>[^<]*</dd>")


class Watched(Pipeline):
    """Remembers which documents it took, and how many it held at most.

    `during` is called with the prompt of every request before it is answered.
    """

    def __init__(self, settings: Settings, *, during: Callable[[str], None] | None = None, at_once: int = 8):
        def answer(request: Request) -> str:
            if during:
                during(str(request.prompt))
            return echo(request)

        super().__init__(settings, load=ScriptedEngine(answer, at_once=at_once, poison=POISON).load)
        self.seen: list[str] = []
        self.most_held = 0

    def run(self, documents: Iterable[Document]) -> Iterator[Event]:
        held = 0

        def taken() -> Iterator[Document]:
            nonlocal held
            for document in documents:
                self.seen.append(document.source)
                held += 1
                self.most_held = max(self.most_held, held)
                yield document

        for event in super().run(taken()):
            held -= isinstance(event, Finished)
            yield event


class Notes:
    """A watch that remembers what it was told."""

    def __init__(self) -> None:
        self.tally = Tally()
        self.entries: list[Entry] = []
        self.notes: list[str] = []

    def begin(self, tally: Tally) -> None:
        self.tally = tally

    def entry(self, entry: Entry) -> None:
        self.entries.append(entry)

    def note(self, message: str) -> None:
        self.notes.append(message)


def article(number: int) -> str:
    return (
        f"Thành phố mở tuyến xe buýt số {number}\n"
        f"Sáng nay, thành phố khai trương tuyến xe buýt điện số {number}, dài {number + 10} km.\n"
        "Người dân được đi miễn phí trong tháng đầu tiên.\n"
    )


def articles(folder: Path, number: int) -> Path:
    for index in range(number):
        path = folder / f"{index % 3}" / f"bai-{index:03}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(article(index), encoding="utf-8")
    return folder


def settings_for(paths: Iterable[Path | str], **sections: dict[str, object]) -> Settings:
    values: dict[str, dict[str, object]] = {
        "input": {"paths": tuple(map(str, paths))},
        "tasks": {"repairs": 0},
        "glossary": {"shipped": False},  # which takes longer to read than all the articles
        "output": {"formats": ("json", "html")},
    }
    for name, section in sections.items():
        values[name] = values.get(name, {}) | section
    return Settings.model_validate(values)


def batch(
    source: Path | str | list[Path] | list[str],
    out: Path,
    *,
    during: Callable[[str], None] | None = None,
    at_once: int = 8,
    watch: Watch | None = None,
    plan: Plan | None = None,
    stop: Stop | None = None,
    seen: list[str] | None = None,
    **sections: dict[str, object],
) -> Tally:
    """Run a batch; `seen` is filled with the sources of the documents that the pipeline took."""
    settings = settings_for(source if isinstance(source, list) else [source], **sections)
    pipeline = Watched(settings, during=during, at_once=at_once)
    if seen is not None:
        pipeline.seen = seen
    inputs = Inputs(settings.input, leave_out=out)
    return run_batch(settings, out, inputs, pipeline, watch=watch or Notes(), plan=plan, stop=stop)


def manifest(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]


def tree(out: Path) -> dict[str, object]:
    """Everything that a run leaves to its user, byte by byte but for the timings; holds to the manifest."""
    found: dict[str, object] = {}
    for path in sorted(out.rglob("*")):
        name = path.relative_to(out).as_posix()
        if not path.is_file() or name.startswith(".summarizer/"):
            continue
        found[name] = data = path.read_bytes()
        if path.suffix == ".json":
            found[name] = json.loads(data) | {"timings": None}
        elif path.suffix == ".html":
            found[name] = _TIMES.sub(b"", data)
    lines = manifest(out)
    for line in lines:
        del line["seconds"]
        for output in line["outputs"]:
            data = (out / output["path"]).read_bytes()
            assert output.pop("bytes") == len(data)
            assert output.pop("sha256") == sha256(data).hexdigest()
    found["manifest.jsonl"] = lines
    return found


def in_child(work: Callable[[], object]) -> int:
    """Start `work` in a process of its own, which tells nobody how it went; gives its number."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os.kill(os.getpid(), signal.SIGKILL)
    return child
