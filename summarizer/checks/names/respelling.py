"""Puts Vietnamese names that the English garbled into their own spelling: Na Mepo, of Na Mèo, as Na Meo."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.checks.names import initials
from summarizer.checks.names.phrases import changed
from summarizer.checks.names.spelt import bares, vietnamese
from summarizer.checks.names.words import bare_line, similarity
from summarizer.checks.numbers.words import number_words
from summarizer.report import Finding
from summarizer.text.chinese import readings
from summarizer.text.english_words import is_common
from summarizer.text.names import Name, bare, is_person, is_syllable, plain
from summarizer.text.names import words as listed

_ADDRESSES = ("Mr", "Mrs", "Ms", "Miss")
_ADDRESSED = re.compile(rf"\b(?:{'|'.join(_ADDRESSES)})\.? \Z")
_GENITIVE = re.compile(r"['’]s$")
# What may stand behind a street's or a school's name of which the last syllable was left out.
_CLASSES = listed(
    "street road avenue boulevard alley district ward commune town village city province school university"
    " hospital company group bank bridge market park stadium airport station port hotel museum theatre"
    " theater centre center prize award foundation family temple pagoda church square dam lake river"
)
_PLACE = re.compile(
    r"\b(?:ga|đèo|xã|phường|huyện|quận|thị trấn|thị xã|thôn|ấp|buôn|xóm|chợ|cảng|vịnh|bãi biển) \Z"
)
# Chosen on the pairs of the tests; 18 names were respelt in 309 sentences of the default model, all rightly.
_ALIKE, _SOMEWHAT = 0.5, 0.3


@dataclass(frozen=True, slots=True)
class _Respelling:
    """What stands at `text[start:end]` of the English for a name of the source."""

    start: int
    end: int
    spelling: str
    name: str


def respelt(source: Source, output: Output) -> tuple[str, tuple[Finding, ...]]:
    """The English with the names put right of which it is certain what they stand for, and a note for each.

    Certain is a name that the English lacks, where one thing alone stands in its place: as many words, side
    by side, most of them alike and none explained by anything else; one half of a place's name; one new name
    for one that differs by a letter; other initials for the only ones.
    """
    text, notes = output.text, []
    for one in reversed(_garbled(source, output)):
        wrong = text[one.start : one.end]
        text = text[: one.start] + one.spelling + text[one.end :]
        message = f"the model wrote “{wrong}” for “{one.name}”; the name was put right"
        notes.append(finding("name", message, "info", expected=one.spelling, found=wrong))
    return text, tuple(reversed(notes))


def check(source: Source, output: Output) -> Iterator[Finding]:
    """An error for each name that `respelt` would put right, as it would in somebody else's translation.

    Initials have a check of their own.
    """
    garbled = sorted(_names(source, output), key=lambda one: one.start)
    for name, wrong in dict.fromkeys((one.name, output.text[one.start : one.end]) for one in garbled):
        yield changed(name, wrong)


def _garbled(source: Source, output: Output) -> list[_Respelling]:
    """What is certain, in order."""
    found = {one.start: one for one in (*_names(source, output), *_initials(source.text, output.text))}
    return [found[start] for start in sorted(found)]


def _names(source: Source, output: Output) -> Iterator[_Respelling]:
    """Each lost name with what stands in its place, where neither could belong to another."""
    lost = [name for name in vietnamese(source) if len(name) > 1 or not _is_there(name, output)]
    fits = [(name, window) for name in lost for window in _windows(name, source, output)]
    for name in lost:
        own = [window for other, window in fits if other is name]
        rivals = [
            other for other, window in fits if other is not name and any(_overlap(window, w) for w in own)
        ]
        texts = {tuple(one.bare for one in window) for window in own}
        if len(texts) != 1 or any(bares(other) != bares(name) for other in rivals):
            continue
        spelling = " ".join(plain(one.text) for one in name)
        for window in own:
            last = _GENITIVE.search(window[-1].text)
            end = window[-1].end - (len(last[0]) if last else 0)
            yield _Respelling(window[0].start, end, spelling, " ".join(one.text for one in name))


def _is_there(name: Sequence[Name], output: Output) -> bool:
    """Whether the English has a name, its words side by side or as one; of a person the last is enough."""
    if "".join(bares(name)) in output.words.all:
        return True
    return f" {' '.join(bares(name))} " in output.once(bare_line)


def _windows(name: Sequence[Name], source: Source, output: Output) -> Iterator[tuple[Name, ...]]:
    """What may stand for a lost name in the English."""
    if len(name) == 1:
        yield from _single(name[0], source, output)
        return
    own = {one.bare for one in source.names}
    for run in output.runs:
        for at in range(len(run) - len(name) + 1):
            window = run[at : at + len(name)]
            theirs = tuple(_stripped(one) for one in window)
            if not all(_GENITIVE.sub("", one.text).isalnum() for one in window):  # no H'Hen
                continue
            if (
                _fits(name, theirs, own) or _is_put_into_english(name, theirs, run)
            ) and f" {' '.join(theirs)} " not in source.once(bare_line):
                yield window
        if len(name) == 2:
            yield from _half(name, run, source, output)


def _fits(name: Sequence[Name], window: Sequence[str], own: set[str]) -> bool:
    """Whether some words may be garbled from the syllables of a name, or a number that one of them is."""
    pairs = [(one, theirs) for one, theirs in zip(name, window, strict=True) if one.bare != theirs]
    changed = [(one.bare, theirs) for one, theirs in pairs if not _is_number(one.text, theirs)]
    kept = len(name) - len(changed)
    if not kept or (len(name) == 2 and any(theirs in own or _is_long_word(theirs) for _, theirs in changed)):
        return False
    if not changed:
        return bool(pairs) and len(name) > 2
    if len(name) > 2 and len(changed) == 1:
        ((ours, theirs),) = changed
        if (
            window[0] == name[0].bare and window[-1] == name[-1].bare
        ):  # between the others: Bui Thi Spring Mai
            return True
        return similarity(ours, theirs) >= _ALIKE or (ours[0] == theirs[0] and not _is_long_word(theirs))
    least = _ALIKE if len(name) == 2 else _SOMEWHAT
    return all(
        ours[0] == theirs[0] and theirs not in own and similarity(ours, theirs) >= least
        for ours, theirs in changed
    )


def _is_put_into_english(name: Sequence[Name], window: Sequence[str], run: Sequence[Name]) -> bool:
    """Whether the English ends with a word in place of a person's last name: Mai Thi Flower."""
    same = [one.bare == theirs for one, theirs in zip(name, window, strict=True)]
    return (
        len(name) > 2
        and all(same[:-1])
        and not same[-1]
        and _stripped(run[-1]) == window[-1]
        and is_person(name)
        and _is_word(window[-1])
        and window[-1] not in _CLASSES
    )


