"""Reads the numbers of a Vietnamese text."""

import re
from collections.abc import Sequence

from summarizer.checks.numbers.digits import roman_value, vi_number
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

# Before a name that looks like a scale: năm 2019 Triệu Vy.
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
# `Mỗi tháng 1 lần` (once a month) has no month.
_JANUARY = re.compile(r"(?<!mỗi )(?<!một )(?<!hàng )(?<!hằng )(?<!\d )\b[Tt]háng 0?1$")
_NO_COUNT = re.compile(r"$|[,.;)](?!\d)|/\d{4}| (?:năm|vừa|này|tới|qua|đến)\b")
_VIRUS = re.compile(r"-n?CoV")
_BEFORE_ROMAN = frozenset(("thứ", "kỷ", "lần", "khóa", "khoá", "quý", "chương", "mục"))
# Before a number these say `some`; a scale alone is as vague: trăm người, hundreds of people.
_VAGUE_BEFORE = frozenset(("hàng", "vài", "mấy", "nhiều", "cả"))
_VAGUE_ALONE = frozenset(("trăm", "nghìn", "ngàn", "triệu"))
# Behind a scale these make another word of it: triệu chứng (symptom), tỷ lệ (rate).
_AFTER_NO_SCALE = {
    "triệu": frozenset(("chứng", "tập", "phú", "hồi", "vời")),
    "vạn": frozenset(("vật", "sự", "tuế", "lý")),
    **dict.fromkeys(("tỷ", "tỉ"), frozenset(("phú", "lệ", "giá", "số", "suất", "trọng"))),
}
_JOINED_BEHIND = frozenset(("mươi", "trăm"))
_OF_THOUSANDS = frozenset(("triệu", "tỷ", "tỉ"))
_SLANG = re.compile(
    r"(?P<whole>\d+(?:[.,]\d+)?) ?(?:tr(?P<part>\d{1,3})?|củ(?=[,.;!?)]| (?:rồi|và|cho|để|thôi)|$))(?!\w)"
)
_TAIL = re.compile(
    r" (?P<part>\d|\d\d|\d00)(?= đồng| đô| USD|/|[,;!?)]| ?$|\.(?!\d)| (?:một|mỗi|cho|và|để|nên)\b)"
)
_UNIT_AND_HALF = re.compile(
    r" (?:tuổi|năm|tháng|tuần|ngày|giờ|tiếng|phút|km|kg|cân|ký|tấn|tạ|lít|mét|ha|mẫu|sào|lạng|cây) rưỡi\b"
)
_ALWAYS = (["24", "/", "24"], ["24", "/", "7"])
_LONGEST = 12  # tokens of a written-out number


def read(text: str, tokens: Sequence[Token], index: int, words: NumberWords) -> tuple[Quantity | None, int]:
    """The number that begins at a token, if one does, and how many tokens it has, at least 1."""
    token = tokens[index]
    if token.number:
        return _digits(text, tokens, index, words)
    before = tokens[index - 1] if index else None
    behind = before.lower if before and before.word else ""
    roman = roman_value(token.word, after=behind in _BEFORE_ROMAN)
    if roman:
        return quantity_of(text, token, token, {float(roman)}, exact=False), 1
    if behind == "tháng" and token.lower in words.months:
        return quantity_of(text, token, token, {float(words.months[token.lower])}, exact=True, month=True), 1
    if token.lower == "trăm" and behind == "phần":
        return None, 1
    return _written_out(text, tokens, index, words, behind)


def _digits(text: str, tokens: Sequence[Token], index: int, words: NumberWords) -> tuple[Quantity, int]:
    token = tokens[index]
    whole = joined(text, token)
    if whole is not None:
        values, end = whole
        used = sum(one.start < end for one in tokens[index : index + 3])
        return quantity_of(text, token, tokens[index + used - 1], values, exact=True), used
    total, used = _scaled(text, tokens, index, words)
    slang = _SLANG.match(text, token.start) if used == 1 else None
    if slang is not None:
        value = max(vi_number(slang["whole"]), default=0.0) * 1e6
        value += float(f"0.{slang['part'] or 0}") * 1e6
        used = sum(one.start < slang.end() for one in tokens[index : index + 4])
        return quantity_of(text, token, tokens[index + used - 1], {value}, exact=True), used
    if used == 1 and _UNIT_AND_HALF.match(text, token.end):
        total = {value + 0.5 for value in total}
    if token.suffix in {"k", "K"}:
        total = {value * 1000 for value in total}
    if used == 1:
        total |= {value * scale_of_range(tokens, index, words.scales) for value in total}
    total = with_years(tokens, index + used, total, words.spans)
    weekday = index > 0 and used == 1 and tokens[index - 1].lower == "thứ" and max(total) < 8
    january = (
        used == 1
        and _JANUARY.search(text, max(0, token.start - 6), token.end) is not None
        and _NO_COUNT.match(text, token.end) is not None
    )
    exact = (
        stands_alone(text, token)
        and not weekday
        and not _round_the_clock(tokens, index)
        and (january or not total <= {0.0, 1.0})
        and not _VIRUS.match(text, token.end)
    )
    return quantity_of(text, token, tokens[index + used - 1], total, exact=exact), used


