"""Makes the findings of all checks: one doubt, not yet placed."""

from summarizer.report import Finding, Kind, Severity


def finding(
    kind: Kind,
    message: str,
    severity: Severity = "error",
    *,
    expected: str | None = None,
    found: str | None = None,
) -> Finding:
    """A doubt about an output: what the source has (`expected`) and what the output has (`found`).

    The message says what is wrong in words that a reader understands who has only the output before him.
    """
    return Finding(kind=kind, severity=severity, message=message, expected=expected, found=found)
