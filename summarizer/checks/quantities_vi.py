"""The numbers of a Vietnamese text."""

import re
from collections.abc import Sequence

from summarizer.checks.notation import (
    AFTER_NO_SCALE,
    VI_MONTHS,
    VI_NUMBER_WORDS,
    VI_SCALES,
    roman_value,
    vi_number,
    vi_words,
)
from summarizer.checks.number_tokens import Quantity, quantity_of, scale_of_range, stands_alone, with_years

# Before a name that looks like a scale: năm 2019 Triệu Vy.
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_WITHIN = re.compile(r"(?P<whole>\d+)(?P<unit>k?m|kg)(?!(?<=m)[23](?!\d))(?P<part>\d{1,3})(?![\w/])")
# `Mỗi tháng 1 lần` (once a month) has no month.
_JANUARY = re.compile(r"(?<!mỗi )(?<!một )(?<!hàng )(?<!hằng )(?<!\d )\b[Tt]háng 0?1$")
_NO_COUNT = re.compile(r"$|[,.;)](?!\d)|/\d{4}| (?:năm|vừa|này|tới|qua|đến)\b")
_SMALLER = {"m": 100, "km": 1000, "kg": 1000}


def read(text: str, tokens: Sequence[re.Match[str]], index: int) -> tuple[Quantity | None, int]:
    """The number that begins at a token, if one does, and how many tokens it has, at least 1."""
    token = tokens[index]
    if token["number"]:
        joined = _joined(text, token)
        if joined is not None:
            values, end = joined
            used = sum(one.start() < end for one in tokens[index : index + 3])
            return quantity_of(text, token, tokens[index + used - 1], values, exact=True), used
        total, used = _scaled(text, tokens, index, vi_number(token["number"]))
        if (token["suffix"] or "") in {"k", "K"}:
            total = {value * 1000 for value in total}
        if used == 1:
            total |= {value * scale_of_range(tokens, index, VI_SCALES) for value in total}
        total = with_years(tokens, index + used, total, 2)
        weekday = index > 0 and used == 1 and tokens[index - 1][0].casefold() == "thứ" and max(total) < 8
        always = _round_the_clock(tokens, index)
        january = (
            used == 1
            and _JANUARY.search(text, max(0, token.start() - 6), token.end())
            and _NO_COUNT.match(text, token.end())
        )
        small = total <= {0.0, 1.0} and not january
        exact = stands_alone(text, token) and not weekday and not always and not small
        exact = exact and not re.match(r"-n?CoV", text[token.end() :])
        return quantity_of(text, token, tokens[index + used - 1], total, exact=exact), used
    word = token["word"]
    if not word:
        return None, 1
    before = tokens[index - 1]["word"] or "" if index else ""
    roman = roman_value(
        word, after=before.casefold() in {"thứ", "kỷ", "lần", "khóa", "khoá", "quý", "chương", "mục"}
    )
    if roman:
        return quantity_of(text, token, token, {float(roman)}, exact=False), 1
    lower = word.casefold()
    if before.casefold() == "tháng" and lower in VI_MONTHS:
        return quantity_of(text, token, token, {float(VI_MONTHS[lower])}, exact=True, month=True), 1
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
    half = index + used < len(tokens) and tokens[index + used][0].casefold() == "rưỡi"
    scale = VI_SCALES.get(spelt[used - 1], 0)
    if half and scale > 10:  # hai triệu rưỡi
        return quantity_of(text, token, tokens[index + used], {value + scale / 2}, exact=True), used + 1
    vague = before.casefold() in {"hàng", "vài", "mấy", "nhiều", "cả"} or lower in {
        "trăm",
        "nghìn",
        "ngàn",
        "triệu",
    }
    vague = vague or "chục" in spelt[:used]  # hai chục: some twenty, two dozen
    exact = (value > 10 and not vague) or month
    values = with_years(tokens, index + used, {value}, 2)
    return quantity_of(text, token, tokens[index + used - 1], values, exact=exact, month=month), used


def _scaled(
    text: str, tokens: Sequence[re.Match[str]], index: int, values: set[float]
) -> tuple[set[float], int]:
    """A number with the scales after it: 2,5 nghìn tỷ; 2 triệu rưỡi; 3 tỷ 500 triệu."""
    factor, used = 1.0, 1
    while index + used < len(tokens):
        scale = VI_SCALES.get((tokens[index + used]["word"] or "").casefold())
        name = used == 1 and _YEAR.fullmatch(tokens[index][0]) and tokens[index + 1][0].istitle()
        if scale is None or name or _other_word(tokens, index + used):
            break
        factor *= scale
        used += 1
    values = {value * factor for value in values}
    if factor > 1 and index + used < len(tokens):
        after = tokens[index + used]
        if (after["word"] or "").casefold() == "rưỡi":
            return {value + factor / 2 for value in values}, used + 1
        if after["number"] and text[tokens[index + used - 1].end() : after.start()] == " ":
            more, extra = _scaled(text, tokens, index + used, vi_number(after["number"]))
            if extra > 1 and max(more) < factor:
                return {a + b for a in values for b in more}, used + extra
    return values, used


def _joined(text: str, token: re.Match[str]) -> tuple[set[float], int] | None:
    """The value of a number with its unit in its midst, and where it ends: 1m70, 3km5; not 500m2."""
    match = _WITHIN.match(text, token.start())
    if match is None:
        return None
    value = float(f"{match['whole']}.{match['part']}")
    smaller = _SMALLER.get(match["unit"])
    return {value, value * smaller} if smaller else {value}, match.end()


def _round_the_clock(tokens: Sequence[re.Match[str]], index: int) -> bool:
    """Whether a number belongs to a `24/24` or `24/7`, which English may say in words."""
    starts = [start for start in (index - 2, index) if start >= 0]
    return any(
        "".join(token[0] for token in tokens[start : start + 3]) in ("24/24", "24/7") for start in starts
    )


def _other_word(tokens: Sequence[re.Match[str]], index: int) -> bool:
    """Whether what looks like a scale begins another word: triệu chứng (symptom), tỷ lệ (rate)."""
    after = tokens[index + 1]["word"] if index + 1 < len(tokens) else None
    return after is not None and after.casefold() in AFTER_NO_SCALE
