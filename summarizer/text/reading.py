"""Reads an article: bytes or text in, a `Document` out."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from summarizer.config import Furniture
from summarizer.counted import counted
from summarizer.document import Document
from summarizer.errors import InputError, Setting
from summarizer.report import Finding
from summarizer.text import files, furniture, paragraphs, web
from summarizer.text.cleaning import clean
from summarizer.text.encodings import decode
from summarizer.text.formats.dispatch import reader_of
from summarizer.text.formats.feed import is_feed, refused_as_article
from summarizer.text.formats.parts import Parts
from summarizer.text.mojibake import repaired
from summarizer.text.official import titled
from summarizer.text.pages import Page, Pages
from summarizer.text.paragraphs import Paragraph
from summarizer.text.placing import placed
from summarizer.text.plain_text import Plain, plain_lines
from summarizer.text.vietnamese import language_of
from summarizer.text.writing import doubts

if TYPE_CHECKING:
    from summarizer.text.markdown import Marked


def read(
    source: str,
    *,
    encoding: str = "auto",
    max_characters: int = 200_000,
    title: str | None = None,
    furniture: Furniture = "keep",
    pages: Pages | None = None,
) -> Document:
    """Read an article from a file (`-` is standard input), or from the Web.

    Args:
        source: the path, or an address that begins with http:// or https://.
        encoding: one of `encodings.ENCODINGS`; `auto` finds out.
        max_characters: a longer article is refused.
        title: the article's title, in place of what its first line may say.
        furniture: whether captions, bylines, tags and links to other articles are kept.
        pages: where copies of pages are kept; nowhere, if it is left out.

    Raises:
        InputError: the file is missing, unreadable, empty, binary, too long or in no known encoding.
        UsageError: there is no such encoding.
    """
    if web.is_address(source):
        page = (pages or Pages()).fetch(source, files.most_bytes("a.html", max_characters))
        return read_fetched(
            page,
            source,
            encoding=encoding,
            max_characters=max_characters,
            title=title,
            furniture=furniture,
        )
    return read_bytes(
        files.bytes_of(source, max_characters),
        source=source,
        encoding=encoding,
        max_characters=max_characters,
        title=title,
        furniture=furniture,
    )


def read_fetched(page: Page, source: str, **options: Any) -> Document:
    """Read an article that was fetched, whose address is that of the page if it does not name one itself."""
    document = read_bytes(page.fetched.data, source=source, **options)
    return replace(
        document,
        url=document.url or page.fetched.url,
        findings=(*document.findings, *page.findings),
    )


def read_bytes(
    data: bytes,
    *,
    source: str,
    encoding: str = "auto",
    max_characters: int = 200_000,
    title: str | None = None,
    furniture: Furniture = "keep",
) -> Document:
    """Read an article from its bytes, which may be a page, an office document and the like; see `read`."""
    if not data:
        raise InputError(f"{source}: is empty; give a file with text")
    if is_feed(data):
        raise refused_as_article(source)
    if read_format := reader_of(data, source):
        parts, ends = _cleaned(read_format(data, source)), False
    else:
        files.refuse_binary(data, source)
        decoded = decode(data, source=source, encoding=encoding)
        files.refuse_controls(decoded.text.encode("utf-8", "surrogatepass"), source)
        parts = _parts_of(decoded.text, source, max_characters)
        parts = replace(parts, encoding=decoded.encoding, findings=(*decoded.findings, *parts.findings))
        ends = _ends_line(decoded.text)
    origin = _Origin(source, hashlib.sha256(data).hexdigest(), max_characters, furniture, ends_line=ends)
    return _document(parts, origin, title)


def read_text(
    text: str,
    *,
    source: str,
    title: str | None = None,
    max_characters: int = 200_000,
    furniture: Furniture = "keep",
) -> Document:
    """Read an article that is text already; see `read`. Its hash is of the text as UTF-8."""
    data = text.encode("utf-8", "surrogatepass")
    if files.looks_like_web_page(text):
        from summarizer.text.formats import page

        parts = _cleaned(page.read(data, source))
    else:
        parts = _parts_of(text, source, max_characters)
    digest = hashlib.sha256(data).hexdigest()
    origin = _Origin(source, digest, max_characters, furniture, ends_line=_ends_line(text))
    return _document(parts, origin, title)


def _ends_line(text: str) -> bool:
    return clean(text[-2:])[0].endswith("\n")


@dataclass(frozen=True)
class _Origin:
    """Where an article is from, and what of it is read."""

    source: str
    sha256: str
    max_characters: int
    furniture: Furniture
    ends_line: bool  # whether the text ends with the end of a line


def _parts_of(text: str, source: str, max_characters: int) -> Parts:
    """The lines of a text, plain or Markdown; raises `InputError` for what is no article."""
    if len(text) > max_characters * files.BYTES_A_CHARACTER:
        raise files.too_long(source, max_characters)
    text, removed = clean(text)
    files.refuse_web_page(text, source)
    files.refuse_json(text, source)
    files.refuse_xml(text, source)
    if not text.strip():
        raise InputError(f"{source}: holds only white space; give a file with text")
    marked: Marked | Plain
    said: dict[str, str] = {}
    if source.lower().endswith((".md", ".markdown")):
        from summarizer.text.markdown import markdown_lines

        marked = markdown_lines(text)
        said = marked.said
    else:
        marked = plain_lines(text)
    findings = (*marked.findings, *_removed(removed + marked.removed))
    title, date, author = map(said.get, ("title", "date", "author"))
    return Parts(marked.lines, title, None, date, author, findings=findings)


def _cleaned(parts: Parts) -> Parts:
    """What a reader gave, with each line in the normal form that plain text has, whatever font it was in."""
    lines = [replace(line, text=part) for line in parts.lines for part in line.text.split("\n")]
    decoded = repaired("\n".join(line.text for line in lines))
    texts = decoded.text.split("\n") if lines else []
    changed = texts != [line.text for line in lines]
    kept, removed = [], 0
    for line, shown in zip(lines, texts, strict=True):
        text, number = clean(shown)
        removed += number
        kept += [replace(line, text=part) for part in text.split("\n")]
    findings = (*parts.findings, *(decoded.findings if changed else ()), *_removed(removed))
    return replace(parts, lines=kept, findings=findings, title=parts.title and repaired(parts.title).text)


def _document(parts: Parts, origin: _Origin, title: str | None) -> Document:
    source = origin.source
    found, told = paragraphs.paragraphs(parts.lines), parts.findings
    if not any(found):
        raise InputError(f"{source}: holds no text; give a file with text")
    heading = " ".join(clean(title or parts.title or "")[0].split()) or None
    if heading is None and (official := titled(found)) is not None:
        heading, found = official
    if origin.furniture == "remove":
        found, left_out = furniture.removed(found, titled=heading is not None)
        told = (*told, *left_out)
        if not any(found):
            only = f"{source}: holds only captions, bylines, tags and links; set "
            raise InputError(only, Setting("input.furniture"), " to keep")
    if heading:
        found = _with_title(found, heading)
        if not any(found[1:]):
            heading = None  # the title again and nothing below it: that line is the article
    elif found and found[0] and paragraphs.is_title(found[0]) and any(found[1:]):
        heading = found[0].text
    whole = "\n".join(paragraph.text if paragraph else "" for paragraph in found)
    if len(whole) > origin.max_characters:
        raise files.too_long(source, origin.max_characters)
    if origin.ends_line:
        whole += "\n"
    language = language_of(whole)
    return Document(
        source=source,
        sha256=origin.sha256,
        text=whole,
        title=heading,
        language=language,
        encoding=parts.encoding,
        sentences=placed(found, titled=heading is not None),
        findings=(*told, *doubts(language, whole)),
        url=parts.url,
        published=parts.published,
        author=parts.author,
    )


def _with_title(found: list[Paragraph | None], title: str) -> list[Paragraph | None]:
    """The article under its title, which is not said twice."""
    first = found[0].text if found and found[0] else ""
    if first.casefold().rstrip(" .") == title.casefold().rstrip(" ."):
        return [Paragraph(title), *found[1:]]
    return [Paragraph(title), None, *found]


def _removed(number: int) -> Sequence[Finding]:
    if not number:
        return ()
    message = f"{counted(number, 'invisible or control character')} taken out of the text"
    return (Finding(kind="cleaned", severity="info", message=message),)
