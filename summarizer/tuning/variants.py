"""Variants of a translation pair: terms in braces, abbreviations, capitals, lost marks."""

import random
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from summarizer.text.glossary import Glossary, suggestion
from summarizer.text.glossary_files import Term
from summarizer.tuning.data import TermSpan

_INLINE = 0.5  # share of the pairs with terms whose terms are inline
_SUGGESTED = 0.7  # share of the pairs with words of the dictionary whose words have its English beside them
_CANDIDATE = 0.45  # share of the candidate terms of such a pair
_MOST = 4
_PUT = (
    0.25  # share of the terms told whose English takes their place, as the glossary does with abbreviations
)
_ABBREVIATED = 0.6  # share of the pairs with a long form that has an abbreviation
_INVENTED = 0.08  # share of the pairs with an abbreviation made up, and explained in braces
_UPPER, _BARE, _SPACED = 0.012, 0.008, 0.008
# Words of candidate terms that are too common to be worth a brace.
_COMMON = frozenset(
    "could not the and but for with from that this have has had was were been will would can may also there"  # noqa: SIM905
    " their they his her its which who when where time people more most other some many before after about"
    " first last year years day days said say says".split()
)
# Words that have a capital only where they open a sentence.
_OPENERS = frozenset(
    "các những một theo trong tại từ khi sau trước đến cùng ngoài bên để với nhiều hiện do vì nếu tuy nhưng"  # noqa: SIM905
    " và ông bà đây đó này việc người the a an in on at by for from to with as after before when while if"
    " but and he she they it this these that there many some his her their its according".split()
)


def vary(
    source: str, english: str, terms: Sequence[TermSpan], glossary: Glossary, rng: random.Random
) -> tuple[str, str]:
    """The pair, perhaps with terms in braces or abbreviated.

    Braces hold English that the target has, but for what is only suggested: that is the dictionary's as it
    will be at run time, right or wrong, so that the model learns how far to trust it.
    """
    source, abbreviated = _abbreviate(source, english, rng)
    if abbreviated:
        return source, english
    if rng.random() < _INVENTED:
        invented = _invent(source, english, terms, rng)
        if invented:
            return invented, english
    spans = _told(source, english, terms, glossary, rng) if rng.random() < _INLINE else []
    if rng.random() < _SUGGESTED:
        for match in glossary.suggested(source):
            if all(match.end <= start or match.start >= end for start, end, _ in spans):
                told = f"{source[match.start : match.end]} {suggestion(match.term)}"
                spans.append((match.start, match.end, told))
    for start, end, told in sorted(spans, reverse=True):
        source = f"{source[:start]}{told}{source[end:]}"
    return source, english


def _told(
    source: str, english: str, terms: Sequence[TermSpan], glossary: Glossary, rng: random.Random
) -> list[tuple[int, int, str]]:
    """Where terms stand, and what to put there: the glossary's whose English the target has, then candidates.

    None of them overlap.
    """
    spans: list[tuple[int, int, str]] = []
    for match in glossary.find(source):
        if match.term.type in ("verb", "place") and rng.random() < 0.7:
            continue  # rarely inline at run time
        found = next(filter(None, (_stands(form, english) for form in match.term.accepted)), None)
        if found:
            spans.append((match.start, match.end, found))
    words = [(match.start(), match.end()) for match in re.finditer(r"\S+", source)]
    added = 0
    for first, number, form in rng.sample(list(terms), len(terms)):
        if added >= _MOST or first + number > len(words) or rng.random() >= _CANDIDATE or _common(form):
            continue
        start, end = words[first][0], words[first + number - 1][1]
        end = start + len(source[start:end].rstrip(".,;:!?)\"”'"))
        start += len(source[start:end]) - len(source[start:end].lstrip("(\"“'"))
        found = _stands(form, english)
        if found and all(end <= a or start >= b for a, b, _ in spans):
            spans.append((start, end, found))
            added += 1
    return [
        (start, end, form if rng.random() < _PUT else f"{source[start:end]} {{{form}}}")
        for start, end, form in spans
    ]


