"""The numbers of an English text."""

import re
from collections.abc import Sequence

from summarizer.checks.notation import EN_SCALES, MONTHS, SPANS, en_number, en_words, roman_value
from summarizer.checks.number_tokens import Quantity, quantity_of, scale_of_range, stands_alone, with_years

_VAGUE = {12.0, 100.0, 1e3, 1e6, 1e9, 1e12}
_AFTER_FOUR_DIGITS = re.compile(r" ?(?:UTC|GMT|hours|hrs|local|[A-Z]{1,3}T\b)")
# Behind these a month is no verb or name: in May, mid-March; but by April Jones.
_MONTH_AHEAD = re.compile(r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Ee]arly|[Ll]ate|[Mm]id)[ -]$")
_NAME_AFTER = re.compile(r"['’]|[ -][A-Z]")
_HALF_OF_DAY = re.compile(r"\s?[ap]\.?m\b", re.IGNORECASE)


def read(text: str, tokens: Sequence[re.Match[str]], index: int) -> tuple[Quantity | None, int]:
    """The number that begins at a token, if one does, and how many tokens it has, at least 1."""
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
        values = with_years(tokens, index + used, {value * factor for value in values}, 1)
        if used == 1:
            values |= {value * scale_of_range(tokens, index, EN_SCALES) for value in values}
            values |= _clock(text, token)
        exact = stands_alone(text, token) and not (values and values <= {0.0, 1.0})
        exact = exact and not text[: token.start()].endswith("round of ")  # vòng 1/8
        return quantity_of(text, token, tokens[index + used - 1], values, exact=exact), used
    word = token["word"]
    if not word:
        return None, 1
    roman = roman_value(word, after=False)
    if roman:
        return quantity_of(text, token, token, {float(roman)}, exact=False), 1
    lower = word.casefold()
    if lower in MONTHS and word[0].isupper():
        beside = [tokens[place] for place in (index - 1, index + 1) if 0 <= place < len(tokens)]
        sure = (
            lower not in {"may", "march", "mar", "jun", "jan", "august", "april", "june"}
            or any(t["number"] for t in beside)
            or (
                (len(word) > 3 or lower == "may")
                and _MONTH_AHEAD.search(text, max(0, token.start() - 8), token.start())
                and not _NAME_AFTER.match(text, token.end())
            )
        )
        return quantity_of(text, token, token, {float(MONTHS[lower])}, exact=bool(sure)), 1
    if lower in SPANS:
        return quantity_of(text, token, token, {float(SPANS[lower])}, exact=False), 1
    value, used = en_words(tokens[index : index + 14])
    if not used:
        return None, 1
    if [t[0] for t in tokens[index + used : index + used + 3]] == ["and", "a", "half"]:
        value, used = value + 0.5, used + 3
        scale = EN_SCALES.get(tokens[index + used][0].casefold()) if index + used < len(tokens) else None
        if scale:  # one and a half billion
            return quantity_of(text, token, tokens[index + used], {value * scale}, exact=True), used + 1
    values = with_years(tokens, index + used, {value}, 1)
    exact = value > 10 and value not in _VAGUE
    return quantity_of(text, token, tokens[index + used - 1], values, exact=exact), used


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
