"""Finds persons in a text by their full names, with the title or office before and the description behind."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from summarizer.text import known_names
from summarizer.text.languages import alternatives
from summarizer.text.languages import words as listed
from summarizer.text.names import Name, find, is_person, without_opener
from summarizer.text.names import words as listing

_BETWEEN = 9  # words from an office to who holds it: `Chủ tịch UBND tỉnh Đồng Nai Trần Văn Vĩnh`
_CHINESE = 3  # words of a Chinese or Korean name in Vietnamese letters, the family's first
_TITLE = 40  # characters that a title may have
_CLAUSE = re.compile(r"[,;:!?…()\"“”]|\.\s|\s[–-]\s|\svà\s")
_SHORT_FORM = re.compile(r"(?<!\w)(?:TP|Tp|Q|P)\Z")  # `GDP` ends a sentence
_BRACKETS = re.compile(
    r"\s*\((?!(?:trái|phải|chính giữa|giữa|ảnh|bìa|áo|đứng|ngồi|thứ|theo|cùng|đều)\b)[^()]{2,80}\)",
    re.IGNORECASE,
)
_DASHES = re.compile(r"\s+([–-])\s+([^–]{3,90}?)(?=\s+\1\s|,\s)")
_COMMAS = r",\s+([^,;:!?()\"“”]{{3,110}}?)(?=,\s|\s+(?:{verbs})(?!\w))"
_AGE = re.compile(r",? \(?\d{1,2} tuổi(?!\w)")  # behind a person's name alone
_LATER = re.compile(r"\s+(?:ngày|hôm|sáng|chiều|tối|trưa|vừa|trong|tại buổi|tại hội|trên)\s.*\Z")
_BODIES = listing("Bộ Sở Cục Vụ Phòng Viện Ban UBND HĐND Công Tổng Quân Uỷ Ủy TP Toà Tòa Hội Đảng Liên")
_PLACES = listing("đường phố trường chợ cầu viện giải lộ quận")  # that are named after persons
_ELSEWHERE = listing("và với ở theo gồm thuộc cùng do khi")  # leads from an office to somebody else
_AUXILIARIES = listing("đã đang sẽ vừa mới cũng còn từng lại được bị liền tiếp tục không chưa là có cho")
# What somebody is without a body that he belongs to.
PARTS = frozenset(("tài xế", "lái xe", "nghi phạm", "bị cáo", "bị can", "nạn nhân", "bác sĩ", "luật sư"))


@dataclass(frozen=True, slots=True)
class Mention:
    """A person in a text, by name; from `start` to `end` with the title or office before it.

    `behind` is what the text says of the person right behind the name, with its mark: ` (32 tuổi)`.
    """

    words: tuple[str, ...]
    start: int
    end: int
    titled: bool
    behind: str = ""


def full_mentions(text: str, titled: Collection[str] = ()) -> list[Mention]:
    """The full names of persons in a text; a foreign one without a title where a word of it is `titled`."""
    return list(_full_mentions(text, titled))


def _full_mentions(text: str, titled: Collection[str]) -> Iterator[Mention]:
    known = known_names.find(text)
    last = 0
    for run in (_without_places(one, known) for one in runs(text)):
        if len(run) < 2:
            continue
        named = title_before(text, run[0].start) is not None
        named = named or (not run[-1].vietnamese and _office_before(text, run[0].start, last) is not None)
        named = named or not _called(run).isdisjoint(titled)
        named = named or _AGE.match(text, run[-1].end) is not None
        name = _person(run, text, titled=named)
        if not name:
            continue
        start, end = name[0].start, name[-1].end
        title, office = title_before(text, start), _office_before(text, start, last)
        begin = min(one for one in (title, office, start) if one is not None)
        yield Mention(tuple(one.text for one in name), begin, end, begin < start, _described(text, end))
        last = end


def _called(run: Sequence[Name]) -> set[str]:
    """By which of a person's names he may be called, where no list tells that they are one: Bình Khả Phu."""
    foreign = {name.text for name in (run[0], run[-1]) if not name.vietnamese}
    return foreign | ({run[0].text} if len(run) == _CHINESE else set())


@cache
def verbs() -> frozenset[str]:
    """What stands behind who did something, or said it."""
    return _AUXILIARIES | listed("vi", "sentences", "speech")


