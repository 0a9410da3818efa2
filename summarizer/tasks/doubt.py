"""The chance that a translation is seriously wrong, from signs of the model's and the checks' doubt."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from summarizer.report import Finding
from summarizer.tasks.candidates import Candidate, f1
from summarizer.text.glossary_files import Term
from summarizer.text.term_matching import TermMatch
from summarizer.toml_files import read_as

# What a chance is computed from: see `signs`.
Sign = Literal[
    "unsure",
    "unread",
    "undecided",
    "spread",
    "words",
    "rare",
    "unfollowed",
    "errors",
    "warnings",
    "repaired",
    "capitals",
]
SIGNS: tuple[Sign, ...] = get_args(Sign)
_WORD = re.compile(r"\w+")
_CAP = 4.0  # nats: what is less likely is as bad
_MOST_RARE = 5
_STEM = 4  # letters that a word and its bent forms share: arrest, arrested


class DoubtModel(BaseModel):
    """A logistic regression: what each sign adds to the log-odds that a translation is seriously wrong.

    `marked` is the chance from which a sentence is told as doubtful. `fitted` says on what and how well. It
    holds for the weights `of` which it was fitted (a model's revision and adapter), searched with as many
    `beams`, and read back or not: with other ones the signs mean something else.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    fitted: str
    of: str
    beams: int = Field(ge=1)
    read_back: bool
    marked: float = Field(gt=0, lt=1)
    intercept: float
    weights: dict[Sign, float]

    def holds(self, of: str, *, beams: int, read_back: bool) -> bool:
        """Whether it was fitted to translations that are made like this."""
        return (self.of, self.beams, self.read_back) == (of, beams, read_back)

    def chance(self, of: Mapping[str, float]) -> float:
        """The chance, 0 to 1, that a translation with these signs is seriously wrong."""
        odds = self.intercept + sum(weight * of.get(sign, 0.0) for sign, weight in self.weights.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))

    def finding(self, chance: float) -> Finding | None:
        """The warning for a chance that is high enough."""
        if chance < self.marked:
            return None
        return Finding(
            kind="confidence",
            severity="warning",
            message=f"by estimate {chance:.0%} likely to say something wrong: compare it with the Vietnamese",
            found=f"{chance:.0%}",
        )


@cache
def load(path: Path) -> DoubtModel:
    """The coefficients of a TOML file; raises `UsageError` where they cannot be read, or a key is unknown."""
    return read_as(path, TypeAdapter(DoubtModel))


def signs(
    source: str,
    best: Candidate,
    answers: Sequence[Candidate],
    rounds: int,
    suggested: Sequence[TermMatch] = (),
) -> dict[str, float]:
    """The features of the regression by name; larger values mean more doubt.

    `unsure`: the mean negative log-probability of the answer, in nats a token. `unread`: the same of the
    source read back from it (0 where all answers agreed and nothing was read back: then `undecided` is 0,
    else 1). `spread`: how much the other answers differ in words, 0 to 1. `words`: the logarithm of the
    source's length. `rare`: words of the source that the model may not know, whose English was suggested to
    it (at most five); `unfollowed`: those of them none of whose English stands in the answer. `errors`,
    `warnings`: of the checks. `repaired`: rounds of repair that were asked for. `capitals`: whether the
    source is in capitals.
    """
    others = [one for one in answers if one.text != best.text]
    read = best.read_back
    told = [one.severity for one in best.findings if one.kind != "confidence"]
    return {
        "unsure": min(_CAP, -best.mean_logprob),
        "unread": 0.0 if read is None else min(_CAP, -read),
        "undecided": float(read is not None),
        "spread": 1 - sum(_likeness(best.text, one.text) for one in others) / len(others) if others else 0.0,
        "words": math.log(1 + len(source.split())),
        "rare": float(min(_MOST_RARE, len(suggested))),
        "unfollowed": float(min(_MOST_RARE, sum(not _followed(one.term, best.text) for one in suggested))),
        "errors": float(min(3, told.count("error"))),
        "warnings": float(min(3, told.count("warning"))),
        "repaired": float(rounds),
        "capitals": float(source.isupper()),
    }


def _followed(term: Term, english: str) -> bool:
    """Whether a text has the words of one of a term's English forms, bent or not."""
    said = {word[:_STEM] for word in _WORD.findall(english.casefold())}
    return any(
        said.issuperset(word[:_STEM] for word in _WORD.findall(form.casefold())) for form in term.accepted
    )


def _likeness(one: str, other: str) -> float:
    """The F1 of the words of two texts, 0 to 1."""
    ours, theirs = (Counter(_WORD.findall(text.casefold())) for text in (one, other))
    return f1(ours, theirs)
