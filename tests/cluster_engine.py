"""The engine without a model for the processes of a cluster, and a cluster of two nodes on this machine."""

import os
import random
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from batch_fakes import POISON
from scripted import ScriptedEngine, echo

from summarizer.config import Settings
from summarizer.engine.interface import Request
from summarizer.pipeline import Loader
from summarizer.progress import Progress

DEADLY = "BÀI NÀY GIẾT TIẾN TRÌNH"
ODD = "BÀI NÀY LÀM HỎNG CHƯƠNG TRÌNH"
_OBJECTS = 80_000_000


def load(
    name: str, settings: Settings, *, progress: Progress, seconds: float = 0.0, loads: Path | None = None
) -> ScriptedEngine:
    """An engine that takes `seconds` for each answer; an article with `DEADLY` kills its process.

    At one with `ODD` the program itself fails.
    """
    if loads is not None:
        with loads.open("a") as file:
            file.write(f"{os.getpid()}\n")

    def answer(request: Request) -> str:
        if DEADLY in str(request.prompt):
            os.kill(os.getpid(), signal.SIGKILL)
        if ODD in str(request.prompt):
            raise ZeroDivisionError("odd")
        time.sleep(seconds)
        return echo(request)

    return ScriptedEngine(answer, poison=POISON, at_once=4)


def slow(seconds: float) -> Loader:
    return partial(load, seconds=seconds)


def arguments(cpus: int) -> dict[str, Any]:
    """What a node is made of, which has that many cores by name."""
    return {"num_cpus": cpus, "object_store_memory": _OBJECTS, "memory": cpus * 10**9}


def free_port() -> int:
    """A port that nobody listens at, outside of those that Ray chooses for itself and of the system's."""
    for port in random.sample(range(24001, 32768), 100):
        with suppress(OSError), socket.create_server(("", port)):
            return port
    raise OSError("no port is free")


@contextmanager
def nodes(*cpus: int, settings: Path, **head: Any) -> Iterator[Any]:
    """A cluster of so many nodes; `settings` is where their processes look for models of one's own."""
    here = Path(__file__).parent
    before = dict(os.environ)
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ["PYTHONPATH"] = os.pathsep.join(map(str, (here, here.parent)))
    os.environ["XDG_CONFIG_HOME"] = str(settings)
    os.environ["GRPC_ENABLE_FORK_SUPPORT"] = "0"  # as docs/cluster.md has it for a door
    from ray.cluster_utils import Cluster

    head = arguments(cpus[0]) | {"include_dashboard": False} | head
    cluster = Cluster(initialize_head=True, head_node_args=head)
    try:
        for number in cpus[1:]:
            cluster.add_node(**arguments(number))
        yield cluster
    finally:
        cluster.shutdown()
        os.environ.clear()
        os.environ.update(before)
