"""Names of a summary are the article's own."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from summarizer.document import Document
from summarizer.report import Finding
from summarizer.text.names import Name, bare, find, folded, is_person

_WORD = re.compile(r"[^\W_]+")
_RANKS = (
    "hạ sĩ|trung sĩ|thượng sĩ|thiếu úy|trung úy|thượng úy|đại úy|thiếu tá|trung tá|thượng tá|đại tá"
    "|thiếu tướng|trung tướng|thượng tướng|đại tướng|chuẩn đô đốc|phó đô đốc|đô đốc"
)


def check_summary(document: Document, sentence: str) -> Iterator[Finding]:
    """Errors for names of a Vietnamese summary's sentence that the article does not have as they stand.

    Marks count here. A person's name must stand in the article in one piece, and a rank before it must be
    one that the article gives that person.
    """
    words = [folded(word) for word in _WORD.findall(document.text)]
    known = frozenset(words)
    plain = frozenset(bare(word) for word in known)
    line = f" {' '.join(words)} "
    for _, group in groupby(find(sentence), key=lambda name: name.run):
        run = list(group)
        new = [name for name in run if not _known(name, known, plain)]
        if new:
            text = " ".join(name.text for name in new)
            yield _finding(f"the summary names “{text}”; the article does not", found=text)
            continue
        person = _tail_person(run)
        if not person:
            continue
        text = " ".join(name.text for name in person)
        as_words = " ".join(folded(word) for word in _WORD.findall(text))
        if f" {as_words} " not in line:
            yield _finding(f"the summary names “{text}”; the article has no such name", found=text)
            continue
        yield from _check_rank(sentence, text, as_words, line)


def _check_rank(sentence: str, text: str, as_words: str, line: str) -> Iterator[Finding]:
    ranks = "|".join(" ".join(folded(word) for word in rank.split()) for rank in _RANKS.split("|"))
    here = " ".join(folded(word) for word in _WORD.findall(sentence))
    mine = re.search(rf"(?<!\S)({ranks}) {re.escape(as_words)}(?!\S)", here)
    if mine is None:
        return
    given = set(re.findall(rf"(?<!\S)({ranks}) {re.escape(as_words)}(?!\S)", line))
    if given and mine[1] not in given:
        expected = next(rank for rank in _RANKS.split("|") if " ".join(map(folded, rank.split())) in given)
        found = next(rank for rank in _RANKS.split("|") if " ".join(map(folded, rank.split())) == mine[1])
        yield _finding(
            f"the article says “{expected} {text}”; the summary says “{found} {text}”",
            expected=expected,
            found=found,
        )


def _tail_person(run: Sequence[Name]) -> list[Name]:
    """The person at the end of capitalised words: `Lương Tam Quang` of `Quốc hội Lương Tam Quang`."""
    for size in (4, 3, 2):
        if len(run) >= size and is_person(run[-size:]) and (len(run) == size or size > 2):
            return list(run[-size:])
    return []


def _known(name: Name, known: frozenset[str], plain: frozenset[str]) -> bool:
    parts = _WORD.findall(name.text)
    if name.opens and name.vietnamese:
        return True
    if all(folded(part) in known for part in parts):
        return True
    return not name.vietnamese and all(bare(part) in plain or len(part) < 2 for part in parts)


def _finding(message: str, *, expected: str | None = None, found: str | None = None) -> Finding:
    return Finding(kind="name", severity="error", message=message, expected=expected, found=found)
