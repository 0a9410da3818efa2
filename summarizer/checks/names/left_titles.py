"""Titles of persons that the English left in Vietnamese or garbled: On Meo, of ông Méo."""

import re
from collections.abc import Iterator
from functools import cache

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.checks.names.words import bare_line
from summarizer.report import Finding, Severity
from summarizer.text import known_names
from summarizer.text.languages import alternatives, words
from summarizer.text.names import CAPITAL, bare

_SURE_TITLES = ("ông", "bà", "chị", "cụ", "bác", "thầy")  # the others begin names, too: Anh Tú, Cô Tô
# Places and shops bear a person's title in their name: chùa bà Đanh.
_PLACES = ("chùa", "chợ", "hồ", "núi", "quán", "cầu", "phố", "tiệm", "đền", "miếu", "lăng")
_BEFORE = re.compile(r"\b(?P<title>[A-Z][a-z]{1,5}) (?P<name>[A-Z][\w'’]*)")


def check(source: Source, output: Output) -> Iterator[Finding]:
    """An error for a title before a name that is no English; a warning where it may be a part of the name.

    It may be one where it has a capital in the Vietnamese, at the beginning of a sentence too.
    """
    given: dict[str, re.Match[str]] = {}
    for match in _titled().finditer(source.text):
        if not known_names.known(f"{match['title']} {match['name']}"):
            given.setdefault(bare(match["name"]), match)
    for said in _BEFORE.finditer(output.text):
        own = given.get(bare(said["name"]))
        if own is None or not _is_left(own["title"], said["title"]):
            continue
        if said["title"] == "On" and re.search(r"\b[Vv]ề\b", source.text):
            continue  # on Biden
        if own["title"].islower() and f" {bare(said['title'])} " in _names_line(source):
            continue
        message = f"“{own[0]}” has a title, which the translation leaves as “{said['title']}”"
        severity: Severity = "error" if own["title"].islower() else "warning"
        yield finding("name", message, severity, expected=own[0], found=said[0])


def _is_left(title: str, said: str) -> bool:
    """Whether an English word is a Vietnamese title without its marks, whole or cut: Ong, On."""
    return said.lower() in {bare(title), bare(title)[:2]}


def _names_line(source: Source) -> str:
    """The words with a capital, bare, with a space round each."""
    return bare_line(" ".join(name.text for name in source.names))


@cache
def _titled() -> re.Pattern[str]:
    """A title right before a name of one word or more; at the beginning but one that begins no name."""
    titles = alternatives({*words("vi", "persons", "title"), "cụ", "bác"} - {"tên"})
    opening = rf"(?:\A|(?<=[.!?:“\"] ))(?:{alternatives(map(str.capitalize, _SURE_TITLES))})"
    places = "".join(rf"(?<!\b(?i:{place}) )" for place in _PLACES)
    return re.compile(rf"(?<!\w){places}(?P<title>{titles}|{opening}) (?P<name>{CAPITAL}[\w'’]*)")
