"""How an article opens: the caption of its picture, copied with it, and the sentence that tells the news."""

import re
from collections.abc import Sequence

from summarizer.text.days import dates
from summarizer.text.vectors import words

_DAY = re.compile(
    r"\bhôm (?:nay|qua)\b|\bngày \d"
    r"|\b(?:sáng|chiều|tối|trưa|đêm|khuya) (?:nay|qua|\d)",
    re.IGNORECASE,
)
_JUST = re.compile(r"\b(?:vừa|mới đây)\b", re.IGNORECASE)
_DATE_ENDS = re.compile(
    r"\b(?:hôm|ngày|sáng|chiều|tối|trưa|đêm|tháng|năm) [\d/-]+\W*\Z|\b(?:tháng trước|năm ngoái)\W*\Z",
    re.IGNORECASE,
)
_EARLY = 15  # words in which a sentence of news has its day
_LONG = 32  # words that no caption has
# What captions do not open with, nor have: they show what is seen, without time, source, cause or aim.
_TIMED = re.compile(
    r"\W*(?:Ngày|Sáng|Chiều|Tối|Trưa|Đêm|Khuya|Rạng|Hôm|Theo|Trong|Lúc|Khoảng|Vào|Tại|Sau|Trước|Từ|Đến|Mới|Gần"
    r"|Với|Để|\d)(?!\w)|[\"“”«]"
)
_SOURCE = re.compile(
    r"\b(?:cho biết|cho hay|theo|đưa tin|dẫn|xác nhận|thông báo|công bố|vừa)\b", re.IGNORECASE
)
_TOLD = re.compile(
    r"\b(?:đã|đang|sẽ|mới|không|chưa|nhưng|nếu|khi|cần|phải|nên|vì|do|để|là|muốn|định|sắp|cũng|vẫn|còn|nhằm|khiến|thì|liền|rồi)\b",
    re.IGNORECASE,
)
# Whom or what a picture shows, without a name, and its day before the end: `Một nông dân hôm 16/9 thăm đồng.`
_SHOWN = re.compile(r"(?:Một|Hai|Các|Những|Người|Cảnh sát|Binh sĩ|Lính)\s.*\bhôm \d+/\d")


def tells_news(sentence: str) -> bool:
    """Whether a sentence says on which day something happened, or that it has just happened."""
    if _JUST.search(sentence) or _has_day(" ".join(sentence.split()[:_EARLY])):
        return True
    return _has_day(sentence) and not _DATE_ENDS.search(sentence)


def _has_day(text: str) -> bool:
    return _DAY.search(text) is not None or bool(dates(text))


def is_caption(first: str, behind: Sequence[str]) -> bool:
    """Whether an article's first sentence tells of its picture, and one of those behind it of the news.

    Of 140 such sentences of 2,067 articles 70 were read: 66 were captions. What shows somebody without a name
    on a day within the sentence needs no news behind it: of 8 in 20,000 articles 7 were captions.
    """
    if len(words(first)) >= _LONG or _TIMED.match(first) or _SOURCE.search(first):
        return False
    ends = _DATE_ENDS.search(first)
    rest = first[: ends.start()] if ends else first
    if ends is None and _SHOWN.match(first) and not _TOLD.search(first):
        return True
    if _has_day(rest) or (ends is None and _TOLD.search(rest)):
        return False
    return any(tells_news(one) for one in behind)
