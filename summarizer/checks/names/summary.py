"""Names of a summary are those of its article, as they stand there."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.report import Finding
from summarizer.text.folding import folded
from summarizer.text.known_names import with_whole_city
from summarizer.text.languages import alternatives, words
from summarizer.text.names import Name, bare, find, is_person, without_opener

_WORD = re.compile(r"[^\W_]+")
_CITY = " ".join(map(folded, ("", "Hồ", "Chí", "Minh", "")))
# What a name is said to be of: `Nguyễn Văn An (Bạc Liêu)`.
_IN_BRACKETS = re.compile(r"(?P<before>[^\W_]+)[\"”’]? ?\((?P<inside>[^\W\d_][^()]{1,60})\)")


@dataclass(frozen=True, slots=True)
class _Article:
    """An article's words: with marks and without, one line of them all, those of names that stand alone."""

    words: frozenset[str]
    plain: frozenset[str]
    line: str
    alone: frozenset[str]


def _analysed(text: str) -> _Article:
    text = with_whole_city(text)
    words = [folded(word) for word in _WORD.findall(text)]
    names = find(text)
    runs = Counter(name.run for name in names)
    alone = frozenset(folded(name.text) for name in names if runs[name.run] == 1)
    known = frozenset(words)
    return _Article(known, frozenset(map(bare, known)), f" {' '.join(words)} ", alone)


def check(source: Source, output: Output) -> Iterator[Finding]:
    """Errors for names of a Vietnamese summary's sentence that the article does not have as they stand.

    Marks count here. Words with a capital that stand side by side must do so in the article, in pieces of
    two or more; a person's name must stand there in one piece, and a rank before it must be one that the
    article gives that person.
    """
    if output.text.isupper():
        return
    article = source.once(_analysed)
    if _CITY in article.line:
        output = Output(with_whole_city(output.text), output.language)
    for names in output.runs:
        run = without_opener(names)
        new = [name for name in run if not _known(name, article)]
        person = _tail_person(run)
        if new:
            yield _new(new)
        elif person and _as_words(person) not in article.line:
            yield _new(person)
        elif not _in_pieces(run, article):
            yield _new(run)
        elif person:
            yield from _check_rank(output.text, person, article)
    yield from _check_brackets(output.text, article)


def _check_brackets(sentence: str, article: _Article) -> Iterator[Finding]:
    """An error where a name in brackets stands behind another word than it ever does in the article.

    Of abbreviations, which only say the words before them again, `abbreviations` takes care.
    """
    for match in _IN_BRACKETS.finditer(sentence):
        words, found = [folded(word) for word in _WORD.findall(match[0])], match["inside"]
        if not found[0].isupper():
            continue
        if f" {' '.join(words)} " not in article.line and not re.fullmatch(r"[A-ZĐ\d ]{2,8}", found):
            message = f"the summary puts “({found})” behind “{match['before']}”; the article does not"
            yield finding("name", message, found=found)


def _check_rank(sentence: str, person: Sequence[Name], article: _Article) -> Iterator[Finding]:
    """An error where the summary gives a person another rank than the article ever does."""
    ranks = _ranks()
    ranked = re.compile(rf"(?<!\S)({alternatives(ranks)}){re.escape(_as_words(person))}")
    here = ranked.search(f" {' '.join(map(folded, _WORD.findall(sentence)))} ")
    given = ranked.findall(article.line)
    if here is None or not given or here[1] in given:
        return
    text, expected, found = _text(person), ranks[given[0]], ranks[here[1]]
    message = f"the article says “{expected} {text}”; the summary says “{found} {text}”"
    yield finding("name", message, expected=expected, found=found)


@cache
def _ranks() -> dict[str, str]:
    """The ranks by their words as they are compared."""
    return {" ".join(map(folded, rank.split())): rank for rank in words("vi", "ranks")}


def _tail_person(run: Sequence[Name]) -> list[Name]:
    """The person at the end of capitalised words: `Lương Tam Quang` of `Quốc hội Lương Tam Quang`."""
    for size in (4, 3, 2):
        if len(run) >= size and is_person(run[-size:]) and (len(run) == size or size > 2):
            return list(run[-size:])
    return []


def _in_pieces(run: Sequence[Name], article: _Article) -> bool:
    """Whether a run is made of the article's stretches: two words or more, or names alone there."""
    reached = {0}
    for end in range(1, len(run) + 1):
        last = run[end - 1]
        single = (
            len(run) == 1 or last.opens or last.text.isupper() or folded(last.text) in article.alone
        ) or not last.vietnamese
        if (single and end - 1 in reached) or any(
            _as_words(run[start:end]) in article.line for start in reached if start < end - 1
        ):
            reached.add(end)
    return len(run) in reached


def _known(name: Name, article: _Article) -> bool:
    parts = _WORD.findall(name.text)
    if (name.opens and name.vietnamese) or name.text.isupper():
        return True  # a sentence's own capital; an abbreviation, which `abbreviations` looks up
    if all(folded(part) in article.words for part in parts):
        return True
    return not name.vietnamese and all(bare(part) in article.plain or len(part) < 2 for part in parts)


def _as_words(run: Sequence[Name]) -> str:
    return f" {' '.join(folded(word) for name in run for word in _WORD.findall(name.text))} "


def _text(run: Sequence[Name]) -> str:
    return " ".join(name.text for name in run)


def _new(run: Sequence[Name]) -> Finding:
    text = _text(run)
    return finding("name", f"the summary names “{text}”; the article does not", found=text)
