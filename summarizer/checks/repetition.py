"""The output does not repeat itself: no words again and again, no text that compresses too well."""

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarizer.checks.analysed import Output, Source, Summary
from summarizer.checks.findings import finding
from summarizer.report import Finding

_WORD = re.compile(r"\w+(?:[.,'’-]\w+)*")
_LETTERS = re.compile(r"([^\W\d]{1,4}?)\1{5,}", re.IGNORECASE)
# Prose stays under 2 at these lengths; Whisper calls 2.4 a loop (Radford et al. 2022, section 4.5).
_COMPRESSION = 2.4
_COMPRESSED_FROM = 160
# Three words or more that come again at once, also behind `and`.
_AGAIN = re.compile(r"\b(\w+(?:[ '’-]\w+){2,11})[,;]? (?:and |or )?\1\b", re.IGNORECASE)
_LONGEST = 24
# Every loop but two halves that are the same, and every six words in three places, repeat so many pairs.
_REPEATED_PAIRS = 2
_ALIKE = 0.8


def check(source: Source, output: Output) -> Iterator[Finding]:
    """An error for a loop in a translation whose sentence has none.

    Words that come again at once must do so in the sentence, too; a text that repeats itself in other ways
    needs a sentence that does so in any way.
    """
    found = at_once(output.text)
    if found is not None:
        own = source.once(at_once)
    else:
        found = scattered(output.text)
        own = None if found is None else source.once(loop)
    again = _AGAIN.search(output.text) if found is None else None
    if again is not None and not source.once(_again):
        found = again[0]
    if found is not None and own is None:
        yield _repeats(found)


def check_quoting(article: Source, sentence: Output) -> Iterator[Finding]:
    """An error for a loop in a summary's sentence that no sentence of the article has as often."""
    found = loop(sentence.text)
    if found is not None and not any(_has(one.text, found, sentence.text) for one in article.sentences):
        yield _repeats(found)


def check_across(article: Source, summary: Summary) -> Iterator[Finding]:
    """An error for six words that a summary's sentences have in three places and the article has not.

    None where one of the sentences loops by itself, which `check_quoting` tells.
    """
    if len(summary.sentences) < 2 or any(any(check_quoting(article, one)) for one in summary.outputs):
        return
    output = "\n".join(summary.sentences)
    found = _in_three_places(_words(output))
    if found is not None and not _has(article.text, found, output):
        yield _repeats(found)


def check_sentences(_: Source, summary: Summary) -> Iterator[Finding]:
    """For each sentence that says what an earlier one said, an error at its number from 1."""
    seen: list[set[tuple[str, str]]] = []
    for number, sentence in enumerate(summary.sentences, start=1):
        words = _words(sentence)
        pairs = set(zip(words, words[1:] or words, strict=False))
        for earlier, other in enumerate(seen, start=1):
            if pairs and len(pairs & other) / len(pairs | other) >= _ALIKE:
                message = f"sentence {number} of the summary says what sentence {earlier} said"
                found = finding("repetition", message, found=_short(sentence))
                yield found.model_copy(update={"sentence": number})
                break
        seen.append(pairs)


def _again(text: str) -> bool:
    """Whether any two words of a text come again close by."""
    return _repeated_pairs(_words(text)) > 0


def loop(text: str) -> str | None:
    """What a text repeats, at once or scattered, or None."""
    return at_once(text) or scattered(text)


def at_once(text: str) -> str | None:
    """The words or letters that come again and again side by side, or None.

    A loop is a word four times at once, two to four words three times, five or more twice, a syllable of
    letters six times at once, or all words twice.
    """
    letters = _LETTERS.search(text)
    if letters is not None:
        return letters[0]
    words = _words(text)
    if _repeated_pairs(words) >= _REPEATED_PAIRS:
        for size in range(1, min(_LONGEST, len(words) // 2) + 1):
            needed = _times(size)
            run = 0  # how many words in a row equal the word `size` before them
            for index in range(size, len(words)):
                run = run + 1 if words[index] == words[index - size] else 0
                if run >= size * (needed - 1):
                    return " ".join(words[index + 1 - size * needed : index + 1])
    half = len(words) // 2
    return text if words and words[:half] == words[half:] else None


def scattered(text: str) -> str | None:
    """Six words that stand in three places, or the whole text if it compresses as no prose does, or None."""
    found = _in_three_places(_words(text))
    if found is not None:
        return found
    data = text.encode()
    if len(data) >= _COMPRESSED_FROM and len(data) / len(zlib.compress(data)) > _COMPRESSION:
        return text
    return None


def _in_three_places(words: Sequence[str]) -> str | None:
    if _repeated_pairs(words) < _REPEATED_PAIRS:
        return None
    counts = Counter(tuple(words[index : index + 6]) for index in range(len(words) - 5))
    most, times = counts.most_common(1)[0] if counts else ((), 0)
    return " ".join(most) if times >= 3 else None


def _repeated_pairs(words: Sequence[str]) -> int:
    """How many pairs of words side by side have stood before."""
    pairs = list(pairwise(words))
    return len(pairs) - len(set(pairs))


def _has(text: str, found: str, output: str) -> bool:
    """Whether a text has what an output repeats as often as the output, three times being enough."""
    wanted = _flat(found)
    return _flat(text).count(wanted) >= min(3, _flat(output).count(wanted))


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _flat(text: str) -> str:
    return f" {' '.join(_words(text))} "


def _repeats(found: str) -> Finding:
    return finding("repetition", f"the output repeats itself: “{_short(found)}”", found=_short(found))


def _times(size: int) -> int:
    return {1: 4, 2: 3, 3: 3}.get(size, 2 if size >= 5 else 3)


def _short(text: str, limit: int = 80) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
