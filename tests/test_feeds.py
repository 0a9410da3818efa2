"""Feeds and sitemaps: each entry an article, politely fetched, and once; all on this machine."""

import gzip
import json
import shlex

import pytest
from test_formats import FIRST, PAGE, SECOND, THIRD, TITLE
from test_web import serving

from summarizer.batch.inputs.article import load
from summarizer.batch.inputs.walk import Inputs
from summarizer.cli.app import main
from summarizer.config import InputSettings
from summarizer.errors import InputError
from summarizer.text import web
from summarizer.text.formats import feed
from summarizer.text.pages import Pages

LONG = " ".join([FIRST, SECOND, THIRD] * 4)
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Báo</title>
<item><title>Một &amp; hai</title><link>/a.html</link><pubDate>Fri, 28 Nov 2025 00:30:00 +0700</pubDate>
 <author>Lê An</author><description>&lt;p&gt;Tóm tắt ngắn.&lt;/p&gt;</description></item>
<item><title>Cả bài</title><link>/b.html</link><content:encoded><![CDATA[<p>{FIRST}</p><p>{LONG}</p>]]>
 </content:encoded></item>
<item><title>Không có địa chỉ</title><description>{FIRST}</description></item>
<item><title>Không có gì</title></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>B</title><entry><title>Tin</title><id>1</id>
<link href="../c.html"/><published>2025-11-28T01:00:00+07:00</published><author><name>Vũ Hà</name></author>
<content type="html">&lt;p&gt;{LONG}&lt;/p&gt;</content></entry></feed>"""
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{base}/a.html</loc><n:news>
 <n:publication_date>2025-11-28T01:00:00+07:00</n:publication_date><n:title>T</n:title></n:news></url>
 <url><loc>{base}/b.html</loc></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>{base}/sitemap-1.xml
</loc></sitemap></sitemapindex>"""
HTML = {"Content-Type": "text/html"}


def site(**more):
    found = {
        "/rss/tin.rss": (200, {}, RSS.encode()),
        "/a.html": (200, HTML, PAGE.encode()),
        "/b.html": (200, HTML, PAGE.encode()),
    }
    return found | {path: (200, {}, data) for path, data in more.items()}


def read(base_or_path, tmp_path, pages=None, **settings):
    chosen = InputSettings(paths=(str(base_or_path),), **settings)
    inputs = Inputs(chosen, tmp_path, pages=pages or Pages())
    items = list(inputs)
    return inputs, items, chosen


def test_each_entry_of_a_feed_is_an_article_with_what_the_feed_says_of_it(tmp_path):
    with serving(site()) as (base, _):
        inputs, items, chosen = read(f"{base}/rss/tin.rss", tmp_path)
        assert [item.id for item in items] == [
            "127.0.0.1/a.html", "127.0.0.1/b.html", "127.0.0.1/rss/tin.rss/000003",
            "127.0.0.1/rss/tin.rss/000004",
        ]  # fmt: skip
        page, whole, short = (load(item, chosen, inputs.pages).document(chosen) for item in items[:3])
        assert page.title == TITLE  # fetched, since the feed has but a summary; it tells of itself
        assert (page.author, page.source) == ("Minh Tú", f"{base}/a.html")
        assert (whole.title, whole.url, whole.published) == ("Cả bài", f"{base}/b.html", None)
        assert whole.body[0].text == FIRST
        assert (short.title, [one.text for one in short.body]) == ("Không có địa chỉ", [FIRST])
        assert "neither text nor an address" in items[3].error


def test_the_day_is_the_feeds_own_and_links_are_relative_to_it():
    (entry,) = feed.read(ATOM.encode(), "a.atom", "https://b.example/x/feed.atom").entries
    assert entry.url == "https://b.example/c.html"
    assert (entry.title, entry.published, entry.author) == ("Tin", "2025-11-28", "Vũ Hà")
    first = feed.read(RSS.encode(), "a.rss", "https://b.example/").entries[0]
    assert (first.title, first.published) == ("Một & hai", "2025-11-28")


def test_a_sitemap_and_an_index_of_sitemaps_name_pages(tmp_path):
    pages = site()
    with serving(pages) as (base, _):
        pages["/sitemap.xml"] = (200, {}, INDEX.format(base=base).encode())
        pages["/sitemap-1.xml"] = (200, {}, SITEMAP.format(base=base).encode())
        inputs, items, chosen = read(f"{base}/sitemap.xml", tmp_path)
        assert [item.source for item in items] == [f"{base}/a.html", f"{base}/b.html"]
        assert load(items[0], chosen, inputs.pages).document(chosen).title == TITLE


