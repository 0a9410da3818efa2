"""Persons of an article: how each is introduced, and where a text calls one by less than that."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer.text import known_names
from summarizer.text.names import Name
from summarizer.text.names import words as listing
from summarizer.text.persons import Mention, full_mentions, office, runs, title_before, verbs

_OFTEN = 2  # sentences in which a foreign name stands alone, where a longer one with it is a person's
_DOES = listing("hiện khai dùng cầm lao lấy bỏ")  # what somebody does, and no part of a noun
_GROUPS = listing("đình họ nhà vụ án")  # of which a family name may be said


@dataclass(frozen=True, slots=True)
class Person:
    """A person by the full name, and how the sentence of that index introduces him.

    `name` is with the title or office before it, `behind` what is said of the person behind it.
    """

    words: tuple[str, ...]
    sentence: int
    name: str
    behind: str

    @property
    def described(self) -> bool:
        """Whether it says more of the person than the name and a title such as ông."""
        return bool(self.behind or office().match(self.name))


def persons(texts: Sequence[str]) -> list[Person]:
    """Who has a full name in the sentences of an article, once each, by the first place that says more."""
    singles = Counter(word for text in texts for word in set(_singles(text)))
    titled = {word for text in texts for word in _titled(text)}
    titled |= {word for word, count in singles.items() if count >= _OFTEN and not known_names.known(word)}
    found: dict[tuple[str, ...], Person] = {}
    for index, text in enumerate(texts):
        for one in full_mentions(text, titled):
            person = Person(one.words, index, text[one.start : one.end], one.behind)
            known = found.setdefault(one.words, person)
            if person.described and not known.described:
                found[one.words] = person
    return list(found.values())


def bare_mentions(text: str, known: Sequence[Person]) -> Iterator[tuple[Mention, Person]]:
    """Where a text has a full name with no more than a title, of somebody whom the article describes."""
    for one in full_mentions(text):
        own = Person(one.words, 0, text[one.start : one.end], one.behind)
        for person in known:
            told = bool(person.behind) and text.startswith(person.behind, one.end)
            if person.words == one.words and person.described and not (own.described or told):
                yield one, person


def short_mentions(text: str, known: Sequence[Person]) -> Iterator[tuple[Mention, list[Person]]]:
    """Where a text calls somebody by a part of his name alone, with whom of the persons known it may mean.

    Nobody whose full name stands in the text.
    """
    full = full_mentions(text)
    for run in runs(text):
        own = tuple(name.text for name in run)
        start, end = run[0].start, run[-1].end
        title = title_before(text, start)
        if any((one.start < end and start < one.end) or _may_be(own, one.words, titled=True) for one in full):
            continue
        meant = [one for one in known if _may_be(own, one.words, titled=title is not None)]
        if meant and (title is not None or _stands_alone(run, text)):
            yield Mention(own, start if title is None else title, end, title is not None), meant


def said_names(text: str) -> set[tuple[str, ...]]:
    """The names that a text says, each with all its words: the place Anh Sơn is nobody called Sơn."""
    whole = {tuple(name.text for name in run) for run in runs(text)}
    return whole | {one.words for one in full_mentions(text)}


def introduced(mention: Mention, person: Person, text: str) -> str:
    """The text with the person's introduction in place of a short mention."""
    name, full = person.name, " ".join(person.words)
    head, tail = text[: mention.start], text[mention.end :]
    if mention.titled and name == full:
        name = text[mention.start : mention.end].removesuffix(" ".join(mention.words)) + full
    elif not head.strip(' “"'):
        name = name[:1].upper() + name[1:]
    elif name != full:
        name = name[:1].lower() + name[1:]
    closing = ""
    if person.behind and re.match(r"\s*\w", tail) and not person.behind.endswith(")"):
        closing = "," if person.behind.startswith(",") else f" {person.behind.split()[0]}"
    return f"{head}{name}{person.behind}{closing}{tail}"


def _titled(text: str) -> Iterator[str]:
    """Single names with a title before them: `ông Bezos`."""
    for run in runs(text):
        if len(run) == 1 and title_before(text, run[0].start) is not None:
            yield run[0].text


def _singles(text: str) -> Iterator[str]:
    """Foreign names that stand alone: `Dewji bị bắt cóc`."""
    for run in runs(text):
        if len(run) == 1 and not run[0].vietnamese and not run[0].text.isupper():
            yield run[0].text


def _may_be(own: tuple[str, ...], full: tuple[str, ...], *, titled: bool) -> bool:
    """Whether a part of a name may stand for the whole."""
    if len(own) >= len(full):
        return False
    return own == full[-len(own) :] or (titled and own == full[: len(own)])


def _stands_alone(run: Sequence[Name], text: str) -> bool:
    """Whether a name without a title is a person's rather than a word or a place of the same letters."""
    before = text[: run[0].start].split()[-1:]
    if before and before[0].lower() in _GROUPS:
        return False
    if not all(one.vietnamese for one in run):
        return True
    begins = not text[: run[0].start].strip(' “"') or text[: run[0].start].rstrip().endswith((",", " và"))
    behind = text[run[-1].end :].split(maxsplit=2)
    if begins and behind and behind[0] in {"và", "cùng"}:
        return True
    if begins and behind and behind[0] in _DOES:
        return True
    return bool(behind) and (behind[0] in verbs() or " ".join(behind[:2]) in verbs())
