"""Names that were read as words: bà Nga as Mrs Russia, Bảy as seven, Mỹ Tho as the United States."""

import re
from collections.abc import Iterator
from functools import cache

from rapidfuzz.distance import Levenshtein

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.checks.names.phrases import changed, lost
from summarizer.checks.names.variation import person_stands_in
from summarizer.checks.names.words import WORD
from summarizer.checks.numbers.words import number_words
from summarizer.report import Finding
from summarizer.text import known_names
from summarizer.text.countries import country_of
from summarizer.text.english_words import is_common
from summarizer.text.languages import alternatives
from summarizer.text.names import Name, bare, is_syllable

_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Madam)\.? (?P<name>[A-Z]\w+)")
_GENITIVE = re.compile(r"['’]s?$")
_SEA = re.compile(r"\b(?:Sea|Ocean|Gulf|Strait)s?\b")
_SEAS = re.compile(r"\b(?:[A-Z]\w+ ){1,3}(?:Sea|Ocean|Gulf|Strait)\b")
_ADDRESSED = re.compile(
    r"(?i:\b(?:ông|bà|anh|chị|cô|em|chú|bác|cụ|thầy)) (?P<name>[A-ZĐÂÊÔƠƯĂÁÀÉÍÓÚÝ][\w'’]++)(?!"
    r" [A-ZĐÂÊÔƠƯĂÁÀÉÍÓÚÝ])"
)
_STREET = re.compile(
    r"(?:đường|phố|ngã tư|ngã ba|giao lộ|cầu)(?: (?!Ba\b|Hai\b|Cách\b)[A-ZĐ]\w+)* (?P<name>(?:\d\d?"
    r"|[A-ZĐ]\w+(?: [A-ZĐ]\w+)?)"
    r" Tháng (?:\d\d?|[A-ZĐ]\w+(?: Hai| Một)?))"
)
_ROAD = r"(?:Street|St\b|Road|Avenue|Boulevard|Bridge|intersection|crossroads|junction)"
_DATE_STREET = re.compile(
    rf"\d\d?[/-]\d\d?[ -]{_ROAD}|[A-Z]\w+ \d\d?(?:st|nd|rd|th)? {_ROAD}|\d\d?"
    rf" [A-Z]\w+ {_ROAD}|August Revolution|\d\d?[/-]\d\d?",
    re.IGNORECASE,
)


def check(source: Source, output: Output) -> Iterator[Finding]:
    """Errors for names that the English took for words, other countries or seas, or spelt anew.

    A person who is called by a title and a name is a warning where the English has no such name.
    """
    yield from _countries(source, output)
    yield from _homes(source, output)
    yield from _numbers(source, output)
    yield from _streets(source.text, output)
    yield from _seas(source, output)
    yield from _addressed(source, output)
    yield from _foreign(source, output)
    yield from _left(source, output)


def _countries(source: Source, output: Output) -> Iterator[Finding]:
    """Mrs Russia, of bà Nga."""
    for match in _TITLED.finditer(output.text):
        if country_of(bare(match["name"])) is not None and bare(match["name"]) not in source.words.all:
            own = next(
                (one["name"] for one in _ADDRESSED.finditer(source.text) if known_names.known(one["name"])),
                None,
            )
            if own is not None:
                yield changed(own, match[0])


def _homes(source: Source, output: Output) -> Iterator[Finding]:
    """Mỹ Tho, of which the English makes the United States."""
    for match in known_names.find(source.text):
        name = match.name
        if name.countries != ("VN",) or name.kind not in {"city", "area"} or name.english:
            continue
        words = name.form.split(" ")
        country = next(
            (one for word in words if (one := known_names.known(word)) and one.kind == "country"), None
        )
        if country is None or "".join(map(bare, words)) in output.words.joined:
            continue
        said = next(
            (form for form in country.english if re.search(rf"\b{re.escape(form)}\b", output.text)), None
        )
        if (
            said is None
            and "United States" in country.english
            and re.search(r"\bUS\b|\bU\.S\.|\bAmerica", output.text)
        ):
            said = "United States"
        yield changed(name.form, said) if said else lost(name.form, "warning")


def _numbers(source: Source, output: Output) -> Iterator[Finding]:
    """Tran Van Seven, of Trần Văn Bảy."""
    values = {**number_words("vi").small, "mười": 10}
    for match in _number_name().finditer(output.text):
        word = match["before"] or match["after"]
        value = number_words("en").small[word.casefold()]
        own = next(
            (
                " ".join(one.text for one in run)
                for run in source.runs
                for name in run
                if values.get(name.text.casefold()) == value
                and value > 1
                and len(run) > 1
                and not name.opens
                and name.bare not in output.words.all
            ),
            None,
        )
        if own is not None:
            yield changed(own, match[0])


