"""The newer place of tone marks: on the last vowel of oa, oe and uy."""

import re
import unicodedata

# As VinAI's normalization for BARTpho and VinAI Translate has it, for texts in NFC.
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_PAIRS = {
    unicodedata.normalize("NFC", first + tone + second): unicodedata.normalize("NFC", first + second + tone)
    for first, second in ("oa", "Oa", "OA", "oe", "Oe", "OE", "uy", "Uy", "UY")
    for tone in _TONES
}
_PATTERN = re.compile("|".join(_PAIRS))


def on_last_vowel(text: str) -> str:
    """The text with hòa spelled hoà."""
    return _PATTERN.sub(lambda match: _PAIRS[match[0]], text)
