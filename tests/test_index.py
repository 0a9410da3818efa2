"""The front page of a batch: every document is on it, and names of files cannot act."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest
from sample_report import HOSTILE

from summarizer.errors import SummarizerError
from summarizer.render.index import IndexEntry, index_html, index_markdown, write_index

GOOD = IndexEntry("tin/một.txt", "Giá lúa tăng", "Lúa được giá.", 2, 1, "done", None, "tin/một tin.html")
FAILED = IndexEntry("hỏng.txt", None, None, 0, 0, "failed", "hỏng.txt: is empty; give a text", None)
EVIL = IndexEntry(HOSTILE, HOSTILE, HOSTILE, 1, 0, "done", HOSTILE, "javascript:alert(1)//" + HOSTILE)


def tags(html: str) -> list[tuple[str, dict[str, str | None]]]:
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: found.append((tag, dict(attributes)))
    parser.feed(html)
    return found


@pytest.mark.parametrize("render", [index_html, index_markdown])
def test_title_summary_counts_link_and_error_of_each_document(render):
    text = "".join(render([GOOD, FAILED]))
    told = ["Summaries", "2 documents, 1 with errors or warnings, 1 failed."]
    told += ["Giá lúa tăng", "Lúa được giá.", "./tin/m%E1%BB%99t%20tin.html", "is empty; give a text"]
    assert [part for part in told if part not in text.replace("\\", "")] == []


def test_one_document_is_counted_as_one():
    assert "1 document, 0 with errors or warnings, 1 failed." in "".join(index_markdown([FAILED]))


def test_html_counts_findings_in_words():
    html = "".join(index_html([GOOD]))
    assert "✗ 2 errors" in html
    assert "▲ 1 warning<" in html


def test_hostile_document_stays_text_in_html():
    found = tags("".join(index_html([EVIL, GOOD])))
    assert [tag for tag, _ in found].count("script") == 1
    assert not {tag for tag, _ in found} & {"img", "iframe"}
    assert all(not name.startswith("on") for _, attributes in found for name in attributes)
    links = [attributes["href"] for tag, attributes in found if tag == "a"]
    assert all(re.fullmatch(r"\./[\w%/.~-]+", link) for link in links)
    assert len(links) == 2


def test_hostile_document_is_one_plain_row_in_markdown():
    entry = IndexEntry(
        "a|b\nc", "[x](javascript:y) *z* <b> `c` http://x.vn", "| # |", 0, 0, "done", None, "p(1)>.html"
    )
    (row,) = "".join(index_markdown([entry])).splitlines()[6:]
    name = r"[\[x\]\(javascript:y\) \*z\* &lt;b&gt; \`c\` http:&#8203;//x.vn](<./p%281%29%3E.html>)<br>a\|b c"
    assert row == rf"| {name} | \| \# \| | 0 | 0 |"


def test_link_cannot_name_another_host():
    entry = IndexEntry("a", None, None, 0, 0, "done", None, "//evil.example/x")
    assert entry.href == "./evil.example/x"


def test_file_name_that_is_not_utf8_is_shown_and_still_linked(tmp_path: Path):
    name = b"b\xe0i.txt".decode(errors="surrogateescape")
    entry = IndexEntry(name, None, None, 0, 0, "done", None, name)
    write_index(tmp_path, [entry])
    assert "b?i.txt" in (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "b?i.txt" in (tmp_path / "index.md").read_text(encoding="utf-8")
    assert unquote_to_bytes(entry.href) == b"./b\xe0i.txt"


def test_both_files_are_written_over_the_old_ones_and_nothing_is_left_behind(tmp_path: Path):
    write_index(tmp_path, [FAILED])
    write_index(tmp_path, [GOOD])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index.html", "index.md"]
    assert "hỏng" not in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_failed_write_keeps_the_old_index_and_says_what_to_do(tmp_path: Path, monkeypatch):
    write_index(tmp_path, [GOOD])
    before = (tmp_path / "index.html").read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(
        SummarizerError, match=r"index\.html: cannot be written: No space left .*another output\.path"
    ):
        write_index(tmp_path, [FAILED])
    assert (tmp_path / "index.html").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index.html", "index.md"]


def test_the_documents_are_not_held(tmp_path):
    import tracemalloc

    class Many:
        def __iter__(self):
            return (
                IndexEntry(f"{n}", "Tin", "Tóm tắt. " * 40, 0, 0, "done", None, None) for n in range(2000)
            )

    write_index(tmp_path, [GOOD])  # what is loaded but once
    tracemalloc.start()
    write_index(tmp_path, Many())
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (tmp_path / "index.html").stat().st_size > 1_000_000
    assert most < 500_000
