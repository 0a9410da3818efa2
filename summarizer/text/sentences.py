"""Splits a paragraph of Vietnamese news into sentences."""

import re
from collections.abc import Iterator

from summarizer.text.clauses import clauses
from summarizer.text.names import is_syllable

__all__ = ["clauses", "split"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Never an end, whatever follows: titles and places stand before a name.
_TITLES = _words(
    "tp ths th.s ts gs pgs gs.ts bs bsck ks kts ls tsĩ ths.bs ncs nsnd nsưt nsut đ/c đc mr "
    "mrs ms dr prof st no nr gen sgt lt col capt hon rev tr tg nxb cty đt sđt fax tel email vd "
    "ví.dụ ttg ph vs cf e.g i.e t.p thg đ.c"
)
_PLACES = _words("tp tx tt")
# Single letters that stand before a name wherever they are: quận, phường, huyện, xã, thành phố, đường, Ông.
_BEFORE_NAMES = frozenset("QPHXTĐÔ")
# Before an initial these tell a person's: `bà Đ. T. K.`.
_PERSONS = _words("ông bà anh chị em cô chú cháu bé bị cáo tên nạn nhân thầy đối tượng nghi can")
# An end only where the next word is one that begins sentences.
_SOFT = _words("jr sr inc ltd co corp llc plc bros u.s u.k d.c a.m p.m yahoo")
# Words that begin a sentence and no name: after `Nguyễn Văn A.` they tell that a new one begins.
_STARTERS = _words(
    "Ông Bà Anh Chị Em Cô Chú Bác Cháu Tôi Chúng Họ Ngoài Theo Tại Sau Khi Trước Hiện Tuy Đây Các "
    "Những Trong Đến Cơ Bị Qua Từ Vì Do Nhưng Và Mặc Cùng Vụ Đối Công Người Lúc Còn Nếu Để Tới "
    "Đồng Bên Với Có Không Vào Ở Hai Ba Một Cả Mỗi Nhiều Như Vậy Đó Rồi Nên Trên Dưới Giữa Khoảng "
    "Nhân Nạn Thủ Nghi Hung Bước Ngay Ngày Sáng Trưa Chiều Tối Đêm Cảnh Trung Đội Phòng Viện Tòa "
    "Toà Bộ Ban Đại Đoàn Về Được Hôm Nay Bởi Cũng Đã Đang Sẽ Thế Tuy Dù Thậm Hơn Quá Việc Số Gia "
    "Tính Tổng Thêm Sắp Nhờ Riêng Phía Nhà Trường Đặc Chính Kết Được Bằng Liên Tiếp Xét Nói"
)
# The same in two words, of which the first may be a name as well: `anh Trần Văn T. Nguyên nhân đang`.
_PAIRS = re.compile(
    r"(?:nguyên nhân|hậu quả|thi thể|tài xế|tài sản|hành vi|thông tin|thời gian|thời điểm|lực lượng"
    r"|bệnh viện|bệnh nhân|lãnh đạo|tang vật|toàn bộ|tất cả|phát hiện|nhận được|nhận thấy|lợi dụng"
    r"|chủ tịch|chủ nhà|mâu thuẫn|hoảng sợ|sự việc|mọi người|gia đình|chiếc xe|diễn biến|danh tính"
    r"|phiên tòa|phiên toà|hồ sơ|tài liệu|nội dung|ban đầu|mức án|hội đồng|luật sư)\b",
    re.IGNORECASE,
)
# Initials of two letters: `Nguyễn Văn Th. (35 tuổi)`.
_DIGRAPHS = _words("Ch Gi Kh Ng Ngh Nh Ph Qu Th Tr")
_NUMBERED = _words("điều khoản chương mục phần bài bước câu hình bảng số điểm quyển tập vòng kỳ")
_END = re.compile(r"(?:[.!?…]+(?:/\.)?)[\"”’»)\]}']*(?:\s{1,3}[”»](?!\w))?")
_TOKEN_BEFORE = re.compile(r"[^\s\"“”‘’«»()\[\]{},;:]*\Z")
_WORD_AFTER = re.compile(r"[^\W\d_]+")
_LIST_MARK = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-ZđĐ]|[IVXLC]{1,6})\Z")
_DOMAINS = _words("com net org vn edu gov info io me tv asia js ai us uk jp cn fr app py md")
_WINDOW = 48  # how far around a mark is looked: a bound, so that text without spaces takes no longer


def split(text: str) -> list[tuple[int, int]]:
    """The sentences of one paragraph as spans of code points; between them there is but white space."""
    spans = []
    start = _skip(text, 0)
    for end in _ends(text):
        if end > start:
            spans.append((start, end))
            start = _skip(text, end)
    last = len(text.rstrip())
    if start < last:
        spans.append((start, last))
    return spans


