"""Proper names of the source survive in the output, and the output names nobody else."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from summarizer.document import Document
from summarizer.report import Finding
from summarizer.text.glossary import TermMatch
from summarizer.text.names import PLACES, Name, bare, find, folded, is_person, similarity
from summarizer.text.titles import is_common

_WORD = re.compile(r"[^\W_]+")
_PARTS = re.compile(r"['’.&-]")
# Alike enough for a spelling of the same name: Kamof, Kamov.
_ALIKE = 0.6
_RANKS = (
    "hạ sĩ|trung sĩ|thượng sĩ|thiếu úy|trung úy|thượng úy|đại úy|thiếu tá|trung tá|thượng tá|đại tá|thiếu tướng"
    "|trung tướng|thượng tướng|đại tướng|chuẩn đô đốc|phó đô đốc|đô đốc"
)


class _Words:
    """The words of a text for looking names up: bare, with their first letters, and all in one."""

    def __init__(self, text: str) -> None:
        words = [bare(word) for word in _WORD.findall(text)]
        self.all = frozenset(words)
        self.heads = frozenset(word[:4] for word in words if len(word) > 3)
        self.joined = "".join(words)

    def has(self, name: str) -> bool:
        """Whether a bare name is there as it is, within a word, bent (Peru, Peruvian) or spelt alike."""
        if name in self.joined if len(name) > 3 else name in self.all:
            return True
        if len(name) < 4:
            return False
        return name[:4] in self.heads or any(similarity(name, word) >= _ALIKE for word in self.all)


def check(source: str, output: str, terms: Sequence[TermMatch] = ()) -> Iterator[Finding]:
    """Errors for names that were lost, changed or made up in a translation from Vietnamese.

    Names in Latin letters that are no Vietnamese syllables must come through, and so must Vietnamese
    people's, marks aside. Other Vietnamese names may have an English one that no list knows (Bắc Kinh,
    Beijing): such a name in the source excuses one unknown name in the output. What a term covers is
    explained by it.
    """
    known = _Words(source)
    said = _Words(output)
    accepted = _Words(
        " ".join(form for match in terms for form in (match.term.english, *match.term.variants))
    )
    exonyms = _Words(" ".join(PLACES[word] for word in _WORD.findall(source) if word in PLACES))
    theirs = [name for name in find(source) if not any(m.start <= name.start < m.end for m in terms)]
    strangers = [
        name
        for name in find(output)
        if not name.opens and not name.text.isupper() and _strange(name, known, accepted, exonyms)
    ]
    excused = 0
    lost: list[str] = []
    for _, group in groupby(theirs, key=lambda name: name.run):
        run = list(group)
        missing = [name for name in run if not said.has(name.bare)]
        if not missing:
            continue
        if len(missing) < len(run):
            # A first name left out is fine; another in its place is not, and shows as a stranger.
            continue
        if any(_verbatim(name) for name in run):
            lost.append(" ".join(name.text for name in run))
        elif is_person(run):
            lost.append(" ".join(name.text for name in run))
        elif not (len(run) == 1 and run[0].opens):
            excused += 1
    runs = [list(group) for _, group in groupby(strangers, key=lambda name: name.run)]
    new = [" ".join(name.text for name in run) for run in runs]
    for name in lost:
        other = new.pop(0) if new else None
        said_so = f"; the translation says “{other}”" if other else "; the translation does not"
        yield _error(f"the article names “{name}”{said_so}", expected=name, found=other)
    for name in new[excused:]:
        yield _error(f"the translation names “{name}”; the article does not", found=name)


def check_summary(document: Document, sentence: str) -> Iterator[Finding]:
    """Errors for names of a Vietnamese summary's sentence that the article does not have as they stand.

    Marks count here. A person's name must stand in the article in one piece, and a rank before it must be
    one that the article gives that person.
    """
    words = [folded(word) for word in _WORD.findall(document.text)]
    known = frozenset(words)
    plain = frozenset(bare(word) for word in known)
    line = f" {' '.join(words)} "
    for _, group in groupby(find(sentence), key=lambda name: name.run):
        run = list(group)
        new = [name for name in run if not _known(name, known, plain)]
        if new:
            text = " ".join(name.text for name in new)
            yield _error(f"the summary names “{text}”; the article does not", found=text)
            continue
        person = _tail_person(run)
        if not person:
            continue
        text = " ".join(name.text for name in person)
        as_words = " ".join(folded(word) for word in _WORD.findall(text))
        if f" {as_words} " not in line:
            yield _error(f"the summary names “{text}”; the article has no such name", found=text)
            continue
        yield from _check_rank(sentence, text, as_words, line)


def _check_rank(sentence: str, text: str, as_words: str, line: str) -> Iterator[Finding]:
    ranks = "|".join(" ".join(folded(word) for word in rank.split()) for rank in _RANKS.split("|"))
    here = " ".join(folded(word) for word in _WORD.findall(sentence))
    mine = re.search(rf"(?<!\S)({ranks}) {re.escape(as_words)}(?!\S)", here)
    if mine is None:
        return
    given = set(re.findall(rf"(?<!\S)({ranks}) {re.escape(as_words)}(?!\S)", line))
    if given and mine[1] not in given:
        expected = next(rank for rank in _RANKS.split("|") if " ".join(map(folded, rank.split())) in given)
        found = next(rank for rank in _RANKS.split("|") if " ".join(map(folded, rank.split())) == mine[1])
        yield _error(
            f"the article says “{expected} {text}”; the summary says “{found} {text}”",
            expected=expected,
            found=found,
        )


def _strange(name: Name, *known: _Words) -> bool:
    """Whether any part of an English name is neither a common word nor in what is known."""
    for part in _PARTS.split(name.text):
        plain = bare(part)
        if len(plain) < 3 or not part[0].isupper() or is_common(plain):
            continue
        if not any(words.has(plain) for words in known):
            return True
    return False


def _verbatim(name: Name) -> bool:
    """Latin letters that no Vietnamese word has so: these are written alike in English."""
    return (
        not name.vietnamese
        and len(name.bare) > 2
        and not name.text.isupper()
        and name.text.isascii()
        and "-" not in name.text
    )


def _tail_person(run: Sequence[Name]) -> list[Name]:
    """The person at the end of a run of capitalised words: `Lương Tam Quang` of `Quốc hội Lương Tam Quang`."""
    for size in (4, 3, 2):
        if len(run) >= size and is_person(run[-size:]) and (len(run) == size or size > 2):
            return list(run[-size:])
    return []


def _known(name: Name, known: frozenset[str], plain: frozenset[str]) -> bool:
    parts = _WORD.findall(name.text)
    if name.opens and name.vietnamese:
        return True
    if all(folded(part) in known for part in parts):
        return True
    return not name.vietnamese and all(bare(part) in plain or len(part) < 2 for part in parts)


def _error(message: str, *, expected: str | None = None, found: str | None = None) -> Finding:
    return Finding(kind="name", severity="error", message=message, expected=expected, found=found)
