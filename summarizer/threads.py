"""The number of cores that a run may use as threads."""

import os
from math import ceil
from pathlib import Path

from summarizer.errors import UsageError

_QUOTA = Path("/sys/fs/cgroup/cpu.max")  # of a container: microseconds of work, and in how many, or "max"


def cores() -> int:
    """The number of cores that this process may use, within the CPU limit of its container."""
    there = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        quota, period = map(int, _QUOTA.read_text(encoding="ascii").split())
        return max(1, min(there, ceil(quota / period)))
    except (OSError, ValueError, ZeroDivisionError):
        return there


def check_threads(threads: int, label: str) -> None:
    """Raise `UsageError` for more threads than cores, which slows a run down many times."""
    most = cores()
    if threads > most:
        raise UsageError(
            f"{label}: {threads} is more than there are cores; give at most {most}, or 0 for one a core"
        )
