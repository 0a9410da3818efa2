"""References to laws: điểm b khoản 1 Điều 321 is Point b, Clause 1, Article 321."""

import re
from collections.abc import Iterator, Mapping

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.report import Finding, Severity

_KINDS: Mapping[str, tuple[str, str]] = {
    "article": (r"[Đđ]iều", r"(?:articles?|arts?\.?)"),
    "clause": (r"[Kk]hoản", r"(?:clauses?|paragraphs?|para\.?|subsections?|sub-?clauses?|sections?|items?)"),
    "point": (
        r"[Đđ]iểm",
        r"(?:points?|items?|letters?|sub-?paragraphs?|subpoints?|paragraphs?|sub-?clauses?)",
    ),
}
_LIST = r"(?:(?:, ?| và | hoặc | and | or |, and )(?:{0} )?{1}(?!\w))*"
_NUMBER, _LETTER = r"\d+[a-z]?", r"[a-zđ]{1,2}"
_VI = {
    kind: re.compile(
        rf"\b{word} (?P<of>{value}(?!\w)(?![.,]\d|%| (?:%|triệu|tỷ|nghìn|phần))"
        + _LIST.format(word, value)
        + ")"
    )
    for (kind, (word, _)), value in zip(_KINDS.items(), (_NUMBER, _NUMBER, rf"(?:{_LETTER}|\d)"), strict=True)
}
_EN = {
    kind: re.compile(
        rf"\b(?i:{words}) \(?(?P<of>(?:{_NUMBER}|{_LETTER})(?!\w)\)?"
        + _LIST.format(f"(?i:{words})", rf"\(?(?:{_NUMBER}|{_LETTER})\)?")
        + ")"
    )
    for kind, (_, words) in _KINDS.items()
}
_EN_ANY = re.compile(
    r"\b(?P<kind>articles?|clauses?|sections?|paragraphs?|points?|items?|chapters?|parts?)"
    r" \(?(?P<of>\d+[a-z]?)(?![\w.]*%|[.,]\d)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\b(?i:articles?) (\d+)(?:\((\d+)\))?(?:\((\w{1,2})\))?")
_NAMES = {"article": "Điều", "clause": "khoản", "point": "điểm"}
_FOREIGN = re.compile(r"\b(?:Mỹ|Anh|Úc|Canada|Ấn Độ|Singapore|Malaysia|Hong Kong|Hồng Kông|Philippines)\b")
_ONE = re.compile(r"\b(?:1|one|first)\b", re.IGNORECASE)
_SPELT = {"đ": {"đ", "dd", "d"}}


def check(source: Source, output: Output) -> Iterator[Finding]:
    """An error for an article, clause or point that the English gives as another kind or number."""
    given = source.once(_given)
    if not given:
        return
    said = _said(output.text)
    taken = {
        (match["kind"].casefold().rstrip("s"), match["of"]): match[0]
        for match in _EN_ANY.finditer(output.text)
    }
    for kind, value in given:
        forms = _SPELT.get(value, {value})
        if forms & said[kind] or (kind == "clause" and f"({value})" in output.text):
            continue
        other = next(
            (text for (name, number), text in taken.items() if number == value and name != kind), None
        )
        text = f"{_NAMES[kind]} {value}"
        if other is None and kind != "point":
            own = {number for name, number in given}
            other = next((text for (_, number), text in taken.items() if number not in own), None)
        if other is not None:
            severity: Severity = (
                "warning"
                if other.casefold().startswith("section") and _FOREIGN.search(source.text)
                else "error"
            )
            message = f"the article says {text}; the translation says {other}"
            yield finding("number", message, severity, expected=text, found=other)
            return
        if kind == "point" and not re.search(
            rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", _outside_words(output.text)
        ):
            yield finding("number", f"the article says {text}; the translation does not", expected=text)
        elif kind == "clause" and value == "1" and not _ONE.search(output.text):
            # of other numbers `translation` tells that they are lost
            message = f"the article says {text}; the translation does not"
            yield finding("number", message, "warning", expected=text)


def _outside_words(text: str) -> str:
    """A text without the articles, which are letters as well."""
    return re.sub(r"\b[Aa] (?=\w\w)", "", text)


def _given(text: str) -> list[tuple[str, str]]:
    """The articles, clauses and points of a Vietnamese text."""
    found = []
    law = _VI["article"].search(text) or _VI["clause"].search(text)
    for kind, pattern in _VI.items():
        for match in pattern.finditer(text):
            if kind == "point" and (law is None or match["of"][:1].isdigit()):
                continue  # 8 điểm, điểm 10
            found += [(kind, value.casefold()) for value in _values(match["of"], kind)]
    return list(dict.fromkeys(found))


def _said(text: str) -> dict[str, set[str]]:
    """The articles, clauses and points of an English text, Article 6(5)(b) among them."""
    found = {
        kind: {value.casefold() for match in pattern.finditer(text) for value in _values(match["of"], "")}
        for kind, pattern in _EN.items()
    }
    for match in _BRACKETS.finditer(text):
        for kind, value in zip(("article", "clause", "point"), match.groups(), strict=True):
            if value:
                found[kind].add(value)
    return found


def _values(text: str, kind: str) -> list[str]:
    pattern = (
        r"\b[a-zđ]{1,2}\b(?<!và)(?<!or)"
        if kind == "point"
        else r"\b\d+[a-z]?\b|\b[a-zđ]{1,2}\b(?<!và)(?<!or)"
    )
    return re.findall(pattern, text)
