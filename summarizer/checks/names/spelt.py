"""The Vietnamese names of a sentence that English spells as they are, but for their marks."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from summarizer.checks.analysed import Source
from summarizer.text import known_names
from summarizer.text.names import Name, bare, is_person, without_opener
from summarizer.text.names import words as listed

# Common words that open the names of places, which English translates.
_HEADS = listed(
    "tp tx tt thành phố tỉnh huyện quận xã phường thôn ấp làng bản buôn khu phố đường chợ cầu đèo ga sông"
    " suối hồ núi rừng đảo vịnh biển cảng chùa đền đình báo trường bến cửa hang ông bà anh chị em cháu"
)


def vietnamese(source: Source) -> Iterator[tuple[Name, ...]]:
    """The names of Vietnamese syllables of a text, each once, without the common word that opens some."""
    seen = set()
    for run in source.runs:
        for vietnamese, group in groupby(run, key=lambda one: one.vietnamese and not one.text.isupper()):
            names = without_opener(list(group))
            while len(names) > 1 and names[0] in run[:1] and names[0].text.casefold() in _HEADS:
                names = names[1:]
            # Behind a word of another language it is a part of a larger name: the ship Super Biển Đông.
            within = bool(names) and names[0] is not run[0] and not run[run.index(names[0]) - 1].vietnamese
            if not vietnamese or len(names) > 4 or (not within and _is_english_otherwise(names, source)):
                continue
            if bares(names) not in seen and not (len(names) == 1 and names[0].opens):
                seen.add(bares(names))
                yield tuple(names)


def _is_english_otherwise(names: Sequence[Name], source: Source) -> bool:
    """Whether English has another word for a name, or the glossary has one for it or for a part of it."""
    text = " ".join(one.text for one in names)
    exonyms = [match for match in known_names.find(text) if match.name.is_exonym]
    if any(match.end - match.start == len(text) for match in exonyms) or (exonyms and not is_person(names)):
        return True
    return any(
        match.start < names[-1].end
        and names[0].start < match.end
        and bares(names) not in {tuple(map(bare, form.split())) for form in match.term.accepted}
        for match in source.terms
    )


def bares(names: Sequence[Name]) -> tuple[str, ...]:
    """The words of a name for comparing."""
    return tuple(one.bare for one in names)
