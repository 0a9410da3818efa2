"""Common parts of HTML pages: escaping, inline style and script, the Content-Security-Policy."""

from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"


def render(template: str, *, rules: str = "", script: str | None = None, **context: object) -> str:
    """Render a template to one text; see `pieces`."""
    return "".join(pieces(template, rules=rules, script=script, **context))


def pieces(template: str, *, rules: str = "", script: str | None = None, **context: object) -> Iterator[str]:
    """Render a template of `templates/` piece by piece; every value in `context` is escaped.

    `rules` is CSS added to `style.css`, `script` the name of a file in `templates/`. Both stand inline, and
    the page's policy admits exactly these two by their hash: markup that slipped into an article could load
    nothing and run nothing (Content Security Policy Level 3, hashes of inline elements).
    """
    from markupsafe import Markup

    style = "\n" + _file("style.css") + rules
    code = "\n" + _file(script) if script else ""
    policy = {
        "default-src": "'none'",
        "style-src": _hash(style),
        "script-src": _hash(code) if code else "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    page = _environment().get_template(template)
    return page.generate(
        policy="; ".join(f"{directive} {value}" for directive, value in policy.items()),
        style=Markup(style),  # noqa: S704 - our own file, ids that are numbers
        script=Markup(code),  # noqa: S704 - our own file
        **context,
    )


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _file(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
