"""Splits a paragraph of Vietnamese news into sentences.

The words that it goes by are in `configs/languages/vi/sentences.tsv` and `persons.tsv`.
"""

import re
from collections.abc import Iterator, Sequence

from summarizer.text import quotations
from summarizer.text.clauses import clauses
from summarizer.text.emoji import EMOJI
from summarizer.text.glued import WINDOW, ends_glued, openers, opens_with_pair
from summarizer.text.languages import words
from summarizer.text.list_marks import numbers_item
from summarizer.text.names import is_syllable

__all__ = ["clauses", "split"]


# Marks, what closes after them (a quotation as the Germans write it, too), and the numbers of notes.
_END = re.compile(
    r"(?P<marks>\.(?: \.){2,}|[.!?…]+(?:/\.)?|[。｡！？]+)"
    r"(?:[\"”’»」』）)\]}']|[“«‘](?=\s|\Z))*(?:\s{1,3}[”»](?!\w))?(?:\[\d{1,3}\])*"
)
_WIDE = "。｡！？"  # those of Chinese and Japanese, after which no space stands
# Behind a space, those alone that nothing follows: others open the next sentence.
_PICTURES = re.compile(rf"{EMOJI}+|(?: {EMOJI}+)+(?=\s*\Z)")
_TOKEN_BEFORE = re.compile(r"[^\s\"“”‘’«»()\[\]{},;:]*\Z")
_WORD_AFTER = re.compile(r"[^\W\d_]+")
_LIST_MARK = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-ZđĐ]|[IVXLC]{1,6}|[ivx]{1,6})\Z")
_ITEM = re.compile(r"[a-zđ]\)\s+[^\W\d_]")
_SPACED_DATE = re.compile(r"(?<!\d)\d{1,2}\. ?\d{1,2}\. ?\d{4}\b")
_DASHES = "-–—"


def split(text: str) -> list[tuple[int, int]]:
    """The sentences of one paragraph as spans of code points; between them there is but white space."""
    spans = []
    start = _after_spaces(text, 0)
    for end in _ends(text):
        if end > start:
            spans.append((start, end))
            start = _after_spaces(text, end)
    last = len(text.rstrip())
    if start < last:
        spans.append((start, last))
    return spans


