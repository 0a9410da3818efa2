"""Interviews and talks that are written in turns, each behind a dash or who speaks: who asks, who answers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from summarizer.text.languages import alternatives
from summarizer.text.languages import words as listed
from summarizer.text.names import CAPITAL
from summarizer.text.persons import full_mentions
from summarizer.text.speech import last_of_paragraph

_DASH = re.compile(r"[-–—*•+]\s+")
_LABEL = re.compile(r"(?:[-–—*•+]\s*)?([^\s:“”\"«(,.?!]\S*(?:\s[^\s:“”\"«(,?!]+){0,7}?)\s?:(?=\s|\Z)")
_OPENING = re.compile(r"\s*[“\"«]")
_ASKS = frozenset(("pv", "p.v", "phóng viên", "hỏi", "mc", "btv", "nhà báo", "độc giả", "bạn đọc"))
_ANSWERS = frozenset(("đáp", "trả lời"))
_THANKS = re.compile(r"\W*(?:Vâng, )?(?:xin |trân trọng )?(?:trân trọng )?c[ảá]m ơn\s", re.IGNORECASE)
_HELD_WITH = re.compile(
    r"(?<!\w)(?:trao đổi|phỏng vấn|trò chuyện|đối thoại|trả lời)(?!\w)(?:.{0,30}?\svới\s)?", re.IGNORECASE
)

# The office before who is called so in each answer: `Đại sứ Canada bà Ping Kitnikone`.
_ADDRESSED = re.compile(r"\A.*\s((?:ông|bà|anh|chị|cô)\s)")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one side says in a row, by the indexes of its first and last sentence.

    `speaker` names who speaks, with a colon; it is empty where nothing does.
    """

    first: int
    last: int
    speaker: str
    asks: bool


def turns(texts: Sequence[str], paragraphs: Sequence[int]) -> list[Turn]:
    """The turns of the talk in an article's sentences, in order; none where it has no talk.

    A talk has a question with an answer behind it, or two dashes with who speaks. Paragraphs without a mark
    belong to the turn before them where another one follows; what stands behind the last turn may be the
    article's own. What is quoted in marks is no turn: `speech.py` finds it.
    """
    found = list(_turns(texts, paragraphs))
    named = sum(bool(one.speaker and _DASH.match(texts[one.first])) for one in found)
    if named < 2 and not any(one.asks and not other.asks for one, other in pairwise(found)):
        return []
    guest = _guest(texts[: found[0].first])
    return [one if one.speaker or one.asks else replace(one, speaker=guest) for one in found]


def asked(texts: Sequence[str], talk: Sequence[Turn]) -> set[int]:
    """The sentences of the turns that ask, but what an unnamed side states before its question."""
    return {
        index
        for one in talk
        if one.asks
        for index in range(one.first, one.last + 1)
        if one.speaker or _asks(_DASH.sub("", texts[index], count=1), texts[index])
    }


def _turns(texts: Sequence[str], paragraphs: Sequence[int]) -> Iterator[Turn]:
    opening = (i for i in range(len(texts)) if i == 0 or paragraphs[i] != paragraphs[i - 1])
    named = ((index, _speaker(texts[index])) for index in opening)
    heads = [(index, name) for index, name in named if name is not None or _DASH.match(texts[index])]
    for at, (head, name) in enumerate(heads):
        after = heads[at + 1][0] if at + 1 < len(heads) else last_of_paragraph(paragraphs, head) + 1
        label = _LABEL.match(texts[head]) if name is not None else None
        first = head
        if label and not texts[head][label.end() :].strip():  # the words stand on lines of their own
            first, after = head + 1, max(after, last_of_paragraph(paragraphs, head + 1) + 1)
        said = texts[head][label.end() :] if label and first == head else "".join(texts[first : first + 1])
        if first >= len(texts) or first >= after or _OPENING.match(_DASH.sub("", said, count=1)):
            continue
        word = (name or "").casefold()
        asks = word in _ASKS or word.endswith(" hỏi") or (name is None and _asks(said, texts[after - 1]))
        speaker = "" if name is None or word in _ANSWERS else f"{name}:"
        yield Turn(first, after - 1, speaker, asks)


def _asks(first: str, last: str) -> bool:
    """Whether a turn between these sentences is a question, or thanks for the talk."""
    return last.rstrip(' "”»').endswith("?") or _THANKS.match(first) is not None


def _speaker(text: str) -> str | None:
    """Who speaks, of a paragraph that begins with that: `PV`, `Ông Ngọc`, `Bà Lan đáp`."""
    label = _LABEL.match(text)
    if not label:
        return None
    name = label[1].strip()
    if name.casefold() in _ASKS | _ANSWERS:
        return name
    return name if _named().fullmatch(name) else None


@cache
def _named() -> re.Pattern[str]:
    """A person by title or office and name, perhaps with a verb of speech; or `NTK` and a name."""
    titles = listed("vi", "persons", "title", "role") | listed("vi", "offices") | listed("vi", "ranks")
    says = alternatives(listed("vi", "sentences", "speech"))
    name = r"[^\W\d_][\w.’'-]*(?:\s[^\W\d_][\w.’'-]*){0,4}"
    capital = rf"(?-i:(?={CAPITAL}))"
    return re.compile(
        rf"(?:{alternatives(titles)})\s(?:.{{2,40}}\s)?{capital}{name}?(?:\s(?:{says}))?"
        rf"|(?-i:[A-ZĐ][A-ZĐ.]{{1,5}})\s{capital}{name}",
        re.IGNORECASE,
    )


def _guest(before: Sequence[str]) -> str:
    """Whom the talk is said to be held with, where that is one person."""
    for text in reversed(before):
        talk = _HELD_WITH.search(text)
        if talk:
            met = text[talk.end() :]
            persons = full_mentions(met)
            if len({one.words for one in persons}) == 1:
                told = _ADDRESSED.sub(r"\1", met[persons[0].start : persons[0].end])
                return f"{told[:1].upper()}{told[1:]}:"
            return ""
    return ""
