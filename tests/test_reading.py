"""A file becomes a document: what is kept, what is cleaned, what is refused, and what is told."""

import bz2
import gzip
import hashlib
import io
import os
import subprocess
import sys
import threading
import unicodedata
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.document import Document
from summarizer.errors import InputError, UsageError
from summarizer.text.reading import read, read_bytes, read_text

TITLE = "Khánh thành cầu mới ở miền Trung"
BODY = "Sáng 12/3, tỉnh khánh thành cây cầu dài 1.250 mét. Công trình có vốn 2,5 tỷ đồng."


def of(text: str, **options) -> Document:
    return read_text(text, source="a.txt", **options)


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(finding.kind, finding.severity) for finding in document.findings]


def candidates(text: str) -> list[str]:
    return [sentence.text for sentence in of(text).sentences if sentence.candidate]


# The document


def test_ids_paragraphs_and_offsets(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(f"{TITLE}\n\n{BODY}\n\nNgười dân rất vui.\n", encoding="utf-8")
    document = read(str(path))
    assert [(s.id, s.paragraph) for s in document.sentences] == [(1, 0), (2, 1), (3, 1), (4, 2)]
    assert [document.text[s.start : s.end] for s in document.sentences] == [
        s.text for s in document.sentences
    ]
    assert document.title == TITLE == document.sentences[0].text
    assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (document.source, document.language, document.encoding) == (str(path), "vi", "utf-8")
    assert document.findings == ()


def test_the_seed_is_read_in_full_with_nothing_to_say():
    (seed,) = (Path(__file__).parents[1] / "seeds").glob("*.txt")
    document = read(str(seed))
    assert document.text == seed.read_text(encoding="utf-8")
    assert document.title == "Hội thảo khoa học về đẩy mạnh phát triển công nghiệp an ninh"
    assert len(document.sentences) == 15
    assert all(sentence.candidate for sentence in document.body)
    assert document.findings == ()


def test_importing_the_reader_imports_nothing_heavy():
    code = (
        "import sys, summarizer.text.reading;"
        "print([m for m in ('numpy', 'torch', 'transformers', 'markdown_it') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# Titles


@pytest.mark.parametrize(
    "title",
    [
        TITLE,
        TITLE.upper(),
        '"Cầu mới" khánh thành',
        "Ai được lợi (phần 2)",
        "Vì sao giá 2.500 đồng tăng?",
        "Giá xăng giảm mạnh!",
    ],
)
def test_a_first_line_without_a_stop_is_the_title(title):
    document = of(f"\n\n{title}\n{BODY}")
    assert document.title == title
    assert document.sentences[0].paragraph == 0
    assert not document.sentences[0].candidate


@pytest.mark.parametrize(
    "first",
    [
        "Ai được lợi? Dân được lợi?",
        BODY,
        "Vì sao?",
        "Ông nói: “Đúng vậy.”",
        "Các bên gồm:",
        "Hai bên ký kết;",
        "từ " * 41 + "từ",
        "Tên\tTuổi",
    ],
)
def test_other_first_lines_are_no_title(first):
    document = of(f"{first}\n{BODY}")
    assert document.title is None
    assert document.sentences[0].paragraph == 1


def test_a_lone_line_is_the_text_and_not_its_title():
    document = of("Một dòng duy nhất không có dấu chấm")
    assert document.title is None
    assert len(document.body) == 1
    assert document.body[0].candidate


def test_a_given_title_stands_first_and_takes_part_in_the_offsets():
    document = of(BODY, title=" Tên \x07bài\nviết ")
    assert document.title == document.sentences[0].text == "Tên bài viết"
    assert document.text == f"Tên bài viết\n\n{BODY}"
    assert [s.paragraph for s in document.sentences] == [0, 1, 1]


@pytest.mark.parametrize("title", [TITLE, TITLE.upper(), TITLE + "."])
def test_a_given_title_that_the_first_line_has_is_not_said_twice(title):
    document = of(f"{TITLE}\n{BODY}", title=title)
    assert document.text == f"{title}\n{BODY}"


def test_a_blank_title_is_none_given():
    assert of(f"{TITLE}\n{BODY}", title=" \u200b").title == TITLE
    assert of(BODY, title=" ").title is None


def test_an_article_that_is_but_its_title_is_an_article():
    document = of(TITLE, title=TITLE)
    assert document.title is None
    assert [s.text for s in document.body] == [TITLE]


def test_with_a_given_title_the_first_line_is_a_heading():
    document = of(f"{TITLE}\n{BODY}", title="Tên khác")
    assert document.body[0].text == TITLE
    assert not document.body[0].candidate


# Paragraphs


def test_a_line_is_a_paragraph():
    document = of(f"{TITLE}\n{BODY}\nNgười dân vui mừng.\nHọ đi qua cầu.")
    assert [s.paragraph for s in document.body] == [1, 1, 2, 3]


WRAPPED = """Khánh thành cầu mới ở miền Trung

Sáng 12/3, tỉnh khánh thành cây cầu dài 1.250 mét bắc qua sông lớn nhất của
vùng. Công trình có vốn 2,5 tỷ đồng, do nhiều nhà thầu cùng thi công trong hơn
ba năm, với sự giám sát của người dân địa phương.

Người dân cho biết họ rất vui mừng vì từ nay việc đi lại giữa hai bờ sông sẽ
thuận tiện hơn nhiều. Trước đây họ phải đi phà mất gần một giờ đồng hồ mới đến
được trung tâm của huyện.
"""


@pytest.mark.parametrize("text", [WRAPPED, WRAPPED.replace("\n\n", "\n"), WRAPPED.replace("\n", "\r\n")])
def test_lines_wrapped_at_a_width_are_joined(text):
    document = of(text)
    assert document.title == TITLE
    assert [s.paragraph for s in document.sentences] == [0, 1, 1, 2, 2]
    assert document.sentences[2].text.endswith("trong hơn ba năm, với sự giám sát của người dân địa phương.")


def test_blank_lines_collapse():
    assert of(TITLE + "\n" * 2_000 + BODY).text == f"{TITLE}\n\n{BODY}"


# What no summary should quote


@pytest.mark.parametrize(
    "line",
    [
        "Ảnh: TTXVN",
        "Quang cảnh buổi lễ. Ảnh: Minh Anh.",
        "Cầu nhìn từ trên cao (Ảnh: Văn Nam)",
        "Ảnh minh họa: Internet.",
        "Theo VnExpress",
        "Xem thêm: Khánh thành nhiều cây cầu mới ở miền Trung và Tây Nguyên trong năm nay.",
        "Có chứ.",
        "(Theo TTXVN)",
        "Nguồn: Báo Nhân Dân.",
        "Minh Anh",
        "Nguyễn Văn Nam.",
        "TTXVN",
        "Thứ hai, 12/3/2024, 10:30 (GMT+7)",
        "Hai bờ vui mừng",
        "Tên\tTuổi\tNơi ở.",
        "| An | 20 | Hà Nội |",
        "* * *",
    ],
)
def test_captions_bylines_dates_headings_and_tables_are_no_candidates(line):
    document = of(f"{TITLE}\n{BODY}\n{line}\nNgười dân rất vui.")
    quoted = [sentence.text for sentence in document.sentences if sentence.candidate]
    assert " ".join(quoted) == f"{BODY} Người dân rất vui."
    assert line in document.text


@pytest.mark.parametrize(
    "line",
    [
        "Theo ông Nam, cây cầu giúp người dân đi lại dễ dàng.",
        "Bức ảnh: một kỷ niệm đẹp của những người thợ xây cầu năm ấy đã trở về với chủ nhân của nó.",
        "Ông nói vậy.",
        "Đây là đoạn cuối của bài viết khá dài nhưng người viết đã quên mất dấu chấm ở cuối câu",
    ],
)
def test_running_text_is(line):
    assert line in candidates(f"{TITLE}\n{BODY}\n{line}")


def test_where_nothing_looks_like_text_everything_but_the_title_is():
    assert candidates("Tên bài\nmột hai ba\nbốn năm sáu") == ["một hai ba", "bốn năm sáu"]


def test_cells_of_a_table_stay_apart():
    assert "An\t20\tHà Nội" in of(f"{TITLE}\nTên\tTuổi\tNơi ở\nAn\t20\tHà Nội\n{BODY}").text


# Cleaning


@pytest.mark.parametrize(
    ("dirt", "number"),
    [
        ("\x1b[31;1m", 1),
        ("\x1b]8;;http://a.vn\x1b\\", 1),
        ("\x1b]0;tên\x07", 1),
        ("\u200b", 1),
        ("\ufeff", 1),
        ("\u00ad", 1),
        ("\u202e\u2066", 2),
        ("\x07\x08", 2),
        ("\x9b2J", 1),
        ("\x1b", 1),
        ("\x00", 1),
        ("\ud800", 1),
    ],
)
def test_what_cannot_be_seen_is_taken_out_and_counted(dirt, number):
    document = of(f"{TITLE}\n{BODY.replace('tỉnh', dirt + 'tỉnh')}")
    assert document.text == f"{TITLE}\n{BODY}"
    (finding,) = document.findings
    assert (finding.kind, finding.severity, finding.target) == ("cleaned", "info", "document")
    assert finding.message.startswith(f"{number} ")


def test_an_open_escape_takes_no_text_with_it():
    assert of(f"{TITLE}\n\x1b]8;;{BODY}").text.endswith(BODY)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c", "\x85"])
def test_every_line_end_is_one(end):
    assert of(f"{TITLE}{end}{BODY}{end}").text == f"{TITLE}\n{BODY}\n"


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u3000", "    ", "\u202f"])
def test_every_space_is_one(space):
    document = of(f"{TITLE}\n{BODY.replace(' ', space)}")
    assert document.text == f"{TITLE}\n{BODY}"
    assert document.findings == ()


def test_decomposed_text_is_composed_and_nothing_else_is_rewritten():
    text = f"{TITLE}\nÔng hoà giải ở Ðà Nẵng, bà hòa giải ở Đà Lạt."
    assert of(unicodedata.normalize("NFD", text)).text == text


def test_emoji_stay_whole():
    assert "👩‍👩‍👧" in of(f"{TITLE}\nGia đình 👩‍👩‍👧 rất vui.").text


# Markdown


def test_marks_of_markdown_are_taken_off():
    text = (
        f"---\nlayout: post\n---\n# {TITLE}\n\n"
        "Sáng nay, [Bộ Công an](http://a.vn) họp *bàn* **gấp** việc này.\n\n"
        "## Phần hai\n\n![Hình cây cầu mới.](a.png)\n\n- Một việc đã làm xong.\n1. Hai việc còn dang dở.\n\n"
        "```\nmã nguồn.\n```\n\n| Tên | Tuổi |\n|---|---|\n| An | 20 |\n\n"
        "> Năm \\* sáu <b>đã</b> được ghi lại.\n"
    )
    document = read_bytes(text.encode(), source="a.md")
    assert document.title == TITLE
    assert [s.text for s in document.sentences if s.candidate] == [
        "Sáng nay, Bộ Công an họp bàn gấp việc này.",
        "Một việc đã làm xong.",
        "Hai việc còn dang dở.",
        "Năm * sáu đã được ghi lại.",
    ]
    assert "mã nguồn." in document.text
    assert "An\t20" in document.text


def test_a_heading_of_markdown_is_the_title_whatever_it_ends_with():
    assert read_text(f"# Vì sao?\n{BODY}", source="a.md").title == "Vì sao?"


def test_lines_of_markdown_are_paragraphs_unless_wrapped():
    assert [s.paragraph for s in read_text(f"{TITLE}\n{BODY}", source="A.MD").sentences] == [0, 1, 1]
    assert [s.paragraph for s in read_text(WRAPPED, source="a.markdown").sentences] == [0, 1, 1, 2, 2]


def markdown(text: str) -> Document:
    return read_text(text, source="a.md")


def told(document: Document) -> list[str]:
    return [finding.message for finding in document.findings if finding.kind == "cleaned"]


@pytest.mark.parametrize(
    "front",
    [
        "---\nlayout: post\n---\n",
        "---\n# chú thích\ntitle: 'Tin'\ntags:\n- một\n- hai\nmô_tả: >\n  dài\n\n  dòng\n...\n",
    ],
)
def test_front_matter_is_taken_out_and_told(front):
    document = markdown(f"{front}# {TITLE}\n\n{BODY}")
    assert document.text == f"{TITLE}\n\n{BODY}"
    (message,) = told(document)
    assert message.startswith(f"front matter of {front.count(chr(10)) - 2} line")


def test_what_front_matter_says_is_taken_for_what_the_text_does_not_say():
    front = f"---\nTitle: '{TITLE}'\nauthor: Nguyễn Lan\ndate: 2025-03-05T09:12:00+07:00\ntags: [a]\n---\n"
    document = markdown(f"{front}{BODY}")
    assert (document.title, document.author, document.published) == (TITLE, "Nguyễn Lan", "2025-03-05")
    assert document.text == f"{TITLE}\n\n{BODY}"
    folded = markdown(f"---\ntitle: >\n  dài\ndate: 5/3/2025\n---\n{BODY}")
    assert (folded.title, folded.published) == (None, None)


def test_strokes_and_notes_of_markdown_are_no_text():
    document = markdown(f"# {TITLE}\n\nGiá ~~cũ~~ mới[^1] là 7.000 đồng một vé.\n\n[^1]: Chưa có thuế.")
    assert document.text.split("\n\n")[1:] == ["Giá cũ mới là 7.000 đồng một vé.", "Chưa có thuế."]


@pytest.mark.parametrize(
    "above", ["05/03/2025 09:12", "Thứ tư, 5/3/2025, 09:12 (GMT+7)", "Thời sự\n\n05/03/2025"]
)
def test_a_date_or_a_section_above_the_headline_is_not_the_title(above):
    document = read_text(f"{above}\n{TITLE}\n\n{BODY}", source="a.txt")
    assert document.title == TITLE
    assert any("menu" in one for one in told(document))


def test_a_date_alone_above_the_text_stays():
    document = read_text(f"05/03/2025\n\n{BODY}", source="a.txt")
    assert document.text.startswith("05/03/2025")


@pytest.mark.parametrize(
    "link", ["Bạn đọc gửi ý kiến về toasoan@bao.vn.", "Mời độc giả đón đọc kỳ sau vào ngày mai."]
)
def test_what_a_paper_says_to_its_readers_is_not_quoted(link):
    document = read_text(f"{TITLE}\n\n{BODY}\n{link}", source="a.txt")
    assert link not in [one.text for one in document.sentences if one.candidate]


@pytest.mark.parametrize(
    "prose",
    [
        BODY,
        f"\n{BODY}\n",
        "- Một việc đã làm xong.\n- Hai việc còn dang dở.",
        "Ông Nam nói: việc đã xong.",
        f"layout: post\n{BODY}",
        "# Tiêu đề ở giữa",
    ],
)
def test_prose_between_two_rules_is_text(prose):
    document = markdown(f"---\n{prose}\n---\n\nNgười dân rất vui.")
    for line in prose.split("\n"):
        assert line.lstrip("#- ") in document.text
    assert told(document) == []


def test_a_list_sixty_levels_deep_is_read_in_full():
    document = markdown("".join(f"{'  ' * level}- Việc số {level} đã xong.\n" for level in range(60)))
    assert [s.text for s in document.sentences] == [f"Việc số {level} đã xong." for level in range(60)]
    assert told(document) == []


@pytest.mark.parametrize(
    "text",
    [
        ">" * 5_000 + f" {BODY}",
        "".join(f"{'  ' * level}- Việc số {level}.\n" for level in range(150)) + f"\n{BODY}",
        "![" * 500 + f" {BODY}",
    ],
)
def test_what_is_nested_too_deeply_is_read_as_plain_text_and_told(text):
    document = markdown(text)
    assert document.text.count("Việc số") == text.count("Việc số")
    assert document.text.endswith(BODY)
    (finding,) = document.findings
    assert (finding.kind, finding.severity) == ("cleaned", "warning")
    assert "read as plain text" in finding.message


@pytest.mark.parametrize(
    "line",
    [
        "Nếu a < b và số tiền 25 triệu đồng > c thì dừng.",
        "Nếu a <b và số tiền 25 triệu đồng> c thì dừng.",
        "Ông <chưa rõ tên> và ông <Nam> nói vậy.",
        "Một <!-- không đóng thì vẫn là chữ.",
        "Một <script>không đóng thì vẫn là chữ.",
    ],
)
@pytest.mark.parametrize("around", ["{}", "<div>\n{}\n</div>", "<p>{}</p>"])
def test_in_html_only_tags_are_taken_off(line, around):
    document = markdown(f"{BODY}\n\n{around.format(line)}\n")
    assert document.text.strip() == f"{BODY}\n\n{line}"
    assert told(document) == []


@pytest.mark.parametrize(
    "hidden",
    [
        "<!-- ghi chú\n\nhai dòng -->",
        "<script>\nlet a = '<b>';\n\nalert(a)\n</script>",
        "<style type='text/css'>\np { color: red }\n</style>",
        "Người dân <!-- ghi chú --> rất vui.",
        "Người dân <script>alert(1)</script> rất vui.",
    ],
)
def test_comments_scripts_and_styles_are_taken_out_and_told(hidden):
    document = markdown(f"{BODY}\n\n{hidden}\n\nHết.\n")
    shown = ["Người dân rất vui."] if hidden.startswith("Người") else []
    assert [line for line in document.text.split("\n") if line] == [BODY, *shown, "Hết."]
    assert told(document) == ["1 comment, script or style of HTML taken out of the text"]


def test_entities_become_letters_also_in_html():
    document = markdown(
        "<div>\nÔng&nbsp;nói &quot;được&quot; &amp;nbsp; &lt;b&gt; AT&T\n</div>\n\nHai&nbsp;ba."
    )
    assert document.text == 'Ông nói "được" &nbsp; <b> AT&T\n\nHai ba.'


def test_entities_let_no_control_character_in():
    document = markdown("<p>Một&#27;[2J hai&#8203; ba.</p>\n\nBốn&#x202e; năm.")
    assert not set(document.text) & set("\x1b\u200b\u202e")
    assert [message for message in told(document) if "invisible" in message]


def test_blocks_of_html_are_lines_and_cells_stay_apart():
    document = markdown("<p>Một câu.</p><p>Hai câu.</p>\n<table><tr><td>An</td><td>20</td></tr></table>")
    assert [line for line in document.text.split("\n") if line] == ["Một câu.", "Hai câu.", "An\t20"]


def test_a_word_that_markdown_takes_for_an_address_is_told():
    (message,) = told(markdown(f"{BODY}\n\n[Ảnh]: TTXVN\n\n[1]: http://a.vn\n"))
    assert message.startswith("1 line like ")


def test_marks_in_plain_text_are_text():
    assert of(f"# {TITLE}\n*Đây* là **chữ**.").text == f"# {TITLE}\n*Đây* là **chữ**."


# Language


@pytest.mark.parametrize(
    "text", ["The minister said that it was a good day for the people of the city.", "你好。"]
)
def test_another_language_is_told_and_read(text):
    document = of(text)
    assert document.language in ("en", "und")
    assert kinds(document) == [("language", "warning")]


# Refusals


def refused(data: bytes, said: str, **options) -> None:
    with pytest.raises(InputError, match=said) as caught:
        read_bytes(data, source="a.txt", **options)
    message = str(caught.value)
    assert message.startswith("a.txt: ")
    assert "\n" not in message
    assert ";" in message  # the cause, then the remedy


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "a")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n", "only white space"),
        ("\u200b\ufeff\u00a0".encode(), "only white space"),
        (b"\x00" * 99, "binary"),
        (b"\x89PNG\r\n\x1a\n....", "PNG"),
        (b"%PDF-1.7\n", "PDF"),
        (b"GIF89a\x01\x00", "GIF"),
        (b"RIFF\x24\x0a\x00\x00WAVEfmt ", "sound"),
        (b"RIFF\x24\x0a\x00\x00WEBPVP8 ", "picture"),
        (b"Rar!\x1a\x07\x01\x00", "RAR"),
        (bz2.compress(b"a"), "bzip2"),
        (bz2.compress(b""), "bzip2"),
        (zipped(), "ZIP"),
        (gzip.compress(b"a"), "gzip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "office"),
        (b"  <!DOCTYPE html><html>", "web page"),
        (b"\xef\xbb\xbf<html>", "web page"),
        ("<!DOCTYPE html>".encode("utf-16"), "web page"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE  HTML>', "web page"),
        (b"\xef\xbb\xbf\n<!-- a --><!-- b\n -->\n<html lang=vi>", "web page"),
        (b"\xef\xbb\xbf%PDF-1.7\n", "PDF"),
        ("Tin".encode("utf-32"), "UTF-32"),
        (bytes(range(256)) * 40, "binary|not UTF-8"),
        (b"ok \x01\x02\x03\x04\x05\x06 " * 20, "binary"),
    ],
)
def test_what_is_no_text_is_refused(data, said):
    refused(data, said)


@pytest.mark.parametrize(
    "opening",
    ["RIFF 2024 khai mạc tại Hà Nội", "BZhang là ai?", "GIF8 là gì?", "Rar! Bản tin", "%PDF là định dạng"],
)
def test_prose_that_begins_like_another_kind_of_file_is_read(opening):
    document = read_bytes(f"{opening}\n{BODY}".encode(), source="a.txt")
    assert document.text.startswith(opening)


def test_a_web_page_as_text_is_refused_too():
    with pytest.raises(InputError, match="web page"):
        of("<!-- a -->\n<html><p>Tin</p></html>")
    assert of(f"<htmlx> là gì?\n{BODY}").sentences


@pytest.mark.parametrize(
    "text",
    [
        '{"id": 1, "text": "Trời mưa."}\n{"id": 2, "text": "Trời nắng."}\n',
        '\ufeff\n[\n  {"text": "Trời mưa."}\n]\n',
        '{\n  "text": "Trời mưa."\n}',
    ],
)
def test_json_is_not_taken_for_an_article(text):
    refused(text.encode(), "is JSON, not plain text; .*summarizer batch")
    refused(text.encode("utf-16"), "is JSON")


@pytest.mark.parametrize(
    "opening", ["[Ảnh] Trời mưa", "{Trực tiếp} Trời mưa", "[1] Trời mưa", "[2]", "[" * 9000]
)
def test_prose_that_begins_with_a_bracket_is_read(opening):
    assert of(f"{opening}\n{BODY}").text.startswith(opening)


def test_a_mark_alone_of_utf8_is_only_white_space():
    refused(b"\xef\xbb\xbf", "only white space")


def test_markdown_without_words_is_refused():
    with pytest.raises(InputError, match=r"a\.md: holds no text"):
        read_bytes(b"[a]: http://a.vn\n", source="a.md")


def test_too_long_is_refused_whole_and_never_cut():
    refused(b"a " * 200, r"more than 100 characters; .*raise input\.max_characters", max_characters=100)
    assert len(of("a" * 100, max_characters=100).text) == 100
    with pytest.raises(InputError, match=r"raise input\.max_characters"):
        of("a" * 101, max_characters=100)


def test_a_huge_file_is_refused_unread(tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(2**40)
    with pytest.raises(InputError, match="more than 200,000 characters"):
        read(str(path))


def test_an_unknown_encoding_is_a_usage_error():
    with pytest.raises(UsageError, match="tcvn3"):
        read_bytes(b"a", source="a.txt", encoding="klingon")


def test_what_cannot_be_opened_is_one_line(tmp_path):
    (tmp_path / "loop").symlink_to("loop")
    os.mkfifo(tmp_path / "pipe")
    for name, said in (
        ("none.txt", "no such file"),
        ("", "folder"),
        ("loop", "cannot be read"),
        ("pipe", "pipe"),
        ("a\0b", "cannot be read"),
        ("x" * 300, "cannot be read"),
    ):
        path = f"{tmp_path}/{name}"
        with pytest.raises(InputError, match=said) as caught:
            read(path)
        assert str(caught.value).startswith(f"{path}: ")
        assert ";" in str(caught.value)


def test_an_endless_device_is_refused():
    with pytest.raises(InputError, match="more than 1,000 characters"):
        read("/dev/zero", max_characters=1_000)


class Endless(io.RawIOBase):
    """Text without end, which must be read in pieces: each takes its memory at once."""

    def read(self, size: int = -1) -> bytes:
        assert 0 < size <= 2**24
        return b"a" * size


@pytest.mark.parametrize("source", ["-", "file"])
def test_a_high_limit_takes_no_memory_before_it_is_reached(monkeypatch, tmp_path, source):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BODY.encode())))
    if source == "file":
        source = str(tmp_path / "a.txt")
        Path(source).write_text(BODY, encoding="utf-8")
    assert read(source, max_characters=10**19).text == BODY
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=Endless()))
    with pytest.raises(InputError, match="more than 100,000 characters"):
        read("-", max_characters=100_000)


