"""Times of day of a sentence and of its English: 6g45 and 6:45 a.m., 12 giờ đêm and midnight."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from summarizer.checks.analysed import Output, Source
from summarizer.checks.numbers.words import number_words
from summarizer.text.languages import alternatives

_DAY, _HALF = 1440, 720
_PART = r"rạng sáng|sáng|trưa|chiều|tối|đêm|khuya"
_EN_PART = (
    r"in the (?:early )?(?:morning|afternoon|evening)|(?:at|that|last) night|this (?:morning"
    r"|afternoon|evening)"
)
# Where the sentence speaks of the night, 12h50 without a part of the day may be just after midnight.
_NIGHT = re.compile(r"\b(?:đêm|khuya|tối|sáng|hôm sau)\b|\b(?:1[89]|2[0-3]) ?[hg:]", re.IGNORECASE)
_MIDNIGHT = re.compile(r"(?<!quá )\bnửa đêm\b", re.IGNORECASE)
_EN_NAMED = {"midnight": 0, "noon": _HALF, "midday": _HALF}
_EN_MINUTES = {
    "half": 30,
    "quarter": 15,
    "a quarter": 15,
    "five": 5,
    "ten": 10,
    "twenty": 20,
    "twenty-five": 25,
}


_TO = re.compile(r"\A\.?[^,.;]{0,16}?(?:\b(?:đến|tới|to|until|till)\b|[-–])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day at `text[start:end]`.

    `minutes` are those since midnight: two where the half of the day is not told. `sure` is false for what
    may be a length of time as well: 3 giờ.
    """

    text: str
    start: int
    end: int
    minutes: frozenset[int]
    sure: bool

    @property
    def span(self) -> tuple[int, int]:
        """Where it begins and ends."""
        return self.start, self.end


def changed(source: Source, output: Output) -> Iterator[tuple[Time, Time]]:
    """Times of the source that the English has not, each with a time of it that the source has not.

    So are the ends of a span whose beginning and end were exchanged: từ 19h đến 7h, from 7 am to 7 pm.
    """
    given, said = source.once(vietnamese), output.once(english)
    turned = len(given) == len(said) == 2 and _is_turned(given, said)
    if turned and _TO.search(_between(source.text, given)) and _TO.search(_between(output.text, said)):
        yield from zip(given, said, strict=True)
    lost = [one for one in given if one.sure and not _has(said, one)]
    new = [one for one in said if not _has(given, one)]
    for one in lost:
        if not new:
            return
        other = min(new, key=lambda time: (_distance(one, time), time.start))
        new.remove(other)
        yield one, other


def _is_turned(given: Sequence[Time], said: Sequence[Time]) -> bool:
    """Whether the first of two times is the second of the others, and none stands in its own place."""
    (a, b), (x, y) = ([time.minutes for time in times] for times in (given, said))
    return bool(a & y and b & x and not a & x and not b & y)


def _between(text: str, times: Sequence[Time]) -> str:
    """What stands between two times, with the beginning of the second, which may be its `đến`."""
    return text[times[0].end : times[1].start + 4]


def kept(source: Source, output: Output) -> tuple[list[Time], list[Time]]:
    """The times that both texts have, of each: their numbers need no further look."""
    given, said = source.once(vietnamese), output.once(english)
    # 4 giờ 30 phút may be a length of time: four and a half hours.
    lengths = {size for one in output.quantities for kind, size in one.sizes if kind == "minutes"}
    own = [one for one in given if _has(said, one) or not (one.sure or lengths.isdisjoint(one.minutes))]
    return own, [one for one in said if _has(given, one)]


def _has(times: list[Time], one: Time) -> bool:
    return any(one.minutes & other.minutes for other in times)


def _distance(one: Time, other: Time) -> int:
    return min(abs(a - b) % _HALF for a in one.minutes for b in other.minutes)


def vietnamese(text: str) -> list[Time]:
    """The times of a Vietnamese text, in order; midnight alone is known by a name."""
    found = [
        Time(match[0], match.start(), match.end(), frozenset((0,)), sure=True)
        for match in _MIDNIGHT.finditer(text)
    ]
    by_day = not _NIGHT.search(text)
    for match in _vi_time().finditer(text):
        hour = _number(match["hour"], "vi")
        if hour is None or hour > 24:
            continue
        minute, part = int(match["minute"] or 0), match["part"]
        if match["half"]:
            minute = 30
        if minute > 59:
            continue
        total = hour * 60 + (-_less(match["less"]) if match["less"] else minute)
        bare_hour = match["mark"] is None
        if bare_hour and not (match["half"] or match["less"]):
            continue
        if bare_hour and part is None and not (match["less"] or match["at"]):
            continue
        told = bool(
            part
            or match["at"]
            or match["less"]
            or match["zone"] is not None
            or (match["minute"] and match["mark"] != " giờ")
        )
        grams = match["mark"] in {"g", " g"}
        if grams and not (part or match["minute"]):
            continue
        found.append(
            Time(
                text[match.start("hour") : match.end()],
                match.start("hour"),
                match.end(),
                _minutes(hour, total, part, by_day=by_day),
                told,
            )
        )
    return found


