"""Numbers, amounts and dates of a Vietnamese or an English text, by value."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Language = Literal["vi", "en"]
Role = Literal["number", "month", "hour", "any"]

_VI_UNITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_VI_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_AFTER_NO_SCALE = frozenset("chứng tập phú hồi vời lệ giá số suất trọng".split())
# Spans of years, which may be counted themselves or by their years.
_SPANS = {
    "decade": 10, "decades": 10, "thập kỷ": 10, "thập kỉ": 10, "thập niên": 10,
    "century": 100, "centuries": 100, "thế kỷ": 100, "thế kỉ": 100,
}  # fmt: skip
_EN_SMALL = {
    word: value
    for value, words in enumerate(
        "zero|one first once|two second twice both|three third thirds thrice|four fourth fourths quarter quarters"
        "|five fifth fifths|six sixth|seven seventh|eight eighth|nine ninth|ten tenth tenths|eleven eleventh"
        "|twelve twelfth dozen|thirteen thirteenth|fourteen fourteenth|fifteen fifteenth|sixteen sixteenth"
        "|seventeen seventeenth|eighteen eighteenth|nineteen nineteenth".split("|")
    )
    for word in words.split()
}
_EN_TENS = {
    word: 10 * value
    for value, words in enumerate(
        "twenty twentieth twenties|thirty thirtieth thirties|forty fortieth forties|fifty fiftieth fifties"
        "|sixty sixtieth sixties|seventy seventieth seventies|eighty eightieth eighties"
        "|ninety ninetieth nineties".split("|"),
        start=2,
    )
    for word in words.split()
}
_EN_SCALES = {
    "hundred": 100, "hundreds": 100, "hundredth": 100, "thousand": 10**3, "thousands": 10**3, "thousandth": 10**3,
    "million": 10**6, "millions": 10**6, "billion": 10**9, "billions": 10**9, "trillion": 10**12,
    "trillions": 10**12, "mln": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12, "k": 10**3, "m": 10**6, "b": 10**9,
}  # fmt: skip
_MONTHS = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sep sept"
        "|october oct|november nov|december dec".split("|"),
        start=1,
    )
    for name in names.split()
}
_VI_MONTHS = {"giêng": 1, "chạp": 12}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
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
    tokens = list(_TOKEN.finditer(text))
    found: list[Quantity] = []
    index = 0
    while index < len(tokens):
        quantity, used = (_vietnamese if language == "vi" else _english)(text, tokens, index)
        if quantity is not None:
            found.append(quantity)
        index += max(1, used)
    return found


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
        abs(a - b) <= 1e-6 * max(abs(a), abs(b)) or (hours and abs(a - b) == 12)
        for a in one.values
        for b in other.values
    )


def _vietnamese(text: str, tokens: Sequence[re.Match[str]], index: int) -> tuple[Quantity | None, int]:
    token = tokens[index]
    if token["number"]:
        total, used = _vi_scaled(text, tokens, index, _vi_number(token["number"]))
        total = _spans(tokens, index + used, total, 2)
        weekday = index > 0 and used == 1 and tokens[index - 1][0].casefold() == "thứ" and max(total) < 8
        exact = _stands_alone(text, token) and not weekday and not total <= {0.0, 1.0}
        return _quantity(text, token, tokens[index + used - 1], total, exact=exact), used
    word = token["word"]
    if not word:
        return None, 1
    before = tokens[index - 1]["word"] or "" if index else ""
    roman = _roman(
        word, after=before.casefold() in {"thứ", "kỷ", "lần", "khóa", "khoá", "quý", "chương", "mục"}
    )
    if roman:
        return _quantity(text, token, token, {float(roman)}, exact=False), 1
    lower = word.casefold()
    if before.casefold() == "tháng" and lower in _VI_MONTHS:
        return _quantity(text, token, token, {float(_VI_MONTHS[lower])}, exact=True, month=True), 1
    if lower == "trăm" and before.casefold() == "phần":
        return None, 1
    month = before.casefold() == "tháng" and word[0].isupper()
    ahead = 2 if month and lower == "mười" else 1 if month else 12
    spelt = [
        t["word"].casefold() if t["word"] and not _other_word(tokens, place) else ""
        for place, t in enumerate(tokens[index : index + ahead], start=index)
    ]
    value, used = _vi_words(spelt)
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
        values = _en_number(token["number"])
        suffix = (token["suffix"] or "").casefold()
        if suffix == "s":
            values |= {value % 100 for value in values}
        season = re.search(r"(1[89]|20)\d\d[-–/]$", text[max(0, token.start() - 5) : token.start()])
        if season and len(token["number"]) == 2:  # 2007-08
            century = 100 * int(season[1])
            values |= {value + more for value in values for more in (century, century + 100)}
        if suffix in _EN_SCALES:  # 24m are metres as well
            values |= {value * _EN_SCALES[suffix] for value in values}
        factor, used = 1.0, 1
        while index + used < len(tokens):
            word = tokens[index + used]["word"]
            if tokens[index + used][0] == "-" and index + used + 1 < len(tokens):
                word = tokens[index + used + 1]["word"]
                if word and word.casefold() in _EN_SCALES and len(word) > 1:
                    used += 1
            if not word or len(word) < 2 or word.casefold() not in _EN_SCALES:
                break
            factor *= _EN_SCALES[word.casefold()]
            used += 1
        values = _spans(tokens, index + used, {value * factor for value in values}, 1)
        exact = _stands_alone(text, token) and not (values and values <= {0.0, 1.0})
        return _quantity(text, token, tokens[index + used - 1], values, exact=exact), used
    word = token["word"]
    if not word:
        return None, 1
    roman = _roman(word, after=False)
    if roman:
        return _quantity(text, token, token, {float(roman)}, exact=False), 1
    lower = word.casefold()
    if lower in _MONTHS and word[0].isupper():
        beside = [tokens[place] for place in (index - 1, index + 1) if 0 <= place < len(tokens)]
        sure = lower not in {"may", "march", "mar", "jun", "jan", "august", "april", "june"} or any(
            t["number"] for t in beside
        )
        return _quantity(text, token, token, {float(_MONTHS[lower])}, exact=sure), 1
    if lower in _SPANS:
        return _quantity(text, token, token, {float(_SPANS[lower])}, exact=False), 1
    value, used = _en_words(tokens[index : index + 14])
    if not used:
        return None, 1
    if [t[0] for t in tokens[index + used : index + used + 3]] == ["and", "a", "half"]:
        value, used = value + 0.5, used + 3
    values = _spans(tokens, index + used, {value}, 1)
    exact = value > 10 and value not in _VAGUE
    return _quantity(text, token, tokens[index + used - 1], values, exact=exact), used


_VAGUE = {12.0, 100.0, 1e3, 1e6, 1e9, 1e12}
_HOUR = re.compile(r"\s?(?:h\b|h\d|g\d|giờ|:\d\d|[ap]\.?m\b|o['’]clock)", re.IGNORECASE)
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
    if not first["number"] and (first[0].casefold() in _MONTHS or month):
        role = "month"
    elif re.search(r"(?i)\btháng\s$", before):
        role = "month"
    elif re.search(r"\d[/.-]$", before) or re.match(r"[/.-]\d", after):
        role = "any"
    elif _HOUR.match(after):
        role = "hour"
    return Quantity(text[start:end], start, end, frozenset(values), exact, role)


def _vi_number(digits: str) -> set[float]:
    groups = re.split(r"[.,]", digits)
    marks = re.findall(r"[.,]", digits)
    if not marks:
        return {float(digits)}
    whole = len(groups[0]) <= 3 and groups[0] != "0" and all(len(group) == 3 for group in groups[1:])
    if len(set(marks)) == 1:
        if marks[0] == "." and whole:
            return {float("".join(groups))}
        if len(marks) == 1:
            decimal = float(".".join(groups))
            if not whole:
                return {decimal}
            # 80,000 and 2,800 are thousands in a careless text: no decimal is written with a last nought.
            thousands = float("".join(groups))
            return {thousands} if groups[1].endswith("0") else {decimal, thousands}
        return {float("".join(groups))} if whole else {float(group) for group in groups}
    if len(set(marks[:-1])) == 1 and all(len(group) == 3 for group in groups[1:-1]):
        return {float("".join(groups[:-1]) + "." + groups[-1])}
    return {float(group) for group in groups}


def _en_number(digits: str) -> set[float]:
    """The value of a number in English notation; none where the notation is broken: 2.200.112, 22,00."""
    if re.fullmatch(r"\d{1,3}(?:,\d{3})*(?:\.\d+)?|\d+(?:\.\d+)?", digits):
        return {float(digits.replace(",", ""))}
    return set()


def _vi_scaled(
    text: str, tokens: Sequence[re.Match[str]], index: int, values: set[float]
) -> tuple[set[float], int]:
    """A number with the scales after it: 2,5 nghìn tỷ; 2 triệu rưỡi; 3 tỷ 500 triệu."""
    factor, used = 1.0, 1
    while index + used < len(tokens):
        scale = _VI_SCALES.get((tokens[index + used]["word"] or "").casefold())
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
            more, extra = _vi_scaled(text, tokens, index + used, _vi_number(after["number"]))
            if extra > 1 and max(more) < factor:
                return {a + b for a in values for b in more}, used + extra
    return values, used


def _spans(tokens: Sequence[re.Match[str]], index: int, values: set[float], size: int) -> set[float]:
    """The values, and where decades or centuries are counted, the years as well."""
    words = " ".join(token[0].casefold() for token in tokens[index : index + size])
    return values | {value * _SPANS[words] for value in values} if words in _SPANS else values


def _other_word(tokens: Sequence[re.Match[str]], index: int) -> bool:
    """Whether what looks like a scale begins another word: triệu chứng (symptom), tỷ lệ (rate)."""
    after = tokens[index + 1]["word"] if index + 1 < len(tokens) else None
    return after is not None and after.casefold() in _AFTER_NO_SCALE


def _vi_words(words: Sequence[str]) -> tuple[float, int]:
    """The value of the written-out number that begins here, and how many words it has; 0 words for none."""
    total = part = 0.0
    used = 0
    unit: float | None = None
    for position, word in enumerate(words):
        if word in _VI_UNITS:
            if unit is not None or (word == "năm" and position):
                break  # `mười năm` are ten years; fifteen is `mười lăm`
            unit = float(_VI_UNITS[word])
        elif word == "mười" and unit is None:
            part += 10
        elif word == "mươi" and unit is not None:
            part, unit = part + unit * 10, None
        elif word == "trăm":
            part, unit = part + (unit if unit is not None else 1) * 100, None
        elif word in {"linh", "lẻ"} and part:
            continue
        elif word in _VI_SCALES and (part or unit is not None):
            total, part, unit = total + (part + (unit or 0)) * _VI_SCALES[word], 0.0, None
        else:
            break
        used = position + 1
    return total + part + (unit or 0), used


def _en_words(tokens: Sequence[re.Match[str]]) -> tuple[float, int]:
    total = part = 0.0
    used = 0
    kind = ""
    for position, token in enumerate(tokens):
        word = (token["word"] or "").casefold().removesuffix("fold")
        if token[0] == "-" or word == "and":
            if not used or word == "and" and kind not in {"hundred", "scale"}:
                break
            continue
        if word in _EN_SMALL and kind in {"", "tens", "hundred", "scale"}:
            part, kind = part + _EN_SMALL[word], "small"
        elif word in _EN_TENS and kind in {"", "hundred", "scale"}:
            part, kind = part + _EN_TENS[word], "tens"
        elif word.startswith("hundred") and word in _EN_SCALES:
            part, kind = (part or 1) * 100, "hundred"
        elif word in _EN_SCALES and len(word) > 3:
            total, part, kind = total + (part or 1) * _EN_SCALES[word], 0.0, "scale"
        else:
            break
        used = position + 1
    return total + part, used


def _roman(word: str, *, after: bool) -> int:
    if not (len(word) > 1 or after) or not re.fullmatch(r"[IVX]+|L?X{0,3}[IVX]*", word) or not word.isupper():
        return 0
    values = [_ROMAN[letter] for letter in word]
    return sum(
        -value if place + 1 < len(values) and value < values[place + 1] else value
        for place, value in enumerate(values)
    )
