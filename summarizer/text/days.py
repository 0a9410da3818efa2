"""Dates of Vietnamese sentences in figures, told from scores, ranges and fractions."""

import re

_FIGURES = r"(?<![\w/-])(?:0?[1-9]|[12]\d|3[01])[/-](?:0?[1-9]|1[0-2])"
_LOOSE = re.compile(_FIGURES + r"(?:[/-]\d{4})?(?![\d/-])")
# `ngày 12/5`, `sáng thứ bảy (12-5)`; with its year a date needs no such word. `2-1`, `24/7` are none.
_DATE = re.compile(
    r"(?:(?<!\w)(?:ngày|hôm|sáng|trưa|chiều|tối|đêm|khuya)\s+(?:(?:thứ\s+\w+|chủ nhật),?\s+\(?)?"
    rf"({_FIGURES}(?:[/-]\d{{4}})?)|({_FIGURES}[/-]\d{{4}}))(?![\d/-])",
    re.IGNORECASE,
)


def dates(text: str) -> list[str]:
    """The dates as they are written, without the words before them: `12/5`, `12-5-2023`."""
    return [match[1] or match[2] for match in _DATE.finditer(text)]


def figures(text: str) -> list[str]:
    """All figures that could be a date, scores among them."""
    return _LOOSE.findall(text)
