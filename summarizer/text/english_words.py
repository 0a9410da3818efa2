"""Tells English words of every day, which headlines write with a capital, from names."""

import re
from functools import cache

from summarizer.text.languages import words

_ENDINGS = re.compile(
    r"[a-z]{2,}(?:tions?|sions?|ments?|ness|ships?|ity|ities|ances?|ences?|ings?|ical|ology|ologists?|aries"
    r"|ional|isms?|istic|ives?|ous|ated|ized|ised|ful|less|able|ible|graph(?:y|ic)|ural|erial|ential)"
    r"|[a-z]{4,}(?:ly|ics|ed)"
)
_PLURALS = (("s", ""), ("es", ""), ("ies", "y"))


@cache
def is_common(bare: str) -> bool:
    """Whether an English word, in lower case and without marks, is no name: Minister, Monday, Development.

    Also a plural, a word with an ending that no name has, and two common words written as one.
    """
    rare = words("en", "rare_words")
    return (
        _is_word(bare)
        or any(one in rare for one in (bare, *_singulars(bare)))
        or (
            len(bare) > 7
            and any(_is_word(bare[:at]) and _is_word(bare[at:]) for at in range(3, len(bare) - 2))
        )
    )


def _is_word(bare: str) -> bool:
    """Whether a word is in the list of common words, as it is or inflected, or ends as no name does."""
    common = words("en", "common_words")
    return any(one in common or _ENDINGS.fullmatch(one) for one in (bare, *_singulars(bare))) or any(
        bare.removesuffix(ending) in common for ending in ("ist", "ists", "ish", "als")
    )


def _singulars(bare: str) -> list[str]:
    """What a word is the plural of, if it is one."""
    return [bare.removesuffix(plural) + singular for plural, singular in _PLURALS if bare.endswith(plural)]
