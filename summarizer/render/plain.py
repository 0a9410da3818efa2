"""A report as plain text: no colour, no box, nothing wrapped; every doubt marked and listed."""

from collections.abc import Iterator

from summarizer.render.gathering import gathered
from summarizer.render.lines import (
    FINDINGS,
    HEADINGS,
    Line,
    doubtful,
    expectation,
    extracted,
    gist,
    summarized,
    translated,
)
from summarizer.report import Report
from summarizer.text.one_line import one_line

MARK = "[!]"


def render(report: Report, *, explain: bool = False) -> str:
    """The report as text that ends with a line end.

    With one part in the report it is that part's text alone, unless something is doubtful: then the
    sentences are marked and the findings follow in a list. `explain` adds the evidence under each sentence
    of a summary and the components of each score.
    """
    parts = [part for part in (report.extractive, report.abstractive, report.translation) if part is not None]
    alone = len(parts) == 1
    blocks = list(_blocks(report, alone=alone, explain=explain))
    if not alone and report.document.title:
        blocks.insert(0, one_line(report.document.title))
    if report.findings and (not alone or doubtful(report.findings)):
        head = expectation(report.translation) if alone and report.translation else None
        blocks.append("\n".join([FINDINGS, *([head] if head else []), *_listed(report)]))
    return "\n\n".join(blocks) + "\n"


def _blocks(report: Report, *, alone: bool, explain: bool) -> Iterator[str]:
    articles = {sentence.id: one_line(sentence.text) for sentence in report.document.sentences}
    if report.extractive:
        lines: list[str] = [] if alone else [HEADINGS["extractive"]]
        for line in extracted(report.extractive, report.findings):
            lead = "" if alone else f"[{line.id}] ({line.score:.2f}) "
            lines.append(f"{lead}{_marked(line)}")
            if explain and line.components:
                lines.append("    " + components(line))
        yield "\n".join(lines)
    if report.abstractive:
        summary = summarized(report.abstractive, report.findings)
        heading = [] if alone else [HEADINGS["abstractive"]]
        if explain:
            yield "\n".join(heading + [text for line in summary for text in _explained(line, articles)])
        else:
            yield "\n".join([*heading, " ".join(_marked(line, evidence=not alone) for line in summary)])
        if english := gist(summary):
            yield english
    if report.translation:
        body = translated(report.translation, report.document.sentences, report.findings)
        texts = [" ".join(_marked(line) for line in paragraph) for paragraph in body.paragraphs]
        if body.title:
            texts.insert(0, _marked(body.title))
        heading = [one for one in (HEADINGS["translation"], expectation(report.translation)) if one]
        yield "\n\n".join(texts) if alone else "\n".join([*heading, "\n\n".join(texts)])


def _listed(report: Report) -> Iterator[str]:
    for group in gathered(report.findings):
        first, *more = group.lines()
        yield f"{MARK if doubtful(group.findings) else '[i]'} {first}"
        yield from (f"    {line}" for line in more)


def components(line: Line) -> str:
    """A score's components in a line."""
    return " + ".join(f"{one_line(name)} {value:.2f}" for name, value in line.components)


def _marked(line: Line, *, evidence: bool = False) -> str:
    ids = f" [{', '.join(map(str, line.evidence))}]" if evidence and line.evidence else ""
    return f"{line.text}{ids}{f' {MARK}' if line.findings else ''}"


def _explained(line: Line, articles: dict[int, str]) -> list[str]:
    rests = [f"    [{number}] {articles[number]}" for number in line.evidence if number in articles]
    return [_marked(line, evidence=True), *(rests or ["    (no article sentence supports it)"])]