def runs(text: str) -> Iterator[list[Name]]:
    """The capitalised words of a text that stand side by side, without a word that only opens a sentence."""
    for _, group in groupby(find(text), key=lambda name: name.run):
        yield without_opener(list(group))


def _without_places(run: Sequence[Name], known: Sequence[known_names.NameMatch]) -> Sequence[Name]:
    """Capitalised words side by side without the countries and places before a name: `Mỹ Donald Trump`."""
    for one in known:
        if run and one.start <= run[0].start < one.end and run[-1].end > one.end:
            run = [name for name in run if name.start >= one.end]
        elif run and one.start <= run[0].start and run[-1].end <= one.end:
            return []
    return run


def _person(run: Sequence[Name], text: str, *, titled: bool) -> Sequence[Name] | None:
    """The part of capitalised words side by side that is a person's full name."""
    for size in (4, 3, 2):
        if len(run) >= size and is_person(run[-size:]):
            before = text[: run[-size].start].split()[-1:]
            return None if before and before[0].lower() in _PLACES else run[-size:]
    texts = [name.text for name in run]
    if any(len(text) > 1 and text.isupper() for text in texts):
        return None  # chủ tịch HĐQT Công ty, ĐH Văn Lang
    if len(run) in {3, 4} and not {"Thị", "Văn"}.isdisjoint(texts[1:-1]):
        return run
    return run if titled and len(run) <= 4 and texts[0] not in _BODIES else None


def title_before(text: str, place: int) -> int | None:
    """Where the title right before a name begins, if one does: `ông`, `bị cáo`, `trung sĩ`."""
    begin = max(0, place - _TITLE)
    match = _title().search(text[begin:place])
    return begin + match.start() if match else None


def _office_before(text: str, place: int, begin: int) -> int | None:
    """Where an office in the same clause begins: `Phó chủ tịch UBND tỉnh Nguyễn Xuân Đường`."""
    begin = max(
        [
            begin,
            *(match.end() for match in _CLAUSE.finditer(text, begin, place) if not _is_short(text, match)),
        ]
    )
    for match in office().finditer(text, begin, place):
        between = text[match.end() : place].split()
        if len(between) <= _BETWEEN and not verbs().union(_ELSEWHERE).intersection(between):
            return match.start()
    return None


def _is_short(text: str, match: re.Match[str]) -> bool:
    """Whether a stop is that of `TP. HCM`."""
    return (
        match[0].startswith(".")
        and _SHORT_FORM.search(text, max(0, match.start() - 3), match.start()) is not None
    )


def _described(text: str, end: int) -> str:
    """What a text says of a person behind the name."""
    brackets = _BRACKETS.match(text, end)
    if brackets:
        return brackets[0]
    match = _DASHES.match(text, end) or _commas().match(text, end)
    if not match or not _describes().match(match[match.lastindex or 0]):
        return ""
    said = _says().split(_LATER.sub("", match[0]))[0]
    return "" if any(is_person(run[-3:]) or is_person(run[-2:]) for run in runs(said)) else said


@cache
def _commas() -> re.Pattern[str]:
    return re.compile(_COMMAS.format(verbs=alternatives(listed("vi", "sentences", "speech"))))


@cache
def _says() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{alternatives(listed('vi', 'sentences', 'speech'))})(?!\w)")


@cache
def _title() -> re.Pattern[str]:
    titles = listed("vi", "persons", "title", "role", "relative") - {"họ", "con"}
    titles |= listed("vi", "offices") | listed("vi", "ranks")
    return re.compile(rf"(?<!\w)(?:{alternatives(titles)})\s+\Z", re.IGNORECASE)


@cache
def office() -> re.Pattern[str]:
    """An office or a rank that stands before a name."""
    held = (listed("vi", "offices") - PARTS) | listed("vi", "ranks")
    return re.compile(rf"(?<!\w)(?:{alternatives(held)})(?!\w)", re.IGNORECASE)


@cache
def _describes() -> re.Pattern[str]:
    """How a description behind a name begins."""
    held = listed("vi", "offices") | listed("vi", "ranks")
    held |= listed("vi", "persons", "role", "relative", "description")
    return re.compile(rf"(?:{alternatives(held)}|\d+ tuổi)(?!\w)", re.IGNORECASE)
