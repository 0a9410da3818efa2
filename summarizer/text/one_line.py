"""Puts any text on one line that is safe to print on a terminal."""

import unicodedata

# Marks that would make a text show in another order than it is written, or nothing at all.
_HIDDEN = frozenset("\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def one_line(text: str) -> str:
    """The text in one line, without escapes and other controls, as an article or a file's name may hold them.

    Joiners of letters and emoji, and soft hyphens, stay.
    """
    kept = "".join(
        " " if unicodedata.category(letter) in {"Cc", "Zl", "Zp"} else letter
        for letter in text
        if letter not in _HIDDEN
    )
    return " ".join(kept.split())
