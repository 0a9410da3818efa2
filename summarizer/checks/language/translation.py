"""A translation is English, without Vietnamese left over."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.checks.language.letters import (
    ENGLISH,
    MARKED,
    PART,
    VIETNAMESE,
    WORD,
    other_scripts,
    words_of,
)
from summarizer.report import Finding
from summarizer.text import languages
from summarizer.text.english_words import is_common
from summarizer.text.names import bare, is_syllable
from summarizer.text.names import words as listed

_QUOTED = re.compile(r"[\"“][^\"”]{1,80}[\"”]|\([^)]{1,80}\)|‘[^’]{1,80}’")
# Words that English has and Vietnamese without marks has as well.
_BOTH = listed("a an am be can come do dang den he ho him hung in it me my no on or so to the than them up")
_ENGLISH_ALONE = ENGLISH - _BOTH
_CAPITAL_BEFORE, _CAPITAL_AFTER = (
    re.compile(r"(?:\b[A-Z]\w*[ -]|[.'’@-])\Z"),
    re.compile(r"[ -][A-Z]|[.'’@]\w"),
)
# Syllables that English texts have for units, and within what is kept: ha, ao dai.
_UNMARKED = listed("dong tet ha de chi sao mau ao dai pho nem banh mi bun cha tru cheo xam")
_LEFT_OVER = 2
_RUN = 4
# Of a headline's words 88 in a hundred and more are in the dictionary, of other languages' at most 38.
_COMMON = 0.6


def check(source: Source, output: Output) -> Iterator[Finding]:
    """An error for another script that the source has not, for Vietnamese words, for too little English.

    Capitalised words are names and may keep their marks; so may what stands in quotes or brackets (a dish,
    a title).
    """
    yield from other_scripts(source.text, output.text)
    words = output.once(words_of)
    plain = _unquoted(output.text)
    if _is_left_over(words, plain):
        left: str | None = _stretch(output.text)
    else:
        left = _copied(source, plain)
    unmarked = None if left else _unmarked(source, output.text)
    few = None if left or unmarked else _few(source, plain)
    if left:
        yield finding("language", f"Vietnamese is left in the translation: “{left}”", found=left)
    elif unmarked:
        message = f"Vietnamese without its marks is left in the translation: “{unmarked}”"
        yield finding("language", message, found=unmarked)
    elif few:
        message = f"Vietnamese seems to be left in the translation: “{few}”"
        yield finding("language", message, "warning", found=few)
    elif (
        len(words) >= 10
        and not any(word.casefold() in ENGLISH for word in words)
        and not _is_terse(words, source.text)
    ):
        yield finding("language", "the translation is not in English", found=output.text[:80])


def is_in_part(output: Output) -> bool:
    """Whether a part of a text is English, by the share of words that no English sentence does without.

    A headline does without them: there, most words are English by the dictionary.
    """
    words = output.once(words_of)
    return sum(word.casefold() in _ENGLISH_ALONE for word in words) > PART * len(words) or _is_terse(words)


def _is_left_over(words: Sequence[str], unquoted: str) -> bool:
    """Whether too many words are Vietnamese by their letters, names aside."""
    vietnamese = sum(map(_is_vietnamese, words))
    if vietnamese < _LEFT_OVER:
        return False
    left = sum(map(_is_vietnamese, WORD.findall(unquoted)))
    return (left >= _LEFT_OVER and left > 0.05 * len(words)) or (
        vietnamese >= _RUN and vietnamese > 0.25 * len(words)
    )


def _is_vietnamese(word: str) -> bool:
    return not word.isascii() and word[0].islower() and VIETNAMESE.search(word) is not None


def _is_terse(words: Sequence[str], source: str = "") -> bool:
    """Whether words are an English headline's, by the dictionary; those of the source, its names, aside."""
    theirs = set(map(bare, WORD.findall(source)))
    told = [word.casefold() for word in words if bare(word) not in theirs]
    return len(told) >= _RUN and sum(map(is_common, told)) > _COMMON * len(told)


def _stretch(output: str) -> str:
    """From the first to the last word that is Vietnamese by its letters, at most 80 characters."""
    places = [match for match in WORD.finditer(output) if VIETNAMESE.search(match[0].casefold())]
    return output[places[0].start() : places[-1].end()][:80]


