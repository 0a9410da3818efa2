"""Tells marks of the items of a list: `1. `, `a) `, `• ` before a sentence, `ba việc: 1. Báo cháy` in one."""

import re

from summarizer.text.names import CAPITAL, is_syllable

_ROMAN = r"I{1,3}|IV|VI{1,3}|IX|XI{1,3}|XIV"
# A number that a sign may stand before: `- 5 độ`, `+ 3%`; `- 20 người` is an item.
_SIGNED = r"\d+(?:[.,]\d+)?\s*(?:(?:đến|tới|-|–)\s*[-–+]?\s*\d+(?:[.,]\d+)?\s*)?(?:độ|°|º|%|℃|phần trăm|điểm)"
_MARK = re.compile(
    rf"(?![-–—+]\s+{_SIGNED})(?:[-–—•●○▪◦■□♦✓✔➢➤►▶*+·]+\s+|\d\ufe0f?\u20e3\s*"
    r"|\(?\d{1,2}\)[.,]?\s+|\d{1,2}[./]\s+(?!\d{3}\b|[Tt]háng\b)"
    rf"|\d{{1,2}}(?:\.\d{{1,2}}){{1,2}}\.?\s+(?={CAPITAL}\D)|[1-9]\s?[-–]\s+(?={CAPITAL})"
    rf"|\(?(?:[a-zđ]|[A-HĐ]|[ivx]{{1,4}}|{_ROMAN})\)[.,]?\s+|[a-eđ][./]\s+"
    rf"|(?:{_ROMAN})(?:[./]|\s?[-–])\s+(?={CAPITAL}))(?=\S)"
)
_INITIAL = re.compile(r"(?:[VX]|[A-HĐ])[./]\s+(?=[^\W\d_])")  # of a person, but before a heading in capitals
_FOREIGN = re.compile(r"[A-ZĐ]\.\s+([^\W\d_]+)")  # I. Newton
_NUMBER = re.compile(r"\d{1,2}|[a-zđ]|[A-HĐ]|[IVX]{1,5}")
_BRACKETED = re.compile(r"\((\d{1,2}|[a-zđ]|[ivxIVX]{1,5})\)\Z")
_ORDERS = (
    [str(number) for number in range(1, 100)],
    list("abcdđeghiklmnopqrs"),
    list("abcdefghijklmnopqrs"),
    list("ABCDĐEGHIKLM"),
    ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV"],
    ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"],
)
_JOINED = re.compile(r"(?:[,;:]|\b(?:và|hoặc|hay|là))\Z")
_WINDOW = 400  # how far the item before is looked for


def mark_of(text: str) -> str:
    """The mark of an item that a sentence begins with, and the spaces behind it, or nothing."""
    found = _MARK.match(text) or _INITIAL.match(text)
    named = _FOREIGN.match(text)
    if named and not is_syllable(named[1]):
        return ""
    return found[0] if found and (found.re is _MARK or text[found.end() :].isupper()) else ""


def kind_of(mark: str) -> str:
    """What the marks of one list share: `1` for `2. ` and `(3) `, `1.1`, `a`, `A`, `I`, a bullet's sign."""
    numbers = re.findall(r"\d+", mark)
    letters = re.search(r"[^\W\d_]+", mark)
    if numbers:
        return ".".join("1" for _ in numbers)
    if letters:
        return "a" if letters[0].islower() else "I" if set(letters[0]) <= set("IVX") else "A"
    return "-" if mark[:1] in {"–", "—"} else mark[:1]


def unlisted(text: str) -> str:
    """The text with spaces for the mark that it begins with, so that all else stays at its place."""
    mark = mark_of(text)
    return " " * len(mark) + text[len(mark) :]


def numbers_item(text: str, start: int, mark: int, token: str, *, opener: bool) -> bool:
    """Whether the point at `mark` follows the number of an item.

    Args:
        text: the paragraph.
        start: where the sentence begins.
        mark: the place of the point.
        token: what stands before the point, without brackets.
        opener: whether a word that begins sentences follows the point.

    The first number follows a colon, or the second one stands further on; each other has the one before it
    earlier in the same sentence. `các quận 1, 3, 5. Đây là` has not.
    """
    bracketed = _BRACKETED.search(text, max(start, mark - 7), mark)
    number = bracketed[1] if bracketed else token
    if not bracketed and not _NUMBER.fullmatch(number):
        return False
    place = bracketed.start() if bracketed else mark - len(token)
    before = text[max(start, place - _WINDOW) : place].rstrip()
    if not before:
        return True
    for order in _ORDERS:
        if number not in order:
            continue
        rank = order.index(number)
        if rank == 0:
            if before.endswith(":") or _mark_of(order[1], joined=True).search(text, mark, mark + _WINDOW):
                return True
        elif _mark_of(order[rank - 1]).search(before) and (not opener or _JOINED.search(before)):
            return True
    return False


def _mark_of(number: str, *, joined: bool = False) -> re.Pattern[str]:
    """What a number of a list looks like: `1.`, `(1)`, `(1).`; after a comma where `joined`."""
    before = r"[,;]\s*" if joined else r"(?<![\w.,])"
    return re.compile(rf"{before}\(?{number}(?:\)\.?|\.)\s")
