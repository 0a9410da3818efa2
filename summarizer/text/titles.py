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
    words = _words()
    return (
        bare in words
        or any(bare.removesuffix(ending) in words for ending in ("s", "es", "ist", "ists", "ish"))
        or _ENDINGS.fullmatch(bare) is not None
        or (
            len(bare) > 7 and any(bare[:at] in words and bare[at:] in words for at in range(3, len(bare) - 2))
        )
    )


@cache
def _words() -> frozenset[str]:
    """The list beside this file: months, titles, and what news write in lower case as well."""
    return frozenset(Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").split())
