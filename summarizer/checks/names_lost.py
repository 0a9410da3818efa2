"""Names of a Vietnamese sentence that its English does not have."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from summarizer.checks.name_habits import abbreviated, is_year, said_otherwise
from summarizer.checks.name_words import WORD, Words
from summarizer.text.chinese import readings
from summarizer.text.glossary import Term, TermMatch
from summarizer.text.known_names import ends_with_home, homes, is_home, known
from summarizer.text.names import Name, bare, find, is_person, without_opener
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
    """Names of the source that are not in the output: for certain, in part, or only if another is there.

    `excuses` are names of foreigners in Vietnamese letters, whose English cannot be told. Of the uncertain,
    `places` are surely those of Vietnam.
    """

    whole: list[str] = field(default_factory=list)
    part: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    uncertain: list[str] = field(default_factory=list)
    excuses: list[str] = field(default_factory=list)
    places: set[str] = field(default_factory=set)


def all_kept(source: str, output: str, terms: Sequence[TermMatch] = ()) -> bool:
    """Whether every name of the source is in the output, as far as can be told."""
    losses = losses_of(source, find(source), output, terms)
    return not (losses.whole or losses.part or losses.uncertain or losses.excuses)


def losses_of(source: str, names: Sequence[Name], output: str, terms: Sequence[TermMatch]) -> Losses:
    """What became of the names of a source, those of its terms' places among them."""
    said = Words(output)
    places = [match for match in terms if match.term.type == "place"]
    abroad = any(not match.term.english.startswith(_HOME) for match in places)
    abroad = abroad or any(_verbatim(name) or "-" in name.text for name in names)
    losses = Losses()
    losses.uncertain += [
        m.term.source
        for m in places
        if not _says(m.term, said) and not any(abbreviated(form, output) for form in m.term.accepted)
    ]
    losses.places.update(place for place in losses.uncertain if _is_at_home(place))
    free = [name for name in names if not any(m.start <= name.start < m.end for m in terms)]
    for _, group in groupby(free, key=lambda name: name.run):
        run = without_opener(list(group))
        text = " ".join(name.text for name in run)
        person = is_person(run)
        kept = frozenset(
            name.bare for name in run if (name.bare in said.all if person else said.has(name.bare))
        )
        home = is_home(text)
        whole = _is_whole(text, said) if home else all(name.bare in kept for name in run)
        if whole or _elsewhere(run, said) or is_year(text):
            continue
        if said_otherwise(text, output) or ((abroad or not person) and _is_read(run, output, said)):
            continue
        if len(run) > 1 and (
            "".join(name.bare[:1] for name in run) in said.all
            or "".join(name.bare for name in run) in said.all
        ):
            continue  # Los Angeles: LA; Sài Gòn: Saigon
        if text == _CITY and _says_city(said):
            continue
        if kept and not home:
            losses.part.append((text, kept))
        elif any(_verbatim(name) for name in run) or person:
            losses.whole.append(text)
        elif home or (len(run) == 1 and _ADDRESSED.search(source[: run[0].start])):
            losses.uncertain.append(text)
        elif "-" in text or (len(run) > 1 and run[0].text not in _HEADS):
            (losses.excuses if abroad else losses.uncertain).append(text)
        if text in losses.uncertain and _is_at_home(text, source[: run[0].start]):
            losses.places.add(text)
    return losses


def contrary(terms: Sequence[TermMatch], output: str) -> Iterator[tuple[str, str]]:
    """Places that became their other half, and what the output says: Hàn Quốc, North Korea."""
    forms = [form for match in terms if match.term.type == "place" for form in match.term.accepted]
    for match in terms:
        side, _, rest = match.term.english.partition(" ")
        other = f"{_OPPOSITE.get(side)} {rest}"
        if match.term.type != "place" or other not in output or any(other in form for form in forms):
            continue
        if not any(form in output for form in match.term.accepted if side in form):
            yield match.term.source, other


def put_for(source: str, output: str) -> str | None:
    """A place of Vietnam in the output that the source does not name."""
    runs = groupby(find(output), key=lambda name: name.run)
    named = "".join(f" {' '.join(name.bare for name in run)} " for _, run in runs)
    own = f" {' '.join(map(bare, WORD.findall(source)))} "
    places = (f" {' '.join(map(bare, home.split()))} " for home in sorted(homes()))
    found = next((place for place in places if place in named and place not in own), None)
    return found and found.strip().title()


def _says(term: Term, said: Words) -> bool:
    """Whether the output has a place: any word of it, but the whole of a place of Vietnam."""
    if not _is_at_home(term.source):
        return Words(" ".join(term.accepted)).any_in(said)
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


def _is_at_home(name: str, before: str = "") -> bool:
    """Whether a name is of a place of Vietnam: a known one, or behind a word such as `huyện`."""
    return ends_with_home(name) or _ADMINISTRATIVE.search(before) is not None


def _is_read(run: Sequence[Name], output: str, said: Words) -> bool:
    """Whether the output has a Chinese name as English spells it, the whole or the family name."""
    syllables = [name.text for name in run if name.vietnamese]
    if len(syllables) > 1 and any(reading in said.joined for reading in readings(syllables)):
        return True
    capital = {bare(word) for word in WORD.findall(output) if word[0].isupper()} - {"he"}
    return not readings(syllables[:1]).isdisjoint(capital)


def _elsewhere(run: Sequence[Name], said: Words) -> bool:
    """Whether a run has the name of another country, by which the output may well call it."""
    text = " ".join(name.text for name in run)
    whole = known(text)
    if whole is not None and Words(" ".join(whole.english)).any_in(said):
        return True
    exonyms = [one for name in run if (one := known(name.text)) is not None and one.is_exonym]
    if not exonyms or is_person(run):
        return False
    forms = " ".join(english for one in exonyms for english in one.english)
    return not is_home(text) or Words(forms).any_in(said)


def _verbatim(name: Name) -> bool:
    """Latin letters that no Vietnamese word has so: these are written alike in English."""
    return (
        not name.vietnamese
        and len(name.bare) > 2
        and not name.text.isupper()
        and name.text.isascii()
        and "-" not in name.text
    )
