"""Pages as earlier fetches left them: fetched again only if they changed, read without a network too."""

import json
import time
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from summarizer import whole_files
from summarizer.errors import InputError
from summarizer.report import Finding
from summarizer.text import web
from summarizer.text.formats.parts import library
from summarizer.text.web import Fetched, UnreachableError

_ROBOTS = 512 * 2**10  # bytes: as much as every reader has to take (RFC 9309)
_DAYS = 30  # a copy that was of no use for so long is removed
_LONGEST_PAUSE = 30.0  # seconds; a host that wishes for more gets these


@dataclass(frozen=True)
class Page:
    """A page, and the note that it is an old copy, where its server could not be reached."""

    fetched: Fetched
    findings: tuple[Finding, ...] = ()


@dataclass
class Pages:
    """Fetches pages; `folder` keeps their copies, None keeps nothing."""

    folder: Path | None = None
    _robots: dict[str, Any] = field(default_factory=dict)
    _pruned: bool = False

    def fetch(self, address: str, most_bytes: int, *, leader: Fetched | None = None) -> Page:
        """The page at an address that the user named, or that the `leader`, a feed, names.

        A feed's pages are fetched only where the host's robots.txt allows it.

        Raises:
            InputError: as `web.fetch` does; where the server cannot be reached, only if there is no copy.
        """
        copy = self._copy(address)
        try:
            if leader is not None:
                self._ask_robots(address, most_bytes, leader)
            fetched = web.fetch(address, most_bytes, leader=leader, known=copy and copy[0])
        except UnreachableError:
            if copy is None:
                raise
            day = datetime.fromtimestamp(copy[1], UTC).date()
            message = f"the server could not be reached: the copy of {day} was read"
            return Page(copy[0], (Finding(kind="cleaned", severity="warning", message=message),))
        if fetched.unchanged and copy is not None:
            self._touch(address)
            return Page(replace(copy[0], private=fetched.private))
        self._keep(address, fetched)
        return Page(fetched)

    def _ask_robots(self, address: str, most_bytes: int, leader: Fetched) -> None:
        """Raise `InputError` where the host does not want the page to be read by programs."""
        parts = web.split_address(address)
        place = f"{parts.scheme}://{parts.netloc}/robots.txt"
        if place not in self._robots:
            protego = library("protego", address, "named by a feed")
            try:
                found = web.fetch(place, min(_ROBOTS, most_bytes), leader=leader)
                self._robots[place] = protego.Protego.parse(found.data.decode("utf-8", "replace"))
            except UnreachableError as error:  # kept: a feed may name a hundred pages of the host
                self._robots[place] = error
            except InputError:  # there is none: all may be read
                self._robots[place] = None
        rules = self._robots[place]
        if isinstance(rules, UnreachableError):
            raise UnreachableError(str(rules))
        if rules is None:
            return
        if not rules.can_fetch(address, web.AGENT):
            raise InputError(
                f"{address}: its host wants no programs there (robots.txt); save the page yourself"
            )
        if (pause := rules.crawl_delay(web.AGENT)) and parts.hostname:
            web.ask_slowly(parts.hostname, min(float(pause), _LONGEST_PAUSE))

    def _file(self, address: str) -> Path | None:
        return self.folder / sha256(address.encode()).hexdigest() if self.folder else None

    def _copy(self, address: str) -> tuple[Fetched, float] | None:
        """The copy of a page and when it was last known to be the newest."""
        if (file := self._file(address)) is None:
            return None
        try:
            head, _, data = file.read_bytes().partition(b"\n")
            about = json.loads(head)
            if about["of"] != address or about["sha256"] != whole_files.sha256_of(data):
                return None
            return Fetched(
                about["url"], data, about["private"], about["etag"], about["modified"]
            ), file.stat().st_mtime
        except (OSError, ValueError, TypeError, KeyError):  # none is there, or it is damaged
            return None

    def _keep(self, address: str, page: Fetched) -> None:
        """Keep a copy if the disk takes it: it is of use, and not needed."""
        if (file := self._file(address)) is None:
            return
        digest = whole_files.sha256_of(page.data)
        about = {
            "of": address,
            "url": page.url,
            "private": page.private,
            "etag": page.etag,
            "modified": page.modified,
            "sha256": digest,
        }
        with suppress(OSError):
            self._prune()
            whole_files.write(file, json.dumps(about).encode() + b"\n" + page.data)

    def _touch(self, address: str) -> None:
        if file := self._file(address):
            with suppress(OSError):
                file.touch()

    def _prune(self) -> None:
        """Remove the copies that were of no use for a long time, once a run."""
        if self._pruned or self.folder is None or not self.folder.is_dir():
            return
        self._pruned = True
        oldest = time.time() - _DAYS * 86_400
        for file in self.folder.iterdir():
            with suppress(OSError):
                if file.stat().st_mtime < oldest:
                    file.unlink()
