"""The words of a text, for looking names up, and the findings of names."""

import re
from collections.abc import Sequence

from summarizer.report import Finding, Severity
from summarizer.text.countries import country_of
from summarizer.text.glossary import TermMatch
from summarizer.text.known_names import english_of
from summarizer.text.names import bare, is_syllable, similarity

WORD = re.compile(r"[^\W_]+")
_HYPHENED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
# Alike enough for a spelling of the same name: Kamof, Kamov.
_ALIKE = 0.6


class Words:
    """The words of a text, bare.

    `bends` leaves out what only looks like a name's beginning: a Vietnamese text's lower-case syllables
    (chính is no China).
    """

    def __init__(self, text: str, *, vietnamese: bool = False) -> None:
        words = [*WORD.findall(text), *_HYPHENED.findall(text)]
        self.all = frozenset(map(bare, words))
        bends = [word for word in words if not (vietnamese and word.islower() and is_syllable(word))]
        self.bends = tuple(dict.fromkeys(map(bare, bends)))
        self.joined = "".join(map(bare, words))

    def any_in(self, other: "Words") -> bool:
        """Whether any word of three letters or more is in another text, bent or not."""
        return any(other.has(word) for word in self.all if len(word) > 2)

    def has(self, name: str) -> bool:
        """Whether a bare name is there as it is, within a word, bent (Peru, Peruvian) or spelt alike.

        A name that another may be but for a letter is no spelling of that one: a Vietnamese syllable is only
        looked for within longer words (Nẵng, Danang), and a country not among the forms of others.
        """
        if name in self.all:
            return True
        if len(name) < 4:
            return False
        words, joined = self.bends, self.joined
        own = country_of(name)
        if own is not None:
            words = tuple(word for word in words if country_of(word) in {None, own})
            joined = "".join(words)
        elif is_syllable(name):
            words = tuple(word for word in words if not is_syllable(word))
            joined = " ".join(words)
        return name in joined or any(
            name[:4] == word[:4] or similarity(name, word) >= _ALIKE for word in words
        )

    @property
    def countries(self) -> frozenset[str]:
        """The countries whose English names are there in any form."""
        pairs = (pair for pair in ("unitedstates", "unitedkingdom") if pair in self.joined)
        return frozenset(code for word in (*self.all, *pairs) if (code := country_of(word)) is not None)


def explained_by(source: str, terms: Sequence[TermMatch]) -> Words:
    """The English of the source's terms and places."""
    forms = [form for match in terms for form in match.term.accepted]
    forms += english_of(source)
    return Words(" ".join(forms))


def changed(name: str, other: str) -> Finding:
    """An error for a name that became another."""
    message = f"the article names “{name}”; the translation says “{other}”"
    return finding_of(message, expected=name, found=other)


def finding_of(
    message: str, severity: Severity = "error", *, expected: str | None = None, found: str | None = None
) -> Finding:
    """An error, unless said otherwise, of the kind `name`."""
    return Finding(kind="name", severity=severity, message=message, expected=expected, found=found)
