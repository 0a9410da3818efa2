"""What must not get lost, be glued together or be read twice, format by format."""

import io
import quopri
import time
import zipfile

import docx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from summarizer.document import Document
from summarizer.errors import InputError
from summarizer.text.mojibake import repaired
from summarizer.text.reading import read_bytes
from tests.test_formats import FIRST, SECOND, THIRD, TITLE, refused, told

LEAD = "Ba tuyến buýt điện đầu tiên nối trung tâm với khu công nghiệp được mở từ hôm nay, vé bảy nghìn đồng."
BODY = [FIRST, SECOND, THIRD]
PARAGRAPHS = "".join(f"<p>{one}</p>" for one in BODY)


def of(data: bytes | str, name: str) -> Document:
    return read_bytes(data if isinstance(data, bytes) else data.encode(), source=name)


def lines(document: Document) -> list[str]:
    return [line for line in document.text.split("\n") if line]


def page(body: str, head: str = "") -> str:
    head = f'<meta charset="utf-8"><title>{TITLE}</title>{head}'
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


# Pages


@pytest.mark.parametrize(
    ("tag", "named"),
    [
        ("p", 'class="description"'),
        ("h2", 'class="singular-sapo"'),
        ("h2", 'class="knc-sapo"'),
        ("div", 'class="article__sapo cms-desc"'),
        ("p", 'class="the-article-summary"'),
        ("p", 'itemprop="description"'),
    ],
)
def test_the_lead_of_a_page_is_read_once_wherever_it_stands(tag, named):
    lead = f"<{tag} {named}>{LEAD}</{tag}>"
    outside = f"<section><h1>{TITLE}</h1>{lead}<article class='fck_detail'>{PARAGRAPHS}</article></section>"
    within = f"<article><h1>{TITLE}</h1>{lead}{PARAGRAPHS}</article>"
    for body in (outside, within):
        document = of(page(body), "a.html")
        assert lines(document) == [TITLE, LEAD, *BODY]
        assert LEAD in [one.text for one in document.sentences if one.candidate]


def test_a_lead_is_neither_a_menu_nor_a_caption_further_down_nor_the_first_paragraph():
    menu = f'<div class="description"><a href="/a">{LEAD}</a></div>'
    caption = f'<p class="photo-description">{LEAD}</p>'
    for body in (
        f"<h1>{TITLE}</h1>{menu}<article>{PARAGRAPHS}</article>",
        f"<h1>{TITLE}</h1><article>{PARAGRAPHS}</article>{caption}",
        f'<h1>{TITLE}</h1><article><div class="summary">{PARAGRAPHS}</div></article>',
    ):
        assert lines(of(page(body), "a.html")) == [TITLE, *BODY]


def test_the_place_of_an_agency_is_parted_from_its_lead():
    lead = f'<p class="description"><span class="location-stamp">Hà Nội</span>{LEAD}</p>'
    document = of(page(f"<h1>{TITLE}</h1>{lead}<article>{PARAGRAPHS}</article>"), "a.html")
    assert lines(document)[1] == f"Hà Nội - {LEAD}"


def test_items_of_lists_in_lists_are_lines_read_once():
    inner = "<ul><li>Tuyến một<ul><li>Bến A</li><li>Bến B</li></ul></li>"
    inner += "<li><h3>Tuyến hai</h3><p>Bến C</p></li></ul>"
    document = of(page(f"<article><h1>{TITLE}</h1>{PARAGRAPHS}{inner}</article>"), "a.html")
    assert lines(document)[-5:] == ["Tuyến một", "Bến A", "Bến B", "Tuyến hai", "Bến C"]


def test_a_page_that_is_cut_off_is_told_and_one_without_end_tags_is_not():
    whole = page(f"<div><article><h1>{TITLE}</h1>{PARAGRAPHS}</article></div>")
    assert not told(of(whole, "a.html"))
    assert not told(of(whole.replace("</body></html>", ""), "a.html"))
    for place in (whole.index(THIRD) + 20, whole.index("</article>"), whole.index("</div>") - 4):
        assert any("cut off" in one for one in told(of(whole[:place], "a.html")))


