"""Days and hours of a summary are those of the article."""

import re
from collections.abc import Iterator

from summarizer.checks.analysed import Source
from summarizer.checks.numbers.dates import CLOCK, DAY, days_of, hours_of, undotted

# A date for sure: `ngày 21`, `sáng 21/4`, `ngày 21 tháng 4`, not `mỗi ngày 21 người`.
_SAID = re.compile(
    rf"(?i:\b(?P<before>(?:mỗi|một|hàng|hằng|trong|bình quân|trung bình) )?{DAY}) (?i:ngày )?(?P<day>\d\d?)"
    r"(?:(?:/|\.|-| tháng )(?P<month>\d\d?)(?![\d%]))?(?![\d%]|[.,]\d)"
)
# A time of day for sure: `lúc 8h`, `vào khoảng 20 giờ`, `8h30`; not `trong 8 giờ`.
_AT = re.compile(
    rf"(?i:\b(?:lúc|vào|hồi)(?: lúc| khoảng| hơn| gần)*) (?P<at>\d\d?){CLOCK}"
    r"|(?<![\d.,:])(?P<hour>\d\d?) ?[hg]\d\d"
)


def strange(article: Source, sentence: str) -> Iterator[str]:
    """Days and hours of a summary's sentence that the article does not have."""
    yield from _strange_days(article, sentence)
    hours = article.once(hours_of)
    for match in _AT.finditer(sentence):
        if int(match["at"] or match["hour"]) % 12 not in hours:
            yield match[0]


def _strange_days(article: Source, sentence: str) -> Iterator[str]:
    """Days of a summary's sentence that are none of the article's, though the number may stand there.

    A count (`12 người`) is no day. A day that the article has with other months alone is another day.
    """
    days = article.once(days_of)
    for match in _SAID.finditer(undotted(sentence)):
        day, month = int(match["day"]), int(match["month"] or 0)
        if match["before"] or not 1 <= day <= 31 or month > 12:
            continue
        months = days.get(day)
        if months is None or (month and 0 not in months and month not in months):
            yield sentence[match.start("day") : match.end()]
