"""Leaves out findings of names that another one tells in full, so that one garbled name is told once."""

from collections.abc import Sequence

from summarizer.report import SEVERITIES, Finding


def told_once(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings without those that only follow from another one of the same sentence.

    That Lâm Đồng became Lam Dang tells that Lam Dang and Dang are new, and that Lâm Đồng became Dang.
    This is for the reader alone: answers are compared by all that the checks found.
    """
    return tuple(one for one in findings if not any(_follows(one, other) for other in findings))


def _follows(one: Finding, other: Finding) -> bool:
    """Whether a finding says a part of what another one of names says, which is no less severe."""
    if not (one.kind == other.kind == "name") or "info" in {one.severity, other.severity}:
        return False
    if SEVERITIES.index(other.severity) > SEVERITIES.index(one.severity):
        return False
    if not other.found or one.expected not in {None, other.expected}:
        return False
    part = f" {one.found} " in f" {other.found} " if one.found else one.expected is not None
    return part and (one.expected, one.found) != (other.expected, other.found)
