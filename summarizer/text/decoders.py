"""The encodings of Vietnamese files, and which of them fits bytes best."""

from collections.abc import Callable
from dataclasses import dataclass

from summarizer.errors import Setting
from summarizer.report import Finding
from summarizer.text.legacy_encodings import from_tcvn3, from_vni, from_windows_1258
from summarizer.text.vietnamese import plausibility, spelling

SETTING = Setting("input.encoding")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding it was in, and the doubts about that."""

    text: str
    encoding: str
    findings: tuple[Finding, ...] = ()


def best_fit(data: bytes, names: tuple[str, ...], at_least: float = 0.6) -> tuple[str, str] | None:
    """The decoding that looks most like Vietnamese, if it is plausible and well ahead of the next."""
    tried = []
    for name in names:
        try:
            text = DECODERS[name](data)
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


def decoded_as(text: str, name: str, what: str) -> Decoded:
    """A text in an encoding that was guessed, which is told; `what` it was."""
    found = doubt(f"the encoding was guessed: {what}; if letters look wrong, set {SETTING}")
    return Decoded(text, name, (found, *lost_characters(text)))


def lost_characters(text: str) -> tuple[Finding, ...]:
    """The doubt that letters are missing, where a text has U+FFFD in their places."""
    if not (number := text.count("\ufffd")):
        return ()
    s = "" if number == 1 else "s"
    return (doubt(f"{number} character{s} lost before the file was saved (U+FFFD); use the original"),)


def doubt(message: str) -> Finding:
    """A finding about an encoding."""
    return Finding(kind="encoding", severity="warning", message=message)


def utf16_order(data: bytes) -> str | None:
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
    return data.decode(utf16_order(data) or "utf-16-le")


DECODERS: dict[str, Callable[[bytes], str]] = {
    "utf-8": lambda data: data.decode("utf-8-sig"),
    "utf-16": _from_utf16,
    "windows-1258": from_windows_1258,
    "tcvn3": from_tcvn3,
    "vni": from_vni,
}
