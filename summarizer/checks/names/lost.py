"""Lost names, by certainty: names of a Vietnamese sentence that its English does not have."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from summarizer.checks.analysed import Output, Source
from summarizer.checks.names.variation import abbreviated, is_year, said_otherwise
from summarizer.checks.names.words import WORD, Words, bare_line, bare_words
from summarizer.text.chinese import readings
from summarizer.text.glossary_files import Term
from summarizer.text.known_names import ends_with_home, homes, is_home, known
from summarizer.text.names import Name, bare, is_person, without_opener
from summarizer.text.names import words as listed

_ADDRESSED = re.compile(r"(?:^|\s)(?:ông|bà|anh|chị|cô|em|chú|bác|cụ)\s$", re.IGNORECASE)
_ADMINISTRATIVE = re.compile(
    r"(?:^|\s)(?:tỉnh|thành phố|thị xã|thị trấn|huyện|quận|xã|phường|thôn|ấp|TP|TX)\s?$", re.IGNORECASE
)
# What bodies' names begin with: common words, which are translated.
_HEADS = listed(
    "Ban Bộ Chi Cục Đảng Đoàn Đội Hội Khoa Nhà Phó Phòng Sở Tập Tòa Toà Tổ Tổng Trường Ủy Uỷ Viện Vụ"
)
# English for places of Vietnam begins so; `Vietnam` itself may be added to what a Vietnamese need not say.
_HOME = (
    "Viet",
    "Hanoi",
    "Ha Noi",
    "Ho Chi Minh",
    "Saigon",
    "Da Nang",
    "Hue",
    "Mekong",
    "Red River",
    "Central",
)
_CITY = "Hồ Chí Minh"
_OPPOSITE = {"North": "South", "South": "North", "East": "West", "West": "East"}


@dataclass(slots=True)
class Losses:
    """Lost names by certainty.

    `whole` are lost for certain, and of `part` only the words beside each are kept. The `uncertain` may have
    been left out, or said in words that no list knows; of them, `places` are surely those of Vietnam.
    `excuses` are names of foreigners in Vietnamese letters, whose English cannot be told.
    """

    whole: list[str] = field(default_factory=list)
    part: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    uncertain: list[str] = field(default_factory=list)
    excuses: list[str] = field(default_factory=list)
    places: set[str] = field(default_factory=set)


def all_kept(source: Source, output: Output) -> bool:
    """Whether every name of the source is in the output, as far as can be told."""
    losses = losses_of(source, output)
    return not (losses.whole or losses.part or losses.uncertain or losses.excuses)


def losses_of(source: Source, output: Output) -> Losses:
    """What became of the names of a source, those of its terms' places among them."""
    said = output.words
    places = [match.term for match in source.terms if match.term.type == "place"]
    abroad = any(not term.english.startswith(_HOME) for term in places) or any(
        _verbatim(name) or "-" in name.text for name in source.names
    )
    losses = Losses()
    losses.uncertain += [
        term.source
        for term in places
        if not _says(term, said) and not any(abbreviated(form, output.text) for form in term.accepted)
    ]
    losses.places.update(place for place in losses.uncertain if ends_with_home(place))
    for run in source.runs:
        free = [
            name for name in run if not any(match.start <= name.start < match.end for match in source.terms)
        ]
        if free:
            _lose(losses, without_opener(free), source, output, abroad=abroad)
    return losses


