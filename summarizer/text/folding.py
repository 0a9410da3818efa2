"""Words as they are compared: case, Unicode form and the place of tone marks folded."""

import unicodedata
from functools import lru_cache

_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """A word for comparing with its marks: lower case, tones wherever written (hoà, hòa), Ð as đ."""
    letters = unicodedata.normalize("NFD", word.casefold().replace("ð", "đ"))
    tones = "".join(letter for letter in letters if ord(letter) in _TONES)
    return letters.translate(_TONES) + tones
