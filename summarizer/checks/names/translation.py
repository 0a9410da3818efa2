"""Names of a sentence come through in its English, and the English names nobody else."""

from collections.abc import Iterator

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.checks.names.lost import Losses, contrary, losses_of, put_for
from summarizer.checks.names.new import (
    PEOPLE,
    UnexplainedName,
    changed_syllable,
    is_given_name,
    made_up,
    unexplained,
)
from summarizer.checks.names.pairing import pair
from summarizer.checks.names.phrases import changed, lost
from summarizer.checks.names.variation import place_stands_in, stands_in
from summarizer.report import Finding, Severity
from summarizer.text.countries import country_of
from summarizer.text.names import bare

_AT_HOME = frozenset(("vietnam", "vietnams", "vietnamese"))


def check(source: Source, output: Output) -> Iterator[Finding]:
    """Errors for names that were lost, changed or made up in a translation from Vietnamese.

    Names in Latin letters that are no Vietnamese syllables must come through, and so must Vietnamese names,
    marks aside. Where the sentence is about another country, a Vietnamese name may have an English one that
    no list knows (Lâm Châu, Linzhou): there, such a name excuses one unknown name in the output. Of other
    names that English may leave out, those of places in Vietnam must come through. What a term covers is
    explained by it, and the given name of a foreigner by its initial in the source; without one it is a
    warning. So is a new word for a people, and a name that is lost where the output says `he` or `it`.
    """
    output = output.unglued
    losses = losses_of(source, output)
    for name, other_half in contrary(source, output):
        yield changed(name, other_half)
    new = []
    for one in unexplained(source, output):
        given = is_given_name(one, source.names)
        if given is None:
            new.append(one)
        elif not given:
            yield _added(one.text, "warning")
    if not losses.excuses:
        for name in made_up(source, output, new):
            yield _added(name)
    pairs = pair(losses, new)
    for name, other in pairs.whole:
        yield changed(name, other.text) if other else _lost(name, spared=stands_in(output.text))
    for name, kept, other in pairs.part:
        instead = other.text if other else changed_syllable(source, output, name, kept)
        if instead is not None:
            yield changed(name, instead)
    places = {match.term.source for match in source.terms}
    for name, other in pairs.uncertain:
        if other is None:
            yield from _left_out(source, output, name, losses)
        elif name in places or bare(other.text) not in _AT_HOME:
            yield changed(name, other.text)
    for other in pairs.added:
        if bare(other.text) not in _AT_HOME:
            yield _added(other.text, "error" if _is_sure(other, source, output) else "warning")


def _left_out(source: Source, output: Output, name: str, losses: Losses) -> Iterator[Finding]:
    """A finding for a place of Vietnam that the output has not; other uncertain names may be left out."""
    if name not in losses.places:
        return
    put = put_for(source, output)
    if put is not None:
        yield changed(name, put)
    else:
        # of some 2,500 real translations with one 11 lack it, most for `the city`
        yield _lost(name, spared=stands_in(output.text) or place_stands_in(output.text))


def _is_sure(new: UnexplainedName, source: Source, output: Output) -> bool:
    """Whether a new name is surely one, or a country in place of another."""
    if new.sure:
        return True
    instead = country_of(bare(new.text)) is not None and source.explained.countries - output.words.countries
    return bool(instead) and not PEOPLE.search(new.text)


def _lost(name: str, *, spared: bool) -> Finding:
    return lost(name, "warning" if spared else "error")


def _added(name: str, severity: Severity = "error") -> Finding:
    message = f"the translation names “{name}”; the article does not"
    return finding("name", message, severity, found=name)