def test_a_feed_in_a_file_is_read_and_its_relative_links_are_told(tmp_path):
    (tmp_path / "tin.xml").write_text(RSS, encoding="utf-8")
    _, items, _ = read("tin.xml", tmp_path)
    assert [bool(item.error) for item in items] == [True, False, False, True]
    assert items[1].source.endswith("tin.xml:2")


@pytest.mark.parametrize("name", ["a.xml", "a.rss"])
def test_xml_that_is_no_feed_is_read_as_before(tmp_path, name):
    (tmp_path / name).write_text(f"<tin>{FIRST}</tin>", encoding="utf-8")
    _, (item,), chosen = read(name, tmp_path)
    assert FIRST in load(item, chosen).document(chosen).text


def test_entries_beyond_the_limit_are_told(tmp_path):
    with serving(site()) as (base, _):
        inputs, items, _ = read(f"{base}/rss/tin.rss", tmp_path, max_entries=1)
        assert len(items) == 1
        assert inputs.left_out() == [
            f"{base}/rss/tin.rss: 3 articles beyond the first 1 not read; raise input.max_entries"
        ]


def test_a_sitemap_that_is_packed_on_the_way_is_read_too(tmp_path):
    found = site()
    with serving(found) as (base, _):
        text = SITEMAP.format(base=base)
        found["/sitemap.xml"] = (200, {"Content-Encoding": "gzip"}, packed(text))
        found["/sitemap-2.xml.gz"] = (200, {"Content-Encoding": "gzip"}, packed(text))
        found["/sitemap-3.xml.gz"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(packed(text)))
        for name in ("/sitemap.xml", "/sitemap-2.xml.gz", "/sitemap-3.xml.gz"):
            _, items, _ = read(f"{base}{name}", tmp_path)
            assert [item.address for item in items] == [f"{base}/a.html", f"{base}/b.html"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (RSS.replace("<rss", '<!DOCTYPE r [<!ENTITY a "b">]><rss', 1), "defines entities"),
        (SITEMAP.replace("<urlset", '<!DOCTYPE r [<!ENTITY a "b">]><urlset', 1), "defines entities"),
        ('<rss version="2.0"><channel><item', "cannot be read"),
        ("<urlset><url><loc>http://a", "cannot be read"),
    ],
)  # fmt: skip
def test_harmful_and_damaged_feeds_are_refused(tmp_path, data, said):
    (tmp_path / "a.rss").write_text(data, encoding="utf-8")
    _, (item,), _ = read("a.rss", tmp_path)
    assert said in item.error


def test_robots_txt_holds_for_pages_that_a_feed_names_and_not_for_named_ones(tmp_path):
    rules = b"User-agent: *\nDisallow: /a*l$\n"
    with serving(site(**{"/robots.txt": rules})) as (base, asked):
        inputs, items, chosen = read(f"{base}/rss/tin.rss", tmp_path)
        with pytest.raises(InputError, match=r"robots\.txt"):
            load(items[0], chosen, inputs.pages)
        assert [path for path, _ in asked] == ["/rss/tin.rss", "/robots.txt"]
        assert Pages().fetch(f"{base}/a.html", 10**6).fetched.data


def test_a_host_that_wishes_for_longer_pauses_has_them(monkeypatch):
    waited = []
    monkeypatch.setattr(web.time, "sleep", waited.append)
    web.ask_slowly("c.example", 7.0)
    web._wait_for_turn("c.example")
    web._wait_for_turn("c.example")
    assert [round(seconds) for seconds in waited] == [7]


@pytest.mark.parametrize("inside", [True, False])
def test_a_feed_from_outside_names_no_private_page(inside):
    with serving(site()) as (base, _):
        leader = web.Fetched(f"{base}/rss", b"", private=inside)
        if inside:
            assert web.fetch(f"{base}/a.html", 10**6, leader=leader).data
        else:
            with pytest.raises(InputError, match="to a private address"):
                web.fetch(f"{base}/a.html", 10**6, leader=leader)