@cache
def _number_name() -> re.Pattern[str]:
    """A number word beside a name: Tran Van Seven, Three Vi."""
    words = alternatives(word.capitalize() for word in number_words("en").small if len(word) > 2)
    return re.compile(rf"\b[A-Z][a-z]+ (?P<before>{words})\b(?!-)|\b(?P<after>{words}) [A-Z][a-z]+\b")


def _streets(source: str, output: Output) -> Iterator[Finding]:
    """Streets that are named after a date: đường Ba Tháng Hai."""
    for match in _STREET.finditer(source):
        letters = "".join(map(bare, WORD.findall(match["name"])))
        if letters in output.words.joined or _DATE_STREET.search(output.text):
            continue
        digits = "".join(map(bare, WORD.findall(_in_digits(match["name"]))))
        if digits not in output.words.joined:
            yield lost(match["name"], "error")


def _in_digits(name: str) -> str:
    """A street's name with its numbers as digits: 3 Tháng 2."""
    first, _, last = name.partition(" Tháng ")
    return f"{_digits(first)} Tháng {_digits(last)}"


def _digits(words: str) -> str:
    small = number_words("vi").small
    values = [small.get(word.casefold(), 10 if word.casefold() == "mười" else None) for word in words.split()]
    if words.isdigit() or not values or values[0] is None:
        return words
    tens = "mươi" in words.casefold()
    return str(values[0] * 10) if tens else str(sum(value or 0 for value in values))


def _seas(source: Source, output: Output) -> Iterator[Finding]:
    """The East China Sea, of Biển Đông."""
    forms = [(match.term.source, match.term.accepted) for match in source.terms if match.term.type == "place"]
    for name, accepted in forms:
        if not _SEA.search(" ".join(accepted)) or any(
            form.casefold() in output.text.casefold() for form in accepted
        ):
            continue
        known = {form for _, all_forms in forms for form in all_forms}
        other = next(
            (one[0] for one in _SEAS.finditer(output.text) if not any(form in one[0] for form in known)), None
        )
        if other is not None:
            yield changed(name, other)


def _addressed(source: Source, output: Output) -> Iterator[Finding]:
    """Quann, of ông Quân; a person with a title who is left out."""
    addressed = list(_ADDRESSED.finditer(source.text))
    as_word = _as_word(source, output) if addressed else None
    for match in addressed:
        name, plain = match["name"], bare(match["name"])
        kept = plain in output.words.all or (not name.isalpha() and plain in output.words.joined)
        if kept or (known_names.known(name) and not as_word):
            continue
        other = next(
            (
                one.text
                for one in output.names
                if one.bare[:1] == plain[:1]
                and one.bare not in source.words.all
                and not is_common(one.bare)
                and len(plain) > 2
                and one.vietnamese == (len(plain) < 3)
                and 0 < Levenshtein.distance(one.bare.removesuffix("s"), plain) <= max(1, len(plain) // 3)
            ),
            None,
        )
        if len(addressed) == 1:
            other = other or as_word
        if other is not None and name.isalpha():
            yield changed(name, other)
        elif not name.isalpha() and not person_stands_in(output.text):
            yield lost(name, "warning")


def _as_word(source: Source, output: Output) -> str | None:
    """An English word that stands for a name behind a title: Ms. Perfume, of cô Hương."""
    said = (match for match in _TITLED.finditer(output.text) if match["name"].lower() not in source.words.all)
    return next(
        (one[0] for one in said if is_common(bare(one["name"])) and not is_syllable(one["name"])), None
    )


def _foreign(source: Source, output: Output) -> Iterator[Finding]:
    """Puttin, of Putin: a name in Latin letters of which the English has but another spelling."""
    for name in {one.text: one for one in source.names if _is_foreign(one)}.values():
        if name.bare in output.words.all or name.bare in output.words.joined or known_names.known(name.text):
            continue
        most = 1 if len(name.bare) < 8 else 2
        for one in output.names:
            said = bare(_GENITIVE.sub("", one.text))
            if said[:1] != name.bare[0] or said.startswith(name.bare) or is_common(said):
                continue
            if 0 < Levenshtein.distance(said, name.bare) <= most and not source.explained.has(said):
                message = f"the article names “{name.text}”; the translation says “{one.text}”"
                yield finding("name", message, "warning", expected=name.text, found=one.text)
                break


def _is_foreign(name: Name) -> bool:
    """Whether a name is written alike in English: Latin letters, no Vietnamese syllable, no abbreviation."""
    return not name.vietnamese and len(name.text) > 4 and name.text.isascii() and name.text[1:].islower()


def _left(source: Source, output: Output) -> Iterator[Finding]:
    """Foreigners whose Vietnamese names were left: Tap Can Binh."""
    for match in known_names.find(source.text):
        name = match.name
        if name.kind != "person" or not name.is_exonym or len(name.form.split()) < 3:
            continue
        if "".join(map(bare, name.form.split())) in output.words.joined:
            message = f"“{name.form}” is “{name.english[0]}” in English; the translation leaves it"
            yield finding("name", message, "warning", expected=name.english[0], found=name.form)
