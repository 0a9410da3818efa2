"""Joins a Ray cluster, or starts a local one for the time of a run, and has workers from it."""

import importlib
import logging
import os
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from summarizer.batch.cluster.crew import Crew
from summarizer.batch.cluster.interface import About, Outcome
from summarizer.batch.cluster.worker import Worker
from summarizer.config import ExecutionSettings, Settings
from summarizer.document import Document
from summarizer.errors import Setting, UsageError, first_line
from summarizer.pipeline import Loader
from summarizer.progress import Progress
from summarizer.threads import cores

_REACHABLE = 10.0  # seconds in which a cluster must answer
_OBJECTS = 100_000_000  # bytes of shared memory of a local Ray: documents and reports are small
_GB = 1_000_000_000
_PACKAGE = "vi-news-summarizer[cluster]"


@contextmanager
def joined(
    settings: Settings,
    *,
    note: Callable[[str], None],
    progress: Progress,
    load: Loader | None = None,
) -> Iterator[Crew]:
    """The workers of a run on the cluster of the settings, which ends its part, or a local Ray, afterwards.

    Raises:
        UsageError: Ray is not installed, there is no such cluster, its versions are others, or none of its
            machines has room for a worker.
    """
    ray = _imported()
    execution = settings.execution
    address, named_by = _address(execution)
    progress("joining the cluster" if address else "starting Ray", 0, None)
    with _connected(ray, address, named_by):
        progress("joining the cluster" if address else "starting Ray", 1, 1)
        cluster = _RayCluster(ray, settings, load)
        if not cluster.room():
            raise UsageError(*cluster.too_small())
        yield Crew(cluster, execution.workers, execution.worker_documents, note)


def _imported() -> Any:
    """Ray, told to be quiet before it is imported."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        importlib.import_module("grpc")
        return importlib.import_module("ray")
    except ImportError:
        raise UsageError(
            Setting("execution.engine"),
            f": the package ray is not installed; pip install '{_PACKAGE}'",
        ) from None


def _address(execution: ExecutionSettings) -> tuple[str | None, str]:
    """Where the cluster is, None for a local one, and what says so."""
    setting = "execution.address"
    if execution.address == "local":
        return None, setting
    if execution.address != "auto":
        return execution.address, setting
    if named := os.environ.get("RAY_ADDRESS"):
        return (None if named == "local" else named), "RAY_ADDRESS"
    with suppress(OSError):
        # `ray start` writes it, and what has crashed leaves it.
        folder = os.environ.get("RAY_TMPDIR") or os.environ.get("TMPDIR") or "/tmp"  # noqa: S108 - as Ray has it
        found = Path(folder, "ray", "ray_current_cluster").read_text("utf-8").strip()
        if found and _answers(found):
            return found, setting
    return None, setting


def _answers(address: str) -> bool:
    """Whether something like Ray listens there; Ray's own attempts take minutes."""
    import grpc

    channel = grpc.insecure_channel(address.removeprefix("ray://"))
    try:
        grpc.channel_ready_future(channel).result(timeout=_REACHABLE)
    except grpc.FutureTimeoutError:
        return False
    finally:
        channel.close()
    return True


@contextmanager
def _connected(ray: Any, address: str | None, named_by: str) -> Iterator[None]:
    if address is not None and not _answers(address):
        raise UsageError(
            Setting(named_by) if "." in named_by else named_by,
            f": no Ray cluster answers at {address}; check the address, and that `ray status` works there",
        )
    quiet = {"log_to_driver": False, "logging_level": logging.ERROR}
    # Ray prints it all the same where a worker is lost, and on standard output, which is for the reports.
    ray._private.worker._worker_logs_enabled = False  # noqa: SLF001 - see docs/third-party-internals.md
    with tempfile.TemporaryDirectory(prefix="summarizer-ray-", ignore_cleanup_errors=True) as folder:
        try:
            if address is not None:
                ray.init(address, **quiet)
            else:
                ray.init(
                    "local",
                    num_cpus=cores(),
                    include_dashboard=False,
                    object_store_memory=_OBJECTS,
                    _temp_dir=folder,
                    **quiet,
                )
        except Exception as error:
            ray.shutdown()
            raise _not_joined(address, error) from error
        try:
            yield
        finally:
            ray.shutdown()


