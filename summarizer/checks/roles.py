"""Who does a thing and who suffers it are not exchanged: cảnh sát bắn nghi phạm, the suspect shot police."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.report import Finding
from summarizer.text import known_names
from summarizer.text.languages import alternatives, rows
from summarizer.text.names import CAPITAL, plain

_NAME = rf"{CAPITAL}[\w'’]+(?: {CAPITAL}\w+){{0,3}}"
_BETWEEN = (
    r"(?: (?:đã|đang|vừa|sẽ|lại|bị thương|chết|trọng thương|tử vong|đội|ông|bà|anh|chị|công ty|người)){0,4}"
)
# Words by which the English turns the sentence round, so that who comes first has it done to him.
_PASSIVE = re.compile(r"\b(?:by|was|were|been|being|be|is|are|got|get|gets|whom|that|which|who)\b")
_TITLE = r"(?i:ông|bà|anh|chị|cô|cụ|chú)"
_GAP = r"(?P<gap>[^,;:.!?\"“”]{0,40}?)"


@dataclass(frozen=True, slots=True)
class _Deed:
    """Who does a thing to whom, and the English of all three as a part of a regular expression."""

    text: str
    actor: str
    deed: str
    other: str


def check(source: Source, output: Output) -> Iterator[Finding]:
    """An error where the English has the one who suffers a deed before it, and who does it behind it."""
    for one in source.once(_deeds):
        turned = re.compile(
            rf"\b{one.other}{_GAP}\b{one.deed}\b(?P<more>[^,;:.!?]{{0,24}}?)\b{one.actor}", re.IGNORECASE
        )
        right = re.compile(rf"\b{one.actor}.*\b{one.deed}\b", re.IGNORECASE)
        said = turned.search(output.text)
        if (
            said
            and not _PASSIVE.search(said["gap"] + said["more"])
            and not right.search(output.text[: said.end()])
        ):
            message = f"the article says “{one.text}”; the translation says “{said[0]}”"
            yield finding("meaning", message, expected=one.text, found=said[0])
            return


def _deeds(text: str) -> list[_Deed]:
    """The deeds of a sentence whose parties stand right beside them."""
    found = []
    for match in _pattern().finditer(text):
        actor, other = _english(match["actor"]), _english(match["other"])
        if actor and other and actor != other:
            found.append(_Deed(match[0], actor, _listed()[match["deed"]], other))
    return found


@cache
def _pattern() -> re.Pattern[str]:
    deeds = alternatives(form for form, _, kind in rows("vi", "deeds") if kind == "deed")
    party = alternatives(form for form, _, kind in rows("vi", "deeds") if kind == "party")
    whom = rf"(?:(?i:{party})\b|(?:{_TITLE} )?{_NAME})"
    return re.compile(rf"(?<!\w)(?P<actor>{whom}){_BETWEEN} (?P<deed>{deeds}){_BETWEEN} (?P<other>{whom})")


def _english(party: str) -> str | None:
    """The English of somebody as a regular expression, or None if it is not known."""
    if party.casefold() in _listed():
        return _listed()[party.casefold()]
    name = known_names.known(party)
    if name is not None and name.english:
        return rf"(?:{alternatives(name.english)})"
    if titled := re.match(rf"{_TITLE} ", party):
        return rf"(?:(?:Mrs?|Ms|Miss)\.? )?{re.escape(plain(party[titled.end() :]))}"
    return re.escape(plain(party)) if " " in party or name is not None else None


@cache
def _listed() -> dict[str, str]:
    forms = (
        (form, re.escape(english).replace(r"\|", "|").replace(r"\*", r"\w*"))
        for form, english, _ in rows("vi", "deeds")
    )
    return {form: rf"(?:{english})" for form, english in forms}