def _half(
    name: Sequence[Name], run: Sequence[Name], source: Source, output: Output
) -> Iterator[tuple[Name, ...]]:
    """One half of a place's name that stands alone: the Co station, of ga Lăng Cô."""
    if not _PLACE.search(source.text, max(0, name[0].start - 15), name[0].start):
        return
    others = [one.bare for one in source.names]
    for one in run:
        beside = [other for other in run if other is not one]
        if (
            _stripped(one) in bares(name)
            and others.count(_stripped(one)) == 1
            and all(is_common(other.bare) for other in beside)
            and not one.opens
            and len({*bares(name)} & output.words.all) == 1
        ):
            yield (one,)


def _single(name: Name, source: Source, output: Output) -> Iterator[tuple[Name, ...]]:
    """A new name that differs from a lost one by one letter, not how Chinese is spelt: Mien, of Mến."""
    hyphened = "-–‑".find(source.text[name.end : name.end + 1] or " ") >= 0  # Công–gô
    if len(name.bare) < 3 or name.text.isascii() or hyphened:
        return
    explained = source.explained.all | readings([name.text])
    named, given = (explained | words for words in ({one.bare for one in source.names}, source.words.all))
    for words in output.runs:
        run = words[1:] if len(words) > 1 and words[0].text in _ADDRESSES else words
        addressed = _ADDRESSED.search(output.text, max(0, run[0].start - 6), run[0].start)
        known = named if addressed else given
        theirs = _stripped(run[0])
        alike = theirs[0] == name.bare[0] and Levenshtein.distance(theirs, name.bare) == 1
        if (
            len(run) == 1
            and alike
            and theirs not in known
            and not is_common(theirs)
            and run[0].text[1:].islower()
        ):
            yield (run[0],)


def _initials(source: str, output: str) -> Iterator[_Respelling]:
    """Q.C., of em Q."""
    name, spots = initials.respelling(source, output)
    for spot in spots:
        point = "." if spot[0].endswith(".") and not name.endswith(".") else ""  # perhaps the sentence's
        yield _Respelling(spot.start(), spot.end(), plain(name) + point, name)


def _stripped(name: Name) -> str:
    return bare(_GENITIVE.sub("", name.text))


def _is_number(syllable: str, word: str) -> bool:
    """Whether an English word is the number that a syllable is as a word: Bảy, Seven."""
    value = number_words("en").small.get(word)
    return value is not None and value == number_words("vi").small.get(syllable.casefold())


def _is_word(word: str) -> bool:
    return is_common(word) and not is_syllable(word)


def _is_long_word(word: str) -> bool:
    return len(word) > 4 and _is_word(word)


def _overlap(one: Sequence[Name], other: Sequence[Name]) -> bool:
    return one[0].start < other[-1].end and other[0].start < one[-1].end
