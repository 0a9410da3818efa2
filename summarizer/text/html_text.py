"""Reads HTML: the text that a reader sees, without tags."""

import html
import re

_LINES = (
    "address|article|aside|blockquote|body|br|caption|center|dd|details|dialog|div|dl|dt|fieldset|figcaption"
    "|figure|footer|form|h[1-6]|head|header|hr|html|legend|li|main|menu|nav|ol|option|p|pre|section|select"
    "|summary|table|tbody|textarea|tfoot|thead|title|tr|ul"
)
_CELLS = "td|th"
_INLINE = (
    "a|abbr|acronym|audio|b|base|bdi|bdo|big|button|canvas|cite|code|col|colgroup|data|datalist|del|dfn|em"
    "|embed|font|i|iframe|img|input|ins|kbd|label|link|map|mark|meta|meter|noscript|o:p|object|optgroup"
    "|output|param|picture|progress|q|rp|rt|ruby|s|samp|slot|small|source|span|strike|strong|sub|sup|svg"
    "|template|time|track|tt|u|use|var|video|wbr"
)
_VALUE = r"""(?:"[^"]*"|'[^']*'|[^\s"'<>]+)"""
_ATTRIBUTES = rf"(?:\s+[A-Za-z_:@][A-Za-z0-9_.:-]*(?:\s*=\s*{_VALUE})?)*+"
# Only what HTML has is a tag: <chưa rõ>, and `x <b và y> z`, are text.
_TAG = re.compile(
    rf"</?(?:(?P<line>{_LINES})|(?P<cell>{_CELLS})|{_INLINE}){_ATTRIBUTES}\s*/?>", re.IGNORECASE
)
# What is not closed is text. No match runs over a second opening: the time is linear.
_HIDDEN = re.compile(
    r"<!--(?:(?!<!--).)*?-->"
    r"|<script\b[^<>]*>(?:(?!<script\b).)*?</script\s*>"
    r"|<style\b[^<>]*>(?:(?!<style\b).)*?</style\s*>",
    re.IGNORECASE | re.DOTALL,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def begins_with_tag(text: str) -> bool:
    """Whether a text begins with a tag that HTML has."""
    return _TAG.match(text) is not None


def text_of(markup: str) -> tuple[str, int]:
    """The text of a piece of HTML, and how many comments, scripts and styles were left out of it.

    Blocks stand on lines of their own, and a tab parts the cells of a table. Entities become the letters that
    they stand for, which may be ones that `cleaning.clean` takes out.
    """
    shown, hidden = _HIDDEN.subn("", markup)
    return unescape(_TAG.sub(_gap, shown)), hidden


def has_entity(text: str) -> bool:
    """Whether a letter of a text is written as an entity of HTML."""
    return any(html.unescape(entity[0]) != entity[0] for entity in _ENTITY.finditer(text))


def unescape(text: str) -> str:
    """A text with letters for its entities."""
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)


def escape(text: str) -> str:
    """Text as HTML that `text_of` reads back as it was."""
    return html.escape(text, quote=False)


def _gap(tag: re.Match[str]) -> str:
    if tag["line"]:
        return "\n"
    return "\t" if tag["cell"] and not tag[0].startswith("</") else ""