def _unquoted(output: str) -> str:
    """The output without quotes and brackets that hold Vietnamese alone: a dish, a title."""

    def keep(match: re.Match[str]) -> str:
        foreign = all(MARKED.search(word.casefold()) or is_syllable(word) for word in WORD.findall(match[0]))
        return " | " if foreign else match[0]

    return _QUOTED.sub(keep, output)


def _copied(source: Source, output: str) -> str | None:
    """Three words of the source side by side, as they stand there, one of them no name but Vietnamese."""
    if not VIETNAMESE.search(output):
        return None
    windows = source.once(_threes)
    found = list(WORD.finditer(output))
    for span in zip(found, found[1:], found[2:], strict=False):
        words = tuple(match[0] for match in span)
        if words in windows and any(word.islower() and VIETNAMESE.search(word) for word in words):
            return output[span[0].start() : span[-1].end()]
    return None


def _unmarked(source: Source, output: str) -> str | None:
    """Four words of the source or more, side by side and in its order, with their marks gone."""
    windows = source.once(_fours)
    found = list(WORD.finditer(_QUOTED.sub(lambda match: " " * len(match[0]), output)))
    plain = [bare(match[0]) for match in found]
    for index, words in enumerate(zip(plain, plain[1:], plain[2:], plain[3:], strict=False)):
        span = found[index : index + _RUN]
        if (
            words in windows
            and sum(match[0].islower() for match in span) >= _RUN - 1
            and all(is_syllable(word) for word in words)
            and not set(words) <= _BOTH
        ):
            return output[span[0].start() : span[-1].end()]
    return None


def _few(source: Source, output: str) -> str | None:
    """Words of the source in small letters that English does not know: two side by side, or a marked one."""
    pairs = source.once(_pairs)
    found = list(WORD.finditer(output))
    for one, other in pairwise(found):
        words = (one[0], other[0])
        plain = tuple(map(bare, words))
        small = all(word.islower() and is_syllable(word) for word in words)
        marked = any(MARKED.search(word) for word in words)
        if (
            small
            and plain in pairs
            and " ".join(plain) not in _kept()
            and (marked or not any(map(is_common, plain)))
        ):
            return output[one.start() : other.end()]
    own = source.once(_words)
    left = (one for one in found if one[0] in own and (_is_left_alone(one[0]) or _is_unknown(one)))
    return next((one[0] for one in left), None)


def _words(text: str) -> frozenset[str]:
    return frozenset(WORD.findall(text))


def _is_left_alone(word: str) -> bool:
    """Whether a word in small letters is Vietnamese, and none of what English keeps: phở, đồng."""
    return _is_vietnamese(word) and word not in _kept_words()


def _is_unknown(match: re.Match[str]) -> bool:
    """Whether a word is a syllable without marks that English does not know: 3 new ca; none beside a name."""
    word, text = match[0], match.string
    if len(word) < 2 or not (word.isascii() and word.islower()) or not is_syllable(word) or is_common(word):
        return False
    beside = _CAPITAL_BEFORE.search(text, 0, match.start()) or _CAPITAL_AFTER.match(text, match.end())
    return not beside and word not in _UNMARKED and word not in _kept()


@cache
def _kept_words() -> frozenset[str]:
    return frozenset(word for kept in languages.words("vi", "kept") for word in kept.split()) | {
        "đồng",
        "tết",
    }


@cache
def _kept() -> frozenset[str]:
    """What English keeps, bare: ao dai."""
    return frozenset(" ".join(map(bare, word.split())) for word in languages.words("vi", "kept"))


def _pairs(text: str) -> frozenset[tuple[str, ...]]:
    pairs = pairwise(WORD.findall(text))
    return frozenset(tuple(map(bare, pair)) for pair in pairs if any(map(MARKED.search, pair)))


def _threes(text: str) -> frozenset[tuple[str, ...]]:
    words = WORD.findall(text)
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def _fours(text: str) -> frozenset[tuple[str, ...]]:
    words = list(map(bare, WORD.findall(text)))
    return frozenset(zip(words, words[1:], words[2:], words[3:], strict=False))
