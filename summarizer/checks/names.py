"""Proper names of the source survive in the output, and the output names nobody else."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from summarizer.checks.name_habits import (
    abbreviated,
    is_year,
    said_otherwise,
    stands_in,
    unglued,
)
from summarizer.report import Finding, Severity
from summarizer.text.chinese import readings, readings_within
from summarizer.text.glossary import TermMatch
from summarizer.text.names import Name, bare, find, is_person, is_syllable, similarity, without_opener
from summarizer.text.names import words as listed
from summarizer.text.places import FAMED, HOME, PLACES, english_of
from summarizer.text.titles import is_common

_WORD = re.compile(r"[^\W_]+")
_HYPHENED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_PARTS = re.compile(r"['’.&-]")
# Alike enough for a spelling of the same name: Kamof, Kamov.
_ALIKE = 0.6
_ADDRESSED = re.compile(r"(?:^|\s)(?:ông|bà|anh|chị|cô|em|chú|bác|cụ)\s$", re.IGNORECASE)
# What bodies' names begin with: common words, which are translated.
_HEADS = listed("Ban Bộ Chi Cục Đảng Đội Hội Khoa Nhà Phó Phòng Sở Tập Tòa Toà Tổ Tổng Trường Ủy Uỷ Viện Vụ")
# English for places of Vietnam begins so; `Vietnam` itself may be added to what a Vietnamese need not say.
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
# After a sentence's first word, these show that somebody's name opens it.
_ACTS = re.compile(
    r" (?:said|says|told|tells|added|admitted|announced|asked|claimed|has|had|was|who|whose|also|came|went"
    r"|died|became|owns|lives|lived|won|lost|scored|wrote|met|made|took|and [A-Z])\b|,? (?:aged )?\d\d,"
)
# A people or a language, by its ending.
_PEOPLE = re.compile(r"(?:ese|ish|[ei]ans?|icans?)(?:['’]s)?$|-")
_TITLES = listed(
    "president minister mr mrs ms miss dr prof professor sir general major colonel captain lieutenant"
    " secretary chairman chairwoman director governor mayor senator judge king queen prince princess pope"
    " bishop ambassador chief commander officer doctor coach deputy vice prime former first"
)
# Chinese, as it is spelt in English: syllables that end in a vowel, n, ng or r.
_PINYIN = re.compile(r"(?:[bpmfdtnlgkhjqxzcsrwy]?h?[aeiouü]{1,4}(?:ng?|r)?(?![aeiou]))+")
_CONSONANTS = str.maketrans(
    {"p": "f", "v": "f", "w": "f", "x": "s", "z": "s", "c": "k", "q": "k", "d": "t", "g": "k"}
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

    `sure` where it is no part of a title and no common word; `beside` are the other words of its run.
    """

    text: str
    sure: bool
    beside: frozenset[str]


@dataclass(slots=True)
class _Losses:
    """Names of the source that are not in the output: for certain, in part, or only if another is there.

    `excuses` are names of foreigners in Vietnamese letters, whose English cannot be told.
    """

    whole: list[str] = field(default_factory=list)
    part: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    perhaps: list[str] = field(default_factory=list)
    excuses: list[str] = field(default_factory=list)


def check(source: str, output: str, terms: Sequence[TermMatch] = ()) -> Iterator[Finding]:
    """Errors for names that were lost, changed or made up in a translation from Vietnamese.

    Names in Latin letters that are no Vietnamese syllables must come through, and so must Vietnamese names,
    marks aside. Where the sentence is about another country, a Vietnamese name may have an English one that
    no list knows (Lâm Châu, Linzhou): there, such a name excuses one unknown name in the output. What a term
    covers is explained by it. A name that is lost where the output says `he` or `it` is a warning, and so is
    a new word for a people.
    """
    output = unglued(output)
    names = find(source)
    losses = _losses(source, names, output, terms)
    known = _accepted(source, terms)
    new = [
        stranger
        for stranger in _strangers(output, _Words(source, vietnamese=True), known)
        if not _is_reading(stranger.text, names)
    ]
    replaced = stands_in(output)
    if not losses.excuses:
        yield from _made_up(source, names, output, new, known)
    for name in losses.whole:
        if new:
            yield _changed(name, new.pop(0).text)
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
            yield _changed(name, other.text)
        else:
            yield from _respelt(name, kept, output, names, known)
    for name in losses.excuses:
        excused = next((stranger for stranger in new if _may_be(name, stranger.text)), None)
        if excused is not None:
            new.remove(excused)
    places = {match.term.source for match in terms}
    for name, other in zip(losses.perhaps, new, strict=False):
        if name in places or bare(other.text) not in _AT_HOME:
            yield _changed(name, other.text)
    for other in new[len(losses.perhaps) :]:
        if bare(other.text) not in _AT_HOME:
            yield _finding(
                f"the translation names “{other.text}”; the article does not",
                "error" if other.sure else "warning",
                found=other.text,
            )


