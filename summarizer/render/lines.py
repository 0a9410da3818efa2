"""What the terminal, plain text and Markdown share: headings, and sentences with their findings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from summarizer.report import Abstractive, Extractive, Finding, Report, Target, TaskName, Translation
from summarizer.text.list_marks import mark_of
from summarizer.text.one_line import one_line

HEADINGS: dict[TaskName, str] = {
    "extractive": "Tóm tắt trích xuất · Extractive summary",
    "abstractive": "Tóm tắt diễn giải · Abstractive summary",
    "translation": "Bản dịch tiếng Anh · English translation",
}
FINDINGS = "Điểm nghi vấn · Findings"
_BEYOND = 1 / 3  # share of sentences that are probably wrong, from which a text is beyond the model
_LARGER = (
    "a larger model makes fewer mistakes: -m madlad-400-3b, nllb-200-1.3b (not for commercial use) or "
    "openai:NAME."
)
MISSING = "[…]"  # stands where an article sentence has no translation
_TARGETS: dict[TaskName, Target] = {
    "extractive": "summary",
    "abstractive": "summary",
    "translation": "translation",
}


class ArticleSentence(Protocol):
    """A sentence of a document or of a report."""

    @property
    def id(self) -> int:
        """Its number in the article."""
        ...

    @property
    def paragraph(self) -> int:
        """0 for the title."""
        ...

    @property
    def text(self) -> str:
        """As the article has it."""
        ...


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence to show, with the findings that mark it. `id` is the article sentence's, if it is one."""

    text: str
    findings: tuple[Finding, ...] = ()
    id: int | None = None
    score: float | None = None
    components: tuple[tuple[str, float], ...] = ()
    evidence: tuple[int, ...] = ()
    english: str | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """A translation to show; `title` is None where the article has none."""

    title: Line | None
    paragraphs: tuple[tuple[Line, ...], ...]


def extracted(part: Extractive, findings: Iterable[Finding]) -> tuple[Line, ...]:
    """The chosen sentences in article order, without marks of the lists that they are from."""
    found = _of("extractive", findings)
    return tuple(
        Line(
            one_line(sentence.text[len(mark_of(sentence.text)) :]),
            _marks(found, number),
            id=sentence.id,
            score=sentence.score,
            components=tuple(sentence.components.items()),
        )
        for number, sentence in enumerate(part.sentences, start=1)
    )


def summarized(part: Abstractive, findings: Iterable[Finding]) -> tuple[Line, ...]:
    """The new sentences with the ids of their evidence, in the order of the article."""
    found = _of("abstractive", findings)
    return tuple(
        Line(
            one_line(sentence.shown),
            _marks(found, number),
            evidence=tuple(sorted(sentence.evidence)),
            english=one_line(sentence.english) if sentence.english else None,
        )
        for number, sentence in enumerate(part.sentences, start=1)
    )


def gist(lines: Iterable[Line]) -> str:
    """The English of a summary's sentences in a row; empty where none was asked for."""
    return " ".join(line.english for line in lines if line.english)


def translated(part: Translation, sentences: Sequence[ArticleSentence], findings: Iterable[Finding]) -> Body:
    """The English of every article sentence, in the article's paragraphs; what has none shows as missing."""
    found = _of("translation", findings)
    english: dict[int, list[str]] = {}
    for segment in sorted(part.segments, key=lambda segment: (segment.sentence, segment.part)):
        english.setdefault(segment.sentence, []).append(segment.text)
    title: Line | None = None
    paragraphs: dict[int, list[Line]] = {}
    for sentence in sentences:
        text = one_line(" ".join(english.get(sentence.id, ())))
        if sentence.paragraph == 0:
            title = Line(
                text or one_line(part.title or "") or MISSING, _marks(found, sentence.id), sentence.id
            )
        else:
            line = Line(text or MISSING, _marks(found, sentence.id), sentence.id)
            paragraphs.setdefault(sentence.paragraph, []).append(line)
    if title is None and part.title:
        title = Line(one_line(part.title))
    return Body(title, tuple(tuple(paragraphs[number]) for number in sorted(paragraphs)))


def expectation(part: Translation) -> str | None:
    """How many of the sentences are probably wrong, in a line; None where the model has no estimate.

    Where the text is beyond the model, the line names larger ones.
    """
    right: dict[int, float] = {}  # the chance that a sentence is right: all of its parts are
    for segment in part.segments:
        if segment.doubt is not None:
            right[segment.sentence] = right.get(segment.sentence, 1.0) * (1 - segment.doubt)
    if not right:
        return None
    wrong = len(right) - sum(right.values())
    share = wrong / len(right)
    if len(right) == 1:
        told = f"By estimate the sentence is {share:.0%} likely to say something wrong"
    else:
        number = round(wrong)
        told = f"about {number} of" if number else "none of"
        says = "says" if number == 1 else "say"
        told = f"By estimate {told} {len(right)} sentences {says} something wrong"
    return f"{told}; {_LARGER}" if share >= _BEYOND else f"{told}."


def of_document(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings on the article as it was read."""
    return tuple(finding for finding in findings if finding.target == "document")


def of_task(task: TaskName, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings on the output of a task."""
    return tuple(_of(task, findings))


def doubtful(findings: Iterable[Finding]) -> bool:
    """Whether there is more than what is only told."""
    return any(finding.severity != "info" for finding in findings)


def facts(report: Report, tokens: int | None = None) -> str:
    """What made the report, in a line: models, device and type, seconds, generated tokens a second."""
    signature = report.signature
    names = dict.fromkeys(model.name for model in signature.models.values())
    seconds = seconds_of(report)
    parts = [*names, *([f"{signature.device} {signature.dtype}"] if names else []), f"{seconds:.1f} s"]
    if tokens and seconds > 0:
        parts.append(f"{tokens / seconds:.0f} tokens/s")
    return one_line(" · ".join(parts))


def seconds_of(report: Report) -> float:
    """The seconds that the document took."""
    return report.timings.get("total", sum(report.timings.values()))


def _of(task: TaskName, findings: Iterable[Finding]) -> list[Finding]:
    target = _TARGETS[task]
    return [
        finding
        for finding in findings
        if finding.target == target and (target != "summary" or (finding.task or "abstractive") == task)
    ]


def _marks(findings: Iterable[Finding], sentence: int) -> tuple[Finding, ...]:
    return tuple(
        finding for finding in findings if finding.sentence == sentence and finding.severity != "info"
    )
