"""A report as Markdown; what the article says stays text, whatever marks it holds."""

import re
from collections.abc import Iterator

from summarizer.render.gathering import gathered
from summarizer.render.lines import (
    FINDINGS,
    HEADINGS,
    Line,
    expectation,
    extracted,
    facts,
    gist,
    summarized,
    translated,
)
from summarizer.render.plain import MARK, components
from summarizer.report import Report
from summarizer.text.one_line import one_line

_INLINE = re.compile(r"([\\`*_\[\]<>~|&$])")
_AT_START = re.compile(r"^([#+=-]|\d{1,9}(?=[.)]))")


def render(report: Report, *, explain: bool = False) -> str:
    """The report as a Markdown (CommonMark) document.

    `explain` adds the evidence under each sentence of the abstractive summary and the components of each
    score.
    """
    return "\n\n".join(_blocks(report, explain=explain)) + "\n"


def escape(text: str) -> str:
    """The text in one line, with everything escaped that Markdown or HTML would act on."""
    line = _INLINE.sub(r"\\\1", one_line(text))
    return _AT_START.sub(lambda match: _escaped_start(match[1]), line)


def _escaped_start(start: str) -> str:
    return f"\\{start}" if not start[0].isdigit() else f"{start}\\"


def _blocks(report: Report, *, explain: bool) -> Iterator[str]:
    document = report.document
    yield f"# {escape(document.title or document.source)}"
    articles = {sentence.id: sentence.text for sentence in document.sentences}
    if report.extractive:
        lines = extracted(report.extractive, report.findings)
        yield f"## {HEADINGS['extractive']}"
        yield "\n".join(_chosen(line, explain=explain) for line in lines)
    if report.abstractive:
        summary = summarized(report.abstractive, report.findings)
        yield f"## {HEADINGS['abstractive']}"
        if explain:
            yield "\n".join(_explained(line, articles) for line in summary)
        else:
            yield " ".join(_marked(line) for line in summary)
        if english := gist(summary):
            yield escape(english)
    if report.translation:
        body = translated(report.translation, document.sentences, report.findings)
        yield f"## {HEADINGS['translation']}"
        if told := expectation(report.translation):
            yield f"*{escape(told)}*"
        if body.title:
            yield f"### {_marked(body.title)}"
        yield from (" ".join(_marked(line) for line in paragraph) for paragraph in body.paragraphs)
    if report.findings:
        yield f"## {FINDINGS}"
        yield "\n".join(_listed(report))
    yield "---"
    yield f"{escape(facts(report))} · {escape(document.source)}"


# The brackets below need no escape: what the article holds is escaped, so no link can be defined for them.


def _chosen(line: Line, *, explain: bool) -> str:
    more = f"\n  - {escape(components(line))}" if explain and line.components else ""
    return f"- **[{line.id}]** ({line.score:.2f}) {_marked(line)}{more}"


def _explained(line: Line, articles: dict[int, str]) -> str:
    rests = [f"\n  - [{number}] {escape(articles[number])}" for number in line.evidence if number in articles]
    return f"- {_marked(line)}{''.join(rests)}"


def _listed(report: Report) -> Iterator[str]:
    for number, group in enumerate(gathered(report.findings), start=1):
        first, *more = group.lines()
        lead = f"{number}. "
        yield f"{lead}{escape(first)}"
        yield from (f"{' ' * len(lead)}- {escape(line)}" for line in more)


def _marked(line: Line) -> str:
    ids = f" [{', '.join(map(str, line.evidence))}]" if line.evidence else ""
    return f"{escape(line.text)}{ids}{f' **{MARK}**' if line.findings else ''}"
