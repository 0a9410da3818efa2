"""The output formats: the suffix and the renderer of each."""

from collections.abc import Callable

from summarizer.config import Format
from summarizer.report import Report

# Of the files that hold a result; a page for a terminal may be kept in one, too, as text.
SUFFIXES: dict[Format, str] = {
    "json": ".json",
    "jsonl": ".jsonl",
    "text": ".txt",
    "markdown": ".md",
    "html": ".html",
}


def renderer(format_: Format, *, explain: bool = False, front: str | None = None) -> Callable[[Report], str]:
    """The function that renders a report in a format.

    `explain` adds evidence and score components where the format does not always have them; `front` is a
    link from an HTML page back to the front page of its batch.
    """
    match format_:
        case "json":
            return lambda report: report.to_json() + "\n"
        case "jsonl":
            return lambda report: report.to_json(indent=None) + "\n"
        case "html":
            from summarizer.render.page import render_page

            return lambda report: render_page(report, front=front)
        case "markdown":
            from summarizer.render import markdown

            return lambda report: markdown.render(report, explain=explain)
        case "rich":
            return lambda report: _page(report, explain=explain)
        case _:
            from summarizer.render import plain

            return lambda report: plain.render(report, explain=explain)


def _page(report: Report, *, explain: bool) -> str:
    from io import StringIO

    from rich.console import Console

    from summarizer.render.terminal import WIDTH, page

    file = StringIO()
    Console(file=file, width=WIDTH, highlight=False, color_system=None).print(page(report, explain=explain))
    return file.getvalue()
