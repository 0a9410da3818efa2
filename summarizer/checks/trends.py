"""What a summary says rose did not fall in its article: tăng 15%, of giảm 15%."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.report import Finding
from summarizer.text.languages import words
from summarizer.text.sentences import split

# Not thắng and thua: of one match one side tells the one, the other side the other.
_OPPOSITE = {"tăng": "giảm", "giảm": "tăng", "lãi": "lỗ", "lỗ": "lãi"}
_MOVED = re.compile(
    rf"\b(?P<how>{'|'.join(_OPPOSITE)})\b(?! suất)(?: [^\W\d]+){{0,2}} "
    r"(?P<number>\d[\d.,]*(?: ?%| [^\W\d]+)?)(?![\w–/:-])",  # with its unit; no score, range or date
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d]+")
_TELLING = 3  # digits of a number without a unit that hardly stands twice in a text by chance


@dataclass(frozen=True, slots=True)
class _Move:
    """A number with what it did, where it stands, and the words that say of what, in one sentence."""

    how: str
    number: str
    place: int
    about: frozenset[str]


def check(article: Source, sentence: Output) -> Iterator[Finding]:
    """An error for a number that the article has behind the opposite word alone, of the same thing."""
    known = article.once(_moves)
    for move in _moves(sentence.text):
        if not _tells(move, sentence):
            continue
        there = [one for one in known if one.number == move.number]
        opposite = _OPPOSITE[move.how]
        if all(one.how != move.how for one in there) and any(
            one.how == opposite and one.about & move.about for one in there
        ):
            found, expected = f"{move.how} {move.number}", f"{opposite} {move.number}"
            message = f"the summary says {found}; the article says {expected}"
            yield finding("meaning", message, expected=expected, found=found)


def _tells(move: _Move, sentence: Output) -> bool:
    """Whether a number is one that two sentences hardly share by chance: with a unit, or a long one."""
    return sum(map(str.isdigit, move.number)) >= _TELLING or any(
        one.start <= move.place < one.end and (one.unit or one.sizes) for one in sentence.quantities
    )


def _moves(text: str) -> tuple[_Move, ...]:
    """The numbers of a text with the word for a move before them."""
    return tuple(_of_sentences(text))


def _of_sentences(text: str) -> Iterator[_Move]:
    for start, end in split(text):
        matches = list(_MOVED.finditer(text, start, end))
        if not matches:
            continue
        units = {word for match in matches for word in _words(match["number"])}
        about = _words(text[start:end]) - units - _OPPOSITE.keys() - words("vi", "function_words", "frequent")
        for match in matches:
            number = match["number"].rstrip(".,").casefold()
            yield _Move(match["how"].casefold(), number, match.start("number"), about)


def _words(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(text))
