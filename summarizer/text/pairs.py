"""Reads sentences with their translations: two text files, or one TSV, TMX or XLIFF file."""

import re
import sys
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize
from xml.etree import ElementTree as ET

from summarizer.counted import counted
from summarizer.errors import InputError, UsageError

STANDARD_INPUT = "-"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_CODES = frozenset(("bpt", "ept", "it", "ph", "ut"))
_XML = re.compile(r"\s*(?:<\?xml\b|<!--|<!DOCTYPE\s+tmx\b|<(?:\w+:)?(?:tmx|xliff)\b)")
_HEADER = frozenset(("source", "vi", "vietnamese"))


class Pair(NamedTuple):
    """A sentence and its English; `line` is its line, or its number in a TMX or XLIFF file."""

    line: int
    source: str
    translation: str


class Pairs(NamedTuple):
    """The pairs of a file, and the numbers of the units of TMX or XLIFF that are not checked.

    `untranslated` have no English, `kept` are not to be translated.
    """

    pairs: list[Pair]
    untranslated: tuple[int, ...] = ()
    kept: tuple[int, ...] = ()


class _Unit(NamedTuple):
    """The Vietnamese of a unit, empty where it is of other languages, and all of its English."""

    source: str
    translations: tuple[str, ...]
    kept: bool = False  # whether it is not to be translated


def read(source: Path, translation: Path | None = None) -> Pairs:
    """The pairs of two files of aligned lines, or of one TSV, TMX or XLIFF (1.2, 2.0) file.

    One of them may be `-`, standard input. TMX and XLIFF are told by what they begin with, or by their
    suffix.

    Raises:
        InputError: a file is empty or cannot be read, or its lines do not pair up.
        UsageError: both are the same file.
    """
    untranslated: list[int] = []
    kept: list[int] = []
    same = translation is not None and _are_same(source, translation)
    if same and str(source) == STANDARD_INPUT:
        raise UsageError("-: is the Vietnamese already; name the file with the English")
    text = _text(source)
    if same:
        raise UsageError(f"{translation}: is the same file as the Vietnamese; name that with the English")
    if translation is not None:
        pairs = _aligned(source, _lines(text), translation, _lines(_text(translation)))
    elif _XML.match(text) or source.suffix.casefold() in {".tmx", ".xlf", ".xliff"}:
        root = _xml(source, text)
        pairs = []
        for number, unit in enumerate(_units(root), start=1):
            pairs += [Pair(number, unit.source, one) for one in unit.translations if unit.source]
            if unit.kept:
                kept.append(number)
            elif unit.source and not unit.translations:
                untranslated.append(number)
    else:
        pairs = _table(source, _lines(text))
    if not pairs:
        raise InputError(f"{source}: has no Vietnamese sentence with its English; check the file")
    return Pairs(pairs, tuple(untranslated), tuple(kept))


def _are_same(one: Path, other: Path) -> bool:
    if str(one) == str(other) == STANDARD_INPUT:
        return True
    try:
        return one.samefile(other)
    except OSError:  # told where it is read
        return False


def _text(path: Path) -> str:
    try:
        data = _standard_input(path) if str(path) == STANDARD_INPUT else path.read_bytes()
        encoding = "utf-16" if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig"
        text = normalize("NFC", data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n"))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; check the path") from None
    except UnicodeError:
        raise InputError(f"{path}: not UTF-8; save it as UTF-8") from None
    if not text.strip():
        raise InputError(f"{path}: is empty; give a file with sentences")
    return text


def _standard_input(path: Path) -> bytes:
    if sys.stdin is None:
        raise InputError(f"{path}: is closed; give a file, or pipe the sentences in")
    return sys.stdin.buffer.read()


