"""Shares and multiples: một nửa (half), 3/4 số hộ (three quarters), gấp rưỡi (one and a half times)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.checks.numbers.words import number_words, vietnamese_number
from summarizer.report import Finding
from summarizer.text.languages import alternatives

_NOUN = (
    r"(?:số|tổng|diện tích|lượng|quãng|dân số|chặng|thành viên|thời gian|hộ|phiếu|doanh thu|vốn|giá trị"
    r"|cổ phần|cổ phiếu|khối lượng)"
)
_EN_PARTS = {
    "half": 2, "halves": 2, "halfway": 2, "halved": 2, "halving": 2, "midway": 2,
    "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "tenths": 10,
}  # fmt: skip
_EN_TIMES = {
    "double": 2, "doubled": 2, "doubles": 2, "doubling": 2, "twice": 2, "redouble": 2,
    "redoubled": 2, "redoubling": 2,
    "twofold": 2, "two-fold": 2,
    "triple": 3, "tripled": 3, "triples": 3, "tripling": 3,
    "thrice": 3, "treble": 3, "trebled": 3,
    "threefold": 3, "quadruple": 4, "quadrupled": 4, "quadrupling": 4, "fourfold": 4, "quintupled": 5,
    "fivefold": 5, "sixfold": 6, "tenfold": 10,
}  # fmt: skip
_NAMED = re.compile(
    r"\b(?P<half>one[- ]and[- ]a[- ]half|half as (?:much|many|high|large|big) again|by half|half "
    r"(?:more|higher))\b"
)


@dataclass(frozen=True, slots=True)
class Share:
    """A share or a multiple: `value` of the whole; `times` says that it is told as a multiple."""

    text: str
    value: float
    times: bool


def check(source: Source, output: Output) -> Iterator[Finding]:
    """An error for a share or a multiple that is another in the English, a warning for one that it lacks."""
    given = source.once(vietnamese)
    if not given:
        return
    said = english(output.text)
    numbers = {value for one in output.quantities for value in one.values}
    own = {value for one in given for value in (one.value, one.value - 1)}
    own |= {value for one in source.quantities for value in one.values}
    new = [one for one in said if one.value not in own]
    for one in given:
        forms = {one.value, one.value * 100}
        if one.times:
            forms |= {(one.value - 1) * 100, one.value - 1}
        if any(
            _near(form, value) for form in forms for value in (*numbers, *(other.value for other in said))
        ):
            continue
        if new:
            other = new.pop(0)
            message = f"the article says {one.text}; the translation says {other.text}"
            yield finding("number", message, expected=one.text, found=other.text)
        else:
            message = f"the article says {one.text}; the translation does not"
            yield finding("number", message, "warning", expected=one.text)


def _near(one: float, other: float) -> bool:
    return abs(one - other) < 0.008 * max(1.0, abs(one))


def vietnamese(text: str) -> list[Share]:
    """The shares and multiples of a Vietnamese text."""
    found = []
    for match in _vi().finditer(text):
        if match["over"]:
            value = int(match["of"]) / int(match["over"])
        elif match["parts"]:
            value = _small(match["parts"]) / _small(match["whole"])
        elif match["half"]:
            value = 0.5
        else:
            value = (
                1.5
                if match["times"] == "rưỡi"
                else 2.0
                if match["times"] == "đôi"
                else _small(match["times"])
            )
        if value > 0:
            found.append(Share(match[0], value, times=match["times"] is not None))
    return found


def english(text: str) -> list[Share]:
    """The shares and multiples of an English text."""
    found = []
    for match in _en().finditer(text):
        if match["part"]:
            count = match["count"]
            value = (_english_small(count) if count else 1.0) / _EN_PARTS[match["part"].casefold()]
            found.append(Share(match[0], value, times=False))
        elif match["word"]:
            found.append(Share(match[0], float(_EN_TIMES[match["word"].casefold()]), times=True))
        else:
            found.append(Share(match[0], _english_small(match["times"]), times=True))
    for match in _NAMED.finditer(text):
        found += [Share(match[0], value, times=True) for value in (1.5, 0.5)]
    return found


def _small(word: str) -> float:
    digits = word.replace(",", ".")
    if re.fullmatch(r"\d+(?:\.\d+)?", digits):
        return float(digits)
    return float(vietnamese_number(word))


def _english_small(word: str) -> float:
    if word[0].isdigit():
        return float(word)
    return float(
        {"a": 1, "an": 1, "every": 1}.get(word.casefold()) or number_words("en").small[word.casefold()]
    )


@cache
def _vi() -> re.Pattern[str]:
    small = rf"(?:{alternatives(number_words('vi').small)}|mười|\d+)"
    return re.compile(
        rf"(?<![\d/])(?P<of>[1-9])/(?P<over>[2-9]|10)(?= {_NOUN}\b)"
        rf"|\b(?P<parts>{small}) phần (?P<whole>ba|tư|bốn|năm|sáu|bảy|tám|mười)\b"
        r"|\b(?P<half>một nửa|(?:quá|hơn|gần) nửa(?! đêm| năm| tháng| tiếng| giờ| ngày| thế| thập|"
        r" triệu| tỷ)|nửa số)\b"
        rf"|\bgấp (?:tới |đến |gần |hơn |khoảng )?(?P<times>rưỡi|đôi|\d+(?:,\d+)?|{small})\b"
        r"(?! (?:rưỡi|trăm|nghìn|mươi|chục|lăm|đến|tới|-))(?! (?:một|hai|ba) )",
        re.IGNORECASE,
    )


@cache
def _en() -> re.Pattern[str]:
    small = rf"{alternatives(number_words('en').small)}|a|an|every|\d+"
    return re.compile(
        rf"\b(?:(?P<count>{small})[ -])?(?P<part>{alternatives(_EN_PARTS)})\b(?! (?:of (?:19"
        rf"|20)\d\d|time|year|day|hour"
        r"|floor|place|quarter|century|decade)|['’]s)"
        rf"|\b(?P<word>{alternatives(_EN_TIMES)})\b"
        rf"|\b(?P<times>\d+(?:\.\d+)?|{alternatives(number_words('en').small)})(?:[ -]fold| times)\b",
        re.IGNORECASE,
    )
