"""An article's sentence in place of a new one: shortened where it is long, and known for a quotation."""

import re
from collections.abc import Sequence
from functools import cache

from summarizer.text.languages import alternatives
from summarizer.text.languages import words as listed
from summarizer.text.pointing import without_link
from summarizer.text.vectors import words

LONG = 50  # syllables that a quotation may have; every fifth sentence of news has more
_SHORT = 0.5  # of them it keeps at least, so that it tells something
_CLAUSE = 6  # syllables that the last clause must have
_OPEN_END = re.compile(r"\s*[,;:]\Z")
_ENCLOSED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|“[^“”]*”|\"[^\"]*\"|«[^«»]*»")


def quotation(sentence: str, *, link: bool = False, most: int = LONG) -> str:
    """The sentence, where it has more syllables than `most` up to a clause mark, with `…`.

    It is cut only before a clause of its own, never in a list or before the words that say who spoke; where
    it has no such place it stays as it is. The `link` that opens it stays only where what it links to stands
    before.
    """
    text = " ".join(sentence.split())
    text = text if link else without_link(text)
    text = _OPEN_END.sub("…", text)  # an item of a list
    if len(words(text)) <= most:
        return text
    enclosed = [match.span() for match in _ENCLOSED.finditer(text)]
    marks = list(re.finditer(r"[;,](?=\s)", text))
    before = [0, *(match.end() for match in marks)]
    cuts = [
        (match.start(), match[0])
        for match, start in zip(marks, before, strict=False)
        if (match[0] == ";" or _clause().match(text, match.end()))
        and len(words(text[start : match.start()])) >= _CLAUSE
        and not any(start < match.start() < end for start, end in enclosed)
        and _SHORT * most <= len(words(text[: match.start()])) <= most
    ]
    if not cuts:
        return text
    end = max(cuts, key=lambda cut: (cut[1] == ";", cut[0]))[0]
    return f"{text[:end].rstrip()}…"


@cache
def _clause() -> re.Pattern[str]:
    """What begins a clause that can go without changing the rest."""
    return re.compile(rf"\s+(?:{alternatives(listed('vi', 'cuts', 'clause'))})(?!\w)")


def is_copied(text: str, sentences: Sequence[str]) -> bool:
    """Whether a text is, word for word, a sentence or the part of one."""
    said = f" {' '.join(words(text))} "
    return any(said in f" {' '.join(words(sentence))} " for sentence in sentences)
