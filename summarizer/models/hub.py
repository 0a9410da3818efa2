"""Models of the Hugging Face hub: which commit a name means, and its files in the hub's own cache.

What is on the disk is used without asking; `summarizer models pull` looks for a newer commit. Weights are
taken as safetensors only.
"""

import json
import logging
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from summarizer.errors import FetchError
from summarizer.models.hub_cache import REFS, HubName, Snapshot, home_of, on_disk
from summarizer.models.hub_errors import explaining
from summarizer.models.hub_listing import listed
from summarizer.progress import Progress, silent

_COMMIT = re.compile(r"[0-9a-f]{40}")
_SLACK = 100_000_000  # bytes that the disk is used for meanwhile


def commit_of(name: HubName) -> str:
    """The commit that a name means: that on the disk, else as the hub says; raises `FetchError`."""
    if _COMMIT.fullmatch(name.revision):
        return name.revision
    there = on_disk(name)
    return there.commit if there else _asked(name)


@cache
def _asked(name: HubName) -> str:
    return listed(name).sha


def configuration(name: HubName, file: str) -> dict[str, Any]:
    """What a JSON file of a name says, fetched alone where it is not on the disk; raises `FetchError`."""
    from huggingface_hub import hf_hub_download

    there = on_disk(name)
    with explaining(name):
        if there:
            path = str(there.folder / file)
        else:
            path = hf_hub_download(name.repository, file, revision=commit_of(name))
        found = json.loads(Path(path).read_text(encoding="utf-8"))
    return dict(found) if isinstance(found, dict) else {}


def fetch(name: HubName, progress: Progress = silent, *, again: bool = False) -> Snapshot:
    """The files of a name; fetched first where they are not on the disk, or looked for `again`.

    A download that was interrupted goes on where it was.

    Raises:
        FetchError: the hub does not answer or has no such thing, its weights are no safetensors, or the disk
            is full.
    """
    from huggingface_hub import constants, hf_hub_download

    if not again and (there := on_disk(name)):
        return there
    found = listed(name)
    home = home_of(name.repository)
    total = sum(size for _, size in found.files)
    _need_room(Path(constants.HF_HUB_CACHE), name, total)
    stage, done = f"fetching {name}", 0
    progress(stage, 0, total)
    try:
        with explaining(name), _quiet():
            for file, size in found.files:
                bar = _bar(progress, stage, done, total)
                hf_hub_download(name.repository, file, revision=found.sha, tqdm_class=bar)
                done += size
        ref = home / "refs" / REFS / name.revision
        with explaining(name):
            ref.parent.mkdir(parents=True, exist_ok=True)
            ref.write_text(found.sha, encoding="utf-8")
    finally:
        progress(stage, total or 1, total or 1)
    return Snapshot(home / "snapshots" / found.sha, found.sha)


def _need_room(root: Path, name: HubName, total: int) -> None:
    existing = next(path for path in (root, *root.parents) if path.exists())
    free = shutil.disk_usage(existing).free
    if free < total + _SLACK:
        raise FetchError(
            f"{root}: {free / 1e9:.1f} GB are free and {name} has {total / 1e9:.1f} GB; make room, or name "
            "another folder with HF_HOME"
        )


def _bar(progress: Progress, stage: str, before: int, total: int) -> Any:
    from huggingface_hub.utils.tqdm import tqdm

    class Bar(tqdm):
        """Tells our own progress in place of drawing a bar."""

        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **{**options, "disable": True})  # type: ignore[no-untyped-call]
            self.done = float(options.get("initial") or 0)

        def update(self, n: float | None = 1) -> Any:
            self.done += n or 0
            progress(stage, min(before + self.done, total - 1), total)
            return super().update(n)

    return Bar


@contextmanager
def _quiet() -> Iterator[None]:
    """Its retries are no news: one line says at the end what happened."""
    from huggingface_hub.utils import logging as theirs

    level = theirs.get_verbosity()
    theirs.set_verbosity(logging.ERROR)
    try:
        yield
    finally:
        theirs.set_verbosity(level)
