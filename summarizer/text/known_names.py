"""Finds places and names that `vi/places.tsv` and `vi/names.tsv` list, and gives their English."""

import re
from dataclasses import dataclass
from functools import cache

from summarizer.text.folding import tone_last
from summarizer.text.languages import rows

_WORD = re.compile(r"[^\W_]+")
_CITY = re.compile(
    r"\b(?:(?:TP|Tp|tp|[Tt]hành phố)(?:\. ?| )?)?HCM\b|\b(?:TP|Tp|tp)(?:\. ?| )?(?=Hồ Chí Minh\b)"
)


@dataclass(frozen=True, slots=True)
class KnownName:
    """A row of `places.tsv` or `names.tsv`.

    `english` is empty where English has the same letters, without their marks.
    """

    form: str
    english: tuple[str, ...]
    kind: str
    countries: tuple[str, ...] = ()

    @property
    def is_home(self) -> bool:
        """Whether it is a city or province of Vietnam."""
        return self.kind in {"city", "province"} and self.countries == ("VN",)

    @property
    def is_exonym(self) -> bool:
        """Whether English has another word for it: Nga (Russia), not Iraq."""
        return bool(self.english) and self.form not in self.english


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A known name at `text[start:end]`."""

    name: KnownName
    start: int
    end: int


def find(text: str) -> list[NameMatch]:
    """The known names of an NFC text, in order; of several that begin at one word the longest.

    Capitals must be as listed; the place of tone marks and hyphens within a word are not looked at.
    """
    words = list(_WORD.finditer(text))
    lengths = _lengths()
    found: list[NameMatch] = []
    at = 0
    while at < len(words):
        start = words[at].start()
        used = 1
        for count in range(min(lengths.get(text[start], 0), len(words) - at), 0, -1):
            end = words[at + count - 1].end()
            name = known(text[start:end])
            if name is not None:
                found.append(NameMatch(name, start, end))
                used = count
                break
        at += used
    return found


def known(form: str) -> KnownName | None:
    """The row of a name that is listed in just this form, or None."""
    return _known().get(_key(form))


def english_of(text: str) -> list[str]:
    """The English words for the known names of a Vietnamese text."""
    return [english for match in find(text) for english in match.name.english]


def is_home(form: str) -> bool:
    """Whether a name is that of a city or province of Vietnam."""
    name = known(form)
    return name is not None and name.is_home


@cache
def homes() -> frozenset[str]:
    """The cities and provinces of Vietnam."""
    return frozenset(name.form for name in _known().values() if name.is_home)


def ends_with_home(text: str) -> bool:
    """Whether a text ends with a city or province of Vietnam: `tỉnh Bình Dương`, not `Thái Bình Dương`."""
    found = find(text)
    return bool(found) and found[-1].end == len(text) and found[-1].name.is_home


def with_whole_city(text: str) -> str:
    """A text where `TP.HCM`, however it is written, is `thành phố Hồ Chí Minh`."""
    return _CITY.sub(lambda match: "thành phố " + "Hồ Chí Minh" * match[0].endswith("HCM"), text)


def _key(form: str) -> str:
    return " ".join(map(tone_last, form.replace("-", "").split(" ")))


@cache
def _known() -> dict[str, KnownName]:
    countries = {country: tuple(names.split("|")) for country, names in rows("en", "countries")}
    found = {}
    for form, english, kind, country in rows("vi", "places"):
        codes = _values(country)
        names = _values(english)
        if kind == "country":
            names += tuple(name for code in codes for name in countries[code] if name not in names)
        found[_key(form)] = KnownName(form, names, kind, codes)
    for form, english, kind in rows("vi", "names"):
        found[_key(form)] = KnownName(form, _values(english), kind)
    return found


@cache
def _lengths() -> dict[str, int]:
    """How many words the longest form has that begins with a letter."""
    lengths: dict[str, int] = {}
    for name in _known().values():
        first, count = name.form[0], len(_WORD.findall(name.form))
        lengths[first] = max(count, lengths.get(first, 0))
    return lengths


def _values(field: str) -> tuple[str, ...]:
    return () if field == "-" else tuple(field.split("|"))
