"""Numbers, amounts and dates of a Vietnamese or an English text, by value."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from summarizer.checks.dates import undotted
from summarizer.checks.notation import (
    AFTER_NO_SCALE,
    EN_SCALES,
    MONTHS,
    SPANS,
    VI_MONTHS,
    VI_NUMBER_WORDS,
    VI_SCALES,
    en_number,
    en_words,
    roman_value,
    vi_number,
    vi_words,
)

Language = Literal["vi", "en"]
Role = Literal["number", "month", "hour", "any"]

_TOKEN = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)*)(?P<suffix>(?:st|nd|rd|th|s|m|k|bn|mn|tn|b)\b)?"
    r"|(?P<word>[^\W\d_]+)|(?P<mark>[^\w\s])"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at `text[start:end]`.

    `values` are what it may mean: one, or several where the notation leaves it open (2,800 in a careless
    Vietnamese text). `exact` is false for what an output may leave out or bring in: small written-out
    numbers, and digits within a name (COVID-19). A `month` is no mere number, and an `hour` may be given by
    either half of the day; a number between strokes (21/4) may be both.
    """

    text: str
    start: int
    end: int
    values: frozenset[float]
    exact: bool
    role: Role = "number"


def find(text: str, language: Language) -> list[Quantity]:
    """The numbers of an NFC text, in order; parts of a date or a time come one by one."""
    if language == "vi":
        text = undotted(text)
    tokens = list(_TOKEN.finditer(text))
    found: list[Quantity] = []
    index = 0
    while index < len(tokens):
        quantity, used = (_vietnamese if language == "vi" else _english)(text, tokens, index)
        if quantity is not None:
            found.append(quantity)
        index += max(1, used)
    return found


def _round_the_clock(tokens: Sequence[re.Match[str]], index: int) -> bool:
    """Whether a number belongs to a `24/24` or `24/7`, which English may say in words."""
    starts = [start for start in (index - 2, index) if start >= 0]
    return any(
        "".join(token[0] for token in tokens[start : start + 3]) in ("24/24", "24/7") for start in starts
    )


def compare(source: Sequence[Quantity], output: Sequence[Quantity]) -> tuple[list[Quantity], list[Quantity]]:
    """The exact numbers of the source that the output lacks, and those of the output that are new."""
    missing = [one for one in source if one.exact and not any(same(one, other) for other in output)]
    new = [one for one in output if one.exact and not any(same(one, other) for other in source)]
    return missing, new


