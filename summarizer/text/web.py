"""Fetches a page by its address: http and https only, with limits of time and size.

What the user names may be on this machine or network; what a page sends on to, or a feed names, may not,
unless it is the same host and that was there from the first: a page from outside must not read what only this
machine can reach.
"""

import ipaddress
import queue
import re
import socket
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import SplitResult, urljoin, urlsplit

from summarizer.errors import InputError
from summarizer.text.formats.parts import library
from summarizer.version import __version__

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_SECONDS = 20.0  # to connect, and between two pieces
_MOST_SECONDS = 90.0  # for a whole page
_MOST_REDIRECTS = 5
_PIECE = 2**16
_PAUSE = 1.0  # seconds between two pages of one host
_UNABLE = (429, 500, 502, 503, 504)  # of servers that may well answer later
AGENT = "vi-news-summarizer"
_turn = threading.Lock()
_fetched: dict[str, float] = {}  # when a host was last asked
_pauses: dict[str, float] = {}  # seconds that hosts wish for
Made = TypeVar("Made")


class UnreachableError(InputError):
    """A server that cannot be reached now, or is not able to answer."""


@dataclass(frozen=True)
class Fetched:
    """A page: where it was found at last, and its bytes.

    `private` says that it is on this machine or network. `etag` and `modified` are what its server calls this
    version of it; with `unchanged`, that one is still the newest, and there are no bytes.
    """

    url: str
    data: bytes
    private: bool = False
    etag: str | None = None
    modified: str | None = None
    unchanged: bool = False


def is_address(source: str) -> bool:
    """Whether a source is an address and no path."""
    return _ADDRESS.match(source) is not None


def split_address(url: str) -> SplitResult:
    """The parts of an address; raises `InputError` where it is none, such as `http://[::1`."""
    try:
        return urlsplit(url)
    except ValueError:
        raise _no_address(url) from None


def fetch(
    address: str, most_bytes: int, *, leader: Fetched | None = None, known: Fetched | None = None
) -> Fetched:
    """The page at an address, which the user named, or the `leader`, a feed; `known` is an earlier version.

    Raises:
        InputError: it is no address of http or https, its server answers with an error, the page is too large
            or is sent on to a private address.
        UnreachableError: its server cannot be reached, is not able to answer or takes too long.
    """
    urllib3 = library("urllib3", address, "an address")
    named = split_address(leader.url if leader else address).hostname
    began, url = time.monotonic(), address
    # Where the user sent us may be private; afterwards, only if that was.
    inside = leader is None or leader.private
    for _ in range(_MOST_REDIRECTS + 1):
        own = inside and split_address(url).hostname == named
        versions = _versions(known) if known is not None and known.url == url else {}
        left = began + _MOST_SECONDS - time.monotonic()
        try:
            response, private = _within(left, address, lambda: _ask(urllib3, url, versions, own=own))  # noqa: B023 - done at once
            inside = inside and private
        except urllib3.exceptions.HTTPError as error:
            raise UnreachableError(
                f"{address}: cannot be fetched ({_cause(error)}); check it and the network"
            ) from None
        try:
            target = (
                response.headers.get("Location") if response.status in (301, 302, 303, 307, 308) else None
            )
            if target is None:
                unchanged = bool(versions) and response.status == 304
                data = b"" if unchanged else _body(response, address, most_bytes, began)
                told = response.headers
                return Fetched(url, data, private, told.get("ETag"), told.get("Last-Modified"), unchanged)
        except urllib3.exceptions.HTTPError as error:
            raise UnreachableError(f"{address}: broke off ({_cause(error)}); try again") from None
        finally:
            response.close()
        try:
            url = urljoin(url, target)
        except ValueError:
            raise _no_address(target) from None
    raise InputError(
        f"{address}: is sent on more than {_MOST_REDIRECTS} times; give the address of the page itself"
    )


def _no_address(url: str) -> InputError:
    return InputError(f"{url}: is no address of a page; give one with http:// or https://, or a file")


def _versions(known: Fetched) -> dict[str, str]:
    """The headers that ask for a page only if it is another by now."""
    named = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    return {name: value for name, value in named.items() if value}


