"""The words of a text, for looking names up in them."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from summarizer.text.countries import country_of
from summarizer.text.known_names import english_of
from summarizer.text.names import bare, is_syllable
from summarizer.text.term_matching import TermMatch

WORD = re.compile(r"[^\W_]+")
_HYPHENED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
# Alike enough for a spelling of the same name: Kamof, Kamov.
_ALIKE = 0.6
_PAIRS = ("unitedstates", "unitedkingdom")


class Words:
    """The words of a text, bare.

    In a `vietnamese` text, lower-case syllables only look like a name's beginning (chính is no China): they
    are no spelling of a name.
    """

    def __init__(self, text: str, *, vietnamese: bool = False) -> None:
        self._words = WORD.findall(text)
        if "-" in text:
            self._words += _HYPHENED.findall(text)
        self._vietnamese = vietnamese
        self._found: dict[str, bool] = {}
        self.all = frozenset(map(bare, self._words))

    @cached_property
    def joined(self) -> str:
        """All letters and digits of the text in a row, then those of its hyphened words again."""
        return "".join(map(bare, self._words))

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries whose English names are there in any form."""
        pairs = (country_of(pair) for pair in _PAIRS if pair in self.joined)
        return frozenset((*self._countries_of.values(), *filter(None, pairs)))

    def has_any(self, names: Sequence[str]) -> bool:
        """Whether any of some bare names of three letters or more is there: see `has`."""
        return any(self.has(name) for name in names if len(name) > 2)

    def has(self, name: str) -> bool:
        """Whether a bare name is there as it is, within a word, bent (Peru, Peruvian) or spelt alike.

        A name that another may be but for a letter is no spelling of that one: a Vietnamese syllable is only
        looked for within longer words (Nẵng, Danang), and a country not among the forms of others.
        """
        if name in self.all:
            return True
        if len(name) < 4:
            return False
        if name not in self._found:
            self._found[name] = self._has_form(name)
        return self._found[name]

    def _has_form(self, name: str) -> bool:
        words, joined = self._forms, self.joined
        own = country_of(name)
        if own is not None:
            words = tuple(word for word in words if self._countries_of.get(word, own) == own)
            joined = "".join(words)
        elif is_syllable(name):
            words, joined = self._longer, " ".join(self._longer)
        beginning = name[:4]
        return name in joined or any(word.startswith(beginning) for word in words) or _is_alike(name, words)

    @cached_property
    def _forms(self) -> tuple[str, ...]:
        """The words that may be a name or a form of one."""
        words: Iterable[str] = self._words
        if self._vietnamese:
            words = (word for word in words if not (word.islower() and is_syllable(word)))
        return tuple(dict.fromkeys(map(bare, words)))

    @cached_property
    def _longer(self) -> tuple[str, ...]:
        """Those of the forms that are no Vietnamese syllable."""
        return tuple(word for word in self._forms if not is_syllable(word))

    @cached_property
    def _countries_of(self) -> dict[str, str]:
        """The words that are of a country, with its code."""
        return {word: code for word in self.all if (code := country_of(word)) is not None}


def similarity(one: str, other: str) -> float:
    """How alike two bare words are, 0 to 1: 1 less the edits over the longer's letters (Levenshtein 1966).

    Words of which one is more than twice as long as the other are not alike at all.
    """
    if 2 * min(len(one), len(other)) < max(len(one), len(other)):
        return 0.0
    return Levenshtein.normalized_similarity(one, other)


def _is_alike(name: str, words: Sequence[str]) -> bool:
    """Whether any of some words is so alike that it may be another spelling."""
    found = process.extractOne(
        name, words, scorer=Levenshtein.normalized_similarity, score_cutoff=_ALIKE - 1e-6
    )
    return found is not None


@lru_cache(maxsize=4096)
def bare_words(text: str) -> tuple[str, ...]:
    """The words of a name or a term, bare."""
    words = [*WORD.findall(text), *_HYPHENED.findall(text)]
    return tuple(dict.fromkeys(map(bare, words)))


def bare_line(text: str) -> str:
    """All words of a text, bare, with a space round each."""
    return f" {' '.join(map(bare, WORD.findall(text)))} "


def explained_by(source: str, terms: Sequence[TermMatch]) -> Words:
    """The English of a text's terms and places."""
    forms = [form for match in terms for form in match.term.accepted]
    forms += english_of(source)
    return Words(" ".join(forms))
