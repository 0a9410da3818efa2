"""Finds the front matter of a Markdown text: the YAML between two `---` at its very top."""

import re

_KEY = re.compile(r"""(?:[\w.-]+|"[^"]+"|'[^']+'):(?:\s|\Z)""")
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
