"""Finds the front matter of a Markdown text, the YAML between two `---` at its very top, and what it says."""

import re

_KEY = re.compile(r"""(?:[\w.-]+|"[^"]+"|'[^']+'):(?:\s|\Z)""")
_FIELD = re.compile(r"(title|author|date):\s+(\S.*)", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_MORE = re.compile(r"\s|#|- |[\]}]|\Z")  # indented, a comment, an item, the end of a list, or blank


def split_front(text: str) -> tuple[str, str]:
    """The front matter with the lines that enclose it, or nothing, and the rest of the text.

    Prose between two rules is no front matter: every line has to look like YAML, and one to name a key.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return "", text
    named = False
    for number, line in enumerate(lines[1:], start=1):
        if named and line.rstrip() in ("---", "..."):
            return "\n".join(lines[: number + 1]), "\n".join(lines[number + 1 :])
        if _KEY.match(line):
            named = True
        elif not (named or line.startswith("#")) or not _MORE.match(line):
            break
    return "", text


def fields_of(front: str) -> dict[str, str]:
    """The title, the author and the date (as `2025-03-05`) that a front matter names, a line each."""
    found = {
        field[1].lower(): field[2].strip().strip("\"'")
        for field in map(_FIELD.match, front.split("\n"))
        if field and field[2][0] not in "|>[{&*"
    }
    if date := found.pop("date", ""):
        found |= {"date": date[:10]} if _DATE.match(date) else {}
    return {name: value for name, value in found.items() if value}
