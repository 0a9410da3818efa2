"""Decodes the bytes of Vietnamese files, in the encoding named or the one that fits best."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import get_args

from summarizer.config import Encoding, canonical_encoding
from summarizer.errors import InputError, Setting, UsageError
from summarizer.report import Finding
from summarizer.text.legacy_encodings import from_tcvn3, from_vni, from_windows_1258
from summarizer.text.vietnamese import is_marked_syllable, plausibility, spelling

ENCODINGS: tuple[Encoding, ...] = get_args(Encoding)
_SETTING = Setting("input.encoding")

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
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


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding it was in, and the doubts about that."""

    text: str
    encoding: str
    findings: tuple[Finding, ...] = ()


def decode(data: bytes, *, source: str, encoding: str = "auto") -> Decoded:
    """Decode an article's bytes.

    Raises:
        UsageError: there is no such encoding here.
        InputError: the bytes are not in the encoding, or none fits.
    """
    name = canonical_encoding(encoding)
    if name not in ENCODINGS:
        raise UsageError(_SETTING, f": {encoding!r} is not known; choose from {', '.join(ENCODINGS)}")
    if name == "auto":
        return _guess(data, source)
    try:
        text = _DECODERS[name](data)
    except UnicodeDecodeError as error:
        if name == "utf-8" and (mended := _few_bad_bytes(data)):
            return mended
        raise InputError(
            f"{source}: not {name} (byte {error.start}); give its encoding with ",
            _SETTING,
            ", or leave that out",
        ) from None
    if name in ("utf-8", "utf-16"):
        return Decoded(text, name, (*_fits_another(data, text, name), *_lost_characters(text)))
    if spelling(text) < 0.5 and not text.isascii():
        found = _finding(f"read as {name}, as told, but hardly a word is Vietnamese; look at {_SETTING}")
        return Decoded(text, name, (found,))
    return Decoded(text, name)


def _fits_another(data: bytes, text: str, name: str) -> tuple[Finding, ...]:
    """The doubt that Unicode which was named is wrong: the bytes are words in another way too.

    Whatever the language: ideograms in UTF-16 are hardly ever UTF-8 with words, but such UTF-8 is ideograms.
    """
    try:
        other = _guess(data, "")
    except InputError:
        return ()
    if other.text == text or len(other.text.split()) < 2 or _CONTROL.search(other.text):
        return ()
    what = f"{other.encoding} once decoded wrongly" if other.encoding == name else other.encoding
    return (_finding(f"read as {name}, as told, but it looks like {what}; leave {_SETTING} out"),)


def _guess(data: bytes, source: str) -> Decoded:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise InputError(
                f"{source}: broken UTF-16 (byte {error.start}); save it again as UTF-8, or give ", _SETTING
            ) from None
        return Decoded(text, "utf-16", _lost_characters(text))
    if wide := _utf16_order(data):
        try:
            return _decoded_as(data.decode(wide), "utf-16", "UTF-16 without a byte order mark")
        except UnicodeDecodeError:
            pass  # as likely chance: other encodings are tried
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _guess_legacy(data, source, error.start)
    return repaired(text)


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
        found = (_finding(message),)
    return Decoded(text, "utf-8", (*found, *_lost_characters(text)))


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


def _guess_legacy(data: bytes, source: str, broken: int) -> Decoded:
    best = _best(data, ("windows-1258", "tcvn3", "vni"))
    if best is None and (mended := _few_bad_bytes(data)):
        return mended
    if best is None:
        raise InputError(
            f"{source}: not UTF-8 (byte {broken}) and no Vietnamese encoding fits clearly; give ",
            _SETTING,
            f" ({', '.join(ENCODINGS[1:])}) or save it as UTF-8",
        )
    text, name = best
    return _decoded_as(text, name, name)


