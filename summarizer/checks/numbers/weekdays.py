"""Days of the week: thứ Tư is Wednesday, no Thursday and no fourth."""

import re
from collections.abc import Iterator

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.report import Finding

_DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_NUMBERS = {"hai": 1, "ba": 2, "tư": 3, "năm": 4, "sáu": 5, "bảy": 6, "bẩy": 6}
_VI = re.compile(
    r"(?P<text>(?:\b[Tt]hứ (?P<day>[2-7]|[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm"
    r"|[Ss]áu|[Bb]ả?ẩ?y)|\bT(?P<short>[2-7])"
    r"|(?P<sunday>\b[Cc]hủ [Nn]hật|(?<!& )\bCN))\b)(?P<after> (?:tuần|tới|này|vừa qua|hằng tuần|hàng tuần"
    r"|ngày \d|\d\d?[/.-])"
    r"|,? ?\(?\d\d?[/-]\d|,? ngày \d)?"
)
_EN = re.compile(r"\b(?P<day>Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)days?\b")
_EN_NUMBER = {name[:3]: number for number, name in enumerate(_DAYS)}
_DAY_BEFORE = re.compile(r"\b(?:sáng|trưa|chiều|tối|hôm|vào|mỗi|sáng sớm|rạng sáng)$", re.IGNORECASE)
_RANGE_BEFORE = re.compile(r"\b(?:từ|đến|hết)$", re.IGNORECASE)
_RANKED = re.compile(
    r"\b(?:lần|người|con|vị trí|hạng|đứng|xếp|thế kỷ|thế kỉ|bên|phần|cái|vụ|ca|giải|cuốn|tập|trận"
    r"|mùa|năm|tháng"
    r"|nước|kỳ|phiên|chặng|vòng|đợt|tầng|lớn|cao|nhiều|gái|trai|vợ|chồng|hai|đời|quốc gia|điều|mục"
    r"|về|đạt|đêm|cao)$",
    re.IGNORECASE,
)


def check(source: Source, output: Output) -> Iterator[Finding]:
    """An error for a day of the week that became another or a rank that became one; lost, a warning.

    A day that only the English has is no finding: news agencies add it.
    """
    sure, possible = source.once(_given)
    said = {_EN_NUMBER[match["day"][:3]]: match[0] for match in _EN.finditer(output.text)}
    lost = {number: text for number, text in sure.items() if number not in said}
    new = {number: text for number, text in said.items() if number not in possible}
    ranked = source.once(_ranked)
    for number in [one for one in said if one in ranked and one not in possible]:
        yield _changed(ranked[number], new.pop(number))
    for text, other in zip(lost.values(), new.values(), strict=False):
        yield _changed(text, other)
    for text in list(lost.values())[len(new) :]:
        if text[-1:].isdigit() or said or not _STANDS_IN.search(output.text):
            yield finding(
                "number", f"the article says {text}; the translation does not", "warning", expected=text
            )


_STANDS_IN = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|\d\d?(?:st|nd|rd|th)?|weekend|last night|this "
    r"(?:morning|week))\b",
    re.IGNORECASE,
)


def _given(text: str) -> tuple[dict[int, str], set[int]]:
    """The days of the week of a text that surely are, and all that may be."""
    sure: dict[int, str] = {}
    possible: set[int] = set()
    for match in _VI.finditer(text):
        number = _number(match)
        before = text[max(0, match.start("text") - 12) : match.start("text")].rstrip()
        word = match["day"] or ""
        capital = word[:1].isupper() and match["text"][0].islower()
        if not match["sunday"] and not capital and _RANKED.search(before):
            continue
        possible.add(number)
        told = _DAY_BEFORE.search(before) or (_RANGE_BEFORE.search(before) and not word.isdigit())
        if capital or match["sunday"] or match["after"] or told:
            sure.setdefault(number, match["text"])
    return sure, possible


def _ranked(text: str) -> dict[int, str]:
    """The days of the week for which the ranks of a text may be taken."""
    return {
        _number(match): match["text"]
        for match in _VI.finditer(text)
        if not match["sunday"]
        and _RANKED.search(text[max(0, match.start("text") - 12) : match.start("text")].rstrip())
    }


def _number(match: re.Match[str]) -> int:
    if match["sunday"]:
        return 0
    word = (match["day"] or match["short"]).casefold()
    return int(word) - 1 if word.isdigit() else _NUMBERS[word]


def _changed(text: str, other: str) -> Finding:
    return finding(
        "number", f"the article says {text}; the translation says {other}", expected=text, found=other
    )
