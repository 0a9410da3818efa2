"""An article's sentence in place of a new one: shortened where it is long, and known for a quotation."""

import re
from collections.abc import Sequence
from functools import cache

from summarizer.text.languages import alternatives
from summarizer.text.languages import words as listed
from summarizer.text.names import words as listing
from summarizer.text.pointing import without_link
from summarizer.text.vectors import words

LONG = 50  # syllables that a quotation may have; every fifth sentence of news has more
_SHORT = 0.5  # of them it keeps at least, so that it tells something
_CLAUSE = 6  # syllables that the last clause must have
_ASIDE = 15  # syllables that brackets have which can go
_TITLE = 0.8  # of the title's words that the sentence has it keeps at least: there stands the news
_OPEN_END = re.compile(r"\s*[,;:]\Z")
_ENCLOSED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|“[^“”]*”|\"[^\"]*\"|«[^«»]*»")
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_FIGURE = re.compile(r"[\d%]")
_AGE = re.compile(r"\s*\d+ tuổi\s*")
_NUMBERED = re.compile(r"(?<!\w)(?:quận|phường|tổ|ấp|thôn|khu phố|khóm) \d+(?!\w)", re.IGNORECASE)
# Words of an address that are written small, and abbreviations that are units.
_PLACE = listing(
    "trú tại ở ngụ quê thuộc thôn xóm bản làng ấp khóm tổ khu phố đường xã phường thị trấn huyện quận thành"
    " tỉnh bang vùng đảo và"
)
_UNITS = listing("USD VND VNĐ EUR GBP JPY CNY KRW W kW MW GW kWh MWh GWh GB MB TB C F V Hz MHz GHz")
# What the main clause follows: a clause of time or cause in the midst, or what has `thì` behind it.
_LEADS = re.compile(r"\s+(?:khi|sau khi|trước khi|do|vì|bởi)(?!\w).*,|[^;]*(?<!\w)thì(?!\w)")


def quotation(sentence: str, *, link: bool = False, most: int = LONG, title: str = "") -> str:
    """The sentence, where it has more syllables than `most` with `…` for its last clauses.

    Where `most` is less than usual its brackets go first. It is cut only before a clause of its own, never
    in a list, and keeps the words that say who spoke and most of the title's; where it has no such place it
    stays long. The `link` that opens it stays only where what it links to stands before.
    """
    whole = " ".join(sentence.split())
    whole = _OPEN_END.sub("…", whole if link else without_link(whole))  # `,` ends an item of a list
    if len(words(whole)) <= most:
        return whole
    text = _without_brackets(whole, title) if most < LONG else whole
    if len(words(text)) <= most:
        return text
    source = _source().search(text)
    behind = source[0] if source else ""
    told = text.removesuffix(behind)
    ends = [end for end in _ends(told, most - len(words(behind))) if _has_news(told, end, title)]
    return f"{told[: ends[-1]].rstrip()}…{behind}" if ends else text


def _without_brackets(text: str, title: str) -> str:
    """The text without short brackets with names, places or ages alone, but those with words of the title."""
    news = set(words(title))

    def left(match: re.Match[str]) -> str:
        inside = words(match[0])
        aside = all(map(_is_aside, re.split(r"[,;]|\s[-–]\s", match[0].strip(" ()"))))
        return match[0] if len(inside) > _ASIDE or not aside or news.intersection(inside) else ""

    return _BRACKETS.sub(left, text)


def _is_aside(part: str) -> bool:
    """Whether it is a name, an abbreviation, a place or an age, and no figure or statement."""
    if _AGE.fullmatch(part):
        return True
    if _FIGURE.search(_NUMBERED.sub(" ", part)):
        return False
    names = [word for word in part.split() if word.lower() not in _PLACE]
    return bool(names) and all(word.isdigit() or (word[0].isupper() and word not in _UNITS) for word in names)


def _ends(text: str, most: int) -> list[int]:
    """Where a text may end, the best last: at a semicolon rather than a comma, then the later one."""
    enclosed = [match.span() for match in _ENCLOSED.finditer(text)]
    marks = list(re.finditer(r"[;,](?=\s)", text))
    before = [0, *(match.end() for match in marks)]
    ends = [
        (match[0] == ";", match.start())
        for match, start in zip(marks, before, strict=False)
        if (match[0] == ";" or _clause().match(text, match.end()))
        and not _LEADS.match(text, match.end())
        and len(words(text[start : match.start()])) >= _CLAUSE
        and not any(start < match.start() < end for start, end in enclosed)
        and _SHORT * most <= len(words(text[: match.start()])) <= most
    ]
    return [end for _, end in sorted(ends)]


def _has_news(text: str, end: int, title: str) -> bool:
    """Whether a text up to there has most of the title's words that the whole has."""
    news = set(words(title)).intersection(words(text))
    return len(news.intersection(words(text[:end]))) >= _TITLE * len(news)


@cache
def _clause() -> re.Pattern[str]:
    """What begins a clause that can go without changing the rest."""
    return re.compile(rf"\s+(?:{alternatives(listed('vi', 'cuts', 'clause'))})(?!\w)")


@cache
def _source() -> re.Pattern[str]:
    """The end of a sentence that says who tells it: `, theo Reuters.`, `, ông Lê Văn An nói.`."""
    says = alternatives(listed("vi", "sentences", "speech") | {"đưa tin", "dẫn lời"})
    told = rf"[^,;:“”\"]{{2,80}}?(?<!\w)(?:{says})(?!\w)[^,;:]{{0,20}}"
    return re.compile(rf",\s+(?:theo(?!\w)[^,;:]{{2,60}}|{told})\Z")


def is_copied(text: str, sentences: Sequence[str]) -> bool:
    """Whether a text is, word for word, a sentence or the part of one."""
    said = f" {' '.join(words(text))} "
    return any(said in f" {' '.join(words(sentence))} " for sentence in sentences)