def _lose(losses: Losses, run: Sequence[Name], source: Source, output: Output, *, abroad: bool) -> None:
    """Add a name to the losses if it is one; `abroad` says that the sentence is about another country."""
    said = output.words
    text = " ".join(name.text for name in run)
    person = is_person(run)
    kept = frozenset(name.bare for name in run if (name.bare in said.all if person else said.has(name.bare)))
    home = is_home(text)
    whole = _is_whole(text, said) if home else all(name.bare in kept for name in run)
    if whole or _elsewhere(run, said) or is_year(text) or said_otherwise(text, output.text):
        return
    if (abroad or not person) and _is_read(run, output):
        return
    if len(run) > 1:  # Los Angeles: LA; Sài Gòn: Saigon
        initials, joined = (
            "".join(parts) for parts in zip(*((n.bare[:1], n.bare) for n in run), strict=True)
        )
        if initials in said.all or joined in said.all:
            return
    if text == _CITY and _says_city(said):
        return
    start = run[0].start
    if kept and not home:
        losses.part.append((text, kept))
    elif person or any(_verbatim(name) for name in run):
        losses.whole.append(text)
    elif home or (len(run) == 1 and _ADDRESSED.search(source.text, max(0, start - 8), start)):
        losses.uncertain.append(text)
    elif "-" in text or (len(run) > 1 and run[0].text not in _HEADS):
        (losses.excuses if abroad else losses.uncertain).append(text)
    administrative = _ADMINISTRATIVE.search(source.text, max(0, start - 16), start)
    if text in losses.uncertain and (administrative or ends_with_home(text)):
        losses.places.add(text)


def contrary(source: Source, output: Output) -> Iterator[tuple[str, str]]:
    """Places that became their other half, and what the output says: Hàn Quốc, North Korea."""
    places = [match.term for match in source.terms if match.term.type == "place"]
    forms = [form for term in places for form in term.accepted]
    for term in places:
        side, _, rest = term.english.partition(" ")
        other = f"{_OPPOSITE.get(side)} {rest}"
        if other not in output.text or any(other in form for form in forms):
            continue
        if not any(form in output.text for form in term.accepted if side in form):
            yield term.source, other


def put_for(source: Source, output: Output) -> str | None:
    """A place of Vietnam in the output that the source does not name."""
    named = "".join(f" {' '.join(name.bare for name in run)} " for run in output.runs)
    own = source.once(bare_line)
    places = (f" {' '.join(map(bare, home.split()))} " for home in sorted(homes()))
    found = next((place for place in places if place in named and place not in own), None)
    return found and found.strip().title()


def _says(term: Term, said: Words) -> bool:
    """Whether the output has a place: any word of it, but the whole of a place of Vietnam."""
    if not ends_with_home(term.source):
        return said.has_any(bare_words(" ".join(term.accepted)))
    if term.source.endswith(_CITY) and _says_city(said):
        return True
    return any(_is_whole(re.sub(r" City$|^city of ", "", form), said) for form in term.accepted)


def _says_city(said: Words) -> bool:
    """Whether the output has Ho Chi Minh City by a name of one word: Saigon, HCMC."""
    city = known(_CITY)
    return city is not None and not said.all.isdisjoint(map(bare, city.english))


def _is_whole(place: str, said: Words) -> bool:
    """Whether all words of a place stand in the output, one behind another: Bắc Kạn, Bac Can."""
    joined = "".join(map(bare, WORD.findall(place)))
    return joined.replace("k", "c") in said.joined.replace("k", "c")


def _is_read(run: Sequence[Name], output: Output) -> bool:
    """Whether the output has a Chinese name as English spells it, the whole or the family name."""
    syllables = [name.text for name in run if name.vietnamese]
    joined = output.words.joined
    if len(syllables) > 1 and any(reading in joined for reading in readings(syllables)):
        return True
    capital = {bare(word) for word in WORD.findall(output.text) if word[0].isupper()} - {"he"}
    return not readings(syllables[:1]).isdisjoint(capital)


def _elsewhere(run: Sequence[Name], said: Words) -> bool:
    """Whether a run has the name of another country, by which the output may well call it."""
    text = " ".join(name.text for name in run)
    whole = known(text)
    if whole is not None and said.has_any(bare_words(" ".join(whole.english))):
        return True
    exonyms = [one for name in run if (one := known(name.text)) is not None and one.is_exonym]
    if not exonyms or is_person(run):
        return False
    forms = " ".join(english for one in exonyms for english in one.english)
    return not is_home(text) or said.has_any(bare_words(forms))


def _verbatim(name: Name) -> bool:
    """Latin letters that no Vietnamese word has so: these are written alike in English."""
    return (
        not name.vietnamese
        and len(name.bare) > 2
        and not name.text.isupper()
        and name.text.isascii()
        and "-" not in name.text
    )
