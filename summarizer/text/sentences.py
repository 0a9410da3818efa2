"""Splits a paragraph of Vietnamese news into sentences.

The words that it goes by are in `configs/languages/vi/sentences.tsv` and `persons.tsv`.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from summarizer.text.clauses import clauses
from summarizer.text.languages import alternatives, words
from summarizer.text.names import is_syllable

__all__ = ["clauses", "split"]


_END = re.compile(r"(?:[.!?…]+(?:/\.)?)[\"”’»)\]}']*(?:\s{1,3}[”»](?!\w))?")
_TOKEN_BEFORE = re.compile(r"[^\s\"“”‘’«»()\[\]{},;:]*\Z")
_WORD_AFTER = re.compile(r"[^\W\d_]+")
_LIST_MARK = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-ZđĐ]|[IVXLC]{1,6})\Z")
_WINDOW = 48  # how far around a mark is looked: a bound, so that text without spaces takes no longer


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
        if _ends_sentence(text, start, match.start(), marks_end, end, capitals=capitals):
            yield end
            start = _after_spaces(text, end)


def _inside_brackets(text: str, longest: int = 300) -> bytearray:
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


def _ends_sentence(text: str, start: int, mark: int, marks_end: int, end: int, *, capitals: bool) -> bool:
    marks, closers = text[mark:marks_end], text[marks_end:end]
    if mark == start or (mark > 0 and text[mark - 1] in "([" and marks[0] in ".…"):
        return False  # `(...)`, or marks that open the sentence
    token = _token_before(text, start, mark)
    if not text[end].isspace():
        return _ends_without_space(text, token, mark, closers, end)
    following = _after_spaces(text, end)
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
    return not (marks == "!" and token.lower() in _words("closing abbreviation"))


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
    if len(before) == 1 and before[0].lower() in _words("numbered") and _LIST_MARK.match(token):
        return mark - len(token) - start == len(before[0]) + 1
    low = token.lower()
    parts = low.split(".")
    next_word = _WORD_AFTER.match(text, following, following + _WINDOW)
    starts = _opening_pair().match(text, following, following + _WINDOW) is not None
    goes_on = (
        next_word is not None and next_word[0] not in _openers() and next_word[0] != token and not starts
    )
    if low in _words("place abbreviation") and (
        next_word is None or next_word[0] != token
    ):  # `của TP. Ông cũng`, but `TP. Bà Rịa`
        return goes_on or next_word is None or not text[next_word.end() + 1 : next_word.end() + 2].islower()
    abbreviations = _words("abbreviation")
    if low in abbreviations or all(part in abbreviations for part in parts):
        return True
    if low in _words("closing abbreviation"):
        return goes_on
    letters = token.split(".")
    if token in ("Á", "Ý"):  # Asia, Italy
        return False
    initials = _words("initial")
    if all((len(part) == 1 and part.isupper()) or part in initials for part in letters if part):
        digit = text[following : following + 1].isdigit()
        if (len(token) == 1 and digit) or text[mark + 1 : following].endswith("("):
            return True  # `Q. 1`, `cháu N. (sinh năm 2005)`, `anh N.V.Th. (32 tuổi)`
        if next_word is not None and next_word[0][0].isupper() and not is_syllable(next_word[0]):
            return len(token) == 1  # `Thủ tướng N. Modi`
        previous = before[-1] if before else ""
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


@cache
def _openers() -> frozenset[str]:
    """Words that begin a sentence and no name: after `Nguyễn Văn A.` they tell that a new one begins."""
    return frozenset(map(str.capitalize, _words("opener")))


@cache
def _opening_pair() -> re.Pattern[str]:
    """The same in two words, of which the first may be a name as well: `anh Trần Văn T. Nguyên nhân đang`."""
    return re.compile(rf"(?:{alternatives(_words('opening pair'))})\b", re.IGNORECASE)


def _tells_person(before: Sequence[str]) -> bool:
    """Whether words end with one that tells a person before an initial: `bà`, `bị cáo`, `nạn nhân`."""
    persons = words("vi", "persons", "title", "role")
    return any(" ".join(before[-count:]).lower() in persons for count in (1, 2))


def _ends_without_space(text: str, token: str, mark: int, closers: str, end: int) -> bool:
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
    if not is_syllable(word[0]) or word[0].lower() in _words("domain") or len(word[0]) < 2:
        return False
    if after[len(word[0]) :].startswith(".") and after[len(word[0]) + 1 : len(word[0]) + 2].isalpha():
        return False
    if token.isdigit():
        return len(token) >= 4
    parts = token.split(".")
    last = parts[-1]
    abbreviations = _words("abbreviation")
    return (
        len(last) > 1
        and last[-1].islower()
        and last.lower() not in abbreviations
        and not (len(parts) > 1 and any(part.lower() in abbreviations for part in parts[:-1]))
        and last.isalpha()
    )
