"""From and to are not exchanged (từ Vinh ra Hà Nội), nor by and to (giảm 20, fell to 20)."""

import re
from collections.abc import Iterator

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.checks.names.words import bare_words
from summarizer.report import Finding
from summarizer.text import known_names
from summarizer.text.names import CAPITAL, bare

_NAME = rf"{CAPITAL}\w+(?: {CAPITAL}\w+){{0,2}}"
_FROM_VI = re.compile(
    rf"\btừ (?:(?:tỉnh|thành phố|TP|ga|sân bay) )?(?P<one>{_NAME}) (?:đến|ra|vào|về|sang|tới|đi|lên|xuống)"
    rf" (?:(?:tỉnh|thành phố|TP|ga|sân bay) )?(?P<other>{_NAME})"
)
_FROM_EN = re.compile(rf"\bfrom (?:the )?(?P<one>{_NAME}) (?:\w+ )?to (?:the )?(?P<other>{_NAME})")
# A change by so much; to so much it would be with xuống, còn, lên or tới before the number.
_BY_VI = re.compile(
    r"\b(?:tăng|giảm|sụt)(?: thêm| khoảng| hơn| gần)? (?P<number>\d[\d.,]*)(?!\w)(?! (?:lần|-))"
)
_TO_VI = re.compile(
    r"\b(?:lên|xuống|còn|tới|đến|từ|ở mức|mức)(?: còn| tới| đến| khoảng| hơn| gần| mức)?"
    r" (?P<number>\d[\d.,]*)"
)
_SURE = ("lên", "xuống", "còn")
_CHANGE_EN = re.compile(
    r"\b(?:rose|rise|rises|risen|increased?|grew|climbed|jumped|fell|fall|falls|fallen|dropped|declined|decreased"
    r"|down|up|reduced|cut) (?P<word>to|by) (?:about |around |nearly |over |more than )?"
    r"\W{0,4}(?:VND|USD|US\$)? ?(?P<number>\d[\d.,]*)"
)


def check(source: Source, output: Output) -> Iterator[Finding]:
    """An error for places that were exchanged, and for a change that becomes what it ends at.

    What a change ends at, without the change, may be one, but behind còn: tăng lên 15% is often by 15%.
    """
    yield from _places(source.text, output.text)
    yield from _changes(source.text, output.text)


def _places(source: str, output: str) -> Iterator[Finding]:
    """Each way of the source that the English goes back alone; a way back may be told besides."""
    ways, told = list(_FROM_VI.finditer(source)), list(_FROM_EN.finditer(output))
    right = [(way, said) for way in ways for said in told if _is_way(way["one"], way["other"], said)]
    new = [said for said in told if all(said is not one for _, one in right)]
    for way in ways:
        if any(way is one for one, _ in right):
            continue
        turned = (
            said
            for said in new
            if _is_way(way["other"], way["one"], said) and not _is(way["one"], said["one"])
        )
        if (said := next(turned, None)) is not None:
            message = f"the article says “{way[0]}”; the translation says “{said[0]}”"
            yield finding("meaning", message, expected=way[0], found=said[0])


def _is_way(one: str, other: str, said: re.Match[str]) -> bool:
    """Whether the English goes from one place to the other."""
    return _is(one, said["one"]) and _is(other, said["other"])


def _is(name: str, english: str) -> bool:
    """Whether a place is called so in English."""
    known = known_names.known(name)
    words = {bare("".join(name.split())), *bare_words(name)}
    if known is not None:
        words |= {word for form in known.english for word in bare_words(form)}
    return not words.isdisjoint((*bare_words(english), bare("".join(english.split()))))


def _changes(source: str, output: str) -> Iterator[Finding]:
    ends = {_digits(match["number"]): match[0] for match in _TO_VI.finditer(source)}
    by = {_digits(match["number"]): match[0] for match in _BY_VI.finditer(source)}
    for match in _CHANGE_EN.finditer(output):
        number = _digits(match["number"])
        sure = {end: text for end, text in ends.items() if "còn" in text or (by and text.startswith(_SURE))}
        own, other = (by, ends) if match["word"] == "to" else (sure, by)
        if number in own and number not in other:
            message = f"the article says “{own[number]}”; the translation says “{match[0]}”"
            yield finding("meaning", message, expected=own[number], found=match[0])


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)
