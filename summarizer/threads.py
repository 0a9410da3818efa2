"""How many threads a run may have: as many as there are cores."""

import os
from math import ceil
from pathlib import Path

from summarizer.errors import UsageError

_QUOTA = Path("/sys/fs/cgroup/cpu.max")  # of a container: microseconds of work, and in how many, or "max"


def cores() -> int:
    """How many cores this process may use, or how many a container's share of time is worth."""
    there = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        quota, period = map(int, _QUOTA.read_text(encoding="ascii").split())
        return max(1, min(there, ceil(quota / period)))
    except (OSError, ValueError, ZeroDivisionError):
        return there


def check_threads(threads: int, label: str) -> None:
    """Raise `UsageError` for more threads than cores, with which a run takes many times as long."""
    most = cores()
    if threads > most:
        raise UsageError(
            f"{label}: {threads} is more than there are cores; give at most {most}, or 0 for one a core"
        )
