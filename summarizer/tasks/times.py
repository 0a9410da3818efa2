"""Times of day and days of Tet put into English where they stand, for a model that converts them wrong."""

from collections.abc import Iterator

from summarizer.checks.numbers import tet
from summarizer.checks.numbers.clock import vietnamese

_HOUR, _HALF_DAY = 60, 720  # minutes


def in_english(text: str) -> str:
    """A Vietnamese text with its days of Tet, and its times of a certain half of the day, in English."""
    pieces, done = [], 0
    for start, end, english in sorted(_told(text)):
        if start >= done:
            pieces += [text[done:start], english]
            done = end
    return "".join([*pieces, text[done:]])


def _told(text: str) -> Iterator[tuple[int, int, str]]:
    """What stands from where to where, and its English."""
    for time in vietnamese(text):
        if time.sure and len(time.minutes) == 1:
            yield time.start, time.end, _written(next(iter(time.minutes)))
    for day in tet.find(text):
        yield day.start, day.end, day.english


def _written(minutes: int) -> str:
    """Minutes since midnight as a news agency writes them: 5 pm, 5:40 pm, noon, midnight."""
    if minutes % _HALF_DAY == 0:
        return "noon" if minutes else "midnight"
    hour, minute = divmod(minutes % _HALF_DAY, _HOUR)
    half = "am" if minutes < _HALF_DAY else "pm"
    return f"{hour or 12}{f':{minute:02}' if minute else ''} {half}"
