"""Percent signs and currencies of numbers, and whether a text speaks of one at all."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from summarizer.checks.numbers.quantity import Quantity

_BEFORE = re.compile(
    r"(?:(?P<dong>\bVN[DĐ]|₫)|(?P<dollars>\$|\bUSD)|(?P<euros>€|\bEUR)|(?P<pounds>£|\bGBP)"
    r"|(?P<yen>\bJPY)|(?P<yuan>\bCNY|\bRMB)|(?P<won>₩|\bKRW)|(?P<baht>฿|\bTHB|\bBt)|(?P<rupees>₹|\bINR|\bRs\.?)"
    r"|(?P<roubles>₽|\bRUB)|(?P<kip>\bLAK)|(?P<riel>\bKHR)) ?$"
)
# `đồng` begins other words as well: đồng chí (comrade), đồng hồ (clock), đồng đội (fellow).
_AFTER = re.compile(
    r"(?P<percent> ?%|[ -](?:per ?-?cent\b|pct\b|percentage\b|phần trăm\b|điểm (?:phần trăm\b|%)))"
    r"|(?P<dong> ?(?:₫|đ(?!\w)|VN[DĐ]\b)|[ -](?:Viet ?[Nn]am(?:ese)? )?[Dd]ongs?\b"
    r"| đồng\b(?! (?:bào|bọn|bộ|chí|chủ|dạng|dao|đều|đội|hành|hồ|hương|loạt|loại|lòng|minh|môn|nghĩa|nghiệp"
    r"|nhất|phạm|phục|thời|tác|tình|tử|xu|ý)\b))"
    r"|(?P<dollars> ?(?:(?:US|[AS])?\$|USD\b)"
    r"|[ -](?:(?:US|U\.S\.|[A-Z][a-z]+(?: [A-Z][a-z]+)?) )?[Dd]ollars?\b"
    r"| đô(?:[ -]?la)?\b)"
    r"|(?P<euros> ?(?:€|EUR\b)|[ -][Ee]uros?\b)"
    r"|(?P<pounds> ?(?:£|GBP\b)|[ -](?:British |sterling )?pounds?\b| bảng Anh\b)"
    r"|(?P<yen> ?JPY\b|[ -](?:Japanese )?[Yy]en\b| yên\b(?! xe))"
    r"|(?P<yuan> ?(?:CNY|RMB|NDT)\b|[ -](?:Chinese )?(?:[Yy]uan|[Rr]enminbi)\b| (?:nhân dân )?tệ\b)"
    # `30 won seats` is no money.
    r"|(?P<won> ?KRW\b| (?:South )?Korean won\b|(?:(?<=illion)|(?<=thousand)|(?<=,000)) won\b"
    r"|(?:(?<=tỷ)|(?<=tỉ)|(?<=triệu)|(?<=nghìn)|(?<=ngàn)|(?<=\.000)) won\b| won Hàn)"
    r"|(?P<baht> ?THB\b|[ -](?:Thai )?[Bb]aht\b)"
    r"|(?P<rupees> ?INR\b|[ -](?:Indian )?[Rr]upees?\b| (?:rupi|ru-pi)\b)"
    r"|(?P<roubles> ?RUB\b|[ -](?:Russian )?[Rr]ou?bles?\b| (?:đồng )?r[úu]p\b)"
    r"|(?P<kip> ?LAK\b|[ -](?:Lao )?[Kk]ip\b)"
    r"|(?P<riel> ?KHR\b|[ -](?:Cambodian )?[Rr]iels?\b)"
)
# Where a Vietnamese text has one of these, it may mean the unit, be it said of another number.
_MENTIONED: Mapping[str, str] = {
    "percent": r"%|phần|điểm|percent|tỷ lệ",
    "dollars": r"\$|USD|AUD|CAD|SGD|HKD|NZD|(?<!thủ )(?<!cố )đô\b|đôla|dollar|Mỹ kim|Mỹ",
    "euros": r"€|EUR|euro|ơ-?rô",
    "pounds": r"£|GBP|bảng|pound|cân|pao|\blbs?\b",
    "yen": r"¥|JPY|yên|yen",
    "yuan": r"¥|CNY|RMB|NDT|tệ|yuan",
    "won": r"₩|KRW|won",
    "baht": r"฿|THB|ba[ht]t|bạt",
    "rupees": r"₹|INR|\bRs|rup|ru-pi",
    "roubles": r"₽|RUB|r[úu]p|rou?ble",
    "kip": r"LAK|k[íi]p",
    "riel": r"KHR|ri[êe]l",
}
# What two numbers of one unit may have between them, the unit being said but once.
TOGETHER = re.compile(r" ?[-–—] ?| (?:đến|tới|và|hoặc|hay|to|and|or) ")
_LONGEST = 32


def of_each(text: str, quantities: Sequence[Quantity]) -> list[str | None]:
    """The units of the numbers of a text, in order; in a range the one number has that of the other."""
    before = [_match(_BEFORE.search(text[max(0, one.start - 4) : one.start])) for one in quantities]
    after = [_match(_AFTER.match(text, one.end, one.end + _LONGEST)) for one in quantities]
    joined = [
        TOGETHER.fullmatch(text, one.end, other.start) is not None
        and text[one.start - 1 : one.start] != "/" != text[other.end : other.end + 1]  # 2012/2013
        for one, other in pairwise(quantities)
    ]
    for place, together in enumerate(joined):
        if together and not before[place + 1] and not after[place + 1]:
            before[place + 1] = before[place]
    for place in reversed(range(len(joined))):
        if joined[place] and not before[place] and not after[place]:
            after[place] = after[place + 1]
    return [one or other for one, other in zip(before, after, strict=True)]


def mentioned(unit: str, text: str) -> bool:
    """Whether a Vietnamese text may speak of a unit; dong are what is meant where no currency is said."""
    words = _MENTIONED.get(unit)
    return words is None or re.search(words, text, re.IGNORECASE) is not None


def _match(found: re.Match[str] | None) -> str | None:
    return None if found is None else found.lastgroup
