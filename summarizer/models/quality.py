"""What the three tiers of quality stand for: settings that hold where nobody says others."""

from typing import Any

from summarizer.config import Quality, Settings
from summarizer.report import TaskName

# Of the same settings as everybody can give; `default` is what the schema says.
TIERS: dict[Quality, dict[str, Any]] = {
    "fast": {"tasks.beams": 1, "tasks.read_back": False},
    "default": {},
    "best": {"tasks.beams": 8, "tasks.repairs": 4, "tasks.candidates": 12},
}
_TASKS: tuple[TaskName, ...] = ("translation", "abstractive")  # with a model; the first chooses first


def settings_of(settings: Settings, *, model_is_chosen: bool) -> dict[str, Any]:
    """The settings of the tier that `settings` name, by `section.key`.

    `best` takes for the tasks that run the largest models that are on the disk and fit into memory together,
    unless the user has chosen a model for all.
    """
    quality = settings.tasks.quality
    found = dict(TIERS[quality])
    if quality == "best" and not model_is_chosen:
        from summarizer.models.memory import largest_on_disk

        given = {task: getattr(settings.models, task) for task in _TASKS if task in settings.tasks.run}
        free = [task for task, name in given.items() if name is None]
        chosen = largest_on_disk(free, settings.execution, given.values())
        found |= {f"models.{task}": name for task, name in chosen.items()}
    return found
