"""Names of people and places in English stand without Vietnamese diacritics: Nguyen Van An, Da Nang."""

import re
from collections.abc import Iterator

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.checks.language.letters import MARKED, VIETNAMESE
from summarizer.report import Finding
from summarizer.text import known_names
from summarizer.text.english_words import is_common
from summarizer.text.names import Name, is_syllable, plain

_PART = re.compile(r"[^\W\d_]+")
_QUOTES = '"“”‘’«»'
# A word in small letters beside a name.
_LAST = re.compile(r"\b([^\W\d_A-Z]+) \Z")
_FIRST = re.compile(r" ([^\W\d_A-Z]+)\b")


def without(text: str) -> str:
    """English with the diacritics off its Vietnamese names, and nothing else touched."""
    pieces, end = [], 0
    for name in _kept(Output(text)):
        pieces += [text[end : name.start], plain(text[name.start : name.end])]  # capitals stay
        end = name.end
    return "".join((*pieces, text[end:]))


def check(output: Output) -> Iterator[Finding]:
    """A note that names keep their diacritics."""
    names = dict.fromkeys(re.sub(r"['’]s\Z", "", name.text) for name in _kept(output))
    if names:
        kept = " ".join(names)
        message = f"names keep their Vietnamese diacritics (“{kept}”); write them without, in all of a text"
        yield finding("name", message, "info", expected=plain(kept), found=kept)


def is_of(found: Finding) -> bool:
    """Whether a finding is the note of `check`."""
    return found.kind == "name" and found.severity == "info"


def has_plain(source: Source, output: Output) -> bool:
    """Whether a name of the Vietnamese that has diacritics stands in its English without them."""
    unmarked = {plain(name.text) for name in source.names if _is_marked(name)}
    return any(name.text in unmarked for name in output.names)


def _kept(output: Output) -> Iterator[Name]:
    """The words of Vietnamese names that have diacritics.

    What may be Vietnamese that was left over (a word in small letters stands beside it), a work's title in
    quotation marks, a name that English calls otherwise (Trung Quốc) and foreign names (São Paulo) are none.
    """
    text = output.text
    if not MARKED.search(text.casefold()):
        return
    other = [match for match in known_names.find(text) if match.name.is_exonym and not match.name.is_home]
    for run in output.runs:
        if _is_no_name(text, run):
            continue
        foreign = not all(is_syllable(name.text) or is_common(name.bare) for name in run)
        for place, name in enumerate(run):
            beside = (*run[max(0, place - 1) : place], *run[place + 1 : place + 2])
            sure = not foreign or VIETNAMESE.search(name.text.casefold()) or any(map(_is_marked, beside))
            if _is_marked(name) and sure and not any(one.start <= name.start < one.end for one in other):
                yield name


def _is_no_name(text: str, run: tuple[Name, ...]) -> bool:
    """Whether words with capitals are a work's title, or the beginning or end of words in Vietnamese."""
    before, after = text[: run[0].start], text[run[-1].end :]
    if before[-1:] in _QUOTES and after[:1] in _QUOTES and before and after:
        return True
    beside = (_LAST.search(before), _FIRST.match(after))
    return any(word and is_syllable(word[1]) and not is_common(word[1]) for word in beside)


def _is_marked(name: Name) -> bool:
    """Whether a word may be Vietnamese, syllable by syllable, and has diacritics."""
    text = name.text.removesuffix("'s").removesuffix("’s").casefold()
    parts = _PART.findall(text)
    return MARKED.search(text) is not None and all(
        len(part) == 1 or is_syllable(part) or VIETNAMESE.search(part) for part in parts
    )
