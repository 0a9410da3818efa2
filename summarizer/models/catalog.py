"""Which models can be named: profiles of the user's own, shipped ones, folders that `tune` made, servers'."""

import os
from pathlib import Path

from platformdirs import user_config_path

from summarizer.resources import folder

ADAPTER = "adapter_config.json"  # what every folder with an adapter has
SERVER = "openai:"  # begins the name of a model on a server


def own_folder() -> Path:
    """The folder of the user's own profiles."""
    return user_config_path("summarizer", appauthor=False) / "models"


def profile_files() -> dict[str, Path]:
    """The file of each profile by the model's name, sorted; the user's own wins over a shipped one."""
    folders = (folder("configs") / "models", own_folder())
    found = {path.stem: path for place in folders for path in place.glob("*.toml")}
    return dict(sorted(found.items()))


def is_tuned(model: str, beside: Path = Path()) -> bool:
    """Whether a model's name is the path of a folder that `summarizer tune` made.

    Any name with a separator is; one without where it is that of a folder `beside` with an adapter in it, but
    of no profile.
    """
    if model.startswith(SERVER):
        return False
    if "/" in model or os.sep in model:
        return True
    there = os.path.isfile(beside / model / ADAPTER)  # noqa: PTH113 - pathlib raises where a name is too long
    return there and bool(model) and model not in profile_files()
