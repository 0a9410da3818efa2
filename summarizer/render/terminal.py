"""A report as a page for a terminal, in pieces that are printed as soon as their parts are ready."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from summarizer.counted import counted
from summarizer.render.gathering import gathered
from summarizer.render.lines import (
    HEADINGS,
    ArticleSentence,
    Line,
    expectation,
    extracted,
    facts,
    gist,
    of_document,
    of_task,
    summarized,
    translated,
)
from summarizer.render.plain import components
from summarizer.report import Abstractive, Extractive, Finding, Report, TaskName, Translation
from summarizer.text.one_line import one_line

WIDTH = 100  # columns; longer lines are hard to read

_COLOURS = {"error": "bold red", "warning": "bold yellow", "info": "cyan"}
_COLOUR_OF: dict[TaskName, str] = {"extractive": "cyan", "abstractive": "magenta", "translation": "green"}


class Page:
    """Makes the pieces of one document's page; findings are numbered as they come, over all pieces.

    Article and model text is never read as markup. `explain` adds score components and evidence.
    """

    def __init__(self, sentences: Sequence[ArticleSentence], *, explain: bool = False) -> None:
        self._sentences = sentences
        self._explain = explain
        self._numbers: Iterator[int] = count(1)
        self._told: list[Finding] = []

    def head(self, title: str | None, source: str, findings: Iterable[Finding]) -> RenderableType:
        """The title in a frame, with where the article comes from and what reading it raised."""
        about = f"{one_line(source)} · {counted(len(self._sentences), 'sentence')}"
        text = Text(one_line(title) if title else one_line(source), style="bold")
        where = Text(about, style="dim", overflow="ellipsis")
        panel = Panel(text, subtitle=where, subtitle_align="left", box=box.ROUNDED)
        legend, _ = self._legend(of_document(findings))
        return Group(panel, *[Padding(one, (0, 2)) for one in legend], Text())

    def part(
        self, task: TaskName, part: Extractive | Abstractive | Translation, findings: Sequence[Finding]
    ) -> RenderableType:
        """One part under its heading, below it the findings that its marks stand for, and a blank line."""
        listed = of_task(task, findings)
        legend, numbered = self._legend(listed)
        match part:
            case Extractive():
                body = self._extractive(part, listed, numbered)
            case Abstractive():
                body = self._abstractive(part, listed, numbered)
            case Translation():
                body = self._translation(part, listed, numbered)
        heading = Text(HEADINGS[task], style=f"bold {_COLOUR_OF[task]}")
        content = Group(body, *([Text(), *legend] if legend else []))
        return Group(Rule(heading, align="left", style=_COLOUR_OF[task]), Padding(content, (0, 1)), Text())

    def foot(self, report: Report, tokens: int | None = None) -> RenderableType:
        """A line with the model, the seconds and the speed, after findings that nothing above showed."""
        rest = [finding for finding in report.findings if not any(_same(finding, one) for one in self._told)]
        legend, _ = self._legend(rest, placed=False)
        return Group(*legend, Text(facts(report, tokens), style="dim", justify="right"))

    def _extractive(
        self, part: Extractive, findings: Sequence[Finding], numbers: dict[int, int]
    ) -> RenderableType:
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(justify="right", no_wrap=True)
        table.add_column(justify="right", no_wrap=True)
        table.add_column(ratio=1)
        table.add_row(Text(), Text("score", style="dim"), Text())
        for line in extracted(part, findings):
            text = _sentence(line, numbers)
            if self._explain and line.components:
                text.append("\n").append(components(line), style="dim")
            table.add_row(
                Text(f"[{line.id}]", style="bold cyan"), Text(f"{line.score:.2f}", style="cyan"), text
            )
        return table

    def _abstractive(
        self, part: Abstractive, findings: Sequence[Finding], numbers: dict[int, int]
    ) -> RenderableType:
        lines = summarized(part, findings)
        english = [Text(), Text(gist(lines), style="italic")] if gist(lines) else []
        if not self._explain:
            return Group(Text(" ").join(_sentence(line, numbers) for line in lines), *english)
        articles = {sentence.id: one_line(sentence.text) for sentence in self._sentences}
        pieces: list[RenderableType] = []
        for line in lines:
            pieces.append(_sentence(line, numbers))
            rests = [Text(f"[{n}] {articles[n]}", style="dim") for n in line.evidence if n in articles]
            rests = rests or [Text("no article sentence supports it", style="dim italic")]
            pieces.extend(Padding(rest, (0, 0, 0, 4)) for rest in rests)
        return Group(*pieces, *english)

    def _translation(
        self, part: Translation, findings: Sequence[Finding], numbers: dict[int, int]
    ) -> RenderableType:
        """The paragraphs, each beside the numbers of its sentences, which findings and evidence name."""
        body = translated(part, self._sentences, findings)
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(justify="right", no_wrap=True)
        table.add_column(ratio=1)
        if body.title:
            title = _sentence(body.title, numbers)
            title.stylize("bold", 0, len(body.title.text))
            table.add_row(_range([body.title]), title)
        for paragraph in body.paragraphs:
            if table.row_count:
                table.add_row()
            table.add_row(_range(paragraph), Text(" ").join(_sentence(line, numbers) for line in paragraph))
        told = expectation(part)
        return Group(Text(told, style="yellow"), Text(), table) if told else table

    def _legend(
        self, findings: Sequence[Finding], *, placed: bool = True
    ) -> tuple[list[RenderableType], dict[int, int]]:
        """What the findings say, and by the id of each the number of its mark."""
        numbers: dict[int, int] = {}
        table = Table.grid(padding=(0, 1, 0, 0))
        table.add_column(no_wrap=True)
        table.add_column(ratio=1)
        for group in gathered(findings):
            number = next(self._numbers)
            numbers |= {id(finding): number for finding in group.findings}
            self._told += group.findings
            first, *more = group.lines(placed=placed)
            table.add_row(_mark(group.first, number), Text(first))
            for line in more:
                table.add_row("", Padding(Text(line), (0, 0, 0, 2)))
        return ([table] if findings else []), numbers


def page(report: Report, *, explain: bool = False, tokens: int | None = None) -> RenderableType:
    """The whole page of a report; `tokens` are the generated ones, for the speed in the last line."""
    document = report.document
    made = Page(document.sentences, explain=explain)
    pieces = [made.head(document.title, document.source, report.findings)]
    if report.extractive:
        pieces.append(made.part("extractive", report.extractive, report.findings))
    if report.abstractive:
        pieces.append(made.part("abstractive", report.abstractive, report.findings))
    if report.translation:
        pieces.append(made.part("translation", report.translation, report.findings))
    return Group(*pieces, made.foot(report, tokens))


def between() -> RenderableType:
    """The separator of two documents."""
    return Padding(Rule(style="dim"), (1, 0))


def _sentence(line: Line, numbers: dict[int, int]) -> Text:
    text = Text(line.text)
    if line.evidence:
        text.append(f" [{', '.join(map(str, line.evidence))}]", style="cyan")
    marks = {numbers[id(finding)]: finding for finding in line.findings}
    for number in sorted(marks):
        text.append(" ").append(_mark(marks[number], number))
    return text


def _range(lines: Sequence[Line]) -> Text:
    """The numbers of article sentences that follow each other, such as [5–8]."""
    ids = [line.id for line in lines if line.id is not None]
    shown = "–".join(map(str, dict.fromkeys((ids[0], ids[-1])))) if ids else ""
    return Text(f"[{shown}]" if shown else "", style="dim")


def _mark(finding: Finding, number: int) -> Text:
    sign = "i" if finding.severity == "info" else "!"
    return Text(f"[{sign}{number}]", style=_COLOURS[finding.severity])


def _same(one: Finding, other: Finding) -> bool:
    """The same but for its id, which the pipeline may give only at the end."""
    return one.model_copy(update={"id": 0}) == other.model_copy(update={"id": 0})
