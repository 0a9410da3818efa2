"""The documents are true: links resolve, commands parse, cheap ones run, tree and picture match the code."""

import ast
import json
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import click
import pytest

from summarizer.cli.app import app
from summarizer.errors import UsageError
from summarizer.report import Report
from summarizer.settings_layers import combine, from_assignment, from_file

ROOT = Path(__file__).parent.parent
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
OURS = {
    "seeds",
    "configs",
    "tests",
    "docs",
    "summarizer",
    "prompts",
    ".ci",
}  # folders whose files must be there
# What a line of commands may begin with; in a block that has one such line, every line is looked at.
CHECKED = {"summarizer", "python", "python3", "pytest", "pip"}
OTHERS = {
    ".",
    "cat",
    "echo",
    "jq",
    "mypy",
    "pre-commit",
    "ray",
    "ruff",
}  # parsed as shell, their options are not ours
NO_MODEL = {"schema", "config", "completion", "glossary"}  # commands of ours that run at once


@dataclass(frozen=True)
class Block:
    """A fenced or indented block of code: `tag` is what stands after the fence."""

    page: Path
    tag: str
    text: str

    @property
    def is_shell(self) -> bool:
        words = [line.split()[0] for line in self.text.splitlines() if line.strip()]
        return self.tag in {"", "sh", "bash"} and any(name_of(word) in CHECKED for word in words)


def name_of(program: str) -> str:
    return program.removeprefix(".venv/bin/")


def blocks(page: Path) -> Iterator[Block]:
    """Fences with up to three spaces before them or inside a list, and lines indented by four or more."""
    fence: re.Match[str] | None = None
    tag, held = "", list[str]()
    for line in [*page.read_text("utf-8").splitlines(), ""]:
        if fence:
            if line.strip() == "```":
                yield Block(page, fence[2], "\n".join(held) + "\n")
                fence, held = None, []
            else:
                held.append(line.removeprefix(fence[1]))
        elif opened := re.fullmatch(r"( *)```(\w*)", line):
            fence = opened
        elif line.startswith("    ") or (held and not line.strip()):
            held.append(line)
        elif held:
            least = min(len(one) - len(one.lstrip()) for one in held if one.strip())
            yield Block(page, tag, "\n".join(one[least:] for one in held).strip() + "\n")
            held = []


BLOCKS = [block for page in PAGES for block in blocks(page)]


def commands(block: Block) -> Iterator[list[str]]:
    """The words of each command in a pipe or a list, without redirections and the variables before it."""
    held = ""
    for line in block.text.splitlines():
        held += line + "\n"
        lexer = shlex.shlex(held, posix=True, punctuation_chars=True)
        lexer.whitespace_split = True
        try:
            words = list(lexer)
        except ValueError:  # a quotation goes on in the next line
            continue
        held, command = "", list[str]()
        for word in [*words, ";"]:
            if word in {"|", "||", "&&", ";"}:
                if ">" in command:
                    command = command[: command.index(">")]
                while command and re.fullmatch(r"[A-Z_]+=.*", command[0]):
                    command.pop(0)
                if command:
                    yield [name_of(command[0]), *command[1:]]
                command = []
            else:
                command.append(word)
    assert not held, f"{block.page.name}: a quotation has no end: {held}"


COMMANDS = [(block.page.name, words) for block in BLOCKS if block.is_shell for words in commands(block)]


def parsed(words: list[str]) -> None:
    """Parse a command line of ours as click would, but open and write nothing."""
    command: click.Command = app
    context = click.Context(command, info_name="summarizer")
    arguments = words
    while isinstance(command, click.Group):
        names = command.list_commands(context)
        if command is app and (not arguments or arguments[0] not in names):
            child = command.get_command(context, "article")
        else:
            assert set(arguments[:1]) & set(names), f"no command {arguments[:1]}"
            child, arguments = command.get_command(context, arguments[0]), arguments[1:]
        assert child is not None
        command, context = child, click.Context(child, parent=context, info_name=child.name)
    values, _, _ = command.make_parser(context).parse_args(list(arguments))
    for parameter in command.params:
        value = values.get(parameter.name or "")
        if isinstance(parameter.type, click.Choice) and isinstance(value, str):
            parameter.type.convert(value, parameter, context)
    for text in values.get("assignments") or ():
        combine(from_assignment(text))


def runs(words: list[str]) -> bool:
    """Whether a command of ours is cheap: it needs no model and no network, and its files are here."""
    extractive = "-t extractive" in " ".join(words)
    if words[0] not in NO_MODEL and not extractive:
        return False
    paths = [word for word in words if "." in word or "/" in word or word.isupper()]
    return all((ROOT / path).exists() for path in paths)


def test_the_pages_have_commands_links_and_code() -> None:
    assert len(COMMANDS) > 40
    assert {"summarizer", "python", "python3", "pytest", "pip"} <= {words[0] for _, words in COMMANDS}
    assert sum(runs(words[1:]) for _, words in COMMANDS if words[0] == "summarizer") >= 1
    assert {"toml", "json", "python", "text"} <= {block.tag for block in BLOCKS}


@pytest.mark.parametrize(
    "line",
    ["--nothing", "-l longest a.txt", "evaluate nothing", "batch --force=1", "--set tasks.nothing=1 a.txt"],
)
def test_a_wrong_command_is_found(line: str) -> None:
    with pytest.raises((click.UsageError, UsageError, AssertionError)):
        parsed(line.split())