def _invent(source: str, english: str, terms: Sequence[TermSpan], rng: random.Random) -> str | None:
    """A candidate term as its capital letters, explained in braces: `công an tỉnh` as `CAT {…}`.

    Letters that nobody has seen teach to copy what the braces say, whatever stands before them.
    """
    words = [(match.start(), match.end()) for match in re.finditer(r"\S+", source)]
    good = [
        (first, number, form)
        for first, number, form in terms
        if number >= 2 and first + number <= len(words) and not _common(form) and _stands(form, english)
    ]
    if not good:
        return None
    first, number, form = rng.choice(good)
    start, end = words[first][0], words[first + number - 1][1]
    end = start + len(source[start:end].rstrip(".,;:!?)\"”'"))
    letters = [word[0].upper() for word in source[start:end].split() if word[0].isalpha()]
    if len(letters) < 2:
        return None
    return f"{source[:start]}{''.join(letters)} {{{_stands(form, english)}}}{source[end:]}"


def _abbreviate(source: str, english: str, rng: random.Random) -> tuple[str, bool]:
    """Long forms that news abbreviates, as the target's English in their place, or abbreviated."""
    for pattern, term in _abbreviations():
        match = pattern.search(source)
        if match is None or rng.random() >= _ABBREVIATED:
            continue
        found = next(filter(None, (_stands(form, english) for form in (term.english, *term.variants))), None)
        if not found:
            continue
        told = rng.choice((found, found, f"{term.source} {{{found}}}", term.source))
        return f"{source[: match.start()]}{told}{source[match.end() :]}", True
    return source, False


@lru_cache
def _abbreviations() -> tuple[tuple[re.Pattern[str], Term], ...]:
    """The shipped abbreviations with patterns of their long forms, the longest first."""
    from summarizer.resources import folder
    from summarizer.text.glossary_files import read

    rows, _ = read(folder("configs") / "glossaries" / "abbreviations.tsv")
    terms = [row.term for row in rows if row.term.type == "abbr" and len(row.term.note.split()) > 1]
    terms.sort(key=lambda term: -len(term.note))
    return tuple(
        (re.compile(r"\b" + re.escape(term.note).replace(r",\ ", r",?\ ") + r"\b", re.IGNORECASE), term)
        for term in terms
    )


@lru_cache(maxsize=50_000)
def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(form)}(?!\w)", re.IGNORECASE)


def _stands(form: str, english: str) -> str | None:
    """The form as it stands in the English, in the case it has there."""
    match = _pattern(form).search(english)
    return match[0] if match else None


def _common(form: str) -> bool:
    words = form.casefold().split()
    return len(form) < 4 or all(word in _COMMON or word == "to" for word in words)


def as_clauses(made: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Sentences in a row as one with semicolons, as official reports string them together."""
    if not all(source.endswith(".") and english.endswith(".") for source, english in made[:-1]):
        return list(made)
    last = len(made) - 1
    return [
        (
            _clause(source, first=number == 0, last=number == last),
            _clause(english, first=number == 0, last=number == last),
        )
        for number, (source, english) in enumerate(made)
    ]


def _clause(text: str, *, first: bool, last: bool) -> str:
    opening = text.split(" ", 1)[0]
    if not first and opening.casefold() in _OPENERS:
        text = opening.casefold() + text[len(opening) :]
    return text if last else f"{text[:-1]};"


def spoil(source: str, rng: random.Random) -> str:
    """The text, seldom as real files have it: all capitals, marks lost, spaces astray."""
    chance = rng.random()
    if chance < _UPPER:
        if "{" not in source and len(source.split()) <= 30:
            return source.upper()
    elif chance < _UPPER + _BARE:
        if "{" not in source:
            return bare(source)
    elif chance < _UPPER + _BARE + _SPACED:
        words = source.split(" ")
        return "".join(word + rng.choice((" ", " ", " ", "  ", " \u00a0")) for word in words).strip()
    return source


def bare(text: str) -> str:
    """Vietnamese without its marks."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
