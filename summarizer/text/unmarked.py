"""Puts the marks on the words of numbers in a Vietnamese text that is written without any: 20 trieu dong."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from summarizer.text.languages import rows, words
from summarizer.text.names import is_syllable, plain

_MARKED = re.compile(r"(?![A-Za-z])[^\W\d_]")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[^\w\s]")
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST = 5  # words that tell a language
_SYLLABLES = 0.8  # of the words; of English ones some 40 in a hundred have that shape
_TENS = "muoi"
_NO_SCALES = frozenset(("ty le", "ty gia", "ty phu"))  # tỷ lệ, tỷ giá, tỷ phú; 2 tỷ so với


def is_unmarked(text: str) -> bool:
    """Whether a text is Vietnamese without a single mark: nearly all of its words have a syllable's shape."""
    found = _WORD.findall(text)
    if len(found) < _FEWEST or _MARKED.search(text):
        return False
    return sum(map(is_syllable, found)) >= _SYLLABLES * len(found)


def marked(text: str) -> str:
    """The text with the marks of the words of its numbers, where it has no mark at all; as long as it was.

    Words beside a number alone are certain: `5 nam` are five years, `nam sinh` are male students.
    """
    if _MARKED.search(text):
        return text
    found = list(_TOKEN.finditer(text))
    tokens = [match[0].lower() for match in found]
    pieces, end = [], 0
    before = ""  # what the token before is: digits, or a word of a number
    for place, (match, token) in enumerate(zip(found, tokens, strict=True)):
        following = tokens[place + 1] if place + 1 < len(tokens) else ""
        form, before = _form(token, following, before)
        if form is not None:
            pieces += [text[end : match.start()], form if match[0].islower() else form.capitalize()]
            end = match.end()
    return "".join((*pieces, text[end:]))


def _form(token: str, following: str, before: str) -> tuple[str | None, str]:
    """A token with its marks, if it is a word of a number, and what it is for the token behind."""
    known = _forms()
    if token[0].isdigit():
        return None, "digits"
    if before and token in known.scales and f"{token} {following}" not in _NO_SCALES:
        return known.scales[token], "scale"
    if token == _TENS and (before == "word" or following in known.scales or following in known.digits):
        return "mươi" if before == "word" else "mười", "word"
    if token in known.digits and (before == "word" or following in known.scales or following == _TENS):
        return known.digits[token], "word"
    if before and f"{token} {following}" in known.pairs:
        return known.pairs[f"{token} {following}"].split()[0], "pair"
    if before and token in known.behind:
        return known.behind[token], ""
    if token in known.before and following[:1].isdigit():
        return known.before[token], ""
    return None, ""


@dataclass(frozen=True)
class _Forms:
    """Words with their marks by those without; of `pairs` the first word has the number before it."""

    digits: Mapping[str, str]
    scales: Mapping[str, str]
    behind: Mapping[str, str]
    pairs: Mapping[str, str]
    before: Mapping[str, str]


@cache
def _forms() -> _Forms:
    numbers = rows("vi", "numbers")
    small = [word for word, kind, value in numbers if kind == "small" and value != "0"]
    scales = [word for word, kind, _ in numbers if kind == "scale"]
    behind, before = (words("vi", "unmarked", kind) for kind in ("behind", "before"))
    return _Forms(
        digits={plain(word): word for word in reversed(small)},
        # Not the dozen, tá, which looks like the quintal, tạ.
        scales={plain(word): word for word in (*reversed(scales), "trăm") if word != "tá"},
        behind={plain(word): word for word in behind if " " not in word},
        pairs={plain(word): word for word in behind if " " in word},
        before={plain(word): word for word in before},
    )
