"""Numbers in digits: Vietnamese, English and Roman notation."""

import re

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


def roman_value(word: str, *, after: bool) -> int:
    """The value of a Roman number in capitals, 0 for none; one letter counts only `after` its word."""
    if not word.isupper() or not (len(word) > 1 or after) or not re.fullmatch(r"[IVX]+|L?X{0,3}[IVX]*", word):
        return 0
    values = [_ROMAN[letter] for letter in word]
    return sum(
        -value if place + 1 < len(values) and value < values[place + 1] else value
        for place, value in enumerate(values)
    )
