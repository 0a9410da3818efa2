"""A summary is Vietnamese, with its marks and without anything else."""

from collections.abc import Iterator

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.checks.language.letters import (
    ENGLISH,
    MARKED,
    PART,
    WORD,
    count_marked,
    other_scripts,
    words_of,
)
from summarizer.report import Finding
from summarizer.text.names import is_syllable

_RUN = 3  # foreign words side by side
_FEWEST = 8  # words of a sentence whose marks are counted
_USUAL, _LEAST = 0.5, 0.3  # shares of words with marks: of the article, of the summary


def check(article: Source, sentence: Output) -> Iterator[Finding]:
    """An error where a summary's sentence has another script or language, or Vietnamese without marks."""
    yield from other_scripts(article.text, sentence.text)
    words = sentence.once(words_of)
    foreign = _foreign(article, words)
    if foreign is not None:
        yield finding("language", f"not Vietnamese: “{foreign}”", found=foreign)
    elif (
        len(words) >= _FEWEST
        and count_marked(words) < _LEAST * len(words)
        and article.once(_share_marked) > _USUAL
    ):
        message = "the sentence is not in Vietnamese, or lacks its marks"
        yield finding("language", message, found=sentence.text[:80])


def is_in_part(sentence: Output) -> bool:
    """Whether a part of a text is Vietnamese, by the share of words with marks."""
    words = sentence.once(words_of)
    return count_marked(words) > 2 * PART * len(words)


def _foreign(article: Source, words: list[str]) -> str | None:
    """Words side by side that are not Vietnamese, nor names alone, nor the article's own."""
    run: list[str] = []
    for word in [*words, ""]:
        if word and not MARKED.search(word.casefold()) and not is_syllable(word):
            run.append(word)
            continue
        if word and run and word.casefold() in ENGLISH:
            run.append(word)
            continue
        if len(run) >= _RUN and any(word.casefold() in ENGLISH or word.islower() for word in run):
            phrase = " ".join(run)
            if phrase.casefold() not in article.once(_flat):
                return phrase
        run = []
    return None


def _share_marked(text: str) -> float:
    words = WORD.findall(text)
    return count_marked(words) / len(words) if words else 0.0


def _flat(text: str) -> str:
    return " ".join(WORD.findall(text)).casefold()