def test_a_second_run_fetches_only_what_changed_and_works_without_the_server(tmp_path):
    pages, kept = site(), Pages(tmp_path / "kept")
    with serving(pages) as (base, _):
        first = kept.fetch(f"{base}/a.html", 10**6)
    assert not first.findings
    again = Pages(tmp_path / "kept").fetch(f"{base}/a.html", 10**6)  # the server is gone
    assert again.fetched.data == first.fetched.data
    assert "the copy of" in again.findings[0].message
    with pytest.raises(InputError, match="cannot be fetched"):
        Pages().fetch(f"{base}/a.html", 10**6)


def test_what_did_not_change_is_not_sent_again(tmp_path):
    sent = []

    class Versions(dict):
        def get(self, path, default=None):
            sent.append(path)
            return super().get(path, default)

    pages = Versions(site())
    pages["/a.html"] = (200, HTML | {"ETag": '"1"', "Last-Modified": "x"}, PAGE.encode())
    with serving(pages) as (base, _):
        first = Pages(tmp_path).fetch(f"{base}/a.html", 10**6).fetched
        pages["/a.html"] = (304, {}, b"")
        second = Pages(tmp_path).fetch(f"{base}/a.html", 10**6).fetched
        assert (second.data, second.etag) == (first.data, '"1"')
        pages["/a.html"] = (200, HTML, b"<html>new</html>")
        assert Pages(tmp_path).fetch(f"{base}/a.html", 10**6).fetched.data == b"<html>new</html>"
    for copy in tmp_path.iterdir():
        copy.write_bytes(copy.read_bytes()[:-3])  # a damaged copy is none
    with pytest.raises(InputError, match="cannot be fetched"):
        Pages(tmp_path).fetch(f"{base}/a.html", 10**6)


def test_a_feed_is_fetched_once_a_run(tmp_path):
    with serving(site()) as (base, asked):
        inputs, items, _ = read(f"{base}/rss/tin.rss", tmp_path)
        assert inputs.count() == len(list(inputs)) == len(items)
        assert [path for path, _ in asked] == ["/rss/tin.rss"]


def test_a_feed_that_failed_stays_failed_in_the_next_pass(tmp_path):
    pages = {}
    with serving(pages) as (base, asked):
        inputs, (item,), _ = read(f"{base}/rss/tin.rss", tmp_path)
        assert "answers 404" in item.error
        pages |= site()
        assert list(inputs) == [item]
        assert [path for path, _ in asked] == ["/rss/tin.rss"]


@pytest.mark.parametrize("bad_link", ["http://[bad", "http://[::1"])
def test_a_place_in_a_sitemap_that_is_no_address_costs_its_entry_alone(tmp_path, bad_link):
    rows = "".join(f"<url><loc>{loc}</loc></url>" for loc in (bad_link, "http://a.example/1"))
    (tmp_path / "a.xml").write_text(f"<urlset>{rows}</urlset>", encoding="utf-8")
    _, items, _ = read("a.xml", tmp_path)
    assert [item.source.rpartition("/")[2] for item in items] == ["a.xml:1", "1"]
    assert f"({bad_link} is none)" in items[0].error
    assert items[1].error is None


def test_a_link_in_a_feed_that_is_no_address_costs_its_entry_alone(tmp_path):
    (tmp_path / "a.rss").write_text(RSS.replace("/a.html", "http://[bad"), encoding="utf-8")
    _, items, _ = read("a.rss", tmp_path)
    assert [bool(item.error) for item in items] == [True, False, False, True]


def sitemap(base, *names, kind="url"):
    around = "sitemapindex" if kind == "sitemap" else "urlset"
    rows = "".join(f"<{kind}><loc>{base}/{name}</loc></{kind}>" for name in names)
    return 200, {}, f"<{around}>{rows}</{around}>".encode()


def test_sitemaps_that_the_limit_leaves_no_room_for_are_told(tmp_path):
    pages = {}
    with serving(pages) as (base, asked):
        pages["/sitemap.xml"] = sitemap(base, "1.xml", "2.xml", kind="sitemap")
        pages["/1.xml"] = sitemap(base, "a", "b")
        pages["/2.xml"] = sitemap(base, "c")
        inputs, items, _ = read(f"{base}/sitemap.xml", tmp_path, max_entries=2)
        assert [item.source for item in items] == [f"{base}/a", f"{base}/b"]
        assert "/2.xml" not in [path for path, _ in asked]
        assert inputs.left_out() == [
            f"{base}/sitemap.xml: 1 sitemap that it leads to not read; name each in input.paths"
        ]


