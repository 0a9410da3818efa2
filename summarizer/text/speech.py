"""Direct speech whose speaker another sentence names: where it stands, and who speaks it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from summarizer.text.languages import alternatives, words

_MARK = re.compile(r"[“”«»\"]")
_OPENING, _CLOSING = "“«", "”»"
_MARKS = '“”«»" '
_MOST = 7  # sentences of one quotation; where more would be, a mark is missing
_END = re.compile(r"[\s,.;:]*\Z")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Speech:
    """A quotation, by the indexes of its first and last sentence.

    `before` says who speaks in front of it, `behind` says so behind it; both are empty where nothing does.
    """

    first: int
    last: int
    before: str
    behind: str


def speeches(texts: Sequence[str]) -> list[Speech]:
    """The quotations in the sentences of an article that are no part of one sentence, in order."""
    found = []
    for first, start, last, end in _spans(texts):
        before = texts[first][:start].strip()
        behind = texts[last][end:].strip()
        if not before and first and texts[first - 1].rstrip().endswith(":"):
            before = texts[first - 1].strip()
        if first < last or (before != texts[first][:start].strip() and not _LETTER.search(behind)):
            found.append(Speech(first, last, _speaker(before), _speaker(behind)))
    return found


def with_speaker(texts: Sequence[str], speech: Speech, index: int) -> str | None:
    """One sentence of a quotation, with marks and the words that say who speaks; None without such words."""
    said = texts[index].strip()
    if index == speech.first:
        said = said.removeprefix(speech.before)
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
    return f"{speech.before} “{said}”" if speech.before else None


def _spans(texts: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Sentence and place of each opening mark, and sentence and end of the closing one that belongs to it."""
    opened: tuple[int, int, str] | None = None
    for index, text in enumerate(texts):
        if opened and index - opened[0] >= _MOST:
            opened = None
        depth = 1
        for match in _MARK.finditer(text):
            mark, place = match[0], match.start()
            before = text[:place].rstrip()
            if opened is None:
                if mark not in _CLOSING:
                    opened, depth = (index, place, mark), 1
            elif mark in _OPENING:
                depth += bool(before)  # each paragraph of a long quotation begins with a mark of its own
            elif mark == '"' and not before:
                opened, depth = (index, place, mark), 1  # the one before was never closed
            else:
                depth -= 1
                if depth == 0:
                    yield (*opened[:2], index, match.end())
                    opened = None
        if opened and opened[0] == index and text[: opened[1]].strip()[-1:] not in {"", ":"}:
            opened = None  # a word in quotation marks of which one is missing


def _speaker(words_beside: str) -> str:
    """Words before or behind a quotation, where they say who speaks."""
    told = words_beside.strip()
    return told if _LETTER.search(told) and (told.endswith(":") or _says().search(told)) else ""


@cache
def _says() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(words('vi', 'sentences', 'speech'))})(?!\w)")
