"""The output is in its language: English without Vietnamese left over, Vietnamese without anything else."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from summarizer.document import Document
from summarizer.report import Finding
from summarizer.text.english_words import is_common
from summarizer.text.names import bare, is_syllable
from summarizer.text.names import words as listed

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Letters that among news languages written in Latin letters Vietnamese alone has.
_VIETNAMESE = re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịĩọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹ]")
_MARKED = re.compile(r"[àáâãèéêìíòóôõùúýăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịĩọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹ]")
_OTHER_SCRIPT = re.compile(
    r"[\u0370-\u03ff\u0400-\u052f\u0530-\u05ff\u0600-\u06ff\u0900-\u0dff\u0e00-\u0eff\u1100-\u11ff"
    r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
)
# One Greek letter is a sign: μg, alpha and beta of a virus, pi.
_SYMBOL = re.compile(r"[\u0370-\u03ff]")
_QUOTED = re.compile(r"[\"“][^\"”]{1,80}[\"”]|\([^)]{1,80}\)|‘[^’]{1,80}’")
_ENGLISH = listed(
    "the of and to in a is that for on was with as by at from his her it be are an were has have had he she"
    " they this will not but or who which said their would its been after we i you can there one all new no"
)
# Words that English has and Vietnamese without marks has as well.
_BOTH = listed("a an am be can come do dang den he ho him hung in it me my no on or so to the than them up")
_LEFT_OVER = 2
_RUN = 4
# Of the words of English 25 to 50 in a hundred are in the list above, of other languages' next to none.
_PART = 0.08
# Of a headline's words 88 in a hundred and more are in the dictionary, of other languages' at most 38.
_COMMON = 0.6


def check_english(source: str, output: str) -> Iterator[Finding]:
    """An error for another script that the source has not, for Vietnamese words, for too little English.

    Capitalised words are names and may keep their marks; so may what stands in quotes or brackets (a dish,
    a title).
    """
    yield from _scripts(source, output)
    words = _WORD.findall(output)
    plain = _unquoted(output)
    left = [word for word in _WORD.findall(plain) if word[0].islower()]
    vietnamese = [word for word in left if _VIETNAMESE.search(word)]
    if len(vietnamese) >= _LEFT_OVER and len(vietnamese) > 0.05 * len(words):
        yield _error(f"Vietnamese is left in the translation: “{_stretch(output)}”", _stretch(output))
        return
    marked = [word for word in words if word[0].islower() and _VIETNAMESE.search(word)]
    if len(marked) >= 4 and len(marked) > 0.25 * len(words):
        yield _error(f"Vietnamese is left in the translation: “{_stretch(output)}”", _stretch(output))
        return
    copied = _copied(source, plain)
    if copied:
        yield _error(f"Vietnamese is left in the translation: “{copied}”", copied)
        return
    unmarked = _unmarked(source, output)
    if unmarked:
        yield _error(f"Vietnamese without its marks is left in the translation: “{unmarked}”", unmarked)
    elif (
        len(words) >= 10
        and not any(word.casefold() in _ENGLISH for word in words)
        and not _is_terse(words, source)
    ):
        yield _error("the translation is not in English", output[:80])


def check_vietnamese(document: Document, sentence: str) -> Iterator[Finding]:
    """An error where a summary's sentence has another script or language, or Vietnamese without marks."""
    yield from _scripts(document.text, sentence)
    words = _WORD.findall(sentence)
    run: list[str] = []
    for word in [*words, ""]:
        if word and not _MARKED.search(word.casefold()) and not is_syllable(word):
            run.append(word)
            continue
        if word and run and word.casefold() in _ENGLISH:
            run.append(word)
            continue
        if (
            len(run) >= 3
            and any(word.casefold() in _ENGLISH or word.islower() for word in run)
            and not _in(" ".join(run), document.text)
        ):
            yield _error(f"not Vietnamese: “{' '.join(run)}”", " ".join(run))
            return
        run = []
    marked = sum(1 for word in words if _MARKED.search(word.casefold()))
    if len(words) >= 8 and marked < 0.3 * len(words) and _share_marked(document.text) > 0.5:
        yield _error("the sentence is not in Vietnamese, or lacks its marks", sentence[:80])