def _written_out(
    text: str, tokens: Sequence[Token], index: int, words: NumberWords, before: str
) -> tuple[Quantity | None, int]:
    token = tokens[index]
    named = _is_name(tokens, index)
    month = before == "tháng" and token.word[0].isupper() and not named
    ahead = 2 if month and token.lower == "mười" else 1 if month else _LONGEST
    spelt = [
        one.lower if one.word and not _other_word(tokens, place) else ""
        for place, one in enumerate(tokens[index : index + ahead], start=index)
    ]
    value, used = _value(spelt, words)
    if not used:
        return None, 1
    half = index + used < len(tokens) and tokens[index + used].lower == "rưỡi"
    scale = words.scales.get(spelt[used - 1], 0)
    if half and scale > 10:  # hai triệu rưỡi
        return quantity_of(text, token, tokens[index + used], {value + scale / 2}, exact=True), used + 1
    # hai chục: some twenty, two dozen
    vague = before in _VAGUE_BEFORE or token.lower in _VAGUE_ALONE or "chục" in spelt[:used]
    exact = (value > 10 and not vague and not named) or month
    values = with_years(tokens, index + used, {value}, words.spans)
    return quantity_of(text, token, tokens[index + used - 1], values, exact=exact, month=month), used


def _value(spelt: Sequence[str], words: NumberWords) -> tuple[float, int]:
    """The value of the written-out number here, and how many words it has; 0 words for none."""
    total = part = 0.0
    used = 0
    unit: float | None = None
    for position, word in enumerate(spelt):
        if word in words.small:
            after = spelt[position + 1] if position + 1 < len(spelt) else ""
            years = (
                word == "năm"
                and position
                and spelt[position - 1] not in {"linh", "lẻ"}
                and after not in _JOINED_BEHIND
                and after not in words.scales
            )
            if unit is not None or years:
                break  # `mười năm` are ten years; fifteen is `mười lăm`
            unit = float(words.small[word])
        elif word == "mười" and unit is None:
            part += 10
        elif word in {"mươi", "chục"} and unit is not None:
            part, unit = part + unit * 10, None
        elif word == "trăm":
            part, unit = part + (unit if unit is not None else 1) * 100, None
        elif word in {"linh", "lẻ"} and part:
            continue
        elif (
            word in words.tens
            and unit is None
            and spelt[position + 1 : position + 2][:1]
            and spelt[position + 1] in words.small
        ):  # hăm bảy
            part += words.tens[word]
        elif word in words.scales and (part or unit is not None or (total and word in _OF_THOUSANDS)):
            scale, count = words.scales[word], part + (unit or 0)
            # một nghìn hai trăm tỷ: the thousands are billions as well
            total = (total + count) * scale if 0 < total < scale else total + count * scale
            part, unit = 0.0, None
        else:
            break
        used = position + 1
    return total + part + (unit or 0), used


def _scaled(text: str, tokens: Sequence[Token], index: int, words: NumberWords) -> tuple[set[float], int]:
    """A number with the scales after it: 2,5 nghìn tỷ; 2 triệu rưỡi; 3 tỷ 500 triệu."""
    values = vi_number(tokens[index].number)
    factor, used = 1.0, 1
    while index + used < len(tokens):
        scale = words.scales.get(tokens[index + used].lower)
        if scale is None:
            break
        name = used == 1 and _YEAR.fullmatch(tokens[index].text) and tokens[index + 1].text.istitle()
        if name or _other_word(tokens, index + used):
            break
        factor *= scale
        used += 1
    values = {value * factor for value in values}
    if factor > 1 and index + used < len(tokens):
        after = tokens[index + used]
        if after.lower == "rưỡi":
            return {value + factor / 2 for value in values}, used + 1
        if after.number and text[tokens[index + used - 1].end : after.start] == " ":
            tail = _TAIL.match(text, tokens[index + used - 1].end) if factor >= 1000 else None
            if tail is not None:  # 3 tỷ 5
                digits = float(f"0.{tail['part']}") * factor
                return {value + digits for value in values}, used + 1
            more, extra = _scaled(text, tokens, index + used, words)
            if extra > 1 and max(more) < factor:
                return {a + b for a in values for b in more}, used + extra
    return values, used


def _is_name(tokens: Sequence[Token], index: int) -> bool:
    """Whether a number word has its capital as a name: Trần Văn Bảy, đường Ba Tháng Hai."""
    if not tokens[index].word[:1].isupper():
        return False
    before = tokens[index - 1] if index else None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if before is not None and before.lower == "tháng":
        return (
            index > 1
            and before.word == "Tháng"
            and bool(tokens[index - 2].number or tokens[index - 2].word[:1].isupper())
        )
    capital = before is not None and before.word[:1].isupper()
    return capital or (after is not None and after.word[:1].isupper())


def _round_the_clock(tokens: Sequence[Token], index: int) -> bool:
    """Whether a number belongs to a `24/24` or `24/7`, which English may say in words."""
    starts = [start for start in (index - 2, index) if start >= 0]
    return any([token.text for token in tokens[start : start + 3]] in _ALWAYS for start in starts)


def _other_word(tokens: Sequence[Token], index: int) -> bool:
    """Whether what looks like a scale begins another word: triệu chứng (symptom), tỷ lệ (rate)."""
    other = _AFTER_NO_SCALE.get(tokens[index].lower, frozenset())
    return index + 1 < len(tokens) and tokens[index + 1].lower in other
