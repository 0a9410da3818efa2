"""Numbers that are names: identity cards, telephones, flights, licence plates, viruses, documents.

They come through letter by letter; only spaces, points and hyphens between their parts may change.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.report import Finding

# 0912 345 678 and 1900 1234 are telephones; nine digits and more, or a nought in front, no amounts.
_PHONE = (
    r"(?!\d\d[-.]\d\d[-.]\d{4})(?:\+84|\(?0)\d{1,3}\)?(?:[ .-]?\d{2,4}){2,4}|1[89]00(?:[ .-]?\d{2,4}){1,2}"
)
_DIGITS = r"0\d{4,}|\d{9,}"
# Letters and digits in one: H5N1, VN1234, BA.5, 12B, 51F-123.45; not m2, 18h30, 15tr, 3G alone is one.
_MIXED = (
    r"\d{2}[A-ZĐ]\d?[ -]\d{3}\.?\d{2}|\d{2}[A-ZĐ]{1,2}\d?[ -]\d{4,5}"
    r"|[A-ZĐ]{1,5}[-.]?\d+(?:[A-ZĐ]+\d*|[.-]\d+)*|\d+[A-ZĐ]{1,2}(?:\d+[A-Z]*)?"
)
_VI = re.compile(
    rf"(?<![\w.,+-])(?<!\d/)(?<!\d\. )(?:(?P<digits>(?:{_DIGITS})(?![\w-]|\.\d|[ ]\d))|"
    rf"(?P<phone>{_PHONE})|(?P<mixed>{_MIXED}))(?![\w%]|[.,/-]\d)"
)
_CODE = re.compile(r"(?<![\w./-])(?P<digits>\d+)(?=(?:/\d{4})?/[A-ZĐ]{1,5}(?:[-/]|\b))")
# The whole number of a document: 31/2024/QH15, 168/2024/NĐ-CP.
_DOCUMENT = re.compile(r"(?<![\w./-])\d+/\d{4}/[A-ZĐ]+\d*(?:[-/][A-ZĐ]+\d*)*(?!\w)")
_SLIP = 2  # letters
_EN = re.compile(r"(?<![\w.,])(?:\+|\()?[A-Za-zĐđ]{0,5}\d[\w.,/-]*\w|(?<!\w)[A-Z]?\d[A-Z]?(?!\w)")
_PHONES = re.compile(rf"(?<![\w.,])(?:{_PHONE})(?!\w)")
# Units and amounts, which are no codes: 18H, 15KM, USD10; VND5.
_AMOUNT = re.compile(
    r"\d+(?:[MKTHLWV]|KM|KG|CM|MM|HA|TR|HP|CC|DB|MW|KW|KV|GW|GB|TB|MB|AM|PM|VND|USD|VNĐ|Đ)"
    r"|(?:VND|VNĐ|USD|EUR|US|AUD|HK|NZ|RM|NT|CAD|GBP|JPY)\d.*|[IVX]+\d*"
)
_ROAD = re.compile(r"QL|TL|DT|DH|HL|CT|KM|CMT|COVID")  # Quốc lộ 10, National Highway 10
_PLACE = re.compile(r"\d{1,3}[A-E]")  # 12B, of a gate or a house
_SHORT = 4  # letters and digits: of shorter ones (Q1, 12B, U23) English may say otherwise
_SEPARATOR = re.compile(r"[\s.()+-]")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number that is a name at `text[start:end]`; `plain` is without what stands between its parts."""

    text: str
    start: int
    end: int
    plain: str


def changed(source: Source, output: Output) -> Iterator[Finding]:
    """An error for an identifier that became another; for one that is lost as well if it is long digits.

    One with letters that is lost is a warning, and short ones (Q1, U23) may be said otherwise.
    """
    given = source.once(find)
    joined = _plain(output.text)
    lost = [one for one in given if one.plain not in joined]
    if not lost and not _CODE.search(source.text) and not _DOCUMENT.search(source.text):
        return
    new = _new(output.text, _plain(source.text))
    for one in lost:
        other = _likest(one, new)
        if other is not None:
            new.remove(other)
            yield _changed(one.text, other)
        elif one.plain.isdigit():
            yield finding(
                "number", f"the article says {one.text}; the translation does not", expected=one.text
            )
        elif (len(one.plain) >= _SHORT and not _ROAD.match(one.plain)) or _PLACE.fullmatch(one.plain):
            message = f"the article says {one.text}; the translation does not"
            yield finding("number", message, "warning", expected=one.text)
    yield from _documents(source, output)


