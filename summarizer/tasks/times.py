"""Times of day put into English where they stand: 17h40 as 5:40 pm, for a model that converts them wrong."""

from summarizer.checks.numbers.clock import vietnamese

_HOUR, _HALF_DAY = 60, 720  # minutes


def in_english(text: str) -> str:
    """A Vietnamese text with its times in English, where their half of the day is certain."""
    pieces, done = [], 0
    for time in vietnamese(text):
        if time.sure and len(time.minutes) == 1 and time.start >= done:
            pieces += [text[done : time.start], _written(next(iter(time.minutes)))]
            done = time.end
    return "".join([*pieces, text[done:]])


def _written(minutes: int) -> str:
    """Minutes since midnight as a news agency writes them: 5 pm, 5:40 pm, noon, midnight."""
    if minutes % _HALF_DAY == 0:
        return "noon" if minutes else "midnight"
    hour, minute = divmod(minutes % _HALF_DAY, _HOUR)
    half = "am" if minutes < _HALF_DAY else "pm"
    return f"{hour or 12}{f':{minute:02}' if minute else ''} {half}"
