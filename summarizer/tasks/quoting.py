"""An article's sentence in place of a new one: shortened where it is long, and known for a quotation."""

import re
from collections.abc import Sequence

from summarizer.text.pointing import without_link
from summarizer.text.vectors import words

_LONG = 50  # syllables that a quotation may have; every fifth sentence of news has more
_SHORT = 25  # syllables that it keeps at least, so that it tells something
_CLAUSE = 6  # syllables that the last clause must have
_OPEN_END = re.compile(r"\s*[,;:]\Z")
_MARK = re.compile(r"[;,](?=\s)")
_ENCLOSED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|“[^“”]*”|\"[^\"]*\"|«[^«»]*»")


def quotation(sentence: str, *, link: bool = False) -> str:
    """The sentence, where it is long up to a clause mark, with `…`.

    The `link` that opens it stays only where what it links to stands before.
    """
    text = " ".join(sentence.split())
    text = text if link else without_link(text)
    text = _OPEN_END.sub("…", text)  # an item of a list
    if len(words(text)) <= _LONG:
        return text
    enclosed = [match.span() for match in _ENCLOSED.finditer(text)]
    marks = list(_MARK.finditer(text))
    before = [0, *(match.end() for match in marks)]
    cuts = [
        (match.start(), match[0])
        for match, start in zip(marks, before, strict=False)
        if len(words(text[start : match.start()])) >= _CLAUSE
        and not any(start < match.start() < end for start, end in enclosed)
        and _SHORT <= len(words(text[: match.start()])) <= _LONG
    ]
    if not cuts:
        return text
    end = max(cuts, key=lambda cut: (cut[1] == ";", cut[0]))[0]
    return f"{text[:end].rstrip()}…"


def is_copied(text: str, sentences: Sequence[str]) -> bool:
    """Whether a text is, word for word, a sentence or the part of one."""
    said = f" {' '.join(words(text))} "
    return any(said in f" {' '.join(words(sentence))} " for sentence in sentences)
