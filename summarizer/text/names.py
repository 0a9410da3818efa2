"""Finds proper names in Vietnamese and English text, and compares them."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from summarizer.text import languages


def words(text: str) -> frozenset[str]:
    """The words of a list that is written as one text."""
    return frozenset(text.split())


# Any capital letter, as a part of a regular expression; a range would have đ, ơ and ư, too.
CAPITAL = f"[{''.join(filter(str.isupper, map(chr, range(0x1EFA))))}]"  # up to Ỹ
_TOKEN = re.compile(r"(?<!\w)[^\W\d_](?:\w|(?<=\w)['’.&-](?=[^\W\d_]))*")
_OPENS = re.compile(r"(?:^|[.!?…:;\n•–]|[\"“”‘’'(\[«-])\s*$")
# A Vietnamese syllable without its marks: an initial, a vowel or more, an ending.
_SYLLABLE = re.compile(
    r"(?:ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdghklmnpqrstvx])?"
    r"(?:uyeu|oai|oay|oeo|uay|uoi|uou|uya|uye|uyu|ieu|yeu|oao|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo|ua|ue|ui"
    r"|uo|uu|uy|ye|[aeiouy])(?:ch|ng|nh|[cmnpt])?"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A capitalised word of a text.

    `bare` is for comparing: lower case, no marks, no points or hyphens. `run` counts the runs of capitalised
    words in the text: words of one run stand side by side. `opens` says that the capital may be but the
    sentence's. `vietnamese` says that the word has the shape of a Vietnamese syllable.
    """

    text: str
    bare: str
    start: int
    end: int
    run: int
    opens: bool
    vietnamese: bool


@lru_cache(maxsize=65536)
def bare(word: str) -> str:
    """Letters and digits alone: lower case, every mark off, đ and Ð as d."""
    plain = unicodedata.normalize(
        "NFKD", word.casefold().replace("đ", "d").replace("ð", "d").replace("ł", "l")
    )
    return "".join(letter for letter in plain if letter.isalnum())


def plain(text: str) -> str:
    """A Vietnamese name as English spells it: without diacritics."""
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def is_syllable(word: str) -> bool:
    """Whether a word could be one Vietnamese syllable, with or without its marks."""
    return _SYLLABLE.fullmatch(bare(word)) is not None


def find(text: str) -> list[Name]:
    """The capitalised words of an NFC text, in order."""
    names: list[Name] = []
    run, last_end = -1, -1
    if text.isupper() and not text.isascii():
        text = _in_small(text)
    particle, particles = False, languages.words("vi", "persons", "particle")
    for match in _TOKEN.finditer(text):
        word = match[0]
        joined = last_end >= 0 and text[last_end : match.start()] in {" ", ". "} and text[last_end] == " "
        if not word[0].isupper():
            particle = word in particles and joined
            last_end = match.end() if particle else -1
            continue
        if not joined:
            run += 1
        opens = _OPENS.search(text[max(0, match.start() - 3) : match.start()]) is not None
        plain = bare(word)
        simple = not any(mark in word for mark in "-.&'’")
        names.append(
            Name(
                word,
                plain,
                match.start(),
                match.end(),
                run,
                opens,
                simple and _SYLLABLE.fullmatch(plain) is not None,
            )
        )
        last_end = match.end()
    return names


def _in_small(text: str) -> str:
    """A headline all in capitals with those of its beginning and of persons' full names alone."""
    small = _full_name().sub(lambda name: name[0].title(), text.lower())
    return small[:1].upper() + small[1:] if len(small) == len(text) else text


@cache
def _full_name() -> re.Pattern[str]:
    """A family name, a middle name and a given one, in small letters."""
    family, middle = (
        languages.alternatives(map(str.lower, languages.words("vi", "persons", kind)))
        for kind in ("family name", "middle name")
    )
    return re.compile(rf"(?<!\w)(?:{family}) (?:{middle}) [^\W\d_]+")


@cache
def _openers() -> frozenset[str]:
    """What a sentence opens with before a name, with a capital of its own."""
    return frozenset(map(str.capitalize, languages.words("vi", "function_words", "before name")))


def without_opener(run: Sequence[Name]) -> list[Name]:
    """Capitalised words side by side without the word that only opens the sentence: `Ông Nguyễn Văn Nam`.

    Any word is one before a person's full name, as verbs open a headline: `Bắt Nguyễn Văn Nam`.
    """
    if len(run) < 2 or not run[0].opens or run[0].text in languages.words("vi", "persons", "family name"):
        return list(run)
    return list(run[1:] if run[0].text in _openers() or _is_full(run[1:]) else run)


def _is_full(run: Sequence[Name]) -> bool:
    """Whether words are a person's name with a family name and more than one word behind it."""
    return len(run) > 2 and is_person(run)


def is_person(run: Sequence[Name]) -> bool:
    """Whether capitalised words side by side are one Vietnamese person's full name, and surely so."""
    if not 2 <= len(run) <= 4 or not all(name.vietnamese for name in run):
        return False
    first, second = run[0].text, run[1].text
    if first in languages.words("vi", "persons", "family name"):
        return True
    shared = languages.words("vi", "persons", "shared family name")
    return len(run) > 2 and first in shared and second in languages.words("vi", "persons", "middle name")
