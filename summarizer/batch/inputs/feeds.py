"""Reads the articles that feeds and sitemaps name: their text, or the address of their page."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from summarizer.batch.inputs.article import LOOK, Item, bad
from summarizer.config import InputSettings
from summarizer.counted import counted
from summarizer.errors import InputError
from summarizer.paths import writable
from summarizer.text import files
from summarizer.text.formats import feed
from summarizer.text.formats.feed import FeedEntry
from summarizer.text.pages import Pages
from summarizer.text.web import Fetched, is_address, split_address

SUFFIXES = (".rss", ".atom", ".rdf", ".xml")
_WORD = re.compile(
    r"(?:\A|[/._-])(?:rss|feeds?|atom|sitemap)(?:\Z|[/._\d-])|\.(?:xml|rdf)(?:\.gz)?\Z", re.IGNORECASE
)
_MARK = "feed"  # an address that ends in #feed is one
_MOST_SITEMAPS = 50


@dataclass(frozen=True)
class _Found:
    """The entries of a feed, where it was found, and what was not read.

    `beyond` counts entries beyond the limit, `again` those with the address of an earlier one, `unread` the
    sitemaps that were not asked for; `failed` are the feed itself or the sitemaps that could not be read.
    """

    entries: tuple[FeedEntry, ...] = ()
    leader: Fetched | None = None
    beyond: int = 0
    again: int = 0
    unread: int = 0
    failed: tuple[Item, ...] = ()


@dataclass
class Feeds:
    """The feeds of a run; each is read once, and gives the same articles, or the same error, each time."""

    settings: InputSettings
    pages: Pages
    _found: dict[str, _Found | None] = field(default_factory=dict)

    def of_address(self, address: str) -> list[Item] | None:
        """The articles of a feed by its address, or why there are none; None where that is of a page."""
        try:
            if not _may_be_feed(address):
                return None
        except InputError as error:
            return [_failed(address, address, error)]
        return self._once(address, shown(address), lambda: self._fetched(address))

    def of_file(self, path: Path, name: str) -> list[Item] | None:
        """The articles of a feed in a file, or why there are none; None where the file is no feed."""
        return self._once(str(path), name, lambda: self._read(path))

    def _once(self, source: str, name: str, read: Callable[[], _Found | None]) -> list[Item] | None:
        """The articles of a source as the first pass found them: all passes must see the same."""
        if source not in self._found:
            try:
                self._found[source] = read()
            except InputError as error:
                self._found[source] = _Found(failed=(_failed(name, source, error),))
        found = self._found[source]
        return None if found is None else self._items(found, source, name)

    def _read(self, path: Path) -> _Found | None:
        most = files.most_bytes("a.html", self.settings.max_characters)
        try:
            with path.open("rb") as file:
                if not feed.is_feed(file.read(4096)):
                    return None
                file.seek(0)
                data = file.read(most + 1)
        except OSError as error:
            raise InputError(f"{path}: {error.strerror}; {LOOK}") from None
        if len(data) > most:
            raise InputError(f"{path}: is a feed of more than {most // 2**20} MiB; split it")
        return self._bounded(feed.read(data, str(path)), None, str(path))

    def beyond(self) -> Iterator[str]:
        """A line for each feed that has more articles or sitemaps than are read, or an article twice."""
        for source, found in self._found.items():
            if found and found.beyond:
                more = counted(found.beyond, "article")
                first = f"beyond the first {len(found.entries):,}"
                yield f"{source}: {more} {first} not read; raise input.max_entries"
            if found and found.again:
                yield f"{source}: {counted(found.again, 'article')} named again not read twice"
            if found and found.unread:
                more = counted(found.unread, "sitemap")
                yield f"{source}: {more} that it leads to not read; name each in input.paths"

    def _fetched(self, address: str) -> _Found | None:
        most = files.most_bytes("a.html", self.settings.max_characters)
        page = self.pages.fetch(address, most).fetched
        if feed.is_feed(page.data):
            return self._bounded(feed.read(page.data, address, page.url), page, address)
        if split_address(address).fragment == _MARK:
            raise InputError(f"{address}: is no feed; leave #{_MARK} out to read the page itself")
        return None

    def _bounded(self, found: feed.Feed, leader: Fetched | None, source: str) -> _Found:
        """The first entries, those of the sitemaps that a sitemap names among them."""
        entries, failed, unread = list(found.entries), [], len(found.sitemaps)
        if found.cut_off:
            first = counted(len(entries), "article")
            cause = f"breaks off: nothing behind its first {first} was read; get it anew"
            failed.append(bad(source, source, cause))
        for place in found.sitemaps[:_MOST_SITEMAPS]:
            if len(entries) >= self.settings.max_entries:
                break
            unread -= 1
            most = files.most_bytes("a.html", self.settings.max_characters)
            try:
                page = self.pages.fetch(place, most, leader=leader or Fetched("", b"")).fetched
                inner = feed.read(page.data, place, page.url)
            except InputError as error:
                failed.append(_failed(place, place, error))
                continue
            entries += inner.entries
            unread += len(inner.sitemaps)  # an index in an index, which is not followed
        once: dict[str, FeedEntry] = {}
        for number, entry in enumerate(entries):
            once.setdefault(entry.url or f"#{number}", entry)
        kept = tuple(once.values())[: self.settings.max_entries]
        light = replace(leader, data=b"") if leader else None
        again = len(entries) - len(once)
        return _Found(kept, light, len(once) - len(kept), again, unread, tuple(failed))

    def _items(self, found: _Found, source: str, name: str) -> list[Item]:
        items = []
        for number, entry in enumerate(found.entries, start=1):
            url = entry.url if entry.url and _is_page(entry.url) else None
            where, place = url or f"{source}:{number}", shown(url) if url else f"{name}/{number:06}"
            if entry.text is not None:
                article = Item(writable(place), writable(where), text=entry.text, title=entry.title)
            elif url is not None:
                leader = found.leader or Fetched("", b"")
                article = Item(writable(place), writable(where), address=url, leader=leader)
            else:
                link = f" ({entry.url} is none)" if entry.url else ""
                article = bad(place, where, f"has neither text nor an address{link}; take it out of the feed")
            items.append(replace(article, entry=entry))
        return [*items, *found.failed] or [bad(name, source, "a feed without an article; give another")]


def is_named_so(path: Path) -> bool:
    """Whether a file has the name of a feed, such as `tin.rss` or `sitemap.xml.gz`."""
    return PurePath(path.name.lower().removesuffix(".gz")).suffix in SUFFIXES


def _failed(name: str, source: str, error: InputError) -> Item:
    return bad(name, source, str(error).removeprefix(f"{source}: "))


def _is_page(url: str) -> bool:
    """Whether what an entry links to is an address, and one that can be understood."""
    try:
        return is_address(url) and bool(split_address(url))
    except InputError:
        return False


def shown(address: str) -> str:
    """An address as the id of an article."""
    parts = split_address(address)
    return "/".join(filter(None, [parts.hostname or "", *parts.path.split("/"), parts.query])) or address


def _may_be_feed(address: str) -> bool:
    """Whether an address looks like a feed's: only then it is fetched to see what it names."""
    parts = split_address(address)
    return parts.fragment == _MARK or _WORD.search(parts.path.removesuffix("/")) is not None
