"""Proper names of the source survive in the output, and the output names nobody else."""

from collections.abc import Iterator, Sequence

from summarizer.checks.name_habits import place_stands_in, stands_in, unglued
from summarizer.checks.name_words import Words, changed, explained_by, finding_of
from summarizer.checks.names_lost import contrary, losses_of, put_for
from summarizer.checks.names_new import (
    PEOPLE,
    is_given_name,
    is_reading,
    made_up,
    may_be,
    respelt,
    unexplained,
)
from summarizer.report import Finding, Severity
from summarizer.text.countries import country_of
from summarizer.text.glossary import TermMatch
from summarizer.text.names import bare, find

_AT_HOME = frozenset(("vietnam", "vietnams", "vietnamese"))


def check(source: str, output: str, terms: Sequence[TermMatch] = ()) -> Iterator[Finding]:
    """Errors for names that were lost, changed or made up in a translation from Vietnamese.

    Names in Latin letters that are no Vietnamese syllables must come through, and so must Vietnamese names,
    marks aside. Where the sentence is about another country, a Vietnamese name may have an English one that
    no list knows (Lâm Châu, Linzhou): there, such a name excuses one unknown name in the output. Of other
    names that English may leave out, those of places in Vietnam must come through. What a term covers is
    explained by it, and the given name of a foreigner by its initial in the source; without one it is a
    warning. So is a new word for a people, and a name that is lost where the output says `he` or `it`.
    """
    output = unglued(output)
    names = find(source)
    losses = losses_of(source, names, output, terms)
    known = explained_by(source, terms)
    new = [
        name
        for name in unexplained(output, Words(source, vietnamese=True), known)
        if not is_reading(name.text, names)
    ]
    replaced = stands_in(output)
    said = Words(output)
    for name, other_half in contrary(terms, output):
        yield changed(name, other_half)
    for given in [one for one in new if is_given_name(one, names) is not None]:
        new.remove(given)
        if not is_given_name(given, names):
            yield _added(given.text, "warning")
    if not losses.excuses:
        yield from made_up(source, names, output, new, known)
    for name in losses.whole:
        if new:
            yield changed(name, new.pop(0).text)
        else:
            yield finding_of(
                f"the article names “{name}”; the translation does not",
                "warning" if replaced else "error",
                expected=name,
            )
    for name, kept in losses.part:
        other = next((one for one in new if one.beside & kept), None)
        if other is not None:
            new.remove(other)
            yield changed(name, other.text)
        else:
            yield from respelt(name, kept, output, names, known)
    for name in losses.excuses:
        excused = next((one for one in new if may_be(name, one.text)), None)
        if excused is not None:
            new.remove(excused)
    places = {match.term.source for match in terms}
    for name, other in zip(losses.uncertain, new, strict=False):
        if name in places or bare(other.text) not in _AT_HOME:
            yield changed(name, other.text)
    for name in losses.uncertain[len(new) :]:
        put = put_for(source, output) if name in losses.places else None
        if put is not None:
            yield changed(name, put)
        elif name in losses.places:
            # of some 2,500 real translations with one 11 lack it, most for `the city`
            yield finding_of(
                f"the article names “{name}”; the translation does not",
                "warning" if replaced or place_stands_in(output) else "error",
                expected=name,
            )
    for other in new[len(losses.uncertain) :]:
        if bare(other.text) not in _AT_HOME:
            instead = country_of(bare(other.text)) is not None and known.countries - said.countries
            sure = other.sure or (instead and not PEOPLE.search(other.text))
            yield _added(other.text, "error" if sure else "warning")


def _added(name: str, severity: Severity) -> Finding:
    return finding_of(f"the translation names “{name}”; the article does not", severity, found=name)
