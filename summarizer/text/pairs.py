"""Reads sentences with their translations: two text files, or one TSV, TMX or XLIFF file."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize
from xml.etree import ElementTree as ET

from summarizer.counted import counted
from summarizer.errors import InputError

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
    """The pairs of a file, and the numbers of the units of TMX or XLIFF that have no English."""

    pairs: list[Pair]
    untranslated: tuple[int, ...] = ()


def read(source: Path, translation: Path | None = None) -> Pairs:
    """The pairs of two files of aligned lines, or of one TSV, TMX or XLIFF (1.2, 2.0) file.

    TMX and XLIFF are told by what they begin with, or by their suffix.

    Raises:
        InputError: a file is empty or cannot be read, or its lines do not pair up.
    """
    untranslated: list[int] = []
    text = _text(source)
    if translation is not None:
        pairs = _aligned(source, _lines(text), translation, _lines(_text(translation)))
    elif _XML.match(text) or source.suffix.casefold() in {".tmx", ".xlf", ".xliff"}:
        root = _xml(source, text)
        pairs = []
        for number, (ours, theirs) in enumerate(_units(root), start=1):
            if ours and theirs:
                pairs.append(Pair(number, ours, theirs))
            elif ours:
                untranslated.append(number)
    else:
        pairs = _table(source, _lines(text))
    if not pairs:
        raise InputError(f"{source}: has no Vietnamese sentence with its English; check the file")
    return Pairs(pairs, tuple(untranslated))


def _text(path: Path) -> str:
    if str(path) == "-":
        raise InputError(f"{path}: is not read here; name a file")
    try:
        with path.open(encoding="utf-16" if _is_utf_16(path) else "utf-8-sig") as file:
            text = normalize("NFC", file.read())
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; check the path") from None
    except UnicodeError:
        raise InputError(f"{path}: not UTF-8; save it as UTF-8") from None
    if not text.strip():
        raise InputError(f"{path}: is empty; give a file with sentences")
    return text


def _is_utf_16(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) in (BOM_UTF16_LE, BOM_UTF16_BE)


def _lines(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n")


def _aligned(source: Path, ours: list[str], translation: Path, theirs: list[str]) -> list[Pair]:
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
            raise InputError(
                f"{path}:{number}: {counted(len(fields), 'field')}; a line is Vietnamese, a tab and its "
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


def _units(root: ET.Element) -> Iterator[tuple[str, str]]:
    """The Vietnamese of each unit of a file with its English, each empty where there is none to check."""
    return _tmx(root) if root.tag.rpartition("}")[2] == "tmx" else _xliff(root)


def _tmx(root: ET.Element) -> Iterator[tuple[str, str]]:
    for unit in root.iter("tu"):
        found: dict[str, str] = {}
        for variant in unit.iter("tuv"):
            language = (variant.get(_LANGUAGE) or variant.get("lang") or "")[:2].casefold()
            segment = variant.find("seg")
            if segment is not None:
                found.setdefault(language, _inner(segment))
        yield found.get("vi", ""), found.get("en", "")


def _xliff(root: ET.Element) -> Iterator[tuple[str, str]]:
    """Units of version 1.2 and segments of 2.0, empty but in files from Vietnamese to English."""
    for file in root:
        ours = _is_translated(root) and _is_translated(file)
        for unit in file.iter():
            if unit.tag.rpartition("}")[2] in {"trans-unit", "segment"}:
                parts = {child.tag.rpartition("}")[2]: child for child in unit}
                told = (parts.get("source"), parts.get("target"))
                checked = ours and unit.get("translate") != "no"
                source, target = (_inner(one) if checked and one is not None else "" for one in told)
                yield source, target


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