def test_a_closed_standard_input_is_one_line(monkeypatch):
    closed = io.TextIOWrapper(io.BytesIO())
    closed.close()
    for stdin in (None, closed):
        monkeypatch.setattr(sys, "stdin", stdin)
        with pytest.raises(InputError, match=r"^-: .*; "):
            read("-")


@pytest.mark.parametrize("error", [RuntimeError("Symlink loop"), ValueError("embedded null byte")])
def test_whatever_a_path_raises_is_one_line(monkeypatch, error):
    def broken(source: str) -> None:
        raise error

    monkeypatch.setattr("summarizer.text.files.Path", broken)
    with pytest.raises(InputError, match=rf"^a\.txt: cannot be read \({error}\); "):
        read("a.txt")


def test_process_substitution_is_read():
    ours, theirs = os.pipe()

    def write() -> None:
        with os.fdopen(theirs, "wb") as file:
            file.write(f"{TITLE}\n{BODY}".encode())

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert read(f"/dev/fd/{ours}").title == TITLE
    finally:
        writer.join()
        os.close(ours)


def test_a_dash_is_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BODY.encode())))
    assert len(read("-").sentences) == 2


# Whatever comes


@given(st.text(max_size=400), st.none() | st.text(max_size=30), st.sampled_from(["a.txt", "a.md"]))
def test_any_text_is_read_with_true_offsets_or_refused(text, title, source):
    try:
        document = read_text(text, source=source, title=title)
    except InputError:
        return
    place = 0
    for number, sentence in enumerate(document.sentences, 1):
        assert sentence.id == number
        assert document.text[place : sentence.start].strip() == ""
        assert document.text[sentence.start : sentence.end] == sentence.text != ""
        place = sentence.end
    assert document.text[place:].strip() == ""
    assert unicodedata.is_normalized("NFC", document.text)
    assert not set(document.text) & set("\x1b\x00\r\u200b\ufeff")
    assert any(sentence.candidate for sentence in document.sentences)
    document.text.encode("utf-8")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    try:
        assert read_bytes(data, source="a.txt").sentences
    except InputError:
        return


