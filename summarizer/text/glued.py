"""Tells whether a sentence ends at a stop that the next word is glued to: `hôm nay.Tại buổi`, `13h30.Đến`."""

import re
from functools import cache

from summarizer.text.languages import alternatives, words
from summarizer.text.names import is_syllable

WINDOW = 48  # how far around a mark is looked: a bound, so that text without spaces takes no longer
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"[@\\_]|://|www\.|[a-z0-9]\.[a-z]+/", re.IGNORECASE)
_SIGNS = "%‰°²³₫$€"


@cache
def openers() -> frozenset[str]:
    """Words that begin a sentence and no name: after `Nguyễn Văn A.` they tell that a new one begins."""
    return frozenset(map(str.capitalize, words("vi", "sentences", "opener")))


def opens_with_pair(text: str, place: int) -> bool:
    """The same in two words, of which the first may be a name as well: `anh Trần Văn T. Nguyên nhân đang`."""
    return _opening_pair().match(text, place, place + WINDOW) is not None


@cache
def _opening_pair() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(words('vi', 'sentences', 'opening pair'))})\b", re.IGNORECASE)


def ends_glued(text: str, token: str, mark: int, closers: str, end: int) -> bool:
    """Whether a sentence ends at `end`, where no space follows.

    What stands before an abbreviation, an initial or the number of a list is the caller's to tell.

    Args:
        text: the paragraph.
        token: what stands before the marks, from the last space or bracket on.
        mark: the place of the first mark.
        closers: the quotes, brackets and pictures after the marks.
        end: the place after them.
    """
    last = token.rsplit(".", maxsplit=1)[-1]
    if text[end] in '“«"‘':
        return (
            not closers and text[end + 1 : end + 2].isupper() and (last[-1:].isalnum() or last[-1:] in _SIGNS)
        )
    word = _WORD.match(text, end, end + WINDOW)
    vietnamese = last.isalpha() and last.islower() and not last.isascii()  # so that this is no address
    if word is None:  # `xuất viện.28 trẻ`, but neither `3.500` nor `v.2`
        return vietnamese and text[end].isdigit()
    first = word[0]
    if not first[0].isupper() or not (first[1:].islower() or len(first) == 1 or vietnamese):
        return False
    after = text[end : end + WINDOW].split(maxsplit=1)[0]
    if _ADDRESS.search(f"{token}.{after}"):
        return False
    if closers or text[mark : end - len(closers)] != ".":
        return text[mark] != "." or (len(first) > 1 and is_syllable(first))
    if text[mark - 1] in ')]”»"':
        return len(first) > 1
    if len(first) == 1 and first not in openers():
        return False
    if not vietnamese and (not is_syllable(first) or first.lower() in words("vi", "sentences", "domain")):
        return False
    if re.match(r"\.[^\W\d_]", after[len(first) :]):
        return False
    return _may_end(text, token, mark, begins=_begins(text, first, word.end()))


def _begins(text: str, first: str, end: int) -> bool:
    """Whether a word begins a sentence rather than a name: `Ông`, `Bệnh viện`, but not `Bình Dương`."""
    return first in openers() or opens_with_pair(text, end - len(first)) or text[end + 1 : end + 2].islower()


def _may_end(text: str, token: str, mark: int, *, begins: bool) -> bool:
    """Whether the last word of a sentence may look like this."""
    *parts, last = token.split(".")
    before = text[max(0, mark - len(token) - WINDOW) : mark - len(token)].split()
    previous = before[-1] if before else ""
    abbreviations = words("vi", "sentences", "abbreviation", "place abbreviation")
    if last.lower() in abbreviations:
        return False
    if any(part.lower() in abbreviations for part in parts):
        return begins
    if len(last) == 1 and last.isalpha():  # `dài 500 m`, `điểm a`, `Nguyễn Văn A`, but not `Q.Hai Bà Trưng`
        if last.islower():
            return (
                not last.isascii()
                or previous[-1:].isdigit()
                or previous.lower() in words("vi", "sentences", "numbered")
            )
        named = previous[:1].isupper() or bool(parts)
        return begins and (named or last not in words("vi", "sentences", "place initial"))
    if last[-1:].isupper():  # `TP.HCM`, `COVID`
        return begins
    return last[-1:].isalnum() or last[-1:] in _SIGNS if last else False