def test_an_inner_sitemap_that_fails_is_one_failed_document(tmp_path):
    pages = {}
    with serving(pages) as (base, _):
        pages["/sitemap.xml"] = sitemap(base, "gone.xml", "1.xml", kind="sitemap")
        pages["/1.xml"] = sitemap(base, "a")
        inputs, items, _ = read(f"{base}/sitemap.xml", tmp_path)
        assert [item.source for item in items] == [f"{base}/a", f"{base}/gone.xml"]
        assert items[0].error is None
        assert "answers 404" in items[1].error
        assert inputs.left_out() == []


def test_many_sitemaps_and_indexes_in_indexes_are_told(tmp_path):
    pages = {}
    with serving(pages) as (base, _):
        pages["/sitemap.xml"] = sitemap(base, *(f"{n}.xml" for n in range(52)), kind="sitemap")
        pages |= {f"/{n}.xml": sitemap(base, f"a{n}") for n in range(50)}
        pages["/0.xml"] = sitemap(base, "x.xml", "y.xml", "z.xml", kind="sitemap")
        inputs, items, _ = read(f"{base}/sitemap.xml", tmp_path)
        assert len(items) == 49
        (told,) = inputs.left_out()
        assert "5 sitemaps that it leads to not read" in told


def test_a_robots_txt_that_cannot_be_had_is_asked_for_once_a_run(tmp_path):
    with serving(site() | {"/robots.txt": (503, {}, b"")}) as (base, asked):
        inputs, items, chosen = read(f"{base}/rss/tin.rss", tmp_path)
        for _ in range(2):
            with pytest.raises(web.UnreachableError, match=r"robots\.txt: its server answers 503"):
                load(items[0], chosen, inputs.pages)
        assert [path for path, _ in asked] == ["/rss/tin.rss", "/robots.txt"]


def test_where_one_article_is_asked_for_a_feed_is_told(tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_text(RSS, encoding="utf-8")
    assert main(["-t", "extractive", str(path)]) == 1
    assert "is a feed, not an article; use `summarizer batch -o FOLDER --set " in capsys.readouterr().err


def test_headers_that_come_letter_by_letter_are_given_up_in_time(monkeypatch):
    import threading
    import time
    from contextlib import suppress
    from socketserver import BaseRequestHandler, ThreadingTCPServer

    class Drip(BaseRequestHandler):
        def handle(self):
            with suppress(OSError):
                for letter in b"HTTP/1.1 200 OK\r\nX: " + b"a" * 600:
                    self.request.send(bytes([letter]))
                    time.sleep(0.05)

    monkeypatch.setattr(web, "_MOST_SECONDS", 0.5)
    server = ThreadingTCPServer(("127.0.0.1", 0), Drip)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    began = time.monotonic()
    try:
        with pytest.raises(InputError, match="took more than"):
            web.fetch(f"http://127.0.0.1:{server.server_address[1]}/", 10**6)
    finally:
        server.shutdown()
        server.server_close()
    assert time.monotonic() - began < 5


def test_an_address_of_a_sitemap_that_is_none_is_the_fault_of_its_entry_alone(tmp_path):
    broken = SITEMAP.format(base="https://b.example").replace("https://b.example/a.html", "http://[bad")
    first, second = feed.read(broken.encode(), "s.xml", "https://b.example/s.xml").entries
    assert (first.url, second.url) == ("http://[bad", "https://b.example/b.html")
    (tmp_path / "s.xml").write_text(broken, encoding="utf-8")
    _, items, _ = read("s.xml", tmp_path)
    assert items[0].error


def entry(name):
    said = f"<title>{name}</title><link>https://bao.example/{name}</link><description>{LONG}</description>"
    return f"<item>{said}</item>"


def packed(data):
    return gzip.compress(data.encode())


@pytest.mark.parametrize("name", ["a.rss.gz", "sitemap.XML.GZ", "a.rss", "a.xml"])
def test_a_feed_may_be_packed_whatever_its_name_says(tmp_path, name):
    (tmp_path / name).write_bytes(packed(RSS))
    _, items, _ = read(name, tmp_path)
    assert len(items) == 4


def test_a_feed_that_is_packed_in_several_members_is_read_to_its_end():
    half = len(RSS) // 2
    data = packed(RSS[:half]) + packed("") * 20_000 + packed(RSS[half:])
    assert feed.read(data, "a.rss.gz") == feed.read(RSS.encode(), "a.rss")
    with pytest.raises(InputError, match="breaks off"):
        feed.read(data[:-20], "a.rss.gz")


def test_sitemaps_may_be_packed_as_files_pages_and_in_an_index(tmp_path):
    with serving(site()) as (base, _):
        (tmp_path / "s.xml.gz").write_bytes(packed(SITEMAP.format(base=base)))
        _, items, _ = read("s.xml.gz", tmp_path)
        assert [item.address for item in items] == [f"{base}/a.html", f"{base}/b.html"]
    found = site()
    with serving(found) as (base, _):
        for name, text in (
            ("/sitemap.xml.gz", INDEX.replace(".xml", ".xml.gz")),
            ("/sitemap-1.xml.gz", SITEMAP),
        ):
            found[name] = (200, {}, packed(text.format(base=base)))
        _, items, _ = read(f"{base}/sitemap.xml.gz", tmp_path)
        assert [item.address for item in items] == [f"{base}/a.html", f"{base}/b.html"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (packed(RSS)[:-20], "breaks off"),
        (packed(RSS)[:-8] + b"12345678", "cannot be read"),
        (gzip.compress(b"<rss>" + b" " * (65 * 2**20)), "unpacks to more than 64 MiB"),
    ],
)
def test_a_packed_feed_that_is_broken_or_a_bomb_is_refused(data, said):
    assert feed.is_feed(data)
    with pytest.raises(InputError, match=said):
        feed.read(data, "a.rss.gz")