def all_kept(source: str, output: str, terms: Sequence[TermMatch] = ()) -> bool:
    """Whether every name of the source is in the output, as far as can be told."""
    losses = _losses(source, find(source), output, terms)
    return not (losses.whole or losses.part or losses.perhaps or losses.excuses)


def _made_up(
    source: str, names: Sequence[Name], output: str, new: Sequence[_Stranger], known: _Words
) -> Iterator[Finding]:
    """An error for each Vietnamese name in the output whose syllables the source has nowhere side by side.

    Each syllable may well be in the source, within another word: `đồng` and `Đà Nẵng` make no `Dong Da`.
    """
    line = f" {' '.join(map(bare, _WORD.findall(source)))} "
    capital = {name.bare for name in names}
    told = " ".join(stranger.text for stranger in new)
    for _, group in groupby(find(output), key=lambda name: name.run):
        run = [name for name in group if not is_common(name.bare) or name.bare in capital]
        bares = [bare(re.sub(r"['’]s$", "", name.text)) for name in run]
        if len(run) < 2 or not all(map(is_syllable, bares)) or any(name.text.isupper() for name in run):
            continue
        if f" {' '.join(bares)} " in line or set(bares) <= capital | known.all:
            continue
        name = " ".join(one.text for one in run)
        if name not in told and "".join(bares) not in known.joined:
            yield _finding(f"the translation names “{name}”; the article does not", found=name)


def _losses(source: str, names: Sequence[Name], output: str, terms: Sequence[TermMatch]) -> _Losses:
    said = _Words(output)
    places = [match for match in terms if match.term.type == "place"]
    abroad = any(not match.term.english.startswith(_HOME) for match in places)
    abroad = abroad or any(_verbatim(name) or "-" in name.text for name in names)
    losses = _Losses()
    losses.perhaps += [
        m.term.source
        for m in places
        if not _Words(" ".join(accepted(m))).any_in(said)
        and not any(abbreviated(form, output) for form in accepted(m))
    ]
    free = [name for name in names if not any(m.start <= name.start < m.end for m in terms)]
    for _, group in groupby(free, key=lambda name: name.run):
        run = without_opener(list(group))
        text = " ".join(name.text for name in run)
        person = is_person(run)
        kept = frozenset(
            name.bare for name in run if (name.bare in said.all if person else said.has(name.bare))
        )
        if all(name.bare in kept for name in run) or _elsewhere(run, said) or is_year(text):
            continue
        if said_otherwise(text, output) or ((abroad or not person) and _is_read(run, output, said)):
            continue
        if len(run) > 1 and (
            "".join(name.bare[:1] for name in run) in said.all
            or "".join(name.bare for name in run) in said.all
        ):
            continue  # Los Angeles: LA; Sài Gòn: Saigon
        if text == "Hồ Chí Minh" and {"saigon", "hcmc", "hcm"} & said.all:
            continue
        if kept:
            losses.part.append((text, kept))
        elif any(_verbatim(name) for name in run) or person:
            losses.whole.append(text)
        elif text in HOME or (len(run) == 1 and _ADDRESSED.search(source[: run[0].start])):
            losses.perhaps.append(text)
        elif "-" in text or (len(run) > 1 and run[0].text not in _HEADS):
            (losses.excuses if abroad else losses.perhaps).append(text)
    return losses


