"""New names: names of an English sentence that its Vietnamese does not explain."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer.checks.analysed import Output, Source
from summarizer.checks.names.words import Words, bare_line, similarity
from summarizer.text.chinese import readings_within
from summarizer.text.countries import country_of
from summarizer.text.english_words import is_common
from summarizer.text.names import Name, bare, find, is_person, is_syllable

_PARTS = re.compile(r"['’.&-]")
# Abbreviations, in the plural as well: their English is no translation's business but a glossary's.
_SHOUTED = re.compile(r"(?:[A-Z]\.?)+s?(?:['’]s)?|[A-Z]\w*-[A-Z]+")
# After a sentence's first word, these show that somebody's name opens it.
_ACTS = re.compile(
    r" (?:said|says|told|tells|added|admitted|announced|asked|claimed|has|had|was|who|whose|also|came|went"
    r"|died|became|owns|lives|lived|won|lost|scored|wrote|met|made|took|and [A-Z])\b|,? (?:aged )?\d\d,"
)
# The name of a people or a language, by its ending.
PEOPLE = re.compile(r"(?:ese|ish|[ei]ans?|icans?)(?:['’]s)?$|-")
_GENITIVE = re.compile(r"['’]s$")
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss)\.? $")
# Countries that translations add as a matter of course: `US District Court`.
_SHORT = frozenset(("us", "usa", "uk", "states", "kingdom"))
_DOLLAR = re.compile(r"\$|\.? [Dd]ollar")
# Chinese, as it is spelt in English: syllables that end in a vowel, n, ng or r.
_PINYIN = re.compile(
    r"[bpmfdtnlgkhjqxzcsrwy]?h?[aeiou]{1,4}"
    r"(?>(?:ng?|r)?(?:[bpmfdtnlgkhjqxzcsrwy]h?|h)[aeiou]{1,4})*(?:ng?|r)?"
)
_CONSONANTS = str.maketrans(
    {"p": "f", "v": "f", "w": "f", "x": "s", "z": "s", "c": "k", "q": "k", "d": "t", "g": "k"}
)


@dataclass(frozen=True, slots=True)
class UnexplainedName:
    """A name of the output that nothing explains.

    `sure` where it is no part of a title and no common word; `beside` are the other words of its run, and
    `before` the one that comes next, bare.
    """

    text: str
    sure: bool
    beside: frozenset[str]
    before: str


def unexplained(source: Source, output: Output) -> list[UnexplainedName]:
    """Names of the output, side by side as one, that neither the source nor its terms explain.

    Nor are they how English spells a Chinese name of the source.
    """
    known = (source.words, source.explained)
    found = []
    for run in output.runs:
        strange = [
            name
            for place, name in enumerate(run)
            if _is_new_country(run, place, output.text, *known) or _is_strange(name, output.text, *known)
        ]
        text = " ".join(name.text for name in strange)
        if not strange or _is_reading(text, source):
            continue
        beside = frozenset(name.bare for name in run if name not in strange)
        sure = any(not name.opens or _ACTS.match(output.text, name.end) for name in strange)
        sure = sure and not PEOPLE.search(strange[0].text) and bare(strange[-1].text) not in _SHORT
        after = run[run.index(strange[-1]) + 1 :]
        found.append(UnexplainedName(text, sure, beside, _plain(after[0].text) if after else ""))
    return found


def _is_new_country(run: Sequence[Name], place: int, output: str, *known: Words) -> bool:
    """Whether a word is of `United States`, `US` or the like, and nothing known is of that country."""
    name = run[place]
    letters = bare(name.text)
    if letters in _SHORT and name.text.isupper() and not _DOLLAR.match(output, name.end):
        countries = {country_of(letters)}
    else:
        pairs = ("".join(bare(one.text) for one in run[at : at + 2]) for at in (place - 1, place) if at >= 0)
        countries = {country_of(pair) for pair in pairs if pair in {"unitedstates", "unitedkingdom"}}
    return any(
        country is not None and not any(country in words.countries for words in known)
        for country in countries
    )


def _is_strange(name: Name, output: str, *known: Words) -> bool:
    """Whether any part of an English name is neither a common word nor in what is known.

    A country is no common word, nor is a Vietnamese syllable behind `Mr`. Abbreviations are left to terms.
    """
    if name.text.isupper() or _SHOUTED.fullmatch(name.text):
        return False
    addressed = name.vietnamese and _TITLE.search(output, max(0, name.start - 8), name.start)
    for part in _PARTS.split(name.text):
        plain = bare(part)
        common = is_common(plain) and country_of(plain) is None and not addressed
        if len(plain) < 3 or not part[0].isupper() or common:
            continue
        if not any(words.has(plain) for words in known):
            return True
    return False


def made_up(source: Source, output: Output, new: Sequence[UnexplainedName]) -> Iterator[str]:
    """Vietnamese names in the output, none of the new ones, whose syllables the source has not side by side.

    Each syllable may well be in the source, within another word: `đồng` and `Đà Nẵng` make no `Dong Da`.
    """
    known = source.explained
    capital = {name.bare for name in source.names}
    told = " ".join(one.text for one in new)
    for names in output.runs:
        if len(names) < 2:
            continue
        run = [name for name in names if not is_common(name.bare) or name.bare in capital]
        bares = [_plain(name.text) for name in run]
        if len(run) < 2 or not all(map(is_syllable, bares)) or any(name.text.isupper() for name in run):
            continue
        if f" {' '.join(bares)} " in source.once(bare_line) or set(bares) <= capital | known.all:
            continue
        name = " ".join(one.text for one in run)
        if name not in told and "".join(bares) not in known.joined:
            yield name


def changed_syllable(source: Source, output: Output, name: str, kept: frozenset[str]) -> str | None:
    """What the output has in place of a syllable of a Vietnamese person's name, if anything: Trang, Trong."""
    if not is_person(find(name)):
        return None
    own = {one.bare for one in source.names} | source.explained.all
    for run in output.runs:
        places = [place for place, one in enumerate(run) if one.bare in kept]
        if not places:
            continue
        for place, one in enumerate(run):
            within = places[0] < place < places[-1]
            plain = _plain(one.text)
            if (
                len(plain) > 1
                and plain not in own
                and is_syllable(plain)
                and (within or not is_common(plain))
            ):
                return one.text
    return None


