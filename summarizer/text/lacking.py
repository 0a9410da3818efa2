"""What a text lacks to be understood, by its own words alone."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from summarizer.text.languages import alternatives
from summarizer.text.languages import words as listed
from summarizer.text.needs import Need
from summarizer.text.persons import PARTS
from summarizer.text.pointing import QUOTATION, VERB, opening, points_at, points_back, unnamed, without_link
from summarizer.text.vectors import words

_LONG_REPORT = 1_000  # characters of what says more than who spoke: the time grows with their square
_CONTENT = 4  # words of a quotation that says something
_FIRST_PERSON = re.compile(r"(?<!\w)(?:chúng tôi|tôi|chúng ta|chúng em)(?!\w)", re.IGNORECASE)
_SAYS = (
    r"(?:nói|cho biết|cho hay|khẳng định|tuyên bố|trả lời|chia sẻ|phát biểu|đáp|đáp lại|hỏi|hỏi lại|bày tỏ"
    r"|cho rằng|nhấn mạnh|giải thích)"
)
_BEGINS_PLACE = r"(?:trong|tại|trên|với|hôm|sáng|chiều|tối|ngày|vào|trước|sau)"
_EMPTY_REPORT = re.compile(
    rf"[^,]*(?:,[^,]*,)?[^,]*\b{_SAYS}\s*[:.…]*\Z"
    rf"|.*\bdẫn lời\b(?:(?!\brằng\b|{_SAYS}).)*"
    rf"(?:{_SAYS}(?:\s+{_BEGINS_PLACE}\b(?:(?!\brằng\b)[^,:])*)?)?\W*\Z",
    re.IGNORECASE,
)
# A body by its kind alone: `Cục có thể giám sát`.
_BODY = re.compile(
    r"(?<!\w)(Cục|Sở|Bộ|Viện|Ban|Tổng cục|Tập đoàn|Hội|Trường|Công ty|Uỷ ban|Ủy ban|Vụ|Toà|Tòa|Đội"
    r"|Trung tâm|Ngân hàng|Hãng|Nhà máy|Bệnh viện|Quỹ|Dự án)\s+"
    + VERB.format("có thể|yêu cầu|đề nghị|phải|cần")
)


def lacking(text: str, before: Sequence[str]) -> Iterator[Need]:
    """What a text lacks where these stand before it, without who its persons are."""
    told = QUOTATION.sub(" ", text)
    first_person = _FIRST_PERSON.search(told)
    if first_person:
        yield Need("speaker", first_person[0])
    elif points_back(without_link(text)):
        yield Need("pointing", opening(text))
    else:
        yield from (Need("pointing", one) for one in points_at(told, before))
        if not before and (thing := unnamed(told)):
            yield Need("thing", thing)
    if not first_person and _unopened(text):
        yield Need("speaker", opening(text))
    if text.rstrip('"”» ').endswith("?"):
        yield Need("question", "?")
    quoted = any(len(words(one)) >= _CONTENT for one in QUOTATION.findall(text))
    report = told.strip()
    if not quoted and len(report) <= _LONG_REPORT and _EMPTY_REPORT.match(report):
        yield Need("content", text)
    body = _BODY.search(told) or _office_alone().match(told)
    if body and not any(
        re.search(rf"(?i)\b{body[1]}\s+(?!\Z)", one) for one in (told[: body.start()], *before)
    ):
        yield Need("person", body[0])


def _unopened(text: str) -> bool:
    """Whether a text ends a quotation that it does not begin."""
    end = text.rstrip(" .,!?…")
    return (end.endswith("”") and "“" not in end) or (end.endswith('"') and end.count('"') == 1)


@cache
def _office_alone() -> re.Pattern[str]:
    """An office without a body or a name, which opens a sentence: `Bộ trưởng cho biết`."""
    held = alternatives((listed("vi", "offices") | listed("vi", "ranks")) - PARTS)
    return re.compile(
        r"\W*(?:Ông |Vị )?((?i:"
        + held
        + r"))\s+(?:cho rằng|khẳng định|nói|dẫn|"
        + VERB.format("nhấn mạnh")
        + "|dẫn)"
    )
