"""Who did what: a summary's titles and deeds belong to those whom the article gives them to."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from summarizer.report import Finding
from summarizer.text.languages import words as listed_words
from summarizer.text.names import find, is_person, without_opener
from summarizer.text.names import words as listed
from summarizer.text.vectors import words

_BEFORE, _BEHIND = 14, 18  # syllables from a name to its title in the article, on either side
_NEXT = 7  # syllables from a title to the name behind it in the summary, in the same clause
_CLAUSE = re.compile(r"[,;:.!?…()–]")
_AUXILIARY = listed("đã đang sẽ vừa mới cũng còn từng lại được bị liền tiếp tục không chưa")
# What goes on behind a name without telling what it did; who said a thing, articles tell in many ways.
_NO_DEED = listed("và cùng với tại ở là của do từ đến trong hôm ngày sáng chiều tối trưa cho nói vào để")


@dataclass(frozen=True, slots=True)
class _Deed:
    """A name, the two syllables behind it, and whether they were done to it."""

    name: tuple[str, ...]
    deed: tuple[str, str]
    passive: bool


def check(article: str, evidence: str, sentence: str) -> Iterator[Finding]:
    """Errors for a title that the article never sets beside that name, and for another's deed.

    A deed is what stands right behind a name; it is another's where the evidence has it behind other names
    alone.
    """
    yield from _check_titles(article, sentence)
    yield from _check_deeds(evidence, sentence)


def _check_titles(article: str, sentence: str) -> Iterator[Finding]:
    known = words(article)
    for title, name in _titled(sentence):
        last = words(name)[-1]
        places = [index for index, word in enumerate(known) if word == last]
        near = [known[max(0, index - _BEFORE) : index + _BEHIND] for index in places]
        if near and not any(_has(one, title) for one in near):
            told = f"“{' '.join(title)}” of “{name}”"
            message = f"the summary says {told}; the article does not"
            yield Finding(kind="name", severity="error", message=message, found=f"{' '.join(title)} {name}")


def _titled(sentence: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each person of a sentence with the title before it in the same clause."""
    for _, group in groupby(find(sentence), key=lambda name: name.run):
        run = without_opener(list(group))
        person = next(
            (run[-size:] for size in (4, 3, 2) if len(run) >= size and is_person(run[-size:])), None
        )
        if not person:
            continue
        before = words(_CLAUSE.split(sentence[: person[0].start])[-1])[-_NEXT:]
        title = _last_title(before)
        if title:
            yield title, sentence[person[0].start : person[-1].end]


@cache
def _titles() -> frozenset[tuple[str, ...]]:
    """Ranks, offices and parts that somebody plays, of two syllables or more."""
    listed = listed_words("vi", "offices") | listed_words("vi", "ranks")
    return frozenset(tuple(title.split()) for title in listed)


def _last_title(before: Sequence[str]) -> tuple[str, ...] | None:
    longest = max(map(len, _titles()))
    for end in range(len(before), 0, -1):
        for size in range(min(longest, end), 1, -1):
            if tuple(before[end - size : end]) in _titles():
                return tuple(before[end - size : end])
    return None


def _has(there: Sequence[str], title: tuple[str, ...]) -> bool:
    return any(tuple(there[at : at + len(title)]) == title for at in range(len(there)))


def _check_deeds(evidence: str, sentence: str) -> Iterator[Finding]:
    theirs = list(_deeds(evidence))
    said = f" {' '.join(words(evidence))} "
    for ours in _deeds(sentence):
        same = [one for one in theirs if one.deed == ours.deed]
        # Somebody without a name may have done it too.
        named = len(same) == said.count(f" {' '.join(ours.deed)} ")
        apart = [one for one in same if one.passive != ours.passive or not _is_same(one.name, ours.name)]
        if same and named and len(apart) == len(same):
            name, deed, whose = (" ".join(one) for one in (ours.name, ours.deed, apart[0].name))
            message = f"the summary says of “{name}” what the article says otherwise of “{whose}”: “{deed}”"
            yield Finding(kind="name", severity="error", message=message, expected=whose, found=name)
            return


def _is_same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names may be one: the same last word, or all words of one in the other."""
    return one[-1] == other[-1] or set(one) <= set(other) or set(other) <= set(one)


def _deeds(text: str) -> Iterator[_Deed]:
    """The names of a text with what stands right behind them in their clause."""
    for _, group in groupby(find(text), key=lambda name: name.run):
        run = without_opener(list(group))
        if len(run) == 1 and run[0].opens:
            continue
        behind = words(_CLAUSE.split(text[run[-1].end :], maxsplit=1)[0])
        size = 0
        while size < min(3, len(behind)) and behind[size] in _AUXILIARY:
            size += 1
        if len(behind) >= size + 2 and behind[size].isalpha() and behind[size] not in _NO_DEED:
            passive = "bị" in behind[:size]
            name = tuple(word for one in run for word in words(one.text))
            yield _Deed(name, (behind[size], behind[size + 1]), passive)
