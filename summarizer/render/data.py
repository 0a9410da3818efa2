"""Reports as JSON: an indented object, or a line each."""

from summarizer.report import Report


def json_object(report: Report) -> str:
    """The report as one indented JSON object that ends with a line end."""
    return report.to_json() + "\n"


def json_line(report: Report) -> str:
    """The report as one line of JSON Lines."""
    return report.to_json(indent=None) + "\n"
