"""The sentences in which names are reported: one that became another, and one that is gone."""

from summarizer.checks.findings import finding
from summarizer.report import Finding, Severity


def changed(name: str, other: str) -> Finding:
    """An error for a name that became another."""
    message = f"the article names “{name}”; the translation says “{other}”"
    return finding("name", message, expected=name, found=other)


def lost(name: str, severity: Severity) -> Finding:
    """A finding for a name that the translation does not have."""
    message = f"the article names “{name}”; the translation does not"
    return finding("name", message, severity, expected=name)
