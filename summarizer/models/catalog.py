"""Which models can be named: profiles of the user's own, shipped ones, folders that `tune` made, servers'."""

import os
import re
from pathlib import Path

from platformdirs import user_config_path

from summarizer.resources import folder

ADAPTER = "adapter_config.json"  # what every folder with an adapter has
WEIGHTS = "adapter_model.safetensors"
CONFIGURATION = "config.json"  # what every folder with a whole model has
GGUF = ".gguf"  # ends the name of a file with a model
SERVER = "openai:"  # begins the name of a model on a server
# ORGANISATION/NAME, perhaps with @REVISION.
HUB_NAME = re.compile(r"(?!.*(--|\.\.))[A-Za-z0-9_][\w.-]*/[A-Za-z0-9_][\w.-]*(@[\w./-]+)?", re.ASCII)


def own_folder() -> Path:
    """The folder of the user's own profiles."""
    return user_config_path("summarizer", appauthor=False) / "models"


def profile_files() -> dict[str, Path]:
    """The file of each profile by the model's name, sorted; the user's own wins over a shipped one."""
    folders = (folder("configs") / "models", own_folder())
    found = {path.stem: path for place in folders for path in place.glob("*.toml")}
    return dict(sorted(found.items()))


def is_path(model: str, beside: Path = Path()) -> bool:
    """Whether a model's name is the path of a folder or of a GGUF file.

    Any name with a separator or with the ending `.gguf` is, but for one of the hub of which there is no
    folder `beside`; another is where it is that of such a folder with a model or an adapter in it. None is a
    profile's.
    """
    if model.startswith(SERVER) or not model:
        return False
    if model.endswith(GGUF) and model not in profile_files():
        return True
    if "/" in model or os.sep in model:
        return not HUB_NAME.fullmatch(model) or os.path.isdir(beside / model)  # noqa: PTH112 - a long name
    there = any(os.path.isfile(beside / model / name) for name in (ADAPTER, CONFIGURATION))  # noqa: PTH113
    return there and model not in profile_files()