HARD = {
    "marks": "e\u0301\u0323" * 60_000 + "a" + "\u0301\u0323" * 60_000,
    "escapes": "\x1b]" * 90_000,
    "open brackets": "[" * 190_000,
    "stars": "*a **b " * 25_000,
    "spaces": " " * 190_000 + "a",
    "pictures": "![" * 95_000,
    "pictures in blocks": ("![" * 31 + "\n\n") * 3_000,
    "comments": "<div>\n" + "<!--" * 47_000,
    "scripts": "<div>\n" + "<script>" * 23_000,
    "tags": "<div>\n" + "<a " * 63_000 + ">",
    "attributes": "<div>\n<a " + "a= " * 63_000,
    "empty comments": "<!---->" * 27_000 + "a",
    "quotes of Markdown": "Tin\n" + "> " * 90_000 + "a",
    "lines": "Dòng này dài bảy mươi ký tự và không có dấu câu nào ở cuối cả đâu nhé\n" * 2_500,
    "tabs": "a\t" * 90_000,
}


@pytest.mark.parametrize("source", ["a.txt", "a.md"])
@pytest.mark.parametrize("name", HARD)
def test_no_text_takes_long(name, source):
    assert read_text(HARD[name], source=source).sentences


FURNISHED = """Khai trương tuyến xe buýt điện mới

Sáng 5/3, Sở Giao thông vận tải khai trương ba tuyến xe buýt điện.

Ảnh: Minh Tú/TTXVN

Xe buýt chạy qua cầu Long Biên. Ảnh: Lê Hà.

Theo ông Quân, giá vé không tăng trong năm nay.

>> Hà Nội thí điểm taxi điện

Xem thêm: Giá xăng giảm từ chiều nay

Minh Tú

Theo TTXVN
"""


