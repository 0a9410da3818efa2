"""The floors of quality that `floors.toml` beside this holds, and what fell below them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Floors:
    """The least figures by metric, and the hash of the data that they were measured on."""

    data: str
    least: Mapping[str, float]

    def fallen(self, figures: Mapping[str, Any]) -> list[str]:
        """What is below its floor, or missing, a line each; figures are as `summarizer evaluate` has them."""
        lines = []
        for name, floor in self.least.items():
            figure = figures.get(name)
            if figure is None:
                lines.append(f"{name} was not measured; its floor is {floor}")
            elif figure < floor:
                lines.append(f"{name} is {figure:.2f}; its floor is {floor}")
        return lines


@cache
def load() -> dict[str, Floors]:
    """The floors by the part of the program they hold for."""
    tables = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return {name: Floors(table.pop("data"), table) for name, table in tables.items()}
