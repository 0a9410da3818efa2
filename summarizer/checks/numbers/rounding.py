"""Numbers that an output rounds and says so: nearly 3 trillion, for 2.980 tỷ."""

import re
from collections.abc import Sequence

from summarizer.checks.numbers.quantity import Quantity

_OFF = 0.03  # of the number at most
_LEAST = 100.0  # smaller numbers are not rounded
_MONEY = r"\W*(?:VND|USD|US|EUR)?\W*\Z"
_BELOW = re.compile(rf"\b(?:nearly|almost|just under|close to|gần){_MONEY}", re.IGNORECASE)
_ABOVE = re.compile(rf"\b(?:over|more than|just over|above|hơn|trên){_MONEY}", re.IGNORECASE)
_ABOUT = re.compile(
    rf"\b(?:about|around|some|roughly|approximately|khoảng|chừng|xấp xỉ){_MONEY}", re.IGNORECASE
)
_REACH = 24  # characters before a number


def rounded(
    missing: Sequence[Quantity], new: Sequence[Quantity], output: str
) -> list[tuple[Quantity, Quantity]]:
    """The missing numbers with those of an output that are theirs, rounded as the word before them says."""
    pairs = []
    for other in new:
        before = output[max(0, other.start - _REACH) : other.start]
        for one in missing:
            if one.unit == other.unit and any(
                _rounds(value, said, before) for value in one.values for said in other.values
            ):
                pairs.append((one, other))
                break
    return pairs


def _rounds(value: float, said: float, before: str) -> bool:
    if value < _LEAST or abs(value - said) > _OFF * value or _digits(said) >= _digits(value):
        return False
    if _BELOW.search(before):
        return value < said
    if _ABOVE.search(before):
        return value > said
    return _ABOUT.search(before) is not None


def _digits(value: float) -> int:
    """How many digits a number has before its noughts at the end."""
    return len(f"{value:.12g}".replace(".", "").rstrip("0").split("e")[0])