def _after_spaces(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place


def _ends(text: str) -> Iterator[int]:
    """Where sentences end, in order, without the end of the text."""
    bracketed = _inside_brackets(text)
    capitals = any(map(str.isupper, text))
    start, quotes, counted = _after_spaces(text, 0), 0, 0
    for match in _END.finditer(text):
        marks_end, end = match.end("marks"), match.end()
        quotes += text.count('"', counted, marks_end)
        counted = marks_end
        # A straight quote after the marks closes only what is open: `nói."Chúng tôi` opens one.
        if text[marks_end:end].startswith('"') and quotes % 2 == 0:
            end = marks_end
        elif quotes % 2 and text[end : end + 2] == ' "' and not text[end + 2 : end + 3].isalnum():
            end += 2  # some papers set a space before a closing quote
            while text[end : end + 1] == ".":
                end += 1
        if picture := _PICTURES.match(text, end):
            end = picture.end()
        if end >= len(text) or bracketed[end]:
            continue
        if _ends_sentence(text, start, match.start(), marks_end, end, capitals=capitals):
            yield end
            start = _after_spaces(text, end)


def _inside_brackets(text: str, longest: int = 300) -> bytearray:
    """For each place whether it is inside brackets that close within `longest` characters, or quotes."""
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
    for begin, place in (*quotations.goes_on(text), *(date.span() for date in _SPACED_DATE.finditer(text))):
        inside[begin:place] = b"\1" * (place - begin)
    return inside


def _ends_sentence(text: str, start: int, mark: int, marks_end: int, end: int, *, capitals: bool) -> bool:
    marks, closers = text[mark:marks_end], text[marks_end:end]
    if mark == start or (mark > 0 and text[mark - 1] in "([" and marks[0] in ".…"):
        return False  # `(...)`, or marks that open the sentence
    if marks[0] in _WIDE:
        return True
    token = _token_before(text, start, mark)
    if not text[end].isspace():
        abbreviated = marks == "." and not closers and _abbreviated(text, start, mark, token, end)
        return not abbreviated and ends_glued(text, token, mark, closers, end)
    following = _after_spaces(text, end)
    if following == len(text):
        return False
    letter = text[following]
    if letter in _DASHES and closers:
        return False  # `"Đi thôi!" - ông nói`
    if letter in _DASHES and text[start] in _DASHES and quotations.tells_speaker(text, following + 1):
        return False  # `– Anh đi đâu đấy? – Chị hỏi`
    while following < len(text) and (text[following] in "\"“‘'«([-–—•*" or text[following].isspace()):
        following += 1
    letter = text[following] if following < len(text) else ""
    item = _ITEM.match(text, following)  # of a list that began before: `b) Dừng xe. c) Vượt đèn đỏ`
    if item and item[0][-1].isupper():
        return True
    if letter.islower() and capitals and not text[following + 1 : following + 2].isupper():
        return False
    if letter.isdigit() and marks.endswith(("…", "...")):
        return False
    if marks == "." and not closers:
        return not _abbreviated(text, start, mark, token, following)
    if closers and "." not in marks and quotations.speaker_follows(text, start, end, following):
        return False
    return not (marks == "!" and token.lower() in _words("closing abbreviation"))


def _token_before(text: str, start: int, mark: int) -> str:
    match = _TOKEN_BEFORE.search(text, max(start, mark - WINDOW), mark)
    return match[0] if match else ""


def _abbreviated(text: str, start: int, mark: int, token: str, following: int) -> bool:
    """Whether the point belongs to an abbreviation, an initial or a number of a list."""
    next_word = _WORD_AFTER.match(text, following, following + WINDOW)
    opener = next_word is not None and next_word[0] in openers()
    if numbers_item(text, start, mark, token, opener=opener):
        return True
    if not token:
        return False
    before = text[max(start, mark - len(token) - WINDOW) : mark - len(token)].split()
    opens = mark - len(token) == start
    if opens and _LIST_MARK.match(token):
        return True
    if len(before) == 1 and before[0].lower() in _words("numbered") and _LIST_MARK.match(token):
        return mark - len(token) - start == len(before[0]) + 1
    low = token.lower()
    parts = low.split(".")
    starts = opens_with_pair(text, following)
    goes_on = next_word is not None and not opener and next_word[0] != token and not starts
    if low in _words("place abbreviation") and (
        next_word is None or next_word[0] != token
    ):  # `của TP. Ông cũng`, but `TP. Bà Rịa`
        return goes_on or next_word is None or not text[next_word.end() + 1 : next_word.end() + 2].islower()
    abbreviations = _words("abbreviation")
    if low in abbreviations or all(part in abbreviations for part in parts):
        return True
    closing = _words("closing abbreviation")
    if low in closing or (parts[-1] in closing and all(part in abbreviations | closing for part in parts)):
        return goes_on or text[mark + 1 : following].endswith(
            ("(", "[")
        )  # `Trần et al. (2004)`, `BS.CKII. Lê`
    letters = token.split(".")
    if token in ("Á", "Ý"):  # Asia, Italy
        return False
    previous = before[-1] if before else ""
    titles = abbreviations - _words("place abbreviation")
    if token.isupper() and previous.endswith(".") and previous[:-1].lower() in titles:
        return goes_on  # `Bs. CKII. Vũ Nam`
    initials = _words("initial")
    if all((len(part) == 1 and part.isupper()) or part in initials for part in letters if part):
        digit = text[following : following + 1].isdigit()
        if (len(token) == 1 and digit) or text[mark + 1 : following].endswith("("):
            return True  # `Q. 1`, `cháu N. (sinh năm 2005)`, `anh N.V.Th. (32 tuổi)`
        if next_word is not None and next_word[0][0].isupper() and not is_syllable(next_word[0]):
            foreign = previous[:1].isupper() and not is_syllable(previous)
            return len(token) == 1 or opens or foreign  # `Thủ tướng N. Modi`, `George R.R. Martin`
        named = (
            len(letters) > 1
            or opens
            or token in _words("place initial")
            or previous[:1].isupper()
            or _tells_person(before)
            or text[following + 1 : following + 2] == "."
        )
        return named and goes_on
    return False


def _words(kind: str) -> frozenset[str]:
    return words("vi", "sentences", kind)


def _tells_person(before: Sequence[str]) -> bool:
    """Whether words end with one that tells a person before an initial: `bà`, `bị cáo`, `nạn nhân`."""
    persons = words("vi", "persons", "title", "role")
    return any(" ".join(before[-count:]).lower() in persons for count in (1, 2))
