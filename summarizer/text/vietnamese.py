"""Recognises Vietnamese syllables and text by their spelling."""

import re
import unicodedata
from functools import lru_cache

from summarizer.text.languages import words

# Quoc ngu as it is spelt: onset, nucleus with its quality marks, coda. The tone is looked at apart.
_SYLLABLE = re.compile(
    r"(?:ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
    r"(?:uyê|uya|uyu|iêu|yêu|oai|oay|oao|oeo|uây|uôi|ươi|ươu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|yê|oa|oă|oe|oi|oo"
    r"|ôi|ơi|ua|uâ|uê|uô|uơ|ui|uy|ưa|ươ|ưi|ưu|[aăâeêioôơuưy])"
    r"(ch|ng|nh|[cmnpt])?"
)
_TONES = {"\u0300": "huyền", "\u0301": "sắc", "\u0303": "ngã", "\u0309": "hỏi", "\u0323": "nặng"}
# Old encodings that were read as Western letters leave signs such as © and ¬ within words.
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[¡-ª¬-º¼-¿](?=[^\W\d_]))*")


@lru_cache(maxsize=65536)
def is_marked_syllable(word: str) -> bool:
    """Whether a word is spelt as one Vietnamese syllable and has a mark that shows it."""
    tone, letters = "", []
    for letter in unicodedata.normalize("NFD", word.lower()):
        if letter in _TONES:
            if tone:
                return False
            tone = letter
        else:
            letters.append(letter)
    plain = unicodedata.normalize("NFC", "".join(letters))
    match = _SYLLABLE.fullmatch(plain)
    if match is None or (not tone and plain.isascii()):
        return False
    # Syllables that end in a stop carry sắc or nặng and nothing else.
    return match[1] not in ("c", "ch", "p", "t") or tone in ("\u0301", "\u0323")


def plausibility(text: str) -> tuple[float, int]:
    """How well the words beyond ASCII are spelt as Vietnamese, from 0 to 1, and how many they are.

    Half of it is the share of well-spelt ones; the other half is full when every fourth is a frequent word.
    """
    marked = [word for word in _WORD.findall(unicodedata.normalize("NFC", text)) if not word.isascii()]
    if not marked:
        return 0.0, 0
    good = sum(map(is_marked_syllable, marked)) / len(marked)
    known = words("vi", "function_words", "frequent")
    frequent = sum(word.lower() in known for word in marked) / len(marked)
    return (good + good * min(1.0, 4 * frequent)) / 2, len(marked)


def spelling(text: str) -> float:
    """The share of well-spelt Vietnamese among the words beyond ASCII; 0 where there are none."""
    marked = [word for word in _WORD.findall(text) if not word.isascii()]
    return sum(map(is_marked_syllable, marked)) / len(marked) if marked else 0.0


def language_of(text: str) -> str:
    """`vi`, `en` or, where neither is clear, `und`."""
    found = [word.lower() for word in _WORD.findall(text)]
    if not found:
        return "und"
    vietnamese = sum(map(is_marked_syllable, found)) / len(found)
    if vietnamese >= 0.25:
        return "vi"
    frequent = words("en", "function_words", "frequent")
    english = sum(word in frequent for word in found) / len(found)
    return "en" if english >= 0.15 and vietnamese < 0.1 else "und"
