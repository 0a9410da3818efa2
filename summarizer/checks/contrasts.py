"""The English does not say the opposite of a word (fell for tăng), and loses no not, if, may or suspected."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.report import Finding, Severity
from summarizer.text.languages import alternatives, forms_of, rows
from summarizer.text.names import words as listed

_VI_WORDS = alternatives(listed("một hai ba bốn năm sáu bảy tám chín mười nửa"))
_EN_WORDS = alternatives(listed("one two three four five six seven eight nine ten half hundred third"))
_NUMBER_VI = rf"(?:\d[\d.,]*|(?:{_VI_WORDS})\b)"
_NUMBER_EN = rf"\W{{0,3}}(?:(?:the age of|vnd|usd|us|a|an|the|of)\b\W{{0,2}})*(?:\d[\d.,]*|(?:{_EN_WORDS})\b)"
# Words before the opposite that turn it round: never closes.
_DENIED = re.compile(r"(?:\b(?:not|never|no|without|neither|nor|cannot)|n['’]t)\W+(?:\w+\W+){0,2}\Z")
_NEVER = re.compile(r"(?!)")  # nothing excuses it


@dataclass(frozen=True, slots=True)
class _Contrast:
    """A word's Vietnamese and English, the Vietnamese that explains its opposite, and the opposite's English.

    `opposite` is None where the English must only have some of `english`; it is wrong without where that is
    `sure`. `converse`, if any, is what of the opposite may say the same from the other side: one team wins,
    the other loses.
    """

    vietnamese: re.Pattern[str]
    english: re.Pattern[str]
    excuses: re.Pattern[str]
    opposite: re.Pattern[str] | None
    converse: re.Pattern[str] | None
    sure: bool


def check(source: Source, output: Output) -> Iterator[Finding]:
    """An error where the English has the opposite of a word and not the word, a warning where it has none.

    A warning, too, where the opposite may say the same from the other side; an error, too, where a word that
    has but few English ones has none of them.

    Nothing is found where the sentence explains the opposite as well: who tells which is which?
    """
    text = output.text.casefold()
    for said, contrast in source.once(_said):
        if contrast.english.search(text):
            continue
        if contrast.opposite is None:
            message = f"the article says “{said}”; the translation does not"
            yield finding("meaning", message, "error" if contrast.sure else "warning", expected=said)
        elif (other := contrast.opposite.search(text)) and not _DENIED.search(text[: other.start()]):
            message = f"the article says “{said}”; the translation says the opposite, “{other[0]}”"
            severity: Severity = "warning" if _is_converse(contrast, text) else "error"
            yield finding("meaning", message, severity, expected=said, found=other[0])


def _is_converse(contrast: _Contrast, text: str) -> bool:
    """Whether an English text may say the same from the other side."""
    return contrast.converse is not None and bool(contrast.converse.search(text))


def _said(text: str) -> list[tuple[str, _Contrast]]:
    """The words of a Vietnamese text that must not become their opposite, as they stand there."""
    lower = text.casefold()
    found = ((list(contrast.vietnamese.finditer(lower)), contrast) for contrast in _contrasts())
    return [(said[0][0], one) for said, one in found if said and not _excused(lower, said, one.excuses)]


def _excused(text: str, said: Sequence[re.Match[str]], excuses: re.Pattern[str]) -> bool:
    """Whether a text has what excuses the opposite, and not within the words: the quá of không quá."""
    spans = [match.span() for match in said]
    return any(
        not any(start <= excuse.start() and excuse.end() <= end for start, end in spans)
        for excuse in excuses.finditer(text)
    )


@cache
def _contrasts() -> tuple[_Contrast, ...]:
    return tuple(
        _Contrast(
            _pattern(form, _NUMBER_VI),
            _pattern(english, _NUMBER_EN),
            _NEVER if other == "-" else _pattern(other, _NUMBER_VI),
            None if opposite in {"-", "!"} else _pattern(opposite.replace("~", ""), _NUMBER_EN),
            _pattern("|".join(converse), _NUMBER_EN) if converse else None,
            opposite == "!",
        )
        for form, english, other, opposite in rows("vi", "contrasts")
        for converse in [[one.removeprefix("~") for one in opposite.split("|") if one.startswith("~")]]
    )


def _pattern(field: str, number: str) -> re.Pattern[str]:
    """The forms of a field as whole words, with `#` for a number and `…` for one to three words."""
    forms = forms_of(field).replace(r"\#", number).replace("…", r"(?:\S+\s+){0,2}\S+")
    return re.compile(rf"(?<!\w)(?:{forms})(?!\w)")