def _lines(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n")


def _aligned(source: Path, ours: list[str], translation: Path, theirs: list[str]) -> list[Pair]:
    longer = max(ours, theirs, key=len)
    while len(ours) != len(theirs) and not longer[-1].strip():  # blank lines at an end
        longer.pop()
    if len(ours) != len(theirs):
        raise InputError(
            f"{translation}: {counted(len(theirs), 'line')} for the {len(ours):,} of {source}; each line has "
            "to be the translation of the line of the same number"
        )
    pairs = [
        Pair(number, one.strip(), other.strip())
        for number, (one, other) in enumerate(zip(ours, theirs, strict=True), start=1)
    ]
    return [pair for pair in pairs if pair.source or pair.translation]


def _table(path: Path, lines: list[str]) -> list[Pair]:
    pairs = []
    for number, line in enumerate(lines, start=1):
        fields = [field.strip() for field in line.split("\t")]
        if number == 1 and fields[0].casefold() in _HEADER:
            continue
        if not any(fields):
            continue
        if len(fields) != 2:
            place = f"-: line {number}" if str(path) == STANDARD_INPUT else f"{path}:{number}"
            raise InputError(
                f"{place}: {counted(len(fields), 'field')}; a line is Vietnamese, a tab and its "
                "English (or give two files)"
            )
        pairs.append(Pair(number, *fields))
    return pairs


def _xml(path: Path, text: str) -> ET.Element:
    if "<!ENTITY" in text:
        raise InputError(f"{path}: defines entities, which are not read; remove them")
    try:
        return ET.fromstring(re.sub(r"^<\?xml[^>]*\?>", "", text))  # noqa: S314 - no entities: see above
    except ET.ParseError as error:
        raise InputError(f"{path}: is no valid XML ({error}); save it anew") from None


def _units(root: ET.Element) -> Iterator[_Unit]:
    """The units of a file, those of other languages empty."""
    return _tmx(root) if root.tag.rpartition("}")[2] == "tmx" else _xliff(root)


def _tmx(root: ET.Element) -> Iterator[_Unit]:
    for unit in root.iter("tu"):
        found: dict[str, list[str]] = {"vi": [], "en": []}
        for variant in unit.iter("tuv"):
            language = (variant.get(_LANGUAGE) or variant.get("lang") or "")[:2].casefold()
            segment = variant.find("seg")
            if segment is not None and language in found and (said := _inner(segment)):
                found[language].append(said)
        yield _Unit("".join(found["vi"][:1]), tuple(dict.fromkeys(found["en"])))


def _xliff(root: ET.Element) -> Iterator[_Unit]:
    """Units of version 1.2 and segments of 2.0, empty but in files from Vietnamese to English."""
    for file in root:
        ours = _is_translated(root) and _is_translated(file)
        yield from (unit if ours else _Unit("", ()) for unit in _units_in(file, kept=False))


def _units_in(element: ET.Element, *, kept: bool) -> Iterator[_Unit]:
    """The units in a file or group; whether that is to be translated holds where they say nothing else."""
    kept = {"yes": False, "no": True}.get(element.get("translate", ""), kept)
    if element.tag.rpartition("}")[2] in {"trans-unit", "segment"}:
        parts = {child.tag.rpartition("}")[2]: child for child in element}
        source, target = (_inner(parts[one]) if one in parts else "" for one in ("source", "target"))
        yield _Unit(source, (target,) if target and not kept else (), kept)
        return
    for child in element:
        yield from _units_in(child, kept=kept)


def _is_translated(element: ET.Element) -> bool:
    """Whether a file of version 1.2, or the root of 2.0, says of no other languages than ours."""
    source = element.get("source-language") or element.get("srcLang") or "vi"
    target = element.get("target-language") or element.get("trgLang") or "en"
    return (source[:2].casefold(), target[:2].casefold()) == ("vi", "en")


def _inner(element: ET.Element) -> str:
    return " ".join("".join(_said(element)).split())


def _said(element: ET.Element) -> Iterator[str]:
    """The text of a segment without the codes of its layout, which TMX and XLIFF 1.2 keep in elements."""
    yield element.text or ""
    for child in element:
        if child.tag.rpartition("}")[2] not in _CODES:
            yield from _said(child)
        yield child.tail or ""
