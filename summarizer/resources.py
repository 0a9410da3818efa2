"""Where the shipped prompts and configurations are, in a wheel and in a checkout alike."""

from functools import cache
from pathlib import Path
from typing import Literal


@cache
def folder(name: Literal["prompts", "configs"]) -> Path:
    """The folder of that name: inside the installed package, or at the top of the checkout."""
    package = Path(__file__).parent
    packed = package / "_data" / name
    return packed if packed.is_dir() else package.parent / name
