"""Tells what a web page has round an article, copied with it, from the article: menus, shares, related links.

The words are in `configs/languages/vi/captions.tsv`.
"""

import re
from functools import cache
from itertools import dropwhile

from summarizer.counted import counted
from summarizer.report import Finding
from summarizer.text.languages import alternatives, words
from summarizer.text.paragraphs import Paragraph, is_aside, is_beside, is_row

_PARTS = re.compile(r"\s*[|>›»•·/\t]+\s*")
_DATE = re.compile(r"\W*(?:thứ\s+\w+|chủ nhật|ngày)?\W*\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b.{0,40}", re.IGNORECASE)
_END = re.compile(r"[.!?…][\"”’»)\]]*\Z")
_MOST_WORDS = 12  # of a line that begins what stands below an article
_LINK = 25  # words of a line that leads to another article
_LONG = 40  # words of a paragraph that no list of links has
_PAGE_NUMBER = re.compile(r"\W{0,3}(?:trang\s+)?\d{1,4}(?:\s*/\s*\d{1,4})?\W{0,3}", re.IGNORECASE)


def without(lines: list[Paragraph]) -> tuple[list[Paragraph], int]:
    """The lines without the menu above an article and what a page has below it, and how many lines that were.

    Nothing is taken where no running text would be left.
    """
    running = [number for number, line in enumerate(lines) if _is_running(line.text)]
    if not running:
        return lines, 0
    above = [number for number in range(running[0]) if lines[number].text.strip()]
    dropped = {number for number in above if _is_menu(lines[number].text)}
    title = next((n for n in above if n not in dropped and not _DATE.fullmatch(lines[n].text)), None)
    if dropped or title is not None:  # a date alone may be what a diary has for its title
        dropped |= {n for n in above if (title is None or n < title) and _DATE.fullmatch(lines[n].text)}
    below = next(
        (
            number
            for number in range(running[0] + 1, len(lines))
            if _is_foot(lines[number].text)
            and all(len(line.text.split()) <= _LONG for line in lines[number:])
        ),
        len(lines),
    )
    dropped |= {number for number in range(below, len(lines)) if lines[number].text.strip()}
    return [line for number, line in enumerate(lines) if number not in dropped], len(dropped)


def is_furniture(text: str) -> bool:
    """Whether a paragraph is a caption, a byline, a link to another article or a line of tags."""
    words_ = len(text.split())
    return is_beside(text) or (words_ <= _LINK and is_aside(text)) or _is_foot(text)


def removed(
    found: list[Paragraph | None], *, titled: bool
) -> tuple[list[Paragraph | None], tuple[Finding, ...]]:
    """The paragraphs but such ones, and the note of how many these were.

    The first is kept, since it may be the title, but where the article is `titled` otherwise.
    """
    own = 0 if titled else 1
    kept = [*found[:own], *(one for one in found[own:] if one is None or not is_furniture(one.text))]
    number = len(found) - len(kept)
    if titled:
        kept = list(dropwhile(lambda one: one is None, kept))
    message = f"{counted(number, 'line')} beside the article left out: captions, bylines, tags, links"
    return kept, (Finding(kind="cleaned", severity="info", message=message),) if number else ()


def is_page_number(line: str) -> bool:
    """Whether a line is but the number of a page: `2`, `- 2 -`, `Trang 2/5`."""
    return _PAGE_NUMBER.fullmatch(line.strip()) is not None


def _is_running(text: str) -> bool:
    return len(text.split()) >= 8 and _END.search(text.rstrip()) is not None and not is_row(text)


def _is_menu(text: str) -> bool:
    parts = [part for part in _PARTS.split(text.strip().casefold()) if part]
    menu = words("vi", "captions", "menu")
    if not parts:
        return False
    return all(part in menu for part in parts) or (len(parts) > 1 and parts[0] == "trang chủ")


def _is_foot(text: str) -> bool:
    return 0 < len(text.split()) <= _MOST_WORDS and _foot().match(text) is not None


@cache
def _foot() -> re.Pattern[str]:
    """What begins what a page has below an article; a heading stands alone on its line, but for a number."""
    heads, shares = (alternatives(words("vi", "captions", kind)) for kind in ("foot", "share"))
    return re.compile(
        rf"\W*(?:(?:{heads})\s*(?:\(?\d+\)?)?\s*:?\s*\Z|(?:{shares})\b|copyright\b|©)", re.IGNORECASE
    )
