"""The date that `cùng ngày` stands for, in the words of a sentence before."""

import re
from collections.abc import Sequence

_SAME_DAY = re.compile(r"(?<!\w)cùng ngày(?!\w)", re.IGNORECASE)
_DATE = re.compile(r"(?<![\d/-])\d{1,2}[/-]\d{1,2}(?:[/-]\d{4})?(?![\d/-])")
_BACK = 3  # sentences to look back


def dated(texts: Sequence[str], index: int) -> tuple[str, int] | None:
    """The sentence with the date in place of `cùng ngày`, and the index of the sentence that has the date.

    None where it has no such words, a date before them, or where the nearest sentence with dates has several.
    """
    text = texts[index]
    same = _SAME_DAY.search(text)
    if not same or _DATE.search(text[: same.start()]):
        return None
    for before in range(index - 1, max(-1, index - 1 - _BACK), -1):
        dates = set(_DATE.findall(texts[before]))
        if dates:
            word = "Ngày" if same[0][0].isupper() else "ngày"
            made = f"{text[: same.start()]}{word} {dates.pop()}{text[same.end() :]}"
            return None if dates else (made, before)
    return None
