"""Cuts the paragraphs of an article into its sentences, with their places and which may be quoted."""

from summarizer.document import Sentence
from summarizer.text import paragraphs
from summarizer.text.paragraphs import Paragraph
from summarizer.text.sentences import split


def placed(found: list[Paragraph | None], *, titled: bool) -> tuple[Sentence, ...]:
    """The sentences of an article's paragraphs, of which the first may be the title."""
    sentences: list[Sentence] = []
    offset, number = 0, 0 if titled else 1
    for paragraph in found:
        if paragraph is None:
            offset += 1
            continue
        text = paragraph.text
        is_title = titled and number == 0
        quotable = not is_title and paragraph.quotable and paragraphs.is_quotable(text)
        for start, end in [(0, len(text))] if is_title else split(text):
            place = (offset + start, offset + end)
            part = text[start:end]
            candidate = quotable and not paragraphs.is_aside(part)
            sentences.append(Sentence(len(sentences) + 1, number, *place, part, candidate=candidate))
        number += 1
        offset += len(text) + 1
    if any(sentence.candidate for sentence in sentences):
        return tuple(sentences)
    # Where nothing looks like running text, a summary has still to quote something, if no heading or tags.
    headings = {
        one.id
        for one in sentences
        if one.paragraph == 0 or paragraphs.is_heading(one.text) or paragraphs.is_beside(one.text)
    }
    if len(headings) == len(sentences):
        headings = {one.id for one in sentences if one.paragraph == 0}
    return tuple(one if one.id in headings else _as_candidate(one) for one in sentences)


def _as_candidate(sentence: Sentence) -> Sentence:
    return Sentence(sentence.id, sentence.paragraph, sentence.start, sentence.end, sentence.text)
