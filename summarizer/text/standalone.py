"""What a sentence needs from its article to be understood, and what of that a rule can give."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

from summarizer.document import Document, Sentence
from summarizer.text.dialogue import Turn, asked, turns
from summarizer.text.introductions import (
    Person,
    bare_mentions,
    introduced,
    persons,
    said_names,
    short_mentions,
)
from summarizer.text.lacking import lacking
from summarizer.text.list_items import Listed, lists, with_introduction, without_mark
from summarizer.text.needs import Need
from summarizer.text.persons import Mention
from summarizer.text.pointing import QUOTATION, opening
from summarizer.text.same_day import dated
from summarizer.text.speech import Speech, speeches, unclosed, with_speaker
from summarizer.text.title_persons import by_title
from summarizer.text.vectors import words

_FIRST = 3  # sentences in which a pronoun may mean whom the title names
_SHORT = 50  # syllables of a quotation of several sentences that is told whole


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence as it can be told by itself, and the ids of the sentences whose words it has.

    `needs` says what it lacks with its persons introduced.
    """

    sentence: Sentence
    ids: tuple[int, ...]
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class Introduced:
    """A text that introduces its persons, and the ids of the sentences whose words that took."""

    text: str
    ids: tuple[int, ...]


class Surroundings:
    """One article's quotations and persons, by which its sentences and its summary's are understood."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._sentences = document.body or document.sentences
        self._texts = [" ".join(one.text.split()) for one in self._sentences]
        self._paragraphs = [one.paragraph for one in self._sentences]

    @cached_property
    def _turns(self) -> list[Turn]:
        return turns(self._texts, self._paragraphs)

    @cached_property
    def _speeches(self) -> dict[int, Speech]:
        answers = [Speech(one.first, one.last, one.speaker, "") for one in self._turns if not one.asks]
        quoted = [
            *unclosed(self._texts, self._paragraphs),
            *speeches(self._texts, self._paragraphs),
            *answers,
        ]
        return {index: one for one in quoted for index in range(one.first, one.last + 1)}

    @cached_property
    def _asked(self) -> set[int]:
        return asked(self._texts, self._turns)

    @cached_property
    def _persons(self) -> list[Person]:
        return persons([*self._texts, self.title])

    @cached_property
    def _heading(self) -> tuple[Sentence, ...]:
        """The sentence that is the title, where there is one."""
        return tuple(one for one in self._document.sentences if one.paragraph == 0)

    @cached_property
    def _lists(self) -> list[Listed]:
        return lists(self._texts, self._paragraphs)

    @cached_property
    def _items(self) -> dict[int, Listed]:
        return {i: one for one in self._lists for i in one.items if i not in self._speeches}

    @cached_property
    def _within(self) -> set[int]:
        return {i for one in self._lists for i in one.within if i not in self._speeches}

    @property
    def dependent(self) -> set[int]:
        """The ids of sentences that no reader understands alone: questions of a talk and items of a list."""
        return {self._sentences[index].id for index in (*self._asked, *self._items, *self._within)}

    @property
    def title(self) -> str:
        """The article's title, or nothing."""
        return self._document.title or ""

    @cached_property
    def text(self) -> str:
        """The article's sentences, one behind the other."""
        return " ".join(self._texts)

    def unspoken(self, id_: int) -> list[Need]:
        """What the sentence of that id lacks as a part of a quotation of which nothing says who speaks."""
        return [need for need in self._needs_of.get(id_, ()) if need.kind == "speaker"]

    def sources(self, ids: Sequence[int]) -> set[int]:
        """The ids of all sentences whose words the passages of these ids have."""
        return {source for one in ids for source in self._ids[one]}

    @cached_property
    def _needs_of(self) -> dict[int, tuple[Need, ...]]:
        return {one.sentence.id: one.needs for one in self.passages}

    @cached_property
    def _ids(self) -> dict[int, tuple[int, ...]]:
        return {one.sentence.id: one.ids for one in self.passages}

    @cached_property
    def passages(self) -> list[Passage]:
        """Every sentence as it can be told by itself; a short quotation of several sentences as one."""
        found: list[Passage] = []
        for index, sentence in enumerate(self._sentences):
            speech = self._speeches.get(index)
            if index in self._asked or index in self._within:
                found.append(Passage(replace(sentence, candidate=False), (sentence.id,), ()))
            elif index in self._items:
                found.append(self._item(index))
            elif speech is None:
                found.append(self._plain(index))
            elif self._is_told_whole(speech):
                if index == speech.first:
                    members = self._sentences[speech.first : speech.last + 1]
                    text = " ".join(self._texts[speech.first : speech.last + 1])
                    found.append(self._passage(sentence, text, tuple(one.id for one in members)))
            else:
                found.append(self._spoken(index, speech))
        return found

    def _plain(self, index: int) -> Passage:
        """A sentence that is no part of a quotation of several, with what it says in words of others.

        That is the date that `cùng ngày` means, and who is called `ông này` whom the title alone has named.
        """
        sentence, made = self._sentences[index], dated(self._texts, index)
        opens = index < _FIRST and bool(self._heading)
        if opens and not any(one.sentence < index for one in self._persons):
            named = by_title(sentence.text, self.title)
            if named:
                return self._passage(sentence, named, (self._heading[0].id, sentence.id))
        if made is None:
            return self._passage(sentence, sentence.text, (sentence.id,))
        return self._passage(sentence, made[0], (self._sentences[made[1]].id, sentence.id))

    def _item(self, index: int) -> Passage:
        """An item of a list with what introduces it, which no summary chooses where that is too long."""
        sentence, made = self._sentences[index], with_introduction(self._texts, self._items[index], index)
        if made is None:
            return Passage(replace(sentence, candidate=False), (sentence.id,), ())
        text, indexes = made
        ids = tuple(self._sentences[one].id for one in indexes)
        return self._passage(replace(sentence, candidate=True), text, ids)

    def _is_told_whole(self, speech: Speech) -> bool:
        own = range(speech.first, speech.last + 1)
        if not speech.closed or not QUOTATION.search(" ".join(self._texts[index] for index in own)):
            return False
        beside = self._texts[speech.first].startswith(speech.before) and bool(speech.before or speech.behind)
        return beside and sum(len(words(self._texts[index])) for index in own) <= _SHORT

    def _spoken(self, index: int, speech: Speech) -> Passage:
        sentence = self._sentences[index]
        text = with_speaker(self._texts, speech, index)
        if text is None:
            unmarked = replace(sentence, text=without_mark(sentence.text))
            return Passage(unmarked, (sentence.id,), (Need("speaker", opening(unmarked.text)),))
        names = speech.last if speech.behind else speech.first
        ids = tuple(sorted({sentence.id, self._sentences[names].id}))
        return self._passage(sentence, text, ids)

    def _passage(self, sentence: Sentence, text: str, ids: tuple[int, ...]) -> Passage:
        text = without_mark(text)
        return Passage(replace(sentence, text=text), ids, tuple(self.needs(self.introducing(text).text)))

    def needs(self, text: str, before: Sequence[str] = ()) -> list[Need]:
        """What a text lacks where these stand before it, the article's title among what is known anyway."""
        unknown = self._unknown(text, [self.title, *before])
        persons_ = (Need("person", text[one.start : one.end]) for one, _ in unknown)
        return [*lacking(text, before), *persons_]

    def _unknown(self, text: str, known: Sequence[str]) -> Iterator[tuple[Mention, list[Person]]]:
        """Persons whom a text calls by a part of their names, and who are not in what is known."""
        if not self._persons:
            return
        said = {words for other in known for words in said_names(other)}
        for mention, meant in short_mentions(text, self._persons):
            if mention.words not in said and not any(one.words in said for one in meant):
                yield mention, meant

    def _undescribed(self, text: str, known: Sequence[str]) -> Iterator[tuple[Mention, Person]]:
        """Persons whom a text names without saying who they are, which the article says."""
        for mention, person in bare_mentions(text, self._persons):
            if not any(mention.words in said_names(other) for other in known):
                yield mention, person

    def introducing(self, text: str, before: Sequence[str] = (), *, describe: bool = True) -> "Introduced":
        """The text with introductions in place of short names, where one person alone can be meant.

        Those whom only the title names are introduced, too: a summary is read without it.
        `describe` adds who somebody is whose full name the text has without that.
        """
        done: dict[tuple[str, ...], int] = {}
        while True:
            clear = ((mention, meant[0]) for mention, meant in self._unknown(text, before) if len(meant) == 1)
            both = chain(clear, self._undescribed(text, before) if describe else ())
            found = next(((mention, one) for mention, one in both if one.words not in done), None)
            if found is None:
                return Introduced(text, tuple(done.values()))
            text = introduced(*found, text)
            done[found[1].words] = (*self._sentences, *self._heading)[found[1].sentence].id
