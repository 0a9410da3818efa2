"""Removes characters that nobody sees or that would disturb a terminal, and counts them."""

import re
import unicodedata

# Terminal escapes: CSI; OSC and the other strings, where they end in their line; character sets and modes.
# No class holds the escape sign itself, so every scan ends at the next one: the time is linear.
_ESCAPE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|\x9d)[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1b(?:[()*+#%][0-~]|[78=>])"
)
_LINE = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Controls, soft hyphen, zero width, directions, tags, noncharacters, halves of surrogate pairs. The joiner
# stays inside emoji.
_REMOVED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f\ud800-\udfff]"
    "|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d"
)
_RUN = re.compile(r"[^\w\s\x00-\x7f]{31,}")


def clean(text: str) -> tuple[str, int]:
    """The text in NFC with newlines for line ends and plain spaces, and how many signs were taken out.

    An escape sequence counts as one sign. Tabs stay: they part the cells of tables.
    """
    removed = 0
    text = text.removeprefix("\ufeff")
    for pattern in (_ESCAPE, _LINE, _SPACE):
        put = {_ESCAPE: "", _LINE: "\n", _SPACE: " "}[pattern]
        text, number = pattern.subn(put, text)
        removed += number if pattern is _ESCAPE else 0
    text, number = _REMOVED.subn("", text)
    removed += number
    before = len(text)
    text = _RUN.sub(_few_marks, text)
    removed += before - len(text)
    return unicodedata.normalize("NFC", text), removed


def _few_marks(run: re.Match[str]) -> str:
    """Normalising sorts the marks on a letter in quadratic time: no letter needs more than thirty."""
    kept, marks = [], 0
    for letter in run[0]:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= 30:
            kept.append(letter)
    return "".join(kept)
