"""Whether a term of a glossary stands at a place of a text, by its words, gaps, capitals and neighbours."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Self

from summarizer.text import languages, names
from summarizer.text.glossary_files import WORD, Term, fold_word

# What may stand between two words of a term, by what stands there in the glossary.
_GAPS = {" ": " ", ",": " ,-", "-": " ,-", ".": " ."}
_NAME = 40  # characters before the end of a name where it may begin
_CAPITAL_BEFORE = re.compile(rf"(?<!\w){names.CAPITAL}\w* \Z")
_CAPITAL_AFTER = re.compile(f" {names.CAPITAL}")
_SURE = 3  # syllables of a word that no name begins with by chance


@dataclass(frozen=True, slots=True)
class TermMatch:
    """A term at `text[start:end]`."""

    term: Term
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, as it is compared and where it stands."""

    folded: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """A text with its words."""

    text: str
    words: tuple[Word, ...]

    @classmethod
    def of(cls, text: str) -> Self:
        """Find the words of an NFC text."""
        found = [(match[0], match.start(), match.end()) for match in WORD.finditer(text)]
        folded = {word: fold_word(word) for word in {word for word, _, _ in found}}
        return cls(text, tuple(Word(folded[word], start, end) for word, start, end in found))


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A term made ready for comparing: the gaps after each word but the last."""

    term: Term
    forms: tuple[str, ...]
    gaps: tuple[str, ...]


def stands(term: Term, line: Line, index: int, count: int) -> bool:
    """Whether a term stands at the words from `line.words[index]`, at most `count`, which are its own."""
    span = line.words[index : index + count]
    return _fits(_pattern(term), line.text, span) and _stands_alone(term, line, index, len(span))


def introduces(text: str, long: TermMatch, short: TermMatch) -> bool:
    """Whether an abbreviation is but introduced after its long form: `Công an nhân dân (CAND)`."""
    if short.term.type != "abbr" or text[long.end : short.start] != " (":
        return False
    return text[short.end : short.end + 1] == ")" and not _alike(long.term).isdisjoint(_alike(short.term))


def _alike(term: Term) -> set[str]:
    return set(map(str.casefold, term.accepted))


@cache  # made when a text may have the term: of a dictionary's words few are ever met
def _pattern(term: Term) -> _Pattern:
    found = list(WORD.finditer(term.source))
    gaps = (term.source[a.end() : b.start()] for a, b in pairwise(found))
    return _Pattern(term, tuple(match[0] for match in found), tuple(map(_gap, gaps)))


def _gap(between: str) -> str:
    """Spaces as one space, a mark with or without spaces as the mark, anything else as a line end."""
    mark = between.strip(" \t\xa0")
    if not mark:
        return " "
    return "-" if mark in "-–—" else mark if mark in ",." else "\n"


def _fits(pattern: _Pattern, text: str, span: Sequence[Word]) -> bool:
    """Whether gaps and capitals are right where the words are."""
    for gap, a, b in zip(pattern.gaps, span, span[1:], strict=False):
        if _gap(text[a.end : b.start]) not in _GAPS.get(gap, gap):
            return False
    kind = pattern.term.type
    if kind not in {"abbr", "place", "media"}:
        return True
    for form, word in zip(pattern.forms, span, strict=True):
        for ours, theirs in zip(form, text[word.start : word.end], strict=False):
            if ours.isupper() != theirs.isupper() and (kind == "abbr" or ours.isupper()):
                return False
    return True


def _stands_alone(term: Term, line: Line, index: int, count: int) -> bool:
    """Not the BCA of `03/CT-BCA`, not the Quốc Hội of `Vũ Quốc Hội`, not the paint (sơn) of `anh Sơn`."""
    text, words = line.text, line.words
    start, end = words[index].start, words[index + count - 1].end
    if term.type not in {"abbr", "media"} and _within_a_person(term, text, start, end):
        return False
    if term.type == "word":
        return not _like_a_name(text, words, index, count)
    if term.type == "abbr":
        return not re.search(r"\w[/-]$", text[max(0, start - 2) : start]) and not re.match(
            r"[/-]\w", text[end : end + 2]
        )
    if term.type != "place" or count > 1:
        return True
    before = words[index - 1] if index and text[words[index - 1].end : start] == " " else None
    after = words[index + 1] if index + 1 < len(words) and text[end : words[index + 1].start] == " " else None
    if before is not None and (text[before.start].isupper() or before.folded in _before_a_person()):
        return False
    return after is None or not text[after.start].isupper()


def _within_a_person(term: Term, text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is the end of a person's full name, each word of which has a capital.

    Where a sentence opens, a family name before a place may be another word: Mai (tomorrow) Hà Nội.
    """
    named = all(word[0].isupper() for word in text[start:end].split())
    if not named or not _CAPITAL_BEFORE.search(text, max(0, start - 9), start) or text.isupper():
        return False
    before = names.find(text[max(0, start - _NAME) : end])
    run = names.without_opener([name for name in before if name.run == before[-1].run])
    opens = run[0].opens and term.type == "place"
    return names.is_person(run) and not opens and not _CAPITAL_AFTER.match(text, end)


def _like_a_name(text: str, words: Sequence[Word], index: int, count: int) -> bool:
    """Whether `count` words from `words[index]` are written as a name, with a capital that is no opening's.

    Where a sentence opens every word has a capital: there a single one is a name if the next has one.
    """
    first, last = words[index], words[index + count - 1]
    if not text[first.start].isupper() or text.isupper():
        return False
    if index and text[words[index - 1].end : first.start].isspace():
        return count < _SURE
    if count > 1:
        return text[last.start].isupper()
    follows = words[index + 1] if index + 1 < len(words) else None
    return follows is not None and text[follows.start].isupper()


@cache
def _before_a_person() -> frozenset[str]:
    """Words that tell a person from a country of one syllable: `chị Nga`, `anh Đức`."""
    return frozenset(map(fold_word, languages.words("vi", "persons", "title", "relative")))
