"""Finds the terms of a glossary in a text, with the English that they must have."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Self

from summarizer.config import GlossarySettings
from summarizer.errors import UsageError
from summarizer.resources import folder
from summarizer.text import languages, names
from summarizer.text.glossary_files import WORD, Term, fold_word, identity, read, words

__all__ = ["Glossary", "Term", "TermMatch", "suggestion"]

# What may stand between two words of a term, by what stands there in the glossary.
_GAPS = {" ": " ", ",": " ,-", "-": " ,-", ".": " ."}
_BENDING = frozenset(("verb", "place"))
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
class _Word:
    """A word of a text, as it is compared and where it stands."""

    folded: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A term made ready for comparing: the gaps after each word but the last."""

    term: Term
    forms: tuple[str, ...]
    gaps: tuple[str, ...]


class Glossary:
    """Terms that are found by their words, the longest first at each place.

    `dictionary` has words that are only suggested, and what shields them; no term gives way to them.
    """

    def __init__(self, terms: Iterable[Term], dictionary: "Glossary | None" = None) -> None:
        # A word that is only suggested never takes the place of a term that is checked.
        effective: dict[tuple[str, ...], dict[tuple[bool, tuple[str, ...]], Term]] = {}
        for term in terms:
            alike = effective.setdefault(words(term.source), {})
            if term.type == "skip":
                alike.clear()
            own = (term.type == "word", identity(term))
            alike.pop(own, None)
            alike[own] = term
        self.terms: tuple[Term, ...] = tuple(term for alike in effective.values() for term in alike.values())
        self._dictionary = dictionary
        self._has_words = any(term.type == "word" for term in self.terms)
        # The latest first: where two fit the same words, it wins.
        self._by_words = {key: tuple(reversed(alike.values())) for key, alike in effective.items()}
        lengths: dict[str, set[int]] = {}
        for key in effective:
            lengths.setdefault(key[0], set()).add(len(key))
        self._lengths = {first: sorted(counts, reverse=True) for first, counts in lengths.items()}

    @classmethod
    def empty(cls) -> Self:
        """A glossary without a term."""
        return cls(())

    @classmethod
    def load(cls, settings: GlossarySettings, dictionary: Path | None = None) -> Self:
        """The shipped terms, unless switched off, then those of the settings' files; later ones win.

        `dictionary` is a file of words that a model may not know; it counts to what is shipped.

        Raises:
            UsageError: a file cannot be read, or one of its rows is faulty.
        """
        shipped = sorted((folder("configs") / "glossaries").glob("*.tsv")) if settings.shipped else []
        suggested = cls(_terms(dictionary)) if dictionary and settings.shipped else None
        return cls((term for path in (*shipped, *settings.files) for term in _terms(path)), suggested)

    @property
    def signature(self) -> str:
        """Twelve hexadecimal digits of the terms in force, whatever files and order they came in."""
        terms = (*self.terms, *(self._dictionary.terms if self._dictionary else ()))
        rows = sorted([term.source, term.english, *sorted(term.variants), term.type] for term in terms)
        return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()[:12]

    def find(self, text: str) -> list[TermMatch]:
        """The terms that occur in an NFC text, in order, none within another; not what is only suggested.

        From left to right, at each word the longest term wins. Case and the place of tone marks are folded;
        abbreviations must stand as written, and places keep their capitals.
        """
        return [match for match in self._scan(text, words=False) if match.term.type != "skip"]

    def matches(self, text: str) -> list[TermMatch]:
        """The terms of `find` and the words of `suggested`, in order, none within another."""
        found = list(self._scan(text, words=False))
        own = [one for one in self._scan(text) if one.term.type == "word"] if self._has_words else []
        for more in (own, self._dictionary.suggested(text) if self._dictionary else []):
            found += [
                one for one in more if all(one.end <= our.start or one.start >= our.end for our in found)
            ]
        told = (match for match in found if match.term.type != "skip")
        return sorted(told, key=lambda match: match.start)

    def suggested(self, text: str) -> list[TermMatch]:
        """The words in a text whose English is only suggested: the dictionary's, where no term stands."""
        return [match for match in self.matches(text) if match.term.type == "word"]

    def inline(self, text: str) -> str:
        """The text with the English of each term in braces after it, at each place it stands.

        Verbs and places are left alone: a model copies what stands in braces letter by letter, but their
        English bends (prosecute, prosecuted; Russia, Russian). An abbreviation gives way to its English: a
        small model that sees it keeps it. A word has all of its English there, with a question mark: the
        model may choose among it, bend it, or know better.
        """

        def annotate(term: Term, source: str) -> str:
            if term.type == "word":
                return f"{source} {suggestion(term)}"
            return term.english if term.type == "abbr" else f"{source} {{{term.english}}}"

        return _annotated(text, self.matches(text), annotate)

    def replaced(self, text: str) -> str:
        """The text with each term's English in its place, verbs and places left alone."""
        return _annotated(text, self.find(text), lambda term, _: term.english)

    def _scan(self, text: str, *, words: bool = True) -> Iterator[TermMatch]:
        """The longest terms from left to right, `skip` among them; without `words` as if these were not."""
        found = [(match[0], match.start(), match.end()) for match in WORD.finditer(text)]
        folded = {word: fold_word(word) for word in {word for word, _, _ in found}}
        line = [_Word(folded[word], start, end) for word, start, end in found]
        index, previous = 0, None
        while index < len(line):
            match, count = self._longest(text, line, index, words=words)
            if match is not None:
                if not _introduces(text, previous, match):
                    yield match
                previous = match
            index += count

    def _longest(
        self, text: str, line: Sequence[_Word], index: int, *, words: bool
    ) -> tuple[TermMatch | None, int]:
        """The longest term whose first word is `line[index]`, and how many words to go on by."""
        for count in self._lengths.get(line[index].folded, ()):
            span = line[index : index + count]
            for term in self._by_words.get(tuple(word.folded for word in span), ()):
                told = words or term.type != "word"
                if told and _fits(_pattern(term), text, span) and _stands_alone(term, text, line, index):
                    return TermMatch(term, span[0].start, span[-1].end), count
        return None, 1


