"""Folds words for comparing: case, Unicode form, the place of tone marks, i and y."""

import re
import unicodedata
from functools import lru_cache

_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))


_EITHER = re.compile(r"\A(qu|[hklmst])y(?=[\u0300\u0301\u0303\u0309\u0323]?\Z)")  # one sound, two spellings


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """A word for comparing with its marks: lower case, tones anywhere (hoà, hòa), Ð as đ, mỳ as mì."""
    return _EITHER.sub(r"\1i", tone_last(word.casefold().replace("ð", "đ")))


@lru_cache(maxsize=65536)
def tone_last(word: str) -> str:
    """A syllable, its capitals kept, with its tone mark behind it, wherever it is written: hoà, hòa."""
    letters = unicodedata.normalize("NFD", word)
    tones = "".join(letter for letter in letters if ord(letter) in _TONES)
    return letters.translate(_TONES) + tones
