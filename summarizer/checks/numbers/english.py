"""Reads the numbers of an English text."""

import re
from collections.abc import Sequence

from summarizer.checks.numbers.digits import en_number, roman_value
from summarizer.checks.numbers.quantity import Quantity
from summarizer.checks.numbers.tokens import (
    Token,
    joined,
    quantity_of,
    scale_of_range,
    stands_alone,
    with_years,
)
from summarizer.checks.numbers.words import NumberWords

_VAGUE = {12.0, 100.0, 1e3, 1e6, 1e9, 1e12}
_AFTER_FOUR_DIGITS = re.compile(r" ?(?:UTC|GMT|hours|hrs|local|[A-Z]{1,3}T\b)")
# Months that are words or names as well, and the words before which these are months: in May, mid-March; but
# by April Jones.
_OTHER_WORDS_TOO = frozenset(("may", "march", "mar", "jun", "jan", "dec", "august", "april", "june"))
_MONTH_AHEAD = re.compile(r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Ee]arly|[Ll]ate|[Mm]id)[ -]$")
_NAME_AFTER = re.compile(r"['’]|[ -][A-Z]")
_HALF_OF_DAY = re.compile(r"\s?[ap]\.?m\b", re.IGNORECASE)
_AND_A_HALF = re.compile(r" and a half\b|½")
_SEASON = re.compile(r"(1[89]|20)\d\d[-–/]$")
_LONGEST = 14  # tokens of a written-out number


def read(text: str, tokens: Sequence[Token], index: int, words: NumberWords) -> tuple[Quantity | None, int]:
    """The number that begins at a token, if one does, and how many tokens it has, at least 1."""
    token = tokens[index]
    if token.number:
        return _digits(text, tokens, index, words)
    roman = roman_value(token.word, after=False)
    if roman:
        return quantity_of(text, token, token, {float(roman)}, exact=False), 1
    if token.lower in words.months and token.word[0].isupper():
        month = {float(words.months[token.lower])}
        exact = _is_month(text, tokens, index)
        return quantity_of(text, token, token, month, exact=exact, month=True), 1
    if token.lower in words.spans:
        return quantity_of(text, token, token, {float(words.spans[token.lower])}, exact=False), 1
    return _written_out(text, tokens, index, words)


def _digits(text: str, tokens: Sequence[Token], index: int, words: NumberWords) -> tuple[Quantity, int]:
    token = tokens[index]
    whole = joined(text, token)
    if whole is not None:  # 1m72, left as it was
        used = sum(one.start < whole[1] for one in tokens[index : index + 3])
        return quantity_of(text, token, tokens[index + used - 1], whole[0], exact=True), used
    values = en_number(token.number)
    suffix = token.suffix.casefold()
    if suffix == "s":  # the 1980s, the 80s
        values |= {value % 100 for value in values}
    season = _SEASON.search(text[max(0, token.start - 5) : token.start])
    if season and len(token.number) == 2:  # 2007-08
        century = 100 * int(season[1])
        values |= {value + more for value in values for more in (century, century + 100)}
    if suffix in words.scales:  # 24m are metres as well
        values |= {value * words.scales[suffix] for value in values}
    factor, used = 1.0, 1
    while index + used < len(tokens):
        scale = tokens[index + used]
        if scale.text == "-" and index + used + 1 < len(tokens):
            scale = tokens[index + used + 1]
            if scale.lower in words.scales and len(scale.word) > 1:
                used += 1
        if len(scale.word) < 2 or scale.lower not in words.scales:
            break
        factor *= words.scales[scale.lower]
        used += 1
    if used == 1 and _AND_A_HALF.match(text, token.end):
        values, used = {value + 0.5 for value in values}, used + (1 if text[token.end] == "½" else 3)
    values = with_years(tokens, index + used, {value * factor for value in values}, words.spans)
    if used == 1:
        values |= {value * scale_of_range(tokens, index, words.scales) for value in values}
        values |= _clock(text, token)
    exact = stands_alone(text, token) and not (values and values <= {0.0, 1.0})
    exact = exact and not text.endswith("round of ", 0, token.start)  # vòng 1/8
    return quantity_of(text, token, tokens[index + used - 1], values, exact=exact), used


def _is_month(text: str, tokens: Sequence[Token], index: int) -> bool:
    """Whether the name of a month is one for sure, and no verb or person."""
    token = tokens[index]
    if token.lower not in _OTHER_WORDS_TOO:
        return True
    if any(tokens[place].number for place in (index - 1, index + 1) if 0 <= place < len(tokens)):
        return True
    return (
        (len(token.word) > 3 or token.lower == "may")
        and _MONTH_AHEAD.search(text, max(0, token.start - 8), token.start) is not None
        and not _NAME_AFTER.match(text, token.end)
    )


def _written_out(
    text: str, tokens: Sequence[Token], index: int, words: NumberWords
) -> tuple[Quantity | None, int]:
    token = tokens[index]
    value, used = _value(tokens[index : index + _LONGEST], words)
    if not used:
        return None, 1
    half = [one.text for one in tokens[index + used : index + used + 6] if one.text != "-"][:3]
    if half == ["and", "a", "half"]:
        value, used = value + 0.5, used + 3 * (1 if tokens[index + used].text != "-" else 2)
        scale = words.scales.get(tokens[index + used].lower) if index + used < len(tokens) else None
        if scale:  # one and a half billion
            return quantity_of(text, token, tokens[index + used], {value * scale}, exact=True), used + 1
    values = with_years(tokens, index + used, {value}, words.spans)
    exact = value > 10 and value not in _VAGUE
    return quantity_of(text, token, tokens[index + used - 1], values, exact=exact), used


def _value(tokens: Sequence[Token], words: NumberWords) -> tuple[float, int]:
    """The value of the written-out number here, and how many tokens it has; 0 for none."""
    total = part = 0.0
    used = 0
    kind = ""
    for position, token in enumerate(tokens):
        word = token.lower.removesuffix("fold")
        if word in {"-", "and"}:
            if not used or (word == "and" and kind not in {"hundred", "scale"}):
                break
            continue
        if word in words.small and kind in {"", "tens", "hundred", "scale"}:
            part, kind = part + words.small[word], "small"
        elif word in words.tens and kind in {"", "hundred", "scale"}:
            part, kind = part + words.tens[word], "tens"
        elif word.startswith("hundred") and word in words.scales:
            part, kind = (part or 1) * 100, "hundred"
        elif word in words.scales and len(word) > 3:
            total, part, kind = total + (part or 1) * words.scales[word], 0.0, "scale"
        else:
            break
        used = position + 1
    return total + part, used


def _clock(text: str, token: Token) -> set[float]:
    """Hour and minute of 1800 UTC and of 4.30 p.m., which Vietnamese writes as two numbers."""
    after = text[token.end : token.end + 8]
    military = re.fullmatch(r"([01]\d|2[0-4])([0-5]\d)", token.number)
    if military and (token.number.startswith("0") or _AFTER_FOUR_DIGITS.match(after)):
        return {float(military[1]), float(military[2])}
    dotted = re.fullmatch(r"(\d\d?)\.([0-5]\d)", token.number)
    if dotted and _HALF_OF_DAY.match(after):
        return {float(dotted[1]), float(dotted[1]) + 12, float(dotted[2])}
    return set()
