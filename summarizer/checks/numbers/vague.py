"""Numbers told by their size alone: hàng trăm nghìn người, hundreds of thousands of people."""

import re
from collections.abc import Iterator

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.checks.numbers.words import number_words
from summarizer.report import Finding

_VI_SIZES = {
    "chục": 1, "trăm": 2, "nghìn": 3, "ngàn": 3, "vạn": 4, "triệu": 6, "tỷ": 9, "tỉ": 9,
}  # fmt: skip
_VI = re.compile(
    r"\b(?P<vague>hàng|vài|mấy|nhiều|dăm|cả|hằng)(?: ba)? (?P<size>(?:chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ)"
    r"(?: (?:nghìn|ngàn|triệu|vạn|tỷ|tỉ))*)\b(?! (?:đến|tới|chứng|lệ|phú|giá|số|năm tuổi))",
    re.IGNORECASE,
)
_EN_SIZES = {
    "ten": 1, "dozen": 1, "score": 1, "hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12,
}  # fmt: skip
_EN = re.compile(
    r"\b(?:(?P<of>tens|dozens|scores|hundreds|thousands)(?: and (?:even )?(?:hundreds|dozens))? of )?"
    r"(?P<size>tens|dozens|scores|hundreds?|thousands?|millions?|billions?|trillions?)\b"
    r"|\b(?:a few|several|few|a couple of|many|some) (?P<some>hundred|thousand|million|billion"
    r"|dozen)(?: (?P<more>thousand|million|billion))?\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|\w+ty" r"|\w+teen))[ -]$", re.IGNORECASE
)


_TEN = re.compile(r"(?<!hàng )(?<!vài )(?<!mấy )(?<!nhiều )\bmột chục\b", re.IGNORECASE)
_DOZENS = re.compile(
    r"\b(?P<of>hai|ba|bốn|năm|sáu|bảy|tám|chín) chục\b(?! (?:nghìn|ngàn|triệu|vạn|tỷ|tỉ|năm))", re.IGNORECASE
)
_HALF = re.compile(r"\bnửa (?:triệu|tỷ|tỉ)\b", re.IGNORECASE)
_WHOLE = re.compile(r"\b(?:a|one) (?:million|billion)\b", re.IGNORECASE)
_MANY = re.compile(r"\b(?:dozens?|scores?|tens)\b", re.IGNORECASE)
_EXACT_TEN = re.compile(r"\b10\b|\bmười\b|(?<!hàng )\bchục\b", re.IGNORECASE)
_SEVERAL_TENS = re.compile(r"\bhàng chục\b(?! (?:nghìn|ngàn|triệu|vạn|tỷ|tỉ|trăm))", re.IGNORECASE)
_ONE_TEN = re.compile(
    r"\b(?:(?:up to|about|around|nearly|almost|some) )(?:ten|10)\b(?![.,]\d)", re.IGNORECASE
)
_TENS = re.compile(
    r"\b(?:dozens?|scores?|tens|decades?|many|several|numerous|more than|over|\w+ty)\b", re.IGNORECASE
)
_TWELVE = re.compile(r"\bmột tá\b", re.IGNORECASE)
_SAID_TEN, _SAID_TWELVE = (
    re.compile(r"\b(?:ten|10)\b", re.IGNORECASE),
    re.compile(r"\b(?:dozen|twelve|12)\b", re.IGNORECASE),
)


def check(source: Source, output: Output) -> Iterator[Finding]:
    """An error for a size that the English gives as another: hàng trăm nghìn, tens of thousands."""
    yield from _tens(source.text, output.text)
    yield from _several(source.text, output.text)
    yield from _dozens(source, output)
    yield from _halves(source, output)
    given = {_vi_size(match["size"]): match[0] for match in _VI.finditer(source.text)}
    if not given:
        return
    said = dict(_said(output.text))
    lost = [text for size, text in given.items() if size not in said]
    new = [text for size, text in said.items() if size not in given]
    for text, other in zip(lost, new, strict=False):
        message = f"the article says {text}; the translation says {other}"
        yield finding("number", message, expected=text, found=other)


def _tens(source: str, output: str) -> Iterator[Finding]:
    """A finding for một chục (ten) and một tá (twelve) that the English takes for each other."""
    ten, twelve = _TEN.search(source), _TWELVE.search(source)
    if ten is None:
        return
    said, dozen = _SAID_TEN.search(output), _SAID_TWELVE.search(output)
    if said is None and dozen is not None:
        yield finding("number", f"the article says {ten[0]}; the translation says {dozen[0]}", found=dozen[0])
    elif said and dozen and twelve and (ten.start() < twelve.start()) != (said.start() < dozen.start()):
        message = "the article says một chục (ten) and một tá (a dozen) in another order"
        yield finding("number", message, expected=ten[0], found=dozen[0])


def _several(source: str, output: str) -> Iterator[Finding]:
    """An error for hàng chục (dozens) that became ten at most."""
    given, said = _SEVERAL_TENS.search(source), _ONE_TEN.search(output)
    if given and said and not _TENS.search(output) and not _EXACT_TEN.search(source):
        message = f"the article says {given[0]} (dozens); the translation says {said[0]}"
        yield finding("number", message, expected=f"{given[0]} (dozens)", found=said[0])


def _dozens(source: Source, output: Output) -> Iterator[Finding]:
    """An error for hai chục, ba chục … where the English has other numbers alone; two dozen will do."""
    for match in _DOZENS.finditer(source.text):
        value = 10.0 * number_words("vi").small[match["of"].casefold()]
        own = {one for quantity in source.quantities for one in quantity.values if one != value}
        new = [one for one in output.quantities if not one.values & own]
        near = any(0.75 * value <= size <= 1.25 * value for one in new for size in one.values)
        if new and not near and not _MANY.search(output.text):
            message = f"the article says {match[0]}; the translation says {new[0].text}"
            yield finding("number", message, expected=match[0], found=new[0].text)


def _halves(source: Source, output: Output) -> Iterator[Finding]:
    """An error for nửa triệu (half a million) that became a whole one."""
    match = _HALF.search(source.text)
    if match is None or len(_HALF.findall(source.text)) > 1 or re.search(r"\d", output.text):
        return
    said = _WHOLE.search(output.text)
    if said is not None and not re.search(r"\bhalf\b|hundred", output.text, re.IGNORECASE):
        message = f"the article says {match[0]}; the translation says {said[0]}"
        yield finding("number", message, expected=match[0], found=said[0])


def _vi_size(words: str) -> int:
    return sum(_VI_SIZES[word] for word in words.casefold().split())


def _said(text: str) -> Iterator[tuple[int, str]]:
    for match in _EN.finditer(text):
        if _COUNTED.search(text, max(0, match.start() - 12), match.start()):
            continue
        words = [match[name] for name in ("of", "size", "some", "more") if match[name]]
        if match["size"] and not match["size"].casefold().endswith("s"):
            continue  # a hundred
        yield sum(_EN_SIZES[word.casefold().removesuffix("s")] for word in words), match[0]
