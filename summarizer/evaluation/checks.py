"""Recall of the checks on faults put into correct translations, and their false alarms."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from summarizer.checks import length, omission
from summarizer.checks.analysed import Output, Source
from summarizer.checks.suite import check_translation
from summarizer.config import GlossarySettings
from summarizer.errors import UsageError
from summarizer.evaluation import data
from summarizer.evaluation.faults import FAULTS, Case, Material, name_spans
from summarizer.progress import Progress, silent
from summarizer.report import Finding
from summarizer.text.glossary import Glossary

# The findings by which a fault is called by its name.
_NAMED: Mapping[str, frozenset[str]] = {
    "number changed": frozenset({"number"}),
    "separator slip": frozenset({"number"}),
    "small count changed": frozenset({"number"}),
    "currency changed": frozenset({"number"}),
    "sentence dropped": frozenset({"omission"}),
    "clause dropped": frozenset({"omission"}),
    "loop": frozenset({"repetition"}),
    "name changed": frozenset({"name", "term"}),
    "left in Vietnamese": frozenset({"language"}),
    "preamble": frozenset({"preamble"}),
    "cut": frozenset({"cut"}),
}
# Upper ends of the shares of words that a dropped clause took with it.
_SHARES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.7)


@dataclass(frozen=True, slots=True)
class Recall:
    """Of `made` faults of a kind, the share that any new error met, and the share that one of its name met.

    An error counts as new if the untouched translation of the same sentence does not raise it.
    """

    made: int
    caught: float
    named: float


@dataclass(frozen=True, slots=True)
class Threshold:
    """A threshold in use, the one calibrated on the first half, and the results of that on the second.

    `alarms` is over untouched sentences and `recall` over dropped clauses and sentences, both shares of 1.
    """

    shipped: float
    calibrated: float
    alarms: float
    recall: float


@dataclass(frozen=True, slots=True)
class ChecksResult:
    """What `evaluate_checks` found, all of errors unless said otherwise, on the half that set no threshold.

    Shares are of 1. `alarms` and `warnings` count sentences by the kind of finding, `any` for all kinds
    together; `clauses` is the recall of dropped clauses by the share of words that was lost.
    """

    data: str
    seed: int
    sentences: int
    faults: dict[str, Recall]
    alarms: dict[str, float]
    warnings: dict[str, float]
    clauses: dict[str, Recall]
    graded: dict[str, Threshold]

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return asdict(self)

    def table(self) -> str:
        """The figures as plain text, in percent."""
        lines = [f"{self.sentences} untouched sentences, data {self.data}, seed {self.seed}", ""]
        lines += [f"{'fault':<24}{'made':>6}{'recall':>9}{'by name':>9}"]
        lines += [f"{name:<24}{_row(recall)}" for name, recall in self.faults.items()]
        lines += ["", f"{'words lost by a clause':<24}{'made':>6}{'recall':>9}{'by name':>9}"]
        lines += [f"{name:<24}{_row(recall)}" for name, recall in self.clauses.items()]
        lines += ["", f"{'false alarms':<24}{'errors':>15}{'warnings':>9}"]
        for kind in [*sorted({*self.alarms, *self.warnings} - {"any"}), "any"]:
            share, mild = self.alarms.get(kind, 0.0), self.warnings.get(kind, 0.0)
            lines.append(f"{kind:<24}{share:>15.1%}{mild:>9.1%}")
        lines += ["", f"{'threshold':<18}{'in use':>8}{'calibrated':>12}{'alarms':>8}{'recall':>8}"]
        lines += [
            f"{name:<18}{of.shipped:>8.2f}{of.calibrated:>12.2f}{of.alarms:>8.1%}{of.recall:>8.1%}"
            for name, of in self.graded.items()
        ]
        return "\n".join(lines) + "\n"


def evaluate_checks(
    source: Path,
    reference: Path,
    *,
    limit: int | None = None,
    seed: int = 0,
    progress: Progress = silent,
) -> ChecksResult:
    """Put one fault of each kind into each right translation where it can be, and count what is noticed.

    Pairs are taken by turns for two halves: graded thresholds are calibrated on the first, everything is
    reported on the second. Recall and false alarms are both of errors; warnings are counted apart.

    Raises:
        UsageError: the files cannot be read, do not pair up, or have fewer than four lines.
    """
    pairs = data.sample(data.read_pairs(source, reference), limit, seed)
    if len(pairs) < 4:
        raise UsageError(f"{source}: too few lines for two halves; give at least four")
    glossary = Glossary.load(GlossarySettings())
    first, second = pairs[::2], pairs[1::2]
    cases = _cases(second, random.Random(seed))  # noqa: S311 - a sample, not a secret
    untouched, alarms, warnings = [], Counter[str](), Counter[str]()
    for done, (line, right) in enumerate(second, start=1):
        found = _findings(glossary, Case(line, right))
        untouched.append({_identity(finding) for finding in found if finding.severity == "error"})
        alarms.update(_kinds(found, "error"))
        warnings.update(_kinds(found, "warning"))
        progress("untouched", done, len(second))
    caught: dict[str, list[tuple[Case, bool, bool]]] = {name: [] for name in FAULTS}
    for done, ((name, index), case) in enumerate(cases, start=1):
        errors = [finding for finding in _findings(glossary, case) if finding.severity == "error"]
        new = [finding for finding in errors if _identity(finding) not in untouched[index]]
        caught[name].append((case, bool(new), any(finding.kind in _NAMED[name] for finding in new)))
        progress("faults", done, len(cases))
    return ChecksResult(
        data=data.digest(source, reference),
        seed=seed,
        sentences=len(second),
        faults={name: _recall(of) for name, of in caught.items()},
        alarms={kind: count / len(second) for kind, count in alarms.most_common()},
        warnings={kind: count / len(second) for kind, count in warnings.most_common()},
        clauses=_recall_by_share(caught["clause dropped"]),
        graded=_thresholds(first, second, [case for _, case in cases if case.lost]),
    )


def _cases(pairs: Sequence[tuple[str, str]], rng: random.Random) -> list[tuple[tuple[str, int], Case]]:
    """Every fault in every pair where it can be made, with the fault's name and the pair's index."""
    names = sorted({english[start:end] for _, english in pairs for start, end in name_spans(english)})
    made = []
    for index, (line, right) in enumerate(pairs):
        other = pairs[(index + rng.randrange(1, len(pairs))) % len(pairs)]
        for name, fault in FAULTS.items():
            case = fault(Material(line, right, other, names), rng)
            if case is not None:
                made.append(((name, index), case))
    return made


def _findings(glossary: Glossary, case: Case) -> tuple[Finding, ...]:
    source = Source(case.source, tuple(glossary.find(case.source)))
    return check_translation(source, Output(case.output, finish_reason=case.finish_reason))


def _identity(finding: Finding) -> tuple[str, str | None, str | None]:
    return finding.kind, finding.expected, finding.found


def _kinds(findings: Sequence[Finding], severity: str) -> set[str]:
    kinds: set[str] = {finding.kind for finding in findings if finding.severity == severity}
    return {*kinds, "any"} if kinds else set()


def _recall(of: Sequence[tuple[Case, bool, bool]]) -> Recall:
    made = max(1, len(of))
    return Recall(len(of), sum(caught for _, caught, _ in of) / made, sum(named for *_, named in of) / made)


def _recall_by_share(of: Sequence[tuple[Case, bool, bool]]) -> dict[str, Recall]:
    return {
        f"{below:.0%} to {end:.0%}": _recall([one for one in of if below < one[0].lost <= end])
        for below, end in zip((0.0, *_SHARES), _SHARES, strict=False)
    }


def _thresholds(
    first: Sequence[tuple[str, str]],
    second: Sequence[tuple[str, str]],
    dropped: Sequence[Case],
) -> dict[str, Threshold]:
    """Calibrate each threshold so that an allowed share of the first half's translations exceeds it."""
    checks = {
        "omission, error": (omission.score, omission.LOST, 0.0075),
        "omission, warning": (omission.score, omission.PERHAPS, 0.02),
        "addition, warning": (length.deviation, length.TOO_LONG, 0.005),
    }
    graded = {}
    for name, (score, shipped, allowed) in checks.items():
        right = sorted((score(Source(vi), Output(en)) for vi, en in first), reverse=True)
        threshold = right[min(len(right) - 1, int(allowed * len(right)))]
        alarms = sum(score(Source(vi), Output(en)) > threshold for vi, en in second) / len(second)
        scores = [score(Source(case.source), Output(case.output)) for case in dropped]
        recall = sum(one > threshold for one in scores) / max(1, len(scores))
        graded[name] = Threshold(shipped, threshold, alarms, recall)
    return graded


def _row(recall: Recall) -> str:
    if not recall.made:
        return f"{0:>6}{'-':>9}{'-':>9}"
    return f"{recall.made:>6}{recall.caught:>9.1%}{recall.named:>9.1%}"
