"""Has workers from a Ray cluster."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any

from summarizer.batch.cluster.connection import PACKAGE, address_of, connected, imported
from summarizer.batch.cluster.crew import Crew
from summarizer.batch.cluster.interface import About, Outcome
from summarizer.batch.cluster.worker import Worker
from summarizer.config import Settings
from summarizer.document import Document
from summarizer.errors import Setting, UsageError, first_line
from summarizer.pipeline import Loader
from summarizer.progress import Progress

_GB = 1_000_000_000


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
    ray = imported()
    execution = settings.execution
    address, named_by = address_of(execution)
    stage = "joining the cluster" if address else "starting Ray"
    progress(stage, 0, None)
    with connected(ray, address, named_by):
        progress(stage, 1, 1)
        cluster = _RayCluster(ray, settings, load)
        room = cluster.room()
        if not room:
            raise UsageError(*cluster.too_small())
        if room < execution.workers:
            note(
                f"there is room for {room} of the {execution.workers} workers; others join when there is more"
            )
        yield Crew(cluster, execution.workers, execution.worker_documents, note)


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
            return f"{named[-1]}; install the same {PACKAGE} on every machine"
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
