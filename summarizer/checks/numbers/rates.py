"""What amounts are per, units that Vietnam alone has, and whose dollars they are."""

import re
from collections.abc import Iterator
from functools import cache

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.report import Finding
from summarizer.text.languages import alternatives, rows

_PER = re.compile(
    r"(?:(?:\bper|\ban?|\beach|\bevery|\bone) |/ ?)(?P<unit>[A-Za-z²³]+[23]?)(?: " r"(?P<more>\w+))?"
)
_METRIC = re.compile(
    r"\d\)?[ -]?(?:kg|g|m2|m²|sqm|ha|grams?|kilograms?|hectares?|square" r"|sq)\b", re.IGNORECASE
)
_AREA = re.compile(r"\b(?:hectares?|acres?)\b")
_VI_AREA = re.compile(r"\b(?:ha|héc ?ta|mẫu Anh)\b")
_LEFT = re.compile(
    r"\b(?:Australian?|AUD|Canadian?|CAD|Singapore|SGD|Hong Kong|HKD|New Zealand|NZD" r"|Taiwan|TWD)\b"
)


def check(source: Source, output: Output) -> Iterator[Finding]:
    """Findings for a unit behind a stroke, a local unit and a country's dollars that the English changed.

    An error where another stands in its place, a warning where none does.
    """
    text = output.text.casefold()
    yield from _rates(source.text, text)
    yield from _local(source, output)
    yield from _dollars(source.text, output.text)


def _rates(source: str, text: str) -> Iterator[Finding]:
    given = {match["unit"]: match for match in _vi_rate().finditer(source)}
    if not given:
        return
    known = {form for unit in given for form in _forms("rates")[unit]}
    others = {form for forms in _forms("rates").values() for form in forms} - known
    said = [
        match
        for match in _PER.finditer(text)
        if (match["unit"] or "").removesuffix("s") in others | {"piece", "volume", "bar"}
    ]
    for unit in given:
        forms = _forms("rates")[unit]
        if any(_has(form, text) for form in forms):
            continue
        shown = f"/{unit}"
        if said:
            message = f"the article says {shown}; the translation says {said[0][0].strip()}"
            yield finding("number", message, expected=shown, found=said[0][0].strip())
        else:
            message = f"the article says {shown} ({forms[0]}); the translation does not"
            yield finding("number", message, "warning", expected=f"{shown} ({forms[0]})")


def _local(source: Source, output: Output) -> Iterator[Finding]:
    text = output.text.casefold()
    yield from _each(source.text, text)
    for quantity in source.quantities:
        for pattern, forms, near in _local_units():
            match = pattern.match(source.text, quantity.end)
            if match is None or (near and not near.search(source.text)):
                continue
            unit = match[0].strip(" ,.;")
            equal = [one for one in output.quantities if one.values & quantity.values]
            other = next((one.measure for one in equal if one.measure or one.unit), None)
            wrong = other if other and not any(_has(form, text) for form in forms) else None
            shown = f"{quantity.text} {unit}"
            if any(_has(form, text) for form in forms):
                continue
            if wrong:
                message = f"the article says {shown} ({forms[0]}); the translation says {wrong}"
                yield finding("number", message, expected=f"{shown} ({forms[0]})", found=wrong)
            elif not _METRIC.search(output.text):
                message = f"the article says {shown} ({forms[0]}); the translation does not"
                yield finding("number", message, "warning", expected=f"{shown} ({forms[0]})")


def _each(source: str, text: str) -> Iterator[Finding]:
    """An error for mỗi sào (each sao) that became a hectare or an acre."""
    said = _AREA.search(text)
    if said is None or _VI_AREA.search(source):
        return
    for pattern, forms, near in _local_units():
        match = re.search(rf"\b[Mm]ỗi{pattern.pattern}", source)
        if match and (near is None or near.search(source)) and not any(_has(form, text) for form in forms):
            message = f"the article says {match[0]}; the translation says {said[0]}"
            yield finding("number", message, expected=match[0], found=said[0])


def _dollars(source: str, output: str) -> Iterator[Finding]:
    for match in _vi_dollars().finditer(source):
        form = match["country"] or match["code"]
        forms = _forms("dollars")[form]
        if not any(
            re.search(rf"(?<![A-Za-z]){re.escape(one)}", output) for one in forms
        ) and "ollar" in output + "ollar" * ("$" in output or "USD" in output):
            message = (
                f"the article has {match[0].strip()} ({forms[0]} dollars); the translation does not say so"
            )
            yield finding("number", message, expected=f"{forms[0]} dollars")
            return


def _has(form: str, text: str) -> bool:
    return re.search(rf"(?<![a-z]){re.escape(form)}(?:s|es|ies)?(?![a-z])", text) is not None


@cache
def _forms(name: str) -> dict[str, tuple[str, ...]]:
    return {unit: tuple(english.split("|")) for unit, english in rows("vi", name)}


@cache
def _local_units() -> tuple[tuple[re.Pattern[str], tuple[str, ...], re.Pattern[str] | None], ...]:
    return tuple(
        (re.compile(unit), tuple(english.split("|")), None if near == "-" else re.compile(near))
        for unit, english, near in rows("vi", "local_units")
    )


@cache
def _vi_rate() -> re.Pattern[str]:
    units = alternatives(_forms("rates"))
    return re.compile(
        rf"(?:%|đồng|USD|VND|đô la|đ|\d|triệu|nghìn|tỷ|euro|tấn|kg|km|lít|m3|người|lượt"
        rf"|ca|suất|chiếc|con)(?:/| (?:một|mỗi) )(?P<unit>{units})(?!\w|/\d)"
    )


@cache
def _vi_dollars() -> re.Pattern[str]:
    names = _forms("dollars")
    codes = [name for name in names if name.isupper()]
    return re.compile(
        rf"\bđô[ -]?(?:la)? (?P<country>{alternatives(set(names) - set(codes))})\b|\d (?:\w+ )?"
        rf"(?P<code>{alternatives(codes)})\b"
    )