def test_a_page_that_lists_articles_is_told():
    topics = ["giá vàng tăng", "mưa lớn", "bóng đá", "giá xăng giảm", "trường học mở cửa", "phim mới"]
    entries = "".join(
        f"<li><a href='/'><h3>Tin {one}</h3></a><p>Một tin về {one}.</p></li>" for one in topics
    )
    found = told(of(page(f"<main><ul>{entries}</ul></main>"), "a.html"))
    assert any("list of articles" in one for one in found)


def test_a_page_that_a_browser_saved_in_one_file_is_its_article():
    html = page(f"<nav><a href=/>Trang chủ</a></nav><article><h1>{TITLE}</h1>{PARAGRAPHS}</article>")
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://bao.example/a.html\r\nSubject: x\r\n"
        "Date: Wed, 5 Mar 2025 09:00:00 +0700\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
        "Content-Type: text/html\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    )
    document = of(head.encode() + quopri.encodestring(html.encode()) + b"\r\n--b--\r\n", "a.mhtml")
    assert lines(document) == [TITLE, *BODY]
    assert (document.url, document.author) == ("https://bao.example/a.html", None)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("<?xml version='1.0'?><foo/>", "a.xml"),
        ("<foo/>", "a.xml"),
        (f"<?xml version='1.0'?>\n<bai><doan>{FIRST}</doan></bai>", "a.txt"),
        (f"<?xml version='1.0'?><office:document xmlns:office='x'>{FIRST}</office:document>", "a.fodt"),
    ],
)
def test_xml_of_other_kinds_is_refused(data, name):
    refused(data.encode(), "is XML of a kind", name)


# Word and OpenDocument


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:r>{properties}<w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def word(body: str, title: str = p(TITLE)) -> Document:
    names = {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
    }
    spaces = " ".join(f'xmlns:{name}="{place}"' for name, place in names.items())
    empty, made = io.BytesIO(), io.BytesIO()
    docx.Document().save(empty)
    with zipfile.ZipFile(empty) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            text = f"<w:document {spaces}><w:body>{title}{body}<w:sectPr/></w:body></w:document>".encode()
            new.writestr(name, text if name == "word/document.xml" else old.read(name))
    return of(made.getvalue(), "a.docx")


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


LINE = "Đường dây nóng: 1900 1234."
BOX = f"<w:txbxContent>{p(LINE)}</w:txbxContent>"
TWICE = f"<mc:Choice Requires='wps'>{BOX}</mc:Choice><mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback>"
BOXED = [
    f"<mc:AlternateContent>{TWICE}</mc:AlternateContent>",
    f"<w:pict><v:textbox>{BOX}</v:textbox></w:pict>",
]
SPANNED = cell(p("Giá vé"), "<w:gridSpan w:val='2'/>") + cell(p("Ghi chú"))
NESTED = table(cell(table(cell(p("Ô trong"))) + p("")) + cell(p("Ô ngoài")))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"{p(FIRST)}<w:sdt><w:sdtPr/><w:sdtContent>{p(SECOND)}</w:sdtContent></w:sdt>{p(THIRD)}", BODY),
        (table(cell(p(FIRST) + p(SECOND))), [FIRST, SECOND]),
        (
            p(FIRST) + table(SPANNED, cell(p("Số 1")) + cell(p("7.000"))),
            [FIRST, "Giá vé\tGhi chú", "Số 1\t7.000"],
        ),
        (p(FIRST) + NESTED, [FIRST, "Ô trong\tÔ ngoài"]),
        (p(FIRST) + p(SECOND, "<w:rPr><w:vanish/></w:rPr>"), [FIRST]),
        (p(FIRST) + p(SECOND, "<w:rPr><w:vanish w:val='0'/></w:rPr>"), [FIRST, SECOND]),
        *((f"<w:p><w:r><w:t>{FIRST}</w:t>{box}</w:r></w:p>", [FIRST, LINE]) for box in BOXED),
    ],
)
def test_what_stands_in_parts_of_a_word_document_is_read_once_in_its_order(body, expected):
    assert lines(word(body))[1:] == expected