def _within(seconds: float, address: str, work: Callable[[], Made]) -> Made:
    """What `work` gives or raises, or an error after so many seconds.

    A server may send its headers letter by letter: none is late then, and all of them take hours.
    """
    done: queue.SimpleQueue[tuple[Made | None, BaseException | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            done.put((work(), None))
        except BaseException as error:  # noqa: BLE001 - it is raised below
            done.put((None, error))

    threading.Thread(target=run, daemon=True).start()
    try:
        made, error = done.get(timeout=max(seconds, 0.0))
    except queue.Empty:
        raise _too_slow(address) from None
    if error is not None:
        raise error
    return made  # type: ignore[return-value]  # it was made


def _ask(urllib3: Any, url: str, versions: Mapping[str, str], *, own: bool) -> tuple[Any, bool]:
    """The server's answer, its body unread, and whether it came from a private address.

    The connection goes to the very address that was checked.
    """
    parts = split_address(url)
    try:
        host = (parts.hostname or "").encode("idna").decode("ascii")  # as servers know thủđô.vn
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        host, port = "", 0
    if parts.scheme not in ("http", "https") or not host:
        raise _no_address(url)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise UnreachableError(
            f"{url}: its server {host} is not found; check the address and the network"
        ) from None
    place = str(found[0][4][0])
    private = _is_private(place)
    if private and not own:
        raise InputError(
            f"{url}: a page is sent on to a private address, or a feed names one; name it yourself to read it"
        )
    _wait_for_turn(host)
    timeout = urllib3.Timeout(connect=_SECONDS, read=_SECONDS)
    if parts.scheme == "https":
        pool = urllib3.HTTPSConnectionPool(
            place, port, timeout=timeout, server_hostname=host, assert_hostname=host, retries=False
        )
    else:
        pool = urllib3.HTTPConnectionPool(place, port, timeout=timeout, retries=False)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    usual = port == (443 if parts.scheme == "https" else 80)
    shown = f"[{host}]" if ":" in host else host
    headers = {
        "Host": shown if usual else f"{shown}:{port}",
        "User-Agent": f"{AGENT}/{__version__}",
        "Accept": "text/html,application/xhtml+xml,*/*;q=0.5",
        "Accept-Encoding": "gzip, deflate",
        **versions,
    }
    response = pool.request("GET", target, headers=headers, redirect=False, preload_content=False)
    return response, private


def _is_private(place: str) -> bool:
    return not ipaddress.ip_address(place.partition("%")[0]).is_global


def ask_slowly(host: str, seconds: float) -> None:
    """Make at least so many seconds the pause between two pages of a host, as it wishes."""
    with _turn:
        _pauses[host] = max(seconds, _PAUSE)


def _wait_for_turn(host: str) -> None:
    """Ask a host again only after a pause, but at once on this machine's own."""
    if host in ("localhost", "127.0.0.1", "::1"):
        return
    with _turn:
        wait = _fetched.get(host, 0.0) + _pauses.get(host, _PAUSE) - time.monotonic()
        _fetched[host] = time.monotonic() + max(wait, 0.0)
    if wait > 0:
        time.sleep(wait)


def _body(response: Any, address: str, most_bytes: int, began: float) -> bytes:
    if response.status >= 400:
        kind = UnreachableError if response.status in _UNABLE else InputError
        raise kind(f"{address}: its server answers {response.status}; open it in a browser and save the page")
    data = bytearray()
    # What has come, and no more: to wait for a whole piece of a slow server may take hours.
    while piece := response.read1(_PIECE, decode_content=True):
        data += piece
        if len(data) > most_bytes:
            raise InputError(
                f"{address}: more than {most_bytes // 2**20} MiB; save the article's text as UTF-8"
            )
        if time.monotonic() - began > _MOST_SECONDS:
            raise _too_slow(address)
    return bytes(data)


def _too_slow(address: str) -> UnreachableError:
    return UnreachableError(
        f"{address}: took more than {_MOST_SECONDS:.0f} seconds; try again, or save the page"
    )


def _cause(error: Exception) -> str:
    """What a library says of a failed connection, without its objects."""
    said = re.sub(r"<[^>]*>|\([^)]*object[^)]*\)", "", str(error))
    return " ".join(said.split()).strip(" :,")[:150] or type(error).__name__
