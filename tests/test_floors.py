"""Quality stays above the floors of tests/floors.toml; what fell is named."""

import math
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from summarizer.config import Settings
from summarizer.evaluation import data, summary, translation
from summarizer.text.glossary import Glossary

SETTINGS = Settings.model_validate({"execution": {"cache_dir": os.environ.get("SUMMARIZER_CACHE") or None}})
HERE = Path(__file__).parent / "data"
ARTICLES = HERE / "floors" / "articles.jsonl"
SOURCE, REFERENCE = HERE / "alt.dev.vi", HERE / "alt.dev.en"


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


def load_floors() -> dict[str, Floors]:
    """The floors by the part of the program they hold for."""
    tables = tomllib.loads((HERE.parent / "floors.toml").read_text(encoding="utf-8"))
    return {name: Floors(table.pop("data"), table) for name, table in tables.items()}


def hold(part: str, figures: dict[str, Any], *files: Path) -> None:
    """Fail with the name of all that fell, or if the data are not those that the floors are of."""
    expected = load_floors()[part]
    assert data.digest(*files) == expected.data, "the data changed: measure the floors anew"
    fallen = expected.fallen(figures)
    assert not fallen, f"{part}: {'; '.join(fallen)} (tests/floors.toml)"


def test_extractive_summaries() -> None:
    made = summary.evaluate(data.read_articles(ARTICLES), SETTINGS, "extractive")
    hold("extractive", made["systems"]["ours"], ARTICLES)


@pytest.mark.model
def test_abstractive_summaries() -> None:
    made = summary.evaluate(data.read_articles(ARTICLES), SETTINGS, "abstractive")
    hold("abstractive", made["systems"]["ours"], ARTICLES)


@pytest.mark.model
def test_translations() -> None:
    settings = SETTINGS
    pairs = data.sample(data.read_pairs(SOURCE, REFERENCE), 120, seed=0)
    made = translation.translate([line for line, _ in pairs], settings)
    figures = translation.score(pairs, made, Glossary.load(settings.glossary))
    hold("translation", figures, SOURCE, REFERENCE)


def test_what_fell_is_named() -> None:
    some = Floors("", {"chrf2": 55.0, "bleu": 30.0, "number_accuracy": 95.0})
    assert some.fallen({"chrf2": 55.0, "bleu": 40.0, "number_accuracy": 100.0}) == []
    fallen = some.fallen({"chrf2": 54.9, "bleu": 31.0, "number_accuracy": None})
    assert len(fallen) == 2
    assert fallen[0].startswith("chrf2 is 54.90")
    assert fallen[1].startswith("number_accuracy was not measured")


def test_every_part_has_floors_that_can_be_missed() -> None:
    parts = load_floors()
    assert set(parts) == {"extractive", "abstractive", "translation"}
    for part in parts.values():
        assert part.least
        assert all(math.isfinite(floor) and 0 < floor <= 100 for floor in part.least.values())
