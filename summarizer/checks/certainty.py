"""Whether a sentence of a summary is as sure as what it was written from: denied, planned, suspected."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from summarizer.report import Finding
from summarizer.text.languages import alternatives
from summarizer.text.languages import words as listed_words
from summarizer.text.names import words as listed
from summarizer.text.vectors import words

_DENIED, _UNSURE, _DONE = "denied", "unsure", "done"
_REACH = 4  # syllables between such a word and what it may be said of
_CLAUSE = re.compile(r"[,;:.!?…()\"“”]")
# Syllables that say nothing by themselves: what a word is said of begins and ends with others.
_EMPTY = listed(
    "và của là các những để với trong tại cho từ đã đang sẽ được bị về theo như mà khi do vì hoặc nhưng rằng"
    " một cùng trên đến bởi nhằm này đó có ra vào lên năm ngày tháng người thì cũng còn nếu phải cần không"
    " chưa việc hơn rất nhiều"
)


@cache
def _kind_of() -> dict[tuple[str, ...], str]:
    """The kind of each word that says of those behind it that they are denied, unsure or done."""
    kinds = (_DENIED, _UNSURE, _DONE)
    return {tuple(word.split()): kind for kind in kinds for word in listed_words("vi", "certainty", kind)}


@cache
def _says(kind: str) -> re.Pattern[str]:
    """The words by which a text may say in another way that a thing is not so, or not surely so."""
    ways = alternatives(listed_words("vi", "certainty", f"also {kind}"))
    return re.compile(rf"(?<!\w)(?:{ways})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Said:
    """Two syllables as a text has them: what stands close before them, and whether their clause denies."""

    kinds: frozenset[str]
    near: frozenset[str]
    denied: bool


def check(evidence: str, sentence: str) -> Iterator[Finding]:
    """An error where the evidence denies what the sentence says or the other way round, or is less sure.

    Two syllables that both have are compared by the words before them in their clause. It is enough that
    the evidence has them once in the same way.
    """
    theirs = _pairs(evidence)
    for pair, own in _pairs(sentence).items():
        there = theirs.get(pair, [])
        for ours in own if there else ():
            faults = [_fault(ours, one, sentence) for one in there]
            if all(faults):
                yield _differs(" ".join(pair), str(faults[0]))
                return


def _fault(ours: _Said, evidence: _Said, sentence: str) -> str | None:
    """What differs between two places of the same syllables."""
    if _DENIED in ours.near and not evidence.denied:
        return "denies"
    if _DENIED in evidence.near and not _says(_DENIED).search(sentence):
        return "does not deny"
    if _UNSURE in evidence.near and _DONE not in evidence.kinds:
        if _DONE in ours.near:
            return "says as done"
        if not _says(_UNSURE).search(sentence):
            return "says as certain"
    return None


def _pairs(text: str) -> dict[tuple[str, str], list[_Said]]:
    """Where each two syllables stand."""
    found: dict[tuple[str, str], list[_Said]] = {}
    for clause in _CLAUSE.split(text):
        said = words(clause)
        denied = _says(_DENIED).search(clause) is not None
        kinds = _kinds(said)
        for index in range(len(said) - 1):
            if said[index] in _EMPTY or said[index + 1] in _EMPTY:
                continue
            wide, near = (
                frozenset(filter(None, kinds[max(0, index - reach) : index + 1])) for reach in (_REACH, 0)
            )
            found.setdefault((said[index], said[index + 1]), []).append(_Said(wide, near, denied))
    return found


def _kinds(said: list[str]) -> list[str | None]:
    """By the place behind it, the kind of each word that has one."""
    kinds: list[str | None] = [None] * (len(said) + 1)
    known = _kind_of()
    longest = max(map(len, known))
    for start in range(len(said)):
        for size in range(min(longest, len(said) - start), 0, -1):
            kind = known.get(tuple(said[start : start + size]))
            if kind:
                kinds[start + size] = kind
                break
    return kinds


def _differs(said: str, how: str) -> Finding:
    return Finding(
        kind="addition",
        severity="error",
        message=f"the summary {how} what the article says otherwise: “{said}”",
        found=said,
    )
