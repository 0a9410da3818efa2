"""Names whose words were translated: chợ Bà Chiểu as Mrs Chieu Market, Mỹ Tâm as American Tam."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from summarizer.checks.analysed import Output, Source
from summarizer.checks.names.lost import losses_of
from summarizer.checks.names.phrases import changed, lost
from summarizer.checks.names.variation import person_stands_in
from summarizer.report import Finding
from summarizer.text import known_names
from summarizer.text.languages import alternatives, words
from summarizer.text.names import CAPITAL, bare, is_person, without_opener

_PLACE = re.compile(
    r"\b(?i:chợ|cầu|đường|phố|ngã (?:ba|tư|năm|sáu|bảy)|hồ|núi|chùa|đền|đình|rạch|kênh|sông|suối|bến|ga|đèo"
    r"|hẻm|khu|đảo|cửa) (?P<title>Bà|Ông|Cô|Cậu|Chú|Dì|Chị)"
    rf" (?P<name>{CAPITAL}\w+)"
)
_ADDRESS = r"(?:Mr|Mrs|Ms|Miss|Madam|Lady|Grandma|Grandmother|Grandfather|Uncle|Aunt|Sister|Old Lady)\.?"
_WAYS = {"ba": "three", "tư": "four", "năm": "five", "sáu": "six", "bảy": "seven"}
_CROSSING = re.compile(rf"\bngã (?P<ways>{'|'.join(_WAYS)})\b", re.IGNORECASE)
_WAY = re.compile(rf"\b(?P<ways>{'|'.join(_WAYS.values())})[- ]way\b", re.IGNORECASE)


def check(source: Source, output: Output) -> Iterator[Finding]:
    """Errors for a title or a country within a name that was translated; a warning for a lost stage name."""
    yield from _titles(source.text, output.text)
    yield from _crossings(source.text, output.text)
    yield from _countries(source, output)
    yield from _persons(source, output)


def _titles(source: str, output: str) -> Iterator[Finding]:
    """Mrs Chieu Market, of chợ Bà Chiểu."""
    for match in _PLACE.finditer(source):
        for said in re.finditer(rf"\b{_ADDRESS} (?P<name>\w+)", output):
            if bare(said["name"]) == bare(match["name"]):
                yield changed(f"{match['title']} {match['name']}", said[0])


def _crossings(source: str, output: str) -> Iterator[Finding]:
    """A five-way crossing, of Ngã Sáu."""
    given = {_WAYS[match["ways"].casefold()]: match[0] for match in _CROSSING.finditer(source)}
    said = {match["ways"].casefold(): match[0] for match in _WAY.finditer(output)}
    new = [text for ways, text in said.items() if ways not in given]
    for ways, text in given.items():
        if ways not in said and new:
            yield changed(text, new[0])


def _countries(source: Source, output: Output) -> Iterator[Finding]:
    """American Tam, of Mỹ Tâm: a country beside a syllable that stands beside it in a Vietnamese name."""
    for run in source.runs:
        if not all(name.vietnamese for name in run):
            continue
        for one, other in pairwise(run):
            for country, beside in ((one, other), (other, one)):
                row = known_names.known(country.text)
                if row is None or row.kind != "country" or row.countries == ("VN",):
                    continue
                if country.bare in output.words.all or known_names.known(f"{one.text} {other.text}"):
                    continue
                forms = alternatives(form for form in row.english if form.isalpha())
                person = is_person(without_opener(run))
                name = alternatives(one.bare.title() for one in run) if person else beside.bare.title()
                said = re.search(rf"\b(?:(?:{forms}) (?:{name})|(?:{name}) (?:{forms}))\b", output.text)
                if said is not None:
                    yield changed(f"{one.text} {other.text}", said[0])
                    return


def _persons(source: Source, output: Output) -> Iterator[Finding]:
    """Artist Snow White, of nghệ sĩ Bạch Tuyết: of the name, which is but a stage name, nothing is left."""
    places = [match.end() for match in _performer().finditer(source.text)]
    names = [" ".join(name.text for name in run) for run in source.runs if run[0].start in places and run[1:]]
    for name in names:
        losses = losses_of(source, output)
        if name in (*losses.uncertain, *losses.excuses) and not person_stands_in(output.text):
            yield lost(name, "warning")


@cache
def _performer() -> re.Pattern[str]:
    """What stands before the name of somebody who has but a stage name."""
    return re.compile(rf"\b(?:{alternatives(words('vi', 'persons', 'performer'))}) ", re.IGNORECASE)
