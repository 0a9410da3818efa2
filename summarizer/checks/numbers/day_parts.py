"""Parts of the day: chiều tối 5/8 is no morning of August 5."""

import re
from collections.abc import Iterator, Mapping

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.report import Finding

# Which parts of a Vietnamese day an English one may stand for.
_ENGLISH: Mapping[str, tuple[str, str]] = {
    "morning": (r"(?<!the next )(?<!following )mornings?", r"sáng|đêm|khuya|bình minh|sớm|trưa|ban mai"),
    "afternoon": (r"afternoons?", r"chiều|trưa|13h|14h|15h|16h|17h"),
    "evening": (r"(?:evenings?|tonight)", r"tối|chiều|đêm|17h|18h|19h|20h|21h"),
    "night": (
        r"(?:nights?(?!-|club| market| shift| sky)|overnight|nightfall)",
        r"đêm|tối|khuya|rạng sáng|ngủ|2[0-3] ?[hg:]|chiều",
    ),
    "dawn": (r"dawn", r"sáng|sớm|bình minh|khuya"),
}
_SAID = {name: re.compile(rf"\b{words}\b", re.IGNORECASE) for name, (words, _) in _ENGLISH.items()}
_FITS = {name: re.compile(rf"\b(?:{words})", re.IGNORECASE) for name, (_, words) in _ENGLISH.items()}
_GIVEN = re.compile(
    r"(?:\b(?:buổi|vào|giờ|lúc) |(?<=\d) |(?<=\dh) |(?<!\w))"
    r"(?P<part>rạng sáng|sáng sớm|sáng|trưa|chiều tối|chiều|tối|đêm)"
    r"(?= (?:ngày|hôm|nay|qua|mai|cùng ngày|thứ|chủ nhật|mùng|mồng|\d\d?[/.-]\d))",
    re.IGNORECASE,
)
_BUT = re.compile(r"\b(?:eve|Eve|midnight|opening night|the other day)\b")


def check(source: Source, output: Output) -> Iterator[Finding]:
    """An error where the English has a part of the day that none of the sentence can be.

    Only a sentence that gives a day with its part (chiều 5/8, tối qua) is looked at.
    """
    given = _GIVEN.search(source.text)
    if given is None or _BUT.search(output.text):
        return
    for name, words in _SAID.items():
        said = words.search(output.text)
        if said is not None and not _FITS[name].search(source.text):
            message = f"the article says {given['part']}; the translation says {said[0]}"
            yield finding("number", message, expected=given["part"], found=said[0])
            return
