"""Percent signs and currencies of numbers, and whether a text speaks of one at all."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

from summarizer.checks.numbers.quantity import Quantity
from summarizer.text.languages import Language, rows

# Signs and codes before and after a number.
_SIGNS: Mapping[str, tuple[str, str]] = {
    "percent": ("", r" ?%"),
    "per_thousand": ("", r" ?‰"),
    "dong": (r"\bVN[DĐ]|₫", r" ?(?:₫|đ(?!\w)|VN[DĐ]\b)"),
    "dollars": (r"\$|\b(?:USD|CAD|AUD|SGD|HKD|NZD)", r" ?(?:(?:US|[AS])?\$|USD\b)"),
    "euros": (r"€|\bEUR", r" ?(?:€|EUR\b)"),
    "pounds": (r"£|\bGBP", r" ?(?:£|GBP\b)"),
    "yen": (r"\bJPY", r" ?JPY\b"),
    "yuan": (r"\bCNY|\bRMB", r" ?(?:CNY|RMB|NDT)\b"),
    "won": (r"₩|\bKRW", r" ?KRW\b"),
    "baht": (r"฿|\bTHB|\bBt", r" ?THB\b"),
    "rupees": (r"₹|\bINR|\bRs\.?", r" ?INR\b"),
    "roubles": (r"₽|\bRUB", r" ?RUB\b"),
    "kip": (r"\bLAK", r" ?LAK\b"),
    "riel": (r"\bKHR", r" ?KHR\b"),
}
_BEFORE = re.compile(
    f"(?:{'|'.join(f'(?P<{unit}>{before})' for unit, (before, _) in _SIGNS.items() if before)}) ?$"
)
# What two numbers of one unit may have between them, the unit being said but once.
TOGETHER = re.compile(r" ?[-–—] ?| (?:đến|tới|và|hoặc|hay|to|and|or) ")
_LONGEST = 32


def of_each(text: str, quantities: Sequence[Quantity]) -> list[str | None]:
    """The units of the numbers of a text, in order; in a range the one number has that of the other."""
    before = [_match(_BEFORE.search(text[max(0, one.start - 4) : one.start])) for one in quantities]
    after_number = _after()
    after = [_match(after_number.match(text, one.end, one.end + _LONGEST)) for one in quantities]
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
    pattern = _patterns("vi", "mentioned").get(unit)
    return pattern is None or re.search(pattern, text, re.IGNORECASE) is not None


@cache
def _after() -> re.Pattern[str]:
    """A unit behind a number; texts of either language have words of the other (500 euro, 10 won)."""
    english, vietnamese = _patterns("en", "after"), _patterns("vi", "after")
    groups = []
    for unit, (_, sign) in _SIGNS.items():
        forms = [sign, *(words[unit] for words in (english, vietnamese) if unit in words)]
        groups.append(f"(?P<{unit}>{'|'.join(forms)})")
    return re.compile("|".join(groups))


@cache
def _patterns(language: Language, kind: str) -> dict[str, str]:
    return {unit: pattern for unit, own, pattern in rows(language, "money") if own == kind}


def _match(found: re.Match[str] | None) -> str | None:
    return None if found is None else found.lastgroup
