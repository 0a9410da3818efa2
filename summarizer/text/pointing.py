"""Words of Vietnamese sentences that point at what was said before: at the beginning, and within."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from summarizer.text import known_names
from summarizer.text.days import dates
from summarizer.text.languages import alternatives
from summarizer.text.languages import words as listed
from summarizer.text.names import CAPITAL, find
from summarizer.text.names import words as listing
from summarizer.text.vectors import words

_POINTING = (
    "cũng|còn|và|nhưng|song|rồi|thế nhưng|thế là|họ|hắn|gã|nó|đây|đó|(?:điều|việc) (?:này|đó)|đồng nghĩa"
)
# A word before a name, without the name; `Anh và Pháp` are countries.
_BARE_PERSON = re.compile(
    r"\W*(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]ụ|[Cc]ậu|[Ee]m)(?:\s+ta)?\s+(?!và\s)([^\W\d_])"
)
_THIS = re.compile(
    r"\W*(?:Một\s+(?!số\s)(?:[^\W\d_]+\s+){1,3}?khác(?=\s+(?:khiến|là|của|được|cũng|trong|về))"
    r"|(?:[^\W\d_]+\s+){1,4}?"
    r"(?:này|đó|ấy|nói trên|vừa nêu|trên(?=\s*(?:,|đã|bị|được|do|là|có|sẽ|đang))))(?!\w)"
)
_FIRST_PERSON = re.compile(r"(?<!\w)(?:tôi|chúng tôi|chúng ta)(?!\w)", re.IGNORECASE)
# What stands in quotation marks, or behind one that does not close.
QUOTATION = re.compile(r"[\"“”«][^\"“”«»]*[\"”»]|[\"“«][^\"“”«»]*\Z")
_QUOTED = re.compile(r"\s*[\"“”«]")
_INTRODUCES = re.compile(
    r":\s*\Z|(?<!\w)(?:như sau|sau đây|dưới đây|dưới đây là)\s*[:.]*\s*\Z",
    re.IGNORECASE,
)
# `PV đã có cuộc trao đổi với ông A`: that there was a talk, but not what was said in it.
_TALKED = re.compile(
    r"(?<!\w)(?:PV|phóng viên|Online|VnExpress|Zing|Dân trí|Tuổi Trẻ|Thanh Niên|Tiền Phong|Người Đưa Tin)"
    r"(?!\w)[^,;:]{0,40}?\s(?:đã|có|vừa)\s(?:\S+\s){0,3}?(?:trao đổi|phỏng vấn|trò chuyện|đối thoại|gặp gỡ)"
    r"(?:\s\S+)?(?:\svới)?(?!\w)(?!.*(?<!\w)(?:biết|cho hay|nói|khẳng định|cho rằng)(?!\w))",
    re.IGNORECASE,
)
# A noun with a pointing word behind it, or a word for a place that was named.
_POINTED = re.compile(
    r"(?<!\w)(?:(?:[Tt]ại|[Ởở]|[Nn]ơi|[Tt]ừ)\s+(?:đây|đó)|([^\W\d_]+)\s+(?:này|ấy|nói trên|kể trên))(?!\w)"
)
# `Công ty trên đã trả nợ.`, but not `Máy bay bay trên biển.` or `Cấp trên đã đồng ý.`
_ABOVE = re.compile(
    r"(?<!\w)(?!(?:bên|phía|cấp|tầng|mặt|vai|tay|bậc|lớp|nửa|phần|hàng|trở|ở|từ|lên)\s)([^\W\d_]+)\s+trên"
    r"(?=\s*[,.;]|\s*\Z|\s+(?:đã|đang|sẽ|bị|được|do|là|có|không|chưa|vẫn|cũng)(?!\w))",
    re.IGNORECASE,
)
# Who or what nobody has told of yet, with a verb right behind: `Vụ việc khiến`, `Người đàn ông bị bắt`.
_BARE = re.compile(
    r"\W*((?:vụ việc|sự việc|sự cố|vụ án|động thái|tuyên bố|quyết định|văn bản|đoạn video|thông tin|đối tượng"
    r"|nghi phạm|nạn nhân|hung thủ|bị cáo|bị can|kẻ tấn công|thủ phạm|người đàn ông|người phụ nữ|cô gái"
    r"|chàng trai|thanh niên|cậu bé|bé trai|bé gái|nam sinh|nữ sinh|chiếc xe|chiếc máy bay|con tàu|vật thể)"
    r"(?:\s+mới nhất)?)\s+(?:sau đó\s+)?"
    r"(?:đã|đang|sẽ|được|bị|là|có|nêu|khiến|không|chưa|khai|bắt đầu|cũng|vẫn)(?!\w)",
    re.IGNORECASE,
)
# Somebody by what he is alone, of whom the title says the name: `Nam ca sĩ cho biết`, `Vị giám đốc bị bắt`.
_ROLE = re.compile(
    rf"\W*((?:nam|nữ|vị|chàng|nàng)\s+(?!(?:sinh|giới)\s)(?-i:(?!{CAPITAL}))[^\W\d_]+"
    r"(?:\s+(?:sĩ|viên|đốc|thủ|tướng|trưởng|phạm|tá|đạo))?)\s+"
    r"(?:đã|đang|sẽ|bị|là|không|chưa|cũng|vẫn|vừa|cho biết|cho hay|nói|chia sẻ|tiết lộ|thừa nhận|kể)(?!\w)",
    re.IGNORECASE,
)
# What is being cleared up without being named, where nothing has happened before.
_MATTER = re.compile(
    r"(?<!\w)(?<!nhiều )(?<!các )(?<!những )(?:vụ việc|sự việc|sự cố)(?=\s*[,.;]|\s*\Z)", re.IGNORECASE
)
_HAPPENED = re.compile(
    r"(?<!\w)(?:bị|vụ|nổ|cháy|đâm|tông|va chạm|chết|tử vong|cướp|trộm|đánh|mất|rơi|sập|đổ|chém|giết|bắn"
    r"|xảy ra|phát hiện|tố|lừa|ngộ độc|tai nạn|hỏng|rò rỉ|tràn)(?!\w)",
    re.IGNORECASE,
)
_THEN = re.compile(r"(?<!\w)(?:cùng ngày|hôm sau|cùng thời điểm)(?!\w)", re.IGNORECASE)
_DAY = re.compile(r"(?<!\w)ngày \d|(?<!\w)hôm (?:nay|qua)(?!\w)", re.IGNORECASE)
_OF_THEM = re.compile(r"\W*(?:\w+\s+){0,3}?(?:trong số (?:đó|này|họ))(?!\w)", re.IGNORECASE)
# Nouns that names stand for; what other nouns point at stands in the sentence, but not close by.
_NAMED = listing(
    "nước phố tỉnh huyện xã phường quận gia bang vùng đảo hãng ty đoàn đội bộ trường quan viện chức đảng"
    " lực lượng người ông bà cô anh chị vật vực hội ban"
)
_COUNTRY = listing("nước gia")
_FAR = 20  # syllables
_NOW = listing("lúc điểm năm tuần tháng nay dịp giờ lần điều như")  # words before `này` that point at nothing
VERB = r"(?:đã|đang|sẽ|vừa|cũng|còn|từng|bị|được|không|chưa|cho biết|{})(?!\w)"
_SMALL = rf"(?!{CAPITAL})[^\W\d_]"
_PRONOUN = re.compile(
    r"(?<!\w)(?:ông|bà|anh|chị|cô|cậu)(?:\s+(?:ta|ấy|này))?\s+(?="
    + VERB.format("nói|kể|cho|khẳng|nhấn|chia|viết|đề|là|có|do")
    + rf")|(?<=của )(?:ông|bà|họ|anh ta|cô ta)(?=\s*[,.;]|\s+{_SMALL})(?!\s+(?:bà|nội|ngoại|chủ|lão))"
    rf"|(?<!\w)(?<!dòng )(?<!bà )họ(?=\s+{_SMALL})(?!\s+(?:hàng|tên|lúa))"
)
_SOMEBODY = re.compile(
    r"(?<!\w)(?:người|nam|nữ|bé|trẻ|nạn nhân|nghi phạm|tài xế|học sinh|sinh viên|bệnh nhân|cô gái|chàng trai"
    r"|các|những|nhiều|đoàn|nhóm|hãng|công ty|lực lượng|gia đình|vợ|chồng"
    r"|mẹ|cha|bố|con|tổng thống|thủ tướng|bộ trưởng|giám đốc|chủ tịch)(?!\w)",
    re.IGNORECASE,
)
_PICTURED = re.compile(
    r"\A[^,]{3,40}, nơi [^,.]+\.?\Z"
    r"|\((?:bìa |thứ \w+ từ )?(?:trái|phải|giữa|chính giữa|ngoài cùng|áo \w+)(?: \w+)*\)"
)
# Links that papers set without a comma, and what stands behind them where a whole sentence follows.
_LOOSE = "cụ thể|trong khi đó|trước đó|sau đó|ngay sau đó|bên cạnh đó|ngoài ra|tuy nhiên|do đó|vì vậy"
_BEGINS = (
    rf"(?-i:{CAPITAL})|\d+ (?!năm|tháng|tuần|ngày|giờ|phút)|(?:các|những|một|nhiều|hàng|giá|lực lượng|công an"
    r"|cơ quan|cảnh sát|ông|bà|anh|chị|người|nhóm|ngày|vào|khoảng|lúc|tại|từ|sáng|chiều|tối|khi|hai|ba"
    r"|ở(?! lại)|đến (?:nay|ngày|tháng|năm|sáng|trưa|chiều|tối|khi))\s"
)
_WORD = re.compile(r"[^\W_]+")
_FEWEST = 6  # words of a sentence that tells something


@cache
def _linked() -> re.Pattern[str]:
    """A link with a comma behind it, or without one before what begins a sentence of its own."""
    return re.compile(
        rf"(?:{alternatives(listed('vi', 'links'))})\s*,\s*(?=\S)|(?:{_LOOSE})\s+(?={_BEGINS})", re.IGNORECASE
    )


@cache
def _opens() -> re.Pattern[str]:
    links = alternatives(listed("vi", "links"))
    return re.compile(rf"\W*(?:{links}|{_POINTING})(?!\w)", re.IGNORECASE)


def points_back(sentence: str) -> bool:
    """Whether a sentence opens with a pronoun, a pointing word or a link, or lacks who speaks."""
    if _opens().match(sentence) or _THIS.match(sentence):
        return True
    person = _BARE_PERSON.match(sentence)
    if person and not person[1].isupper():
        return True
    told = QUOTATION.sub(" ", sentence)
    if _QUOTED.match(sentence) and not any(word[0].isupper() for word in _WORD.findall(told)):
        return True
    return _FIRST_PERSON.search(told) is not None


def without_link(sentence: str) -> str:
    """The sentence without the link and comma that open it, such as `Tuy nhiên,`."""
    rest = _linked().sub("", sentence, count=1) if _linked().match(sentence) else sentence
    return rest[:1].upper() + rest[1:]


def introduces(sentence: str) -> bool:
    """Whether a sentence only leads to what stands behind it, tells of a picture or a talk, or is short."""
    if _PICTURED.search(sentence) or _TALKED.search(sentence):
        return True
    return bool(_INTRODUCES.search(sentence)) or len(_WORD.findall(sentence)) < _FEWEST


def opening(sentence: str) -> str:
    """The words with which a sentence that points back opens: those up to a mark, four to eight."""
    clause = re.split(r"[,;:.]\s", sentence, maxsplit=1)[0].split()
    return " ".join(sentence.split()[: min(8, max(4, len(clause)))]).rstrip(",;:.")


def points_at(told: str, before: Sequence[str]) -> Iterator[str]:
    """The words within a sentence that point at nothing in it, nor in those told before; one of each kind."""
    then = _THEN.search(told)
    if then and not any(_DAY.search(one) or dates(one) for one in (told[: then.start()], *before)):
        yield _with_noun(told, then)
    of_them = _OF_THEM.match(told)
    pointed = of_them[0].strip() if of_them else next(_pointed(told, before), None)
    if pointed:
        yield pointed
    for pronoun in _PRONOUN.finditer(told):
        ahead = told[: pronoun.start()]
        if not any(_has_person(one) or _SOMEBODY.search(one) for one in (ahead, *before)):
            yield pronoun[0].strip()
            return


def _pointed(told: str, before: Sequence[str]) -> Iterator[str]:
    """Nouns with a pointing word of which nothing was said, with the words before them."""
    for match in (*_POINTED.finditer(told), *_ABOVE.finditer(told)):
        ahead = told[: match.start()]
        noun = (match[1] or "").lower()
        if noun in _NOW or (noun and noun in words(ahead)):
            continue
        if noun in _COUNTRY:
            if any(name.name.kind == "country" for one in (ahead, *before) for name in known_names.find(one)):
                continue
        elif (not noun or noun in _NAMED) and any(_has_name(one) for one in (ahead, *before)):
            continue
        if noun and noun not in _NAMED and len(words(ahead)) > _FAR:
            continue
        yield _with_noun(told, match)


def unnamed(told: str) -> str | None:
    """The words for an event, a thing or somebody that a sentence takes as known, if it has such."""
    bare, matter = _BARE.match(told) or _ROLE.match(told), _MATTER.search(told)
    if bare:
        return bare[1]
    if matter and not _HAPPENED.search(told[: matter.start()]):
        return _with_noun(told, matter)
    return None


def _with_noun(told: str, match: re.Match[str]) -> str:
    """The words matched with those of the same clause before them, at most three."""
    clause = re.split(r"[,;:.“”\"]", told[: match.start()])[-1].split()
    return " ".join([*clause[-3:], match[0].strip()])


def _has_name(before: str) -> bool:
    """Whether a capital stands in a text behind its first word, or in that where it is an abbreviation."""
    first, *rest = re.findall(r"[^\W\d_]+", before) or [""]
    return any(word[0].isupper() for word in rest) or (len(first) > 1 and first.isupper())


def _has_person(before: str) -> bool:
    """Whether a text has a name that is no place."""
    places = known_names.find(before)
    return any(
        not (name.opens and name.vietnamese) and not any(one.start <= name.start < one.end for one in places)
        for name in find(before)
    )