def _is_read(run: Sequence[Name], output: str, said: _Words) -> bool:
    """Whether the output has a Chinese name as English spells it, the whole or the family name."""
    syllables = [name.text for name in run if name.vietnamese]
    if len(syllables) > 1 and any(reading in said.joined for reading in readings(syllables)):
        return True
    capital = {bare(word) for word in _WORD.findall(output) if word[0].isupper()} - {"he"}
    return not readings(syllables[:1]).isdisjoint(capital)


def _is_reading(text: str, names: Sequence[Name]) -> bool:
    """Whether new words of the output are how English spells a Chinese name of the source."""
    wanted = bare(re.sub(r"['’]s$", "", text))
    return any(
        wanted in readings_within([name.text for name in group])
        for _, group in groupby(names, key=lambda name: name.run)
    )


def _elsewhere(run: Sequence[Name], said: _Words) -> bool:
    """Whether a run has the name of another country, by which the output may well call it."""
    text = " ".join(name.text for name in run)
    if text in FAMED and _Words(FAMED[text]).any_in(said):
        return True
    forms = [PLACES[name.text] for name in run if name.text in PLACES]
    if not forms or is_person(run):
        return False
    return text not in HOME or _Words(" ".join(forms)).any_in(said)


def _respelt(
    name: str, kept: frozenset[str], output: str, names: Sequence[Name], known: _Words
) -> Iterator[Finding]:
    """An error where a Vietnamese name stands in the output with another syllable in it: Trang, Trong."""
    own = {one.bare for one in names}
    if not is_person(find(name)):
        return
    for _, group in groupby(find(output), key=lambda one: one.run):
        run = list(group)
        places = [place for place, one in enumerate(run) if one.bare in kept]
        if not places:
            continue
        for place, one in enumerate(run):
            within = places[0] < place < places[-1]
            plain = bare(re.sub(r"['’]s$", "", one.text))
            if (
                len(plain) > 1
                and plain not in own
                and is_syllable(plain)
                and (within or not is_common(plain))
                and plain not in known.all
            ):
                yield _changed(name, one.text)
                return


def _may_be(name: str, other: str) -> bool:
    """Whether an English name may be the foreigner's that Vietnamese letters give: by sound, or Chinese."""
    if "-" not in name and all(_PINYIN.fullmatch(bare(word)) for word in re.split(r"[\s-]", other)):
        return True
    a, b = _skeleton(name), _skeleton(other)
    return a[:1] == b[:1] or similarity(a, b) >= 0.4


def _skeleton(name: str) -> str:
    plain = bare(name).replace("ph", "f")
    return re.sub(r"[aeiouyh]", "", plain[1:]).join((plain[:1], "")).translate(_CONSONANTS)


def _strangers(output: str, *known: _Words) -> list[_Stranger]:
    """Names of the output, side by side as one, that nothing known explains."""
    strangers = []
    for _, group in groupby(find(output), key=lambda name: name.run):
        run = list(group)
        strange = [
            name
            for name in run
            if not (name.text.isupper() or _SHOUTED.fullmatch(name.text)) and _strange(name, *known)
        ]
        if strange:
            beside = frozenset(name.bare for name in run if name not in strange)
            sure = any(not name.opens or _ACTS.match(output, name.end) for name in strange)
            sure = sure and not _PEOPLE.search(strange[0].text)
            strangers.append(_Stranger(" ".join(name.text for name in strange), sure, beside))
    return strangers


def _accepted(source: str, terms: Sequence[TermMatch]) -> _Words:
    """The English of the source's terms and places."""
    forms = [form for match in terms for form in accepted(match)]
    forms += english_of(source)
    if "Hồ Chí Minh" in source:
        forms.append("Saigon HCMC")
    return _Words(" ".join(forms))


def accepted(match: TermMatch) -> tuple[str, ...]:
    """Every English form of a term that is right, the preferred one first."""
    return (match.term.english, *match.term.variants)


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


def _changed(name: str, other: str) -> Finding:
    message = f"the article names “{name}”; the translation says “{other}”"
    return _finding(message, expected=name, found=other)


def _finding(
    message: str, severity: Severity = "error", *, expected: str | None = None, found: str | None = None
) -> Finding:
    return Finding(kind="name", severity=severity, message=message, expected=expected, found=found)
