"""Tells sentences that have a predicate from captions, headings and lists of names."""

import re
from functools import cache

from summarizer.text.languages import alternatives
from summarizer.text.languages import words as listed

_BRACKETS = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"[^\W\d_]+")
_LONG = 45  # words of a sentence that has a verb in any case


def has_predicate(sentence: str) -> bool:
    """Whether a sentence says something of somebody: with a verb that is no part of a noun.

    The words are in `configs/languages/vi/predicates.tsv`. A sentence whose verb is not there has none.
    """
    text = _BRACKETS.sub(" ", sentence)
    if len(_WORD.findall(text)) > _LONG:
        return True
    picture = _pattern("picture").match(text)
    if picture:
        return _pattern("finite").search(text, picture.end()) is not None
    text = _events().sub(" . ", _pattern("compound").sub(" . ", text))
    return any(
        match.start() == 0 or match[0][0].islower() for match in _pattern("verb").finditer(text.lstrip())
    )


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    words = rf"(?<!\w)(?:{alternatives(listed('vi', 'predicates', kind))})(?!\w)"
    return re.compile(rf"\W*{words}" if kind == "picture" else words, re.IGNORECASE)


@cache
def _events() -> re.Pattern[str]:
    """A noun of an event with the verb that is a part of it: `cuộc tập trận`, `vụ xả súng`."""
    nouns = alternatives(listed("vi", "predicates", "event"))
    finite = alternatives(listed("vi", "predicates", "finite"))
    part = rf"\s+(?!(?:{finite})(?!\w))[^\W\d_]+"
    return re.compile(
        rf"(?<!quân )(?<!nhân )(?<!thực )(?<!\w)(?:{nouns})(?:\s+(?:{nouns}))?(?:{part}){{1,2}}",
        re.IGNORECASE,
    )
