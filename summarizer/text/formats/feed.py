"""Reads feeds (RSS, Atom) and sitemaps: the articles that they name, perhaps with their text."""

import gzip
import io
import json
import re
import shlex
import zlib
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin

from summarizer.errors import InputError
from summarizer.text import html_text
from summarizer.text.formats.parts import damaged, library, said

_KIND = "a feed"
# Each part is taken once and for all: the time is linear.
_START = re.compile(
    rb"(?:\s++|<\?(?:(?!\?>).)*+\?>|<!--(?:(?!-->).)*+-->|<!DOCTYPE[^>\[]*+(?:\[[^\]]*+\]\s*+)?>)*+"
    rb"<(?:\w+:)?(rss|feed|RDF|urlset|sitemapindex)\b",
    re.DOTALL | re.IGNORECASE,
)
_END = re.compile(
    rb"</(?:\w+:)?(?:rss|feed|RDF)\s*>\s*(?:<!--(?:(?!-->).)*-->\s*)*\Z", re.DOTALL | re.IGNORECASE
)
_ENTRY = re.compile(rb"<(/?)(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_GZIP = b"\x1f\x8b"
_MOST = 64 * 2**20  # bytes of a feed that was packed
_AS_TEXT = re.compile(rb"&lt;!\[CDATA\[|\]\]&gt;")  # marks that some feeds write as if they were text
_SITEMAPS = (b"urlset", b"sitemapindex")
_FULL = 60  # words: what is shorter is no article, but what leads to it
_LONG = 150  # words: a summary that is as long is the article
_NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class FeedEntry:
    """An article that a feed names; `text` is the whole of it, None where only its page has that."""

    title: str | None
    url: str | None
    published: str | None
    author: str | None
    text: str | None


@dataclass(frozen=True)
class Feed:
    """The entries of a feed or sitemap in its order, and the sitemaps that a sitemap leads to.

    `cut_off` says that the feed breaks off; an entry that is not whole is left out.
    """

    entries: tuple[FeedEntry, ...]
    sitemaps: tuple[str, ...] = ()
    cut_off: bool = False


def is_feed(data: bytes) -> bool:
    """Whether bytes begin as a feed or a sitemap does, perhaps one that is packed with gzip."""
    return _START.match(_head(data)) is not None


def refused_as_article(source: str) -> InputError:
    """The error for a feed where one article is asked for, with the command that reads it."""
    named = source if source.lower().endswith((".rss", ".atom", ".rdf", ".xml", ".gz")) else "FILE.rss"
    if "://" in source:
        named = f"{source.partition('#')[0]}#feed"
    setting = shlex.quote(f"input.paths={json.dumps([named], ensure_ascii=False)}")
    remedy = f"use `summarizer batch -o FOLDER --set {setting}`"
    return InputError(f"{source}: is a feed, not an article; {remedy}")


def read(data: bytes, name: str, url: str = "") -> Feed:
    """The entries of a feed from `url`, by which relative links are understood.

    Raises:
        InputError: it is damaged, unpacks to more than a feed has, or defines entities, by which a small file
            grows to any size.
    """
    data = _unpacked(data, name)
    if b"<!ENTITY" in data.replace(b"\0", b""):
        raise InputError(f"{name}: is {_KIND} that defines entities, as harmful ones do; give another")
    kind = _START.match(_head(data))
    if kind is not None and kind[1].lower() in _SITEMAPS:
        return _sitemap(data, name, url)
    feedparser = library("feedparser", name, _KIND)
    try:
        # By this type, what names no encoding is UTF-8, as XML is.
        headers = {"content-location": url, "content-type": "application/xml"}
        found = feedparser.parse(io.BytesIO(_AS_TEXT.sub(b"", data)), response_headers=headers)
    except Exception as error:  # a parser for all that is broken, which raises what it comes to
        raise damaged(name, _KIND, error) from error
    if not found.entries and found.bozo:
        raise damaged(name, _KIND, found.get("bozo_exception", "no XML"))
    entries = [_entry(one) for one in found.entries]
    cut_off = (
        bool(found.bozo)
        and _END.search(data[-4096:]) is None
        and not data.startswith((b"\xff\xfe", b"\xfe\xff"))
    )
    if cut_off and [tag[1] for tag in _ENTRY.finditer(data)][-1:] == [b""]:
        del entries[-1:]
    return Feed(tuple(entries), cut_off=cut_off)


def _unpacked(data: bytes, name: str) -> bytes:
    if not data.startswith(_GZIP):
        return data
    try:  # all the members of it
        data = gzip.GzipFile(fileobj=io.BytesIO(data)).read(_MOST + 1)
    except EOFError:
        raise damaged(name, _KIND, "it is packed with gzip and breaks off") from None
    except (OSError, zlib.error) as error:
        raise damaged(name, _KIND, error) from None
    if len(data) > _MOST:
        raise InputError(f"{name}: is {_KIND} that unpacks to more than {_MOST // 2**20} MiB; split it")
    return data


def _head(data: bytes) -> bytes:
    head = data[:4096]
    if head.startswith(_GZIP):
        with suppress(zlib.error):
            head = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, 1024)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", "replace").encode()
    return head.removeprefix(b"\xef\xbb\xbf")


def _entry(one: Any) -> FeedEntry:
    content = max((_text(part.get("value") or "") for part in one.get("content", ())), key=len, default="")
    summary = _text(one.get("summary") or "")
    link = said(one.get("link"))
    text = max(content, summary, key=len)
    whole = len(content.split()) >= _FULL or len(summary.split()) >= _LONG or (link is None and text)
    return FeedEntry(
        title=said(_text(one.get("title") or "")),
        url=link,
        published=_date(one.get("published") or one.get("updated")),
        author=said(one.get("author")),
        text=text if whole else None,
    )


def _text(markup: str) -> str:
    return html_text.text_of(markup)[0].strip()


def _date(told: str | None) -> str | None:
    """The day in the feed's own time zone."""
    if told is None:
        return None
    if iso := _DATE.match(told):
        return iso[0]
    try:
        return parsedate_to_datetime(told).date().isoformat()
    except (TypeError, ValueError):
        return None


def _sitemap(data: bytes, name: str, url: str) -> Feed:
    etree = library("lxml.etree", name, _KIND)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(data, parser)
    except (ValueError, etree.XMLSyntaxError) as error:
        raise damaged(name, "a sitemap", error) from None
    entries, sitemaps = [], []
    for one in root:
        place = said(one.findtext("{*}loc"))
        if place is None:
            continue
        with suppress(ValueError):  # no address, such as `http://[bad`: told where it is fetched
            place = urljoin(url, place)
        if one.tag.rpartition("}")[2] == "sitemap":
            sitemaps.append(place)
            continue
        entries.append(
            FeedEntry(
                title=said(one.findtext(f".//{_NEWS}title")),
                url=place,
                published=_date(said(one.findtext(f".//{_NEWS}publication_date"))),
                author=None,
                text=None,
            )
        )
    return Feed(tuple(entries), tuple(sitemaps))