def same(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers may be of one value; hours also by the other half of the day."""
    if one.text == other.text and not one.values:
        return True
    if {one.role, other.role} & {"month"} and one.role != other.role and "any" not in {one.role, other.role}:
        return False
    hours = one.role == other.role == "hour"
    return any(
        abs(a - b) <= 1e-9 * max(abs(a), abs(b)) or (hours and abs(a - b) == 12)
        for a in one.values
        for b in other.values
    )


def _vietnamese(text: str, tokens: Sequence[re.Match[str]], index: int) -> tuple[Quantity | None, int]:
    token = tokens[index]
    if token["number"]:
        total, used = _vi_scaled(text, tokens, index, vi_number(token["number"]))
        if used == 1:
            total |= {value * _scale_of_range(tokens, index, VI_SCALES) for value in total}
        total = _spans(tokens, index + used, total, 2)
        weekday = index > 0 and used == 1 and tokens[index - 1][0].casefold() == "thứ" and max(total) < 8
        always = _round_the_clock(tokens, index)
        exact = _stands_alone(text, token) and not weekday and not always and not total <= {0.0, 1.0}
        exact = exact and not re.match(r"-n?CoV", text[token.end() :])
        return _quantity(text, token, tokens[index + used - 1], total, exact=exact), used
    word = token["word"]
    if not word:
        return None, 1
    before = tokens[index - 1]["word"] or "" if index else ""
    roman = roman_value(
        word, after=before.casefold() in {"thứ", "kỷ", "lần", "khóa", "khoá", "quý", "chương", "mục"}
    )
    if roman:
        return _quantity(text, token, token, {float(roman)}, exact=False), 1
    lower = word.casefold()
    if before.casefold() == "tháng" and lower in VI_MONTHS:
        return _quantity(text, token, token, {float(VI_MONTHS[lower])}, exact=True, month=True), 1
    if lower == "trăm" and before.casefold() == "phần":
        return None, 1
    if lower not in VI_NUMBER_WORDS:
        return None, 1
    month = before.casefold() == "tháng" and word[0].isupper()
    ahead = 2 if month and lower == "mười" else 1 if month else 12
    spelt = [
        t["word"].casefold() if t["word"] and not _other_word(tokens, place) else ""
        for place, t in enumerate(tokens[index : index + ahead], start=index)
    ]
    value, used = vi_words(spelt)
    if not used:
        return None, 1
    vague = before.casefold() in {"hàng", "vài", "mấy", "nhiều", "cả"} or lower in {
        "trăm",
        "nghìn",
        "ngàn",
        "triệu",
    }
    exact = (value > 10 and not vague) or month
    values = _spans(tokens, index + used, {value}, 2)
    return _quantity(text, token, tokens[index + used - 1], values, exact=exact, month=month), used


def _english(text: str, tokens: Sequence[re.Match[str]], index: int) -> tuple[Quantity | None, int]:
    token = tokens[index]
    if token["number"]:
        values = en_number(token["number"])
        suffix = (token["suffix"] or "").casefold()
        if suffix == "s":
            values |= {value % 100 for value in values}
        season = re.search(r"(1[89]|20)\d\d[-–/]$", text[max(0, token.start() - 5) : token.start()])
        if season and len(token["number"]) == 2:  # 2007-08
            century = 100 * int(season[1])
            values |= {value + more for value in values for more in (century, century + 100)}
        if suffix in EN_SCALES:  # 24m are metres as well
            values |= {value * EN_SCALES[suffix] for value in values}
        factor, used = 1.0, 1
        while index + used < len(tokens):
            word = tokens[index + used]["word"]
            if tokens[index + used][0] == "-" and index + used + 1 < len(tokens):
                word = tokens[index + used + 1]["word"]
                if word and word.casefold() in EN_SCALES and len(word) > 1:
                    used += 1
            if not word or len(word) < 2 or word.casefold() not in EN_SCALES:
                break
            factor *= EN_SCALES[word.casefold()]
            used += 1
        values = _spans(tokens, index + used, {value * factor for value in values}, 1)
        if used == 1:
            values |= {value * _scale_of_range(tokens, index, EN_SCALES) for value in values}
            values |= _clock(text, token)
        exact = _stands_alone(text, token) and not (values and values <= {0.0, 1.0})
        exact = exact and not text[: token.start()].endswith("round of ")  # vòng 1/8
        return _quantity(text, token, tokens[index + used - 1], values, exact=exact), used
    word = token["word"]
    if not word:
        return None, 1
    roman = roman_value(word, after=False)
    if roman:
        return _quantity(text, token, token, {float(roman)}, exact=False), 1
    lower = word.casefold()
    if lower in MONTHS and word[0].isupper():
        beside = [tokens[place] for place in (index - 1, index + 1) if 0 <= place < len(tokens)]
        sure = lower not in {"may", "march", "mar", "jun", "jan", "august", "april", "june"} or any(
            t["number"] for t in beside
        )
        return _quantity(text, token, token, {float(MONTHS[lower])}, exact=sure), 1
    if lower in SPANS:
        return _quantity(text, token, token, {float(SPANS[lower])}, exact=False), 1
    value, used = en_words(tokens[index : index + 14])
    if not used:
        return None, 1
    if [t[0] for t in tokens[index + used : index + used + 3]] == ["and", "a", "half"]:
        value, used = value + 0.5, used + 3
    values = _spans(tokens, index + used, {value}, 1)
    exact = value > 10 and value not in _VAGUE
    return _quantity(text, token, tokens[index + used - 1], values, exact=exact), used


_VAGUE = {12.0, 100.0, 1e3, 1e6, 1e9, 1e12}
_HOUR = re.compile(r"\s?(?:h\b|h\d|g\d|giờ|:\d\d|[ap]\.?m\b|o['’]clock)", re.IGNORECASE)
_AFTER_FOUR_DIGITS = re.compile(r" ?(?:UTC|GMT|hours|hrs|local|[A-Z]{1,3}T\b)")
_HALF_OF_DAY = re.compile(r"\s?[ap]\.?m\b", re.IGNORECASE)
_TO = frozenset(("đến", "tới", "-", "–", "—", "to"))
_CURRENCY = re.compile(r"(?:VND|VNĐ|USD|EUR|GBP|AUD|CNY|JPY|US|A|NZ|HK|S|C|Rs|RM|Bt)$")


def _stands_alone(text: str, token: re.Match[str]) -> bool:
    """Not within a name: COVID-19, VN0062, 03/CT-BCA."""
    before, after = text[max(0, token.start() - 8) : token.start()], text[token.end() : token.end() + 2]
    if before.endswith("[") and after.startswith("]"):
        return False  # a footnote's
    if re.search(r"[^\W\d_][-–/]?$", before) and not _CURRENCY.search(before):
        return False
    if re.search(r"\w\($|\s\($", before) and after.startswith(")") and len(token[0]) == 1:
        return False
    if re.search(r"\w\($", before) and after.startswith(")"):
        return False  # a footnote's mark
    return not re.match(r"[^\W\d_]|[/][^\W\d_]", after)


def _quantity(
    text: str,
    first: re.Match[str],
    last: re.Match[str],
    values: set[float],
    *,
    exact: bool,
    month: bool = False,
) -> Quantity:
    start, end = first.start(), last.end()
    before, after = text[max(0, start - 7) : start], text[end : end + 10]
    role: Role = "number"
    if (not first["number"] and (first[0].casefold() in MONTHS or month)) or re.search(
        r"(?i)\btháng\s$", before
    ):
        role = "month"
    elif re.search(r"\d(?:[/.-]| / )$", before) or re.match(r"(?:[/.-]| / )\d", after):
        role = "any"
    elif _HOUR.match(after):
        role = "hour"
    return Quantity(text[start:end], start, end, frozenset(values), exact, role)


def _vi_scaled(
    text: str, tokens: Sequence[re.Match[str]], index: int, values: set[float]
) -> tuple[set[float], int]:
    """A number with the scales after it: 2,5 nghìn tỷ; 2 triệu rưỡi; 3 tỷ 500 triệu."""
    factor, used = 1.0, 1
    while index + used < len(tokens):
        scale = VI_SCALES.get((tokens[index + used]["word"] or "").casefold())
        if scale is None or _other_word(tokens, index + used):
            break
        factor *= scale
        used += 1
    values = {value * factor for value in values}
    if factor > 1 and index + used < len(tokens):
        after = tokens[index + used]
        if (after["word"] or "").casefold() == "rưỡi":
            return {value + factor / 2 for value in values}, used + 1
        if after["number"] and text[tokens[index + used - 1].end() : after.start()] == " ":
            more, extra = _vi_scaled(text, tokens, index + used, vi_number(after["number"]))
            if extra > 1 and max(more) < factor:
                return {a + b for a in values for b in more}, used + extra
    return values, used


def _scale_of_range(tokens: Sequence[re.Match[str]], index: int, scales: Mapping[str, int]) -> int:
    """The scale that a number shares with what it reaches to: 500 đến 600 triệu, 5-6 million; or 1."""
    words = [token[0].casefold() for token in tokens[index + 1 : index + 4]]
    if len(words) == 3 and words[0] in _TO and tokens[index + 2]["number"] and len(words[2]) > 1:
        return scales.get(words[2], 1)
    return 1


def _clock(text: str, token: re.Match[str]) -> set[float]:
    """Hour and minute of 1800 UTC and of 4.30 p.m., which Vietnamese writes as two numbers."""
    after = text[token.end() : token.end() + 8]
    military = re.fullmatch(r"([01]\d|2[0-4])([0-5]\d)", token["number"])
    if military and (token["number"].startswith("0") or _AFTER_FOUR_DIGITS.match(after)):
        return {float(military[1]), float(military[2])}
    dotted = re.fullmatch(r"(\d\d?)\.([0-5]\d)", token["number"])
    if dotted and _HALF_OF_DAY.match(after):
        return {float(dotted[1]), float(dotted[1]) + 12, float(dotted[2])}
    return set()


def _spans(tokens: Sequence[re.Match[str]], index: int, values: set[float], size: int) -> set[float]:
    """The values, and where decades or centuries are counted, the years as well."""
    words = " ".join(token[0].casefold() for token in tokens[index : index + size])
    return values | {value * SPANS[words] for value in values} if words in SPANS else values


def _other_word(tokens: Sequence[re.Match[str]], index: int) -> bool:
    """Whether what looks like a scale begins another word: triệu chứng (symptom), tỷ lệ (rate)."""
    after = tokens[index + 1]["word"] if index + 1 < len(tokens) else None
    return after is not None and after.casefold() in AFTER_NO_SCALE
