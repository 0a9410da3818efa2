"""Loops: words that come again and again at once, and text that compresses too well."""

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence

from summarizer.report import Finding

_WORD = re.compile(r"\w+(?:[.,'’-]\w+)*")
_LETTERS = re.compile(r"([^\W\d]{1,4}?)\1{5,}", re.IGNORECASE)
# Prose stays under 2 at these lengths; Whisper calls 2.4 a loop (Radford et al. 2022, section 4.5).
_COMPRESSION = 2.4
_COMPRESSED_FROM = 160
_LONGEST = 24
_ALIKE = 0.8


def check(source: str, output: str) -> Iterator[Finding]:
    """An error for a loop in a translation whose sentence has none.

    Words that come again at once must do so in the sentence, too; a text that repeats itself in other ways
    needs a sentence that does so in any way.
    """
    found = at_once(output)
    if found is not None:
        own = at_once(source)
    else:
        found = scattered(output)
        own = None if found is None else loop(source)
    if found is not None and own is None:
        yield _repeats(found)


def check_quoting(texts: Sequence[str], output: str) -> Iterator[Finding]:
    """An error for a loop in a text that none of the given texts in its language has as often."""
    found = loop(output)
    if found is not None and not any(_has(text, found, output) for text in texts):
        yield _repeats(found)


def check_across(text: str, sentences: Sequence[str]) -> Iterator[Finding]:
    """An error for six words that a summary's sentences have in three places and the article has not."""
    output = "\n".join(sentences)
    found = _in_three_places(output)
    if found is not None and not _has(text, found, output):
        yield _repeats(found)


def check_sentences(sentences: Sequence[str]) -> Iterator[tuple[int, Finding]]:
    """For each sentence that says what an earlier one said: its number from 1, and an error."""
    seen: list[set[tuple[str, str]]] = []
    for number, sentence in enumerate(sentences, start=1):
        words = _words(sentence)
        pairs = set(zip(words, words[1:] or words, strict=False))
        for earlier, other in enumerate(seen, start=1):
            if pairs and len(pairs & other) / len(pairs | other) >= _ALIKE:
                yield (
                    number,
                    Finding(
                        kind="repetition",
                        severity="error",
                        message=f"sentence {number} of the summary says what sentence {earlier} said",
                        found=_short(sentence),
                    ),
                )
                break
        seen.append(pairs)


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
    found = _in_three_places(text)
    if found is not None:
        return found
    data = text.encode()
    if len(data) >= _COMPRESSED_FROM and len(data) / len(zlib.compress(data)) > _COMPRESSION:
        return text
    return None


def _in_three_places(text: str) -> str | None:
    words = _words(text)
    counts = Counter(tuple(words[index : index + 6]) for index in range(len(words) - 5))
    most, times = counts.most_common(1)[0] if counts else ((), 0)
    return " ".join(most) if times >= 3 else None


def _has(text: str, found: str, output: str) -> bool:
    """Whether a text has what an output repeats as often as the output, three times being enough."""
    wanted = _flat(found)
    return _flat(text).count(wanted) >= min(3, _flat(output).count(wanted))


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _flat(text: str) -> str:
    return f" {' '.join(_words(text))} "


def _repeats(found: str) -> Finding:
    return Finding(
        kind="repetition",
        severity="error",
        message=f"the output repeats itself: “{_short(found)}”",
        found=_short(found),
    )


def _times(size: int) -> int:
    return {1: 4, 2: 3, 3: 3}.get(size, 2 if size >= 5 else 3)


def _short(text: str, limit: int = 80) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
