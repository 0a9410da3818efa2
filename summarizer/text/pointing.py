"""Vietnamese sentences that cannot stand alone: they open by pointing at what was said before."""

import re
from functools import cache

from summarizer.text.languages import alternatives, words

_POINTING = "cũng|còn|và|nhưng|song|rồi|thế nhưng|thế là|họ|hắn|gã|đây|đó|(?:điều|việc) (?:này|đó)|đồng nghĩa"
# A word before a name, without the name; `Anh và Pháp` are countries.
_BARE_PERSON = re.compile(
    r"\W*(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]ụ|[Cc]ậu|[Ee]m)(?:\s+ta)?\s+(?!và\s)([^\W\d_])"
)
_THIS = re.compile(
    r"\W*(?:[^\W\d_]+\s+){1,4}?"
    r"(?:này|đó|ấy|nói trên|vừa nêu|trên(?=\s*(?:,|đã|bị|được|do|là|có|sẽ|đang)))(?!\w)"
)
_FIRST_PERSON = re.compile(r"(?<!\w)(?:tôi|chúng tôi|chúng ta)(?!\w)", re.IGNORECASE)
_QUOTATION = re.compile(r"[\"“”«][^\"“”«»]*[\"”»]|[\"“«][^\"“”«»]*\Z")
_QUOTED = re.compile(r"\s*[\"“”«]")
_INTRODUCES = re.compile(
    r":\s*\Z|(?<!\w)(?:như sau|sau đây|dưới đây|dưới đây là)\s*[:.]*\s*\Z",
    re.IGNORECASE,
)
_PICTURED = re.compile(r"\((?:bìa |thứ \w+ từ )?(?:trái|phải|giữa|chính giữa|ngoài cùng|áo \w+)(?: \w+)*\)")
_WORD = re.compile(r"[^\W_]+")
_FEWEST = 6  # words of a sentence that tells something


@cache
def _linked() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(words('vi', 'links'))})\s*,\s*(?=\S)", re.IGNORECASE)


@cache
def _opens() -> re.Pattern[str]:
    links = alternatives(words("vi", "links"))
    return re.compile(rf"\W*(?:{links}|{_POINTING})(?!\w)", re.IGNORECASE)


def points_back(sentence: str) -> bool:
    """Whether a sentence opens with a pronoun, a pointing word or a link, or lacks who speaks."""
    if _opens().match(sentence) or _THIS.match(sentence):
        return True
    person = _BARE_PERSON.match(sentence)
    if person and not person[1].isupper():
        return True
    told = _QUOTATION.sub(" ", sentence)
    if _QUOTED.match(sentence) and not any(word[0].isupper() for word in _WORD.findall(told)):
        return True
    return _FIRST_PERSON.search(told) is not None


def without_link(sentence: str) -> str:
    """The sentence without the link and comma that open it, such as `Tuy nhiên,`."""
    rest = _linked().sub("", sentence, count=1) if _linked().match(sentence) else sentence
    return rest[:1].upper() + rest[1:]


def introduces(sentence: str) -> bool:
    """Whether a sentence only leads to what stands behind it, tells of a picture, or is too short."""
    if _PICTURED.search(sentence):
        return True
    return bool(_INTRODUCES.search(sentence)) or len(_WORD.findall(sentence)) < _FEWEST
