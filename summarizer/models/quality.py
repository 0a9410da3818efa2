"""What the three tiers of quality stand for: settings that hold where nobody says others."""

from typing import Any

from summarizer.config import ExecutionSettings, Quality
from summarizer.report import TaskName

# Of the same settings as everybody can give; `default` is what the schema says.
TIERS: dict[Quality, dict[str, Any]] = {
    "fast": {"tasks.beams": 1, "tasks.read_back": False},
    "default": {},
    "best": {"tasks.beams": 8, "tasks.repairs": 4, "tasks.candidates": 12},
}
_MODELS: dict[str, TaskName] = {"models.translation": "translation", "models.abstractive": "abstractive"}


def settings_of(quality: Quality, execution: ExecutionSettings, *, model_is_chosen: bool) -> dict[str, Any]:
    """The settings of a tier, by `section.key`.

    `best` takes for each task the largest model that is on the disk and fits into memory, unless the user
    has chosen a model for all.
    """
    found = dict(TIERS[quality])
    if quality == "best" and not model_is_chosen:
        from summarizer.models.memory import largest_on_disk

        chosen = {key: largest_on_disk(task, execution) for key, task in _MODELS.items()}
        found |= {key: name for key, name in chosen.items() if name is not None}
    return found
