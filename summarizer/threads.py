"""How many threads a run may have: as many as there are cores."""

import os

from summarizer.config import Origin
from summarizer.errors import UsageError


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def check_threads(threads: int, origin: Origin) -> None:
    """Raise `UsageError` for more threads than cores, with which a run takes many times as long."""
    most = cores()
    if threads > most:
        kind, _, name = origin.partition(" ")
        label = name if kind == "environment" or name == "--threads" else f"{name}: execution.threads"
        raise UsageError(
            f"{label}: {threads} is more than there are cores; give at most {most}, or 0 for one a core"
        )
