"""Decodes the encodings of Vietnamese before Unicode: windows-1258, TCVN3 and VNI."""

import re
import unicodedata

# TCVN 5712:1993, the "ABC" of the .VnTime fonts, from 0xA0 on; the fonts have Windows punctuation below it.
_TCVN3 = (
    " ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịò"
    "ỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)

# The five bytes that Windows leaves undefined stay what they are, and are cleaned away.
_WINDOWS = {byte: bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}
_TCVN3_LETTERS = _WINDOWS | dict(enumerate(_TCVN3, start=0xA0))

# VNI writes a vowel and then a sign for its marks; a few letters have a place of their own.
_VNI_MARKS = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303",
    "ä": "\u0302\u0323", "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309",
    "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_LETTERS = {"æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ", "ñ": "đ"}
_VNI_LETTERS |= {old.upper(): new.upper() for old, new in _VNI_LETTERS.items()}
_VNI = re.compile(
    r"([AaEeOo])([áàåãäÁÀÅÃÄâÂ])|([Aa])([êéèúüëÊÉÈÚÜË])|([AaEeIiOoUuYyÔôÖö])([ùøûõïÙØÛÕÏ])|([æóòôöîñÆÓÒÔÖÎÑ])"
)
_WORD = re.compile(r"[^\W\d_]+")


def from_windows_1258(data: bytes) -> str:
    """Text of bytes in windows-1258; raises `UnicodeDecodeError`."""
    return unicodedata.normalize("NFC", data.decode("cp1258"))


def from_tcvn3(data: bytes) -> str:
    """Text of bytes in TCVN3 (ABC), whose capitals with marks are a matter of the font."""
    text = data.decode("latin-1").translate(_TCVN3_LETTERS)
    return _capitals(unicodedata.normalize("NFC", text))


def _capitals(text: str) -> str:
    """Capitals that only a font showed: `HộI NGHị` is `HỘI NGHỊ`, also where a line is all capitals."""
    lines = []
    for line in text.split("\n"):
        plain = [letter for letter in line if letter.isascii() and letter.isalpha()]
        if len(plain) >= 6 and all(map(str.isupper, plain)):
            lines.append(line.upper())
        else:
            lines.append(_WORD.sub(_capital_word, line))
    return "\n".join(lines)


def _capital_word(word: re.Match[str]) -> str:
    text = word[0]
    plain = [letter for letter in text if letter.isascii()]
    return (
        text.upper() if len(plain) > 1 and len(plain) < len(text) and all(map(str.isupper, plain)) else text
    )


def from_vni(data: bytes) -> str:
    """Text of bytes in VNI."""
    text = data.decode("latin-1").translate(_WINDOWS)
    return unicodedata.normalize("NFC", _VNI.sub(_vni_letter, text))


def _vni_letter(match: re.Match[str]) -> str:
    if alone := match[7]:
        return _VNI_LETTERS[alone]
    vowel = match[1] or match[3] or match[5]
    mark = match[2] or match[4] or match[6]
    return unicodedata.normalize("NFC", _VNI_LETTERS.get(vowel, vowel) + _VNI_MARKS[mark.lower()])