def _not_joined(address: str | None, error: Exception) -> UsageError:
    what = " ".join(str(error).split()) or type(error).__name__
    if "ersion mismatch" in what:
        return UsageError(f"{address}: {what}; install the same versions of Python and ray here and there")
    if isinstance(error, OSError) and address is None:
        return UsageError(
            f"{error.filename or tempfile.gettempdir()}: Ray cannot be started: {what}; make room"
        )
    return UsageError(f"{address or 'Ray'}: cannot be used: {what}; see `ray status` there")


class _RayCluster:
    """The machines that Ray has now, and workers on them."""

    def __init__(self, ray: Any, settings: Settings, load: Loader | None) -> None:
        self._ray = ray
        execution = settings.execution
        threads = execution.model_copy(update={"threads": execution.worker_cpus})
        self._settings = settings.model_copy(update={"execution": threads})
        self._load = load
        self._needs = {
            "CPU": execution.worker_cpus,
            "GPU": execution.worker_gpus,
            "memory": execution.worker_memory * _GB,
        }
        self._actor = ray.remote(
            num_cpus=execution.worker_cpus,
            num_gpus=execution.worker_gpus,
            memory=execution.worker_memory * _GB or None,
            max_restarts=-1,
            max_concurrency=execution.worker_documents + 8,
        )(Worker)

    def room(self) -> int:
        """How many workers the machines have room for together, were there nothing else on them."""
        return sum(
            int(min(have.get(name, 0) // need for name, need in self._needs.items() if need))
            for have in self._machines()
        )

    def start(self) -> "_RayWorker":
        """A worker, which begins as soon as a machine has room for it."""
        return _RayWorker(self._ray, self._actor.remote(self._settings, self._load))

    def why(self, error: BaseException) -> str:
        """Why a worker gave no answer, in a few words."""
        errors = self._ray.exceptions
        told = str(error)
        if isinstance(error, errors.OutOfMemoryError) or "out of memory" in told.lower():
            return "its machine is out of memory"
        if isinstance(error, errors.RayTaskError):
            return first_line(error.cause)
        if "node" in told and ("died" in told or "dead" in told):
            return "its machine is gone"
        named = [line.strip() for line in told.splitlines() if "Error: " in line]
        if isinstance(error, errors.ActorDiedError) and "creation task" in told and named:
            return f"{named[-1]}; install the same {_PACKAGE} on every machine"
        return "its process ended"

    def too_small(self) -> tuple[str, ...]:
        """The parts of the message that no machine has room for one worker."""
        asked = ", ".join(_shown(name, need) for name, need in self._needs.items() if need)
        there = {
            ", ".join(_shown(name, have.get(name, 0)) for name in self._needs) for have in self._machines()
        }
        return (
            f"no machine of the cluster has {asked} for a worker ({'; '.join(sorted(there))}); lower ",
            Setting("execution.worker_cpus"),
            " or ",
            Setting("execution.worker_memory"),
        )

    def _machines(self) -> list[dict[str, float]]:
        return [node["Resources"] for node in self._ray.nodes() if node["Alive"]]


def _shown(name: str, amount: float) -> str:
    return f"{amount / _GB:,.1f} GB of memory" if name == "memory" else f"{amount:,.0f} {name}s"


class _RayWorker:
    """A Ray actor, whose answers are futures."""

    def __init__(self, ray: Any, actor: Any) -> None:
        self._ray = ray
        self._actor = actor

    def about(self) -> "Future[About]":
        """Who it is, once it is there."""
        future: Future[About] = self._actor.about.remote().future()
        return future

    def report(self, document: Document) -> "Future[Outcome]":
        """What becomes of the document."""
        future: Future[Outcome] = self._actor.report.remote(document).future()
        return future

    def stop(self) -> None:
        """End it, and do not start it again."""
        self._ray.kill(self._actor)
