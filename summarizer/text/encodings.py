"""Decodes the bytes of Vietnamese files, in the encoding named or the one that fits best."""

import re
from typing import get_args

from summarizer.config import Encoding
from summarizer.errors import InputError, UsageError
from summarizer.report import Finding
from summarizer.setting_types import canonical_encoding
from summarizer.text.decoders import (
    DECODERS,
    SETTING,
    Decoded,
    best_fit,
    decoded_as,
    doubt,
    lost_characters,
    utf16_order,
)
from summarizer.text.mojibake import repaired
from summarizer.text.vietnamese import spelling

ENCODINGS: tuple[Encoding, ...] = get_args(Encoding)

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def decode(data: bytes, *, source: str, encoding: str = "auto") -> Decoded:
    """Decode an article's bytes.

    Raises:
        UsageError: there is no such encoding here.
        InputError: the bytes are not in the encoding, or none fits.
    """
    name = canonical_encoding(encoding)
    if name not in ENCODINGS:
        raise UsageError(SETTING, f": {encoding!r} is not known; choose from {', '.join(ENCODINGS)}")
    if name == "auto":
        return _guess(data, source)
    try:
        text = DECODERS[name](data)
    except UnicodeDecodeError as error:
        if name == "utf-8" and (mended := _few_bad_bytes(data)):
            return mended
        raise InputError(
            f"{source}: not {name} (byte {error.start}); give its encoding with ",
            SETTING,
            ", or leave that out",
        ) from None
    if name in ("utf-8", "utf-16"):
        return Decoded(text, name, (*_fits_another(data, text, name), *lost_characters(text)))
    if spelling(text) < 0.5 and not text.isascii():
        found = doubt(f"read as {name}, as told, but hardly a word is Vietnamese; look at {SETTING}")
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
    return (doubt(f"read as {name}, as told, but it looks like {what}; leave {SETTING} out"),)


def _guess(data: bytes, source: str) -> Decoded:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise InputError(
                f"{source}: broken UTF-16 (byte {error.start}); save it again as UTF-8, or give ", SETTING
            ) from None
        return Decoded(text, "utf-16", lost_characters(text))
    if wide := utf16_order(data):
        try:
            return decoded_as(data.decode(wide), "utf-16", "UTF-16 without a byte order mark")
        except UnicodeDecodeError:
            pass  # as likely chance: other encodings are tried
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _guess_legacy(data, source, error.start)
    return repaired(text)


def _guess_legacy(data: bytes, source: str, broken: int) -> Decoded:
    best = best_fit(data, ("windows-1258", "tcvn3", "vni"))
    if best is None and (mended := _few_bad_bytes(data)):
        return mended
    if best is None:
        raise InputError(
            f"{source}: not UTF-8 (byte {broken}) and no Vietnamese encoding fits clearly; give ",
            SETTING,
            f" ({', '.join(ENCODINGS[1:])}) or save it as UTF-8",
        )
    text, name = best
    return decoded_as(text, name, name)


def _few_bad_bytes(data: bytes) -> Decoded | None:
    """UTF-8 with a few bytes that are none: at most one for ten letters of several bytes."""
    text = data.decode("utf-8-sig", "replace")
    bad = text.count("\ufffd")
    good = sum(letter > "\x7f" and letter != "\ufffd" for letter in text)
    if not 0 < 10 * bad <= good:
        return None
    s = "" if bad == 1 else "s"
    return Decoded(text, "utf-8", (doubt(f"{bad} broken byte{s} of UTF-8 read as U+FFFD; use the original"),))
