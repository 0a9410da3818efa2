"""Source and output as the checks see them: each text is analysed once, however many checks ask."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from typing import Any, Self, TypeVar

from summarizer.checks.names.variation import unglued
from summarizer.checks.names.words import Words, explained_by
from summarizer.checks.numbers.quantity import Quantity
from summarizer.checks.numbers.reading import find as find_quantities
from summarizer.document import Document, Sentence
from summarizer.text.languages import Language
from summarizer.text.list_marks import unlisted
from summarizer.text.names import Name
from summarizer.text.names import find as find_names
from summarizer.text.term_matching import TermMatch
from summarizer.text.unmarked import marked

Made = TypeVar("Made")


@dataclass(frozen=True, eq=False)
class Text:
    """What a source and an output have in common."""

    text: str
    _done: dict[Callable[[str], Any], Any] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The capitalised words."""
        return tuple(find_names(self.text))

    @cached_property
    def runs(self) -> tuple[tuple[Name, ...], ...]:
        """The capitalised words, those side by side together."""
        return tuple(tuple(group) for _, group in groupby(self.names, key=lambda name: name.run))

    @cached_property
    def unlisted(self) -> Self:
        """The same with spaces for the mark of an item of a list that it begins with: `2. `, `a) `, `• `."""
        text = unlisted(self.text)
        return self if text == self.text else replace(self, text=text)

    def once(self, work: Callable[[str], Made]) -> Made:
        """`work(text)`, done when it is first asked for: for what few checks need of the text."""
        if work not in self._done:
            self._done[work] = work(self.text)
        made: Made = self._done[work]
        return made


@dataclass(frozen=True, eq=False)
class Source(Text):
    """A Vietnamese text that outputs are compared with: a sentence, a part of one, or a whole article.

    `terms` are the glossary's matches in a sentence, whose offsets they carry; `suggested` the words whose
    English is only suggested. `title` says that no full stop
    is owed. `sentences` are those of an article; `article` is the text that a sentence is of, where it is
    known; `bare` says that it was written without marks, also where the words of its numbers have theirs
    now. Make one source for all candidates of a sentence, and one for an article as long as it is open: what
    is worked out of the text stays with it.
    """

    terms: tuple[TermMatch, ...] = ()
    suggested: tuple[TermMatch, ...] = ()
    title: bool = False
    sentences: tuple[Sentence, ...] = ()
    article: str = ""
    bare: bool = False

    @cached_property
    def marked(self) -> "Source":
        """The same, with the marks of its numbers' words where the text has no mark at all."""
        text = marked(self.text)
        return self if text == self.text else replace(self, text=text, bare=True)

    @classmethod
    def of(cls, document: Document) -> Self:
        """A whole article, which summaries are compared with."""
        return cls(document.text, sentences=document.sentences)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The numbers, amounts and dates."""
        return tuple(find_quantities(self.text, "vi"))

    @cached_property
    def words(self) -> Words:
        """The words, for looking names up."""
        return Words(self.text, vietnamese=True)

    @cached_property
    def explained(self) -> Words:
        """The English words that the terms, the suggested words and the places of the text explain."""
        return explained_by(self.text, (*self.terms, *self.suggested))


@dataclass(frozen=True, eq=False)
class Output(Text):
    """A model's answer: the English of a sentence, or a sentence of a Vietnamese summary.

    `finish_reason` and `mean_logprob` are the engine's: see `summarizer.engine.interface.Completion`.
    """

    language: Language = "en"
    finish_reason: str = "stop"
    mean_logprob: float | None = None

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The numbers, amounts and dates."""
        return tuple(find_quantities(self.text, self.language))

    @cached_property
    def words(self) -> Words:
        """The words, for looking names up."""
        return Words(self.text)

    @cached_property
    def unglued(self) -> "Output":
        """The same with a space where a month's name runs into the next word."""
        text = unglued(self.text)
        return self if text == self.text else Output(text, self.language)


@dataclass(frozen=True, eq=False)
class Summary:
    """A Vietnamese summary, sentence by sentence, for which at most `maximum` sentences were asked."""

    sentences: tuple[str, ...]
    maximum: int
    finish_reason: str = "stop"
    mean_logprob: float | None = None

    @cached_property
    def outputs(self) -> tuple[Output, ...]:
        """Each sentence by itself."""
        return tuple(Output(marked(text), "vi") for text in self.sentences)
