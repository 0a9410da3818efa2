"""Fits the logistic regression that estimates the chance that a translation is seriously wrong."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.config import Settings
from summarizer.errors import UsageError
from summarizer.evaluation.data import document_of, lines
from summarizer.evaluation.running import run
from summarizer.models.lookup import configured
from summarizer.progress import Progress, silent
from summarizer.tasks.doubt import SIGNS, DoubtModel

FALSE_MARKS = 0.10  # share of the good translations that may be marked
_RIDGE = 1.0  # of the weights of standardised signs: keeps those that say the same small
_FOLDS = 10
Floats = NDArray[np.float64]
_VERDICTS = {"good": False, "minor": False, "serious": True, "nonsense": True}


@dataclass(frozen=True)
class Made:
    """How translations were made: by which weights, with how many beams, read back or not."""

    of: str
    beams: int
    read_back: bool


@dataclass(frozen=True)
class Verdict:
    """A translation's signs, how it was made, and whether a reader found it seriously wrong."""

    signs: dict[str, float]
    made: Made
    wrong: bool


def read_verdicts(path: Path) -> list[Verdict]:
    """What readers said of translations: the rows of `translations` with a `verdict`, JSON Lines.

    Raises:
        UsageError: the file cannot be read, or a line lacks a field.
    """
    found = []
    for number, line in enumerate(lines(path), start=1):
        try:
            row = json.loads(line)
            signs = {str(name): float(value) for name, value in row["signs"].items()}
            verdict = Verdict(signs, Made(**row["made"]), _VERDICTS[row["verdict"]])
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise UsageError(
                f"{path}, line {number}: {type(error).__name__} {error}; give `signs`, `made`, and a "
                f"`verdict` of {', '.join(_VERDICTS)}"
            ) from error
        if not signs or not set(signs) <= set(SIGNS) or not all(map(isfinite, signs.values())):
            raise UsageError(f"{path}, line {number}: `signs` has to hold numbers of {', '.join(SIGNS)}")
        found.append(verdict)
    if len({one.made for one in found}) > 1:
        raise UsageError(f"{path}: translations that were made in several ways; give those of one")
    return found


def translations(
    sources: Sequence[str], settings: Settings, *, progress: Progress = silent
) -> tuple[list[dict[str, Any]], str]:
    """A row for each line that was translated (`source`, `text`, `signs`, `made`), and the signature.

    Raises:
        SummarizerError: the model could not be had, or failed.
    """
    documents = [document_of(None, [line], f"line {number}") for number, line in enumerate(sources, start=1)]
    ran = run(documents, settings, "translation", progress=progress)
    parts = [report.translation for report in ran.reports if report.translation]
    made = {
        "of": configured(settings.models.of("translation"), settings.models).weights,
        "beams": settings.tasks.beams,
        "read_back": settings.tasks.read_back,
    }
    rows = [
        {"source": segment.source, "text": segment.text, "signs": segment.signs, "made": made}
        for part in parts
        for segment in part.segments
        if segment.signs
    ]
    return rows, ran.signature


def fit(rows: Sequence[Mapping[str, float]], wrong: Sequence[bool], made: Made, told: str) -> DoubtModel:
    """Logistic regression of `wrong` on the signs of the rows, marked so that `FALSE_MARKS` is kept.

    Raises:
        UsageError: there are fewer than twenty of either kind.
    """
    labels = np.array(wrong, dtype=float)
    if min(labels.sum(), (1 - labels).sum()) < 20:
        raise UsageError("fewer than 20 right or 20 wrong translations: read more of them")
    weights, intercept = _regression(_matrix(rows), labels)
    floor = float(np.quantile(cross_validated(rows, wrong)[labels == 0], 1 - FALSE_MARKS))
    return DoubtModel(
        fitted=told,
        of=made.of,
        beams=made.beams,
        read_back=made.read_back,
        marked=round(min(0.99, max(0.01, floor)), 3),
        intercept=round(intercept, 4),
        weights={sign: round(float(weight), 4) for sign, weight in zip(SIGNS, weights, strict=True)},
    )


def cross_validated(rows: Sequence[Mapping[str, float]], wrong: Sequence[bool]) -> Floats:
    """The chance of each row by a regression that has not seen it, shape (rows,)."""
    matrix, labels = _matrix(rows), np.array(wrong, dtype=float)
    folds = np.random.default_rng(0).permutation(len(rows)) % _FOLDS
    found = np.zeros(len(rows))
    for fold in range(_FOLDS):
        held = folds == fold
        weights, intercept = _regression(matrix[~held], labels[~held])
        found[held] = 1 / (1 + np.exp(-(matrix[held] @ weights + intercept)))
    return found


def chances(model: DoubtModel, rows: Sequence[Mapping[str, float]]) -> Floats:
    """The chance of each row by a fitted model, shape (rows,)."""
    return np.array([model.chance(row) for row in rows])


def quality(found: Floats, wrong: Sequence[bool], marked: float) -> dict[str, float]:
    """Quality of estimated chances: area under the curve, and the shares of wrong and good ones marked."""
    labels = np.array(wrong, dtype=bool)
    bad, good = found[labels], found[~labels]
    above = (bad[:, None] > good[None]).mean() + 0.5 * (bad[:, None] == good[None]).mean()
    return {
        "translations": float(len(labels)),
        "wrong": float(labels.mean()),
        "expected_wrong": float(found.mean()),
        "area_under_curve": float(above),
        "wrong_marked": float((bad >= marked).mean()),
        "good_marked": float((good >= marked).mean()),
    }


def _matrix(rows: Sequence[Mapping[str, float]]) -> Floats:
    return np.array([[row.get(sign, 0.0) for sign in SIGNS] for row in rows], dtype=float)


def _regression(matrix: Floats, labels: Floats) -> tuple[Floats, float]:
    """Weights and intercept by Newton's method, with a ridge on standardised columns."""
    mean, scale = matrix.mean(axis=0), matrix.std(axis=0)
    scale[scale == 0] = 1.0
    columns = np.hstack([np.ones((len(matrix), 1)), (matrix - mean) / scale])
    ridge = np.diag([1e-6] + [_RIDGE] * matrix.shape[1])
    weights = np.zeros(columns.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(columns @ weights, -30, 30)))
        slope = columns.T @ (chance - labels) + ridge @ weights
        curve = columns.T @ (columns * (chance * (1 - chance))[:, None]) + ridge
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    plain: Floats = weights[1:] / scale
    return plain, float(weights[0] - plain @ mean)


def as_toml(model: DoubtModel) -> str:
    """The file that a profile names as `doubt`."""
    weights = "".join(f"{sign} = {weight}\n" for sign, weight in model.weights.items())
    return (
        "# The chance that a translation is seriously wrong: log-odds by sign (summarizer/tasks/doubt.py).\n"
        f"fitted = {json.dumps(model.fitted, ensure_ascii=False)}\nof = {json.dumps(model.of)}\n"
        f"beams = {model.beams}\nread_back = {json.dumps(model.read_back)}\nmarked = {model.marked}\n"
        f"intercept = {model.intercept}\n\n[weights]\n{weights}"
    )