def test_an_article_in_a_table_for_the_layout_can_be_quoted():
    assert [one.text for one in word(table(cell(p(FIRST) + p(SECOND)))).sentences if one.candidate] == [
        FIRST,
        SECOND,
    ]


def test_a_frame_of_opendocument_is_no_part_of_the_sentence_round_it():
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{place}:1.0"'
        for name, place in (("office", "office"), ("text", "text"), ("draw", "drawing"))
    )
    frame = "<draw:frame><draw:text-box><text:p>Xe buýt tại bến</text:p></draw:text-box></draw:frame>"
    body = (
        f"<text:h>{TITLE}</text:h><text:p>{FIRST[:30]}{frame}{FIRST[30:]}</text:p><text:p>{SECOND}</text:p>"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        text = f"<office:body><office:text>{body}</office:text></office:body>"
        content = f"<office:document-content {spaces}>{text}</office:document-content>"
        archive.writestr("content.xml", content)
    assert lines(of(made.getvalue(), "a.odt")) == [TITLE, FIRST, "Xe buýt tại bến", SECOND]


# Books


def book(chapters: dict[str, str], spine: list[str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", '<container><rootfile full-path="c.opf"/></container>')
        items = "".join(f'<item id="{name}" href="{name}.xhtml"/>' for name in spine if name != "none")
        order = "".join(f'<itemref idref="{name}"/>' for name in spine)
        package = f'<package xmlns="http://www.idpf.org/2007/opf"><manifest>{items}</manifest><spine>{order}</spine></package>'
        archive.writestr("c.opf", package)
        for name, text in chapters.items():
            archive.writestr(f"{name}.xhtml", f"<html><body><p>{text}</p></body></html>")
    return made.getvalue()


@pytest.mark.parametrize("missing", ["none", "lost"])
def test_a_book_without_one_of_its_chapters_is_read_and_told(missing):
    document = of(book({"b": SECOND, "a": FIRST}, ["a", missing, "b"]), "a.epub")
    assert lines(document) == [FIRST, SECOND]
    assert told(document) == ["1 chapter that the book names not in the file; use a whole one"]
    refused(book({}, [missing]), "no chapter", "a.epub")


# Mail


def mail(body: str, kind: str = "text/plain; charset=utf-8", subject: str = TITLE) -> str:
    return (
        f"From: Lan <lan@bao.vn>\r\nDate: Wed, 5 Mar 2025 09:00:00 +0700\r\nSubject: {subject}\r\n"
        f"MIME-Version: 1.0\r\nContent-Type: {kind}\r\n\r\n{body}"
    )


WRITTEN = f"{FIRST}\r\n\r\n{SECOND}\r\n"
OLD = "Nội dung của thư trước đó."
RULE = 32 * "_"
EARLIER = {
    "Outlook": f"{RULE}\r\nFrom: H <h@y.vn>\r\nSent: Tuesday, 4 March\r\nTo: Lan\r\nSubject: a\r\n\r\n{OLD}",
    "Vietnamese": f"Từ: H <h@y.vn>\r\nĐã gửi: Thứ Ba, 4 Tháng Ba\r\nTới: Lan\r\nChủ đề: a\r\n\r\n{OLD}",
    "starred": f"*Từ:* H <h@y.vn>\r\n*Ngày:* 4/3/2025\r\n*Đến:* Lan\r\n\r\n{OLD}",
    "Yahoo": f"Vào 10:07 Thứ Ba, 4 tháng 3, 2025, Hùng <h@y.vn> đã viết:\r\n\r\n{OLD}\r\n\r\n{OLD}",
    "two lines": f"Vào Th 3, 4 thg 3, 2025 lúc 10:07 Hùng Nguyễn Văn\r\n<h@y.vn> đã viết:\r\n\r\n> {OLD}",
}


@pytest.mark.parametrize("earlier", EARLIER.values(), ids=EARLIER)
def test_the_mail_that_is_answered_is_left_out_and_one_that_is_passed_on_is_read(earlier):
    answer = of(mail(f"{WRITTEN}\r\n{earlier}"), "a.eml")
    assert lines(answer) == [TITLE, FIRST, SECOND]
    assert any("of another mail" in one for one in told(answer))
    if not earlier.startswith("Vào"):
        assert OLD in of(mail(f"FYI\r\n\r\n{earlier}", subject=f"Fwd: {TITLE}"), "a.eml").text
        assert OLD in of(mail(earlier), "a.eml").text


def test_names_of_fields_in_an_article_are_no_earlier_mail():
    text = f"{FIRST}\r\nTừ: 5/3 đến 7/3\r\n{SECOND}\r\n"
    assert lines(of(mail(text), "a.eml"))[1:] == [FIRST, "Từ: 5/3 đến 7/3", SECOND]


def test_the_html_of_a_mail_is_read_where_its_plain_text_is_empty():
    plain, html = "Content-Type: text/plain\r\n\r\n", "Content-Type: text/html; charset=utf-8\r\n\r\n"
    body = f"--b\r\n{plain}\r\n--b\r\n{html}{PARAGRAPHS}\r\n--b--\r\n"
    assert lines(of(mail(body, "multipart/alternative; boundary=b"), "a.eml"))[1:] == BODY


def test_lines_that_flow_are_joined_and_the_signature_is_none():
    begins, ends = FIRST.split(" thành ", maxsplit=1)
    flowed = f"{begins} \r\nthành {ends}\r\n\r\n{SECOND}\r\n-- \r\nLan\r\n"
    assert lines(of(mail(flowed, "text/plain; charset=utf-8; format=flowed"), "a.eml"))[1:] == [FIRST, SECOND]


def test_a_mailbox_of_one_mail_is_that_mail_and_of_several_is_refused():
    one = f"From lan@bao.vn Wed Mar  5 09:00:00 2025\n{mail(WRITTEN)}".replace("\r\n", "\n")
    assert lines(of(one, "a.mbox")) == [TITLE, FIRST, SECOND]
    refused(f"{one}\n\n{one}".encode(), "mailbox of several", "a.mbox")


# Subtitles


def cues(*said: str, blank: str = "\n") -> str:
    return "".join(
        f"{n}\n00:00:{n:02},000 --> 00:00:{n + 1:02},000\n{text}\n{blank}" for n, text in enumerate(said, 1)
    )


SAID = ["Thành phố mở ba tuyến xe buýt.", "Giá vé rẻ."]


@pytest.mark.parametrize(
    "text",
    [
        cues("Thành phố mở ba tuyến", "xe buýt.", "Giá vé rẻ.", blank=""),
        cues("Thành phố mở ba tuyến", "xe buýt.", "Giá vé rẻ.").replace(" --> ", "-->"),
        cues("[âm nhạc]\nThành phố mở ba tuyến", "(Tiếng vỗ tay)", "♪ Lời bài hát ♪", "xe buýt.\nGiá vé rẻ."),
        cues("Thành phố", "Thành phố\nmở ba tuyến", "mở ba tuyến\nxe buýt.", "xe buýt.\nGiá vé rẻ."),
        "WEBVTT\n\nNOTE\nlanguage:vi\n\n" + cues(*SAID).replace(",", "."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_subtitles_are_what_is_said_whatever_way_they_are_laid_out(text, encoding):
    for ends in ("\n", "\r\n"):
        document = of(text.replace("\n", ends).encode(encoding), "a.srt")
        assert [one.text for one in document.sentences] == SAID


@pytest.mark.parametrize(
    ("text", "songs"),
    [
        ("#BáoMới đưa tin về ba tuyến #", 0),
        ("♪ Lời ♪ và lời nói", 0),
        ("# Lời bài hát #", 1),
        ("#Lời bài hát#", 1),
        ("♫♪ Lời bài hát ♪♫", 1),
        ("##", 1),
    ],
)
def test_a_song_stands_between_its_marks(text, songs):
    document = of(cues(SAID[0], text), "a.srt")
    assert (text in document.text, bool(told(document))) == (not songs, bool(songs))


def test_subtitles_of_another_kind_are_refused():
    refused(
        b"[Script Info]\nTitle: x\n\n[Events]\nDialogue: 0,0:00:01.00,0:00:03.00,,,0,0,0,,A\n", "ASS", "a.ass"
    )


# Letters that were saved wrongly


@given(st.integers(0, 2**3 - 1))
def test_paragraphs_that_were_saved_as_western_letters_are_read_anew(which):
    texts = [one.encode().decode("latin-1") if which >> n & 1 else one for n, one in enumerate(BODY)]
    found = repaired("\n".join(texts))
    assert found.text == "\n".join(BODY)
    assert bool(found.findings) == bool(which)


@pytest.mark.parametrize(
    "text", [*BODY, "CỘNG HÒA XÃ HỘI", "«Đó là “cô Á»”, ông nói»", "São Paulo, Ângela, Ítaló", "ÃÂ là mã"]
)
def test_right_letters_stay(text):
    assert repaired(text).text == text
    assert repaired(text).findings == ()


CAPITALS = [TITLE.upper(), *(one.upper() for one in BODY), "THỊ XÃ", "ĐÃ", "NGÃ", "KÌ", "UBND XÃ", "«cá»"]
MARKS = ["\u00a0", "\u00ad", "»", "”", "“", "…", "–", "—", "’", "‘", "²", " ", ", "]


@given(st.lists(st.tuples(st.sampled_from([*CAPITALS, *BODY]), st.sampled_from(MARKS)), min_size=1))
@example([("THỊ XÃ", "\u00a0"), ("HÒN ĐẤT. UBND XÃ", "\u00a0"), ("TÂN LẬP", "")])
@example([("“CHÚNG TÔI ĐÃ", "”, “"), ("THỊ XÃ", "”")])
@example([("«cá", "»\u00a0"), ("«cá", "»\u00a0")])
def test_marks_behind_right_letters_are_no_wrong_ones(parts):
    text = "".join(word + mark for word, mark in parts)
    assert repaired(text).text == text
    wrong = "Giáº£i nhÃ¬ lÃ\u00a0 cá»§a HÃ\u00a0 Ná»™i"
    assert repaired(f"{text}\n{FIRST}\n{wrong}").text == f"{text}\n{FIRST}\nGiải nhì là của Hà Nội"


@given(st.sampled_from(CAPITALS[:4]), st.sampled_from(["latin-1", "cp1252"]))
@example("Müller: “CÔNG TY ở Hà Nội đã có; Đà Nẵng và Huế – chưa…”", "latin-1")
def test_capitals_that_were_saved_as_western_letters_are_read_anew(text, codec):
    wrong = "".join(
        chr(one) if codec == "latin-1" or one in b"\x81\x8d\x8f\x90\x9d" else bytes((one,)).decode(codec)
        for one in text.encode()
    )
    assert repaired(f"{FIRST}\n{wrong}").text == f"{FIRST}\n{text}"


def test_a_document_in_an_old_font_is_read():
    old = "Céng hßa x· héi chñ nghÜa ViÖt Nam. Thñ t\u00adíng ChÝnh phñ ra quyÕt ®Þnh vÒ viÖc thµnh lËp ban."
    document = word(p(old), title="")
    assert "Thủ tướng Chính phủ ra quyết định" in document.text
    assert any("tcvn3" in one for one in told(document))


HARMFUL = {
    "a.srt": cues(SAID[0], "♪#" * 10_000 + "a"),
    "a.eml": mail(
        f"{FIRST}\r\n" + "\r\n" * 20_000 + "On a\r\nb wrote:\r\n" * 2_000 + "\r\n> a\r\nb\r\n" * 4_000
    ),
    "a.html": page(f"<article><h1>{TITLE}</h1>{PARAGRAPHS}</article>") + "<div " * 100_000,
}


@pytest.mark.parametrize("name", HARMFUL)
def test_the_time_that_a_file_takes_grows_with_its_length(name):
    began = time.process_time()
    of(HARMFUL[name], name)
    assert time.process_time() - began < 5


def test_refusals_are_input_errors():
    with pytest.raises(InputError):
        of("<foo/>", "a.xml")
