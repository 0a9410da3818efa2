"""Amounts said without a number: half a century, the first half of the year, doubled, nửa tháng."""

import re

from summarizer.checks.numbers.measures import sizes_of
from summarizer.checks.numbers.quantity import Quantity, Size
from summarizer.text.languages import Language

_EN_TIMES: dict[str, str] = {
    "century": "centuries", "decade": "decades", "year": "years", "quarter": "quarters", "month": "months",
    "week": "weeks", "day": "days", "hour": "hours", "minute": "minutes",
}  # fmt: skip
_VI_TIMES: dict[str, str] = {
    "thế kỷ": "centuries", "thế kỉ": "centuries", "thập kỷ": "decades", "thập niên": "decades",
    "năm": "years", "quý": "quarters", "tháng": "months", "tuần": "weeks", "ngày": "days", "giờ": "hours",
    "tiếng": "hours", "phút": "minutes",
}  # fmt: skip
_EN = re.compile(
    r"\b(?:"
    rf"half[ -](?:(?:an?|of the|of this|of last|the) )?(?P<half>{'|'.join(_EN_TIMES)})(?:ly)?"
    rf"|(?:a|an|one|another|whole|full|entire|past|last) (?P<one>{'|'.join(_EN_TIMES)})(?P<more> and a half)?"
    r"|(?P<fortnight>fortnight)"
    r"|(?P<half_year>(?:first|second|last|latter) half|H[12])"
    r"|(?P<quarter_hour>quarter of an hour)"
    r"|(?P<quarter_century>quarter of a century)"
    r"|half[ -](?:an?[ -])?(?P<scale>million|billion|trillion)"
    r")\b",
    re.IGNORECASE,
)
_EN_SHARES = re.compile(
    r"\b(?:(?P<half>half|halves|halv(?:ed|ing))|(?P<whole>doubl(?:e|ed|es|ing)|twofold|twice)"
    r"|(?P<most>three[ -]quarters)|(?P<part>quarter))\b",
    re.IGNORECASE,
)
_VI = re.compile(
    rf"\bnửa (?:(?:đầu|cuối) )?(?P<half>{'|'.join(_VI_TIMES)})\b|\bnửa (?P<scale>triệu|tỷ|tỉ)\b",
    re.IGNORECASE,
)
_VI_SHARES = re.compile(
    r"\b(?:(?P<half>nửa)|(?P<whole>gấp đôi|gấp hai)|(?P<more>(?:gấp|tăng) rưỡi))\b", re.IGNORECASE
)
_SHARES = {"half": 50.0, "more": 50.0, "whole": 100.0, "most": 75.0, "part": 25.0}
_FIXED: dict[str, Size] = {
    "fortnight": ("minutes", 14 * 1440.0),
    "half_year": ("months", 6.0),
    "quarter_hour": ("minutes", 15.0),
    "quarter_century": ("months", 300.0),
}
_SCALES = {"triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9, "million": 1e6, "billion": 1e9, "trillion": 1e12}


def find(text: str, language: Language) -> list[Quantity]:
    """The amounts of a text that have no number; they may stand for one that the other language has."""
    english = language == "en"
    found = []
    for match in (_EN if english else _VI).finditer(text):
        groups = match.groupdict()
        half = groups["half"]
        if groups["scale"]:
            found.append(_quantity(match, values={_SCALES[groups["scale"].casefold()] / 2}))
        elif half:
            name = (_EN_TIMES if english else _VI_TIMES)[half.casefold()]
            found.append(_quantity(match, sizes=set(sizes_of(name, frozenset((0.5,))))))
        elif groups.get("one"):
            name = _EN_TIMES[groups["one"].casefold()]
            more = groups["more"] is not None
            found.append(_quantity(match, sizes=set(sizes_of(name, frozenset((1.0,)), half=more))))
        else:
            found.append(_quantity(match, sizes={_FIXED[match.lastgroup or ""]}))
    for match in (_EN_SHARES if english else _VI_SHARES).finditer(text):
        sizes: set[Size] = {("share", _SHARES[match.lastgroup or ""])}
        if match.lastgroup == "more":
            found.append(_quantity(match, values={1.5}, sizes=sizes))
            continue
        if match.lastgroup == "part":
            sizes.add(("months", 3.0))
        found.append(_quantity(match, sizes=sizes))
    return found


def _quantity(
    match: re.Match[str], *, values: set[float] | None = None, sizes: set[Size] | None = None
) -> Quantity:
    return Quantity(
        match[0],
        match.start(),
        match.end(),
        frozenset(values or ()),
        exact=False,
        sizes=frozenset(sizes or ()),
    )