def _minutes(hour: int, total: int, part: str | None, *, by_day: bool) -> frozenset[int]:
    """When it is, by the part of the day that a Vietnamese time names; 12h50 `by_day` is after noon."""
    if part is None and (hour > 12 or hour == 0 or (hour == 12 and total >= _HALF and by_day)):
        return frozenset((total % _DAY,))
    if part is None or (part == "sáng" and hour > 12):  # 21h10 sáng: one of the two is a slip
        return frozenset((total % _DAY, (total + _HALF) % _DAY))
    if hour == 12:  # 12 giờ đêm is midnight, 12 giờ trưa noon
        return frozenset(
            ((total - _HALF if part in {"đêm", "khuya", "rạng sáng", "sáng"} else total) % _DAY,)
        )
    if hour > 12 or hour == 0:
        return frozenset((total % _DAY,))
    later = (
        part in {"chiều", "tối"} or (part == "trưa" and hour < 6) or (part in {"đêm", "khuya"} and hour >= 6)
    )
    return frozenset(((total + _HALF * later) % _DAY,))


def _less(minutes: str) -> int:
    return _number(minutes, "vi") or 0


def _number(word: str, language: str) -> int | None:
    if word.isdigit():
        return int(word)
    lower = word.casefold()
    if language == "en":
        return number_words("en").small.get(lower)
    if lower.startswith("mười"):
        return 10 + (number_words("vi").small.get(lower[4:].strip(), 0) if lower[4:] else 0)
    return number_words("vi").small.get(lower)


@cache
def _vi_time() -> re.Pattern[str]:
    word = rf"mười(?: (?:một|hai))?|{alternatives(number_words('vi').small)}"
    return re.compile(
        r"(?:(?P<at>\b(?:lúc|hồi|đúng|vào(?: khoảng| lúc)?|lúc khoảng|tới|từ|đến) )|(?<![\w.,:/-])|"
        r"(?<= )|(?<=-))"
        rf"(?<!\d[.,])(?P<hour>\d\d?|\b(?:{word}))"
        r"(?:(?P<mark> ?h(?![^\W\d_]|\d(?!\d))| ?g(?![^\W\d_])|:(?=\d\d)| giờ\b)(?P<minute> ?[0-5]\d(?!\d"
        r"|[.,]\d))?(?: phút\b)?)?"
        r"(?P<half> rưỡi\b)?(?: kém (?P<less>\d\d?|năm|mười lăm|mười|hai mươi)\b(?: phút\b)?)?"
        rf"(?: (?P<part>{_PART})\b(?! (?:kiến|tạo|tác|chế|lập|thiểu|đa|cao|ưu)))?"
        r"(?P<zone>(?= (?:\(?giờ (?:địa phương|quốc tế|(?-i:[A-ZĐ]))|ngày \d|cùng ngày|hôm )))?",
        re.IGNORECASE,
    )


def english(text: str) -> list[Time]:
    """The times of an English text, in order."""
    found = []
    for match in _en_time().finditer(text):
        said, hour = match["named"], None
        if said:
            values = {_EN_NAMED[said.casefold()]}
        elif match["of"]:
            hour = _number(match["of"], "en")
            if hour is None or not 1 <= hour <= 12:
                continue
            words = match["words"].casefold()
            less = _EN_MINUTES.get(words) or int(words)
            total = hour * 60 + (less if match["past"].casefold() in {"past", "after"} else -less)
            values = _in_english(hour, total, match["half_word"])
        else:
            word = match["hour"] or match["clock"] or match["open"]
            hour = _number(word, "en")
            if hour is None or hour > 24:
                continue
            minute = int(match["minute"] or match["clock_minute"] or 0)
            half = match["half"] or match["clock_half"]
            values = _in_english(hour, hour * 60 + minute, half)
        found.append(Time(match[0].strip(), match.start(), match.end(), frozenset(values), sure=True))
    return found


def _in_english(hour: int, total: int, half: str | None) -> set[int]:
    if half is None:
        return {total % _DAY} if hour > 12 or hour == 0 else {total % _DAY, (total + _HALF) % _DAY}
    half = half.casefold()
    if hour > 12:
        return {total % _DAY}
    morning = (half.startswith("a") and "night" not in half) or "morning" in half
    if "night" in half:
        morning = hour < 5 or hour == 12
    return {(total % _HALF + (0 if morning else _HALF)) % _DAY}


@cache
def _en_time() -> re.Pattern[str]:
    hours = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    half = rf"[ap]\.?m\b|{_EN_PART}"
    return re.compile(
        rf"(?:\b12 )?\b(?P<named>midnight|noon|midday)\b"
        rf"|\b(?P<words>half|a quarter|quarter|twenty-five|twenty|five|ten|[1-5]?\d(?= minutes))(?: minutes)?"
        rf" (?P<past>past|after|to|before) (?P<of>\d\d?|{hours})\b(?! ?(?:%|percent|\d|million"
        rf"|people|years|months|days))(?: (?P<half_word>{half}))?"
        rf"|(?<![\d.,:$])(?P<hour>\d\d?|\b(?:{hours}))(?:[:.h](?P<minute>[0-5]\d))? ?(?:o['’]clock"
        rf" )?(?P<half>{half})"
        r"|(?<![\d.,:$])(?P<clock>\d\d?)(?::|h)(?P<clock_minute>[0-5]\d)(?![:\d])(?P<clock_half>(?!))?"
        rf"|(?<![\d.,:$])(?P<open>\d\d?|\b(?:{hours}))(?: o['’]clock|h\b|(?= ?(?:-|–|to|and|until)"
        rf" ?\d\d?(?:[:.]\d\d)? ?[ap]\.?m\b))",
        re.IGNORECASE,
    )
