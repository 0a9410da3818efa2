"""Proper names of the source survive in the output, and the output names nobody else."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from summarizer.document import Document
from summarizer.report import Finding, Severity
from summarizer.text.glossary import TermMatch
from summarizer.text.names import PLACES, Name, bare, find, folded, is_person, is_syllable, similarity
from summarizer.text.titles import is_common

_WORD = re.compile(r"[^\W_]+")
_HYPHENED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_PARTS = re.compile(r"['’.&-]")
# Alike enough for a spelling of the same name: Kamof, Kamov.
_ALIKE = 0.6
# Said again with these, a name may be left out.
_PRONOUN = re.compile(r"\b(?:he|she|it|they|his|her|its|their|him|them|who|this|these)\b", re.IGNORECASE)
_ADDRESSED = re.compile(r"(?:^|\s)(?:ông|bà|anh|chị|cô|em|chú|bác|cụ)\s$", re.IGNORECASE)
# What bodies' names begin with: common words, which are translated.
_HEADS = frozenset(
    (
        "Ban",
        "Bộ",
        "Chi",
        "Cục",
        "Đảng",
        "Đội",
        "Hội",
        "Khoa",
        "Nhà",
        "Phó",
        "Phòng",
        "Sở",
        "Tập",
        "Tòa",
        "Toà",
    )
    + ("Tổ", "Tổng", "Trường", "Ủy", "Uỷ", "Viện", "Vụ")
)
# English for places of Vietnam begins so, and a translator may add `Vietnam` to what a Vietnamese need not say.
_HOME = (
    "Viet",
    "Hanoi",
    "Ha Noi",
    "Ho Chi Minh",
    "Saigon",
    "Da Nang",
    "Hue",
    "Mekong",
    "Red River",
    "Central",
)
_AT_HOME = frozenset(("vietnam", "vietnams", "vietnamese"))
# Abbreviations, in the plural as well: their English is no translation's business but a glossary's.
_SHOUTED = re.compile(r"(?:[A-Z]+\.?)+s?(?:['’]s)?|[A-Z]\w*-[A-Z]+")
# A people or a language, by its ending.
_PEOPLE = re.compile(r"(?:ese|ish|i?ans?|is)(?:['’]s)?$|-")
_TITLES = frozenset(
    "president minister mr mrs ms miss dr prof professor sir general major colonel captain lieutenant secretary"
    " chairman chairwoman director governor mayor senator judge king queen prince princess pope bishop ambassador"
    " chief commander officer doctor coach deputy vice prime former first".split()
)
_RANKS = (
    "hạ sĩ|trung sĩ|thượng sĩ|thiếu úy|trung úy|thượng úy|đại úy|thiếu tá|trung tá|thượng tá|đại tá|thiếu tướng"
    "|trung tướng|thượng tướng|đại tướng|chuẩn đô đốc|phó đô đốc|đô đốc"
)


class _Words:
    """The words of a text for looking names up, bare.

    `bends` leaves out what only looks like a name's beginning: a Vietnamese text's lower-case syllables
    (chính is no China).
    """

    def __init__(self, text: str, *, vietnamese: bool = False) -> None:
        words = [*_WORD.findall(text), *_HYPHENED.findall(text)]
        self.all = frozenset(map(bare, words))
        bends = [word for word in words if not (vietnamese and word.islower() and is_syllable(word))]
        self.bends = frozenset(map(bare, bends))
        self.heads = frozenset(word[:4] for word in self.bends if len(word) > 3)
        self.joined = "".join(map(bare, words))

    def any_in(self, other: "_Words") -> bool:
        """Whether any word of three letters or more is in another text, bent or not."""
        return any(other.has(word) for word in self.all if len(word) > 2)

    def has(self, name: str) -> bool:
        """Whether a bare name is there as it is, within a word, bent (Peru, Peruvian) or spelt alike."""
        if name in self.joined if len(name) > 3 else name in self.all:
            return True
        if len(name) < 4:
            return False
        return name[:4] in self.heads or any(similarity(name, word) >= _ALIKE for word in self.bends)


@dataclass(frozen=True, slots=True)
class _Stranger:
    """A name of the output that nothing explains.

    `sure` where it can be no common word with a capital; `beside` are the other names of its run.
    """

    text: str
    sure: bool
    beside: frozenset[str]


@dataclass(slots=True)
class _Losses:
    """Names of the source that are not in the output: for certain, in part, or only if another is there."""

    whole: list[str] = field(default_factory=list)
    part: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    perhaps: list[str] = field(default_factory=list)
    excuses: int = 0


def check(source: str, output: str, terms: Sequence[TermMatch] = ()) -> Iterator[Finding]:
    """Errors for names that were lost, changed or made up in a translation from Vietnamese.

    Names in Latin letters that are no Vietnamese syllables must come through, and so must Vietnamese names,
    marks aside. Where the sentence is about another country, a Vietnamese name may have an English one that
    no list knows (Lâm Châu, Linzhou): there, such a name excuses one unknown name in the output. What a term
    covers is explained by it. A name that is lost where the output says `he` or `it` is a warning, and so is
    an unknown word with a capital that may be a common one.
    """
    losses = _losses(source, _Words(output), terms)
    new = _strangers(output, _Words(source, vietnamese=True), _accepted(source, terms))
    replaced = _PRONOUN.search(output) is not None
    for name in losses.whole:
        if new:
            yield _changed(name, new.pop(0))
        else:
            yield _finding(
                f"the article names “{name}”; the translation does not",
                "warning" if replaced else "error",
                expected=name,
            )
    for name, kept in losses.part:
        other = next((stranger for stranger in new if stranger.beside & kept), None)
        if other is not None:
            new.remove(other)
            yield _changed(name, other)
    del new[: losses.excuses]
    for name, other in zip(losses.perhaps, new, strict=False):
        yield _changed(name, other)
    for other in new[len(losses.perhaps) :]:
        if bare(other.text) not in _AT_HOME:
            yield _finding(
                f"the translation names “{other.text}”; the article does not",
                "error" if other.sure else "warning",
                found=other.text,
            )


def _losses(source: str, said: _Words, terms: Sequence[TermMatch]) -> _Losses:
    names = find(source)
    places = [match for match in terms if match.term.type == "place"]
    abroad = any(not match.term.english.startswith(_HOME) for match in places)
    abroad = abroad or any(_verbatim(name) or "-" in name.text for name in names)
    losses = _Losses()
    losses.perhaps += [m.term.source for m in places if not _Words(" ".join(accepted(m))).any_in(said)]
    free = [name for name in names if not any(m.start <= name.start < m.end for m in terms)]
    for _, group in groupby(free, key=lambda name: name.run):
        run = list(group)
        kept = frozenset(name.bare for name in run if said.has(name.bare))
        text = " ".join(name.text for name in run)
        if all(name.bare in kept for name in run) or any(name.text in PLACES for name in run):
            continue
        if len(run) > 1 and "".join(name.bare[:1] for name in run) in said.all:
            continue  # Los Angeles: LA
        if kept:
            losses.part.append((text, kept))
        elif any(_verbatim(name) for name in run) or is_person(run):
            losses.whole.append(text)
        elif len(run) == 1 and _ADDRESSED.search(source[: run[0].start]):
            losses.perhaps.append(text)
        elif "-" in text or (len(run) > 1 and run[0].text not in _HEADS):
            if abroad:
                losses.excuses += 1
            else:
                losses.perhaps.append(text)
    return losses


def _strangers(output: str, *known: _Words) -> list[_Stranger]:
    """Names of the output, side by side as one, that nothing known explains."""
    strangers = []
    for _, group in groupby(find(output), key=lambda name: name.run):
        run = list(group)
        strange = [
            name
            for name in run
            if not (name.opens or name.text.isupper() or _SHOUTED.fullmatch(name.text))
            and _strange(name, *known)
        ]
        if strange:
            beside = frozenset(name.bare for name in run if name not in strange)
            sure = not any(is_common(word) and word not in _TITLES for word in beside)
            sure = sure and not _PEOPLE.search(strange[0].text)
            strangers.append(_Stranger(" ".join(name.text for name in strange), sure, beside))
    return strangers


def _accepted(source: str, terms: Sequence[TermMatch]) -> _Words:
    """The English of the source's terms and places."""
    forms = [form for match in terms for form in accepted(match)]
    return _Words(" ".join(forms + [PLACES[word] for word in _WORD.findall(source) if word in PLACES]))


def accepted(match: TermMatch) -> tuple[str, ...]:
    """Every English form of a term that is right, the preferred one first."""
    return (match.term.english, *match.term.variants)


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
            yield _finding(f"the summary names “{text}”; the article does not", found=text)
            continue
        person = _tail_person(run)
        if not person:
            continue
        text = " ".join(name.text for name in person)
        as_words = " ".join(folded(word) for word in _WORD.findall(text))
        if f" {as_words} " not in line:
            yield _finding(f"the summary names “{text}”; the article has no such name", found=text)
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
        yield _finding(
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


def _changed(name: str, other: _Stranger) -> Finding:
    message = f"the article names “{name}”; the translation says “{other.text}”"
    return _finding(message, expected=name, found=other.text)


def _finding(
    message: str, severity: Severity = "error", *, expected: str | None = None, found: str | None = None
) -> Finding:
    return Finding(kind="name", severity=severity, message=message, expected=expected, found=found)
