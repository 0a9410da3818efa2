"""Pages are fetched by their address, within limits, and never from a private place that nobody named."""

import gzip
import threading
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from test_formats import FIRST, PAGE, SECOND, THIRD, TITLE

from summarizer.batch.inputs.article import load
from summarizer.batch.inputs.walk import Inputs
from summarizer.config import InputSettings
from summarizer.errors import InputError
from summarizer.text import web
from summarizer.text.reading import read


@contextmanager
def serving(pages):
    """A server of pages by their path, each a status, headers and a body."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append((self.path, self.headers["Host"]))
            status, headers, body = pages.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


PAGES = {
    "/a?x=1": (200, {"Content-Type": "text/html"}, PAGE.encode()),
    "/plain": (200, {}, f"{TITLE}\n\n{FIRST}\n".encode()),
    "/gzip": (200, {"Content-Encoding": "gzip"}, gzip.compress(PAGE.encode())),
    "/bomb": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"a" * 2**24)),
    "/moved": (302, {"Location": "/plain"}, b""),
    "/round": (302, {"Location": "/round"}, b""),
    "/file": (302, {"Location": "file:///etc/passwd"}, b""),
    "/broken": (302, {"Location": "http://[::1"}, b""),
    "/picture": (200, {}, b"\x89PNG\r\n\x1a\n...."),
}


def refused(address, said, most=10**7):
    with pytest.raises(InputError, match=said) as caught:
        web.fetch(address, most)
    assert "\n" not in str(caught.value)
    assert ";" in str(caught.value)


def test_a_page_is_fetched_and_read():
    with serving(PAGES) as (base, asked):
        document = read(f"{base}/a?x=1")
        assert (document.title, [one.text for one in document.sentences if one.candidate]) == (
            TITLE,
            [FIRST, SECOND, THIRD],
        )
        assert document.source == f"{base}/a?x=1"
        assert document.url == "https://bao.example/xe-buyt.html"  # as it says itself
        assert asked == [("/a?x=1", base.removeprefix("http://"))]
        assert read(f"{base}/gzip").title == TITLE
        assert read(f"{base}/moved").url == f"{base}/plain"


def test_what_cannot_be_had_is_one_line():
    with serving(PAGES) as (base, _):
        refused(f"{base}/none", "answers 404")
        refused(f"{base}/round", "sent on more than 5 times")
        refused(f"{base}/file", "is no address of a page")
        refused(f"{base}/broken", "is no address of a page")
        refused(f"{base}/bomb", "more than 1 MiB", most=2**20)
        with pytest.raises(InputError, match="PNG"):
            read(f"{base}/picture")
    refused(base, "cannot be fetched")
    refused("http://no-such-server.invalid/a", "is not found; check the address and the network")
    refused("ftp://bao.example/a", "is no address of a page")
    refused("http://", "is no address of a page")
    refused("http://[::1", "is no address of a page")
    refused("http://a:99999/", "is no address of a page")
    refused(f"http://{'ô' * 70}.vn/", "is no address of a page")


def test_a_server_may_have_a_vietnamese_name(monkeypatch):
    real = web.socket.getaddrinfo
    monkeypatch.setattr(
        web.socket, "getaddrinfo", lambda host, *more, **named: real("127.0.0.1", *more, **named)
    )
    with serving(PAGES) as (base, asked):
        port = base.rpartition(":")[2]
        assert read(f"http://thủđô.vn:{port}/plain").title == TITLE
        assert asked == [("/plain", f"{'thủđô.vn'.encode('idna').decode()}:{port}")]


@pytest.mark.parametrize(
    "place", ["127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "::1", "fd00::1"]
)
def test_no_page_leads_to_a_private_address(monkeypatch, place):
    with serving(PAGES | {"/in": (302, {"Location": "http://elsewhere.example/a"}, b"")}) as (base, asked):
        real = web.socket.getaddrinfo

        def found(host, port, *more, **options):
            if host == "elsewhere.example":
                return [(2, 1, 6, "", (place, port))]
            return real(host, port, *more, **options)

        monkeypatch.setattr(web.socket, "getaddrinfo", found)
        refused(f"{base}/in", "to a private address")
        assert len(asked) == 1


def test_a_name_that_was_public_leads_to_no_private_address_later(monkeypatch):
    with serving(PAGES) as (base, asked):
        private = iter([False, True])
        monkeypatch.setattr(web, "_is_private", lambda place: next(private))
        refused(f"{base}/moved", "to a private address")
        assert len(asked) == 1


def test_a_page_that_comes_drop_by_drop_is_given_up_in_time(monkeypatch):
    monkeypatch.setattr(web, "_MOST_SECONDS", 0.5)
    with slow_server() as address:
        began = time.monotonic()
        refused(address, "took more than")
        assert time.monotonic() - began < 5


@contextmanager
def slow_server():
    """A server whose page of 100 bytes comes one byte in a tenth of a second."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Length", "100")
            self.end_headers()
            with suppress(OSError):
                for _ in range(100):
                    self.wfile.write(b"a")
                    time.sleep(0.1)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def test_a_batch_reads_addresses_in_its_paths_and_lists(tmp_path):
    with serving(PAGES) as (base, _):
        (tmp_path / "list").write_text(f"{base}/plain\n", encoding="utf-8")
        settings = InputSettings(paths=(f"{base}/a?x=1",), file_list="list")
        inputs = Inputs(settings, tmp_path, tmp_path / "out")
        inputs.check()
        items = list(inputs)
        assert [item.id for item in items] == ["127.0.0.1/a/x=1", "127.0.0.1/plain"]
        documents = [load(item, settings).document(settings) for item in items]
        assert [document.title for document in documents] == [TITLE, TITLE]
        assert documents[1].url == f"{base}/plain"


def test_one_host_is_asked_with_pauses(monkeypatch):
    waited = []
    monkeypatch.setattr(web.time, "sleep", waited.append)
    for host in ("a.example", "b.example", "a.example", "a.example"):
        web._wait_for_turn(host)
    assert [round(seconds) for seconds in waited] == [1, 2]


def test_an_address_that_is_none_fails_alone_in_a_batch(tmp_path):
    (tmp_path / "a.txt").write_text("Tin\n\nMột câu tiếng Việt.\n", encoding="utf-8")
    items = list(Inputs(InputSettings(paths=["http://[::1", "a.txt"]), tmp_path))
    assert [bool(item.error and "is no address" in item.error) for item in items] == [True, False]
