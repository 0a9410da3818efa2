"""Direct speech whose speaker another sentence names: where it stands, and who speaks it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from summarizer.text.languages import alternatives, words
from summarizer.text.names import CAPITAL

_MARK = re.compile(r"[“”«»\"]")
_OPENING, _CLOSING = "“«", "”»"
_MARKS = '“”«»" '
_DASHES = "-–—*•+ "  # before who speaks
_MOST = 7  # sentences of one quotation; where more would be, a mark is missing
_END = re.compile(r"[\s,.;:]*\Z")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Speech:
    """A quotation, by the indexes of its first and last sentence.

    `before` says who speaks in front of it, `behind` says so behind it; both are empty where nothing does.
    Where it is not `closed`, nothing says who speaks behind its first sentence.
    """

    first: int
    last: int
    before: str
    behind: str
    closed: bool = True


@dataclass(frozen=True, slots=True)
class _Span:
    """From the opening mark, by sentence and place, to behind the closing one or where it must be."""

    first: int
    start: int
    last: int
    end: int
    closed: bool


def speeches(texts: Sequence[str], paragraphs: Sequence[int] = ()) -> list[Speech]:
    """The quotations in the sentences of an article that are no part of one sentence, in order."""
    return [one for one in _speeches(texts, paragraphs) if one.closed]


def unclosed(texts: Sequence[str], paragraphs: Sequence[int] = ()) -> list[Speech]:
    """The quotations that nothing closes, behind a colon or at the beginning of a sentence.

    Each ends with its paragraph; with its sentence where no paragraphs are given or each has one sentence.
    """
    return [one for one in _speeches(texts, paragraphs) if not one.closed]


def _speeches(texts: Sequence[str], paragraphs: Sequence[int]) -> Iterator[Speech]:
    for one in _spans(texts, _Paragraphs(paragraphs)):
        own = texts[one.first][: one.start].strip()
        before, behind = own, texts[one.last][one.end :].strip()
        if not before and one.first and texts[one.first - 1].rstrip().endswith(":"):
            before = texts[one.first - 1].strip()
        apart = before != own and not _LETTER.search(behind)
        if one.first < one.last or apart or not one.closed:
            yield Speech(one.first, one.last, _speaker(before), _speaker(behind), one.closed)


def with_speaker(texts: Sequence[str], speech: Speech, index: int) -> str | None:
    """One sentence of a quotation, with marks and the words that say who speaks; None without such words."""
    if index > speech.first and not speech.closed:
        return None
    said = texts[index].strip()
    if index == speech.first:
        said = said.lstrip(_DASHES).removeprefix(speech.before.rstrip(" :")).lstrip(" :")
    if index == speech.last:
        said = said.removesuffix(speech.behind)
    said = said.strip()
    if index == speech.first or said[:1] in _MARKS:
        said = said.lstrip(_MARKS)
    if index == speech.last:
        said = re.sub(r"\s*[“”«»\"]\s*([.,!?…]*)\Z", r"\1", said)
    if speech.behind:
        joint = "" if speech.behind[0] in ",;" else " "
        return f"“{_END.sub('', said)}”{joint}{speech.behind}"
    before = speech.before if index == speech.first else _last_clause(speech.before)
    return f"{before} “{said}”" if before else None


def _last_clause(before: str) -> str:
    """Who speaks, without what the first sentence says before that: `Trao đổi với PV, ông An cho biết:`."""
    clause = before.rpartition(", ")[2]
    name = re.search(CAPITAL, clause)
    said = name and _says().search(clause, name.end())
    return clause[:1].upper() + clause[1:] if said and before.count(", ") == 1 else before


def last_of_paragraph(paragraphs: Sequence[int], index: int) -> int:
    """The index of the last sentence of the paragraph that a sentence is in, by the paragraph of each."""
    while index + 1 < len(paragraphs) and paragraphs[index + 1] == paragraphs[index]:
        index += 1
    return index


class _Paragraphs:
    """Which paragraph each sentence is in, where that tells something."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self._numbers = numbers if len(set(numbers)) < len(numbers) else None

    def last(self, index: int) -> int:
        """The last sentence of the paragraph; the sentence itself where paragraphs are not known."""
        return index if self._numbers is None else last_of_paragraph(self._numbers, index)

    def goes_on(self, before: int, index: int, text: str) -> bool:
        """Whether a quotation at one sentence may go on at another, whose text that is."""
        mark = text.lstrip()[:1]
        if self._numbers is None:
            opens = mark in _OPENING or (mark == '"' and not _closes(text, text.index(mark)))
            return not (mark and opens) or index == before + 1
        passed = self._numbers[index] - self._numbers[before]
        return passed == 0 or (passed == 1 and mark in {*_MARKS})


def _spans(texts: Sequence[str], paragraphs: _Paragraphs) -> Iterator[_Span]:
    """From each opening mark to the closing one that belongs to it, or to where it must have been.

    A quotation goes on in the next paragraph only where that begins with a mark of its own.
    """
    opened: tuple[int, int] | None = None
    within = 0  # the last sentence with an opening mark at its beginning
    for index, text in enumerate(texts):
        if opened and (index - opened[0] >= _MOST or not paragraphs.goes_on(within, index, text)):
            yield from _unclosed(texts, opened, paragraphs)
            opened = None
        depth = 1
        for match in _MARK.finditer(text):
            mark, place = match[0], match.start()
            before = text[:place].rstrip()
            opens = mark in _OPENING or (mark == '"' and _opens(text, place))
            if opened is None:
                if opens or (mark == '"' and not _closes(text, place)):
                    opened, within, depth = (index, place), index, 1
            elif before.endswith(":") or (mark == '"' and opens and index > opened[0]):
                yield from _unclosed(texts, opened, paragraphs)
                opened, within, depth = (index, place), index, 1
            elif mark in _OPENING:
                depth += bool(before)  # each paragraph of a long quotation begins with a mark of its own
                within = within if before else index
            else:
                depth -= 1
                if depth == 0:
                    yield _Span(*opened, index, match.end(), closed=True)
                    opened = None
        if opened and opened[0] == index and text[: opened[1]].strip()[-1:] not in {"", ":"}:
            opened = None  # a word in quotation marks of which one is missing
    if opened:
        yield from _unclosed(texts, opened, paragraphs)


def _unclosed(texts: Sequence[str], opened: tuple[int, int], paragraphs: _Paragraphs) -> Iterator[_Span]:
    last = paragraphs.last(opened[0])
    yield _Span(*opened, last, len(texts[last]), closed=False)


def _opens(text: str, place: int) -> bool:
    """Whether a straight mark opens: at the beginning or behind a space, with a word behind it."""
    before, behind = text[:place], text[place + 1 :]
    if not before.strip():
        return not _closes(text, place)
    return before[-1:].isspace() and behind[:1].isalnum()


def _closes(text: str, place: int) -> bool:
    """Whether a straight mark closes: with a mark or the end behind it, or a word right before."""
    behind = text[place + 1 :].lstrip()
    if not behind or behind[0] in ".,;:!?…":
        return True
    return bool(text[:place]) and not text[place - 1].isspace() and text[place + 1].isspace()


def _speaker(words_beside: str) -> str:
    """Words before or behind a quotation, where they say who speaks."""
    told = words_beside.strip()
    return told if _LETTER.search(told) and (told.endswith(":") or _says().search(told)) else ""


@cache
def _says() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(words('vi', 'sentences', 'speech'))})(?!\w)")