def _skip(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place


def _ends(text: str) -> Iterator[int]:
    """Where sentences end, in order, without the end of the text."""
    bracketed = _bracketed(text)
    capitals = any(map(str.isupper, text))
    start, quotes, counted = _skip(text, 0), 0, 0
    for match in _END.finditer(text):
        marks_end = match.start()
        while marks_end < match.end() and text[marks_end] in ".!?…/":
            marks_end += 1
        end = match.end()
        quotes += text.count('"', counted, marks_end)
        counted = marks_end
        # A straight quote after the marks closes only what is open: `nói."Chúng tôi` opens one.
        if text[marks_end:end].startswith('"') and quotes % 2 == 0:
            end = marks_end
        elif quotes % 2 and text[end : end + 2] == ' "' and not text[end + 2 : end + 3].isalnum():
            end += 2  # some papers set a space before a closing quote
            while text[end : end + 1] == ".":
                end += 1
        if end >= len(text) or bracketed[end]:
            continue
        if _is_end(text, start, match.start(), marks_end, end, capitals=capitals):
            yield end
            start = _skip(text, end)


def _bracketed(text: str, longest: int = 300) -> bytearray:
    """For each place whether it is inside brackets that close again within `longest` characters."""
    inside = bytearray(len(text) + 1)
    opened: list[int] = []
    for match in re.finditer(r"[()\[\]]", text):
        place = match.start()
        if match[0] in "([":
            opened.append(place)
        elif opened:
            begin = opened.pop()
            if place - begin <= longest:
                inside[begin + 1 : place] = b"\1" * (place - begin - 1)
    return inside


def _is_end(text: str, start: int, mark: int, marks_end: int, end: int, *, capitals: bool) -> bool:
    marks, closers = text[mark:marks_end], text[marks_end:end]
    if mark == start or (mark > 0 and text[mark - 1] in "([" and marks[0] in ".…"):
        return False  # `(...)`, or marks that open the sentence
    token = _token_before(text, start, mark)
    if not text[end].isspace():
        return _glued(text, token, mark, closers, end)
    following = _skip(text, end)
    if following == len(text):
        return False
    letter = text[following]
    if letter in "-–—" and closers:
        return False  # `"Đi thôi!" - ông nói`
    while following < len(text) and (text[following] in "\"“‘'«([-–—•*" or text[following].isspace()):
        following += 1
    letter = text[following] if following < len(text) else ""
    if letter.islower() and capitals and not text[following + 1 : following + 2].isupper():
        return False
    if letter.isdigit() and marks.endswith(("…", "...")):
        return False
    if marks == "." and not closers:
        return not _abbreviated(text, start, mark, token, following)
    return not (marks == "!" and token.lower() in _SOFT)


def _token_before(text: str, start: int, mark: int) -> str:
    match = _TOKEN_BEFORE.search(text, max(start, mark - _WINDOW), mark)
    return match[0] if match else ""


def _abbreviated(text: str, start: int, mark: int, token: str, following: int) -> bool:
    """Whether the point belongs to an abbreviation, an initial or a number of a list."""
    if not token:
        return False
    before = text[max(start, mark - len(token) - _WINDOW) : mark - len(token)].split()
    opens = mark - len(token) == start
    if opens and _LIST_MARK.match(token):
        return True
    if len(before) == 1 and before[0].lower() in _NUMBERED and _LIST_MARK.match(token):
        return mark - len(token) - start == len(before[0]) + 1
    low = token.lower()
    parts = low.split(".")
    next_word = _WORD_AFTER.match(text, following, following + _WINDOW)
    starts = _PAIRS.match(text, following, following + _WINDOW) is not None
    goes_on = next_word is not None and next_word[0] not in _STARTERS and next_word[0] != token and not starts
    if low in _PLACES and (
        next_word is None or next_word[0] != token
    ):  # `của TP. Ông cũng`, but `TP. Bà Rịa`
        return goes_on or next_word is None or not text[next_word.end() + 1 : next_word.end() + 2].islower()
    if low in _TITLES or all(part in _TITLES for part in parts):
        return True
    if low in _SOFT:
        return goes_on
    letters = token.split(".")
    if token in ("Á", "Ý"):  # Asia, Italy
        return False
    if all((len(part) == 1 and part.isupper()) or part in _DIGRAPHS for part in letters if part):
        digit = text[following : following + 1].isdigit()
        if (len(token) == 1 and digit) or text[mark + 1 : following].endswith("("):
            return True  # `Q. 1`, `cháu N. (sinh năm 2005)`, `anh N.V.Th. (32 tuổi)`
        if next_word is not None and next_word[0][0].isupper() and not is_syllable(next_word[0]):
            return len(token) == 1  # `Thủ tướng N. Modi`
        previous = before[-1] if before else ""
        named = (
            len(letters) > 1
            or opens
            or token in _BEFORE_NAMES
            or previous[:1].isupper()
            or previous.lower() in _PERSONS
            or text[following + 1 : following + 2] == "."
        )
        return named and goes_on
    return False


def _glued(text: str, token: str, mark: int, closers: str, end: int) -> bool:
    """Whether a sentence ends although no space follows: `hôm nay.Tại buổi`."""
    word = _WORD_AFTER.match(text, end, end + _WINDOW)
    marks = text[mark : end - len(closers)]
    if text[end] in '“«"‘' and mark > 0 and text[mark - 1].islower():
        return text[end + 1 : end + 2].isupper() and not closers
    if word is None or not word[0][0].isupper() or not (word[0][1:].islower() or len(word[0]) == 1):
        return False
    after = text[end : end + _WINDOW].split(maxsplit=1)[0]
    if any(sign in token + after for sign in "@/\\_") or "www." in token.lower():
        return False
    if closers or marks != ".":
        return marks != "." or (len(word[0]) > 1 and is_syllable(word[0]))
    if text[mark - 1] in ')]”»"':
        return len(word[0]) > 1
    if not is_syllable(word[0]) or word[0].lower() in _DOMAINS or len(word[0]) < 2:
        return False
    if after[len(word[0]) :].startswith(".") and after[len(word[0]) + 1 : len(word[0]) + 2].isalpha():
        return False
    if token.isdigit():
        return len(token) >= 4
    parts = token.split(".")
    last = parts[-1]
    return (
        len(last) > 1
        and last[-1].islower()
        and last.lower() not in _TITLES
        and not (len(parts) > 1 and any(part.lower() in _TITLES for part in parts[:-1]))
        and last.isalpha()
    )