def is_partly_english(output: str) -> bool:
    """Whether a part of a text is English, by the share of words that no English sentence does without.

    A headline does without them: there, most words are English by the dictionary.
    """
    words = _WORD.findall(output)
    return sum(word.casefold() in _ENGLISH - _BOTH for word in words) > _PART * len(words) or _is_terse(words)


def is_partly_vietnamese(sentence: str) -> bool:
    """Whether a part of a text is Vietnamese, by the share of words with marks."""
    words = _WORD.findall(sentence)
    return sum(_MARKED.search(word.casefold()) is not None for word in words) > 2 * _PART * len(words)


def _is_terse(words: Sequence[str], source: str = "") -> bool:
    """Whether words are an English headline's, by the dictionary; those of the source, its names, aside."""
    theirs = set(map(bare, _WORD.findall(source)))
    told = [word.casefold() for word in words if bare(word) not in theirs]
    return len(told) >= _RUN and sum(map(is_common, told)) > _COMMON * len(told)


def _scripts(source: str, output: str) -> Iterator[Finding]:
    for found in _OTHER_SCRIPT.findall(output):
        if found not in source and not _SYMBOL.fullmatch(found):
            yield _error(f"letters of another script: “{found}”", found)
            return


def _stretch(output: str) -> str:
    """From the first to the last word that is Vietnamese by its letters, at most 80 characters."""
    places = [match for match in _WORD.finditer(output) if _VIETNAMESE.search(match[0].casefold())]
    return output[places[0].start() : places[-1].end()][:80]


def _unquoted(output: str) -> str:
    """The output without quotes and brackets that hold Vietnamese alone: a dish, a title."""

    def keep(match: re.Match[str]) -> str:
        foreign = all(
            _MARKED.search(word.casefold()) or is_syllable(word) for word in _WORD.findall(match[0])
        )
        return " | " if foreign else match[0]

    return _QUOTED.sub(keep, output)


def _copied(source: str, output: str) -> str | None:
    """Three words of the source side by side, as they stand there, one of them no name but Vietnamese."""
    theirs = _WORD.findall(source)
    windows = set(zip(theirs, theirs[1:], theirs[2:], strict=False))
    found = list(_WORD.finditer(output))
    for span in zip(found, found[1:], found[2:], strict=False):
        words = tuple(match[0] for match in span)
        if words in windows and any(word.islower() and _VIETNAMESE.search(word) for word in words):
            return output[span[0].start() : span[-1].end()]
    return None


def _unmarked(source: str, output: str) -> str | None:
    """Four words of the source or more, side by side and in its order, with their marks gone."""
    theirs = [bare(word) for word in _WORD.findall(source)]
    windows = {tuple(theirs[index : index + _RUN]) for index in range(len(theirs) - _RUN + 1)}
    found = list(_WORD.finditer(_QUOTED.sub(lambda match: " " * len(match[0]), output)))
    for index in range(len(found) - _RUN + 1):
        span = found[index : index + _RUN]
        words = tuple(bare(match[0]) for match in span)
        lower = sum(match[0].islower() for match in span)
        if (
            words in windows
            and lower >= 3
            and all(is_syllable(word) for word in words)
            and not set(words) <= _BOTH
        ):
            return output[span[0].start() : span[-1].end()]
    return None


@lru_cache(maxsize=8)
def _share_marked(text: str) -> float:
    words = _WORD.findall(text)
    return sum(1 for word in words if _MARKED.search(word.casefold())) / len(words) if words else 0.0


def _in(phrase: str, text: str) -> bool:
    return phrase.casefold() in " ".join(_WORD.findall(text)).casefold()


def _error(message: str, found: str) -> Finding:
    return Finding(kind="language", severity="error", message=message, found=found)
