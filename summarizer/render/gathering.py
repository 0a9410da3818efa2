"""Findings as people read them: errors first, each kind of a part once, with its sentences."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from summarizer.counted import counted
from summarizer.report import SEVERITIES, Finding
from summarizer.text.one_line import one_line

_PARTS = {"document": "article", "translation": "translation"}


@dataclass(frozen=True, slots=True)
class Alike:
    """Findings that say the same, but for their sentences and the words that they name."""

    findings: tuple[Finding, ...]

    @property
    def message(self) -> str:
        """What all of them say, with `…` where they name different words."""
        first = self.findings[0]
        same = len({one.message for one in self.findings}) == 1
        return one_line(first.message if same else _frame(first))

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What was expected and found, where there is one finding and its message says neither."""
        first, *more = self.findings
        values = (("expected", one_line(first.expected or "")), ("found", one_line(first.found or "")))
        return () if more else tuple(one for one in values if one[1] and one[1] not in self.message)

    @property
    def sentences(self) -> tuple[tuple[int, str], ...]:
        """Each sentence with the words that are its own, which may be none."""
        told: dict[int, list[str]] = {}
        for one in self.findings:
            if one.sentence is not None:
                told.setdefault(one.sentence, []).extend(self._own(one))
        return tuple((sentence, ", ".join(dict.fromkeys(words))) for sentence, words in told.items())

    def _own(self, finding: Finding) -> list[str]:
        message = self.message
        values = [one_line(one) for one in (finding.expected, finding.found) if one]
        return [f"“{one}”" for one in values if len(self.findings) > 1 and one not in message]

    @property
    def place(self) -> str:
        """`sentence 4`, or `sentences 4 (“15”) and 9 (“1.250”)`; empty where there is none."""
        places = [f"{number} ({words})" if words else str(number) for number, words in self.sentences]
        if not places:
            return ""
        return f"sentence{'' if len(places) == 1 else 's'} {_listed(places)}"

    @property
    def told(self) -> str:
        """The message with its facts."""
        more = ", ".join(f"{name} “{value}”" for name, value in self.facts)
        return f"{self.message} ({more})" if more else self.message


@dataclass(frozen=True, slots=True)
class Gathered:
    """The findings of one kind and severity in one part, those that are alike together."""

    alike: tuple[Alike, ...]

    @property
    def first(self) -> Finding:
        """One of them, for what all have in common."""
        return self.alike[0].findings[0]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All of them."""
        return tuple(finding for one in self.alike for finding in one.findings)

    def lines(self, *, placed: bool = False) -> tuple[str, ...]:
        """One line such as `error in translation, sentence 4 (number): 1.250 is not there`.

        Findings that are unlike have a line each below one that counts them. `placed` says that they stand
        where their part is, which need not be named: `error in sentence 4 (...)`.
        """
        first = self.first
        part = "" if placed else _PARTS.get(first.target, f"{first.task or 'abstractive'} summary")
        if len(self.alike) == 1:
            places = ", ".join(one for one in (part, self.alike[0].place) if one)
            where = f" in {places}" if places else ""
            return (f"{first.severity}{where} ({first.kind}): {self.alike[0].told}",)
        where = f" in {part}" if part else ""
        what = "note" if first.severity == "info" else first.severity
        head = f"{counted(len(self.findings), what)}{where} ({first.kind}):"
        return (head, *(f"{one.place}: {one.told}" if one.place else one.told for one in self.alike))


def gathered(findings: Iterable[Finding]) -> tuple[Gathered, ...]:
    """The findings by part, kind and severity, errors first, else in the order in which they come."""
    groups: dict[tuple[str, ...], dict[tuple[str, ...], list[Finding]]] = {}
    for one in sorted(findings, key=lambda one: SEVERITIES.index(one.severity)):
        group = groups.setdefault((one.severity, one.kind, one.target, one.task or ""), {})
        group.setdefault(tuple(_frame(one).split()), []).append(one)
    return tuple(Gathered(tuple(Alike(tuple(one)) for one in group.values())) for group in groups.values())


def _frame(finding: Finding) -> str:
    """The message with `…` for what is expected and found."""
    values = sorted(filter(None, (finding.expected, finding.found)), key=len, reverse=True)
    if not values:
        return finding.message
    return re.sub(rf"(?<!\w)(?:{'|'.join(map(re.escape, values))})(?!\w)", "…", finding.message)


def _listed(places: list[str]) -> str:
    return " and ".join([", ".join(places[:-1]), places[-1]] if len(places) > 1 else places)
