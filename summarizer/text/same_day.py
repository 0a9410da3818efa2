"""The date that `cùng ngày` stands for, in the words of a sentence before."""

import re
from collections.abc import Sequence

from summarizer.text.days import dates, figures

# `cùng ngày hôm qua` has its day, `cùng ngày với` and `cùng ngày sinh` are no date.
_SAME_DAY = re.compile(r"(?<!\w)cùng ngày(?!\w)(?!\s+(?:hôm|với|sinh|tháng|này))", re.IGNORECASE)
_BACK = 3  # sentences to look back


def dated(texts: Sequence[str], index: int) -> tuple[str, int] | None:
    """The sentence with the date in place of `cùng ngày`, and the index of the sentence that has the date.

    None where it has no such words, a date before them, or where the nearest sentence with dates, or with
    figures that could be one, has several or none that is sure.
    """
    text = texts[index]
    same = _SAME_DAY.search(text)
    if not same or figures(text[: same.start()]):
        return None
    for before in range(index - 1, max(-1, index - 1 - _BACK), -1):
        found = set(figures(texts[before]))
        if found:
            if len(found) > 1 or not found.issubset(dates(texts[before])):
                return None
            word = "Ngày" if same[0][0].isupper() else "ngày"
            return f"{text[: same.start()]}{word} {found.pop()}{text[same.end() :]}", before
    return None
