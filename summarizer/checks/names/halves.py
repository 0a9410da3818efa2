"""Names of which one half became another: Hà Đông as Ha Long, Kim Jong-un as Kim Jong-il."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from summarizer.checks.analysed import Output, Source
from summarizer.checks.names.phrases import changed
from summarizer.checks.names.words import bare_line
from summarizer.report import Finding
from summarizer.text import known_names
from summarizer.text.english_words import is_common
from summarizer.text.names import CAPITAL, Name, bare

_HYPHENED = re.compile(r"(?<![\w-])[A-Z][a-z]+-[A-Za-z][a-z]+(?![\w-])")
_TOWN = re.compile(
    r"\b(?i:thị trấn|thị xã|huyện|quận|xã|phường|thôn|ấp|làng|buôn|bản) "
    rf"(?P<name>{CAPITAL}\w+ {CAPITAL}\w++)(?! {CAPITAL})"
)


def check(source: Source, output: Output) -> Iterator[Finding]:
    """An error for a name of two syllables, or with a hyphen, of which the English has but one half."""
    yield from _pairs(source, output)
    yield from _hyphened(source.text, output.text)


def _pairs(source: Source, output: Output) -> Iterator[Finding]:
    """Ba Loc Town, of thị trấn Mỹ Lộc: one syllable is another."""
    names = [match["name"] for match in _TOWN.finditer(source.text)]
    names += [" ".join(name.text for name in run) for run in source.runs if _is_pair(run)]
    for name in dict.fromkeys(names):
        words = [bare(word) for word in name.split()]
        if "".join(words) in output.words.joined or known_names.known(name):
            continue
        for run in output.runs:
            for one, other in pairwise(run):
                half = (one.bare == words[0]) != (other.bare == words[1])
                pair = f" {one.bare} {other.bare} "
                if (
                    half
                    and one.vietnamese
                    and other.vietnamese
                    and (pair in _home_pairs() or not (is_common(one.bare) or is_common(other.bare)))
                    and pair not in source.once(bare_line)
                ):
                    yield changed(name, f"{one.text} {other.text}")
                    return


@cache
def _home_pairs() -> frozenset[str]:
    """Cities and provinces of two syllables, bare, with a space round each word: Ha Long."""
    return frozenset(f" {' '.join(map(bare, home.split()))} " for home in known_names.homes())


def _is_pair(run: tuple[Name, ...]) -> bool:
    """Whether words are a name of two Vietnamese syllables with diacritics, such as Hà Đông."""
    return len(run) == 2 and all(name.vietnamese and not name.text.isascii() for name in run)


def _hyphened(source: str, output: str) -> Iterator[Finding]:
    """Kim Jong-il, of Kim Jong-un: one half of a foreign name is another."""
    ours, theirs = (dict.fromkeys(_HYPHENED.findall(text)) for text in (source, output))
    for name in ours:
        first, _, last = name.casefold().partition("-")
        for other in theirs:
            halves = other.casefold().partition("-")
            if name not in theirs and other not in ours and (halves[0] == first) != (halves[2] == last):
                yield changed(name, other)
                break