def is_given_name(new: UnexplainedName, names: Sequence[Name]) -> bool | None:
    """Whether a new word is the given name that English puts before a foreigner's family name.

    True if the source has its initial (D.Trump, Donald Trump), False if it has the family name alone, None
    if it has another name or initial there, or no such family name.
    """
    before: dict[str, str] = {}
    for name, previous in zip(names, (None, *names), strict=False):
        *own, last = (bare(part) for part in name.text.split("."))
        if previous is not None and not own:
            abbreviated = len(previous.bare) == 1 and name.start - previous.end <= len(". ")
            if abbreviated or (previous.run == name.run and not previous.vietnamese):
                own = [previous.bare]  # not the country of Mỹ Trump
        if own or not name.vietnamese:
            before.setdefault(last, own[-1] if own else "")
    initial = before.get(new.before)
    if initial is None or " " in new.text or len(initial) > 1:
        return None
    return None if initial and initial != bare(new.text)[:1] else bool(initial)


def _is_reading(text: str, source: Source) -> bool:
    """Whether new words of the output are how English spells a Chinese name of the source."""
    wanted = _plain(text)
    return any(wanted in readings_within([name.text for name in run]) for run in source.runs)


def _plain(text: str) -> str:
    """A name without its genitive, bare."""
    return bare(_GENITIVE.sub("", text))


def may_be(name: str, other: str) -> bool:
    """Whether an English name may be the foreigner's that Vietnamese letters give: by sound, or Chinese."""
    if "-" not in name and all(_PINYIN.fullmatch(bare(word)) for word in re.split(r"[\s-]", other)):
        return True
    a, b = _skeleton(name), _skeleton(other)
    return a[:1] == b[:1] or similarity(a, b) >= 0.4


def _skeleton(name: str) -> str:
    plain = bare(name).replace("ph", "f")
    return re.sub(r"[aeiouyh]", "", plain[1:]).join((plain[:1], "")).translate(_CONSONANTS)
