"""Every internal of another package that the program uses is on the page that lists them."""

import ast
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "third-party-internals.md").read_text("utf-8")
_PRIVATE = re.compile(r"\b(?:torch|transformers|peft|gguf|ray)\.(?:\w+\.)*(_[a-z]\w*)")
_INNER = ("transformers.",)  # a module below the names that the package itself exports
_DOCUMENTED = {"transformers.utils", "transformers.integrations"}


def _used() -> set[str]:
    """Names with a leading underscore, and names from inner modules of transformers."""
    found: set[str] = set()
    for path in (ROOT / "summarizer").rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute):
                found |= set(_PRIVATE.findall(ast.unparse(node)))
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(_INNER):
                found |= {alias.name for alias in node.names if node.module not in _DOCUMENTED}
    return found


def test_every_internal_is_listed() -> None:
    used = _used()
    assert {"_linear_pointwise", "no_init_weights", "TENSOR_PROCESSORS"} <= used
    assert not {name for name in used if not re.search(rf"\b{name}\b", PAGE)}


def test_the_versions_are_those_that_the_package_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    asked = [*project["dependencies"], *(one for extra in extras for one in extra)]
    pin = re.compile(r"([\w-]+)(?:\[\w+\])?~=([\d.]+)")
    pinned = dict(match.groups() for one in asked if (match := pin.match(one)))
    listed = set(re.findall(r"^\| (\w+) ([\d.]+) \|", PAGE, re.MULTILINE))
    assert listed
    assert listed == {(name, pinned[name]) for name, _ in listed}


def test_the_files_and_tests_that_are_named_are_there() -> None:
    for name in re.findall(r"`((?:batch|engine|models|tuning)/[\w/]+\.py)`", PAGE):
        assert (ROOT / "summarizer" / name).exists(), name
    for name in re.findall(r"`(test_\w+\.py)`", PAGE):
        assert (ROOT / "tests" / name).exists(), name
