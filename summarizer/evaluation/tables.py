"""Figures as aligned plain text, for people."""

from collections.abc import Mapping, Sequence
from typing import Any


def of_systems(systems: Mapping[str, Mapping[str, Any]]) -> str:
    """A line a metric, a column a system; `-` where a system has no such figure."""
    names = list(dict.fromkeys(name for of in systems.values() for name in of))
    rows = [[name, *(_figure(of.get(name)) for of in systems.values())] for name in names]
    return aligned(["", *systems], rows)


def of_bootstrap(bootstrap: Mapping[str, Any], of: str, against: str) -> str:
    """A line a metric: the gain of one system over the other, 95 % intervals, and p.

    The interval is the gain's, or where that is not known both systems' own.
    """
    rows = []
    for name, found in bootstrap.items():
        if "low" in found:
            interval = f"{found['low']:.2f} to {found['high']:.2f}"
        else:
            sides = (f"{found[side]:.2f} ± {found[f'{side}_interval']:.2f}" for side in ("b", "a"))
            interval = "; ".join(sides)
        rows.append([name, f"{found['gain']:+.2f}", interval, f"{found['p']:.3f}"])
    return aligned([f"{of} over {against}", "gain", "95 %", "p"], rows)


def of_percentiles(percentiles: Mapping[str, Mapping[str, Any]]) -> str:
    """A line a percentile."""
    return aligned(
        ["", "floor", "below", "quality below", "quality above"],
        [[name, *map(_figure, row.values())] for name, row in percentiles.items()],
    )


def aligned(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table, its first column to the left and the others to the right."""
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    lines = []
    for row in (heads, *rows):
        first, *others = row
        cells = [
            first.ljust(widths[0]),
            *(cell.rjust(at) for cell, at in zip(others, widths[1:], strict=True)),
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def _figure(value: Any) -> str:
    if value is None:
        return "-"
    return f"{value:.2f}" if isinstance(value, float) else str(value)
