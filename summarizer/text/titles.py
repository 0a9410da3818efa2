"""English words that are written with a capital without being anybody's name."""

import re
from functools import cache
from pathlib import Path

_ENDINGS = re.compile(
    r"[a-z]{2,}(?:tions?|sions?|ments?|ness|ships?|ity|ities|ances?|ences?|ings?|ical|ology|ologists?|aries"
    r"|ional|isms?|istic|ives?|ous|ated|ized|ised|ful|less|able|ible|graph(?:y|ic)|ural|erial|ential)"
    r"|[a-z]{4,}(?:ly|ics|ed)"
)


@cache
def is_common(bare: str) -> bool:
    """Whether a lower-cased English word is a title, a calendar or a dictionary word rather than a name."""
    return _is_word(bare) or (
        len(bare) > 7 and any(_is_word(bare[:at]) and _is_word(bare[at:]) for at in range(3, len(bare) - 2))
    )


def _is_word(bare: str) -> bool:
    """Whether a word is in the list, as it is or bent, or ends as no name does."""
    words = _words()
    return (
        bare in words
        or _ENDINGS.fullmatch(bare) is not None
        or any(bare.removesuffix(ending) in words for ending in ("s", "es", "ist", "ists", "ish", "als"))
        or (bare.endswith("ies") and f"{bare[:-3]}y" in words)
    )


@cache
def _words() -> frozenset[str]:
    """The list beside this file: months, titles, and what news write in lower case as well."""
    return frozenset(Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").split())
