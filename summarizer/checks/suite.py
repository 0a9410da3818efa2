"""All checks of one kind of output, in the order a reader wants them."""

from collections.abc import Iterable, Iterator, Sequence

from summarizer.checks import (
    confidence,
    language,
    length,
    names,
    numbers,
    omission,
    repetition,
    summary_names,
    wording,
)
from summarizer.checks import (
    terms as glossary_terms,
)
from summarizer.document import Document
from summarizer.report import Finding
from summarizer.text.glossary import TermMatch


def check_translation(
    source: str,
    output: str,
    *,
    terms: Sequence[TermMatch] = (),
    finish_reason: str = "stop",
    mean_logprob: float | None = None,
    title: bool = False,
) -> tuple[Finding, ...]:
    """The findings, not yet placed, of the English of one Vietnamese sentence or part of one.

    `terms` are the glossary's matches in `source`, whose offsets they carry. `title` says that no full stop
    is owed. Where the output is in another language as a whole, or nothing at all, numbers, names and terms
    are not looked at: what is wrong with them would follow from it.
    """
    return tuple(_translation(source, output, terms, finish_reason, mean_logprob, title=title))


def _translation(
    source: str,
    output: str,
    matches: Sequence[TermMatch],
    finish_reason: str,
    mean_logprob: float | None,
    *,
    title: bool,
) -> Iterator[Finding]:
    if not output.strip():
        yield from omission.check(source, output)
        yield from wording.check_cut(source, output, finish_reason, terms=matches, title=title)
        return
    foreign = tuple(language.check_english(source, output))
    untranslated = bool(foreign) and not language.is_partly_english(output)
    yield from foreign
    yield from wording.check_preamble(source, output)
    yield from wording.check_copy(source, output)
    yield from wording.check_cut(source, output, finish_reason, terms=matches, title=title)
    yield from repetition.check(source, output)
    if not untranslated:
        yield from numbers.check(source, output)
        yield from names.check(source, output, matches)
        yield from glossary_terms.check(source, output, matches)
    yield from omission.check(source, output)
    yield from length.check(source, output)
    yield from confidence.check(mean_logprob, confidence.TRANSLATION_FLOOR, "translation")


def check_summary(
    document: Document,
    sentences: Sequence[str],
    *,
    maximum: int,
    finish_reason: str,
    mean_logprob: float | None,
) -> tuple[Finding, ...]:
    """The findings of a Vietnamese summary of at most `maximum` sentences.

    Only `sentence` is placed: the number of the summary's sentence from 1, or None for the whole.
    """
    return tuple(_summary(document, sentences, maximum, finish_reason, mean_logprob))


def _summary(
    document: Document,
    sentences: Sequence[str],
    maximum: int,
    finish_reason: str,
    mean_logprob: float | None,
) -> Iterator[Finding]:
    yield from length.check_summary(sentences, maximum)
    yield from wording.check_copied_lead(document, sentences)
    yield from confidence.check(mean_logprob, confidence.SUMMARY_FLOOR, "summary")
    last = len(sentences) or None
    yield from _on(last, wording.check_cut_summary(sentences, finish_reason))
    for number, found in repetition.check_sentences(sentences):
        yield from _on(number, [found])
    texts = [sentence.text for sentence in document.sentences]
    looped = False
    for number, sentence in enumerate(sentences, start=1):
        foreign = tuple(language.check_vietnamese(document, sentence))
        other_language = bool(foreign) and not language.is_partly_vietnamese(sentence)
        yield from _on(number, foreign)
        yield from _on(number, wording.check_preamble(document.text, sentence))
        loops = tuple(repetition.check_quoting(texts, sentence))
        looped = looped or bool(loops)
        yield from _on(number, loops)
        if not other_language:
            yield from _on(number, numbers.check_summary(document, sentence))
            yield from _on(number, summary_names.check(document, sentence))
            yield from _on(number, glossary_terms.check_abbreviations(document, sentence))
    if not looped and len(sentences) > 1:
        yield from repetition.check_across(document.text, sentences)


def _on(number: int | None, findings: Iterable[Finding]) -> Iterator[Finding]:
    for finding in findings:
        yield finding.model_copy(update={"sentence": number})
