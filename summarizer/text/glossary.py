"""Finds the terms of a glossary in a text, with the English that they must have."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Self

from summarizer.config import GlossarySettings
from summarizer.errors import UsageError
from summarizer.resources import folder
from summarizer.text.glossary_files import Term, identity, read, words
from summarizer.text.term_matching import Line, TermMatch, introduces, stands

_BENDING = frozenset(("verb", "place"))
_KEPT = 4096  # texts whose matches are kept: a sentence under repair is asked for again


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
        self._matches = lru_cache(_KEPT)(self._find_matches)

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
        return [match for match in self.matches(text) if match.term.type != "word"]

    def matches(self, text: str) -> tuple[TermMatch, ...]:
        """The terms of `find` and the words of `suggested`, in order, none within another."""
        return self._matches(text)

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

    def _find_matches(self, text: str) -> tuple[TermMatch, ...]:
        return tuple(match for match in self.in_line(Line.of(text)) if match.term.type != "skip")

    def in_line(self, line: Line) -> list[TermMatch]:
        """The terms of a line, `skip` among them, and the words that none of these touches, in order."""
        found = list(self._scan(line, words=False))
        own = self._scan(line) if self._has_words else ()
        for more in (own, self._dictionary.in_line(line) if self._dictionary else ()):
            found += [
                one
                for one in more
                if one.term.type == "word"
                and all(one.end <= our.start or one.start >= our.end for our in found)
            ]
        return sorted(found, key=lambda match: match.start)

    def _scan(self, line: Line, *, words: bool = True) -> Iterator[TermMatch]:
        """The longest terms from left to right, `skip` among them; without `words` as if these were not."""
        index, previous = 0, None
        while index < len(line.words):
            match, count = self._longest(line, index, words=words)
            if match is not None:
                if previous is None or not introduces(line.text, previous, match):
                    yield match
                previous = match
            index += count

    def _longest(self, line: Line, index: int, *, words: bool) -> tuple[TermMatch | None, int]:
        """The longest term whose first word is `line.words[index]`, and how many words to go on by."""
        for count in self._lengths.get(line.words[index].folded, ()):
            span = line.words[index : index + count]
            for term in self._by_words.get(tuple(word.folded for word in span), ()):
                if (words or term.type != "word") and stands(term, line, index, count):
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
