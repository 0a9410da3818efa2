"""A report as one self-contained HTML page: both languages side by side, every doubt at its sentence."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from summarizer.render.gathering import Gathered, gathered
from summarizer.render.html import render
from summarizer.render.lines import expectation
from summarizer.report import ExtractedSentence, Finding, Report

Place = Literal["document", "extractive", "abstractive", "translation"]


@dataclass(frozen=True)
class Numbered:
    """Findings of one kind with their number in the page's list, from 1: all, or those of one sentence."""

    number: int
    gathered: Gathered


@dataclass(frozen=True)
class Row:
    """An article sentence with its translation, its findings and the summary sentences that rest on it.

    `english` is None where the translation has nothing for the sentence. `supports` are the numbers of the
    abstractive summary's sentences that rest on this one.
    """

    id: int
    paragraph: int
    source: str
    english: str | None
    chosen: ExtractedSentence | None
    supports: tuple[int, ...]
    source_findings: tuple[Numbered, ...]
    english_findings: tuple[Numbered, ...]


def render_page(report: Report, *, front: str | None = None) -> str:
    """The page of one article as HTML text; `front` is a relative link to the front page of its batch.

    It loads nothing from elsewhere, runs no script and works from a file; parts that are null in the report
    are left out.
    """
    placed = _placed(report)
    rows = _rows(report, placed)
    return render(
        "page.html.j2",
        rules=_evidence_rules(report),
        report=report,
        front=front,
        groups=[list(group) for _, group in groupby(rows, key=lambda row: row.paragraph)],
        sources={row.id: row.source for row in rows},
        placed=placed,
        expectation=expectation(report.translation) if report.translation else None,
        findings=_numbered(report),
        errors=sum(finding.severity == "error" for finding in report.findings),
        warnings=sum(finding.severity == "warning" for finding in report.findings),
    )


def _numbered(report: Report) -> list[Numbered]:
    return [Numbered(number, group) for number, group in enumerate(gathered(report.findings), start=1)]


def _placed(report: Report) -> dict[tuple[Place, int | None], tuple[Numbered, ...]]:
    """Errors and warnings by place; those without a sentence on the page belong to the whole part."""
    articles = {sentence.id for sentence in report.document.sentences}
    sentences: dict[Place, set[int]] = {
        "document": articles,
        "translation": articles,
        "extractive": set(range(1, len(report.extractive.sentences) + 1)) if report.extractive else set(),
        "abstractive": set(range(1, len(report.abstractive.sentences) + 1)) if report.abstractive else set(),
    }
    placed: dict[tuple[Place, int | None], tuple[Numbered, ...]] = defaultdict(tuple)
    for numbered in _numbered(report):
        first = numbered.gathered.first
        if first.severity == "info":
            continue
        place: Place
        if first.target == "summary":
            place = "extractive" if first.task == "extractive" else "abstractive"
        else:
            place = first.target
        here: dict[int | None, list[Finding]] = {}
        for finding in numbered.gathered.findings:
            here.setdefault(finding.sentence if finding.sentence in sentences[place] else None, []).append(
                finding
            )
        for sentence, found in here.items():
            placed[place, sentence] += (Numbered(numbered.number, *gathered(found)),)
    return placed


def _rows(report: Report, placed: dict[tuple[Place, int | None], tuple[Numbered, ...]]) -> list[Row]:
    segments = sorted(report.translation.segments, key=lambda one: one.part) if report.translation else ()
    english: dict[int, str] = {}
    for segment in segments:
        english[segment.sentence] = f"{english.get(segment.sentence, '')} {segment.text}".strip()
    chosen = {one.id: one for one in report.extractive.sentences} if report.extractive else {}
    summary = report.abstractive.sentences if report.abstractive else ()
    return [
        Row(
            id=sentence.id,
            paragraph=sentence.paragraph,
            source=sentence.text,
            english=english.get(sentence.id) or None,
            chosen=chosen.get(sentence.id),
            supports=tuple(n for n, one in enumerate(summary, start=1) if sentence.id in one.evidence),
            source_findings=placed["document", sentence.id],
            english_findings=placed["translation", sentence.id],
        )
        for sentence in report.document.sentences
    ]


def _evidence_rules(report: Report) -> str:
    """CSS that highlights the evidence of a summary sentence on hover, focus or when opened."""
    summary = report.abstractive.sentences if report.abstractive else ()
    rules = []
    for n, one in enumerate(summary, start=1):
        if one.evidence:
            pointed = f"main:has(#n{n}:hover, #n{n}:focus-within, #n{n} [open])"
            rows = ", ".join(f"#s{sentence}" for sentence in one.evidence)
            rules.append(f"{pointed} :is({rows}) {{ outline-color: var(--evidence); }}\n")
    return "".join(rules)
