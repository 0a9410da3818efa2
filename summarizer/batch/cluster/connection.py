"""Finds and joins a Ray cluster, or starts a quiet local one for the time of a run."""

import importlib
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from summarizer.batch.cluster.door import NOT_OPENED, OPENS_ALWAYS, enter
from summarizer.config import ExecutionSettings
from summarizer.errors import Setting, UsageError
from summarizer.setting_types import checked_cluster
from summarizer.threads import cores

PACKAGE = "vi-news-summarizer[cluster]"  # what is installed on every machine
_REACHABLE = 5.0  # seconds in which a cluster must answer
_OBJECTS = 100_000_000  # bytes of shared memory of a local Ray: documents and reports are small
_SCRATCH = 50_000_000  # bytes of disk that a local Ray needs for its logs
_OUTSIDE = "ray://"  # an address for drivers on machines outside of the cluster


def imported() -> Any:
    """Ray, told to be quiet before it is imported."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        importlib.import_module("grpc")
        return importlib.import_module("ray")
    except ImportError:
        raise UsageError(
            Setting("execution.engine"),
            f": the package ray is not installed; pip install '{PACKAGE}'",
        ) from None


def address_of(execution: ExecutionSettings) -> tuple[str | None, str]:
    """Where the cluster is, None for a local one, and what says so.

    Raises:
        UsageError: RAY_ADDRESS is no address of a cluster.
    """
    setting = "execution.address"
    if execution.address == "local":
        return None, setting
    if execution.address != "auto":
        return execution.address, setting
    named = os.environ.get("RAY_ADDRESS") or "auto"
    try:
        checked_cluster(named)
    except ValueError as error:
        raise UsageError(f"RAY_ADDRESS: {error}") from None
    if named != "auto":
        return (None if named == "local" else named), "RAY_ADDRESS"
    with suppress(OSError):
        # `ray start` writes it, and what has crashed leaves it.
        folder = os.environ.get("RAY_TMPDIR") or os.environ.get("TMPDIR") or "/tmp"  # noqa: S108 - as Ray has it
        found = Path(folder, "ray", "ray_current_cluster").read_text("utf-8").strip()
        if found and _answers(found):
            return found, setting
    return None, setting


def _answers(address: str) -> bool:
    """Whether Ray listens there: Ray itself would try for two minutes, and write of each attempt.

    The head of a cluster tells its health. The server for `ray://` addresses is not asked for it, and says so
    itself, which no other kind of server does.
    """
    import grpc

    _, outside, place = address.rpartition(_OUTSIDE)
    channel = grpc.insecure_channel(place, options=[("grpc.enable_http_proxy", 0)])
    try:
        channel.unary_unary("/grpc.health.v1.Health/Check")(b"", timeout=_REACHABLE)
    except grpc.RpcError as error:
        code, told = error.code(), error.details()
        unasked = bool(outside) and code is grpc.StatusCode.UNIMPLEMENTED and "http2" not in told
        return unasked or code is grpc.StatusCode.UNAUTHENTICATED  # which Ray itself explains
    finally:
        channel.close()
    return True


@contextmanager
def connected(ray: Any, address: str | None, named_by: str) -> Iterator[None]:
    """Be part of the cluster at an address, or of a local one.

    Raises:
        UsageError: there is none, or it cannot be joined; its versions are others; a local one cannot be
            started.
    """
    if address is not None and not _answers(address):
        raise UsageError(
            Setting(named_by) if "." in named_by else named_by,
            f": no Ray cluster answers at {address}; check the address, and that `ray status` works there",
        )
    # Ray prints it all the same where a worker is lost, and on standard output, which is for the reports.
    ray._private.worker._worker_logs_enabled = False  # noqa: SLF001 - see docs/third-party-internals.md
    with _folder(address) as folder:
        try:
            _join(ray, address, folder)
            yield
        finally:
            ray.shutdown()  # also what an attempt has left


def _join(ray: Any, address: str | None, folder: str | None) -> None:
    quiet = {"log_to_driver": False, "logging_level": logging.ERROR}
    try:
        if address is None:
            ray.init(
                "local",
                num_cpus=cores(),
                include_dashboard=False,
                object_store_memory=_OBJECTS,
                _temp_dir=folder,
                **quiet,
            )
        elif address.startswith(_OUTSIDE):
            enter(lambda: ray.init(address, **quiet))
        else:
            ray.init(address, **quiet)
    except Exception as error:
        raise _not_joined(address, error) from error


@contextmanager
def _folder(address: str | None) -> Iterator[str | None]:
    """Where a local Ray keeps its sockets and logs, so that no other run takes it for a cluster."""
    if address is not None:
        yield None
        return
    above = tempfile.gettempdir()
    if (free := shutil.disk_usage(above).free) < _SCRATCH:
        raise UsageError(
            f"{above}: {free / 1e6:,.0f} MB are free, and Ray needs {_SCRATCH / 1e6:,.0f}; make room, or set "
            "TMPDIR to another folder"
        )
    with tempfile.TemporaryDirectory(prefix="summarizer-ray-", ignore_cleanup_errors=True) as folder:
        yield folder


def _not_joined(address: str | None, error: Exception) -> UsageError:
    what = _cause(error)
    if "ersion mismatch" in what:
        return UsageError(f"{address}: {what}; install the same versions of Python and ray here and there")
    if address is None:
        remedy = f"try again when the machine is less busy, and look at the room in {tempfile.gettempdir()}"
        return UsageError(f"Ray cannot be started: {what}; {remedy}")
    remedy = "see `ray status` there"
    if address.startswith(_OUTSIDE):
        remedy = "see ray_client_server*.err in /tmp/ray/session_latest/logs on the head node"
        if NOT_OPENED in what:
            remedy += f", and start Ray there with {OPENS_ALWAYS} in its environment"
    return UsageError(f"{address}: cannot be used: {what}; {remedy}")


def _cause(error: Exception) -> str:
    """What an error says in one line, of a traceback from another machine the last one."""
    told = str(error)
    if "Traceback (most recent call last)" in told:
        told = told.strip().splitlines()[-1]
    return " ".join(told.split()) or type(error).__name__
