"""Signs and directions of numbers: âm 5 độ, độ C, vĩ Bắc."""

import re
from collections.abc import Iterator, Mapping

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.report import Finding

_MINUS = re.compile(
    r"(?<!phiên )(?<!phát )\bâm (?=\d)|(?:(?<=\s)(?<!\+ )(?<!\d )|(?<=\()|^)[-–−](?=\d+(?:[.,]\d+)?(?: ?%| ?°"
    r"|"
    r" ?độ))",
    re.IGNORECASE,
)
_BELOW = re.compile(
    r"\bminus\b|\bnegative\b|\bsub-?zero\b|below zero|below freezing|(?:(?<=\s)|(?<=\()|^|(?<=to ))[-–−]\d"
    r"|\b(?:contract|shrink|shrank|shrunk|decline|fell\b|fall|drop|decrease|lost\b|loss|down\b"
    r"|deficit|recess|reduc)",
    re.IGNORECASE,
)
_TEMPERATURE = re.compile(r"\bâm \d+(?:[.,]\d+)? ?(?:độ|°)|[-–−]\d+(?:[.,]\d+)? ?(?:độ|°)", re.IGNORECASE)
_BELOW_ZERO = re.compile(
    r"\bminus\b|\bnegative\b|\bsub-?zero\b|below (?:zero|freezing)|(?:(?<=\s)|(?<=\()"
    r"|^)[-–−]\d",
    re.IGNORECASE,
)
_DEGREES: Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "Celsius": (
        re.compile(r"°C|độ C\b|độ bách phân|oC\b"),
        re.compile(r"\b(?:Celsius|centigrade)\b|°C|\d ?C\b|degrees C\b"),
    ),
    "Fahrenheit": (re.compile(r"°F|độ F\b|Fahrenheit"), re.compile(r"\bFahrenheit\b|°F|\d ?F\b|degrees F\b")),
}
_SIDES: Mapping[str, tuple[str, str]] = {
    "vĩ Bắc": ("north", "south"), "vĩ Nam": ("south", "north"),
    "kinh Đông": ("east", "west"), "kinh Tây": ("west", "east"),
}  # fmt: skip
_LATITUDE = re.compile(r"\b(?:vĩ|kinh)(?: độ| tuyến)? (?:Bắc|Nam|Đông|Tây)\b", re.IGNORECASE)


def check(source: Source, output: Output) -> Iterator[Finding]:
    """An error for a lost minus, another scale of degrees, the other side of the equator."""
    minus = _MINUS.search(source.text)
    below = _BELOW_ZERO if minus and _TEMPERATURE.match(source.text, minus.start()) else _BELOW
    if minus is not None and not below.search(output.text):
        text = source.text[minus.start() :].split(" ", 2)
        shown = " ".join(text[: 2 if text[0].casefold() == "âm" else 1]).rstrip(".,;")
        yield finding("number", f"the article says {shown}; the translation has no minus", expected=shown)
    yield from _degrees(source.text, output.text)
    yield from _sides(source.text, output.text)


def _degrees(source: str, output: str) -> Iterator[Finding]:
    given = [name for name, (words, _) in _DEGREES.items() if words.search(source)]
    said = [name for name, (_, words) in _DEGREES.items() if words.search(output)]
    if len(given) == 1 and said and given[0] not in said:
        message = f"the article has degrees {given[0]}; the translation {said[0]}"
        yield finding("number", message, expected=given[0], found=said[0])


def _sides(source: str, output: str) -> Iterator[Finding]:
    for match in _LATITUDE.finditer(source):
        first, *_, last = match[0].split()
        side, other = _SIDES[f"{first.casefold()} {last.capitalize()}"]
        if not _has_side(side, output) and _has_side(other, output):
            message = f"the article says {match[0]}; the translation says {other}"
            yield finding("number", message, expected=match[0], found=other)


def _has_side(side: str, output: str) -> bool:
    letter = side[0].upper()
    return (
        re.search(
            rf"\b{side}\b|\b{side}ern\b|[\d°]\s?{letter}\b|degrees" rf" {letter}\b", output, re.IGNORECASE
        )
        is not None
    )
