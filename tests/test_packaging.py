"""What the program imports is what its package asks for."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parent.parent


def _named(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def _imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names - sys.stdlib_module_names - {"summarizer"}


def test_every_package_that_is_imported_is_declared():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    names = ("cluster", "ct2", "evaluate", "formats", "server", "tune")
    declared = set(map(_named, [*project["dependencies"], *(one for name in names for one in extras[name])]))
    modules = set().union(*map(_imported, (ROOT / "summarizer").rglob("*.py")))
    packages = packages_distributions()
    missing = {
        module
        for module in modules
        if not declared & {_named(package) for package in packages.get(module, [module])}
    }
    assert len(modules) > 10
    assert not missing


def test_the_readme_installs_the_torch_that_the_package_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = next(one for one in project["dependencies"] if _named(one) == "torch")
    lines = re.findall(r"pip install .*\btorch\b.*", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(lines) == 2
    assert all(f"'{asked}'" in line for line in lines)


def test_the_wheel_holds_every_config_but_the_data_to_tune_on():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert all(target == f"summarizer/_data/{source}" for source, target in included.items())
    paths = (path.relative_to(ROOT) for path in (ROOT / "configs").rglob("*") if path.is_file())
    left_out = {
        str(path) for path in paths if not any(str(folder) in included for folder in (path, *path.parents))
    }
    assert left_out == {
        "configs/tuning/state-news.en",
        "configs/tuning/state-news.vi",
        "configs/tuning/words.tsv.gz",
    }
