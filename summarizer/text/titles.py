"""English words that are written with a capital without being anybody's name."""

import re
from functools import cache
from pathlib import Path

_ENDINGS = re.compile(
    r"[a-z]{2,}(?:tions?|sions?|ments?|ness|ships?|ity|ities|ances?|ences?|ings?|ical|ology|ologists?|aries"
    r"|ional|isms?|istic|ives?|ous|ated|ized|ised|ful|less|able|ible|graph(?:y|ic)|ural|erial|ential)"
    r"|[a-z]{4,}(?:ly|ics|ed)"
)


_PLURALS = (("s", ""), ("es", ""), ("ies", "y"))


@cache
def is_common(bare: str) -> bool:
    """Whether a lower-cased English word is a title, a calendar or a dictionary word rather than a name."""
    return (
        _is_word(bare)
        or any(one in _dictionary() for one in (bare, *_singulars(bare)))
        or (
            len(bare) > 7
            and any(_is_word(bare[:at]) and _is_word(bare[at:]) for at in range(3, len(bare) - 2))
        )
    )


def _is_word(bare: str) -> bool:
    """Whether a word is in the list, as it is or bent, or ends as no name does."""
    words = _words()
    return any(one in words or _ENDINGS.fullmatch(one) for one in (bare, *_singulars(bare))) or any(
        bare.removesuffix(ending) in words for ending in ("ist", "ists", "ish", "als")
    )


def _singulars(bare: str) -> list[str]:
    """What a word is the plural of, if it is one."""
    return [bare.removesuffix(plural) + singular for plural, singular in _PLURALS if bare.endswith(plural)]


@cache
def _words() -> frozenset[str]:
    """The list beside this file: months, titles, and what news write in lower case as well."""
    return _read("titles.txt")


@cache
def _dictionary() -> frozenset[str]:
    """Rarer words, which a film's or a project's name may be made of."""
    return _read("dictionary.txt")


def _read(name: str) -> frozenset[str]:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
