"""Letters of UTF-8 and of old fonts that were saved as if they were Western ones, read anew."""

import re

from summarizer.report import Finding
from summarizer.text.decoders import Decoded, best_fit, decoded_as, doubt, lost_characters
from summarizer.text.vietnamese import is_marked_syllable, plausibility, spelling

# A byte within a letter of UTF-8, as Windows or Latin-1 reads it, and the letters of Vietnamese with them.
_INNER = "[\x80-\xbf" + bytes(range(0x80, 0xA0)).decode("cp1252", "ignore") + "]"
_WRONG_LETTER = re.compile(f"[ÃÄÅÆÌ]{_INNER}|á[º»]{_INNER}|â(?:\x80|€){_INNER}")
_WRONG_WORD = re.compile(f"(?:{_WRONG_LETTER.pattern}|[^\\W\\d_])+")
# What stands in no right text. Marks do follow letters (XÃ… ĐÃ” «cá»”), and so do the numbers of notes (XÃ²).
_MARK = "[\xa0\xad«»‘’“”…–—¹²³]"
_SURELY_WRONG = re.compile(
    f"[ÃÄÅÆÌ][\x80-\x9f]|Ä‘|(?<=[a-z])[ÃÄÅÆÌ]{_INNER}|[ÃÄÅÆÌ](?!{_MARK}){_INNER}(?=[a-z])"
    f"|(?<![^\\W\\d_])[ÃÄÅÆÌ](?!{_MARK}){_INNER}|á(?:º|»(?!{_MARK})){_INNER}|â(?:\x80|€){_INNER}"
)
# Words on a line without a letter that is Vietnamese alone: the whole of them may be saved wrongly.
_MAYBE_WRONG = re.compile(r"(?<!\S)[^\nĂăĐđĨĩŨũƠơƯư\u0300-\u036f\u1ea0-\u1ef9]+(?!\S)")


def repaired(text: str) -> Decoded:
    """A text that is Unicode already, with what was saved in it as if it were Western letters read anew.

    All of it may be so, as where a document has an old font, or but some words, as where texts were joined.
    """
    if undone := _undo_double(text):
        return undone
    found: tuple[Finding, ...] = ()
    anew = _MAYBE_WRONG.sub(_read_anew, text) if _SURELY_WRONG.search(text) else text
    number = len(_WRONG_LETTER.findall(text)) - len(_WRONG_LETTER.findall(anew))
    if number > 1:
        text = anew
        message = (
            f"{number:,} letters of UTF-8 that were saved as Western ones were read anew; use the original"
        )
        found = (doubt(message),)
    return Decoded(text, "utf-8", (*found, *lost_characters(text)))


def _read_anew(words: re.Match[str]) -> str:
    if _SURELY_WRONG.search(words[0]) is None:
        return words[0]
    return _WRONG_WORD.sub(_right_word, words[0])


def _right_word(match: re.Match[str]) -> str:
    """A word read anew, if it is surely wrong or becomes a syllable: its neighbours are surely wrong."""
    word = match[0]
    anew = _WRONG_LETTER.sub(_right_letter, word)
    possible = is_marked_syllable(anew) and anew in (anew.lower(), anew.upper(), anew.capitalize())
    return anew if possible or _SURELY_WRONG.search(word) else word


def _right_letter(match: re.Match[str]) -> str:
    return b"".join(map(_western, match[0])).decode("utf-8", "replace")


def _undo_double(text: str) -> Decoded | None:
    """Undo legacy bytes that a program once saved as if they were Western letters, in UTF-8."""
    if _WRONG_LETTER.sub("", text).isascii() and _SURELY_WRONG.search(text) is None:
        return None
    try:
        data = b"".join(map(_western, text))
    except UnicodeEncodeError:
        return None  # nearly all of real Vietnamese: it has letters that the West has not
    try:  # UTF-8 twice: bytes that make sense as such are no chance
        return decoded_as(data.decode("utf-8"), "utf-8", "UTF-8 that was saved as Western letters in UTF-8")
    except UnicodeDecodeError:
        pass
    score, words = plausibility(text)
    if words < 2 or spelling(text) >= 0.8:
        return None
    best = best_fit(data, ("tcvn3", "vni", "windows-1258"), at_least=max(0.6, score + 0.2))
    if best is None:
        return None
    fixed, name = best
    return decoded_as(fixed, name, f"{name} that was saved as Western letters in UTF-8")


def _western(letter: str) -> bytes:
    return letter.encode("latin-1") if ord(letter) < 0x100 else letter.encode("cp1252")
