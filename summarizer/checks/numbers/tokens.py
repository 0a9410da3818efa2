"""Tokens of a text, and what the readings of numbers in both languages share."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from summarizer.checks.numbers.digits import PHONE
from summarizer.checks.numbers.quantity import Quantity, Role

_TOKEN = re.compile(
    rf"(?P<number>{PHONE}|\d+(?:[.,]\d+)*)(?P<suffix>(?:st|nd|rd|th|s|m|k|K|M|bn|mn|tn|b|B)\b)?"
    r"|(?P<word>[^\W\d_]+)|[^\w\s]"
)
_HOUR = re.compile(r"\s?(?:h\b|h\d|g\d|giờ|:\d\d|[ap]\.?m\b|o['’]clock)", re.IGNORECASE)
_TO = frozenset(("đến", "tới", "lên", "xuống", "còn", "-", "–", "—", "to"))
_CURRENCY = re.compile(r"(?:VND|VNĐ|USD|EUR|GBP|AUD|CNY|JPY|US|A|NZ|HK|S|C|Rs|RM|Bt)$")
_MONTH_BEFORE = re.compile(r"(?i)\btháng\s$")
_STREET_BEFORE = re.compile(r"\w Tháng $")  # đường 30 Tháng 4
_STROKE_BEFORE = re.compile(r"\d(?:[/.-]| / )$")
_STROKE_AFTER = re.compile(r"(?:[/.-]| / )\d")
_DAY_BEFORE = re.compile(
    r"\b(?:ngày|sáng|trưa|chiều|tối|đêm|hôm|mùng|mồng)(?: ngày)? (?:\d+ ?[-–/] ?)?$", re.IGNORECASE
)
_NOUN = (
    r" ?(?:%|(?:tháng|tuổi|năm|ngày|giờ|tiếng|phút|tuần|người|triệu|tỷ|tỉ|nghìn|ngàn|trăm|chục|lần"
    r"|con|cái|chiếc|kg|km|m|cm|mm"
    r"|tấn|tạ|ha|độ|lít|đồng|USD|căn|phòng|ca|vụ|em|học sinh|khách)\b(?! (?:19|20)\d\d))"
)
_PART_OF = (
    r" (?:số|tổng|diện tích|lượng|quãng|dân số|chặng|thành viên|thời gian|hộ|phiếu|doanh|vốn"
    r"|giá trị|trong số)\b"
)
_COUNT_BEHIND = re.compile(rf" ?[-–] ?\d+(?:[.,]\d+)?{_NOUN}|/\d+{_PART_OF}")
_RANGE_BEFORE = re.compile(r"(?<![\d/])\d+ ?[-–] ?$")
_SHARE_BEFORE = re.compile(r"(?<![\d/])\d+/$")
_NOUN_BEHIND, _SHARE_BEHIND = re.compile(_NOUN), re.compile(_PART_OF)
_MONEY_BEFORE = re.compile(r"[$€£] ?$")
_NAME_BEFORE = re.compile(r"[^\W\d_][-–/]?$")
_NAME_AFTER = re.compile(r"(?!đ(?!\w)|(?:VN|US)[DĐ])(?:[^\W\d_]|[/][^\W\d_])")

_WITHIN = re.compile(r"(?P<whole>\d+)(?P<unit>k?m|kg)(?!(?<=m)[23](?!\d))(?P<part>\d{1,3})(?![\w/])")
_SMALLER = {"m": 100, "km": 1000, "kg": 1000}


class Token(NamedTuple):
    """Digits, a word or a mark of a text; `number` and `word` are empty where it is none."""

    text: str
    start: int
    end: int
    number: str
    suffix: str
    word: str
    lower: str


def tokens_of(text: str) -> list[Token]:
    """The tokens of a text, in order."""
    tokens = []
    for match in _TOKEN.finditer(text):
        (start, end), (number, suffix, word) = match.span(), match.groups("")
        token = text[start:end]
        tokens.append(Token(token, start, end, number, suffix, word, token.casefold()))
    return tokens


def quantity_of(
    text: str, first: Token, last: Token, values: set[float], *, exact: bool, month: bool = False
) -> Quantity:
    """The number from one token to another, its role told by what stands around it."""
    start, end = first.start, last.end
    before, after = text[max(0, start - 9) : start], text[end : end + 10]
    role: Role = "number"
    if month or (
        not _STREET_BEFORE.search(before) and _MONTH_BEFORE.search(before) and max(values, default=0) <= 12
    ):  # mỗi tháng 5 triệu
        role = "month"
    elif _STREET_BEFORE.search(before):
        role = "any"
    elif _is_counted(text, start, end):
        role = "number"  # 2-3 tháng, 3/4 số hộ
    elif _STROKE_BEFORE.search(before) or _STROKE_AFTER.match(after):
        role = "any"
    elif _HOUR.match(after):
        role = "hour"
    return Quantity(text[start:end], start, end, frozenset(values), exact, role)


def _is_counted(text: str, start: int, end: int) -> bool:
    """Whether a number that ends there is of a range or a share, and no date: 2-3 tháng, 3/4 số hộ."""
    before = text[max(0, start - 16) : start]
    return not _DAY_BEFORE.search(before) and bool(
        _COUNT_BEHIND.match(text, end)
        or (_RANGE_BEFORE.search(before) and _NOUN_BEHIND.match(text, end))
        or (_SHARE_BEFORE.search(before) and _SHARE_BEHIND.match(text, end))
    )


def stands_alone(text: str, token: Token) -> bool:
    """Whether digits are no part of a name: COVID-19, VN0062, 03/CT-BCA."""
    before, after = text[max(0, token.start - 8) : token.start], text[token.end : token.end + 3]
    if before.endswith("[") and after.startswith("]"):
        return False  # a footnote's
    if token.suffix.isupper() and not _MONEY_BEFORE.search(before) and not _CURRENCY.search(before):
        return False  # 12B Hàng Bài
    if _NAME_BEFORE.search(before) and not _CURRENCY.search(before):
        return False
    if before.endswith("(") and after.startswith(")"):
        if before[-2:-1].isspace() and len(token.text) == 1:
            return False  # a list's
        if re.search(r"\w\($", before):
            return False  # a footnote's
    return not _NAME_AFTER.match(after)


def scale_of_range(tokens: Sequence[Token], index: int, scales: Mapping[str, int]) -> int:
    """The scale that a number shares with what it reaches to: 500 đến 600 triệu, 5-6 million; or 1."""
    if index + 3 < len(tokens) and tokens[index + 1].lower in _TO and tokens[index + 2].number:
        scale = tokens[index + 3].lower
        return scales.get(scale, 1) if len(scale) > 1 else 1
    return 1


def with_years(
    tokens: Sequence[Token], index: int, values: set[float], spans: Mapping[str, int]
) -> set[float]:
    """The values, and where the words there count decades or centuries, the years as well."""
    for size in (1, 2):
        words = " ".join(token.lower for token in tokens[index : index + size])
        if words in spans:
            return values | {value * spans[words] for value in values}
    return values


def joined(text: str, token: Token) -> tuple[set[float], int] | None:
    """The value of a number with its unit in its midst, and where it ends: 1m70, 3km5; not 500m2."""
    match = _WITHIN.match(text, token.start)
    if match is None:
        return None
    value = float(f"{match['whole']}.{match['part']}")
    smaller = _SMALLER.get(match["unit"])
    return {value, value * smaller} if smaller else {value}, match.end()