def suggestion(term: Term) -> str:
    """How a model is told a word that is only suggested: `{wasp; hornet?}`."""
    return f"{{{'; '.join(term.accepted)}?}}"


def _annotated(text: str, matches: Iterable[TermMatch], annotate: Callable[[Term, str], str]) -> str:
    """The text with something else in the place of each term that a model is told."""
    pieces, done = [], 0
    for match in matches:
        if match.term.type not in _BENDING:
            pieces += [text[done : match.start], annotate(match.term, text[match.start : match.end])]
            done = match.end
    return "".join([*pieces, text[done:]])


def _terms(path: Path) -> list[Term]:
    """The terms of a file, all good."""
    rows, problems = read(path)
    if problems:
        first, more = problems[0], len(problems) - 1
        rest = f" (and {more} more: summarizer glossary check {path})" if more else ""
        raise UsageError(f"{path}:{first.line}: {first.message}{rest}")
    return [row.term for row in rows]


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


def _fits(pattern: _Pattern, text: str, span: Sequence[_Word]) -> bool:
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


def _stands_alone(term: Term, text: str, line: Sequence[_Word], index: int) -> bool:
    """Not the BCA of `03/CT-BCA`, not the Quốc Hội of `Vũ Quốc Hội`, not the paint (sơn) of `anh Sơn`."""
    count = len(words(term.source))
    start, end = line[index].start, line[index + count - 1].end
    if term.type not in {"abbr", "media"} and _within_a_person(term, text, start, end):
        return False
    if term.type == "word":
        return not _like_a_name(text, line, index, count)
    if term.type == "abbr":
        return not re.search(r"\w[/-]$", text[max(0, start - 2) : start]) and not re.match(
            r"[/-]\w", text[end : end + 2]
        )
    if term.type != "place" or count > 1:
        return True
    before = line[index - 1] if index and text[line[index - 1].end : start] == " " else None
    after = line[index + 1] if index + 1 < len(line) and text[end : line[index + 1].start] == " " else None
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


def _like_a_name(text: str, line: Sequence[_Word], index: int, count: int) -> bool:
    """Whether `count` words from `line[index]` are written as a name is, with a capital that is no opening's.

    Where a sentence opens every word has a capital: there a single one is a name if the next has one.
    """
    first, last = line[index], line[index + count - 1]
    if not text[first.start].isupper() or text.isupper():
        return False
    if index and text[line[index - 1].end : first.start].isspace():
        return count < _SURE
    if count > 1:
        return text[last.start].isupper()
    follows = line[index + 1] if index + 1 < len(line) else None
    return follows is not None and text[follows.start].isupper()


@cache
def _before_a_person() -> frozenset[str]:
    """Words that tell a person from a country of one syllable: `chị Nga`, `anh Đức`."""
    return frozenset(map(fold_word, languages.words("vi", "persons", "title", "relative")))


def _introduces(text: str, long: TermMatch | None, short: TermMatch) -> bool:
    """Whether an abbreviation is but introduced after its long form: `Công an nhân dân (CAND)`."""
    if long is None or short.term.type != "abbr" or text[long.end : short.start] != " (":
        return False
    return text[short.end : short.end + 1] == ")" and not _alike(long.term).isdisjoint(_alike(short.term))


def _alike(term: Term) -> set[str]:
    return set(map(str.casefold, term.accepted))
