"""Vietnamese sentences that cannot stand alone: they open by pointing at what was said before."""

import re

# Links to what was said before; with a comma behind them they can go without a change of what is said.
_LINK = (
    r"theo đó|trước đó|sau đó|ngay sau đó|không lâu sau đó|tuy nhiên|tuy vậy|ngoài ra|bên cạnh đó|cùng với đó"
    r"|đồng thời|do đó|do vậy|vì vậy|vì thế|bởi vậy|từ đó|tại đây|trong đó|trong khi đó|cụ thể|cụ thể là"
    r"|như vậy|ngược lại|mặt khác|hơn nữa|thậm chí|tương tự|cũng theo đó|qua đó|nhờ đó|theo tìm hiểu"
    r"|đáng chú ý|đặc biệt|được biết|có thể thấy|nói cách khác|lý do|nguyên nhân"
)
_LINKED = re.compile(rf"(?:{_LINK})\s*,\s*(?=\S)", re.IGNORECASE)
_OPENS = re.compile(
    rf"\W*(?:{_LINK}|cũng|còn|và|nhưng|song|rồi|thế nhưng|thế là|họ|hắn|gã|đây|đó|điều này|điều đó|việc này"
    r"|việc đó|đồng nghĩa)(?!\w)",
    re.IGNORECASE,
)
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
_WORD = re.compile(r"[^\W_]+")
_FEWEST = 6  # words of a sentence that tells something


def points_back(sentence: str) -> bool:
    """Whether a sentence opens with a pronoun, a pointing word or a link, or lacks who speaks."""
    if _OPENS.match(sentence) or _THIS.match(sentence):
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
    rest = _LINKED.sub("", sentence, count=1) if _LINKED.match(sentence) else sentence
    return rest[:1].upper() + rest[1:]


def introduces(sentence: str) -> bool:
    """Whether a sentence only leads to what stands behind it, or is too short to tell anything."""
    return bool(_INTRODUCES.search(sentence)) or len(_WORD.findall(sentence)) < _FEWEST
