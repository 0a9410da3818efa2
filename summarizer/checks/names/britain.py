"""Anh that opens a sentence is Britain, and no `he`, where the article speaks of Britain and of no man."""

import re
from collections.abc import Iterator
from functools import lru_cache

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.report import Finding

# Within a sentence a country stands behind a word in small letters, giới chức Anh; a person behind a title.
_COUNTRY = re.compile(
    r"(?<=[a-zà-ỹđ] )(?<!\b(?i:bà|em|cô|bé|và) )(?<!\b(?i:ông|anh|chị|bác|chú) )"
    r"(?<!\b(?i:cháu) )(?<!\b(?i:tiếng) )(?<!\b(?i:ngoại hạng) )(?<!\b(?i:tuyển) )Anh\b(?! [A-ZĐÀ-Ỹ])"
    r"|\b(?:Hoàng gia|Vương quốc) Anh\b"
)
# A man whom the article calls so, or who is mostly called so; heroes, brothers and sisters are no such men.
_MAN = re.compile(
    r"(?<![\w-])anh\b(?! (?:em|hùng|dũng|linh|ninh|túc|đào|chị)\b)"
    r"|\b(?i:cầu thủ|tiền đạo|tiền vệ|hậu vệ|thủ môn|vận động viên|tay vợt|võ sĩ|ca sĩ|nhạc sĩ|diễn viên)\b"
)
# What a man does and no country.
_OF_A_MAN = (
    "sinh|thi đấu|chơi|ghi bàn|trở thành|học|kể|chia sẻ|tâm sự|cưới|kết hôn|lấy vợ|lập gia đình|qua đời"
    "|gia nhập"
)
_OPENS = re.compile(
    rf"(?P<before>\A[\W_]*)Anh (?=[a-zà-ỹđ])(?!(?:em|ấy|ta|trai|chị|cả|hùng|họ|này|{_OF_A_MAN})\b)"
)
_MAN_SAID = re.compile(r"\A[\W_]*(?:He|Brother|You|I|Anh|Mr\.? Anh)\b")
_SAID = re.compile(r"\b(?:Brit\w*|UK|U\.K\.?|England|English|Kingdom|London)\b")
_NEAR = 40  # characters of the English within which the subject stands


def check(source: Source, output: Output) -> Iterator[Finding]:
    """An error for such a sentence whose English opens with a man and not with Britain."""
    said = _MAN_SAID.match(output.text)
    if said and not _SAID.search(output.text[:_NEAR]) and told(source) != source.text:
        other = said[0].strip("\"'“”‘’ ")
        message = f"“Anh” is Britain in this article; the translation says “{other}”"
        yield finding("name", message, expected="Anh (Britain)", found=other)


def told(source: Source) -> str:
    """The text of a sentence, with `Nước Anh` for an `Anh` that opens it and is Britain in its article."""
    if not _OPENS.match(source.text) or not _speaks_of_britain(source.article or source.text):
        return source.text
    return _OPENS.sub(r"\g<before>Nước Anh ", source.text, count=1)


@lru_cache(maxsize=8)
def _speaks_of_britain(article: str) -> bool:
    """Whether an article speaks of the country, and of nobody as anh."""
    return _COUNTRY.search(article) is not None and _MAN.search(article) is None