@pytest.mark.parametrize(
    "place", ["</channel>", "</item><item><title>b", "<title>c", "</description></item></channel>"]
)
def test_a_feed_that_breaks_off_is_a_failure_and_its_last_entry_is_no_half(tmp_path, place):
    whole = (
        f"<rss version='2.0'><channel><title>B</title>{entry('a')}{entry('b')}{entry('c')}</channel></rss>"
    )
    (tmp_path / "a.rss").write_text(whole[: whole.index(place)], encoding="utf-8")
    _, items, _ = read("a.rss", tmp_path)
    assert all(item.text.endswith(LONG[-20:]) for item in items[:-1])
    assert items[-1].error.startswith(f"breaks off: nothing behind its first {len(items) - 1} article")


def test_a_feed_with_faults_that_ends_as_it_should_is_whole(tmp_path):
    (tmp_path / "a.rss").write_text(
        f"<rss><channel>{entry('a')}&nbsp;</channel></rss>\n<!-- x -->", encoding="utf-8"
    )
    _, items, _ = read("a.rss", tmp_path)
    assert [item.error for item in items] == [None]


def test_marks_of_cdata_that_are_written_as_text_are_none(tmp_path):
    text = f"&lt;![CDATA[&lt;p&gt;{LONG}&lt;/p&gt;]]&gt;"
    (tmp_path / "a.rss").write_text(
        f"<rss><channel>{entry('a').replace(LONG, text)}</channel></rss>", encoding="utf-8"
    )
    _, (item,), _ = read("a.rss", tmp_path)
    assert item.text == LONG


def test_an_article_that_a_feed_names_twice_is_read_once_and_told(tmp_path):
    (tmp_path / "a.rss").write_text(f"<rss><channel>{entry('a') * 2}{entry('b')}{entry('a')}</channel></rss>")
    inputs, items, _ = read("a.rss", tmp_path)
    assert [item.title for item in items] == ["a", "b"]
    assert inputs.left_out() == [f"{tmp_path / 'a.rss'}: 2 articles named again not read twice"]


def test_an_address_that_is_said_to_be_a_feed_and_is_none_is_told(tmp_path):
    with serving(site()) as (base, _):
        _, (item,), _ = read(f"{base}/a.html#feed", tmp_path)
        assert item.error == "is no feed; leave #feed out to read the page itself"


@pytest.mark.parametrize("name", ["tin.rss", "tin.xml", "tin.txt", "Tin 'mới' \"$A\" ở Huế.rss"])
def test_the_command_for_a_feed_is_told_ready_to_be_run(tmp_path, capsys, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text(RSS, encoding="utf-8")
    assert main(["-t", "extractive", name]) == 1
    named = "FILE.rss" if name.endswith(".txt") else name
    command = shlex.split(capsys.readouterr().err.split("`")[1])
    assert command[:-1] == ["summarizer", "batch", "-o", "FOLDER", "--set"]
    assert json.loads(command[-1].removeprefix("input.paths=")) == [named]
    (tmp_path / named).write_text(RSS, encoding="utf-8")
    main([*command[1:], "--dry-run"])
    assert "2 to do" in capsys.readouterr().out
