"""Persons' initials come through letter by letter: L.T.Q., not L.C.Q. for it."""

import re
from collections.abc import Iterator

from rapidfuzz.distance import Hamming

from summarizer.checks.analysed import Output, Source
from summarizer.checks.names.phrases import changed, lost
from summarizer.report import Finding
from summarizer.text.names import CAPITAL, plain
from summarizer.text.names import words as listed

# Of two letters only those that a Vietnamese name begins with: no Mr., Dr., St. or No.
_LETTER = rf"(?:Ch|Gh|Gi|Kh|Ng|Nh|Ph|Qu|Th|Tr|{CAPITAL})"
_INITIALS = re.compile(
    rf"(?<![\w.])(?<!\b[Tt]he )(?<!\d )"  # not the U. office, 3 P.M.
    rf"(?:(?:{_LETTER}\.)+{_LETTER}\b\.?|(?:{_LETTER}\. )+{_LETTER}\b\.?|{_LETTER}\.)(?!\w)"
)
_NO_PERSON = listed(
    "US USA UK UN EU UAE USSR DC LA NY PM AM AD BC BCE CE BA MA MD MBA PhD JD ID IT TV PR PS VIP CEO PE PC FC"
    " AFC GDP FBI CIA WHO HIV ROK PRC DPRK"
)


def respelling(source: str, output: str) -> tuple[str, list[re.Match[str]]]:
    """The only initials of the source and all places of the only ones of the English, if those are garbled.

    They are if both begin alike and one has letters more, or if one letter differs. A single letter is not
    certain: it may be a vitamin, or the last of somebody's initials; nor is what either text has elsewhere.
    """
    (given, places), (said, spots) = (_only(text) for text in (source, output))
    if (
        len(said) < 2
        or given == said
        or given[:1] != said[:1]
        or " " in spots[0][0]
        or not (_is_within(given, said) or _is_within(said, given) or _differs_by_one(given, said))
        or _stands(given, output, spots)
        or _stands(said, source, places)
    ):
        return "", []
    return places[0][0], spots


def check(source: Source, output: Output) -> Iterator[Finding]:
    """An error for initials that became others, a warning for those that are lost."""
    text, spots = respelling(source.text, output.text)
    if spots:
        yield from dict.fromkeys(changed(text, spot[0]) for spot in spots)
        return
    given, said = (
        {letters: found[0][0] for letters, found in _persons(text).items() if len(letters) > 1}
        for text in (source.text, output.text)
    )
    gone = [text for letters, text in given.items() if letters not in _letters(output.text)]
    new = [text for letters, text in said.items() if letters not in _letters(source.text)]
    for place, text in enumerate(gone):
        yield changed(text, new[place]) if place < len(new) else lost(text, "warning")


def _persons(text: str) -> dict[str, list[re.Match[str]]]:
    """The initials of a text, without what is known to be no person, by their letters."""
    found: dict[str, list[re.Match[str]]] = {}
    for match in _INITIALS.finditer(text):
        if re.sub(r"[. ]", "", match[0]) not in _NO_PERSON:
            found.setdefault(_letters(match[0]), []).append(match)
    return found


def _only(text: str) -> tuple[str, list[re.Match[str]]]:
    """The initials of a text's only person who has any."""
    persons = _persons(text)
    return next(iter(persons.items())) if len(persons) == 1 else ("", [])


def _letters(text: str) -> str:
    """The capitals, marks off: LTQ, of L.Tr.Q."""
    return re.sub(r"[^A-Z]", "", plain(text))


def _is_within(short: str, long: str) -> bool:
    """Whether the letters of one are among those of the other, in order."""
    rest = iter(long)
    return all(letter in rest for letter in short)


def _differs_by_one(one: str, other: str) -> bool:
    return len(one) == len(other) > 2 and Hamming.distance(one, other) == 1


def _stands(letters: str, text: str, places: list[re.Match[str]]) -> bool:
    """Whether letters stand in a text elsewhere, with or without points."""
    for match in reversed(places):
        text = f"{text[: match.start()]}|{text[match.end() :]}"
    spelt = r"[a-z]?[. ]*".join(letters)
    return re.search(rf"(?<!\w){spelt}(?!\w)", plain(text)) is not None
