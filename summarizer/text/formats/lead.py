"""Finds the lead of a news page, which stands under its headline and often outside of its article."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

# What papers call it in their pages: `singular-sapo`, `knc-sapo`, `the-article-summary`, `description`.
_NAMED = re.compile(
    r"(?:\A|[\s_-])(?:sapo|chapp?eau|standfirst|description|summary|abstract)(?:[\s_-]|\Z)", re.IGNORECASE
)
_BLOCKS = ("p", "h2", "h3", "h4", "div", "strong", "span")
_FEWEST = 8  # words
_MOST = 120
_SAME = 30  # characters by which the article's beginning is known


def lead_of(page: "_Element", first: str) -> str | None:
    """The lead of a page whose article begins with the line `first`, or None; that line itself is none."""
    headline = next(page.iter("h1"), None)
    if headline is None:
        return None
    for element in headline.xpath("following::*[@class or @itemprop or self::p]"):
        if element.tag not in _BLOCKS:
            continue
        text = _text(element)
        if first and text.startswith(first[:_SAME]):
            return None
        named = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
        if _NAMED.search(named) and _FEWEST <= len(text.split()) <= _MOST and not _leads_away(element):
            return None if first[:_SAME] in text else text
    return None


def _leads_away(element: "_Element") -> bool:
    """Whether most of an element is links, as menus and lists of other articles are."""
    linked = sum(len("".join(link.itertext())) for link in element.iter("a"))
    return 2 * linked > len("".join(element.itertext()))


def _text(element: "_Element") -> str:
    """The text of an element; a place in front, which only a style would part, is parted by a dash."""
    pieces = []
    for piece in element.xpath(".//text()"):
        place = piece.is_text and "location" in (piece.getparent().get("class") or "")
        pieces.append(f"{piece.strip(' -–')} - " if place else str(piece))
    return " ".join("".join(pieces).split())