def _documents(source: Source, output: Output) -> Iterator[Finding]:
    """An error for the number of a document that became another: 456/QĐ-UBND, Decision 465."""
    said = set(re.findall(r"\d+", output.text))
    given = {match["digits"]: match[0] for match in _CODE.finditer(source.text)}
    own = set(re.findall(r"\d+", source.text))
    new = [one for one in said if one not in own]
    for digits in given:
        same = [one for one in new if sorted(one) == sorted(digits) or _near(one, digits)]
        if digits not in said and digits.lstrip("0") not in said and same:
            yield _changed(digits, same[0])
            return
    ours, theirs = (
        {_plain(number): number for number in _DOCUMENT.findall(text)} for text in (source.text, output.text)
    )
    for plain, number in ours.items():
        near = [
            theirs[one] for one in theirs if one not in ours and Levenshtein.distance(one, plain) <= _SLIP
        ]
        if plain not in theirs and near:
            yield _changed(number, near[0])


def places(source: Source, output: Output) -> tuple[list[Span], list[Span]]:
    """Where source and English have identifiers: their digits are no amounts."""
    given = source.once(find)
    found = [match.span() for one in given for match in _spaced(one.plain).finditer(output.text)]
    joined, own = _plain(output.text), _plain(source.text)
    for one in given:
        if one.plain not in joined and (other := _likest(one, _new(output.text, own))) is not None:
            start = output.text.index(other)
            found.append((start, start + len(other)))
    return [(one.start, one.end) for one in given], found


@lru_cache(maxsize=1024)
def _spaced(plain: str) -> re.Pattern[str]:
    """An identifier with whatever stands between its parts."""
    return re.compile(r"[\s.()-]{0,2}".join(plain).replace("D", "[DĐ]"), re.IGNORECASE)


def find(text: str) -> list[Identifier]:
    """The identifiers of a Vietnamese text, in order."""
    found = []
    for match in _VI.finditer(text):
        plain = _plain(match[0])
        if match["mixed"] and (_AMOUNT.fullmatch(match[0]) or not re.search(r"\d", plain)):
            continue
        if match["phone"] and len(plain) < 8:
            continue
        found.append(Identifier(match[0], match.start(), match.end(), plain))
    return found


def _new(output: str, own: str) -> list[str]:
    """What has digits in the English and is not in the source."""
    said = [match[0].strip(".,") for pattern in (_PHONES, _EN) for match in pattern.finditer(output)]
    return [one for one in dict.fromkeys(said) if _plain(one) not in own]


def _likest(one: Identifier, new: list[str]) -> str | None:
    """What stands in an identifier's place: of the same letters, or of nearly the same digits."""
    scored = [
        (Levenshtein.distance(one.plain, _plain(other)), other)
        for other in new
        if _shape(_plain(other)) == _shape(one.plain)
        or Levenshtein.distance(one.plain, _plain(other)) <= len(one.plain) // 3
        or _plain(other).replace(",", "").lstrip("0") == one.plain.lstrip("0")
    ]
    return min(scored)[1] if scored else None


def _shape(plain: str) -> str:
    """An identifier with 9 for each digit."""
    return re.sub(r"\d", "9", plain)


def _near(one: str, other: str) -> bool:
    return len(one) == len(other) > 2 and Levenshtein.distance(one, other) == 1


def _plain(text: str) -> str:
    """Letters and digits, upper-cased, without what may stand between the parts of an identifier."""
    return _SEPARATOR.sub("", text.upper().replace("Đ", "D").replace("+84", "0"))


def _changed(text: str, other: str) -> Finding:
    message = f"the article says {text}; the translation says {other}"
    return finding("number", message, expected=text, found=other)
