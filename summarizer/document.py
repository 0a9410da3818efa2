"""One article as plain data: its normalised text and its sentences with their offsets."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from summarizer.report import DocumentPart, Finding, SentencePart


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the article.

    `id` counts from 1 over the whole article, the title included. `paragraph` is 0 for the title and
    counts from 1 after it. `start` and `end` are Unicode code points of `Document.text`, end exclusive.
    `candidate` is false for what no summary should quote: the title, captions, bylines, table rows.
    """

    id: int
    paragraph: int
    start: int
    end: int
    text: str
    candidate: bool = True


@dataclass(frozen=True)
class Document:
    """An article after reading.

    `text` is decoded, NFC-normalised and cleaned. `sha256` is of the bytes as they came. `language` is an
    ISO 639-1 code, or `und`. `findings` are the doubts that reading raised (a guessed encoding, removed
    control characters, a text that is not Vietnamese). `url`, `published` (a date, as `2025-03-05`) and
    `author` are what a page, an office document or a mail says about itself, `id` the name that a record of
    JSON Lines or CSV gives it.
    """

    source: str
    sha256: str
    text: str
    title: str | None
    language: str
    encoding: str
    sentences: tuple[Sentence, ...]
    findings: tuple[Finding, ...] = ()
    url: str | None = None
    published: str | None = None
    author: str | None = None
    id: str | None = None

    @cached_property
    def body(self) -> tuple[Sentence, ...]:
        """The sentences without the title."""
        return tuple(sentence for sentence in self.sentences if sentence.paragraph > 0)

    def part(self) -> DocumentPart:
        """The article as a report shows it."""
        return DocumentPart(
            source=self.source,
            sha256=self.sha256,
            title=self.title,
            language=self.language,
            encoding=self.encoding,
            url=self.url,
            published=self.published,
            author=self.author,
            id=self.id,
            characters=len(self.text),
            text=self.text,
            sentences=tuple(
                SentencePart(id=one.id, paragraph=one.paragraph, start=one.start, end=one.end, text=one.text)
                for one in self.sentences
            ),
        )

    def paragraphs(self) -> Iterator[tuple[Sentence, ...]]:
        """The body's sentences, grouped by paragraph, in order."""
        group: list[Sentence] = []
        for sentence in self.body:
            if group and group[-1].paragraph != sentence.paragraph:
                yield tuple(group)
                group = []
            group.append(sentence)
        if group:
            yield tuple(group)
