"""Enters a cluster by its door for drivers on other machines, tried again where Ray fails to open it."""

import importlib
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

# For each driver the door forks a process, while gRPC runs threads in it: at times that process dies at once
# (https://github.com/ray-project/ray/issues/63202; 1 of 40 here).
NOT_OPENED = "Starting Ray client server failed"
OPENS_ALWAYS = "GRPC_ENABLE_FORK_SUPPORT=0"  # in the environment of the head: nothing of gRPC runs at a fork
_PAUSES = (2.0, 4.0, 8.0)  # seconds after each try but the last


def enter(init: Callable[[], object]) -> None:
    """Call what joins the cluster until the door opens, four times at most, which takes some 20 seconds.

    Raises:
        Exception: what the last call raised, or the first that has another cause.
    """
    with _quick_to_leave():
        for pause in _PAUSES:
            try:
                init()
            except ConnectionError as error:
                if NOT_OPENED not in str(error):
                    raise
                time.sleep(pause)
            else:
                return
        init()


@contextmanager
def _quick_to_leave() -> Iterator[None]:
    """Have Ray cut a connection that failed at its beginning, for whose orderly end it waits 40 seconds."""
    worker = importlib.import_module("ray.util.client.worker").Worker
    begin = worker._server_init  # noqa: SLF001 - see docs/third-party-internals.md

    def begin_or_cut(self: Any, *arguments: Any) -> None:
        try:
            begin(self, *arguments)
        except ConnectionError:
            self._in_shutdown = True  # its threads are not to connect again
            self.channel.close()
            raise

    logger = logging.getLogger("ray.util.client.dataclient")  # which tells of each cut
    worker._server_init, logger.disabled = begin_or_cut, True  # noqa: SLF001
    try:
        yield
    finally:
        logger.disabled = False
        worker._server_init = begin  # noqa: SLF001
