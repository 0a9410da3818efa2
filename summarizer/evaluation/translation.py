"""Quality of translations: sacrebleu's metrics, and ratios of terms and numbers kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from summarizer.config import Settings
from summarizer.errors import UsageError
from summarizer.evaluation import facts
from summarizer.evaluation.data import document_of
from summarizer.evaluation.facts import Ratio
from summarizer.progress import Progress, silent
from summarizer.report import Finding
from summarizer.text.glossary import Glossary

RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Hypotheses:
    """The lines' translations, their findings, and what making them took: see `running.Ran`."""

    lines: tuple[str, ...]
    findings: tuple[tuple[Finding, ...], ...]
    tokens_per_second: float
    signature: str
    answers_per_step: float | None = None


def translate(lines: Sequence[str], settings: Settings, *, progress: Progress = silent) -> Hypotheses:
    """Each line as a document of one sentence, through the pipeline of every run, repairs included.

    Raises:
        SummarizerError: the model could not be had, or failed.
    """
    from summarizer.evaluation.running import run

    documents = [document_of(None, [line], f"line {number}") for number, line in enumerate(lines, start=1)]
    ran = run(documents, settings, "translation", progress=progress)
    parts = [report.translation for report in ran.reports]
    return Hypotheses(
        lines=tuple(" ".join(part.text.split()) if part else "" for part in parts),
        findings=tuple(report.findings for report in ran.reports),
        tokens_per_second=ran.tokens_per_second,
        signature=ran.signature,
        answers_per_step=ran.answers_per_step,
    )


def score(pairs: Sequence[tuple[str, str]], made: Hypotheses, glossary: Glossary) -> dict[str, Any]:
    """All scores 0 to 100: sacrebleu's of the corpus, terms and numbers rendered, lines with findings.

    `term_accuracy` is over the terms whose loss is an error, `term_accuracy_all` over all; the numbers are
    the source's that the translation has by value, and the translation's that the source has. Raises
    UsageError.
    """
    references = [[reference for _, reference in pairs]]
    scores: dict[str, float] = {}
    signatures: dict[str, str] = {}
    for name, metric in metrics().items():
        scores[name] = metric.corpus_score(list(made.lines), references).score
        signatures[name] = str(metric.get_signature())
    strict = every = kept = own = Ratio()
    for (source, _), line in zip(pairs, made.lines, strict=True):
        terms, numbers = facts.term_ratios(source, line, glossary), facts.number_ratios(source, line)
        strict, every = strict + terms[0], every + terms[1]
        kept, own = kept + numbers[0], own + numbers[1]
    return {
        "lines": len(pairs),
        **scores,
        "term_accuracy": strict.percent,
        "terms": strict.of,
        "term_accuracy_all": every.percent,
        "terms_all": every.of,
        "number_accuracy": kept.percent,
        "numbers": kept.of,
        "number_precision": own.percent,
        "findings_rate": _rate(made, {"error", "warning"}),
        "error_rate": _rate(made, {"error"}),
        "warning_rate": _rate(made, {"warning"}),
        "tokens_per_second": made.tokens_per_second,
        "answers_per_step": made.answers_per_step,
        "signatures": signatures,
        "signature": made.signature,
    }


def _rate(made: Hypotheses, severities: set[str]) -> float:
    lines = [any(finding.severity in severities for finding in found) for found in made.findings]
    return 100 * sum(lines) / len(lines)


def compare(pairs: Sequence[tuple[str, str]], first: Hypotheses, second: Hypotheses) -> dict[str, Any]:
    """Sacrebleu's paired bootstrap of the second against the first, by metric.

    Koehn 2004, 1,000 resamples: both scores with half the width of their 95 % intervals, the gain of the
    second, which for TER is a loss where positive, and p of the difference. Raises UsageError without
    sacrebleu.
    """
    tools = metrics()
    from sacrebleu.significance import PairedTest

    references = [[reference for _, reference in pairs]]
    systems = [("A", list(first.lines)), ("B", list(second.lines))]
    _, results = PairedTest(systems, tools, references, test_type="bs", n_samples=RESAMPLES)()
    names = {tool.corpus_score(list(first.lines), references).name: key for key, tool in tools.items()}
    return {
        names[title]: {
            "a": float(a.score),
            "a_interval": float(a.ci),
            "b": float(b.score),
            "b_interval": float(b.ci),
            "gain": float(b.score - a.score),
            "p": float(b.p_value),
        }
        for title, (a, b) in ((title, of) for title, of in results.items() if title in names)
    }


def metrics() -> dict[str, Any]:
    """Sacrebleu's metrics by our names; raises UsageError where it is not installed."""
    try:
        from sacrebleu.metrics import BLEU, CHRF, TER
    except ImportError as error:
        raise UsageError("sacrebleu is missing: pip install 'vi-news-summarizer[evaluate]'") from error
    return {"bleu": BLEU(), "chrf2": CHRF(), "chrfpp": CHRF(word_order=2), "ter": TER()}
