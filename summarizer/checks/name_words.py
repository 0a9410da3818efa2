"""The words of a text, for looking names up, and the findings of names."""

import re
from collections.abc import Sequence

from summarizer.report import Finding, Severity
from summarizer.text.foreign_names import english_of
from summarizer.text.glossary import TermMatch
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
        self.bends = frozenset(map(bare, bends))
        self.heads = frozenset(word[:4] for word in self.bends if len(word) > 3)
        self.joined = "".join(map(bare, words))

    def any_in(self, other: "Words") -> bool:
        """Whether any word of three letters or more is in another text, bent or not."""
        return any(other.has(word) for word in self.all if len(word) > 2)

    def has(self, name: str) -> bool:
        """Whether a bare name is there as it is, within a word, bent (Peru, Peruvian) or spelt alike."""
        if name in self.joined if len(name) > 3 else name in self.all:
            return True
        if len(name) < 4:
            return False
        return name[:4] in self.heads or any(similarity(name, word) >= _ALIKE for word in self.bends)


def explained_by(source: str, terms: Sequence[TermMatch]) -> Words:
    """The English of the source's terms and places."""
    forms = [form for match in terms for form in match.term.accepted]
    forms += english_of(source)
    if "Hồ Chí Minh" in source:
        forms.append("Saigon HCMC")
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
