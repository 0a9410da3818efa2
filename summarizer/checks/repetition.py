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
    """An error for a loop in the output that is not in the source."""
    found = loop(output)
    if found is None or loop(source) is not None:
        return
    yield Finding(
        kind="repetition",
        severity="error",
        message=f"the output repeats itself: “{_short(found)}”",
        found=_short(found),
    )


def check_sentences(sentences: Sequence[str]) -> Iterator[tuple[int, Finding]]:
    """For each sentence that says what an earlier one said: its number from 1, and an error."""
    seen: list[set[tuple[str, str]]] = []
    for number, sentence in enumerate(sentences, start=1):
        words = [word.casefold() for word in _WORD.findall(sentence)]
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
    """What a text repeats, or None.

    A loop is a word four times at once, two words three times, three or more twice at once if they are six
    or more words in all and three times else, six words in three places, a syllable of letters six times at
    once, or a compression ratio no prose has.
    """
    letters = _LETTERS.search(text)
    if letters is not None:
        return letters[0]
    words = [word.casefold() for word in _WORD.findall(text)]
    for size in range(1, min(_LONGEST, len(words) // 2) + 1):
        needed = _times(size)
        run = 0  # how many words in a row equal the word `size` before them
        for index in range(size, len(words)):
            run = run + 1 if words[index] == words[index - size] else 0
            if run >= size * (needed - 1):
                return " ".join(words[index + 1 - size * needed : index + 1])
    counts = Counter(tuple(words[index : index + 6]) for index in range(len(words) - 5))
    if counts:
        most, times = counts.most_common(1)[0]
        if times >= 3:
            return " ".join(most)
    data = text.encode()
    if len(data) >= _COMPRESSED_FROM and len(data) / len(zlib.compress(data)) > _COMPRESSION:
        return text
    return None


def _times(size: int) -> int:
    return {1: 4, 2: 3, 3: 3}.get(size, 2 if size >= 5 else 3)


def _short(text: str, limit: int = 80) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