def _few_bad_bytes(data: bytes) -> Decoded | None:
    """UTF-8 with a few bytes that are none: at most one for ten letters of several bytes."""
    text = data.decode("utf-8-sig", "replace")
    bad = text.count("\ufffd")
    good = sum(letter > "\x7f" and letter != "\ufffd" for letter in text)
    if not 0 < 10 * bad <= good:
        return None
    s = "" if bad == 1 else "s"
    return Decoded(
        text, "utf-8", (_finding(f"{bad} broken byte{s} of UTF-8 read as U+FFFD; use the original"),)
    )


def _undo_double(text: str) -> Decoded | None:
    """Undo legacy bytes that a program once saved as if they were Western letters, in UTF-8."""
    if _WRONG_LETTER.sub("", text).isascii() and _SURELY_WRONG.search(text) is None:
        return None
    try:
        data = b"".join(map(_western, text))
    except UnicodeEncodeError:
        return None  # nearly all of real Vietnamese: it has letters that the West has not
    try:  # UTF-8 twice: bytes that make sense as such are no chance
        return _decoded_as(data.decode("utf-8"), "utf-8", "UTF-8 that was saved as Western letters in UTF-8")
    except UnicodeDecodeError:
        pass
    score, words = plausibility(text)
    if words < 2 or spelling(text) >= 0.8:
        return None
    best = _best(data, ("tcvn3", "vni", "windows-1258"), at_least=max(0.6, score + 0.2))
    if best is None:
        return None
    fixed, name = best
    return _decoded_as(fixed, name, f"{name} that was saved as Western letters in UTF-8")


def _western(letter: str) -> bytes:
    return letter.encode("latin-1") if ord(letter) < 0x100 else letter.encode("cp1252")


def _best(data: bytes, names: tuple[str, ...], at_least: float = 0.6) -> tuple[str, str] | None:
    """The decoding that looks most like Vietnamese, if it is plausible and well ahead of the next."""
    tried = []
    for name in names:
        try:
            text = _DECODERS[name](data)
        except UnicodeDecodeError:
            continue
        score, words = plausibility(text)
        # Few words carry no frequent one: then all of them have to be well spelt.
        score = max(score, spelling(text) - 0.1 if words < 12 else 0.0)
        tried.append((score, text, name))
    tried.sort(reverse=True, key=lambda one: one[0])
    if not tried or tried[0][0] < at_least:
        return None
    if len(tried) > 1 and tried[0][0] - tried[1][0] < 0.15 and tried[0][1] != tried[1][1]:
        return None
    return tried[0][1:]


def _decoded_as(text: str, name: str, what: str) -> Decoded:
    found = _finding(f"the encoding was guessed: {what}; if letters look wrong, set {_SETTING}")
    return Decoded(text, name, (found, *_lost_characters(text)))


def _lost_characters(text: str) -> tuple[Finding, ...]:
    if not (number := text.count("\ufffd")):
        return ()
    s = "" if number == 1 else "s"
    return (_finding(f"{number} character{s} lost before the file was saved (U+FFFD); use the original"),)


def _finding(message: str) -> Finding:
    return Finding(kind="encoding", severity="warning", message=message)


def _utf16_order(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark, or None where it is not that.

    In Vietnamese and Western text the high bytes are 0, 1, 3, 0x1E and 0x20, and most of them are 0.
    """
    if len(data) < 4 or len(data) % 2:
        return None
    for order, high in (("utf-16-le", data[1::2]), ("utf-16-be", data[0::2])):
        usual = sum(map(high.count, b"\x00\x01\x03\x1e\x20"))
        low = data[0::2] if order == "utf-16-le" else data[1::2]
        if usual >= 0.95 * len(high) and high.count(0) >= 0.3 * len(high) and low.count(0) <= 0.05 * len(low):
            return order
    return None


def _from_utf16(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    return data.decode(_utf16_order(data) or "utf-16-le")


_DECODERS: dict[str, Callable[[bytes], str]] = {
    "utf-8": lambda data: data.decode("utf-8-sig"),
    "utf-16": _from_utf16,
    "windows-1258": from_windows_1258,
    "tcvn3": from_tcvn3,
    "vni": from_vni,
}
