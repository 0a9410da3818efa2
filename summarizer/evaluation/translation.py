"""The quality of translations: sacrebleu's metrics, and the terms and numbers that came through."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from summarizer.config import Settings
from summarizer.errors import UsageError
from summarizer.evaluation.data import document_of
from summarizer.progress import Progress, silent
from summarizer.report import Finding
from summarizer.tasks.evidence import numbers
from summarizer.text.glossary import Glossary


@dataclass(frozen=True, slots=True)
class Hypotheses:
    """The lines' translations, their findings, and what making them took."""

    lines: tuple[str, ...]
    findings: tuple[tuple[Finding, ...], ...]
    tokens_per_second: float
    signature: str


def translate(lines: Sequence[str], settings: Settings, *, progress: Progress = silent) -> Hypotheses:
    """Each line as a document of one sentence, through the pipeline of every run, repairs included."""
    from summarizer.pipeline import Failed, Finished, Pipeline

    tasks = settings.tasks.model_copy(update={"run": ("translation",)})
    pipeline = Pipeline(settings.model_copy(update={"tasks": tasks}), progress=progress)
    texts, findings = [""] * len(lines), [tuple[Finding, ...]()] * len(lines)
    tokens, start = 0, perf_counter()
    for done, event in enumerate(
        event
        for event in pipeline.run(document_of(None, [line], str(i)) for i, line in enumerate(lines))
        if isinstance(event, Finished | Failed)
    ):
        if isinstance(event, Failed):
            raise event.error
        number = int(event.document.source)
        if event.report.translation:
            texts[number] = " ".join(event.report.translation.text.split())
        findings[number] = event.report.findings
        tokens += event.tokens
        progress("evaluating", done + 1, len(lines))
    seconds = perf_counter() - start
    return Hypotheses(tuple(texts), tuple(findings), tokens / seconds, pipeline.signature.string)


def score(pairs: Sequence[tuple[str, str]], made: Hypotheses, glossary: Glossary) -> dict[str, Any]:
    """All scores 0 to 100: sacrebleu's of the corpus, the share of terms and numbers rendered, findings.

    `number_accuracy` is the share of the lines with numbers that have no finding about one;
    `findings_rate` the share of lines with a finding of error or warning. Raises UsageError.
    """
    references = [[reference for _, reference in pairs]]
    scores: dict[str, float] = {}
    signatures: dict[str, str] = {}
    for name, metric in metrics().items():
        scores[name] = metric.corpus_score(list(made.lines), references).score
        signatures[name] = str(metric.get_signature())
    terms = [
        any(form.lower() in line.lower() for form in glossary.accepted(match.term))
        for (source, _), line in zip(pairs, made.lines, strict=True)
        for match in glossary.find(source)
    ]
    numbered = [
        not any(finding.kind == "number" for finding in found)
        for (source, _), found in zip(pairs, made.findings, strict=True)
        if numbers(source)
    ]
    doubtful = [any(finding.severity != "info" for finding in found) for found in made.findings]
    return {
        "lines": len(pairs),
        **scores,
        "term_accuracy": _share(terms),
        "terms": len(terms),
        "number_accuracy": _share(numbered),
        "findings_rate": _share(doubtful),
        "tokens_per_second": made.tokens_per_second,
        "signatures": signatures,
        "signature": made.signature,
    }


def compare(pairs: Sequence[tuple[str, str]], first: Hypotheses, second: Hypotheses) -> dict[str, Any]:
    """Sacrebleu's paired bootstrap of the second against the first: scores, intervals and p by metric.

    Koehn 2004, 1,000 resamples; p is of the difference. Raises UsageError without sacrebleu.
    """
    tools = metrics()
    from sacrebleu.significance import PairedTest

    references = [[reference for _, reference in pairs]]
    systems = [("A", list(first.lines)), ("B", list(second.lines))]
    _, results = PairedTest(systems, tools, references, test_type="bs", n_samples=1000)()
    names = {tool.corpus_score(list(first.lines), references).name: key for key, tool in tools.items()}
    return {
        names[title]: [{"score": r.score, "mean": r.mean, "interval": r.ci, "p": r.p_value} for r in of_both]
        for title, of_both in results.items()
        if title in names
    }


def metrics() -> dict[str, Any]:
    """Sacrebleu's metrics by our names; raises UsageError where it is not installed."""
    try:
        from sacrebleu.metrics import BLEU, CHRF, TER
    except ImportError as error:
        raise UsageError("sacrebleu is missing: pip install 'vi-news-summarizer[evaluate]'") from error
    return {"bleu": BLEU(), "chrf2": CHRF(), "chrfpp": CHRF(word_order=2), "ter": TER()}


def _share(hits: Sequence[bool]) -> float | None:
    return 100 * sum(hits) / len(hits) if hits else None