@pytest.mark.parametrize(("page", "words"), COMMANDS, ids=lambda value: " ".join(value)[:60])
def test_a_command_parses_and_is_run_where_that_is_cheap(page: str, words: list[str]) -> None:
    program, *arguments = words
    for word in arguments:
        if word.split("/")[0] in OURS and "/" in word and "\n" not in word:
            assert list(ROOT.glob(word)) or (ROOT / word).exists(), f"{page}: {word} is not there"
    if words[:3] == ["python", "-m", "summarizer"]:
        program, arguments = "summarizer", arguments[2:]
    if program == "summarizer":
        parsed(arguments)
        if runs(arguments):
            _run([sys.executable, "-m", "summarizer", *arguments])
    elif program in {"python", "python3"}:
        _check_python(arguments)
    elif program == "pytest" or program == "pip":
        _check_arguments(program, arguments)
    else:
        assert program in OTHERS or (ROOT / program).exists(), f"{page}: what is {program}?"


def _check_python(arguments: list[str]) -> None:
    if arguments[0] == "-m":
        assert find_spec(arguments[1]), arguments[1]
        if arguments[1] == "pytest":
            _check_arguments("pytest", arguments[2:])
        return
    assert arguments[0] == "-c"
    tree = ast.parse(arguments[1])
    imported = {
        name.partition(".")[0]
        for node in ast.walk(tree)
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else []
        )
    }
    if imported <= {"summarizer", *sys.stdlib_module_names}:
        _run([sys.executable, "-c", arguments[1]])


def _check_arguments(program: str, arguments: list[str]) -> None:
    """Markers that pytest is told are known; extras that pip installs are declared."""
    if program == "pytest":
        known = {marker.partition(":")[0] for marker in PROJECT["tool"]["pytest"]["ini_options"]["markers"]}
        for flag, value in pairwise(arguments):
            if flag == "-m":
                assert set(re.findall(r"\w+", value)) - {"not", "and", "or"} <= known
        return
    for word in arguments:
        if asked := re.fullmatch(r"(?:\.|vi-news-summarizer)\[([\w,-]+)\]", word):
            assert set(asked[1].split(",")) <= set(PROJECT["project"]["optional-dependencies"])


def _run(command: list[str]) -> None:
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("block", [one for one in BLOCKS if one.tag in {"toml", "json", "python"}], ids=str)
def test_code_of_a_page_is_valid(block: Block, tmp_path: Path) -> None:
    if block.tag == "python":
        ast.parse(block.text)
    elif block.tag == "json":
        Report.model_validate(json.loads(block.text))
    elif "runtime" not in (tables := tomllib.loads(block.text)):
        assert tables
        config = tmp_path / "config.toml"
        config.write_text(block.text, "utf-8")
        combine(from_file(config))


def anchors(page: Path) -> set[str]:
    """The headings as GitHub makes anchors of them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        if re.match(r"[a-z]+:", target):
            continue  # an address elsewhere
        name, _, anchor = target.partition("#")
        path = page if not name else (page.parent / name).resolve()
        assert path.exists(), target
        if anchor:
            assert anchor in anchors(path), target


def test_every_page_of_docs_is_in_its_list() -> None:
    listed = (ROOT / "docs" / "README.md").read_text("utf-8")
    assert not [
        page.name
        for page in (ROOT / "docs").iterdir()
        if page.name not in listed and page.name != "README.md"
    ]


def _tree() -> dict[str, str]:
    """Paths of the README's annotated tree, with what it says of each."""
    after = (ROOT / "README.md").read_text("utf-8").partition("## How it is built\n")[2]
    found: dict[str, str] = {}
    folder = ""
    for line in after.strip("\n").split("\n\n")[0].splitlines():
        name, *about = line.split(maxsplit=1)
        inside = line.startswith(" " * 6)
        folder = folder if inside else name
        found[folder + name if inside else name] = about[0] if about else ""
    return found


def test_the_tree_of_the_readme_is_that_of_the_checkout() -> None:
    tree = _tree()
    assert not [path for path in tree if not (ROOT / path).exists()]
    folders = {path.name for path in (ROOT / "summarizer").iterdir() if (path / "__init__.py").exists()}
    assert {f"summarizer/{name}/" for name in folders} <= set(tree)
    assert all(about for path, about in tree.items() if path != "summarizer/")
    named = re.findall(r"\b[a-z_]+\.py\b", " ".join(tree.values()))
    assert named
    assert not [name for name in named if not (ROOT / "summarizer" / name).exists()]


def test_imports_go_down_the_picture_of_the_architecture() -> None:
    after = (ROOT / "docs" / "architecture.md").read_text("utf-8").partition("## What imports what\n")[2]
    picture = re.findall(r"(?:^    .*\n)+", after, re.MULTILINE)[0].splitlines()
    rows = {room: number for number, line in enumerate(picture) for room in line.split()}
    package = ROOT / "summarizer"
    own = {path.stem for path in package.glob("*") if not path.name.startswith(("__", "py.typed", "_data"))}
    assert set(rows) == own
    for path in package.rglob("*.py"):
        room = path.relative_to(package).parts[0].removesuffix(".py")
        if not room.startswith("__"):
            up = {other for other in _imports(path) if other in rows and rows[other] <= rows[room]} - {room}
            assert not up, f"{path}: {up}"


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "summarizer":
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("summarizer."):
            yield str(node.module).split(".")[1]
