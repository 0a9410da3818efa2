"""How numbers are written, in digits and in words: Vietnamese, English and Roman."""

import re
from collections.abc import Sequence

_VI_UNITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip


VI_SCALES = {
    "chục": 10, "nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9,
}  # fmt: skip


# What a written-out number may begin with.
VI_NUMBER_WORDS = frozenset((*_VI_UNITS, "mười", "trăm"))
AFTER_NO_SCALE = frozenset(
    ("chứng", "tập", "phú", "hồi", "vời", "lệ", "giá", "số", "suất", "trọng", "vật", "sự", "tuế", "lý")
)


# Spans of years, which may be counted themselves or by their years.
SPANS = {
    "decade": 10, "decades": 10, "thập kỷ": 10, "thập kỉ": 10, "thập niên": 10,
    "century": 100, "centuries": 100, "thế kỷ": 100, "thế kỉ": 100,
}  # fmt: skip


_EN_SMALL = {
    word: value
    for value, words in enumerate(
        (
            "zero", "one first once", "two second twice both", "three third thirds thrice",
            "four fourth fourths quarter quarters", "five fifth fifths", "six sixth", "seven seventh",
            "eight eighth", "nine ninth", "ten tenth tenths", "eleven eleventh", "twelve twelfth dozen",
            "thirteen thirteenth", "fourteen fourteenth", "fifteen fifteenth", "sixteen sixteenth",
            "seventeen seventeenth", "eighteen eighteenth", "nineteen nineteenth",
        )
    )
    for word in words.split()
}  # fmt: skip


_EN_TENS = {
    word: 10 * value
    for value, words in enumerate(
        (
            "twenty twentieth twenties", "thirty thirtieth thirties", "forty fortieth forties",
            "fifty fiftieth fifties", "sixty sixtieth sixties", "seventy seventieth seventies",
            "eighty eightieth eighties", "ninety ninetieth nineties",
        ),
        start=2,
    )
    for word in words.split()
}  # fmt: skip


EN_SCALES = {
    "hundred": 100, "hundreds": 100, "hundredth": 100, "thousand": 10**3, "thousands": 10**3,
    "thousandth": 10**3,
    "million": 10**6, "millions": 10**6, "billion": 10**9, "billions": 10**9, "trillion": 10**12,
    "trillions": 10**12, "mln": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12, "k": 10**3, "m": 10**6,
    "b": 10**9,
}  # fmt: skip


MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sep sept", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip


VI_MONTHS = {"giêng": 1, "chạp": 12}


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


# Nine to eleven digits that begin with a nought, in groups of any kind: 0912.345.678, (024) 3218-1385.
PHONE = r"(?<![\d.,])(?:0\d{8,10}(?!\d)|0\d\d(?:(?:[.,]|\)? ?[-–] ?|\)? )?\d){6,8}?(?!\d|[.,-]\d))"
_TELEPHONE = re.compile(rf"{PHONE}|0\d(?:[.,]?\d){{6,}}")


def vi_number(digits: str) -> set[float]:
    """The values that digits in Vietnamese notation may mean: see `Quantity.values`."""
    if _TELEPHONE.fullmatch(digits):
        return {float(re.sub(r"\D", "", digits))}
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


def en_number(digits: str) -> set[float]:
    """The value of a number in English notation; none where the notation is broken: 2.200.112, 22,00."""
    if _TELEPHONE.fullmatch(digits):
        return {float(re.sub(r"\D", "", digits))}
    if re.fullmatch(r"\d{1,3}(?:,\d{3})*(?:\.\d+)?|\d+(?:\.\d+)?", digits):
        return {float(digits.replace(",", ""))}
    return set()


def vi_words(words: Sequence[str]) -> tuple[float, int]:
    """The value of the written-out number that begins here, and how many words it has; 0 words for none."""
    total = part = 0.0
    used = 0
    unit: float | None = None
    for position, word in enumerate(words):
        if word in _VI_UNITS:
            years = word == "năm" and position and words[position - 1] not in {"linh", "lẻ"}
            if unit is not None or years:
                break  # `mười năm` are ten years; fifteen is `mười lăm`
            unit = float(_VI_UNITS[word])
        elif word == "mười" and unit is None:
            part += 10
        elif word in {"mươi", "chục"} and unit is not None:
            part, unit = part + unit * 10, None
        elif word == "trăm":
            part, unit = part + (unit if unit is not None else 1) * 100, None
        elif word in {"linh", "lẻ"} and part:
            continue
        elif word in VI_SCALES and (part or unit is not None):
            total, part, unit = total + (part + (unit or 0)) * VI_SCALES[word], 0.0, None
        else:
            break
        used = position + 1
    return total + part + (unit or 0), used


def en_words(tokens: Sequence[re.Match[str]]) -> tuple[float, int]:
    """The value of the written-out English number here, and how many tokens it has; 0 for none."""
    total = part = 0.0
    used = 0
    kind = ""
    for position, token in enumerate(tokens):
        word = (token["word"] or "").casefold().removesuffix("fold")
        if token[0] == "-" or word == "and":
            if not used or (word == "and" and kind not in {"hundred", "scale"}):
                break
            continue
        if word in _EN_SMALL and kind in {"", "tens", "hundred", "scale"}:
            part, kind = part + _EN_SMALL[word], "small"
        elif word in _EN_TENS and kind in {"", "hundred", "scale"}:
            part, kind = part + _EN_TENS[word], "tens"
        elif word.startswith("hundred") and word in EN_SCALES:
            part, kind = (part or 1) * 100, "hundred"
        elif word in EN_SCALES and len(word) > 3:
            total, part, kind = total + (part or 1) * EN_SCALES[word], 0.0, "scale"
        else:
            break
        used = position + 1
    return total + part, used


def roman_value(word: str, *, after: bool) -> int:
    """The value of a Roman number in capitals, 0 for none; one letter counts only `after` its word."""
    if not word.isupper() or not (len(word) > 1 or after) or not re.fullmatch(r"[IVX]+|L?X{0,3}[IVX]*", word):
        return 0
    values = [_ROMAN[letter] for letter in word]
    return sum(
        -value if place + 1 < len(values) and value < values[place + 1] else value
        for place, value in enumerate(values)
    )
