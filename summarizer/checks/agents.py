"""Who acts is told as acting: do ông Lê làm chủ tịch is no cause, who forecasts is not forecast."""

import re
from collections.abc import Iterator

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.checks.numbers.words import number_words
from summarizer.report import Finding
from summarizer.text.languages import alternatives
from summarizer.text.names import CAPITAL

_BY = re.compile(
    rf"\bdo (?:(?:ông|bà|anh|chị|cô) )?{CAPITAL}[^,.;:()]{{0,60}}?"
    r" (?:làm (?:chủ\b|chủ tịch|giám đốc|tổng giám đốc|chủ đầu tư|trưởng|đại diện|tổng thầu)|đứng đầu|cầm đầu"
    r"|dẫn đầu|điều hành|chủ trì|phụ trách|sáng lập)\b"
)
_CAUSE_VI = re.compile(
    r"\b(?:vì|bởi|nhờ|nguyên nhân|lý do|tại sao|nên|khiến)\b|\bdo (?!ông|bà|anh|chị|cô)[a-zà-ỹđ]"
)
# Right before a name; `because of delays` is another cause, `since May` a time.
_CAUSE_EN = re.compile(
    r"\b(?P<cause>(?i:because(?: of)?|due to|since|owing to)) (?:(?:Mrs?|Ms|Dr)\.? )?"
    rf"(?!(?i:{alternatives(number_words('en').months)})\b){CAPITAL}"
)
# Between an office and a verb it says of somebody else what is expected, asked, forbidden.
_SAYS = r"says?|said|that|told|reports?|reported|believes?|announced|added|noted"
_OFFICE = (
    r"(?:Bộ|Sở|Cục|Tổng cục|Cơ quan|Ngân hàng|Chính phủ|Ủy ban|Uỷ ban|Viện|Hiệp hội|Công an|Cảnh sát|Tòa án"
    r"|Toà án)"
)
_VERBS = {
    "dự báo": "forecast|predicted|projected|expected", "dự đoán": "predicted|forecast|expected",
    "cảnh báo": "warned", "cáo buộc": "accused", "yêu cầu": "asked|requested|required|ordered",
    "đề nghị": "asked|requested|urged", "bắt giữ": "arrested|detained", "bác bỏ": "rejected|denied|dismissed",
}  # fmt: skip
_ACTS = re.compile(
    rf"\A[\W_]*{_OFFICE}\b(?P<who>[^,.;:()\"“]{{0,60}}?)"
    rf" (?:(?:đã|vừa|vẫn|cũng|lại|mới) )*(?P<verb>{'|'.join(_VERBS)})\b"
)
_PASSIVE_VI = re.compile(r"\b(?:bị|được|do|bởi|mà)\b")
_OFFICE_EN = (
    r"(?:Ministry|Department|Bank|Government|government|Agency|Authority|Committee|Court|Police|police|Institute"
    r"|Association|Bureau|Administration)"
)


def check(source: Source, output: Output) -> Iterator[Finding]:
    """An error for who does a thing that became why it is so, or who has it done to him."""
    by, because = _BY.search(source.text), _CAUSE_EN.search(output.text)
    if by and because and not _CAUSE_VI.search(source.text):
        yield _changed(by[0], because["cause"])
    acts = _ACTS.match(source.text)
    if acts is None or _PASSIVE_VI.search(acts["who"]):
        return
    passive = re.match(
        rf"[\W_]*(?:The )?[^,.;:()]{{0,60}}?\b{_OFFICE_EN}\b(?:(?! (?:{_SAYS})\b)[^,.;:()]){{0,40}}?"
        rf" (?:is|are|was|were|(?:has|have|had) been) (?:{_VERBS[acts['verb']]})\b(?! by)",
        output.text,
    )
    if passive:
        yield _changed(acts[0].strip(), passive[0])


def _changed(text: str, other: str) -> Finding:
    message = f"the article says “{text}”; the translation says “{other}”"
    return finding("meaning", message, expected=text, found=other)