def test_captions_bylines_and_links_are_left_out_where_that_is_set_and_told():
    kept = read_text(FURNISHED, source="a.txt")
    assert "Ảnh: Minh Tú" in kept.text
    assert not kept.findings
    document = read_text(FURNISHED, source="a.txt", furniture="remove")
    assert [one.text for one in document.sentences] == [
        "Khai trương tuyến xe buýt điện mới",
        "Sáng 5/3, Sở Giao thông vận tải khai trương ba tuyến xe buýt điện.",
        "Theo ông Quân, giá vé không tăng trong năm nay.",
    ]
    (told,) = document.findings
    assert (told.kind, told.severity) == ("cleaned", "info")
    assert told.message == "6 lines beside the article left out: captions, bylines, tags, links"


def test_a_caption_above_an_article_with_a_title_of_its_own_is_left_out():
    text = "Ảnh: AFP\n\nHôm nay, cầu Long Biên đóng cửa để sửa chữa."
    document = read_text(text, source="a.txt", title="Cầu đóng cửa", furniture="remove")
    assert document.text == "Cầu đóng cửa\n\nHôm nay, cầu Long Biên đóng cửa để sửa chữa."
    with pytest.raises(InputError, match=r"^a.txt: holds only captions, .*; set input.furniture to keep"):
        read_text("Ảnh: AFP", source="a.txt", title="Cầu đóng cửa", furniture="remove")


def test_what_is_left_out_is_set_for_files_and_batches(tmp_path, capsys):
    from summarizer.cli.app import main

    path = tmp_path / "a.txt"
    path.write_text(FURNISHED, encoding="utf-8")
    assert main(["-t", "extractive", "-f", "json", "--set", "input.furniture=remove", str(path)]) == 0
    assert "Ảnh: Minh Tú" not in capsys.readouterr().out
