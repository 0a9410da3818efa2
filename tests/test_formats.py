"""Pages, office documents, PDF, books, mail and subtitles are read; what is harmful or broken is refused."""

import builtins
import io
import time
import tracemalloc
import unicodedata
import zipfile
from pathlib import Path

import docx
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.document import Document
from summarizer.errors import InputError
from summarizer.text.reading import read_bytes, read_text

DATA = Path(__file__).parent / "data" / "formats"
TITLE = "Thành phố mở thêm ba tuyến xe buýt điện"
FIRST = (
    "Sáng 5/3, Sở Giao thông vận tải thành phố khai trương ba tuyến xe buýt điện nối trung tâm với phía đông."
)
SECOND = (
    "Ông Lê Minh Quân, phó giám đốc sở, cho biết tổng vốn đầu tư là 215 tỷ đồng, trong đó ngân sách chi 40%."
)
THIRD = "Theo kế hoạch, đến năm 2027 thành phố sẽ thay toàn bộ xe buýt chạy dầu bằng xe điện."


def of(data: bytes, name: str = "a.txt") -> Document:
    return read_bytes(data, source=name)


def candidates(document: Document) -> list[str]:
    return [sentence.text for sentence in document.sentences if sentence.candidate]


def told(document: Document) -> list[str]:
    return [finding.message for finding in document.findings]


def refused(data: bytes, said: str, name: str = "a.bin") -> None:
    with pytest.raises(InputError, match=said) as caught:
        of(data, name)
    message = str(caught.value)
    assert message.startswith(f"{name}: ")
    assert "\n" not in message
    assert ";" in message


# Pages

PAGE = f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{TITLE} - Báo Thử</title>
<meta property="og:title" content="{TITLE}"><meta name="author" content="Minh Tú">
<meta property="article:published_time" content="2025-03-05T09:12:00+07:00">
<link rel="canonical" href="https://bao.example/xe-buyt.html"><script>var a = "Mã";</script></head><body>
<nav><ul><li><a href="/">Trang chủ</a></li><li><a href="/thoi-su">Thời sự</a></li></ul></nav>
<main><article><h1>{TITLE}</h1><p class="sapo">{FIRST}</p>
<figure><img src="a.jpg"><figcaption>Xe buýt điện tại bến. Ảnh: Minh Tú</figcaption></figure>
<h2>Vốn lớn</h2><p>{SECOND}</p><p>{THIRD}</p></article></main>
<div class="share">Chia sẻ Facebook</div><div class="comments"><h3>Bình luận (12)</h3><p>Hay quá!</p></div>
<aside><h3>Tin liên quan</h3><ul><li><a href="/x">Hà Nội cấm xe máy vào 2030</a></li></ul></aside>
<footer>Copyright © 2025 Báo Thử</footer></body></html>"""


@pytest.mark.parametrize("name", ["a.html", "a.txt", "a.pdf", "a"])
def test_a_page_is_its_article_and_what_it_says_about_itself(name):
    document = of(PAGE.encode(), name)
    assert document.title == TITLE
    assert candidates(document) == [FIRST, SECOND, THIRD]
    assert (document.url, document.published, document.author) == (
        "https://bao.example/xe-buyt.html",
        "2025-03-05",
        "Minh Tú",
    )
    part = document.part()
    assert (part.url, part.published, part.author) == (document.url, document.published, document.author)
    for word in ("Trang chủ", "Hà Nội", "Copyright", "Bình luận", "Facebook", "Xe buýt điện tại bến", "Mã"):
        assert word not in document.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
def test_a_page_is_read_in_the_encoding_that_it_is_in(encoding):
    text = PAGE.replace('charset="utf-8"', f'charset="{encoding}"')
    if encoding == "cp1258":
        marks = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
        text = "".join(
            letter
            if letter.isascii()
            else unicodedata.normalize(
                "NFC", "".join(m for m in unicodedata.normalize("NFD", letter) if m not in marks)
            )
            + "".join(m for m in unicodedata.normalize("NFD", letter) if m in marks)
            for letter in text
        )
    assert candidates(of(text.encode(encoding))) == [FIRST, SECOND, THIRD]


def test_a_page_in_a_field_of_a_record_is_read_too():
    assert candidates(read_text(PAGE, source="a.jsonl:1")) == [FIRST, SECOND, THIRD]


def test_a_page_without_an_article_is_refused():
    refused(b"<!DOCTYPE html><html><body><p>Tin</p></body></html>", "web page without an article")


def test_without_the_library_the_extra_is_named(monkeypatch):
    real = builtins.__import__

    def missing(name, *args, **options):
        if name.partition(".")[0] in ("trafilatura", "docx", "pypdf", "lxml", "striprtf"):
            raise ImportError(name)
        return real(name, *args, **options)

    monkeypatch.setattr("importlib.import_module", missing)
    for data in (PAGE.encode(), word(), b"%PDF-1.7\n", b"{\\rtf1 a}", opendocument()):
        refused(data, r"not installed; pip install 'vi-news-summarizer\[formats\]'")


# Office documents


def word(**about: str) -> bytes:
    document = docx.Document()
    document.add_heading(TITLE, level=1)
    document.add_paragraph(FIRST)
    paragraph = document.add_paragraph("Ông Lê Minh Quân, ")
    paragraph.add_run("phó giám đốc sở").bold = True
    paragraph.add_run(SECOND.removeprefix("Ông Lê Minh Quân, phó giám đốc sở"))
    document.add_heading("Kế hoạch", level=2)
    document.add_paragraph(THIRD)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Tuyến", "3"
    for name, value in about.items():
        setattr(document.core_properties, name, value)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def changed(data: bytes, name: str, change) -> bytes:
    """An archive with one file in it made another."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            content = old.read(entry)
            new.writestr(entry, change(content) if entry == name else content)
    return file.getvalue()


@pytest.mark.parametrize("name", ["a.docx", "a.txt"])
def test_a_word_document_is_read(name):
    document = of(word(author="Minh Tú"), name)
    assert document.title == TITLE
    assert candidates(document) == [FIRST, SECOND, THIRD]
    assert "Tuyến\t3" in document.text
    assert document.author == "Minh Tú"


def test_tracked_changes_are_read_as_they_would_be_printed():
    def change(content: bytes) -> bytes:
        text = content.decode()
        new = (
            '<w:ins w:id="1"><w:r><w:t>phó giám đốc sở</w:t></w:r></w:ins>'
            '<w:del w:id="2"><w:r><w:delText>xóa</w:delText></w:r></w:del>'
        )
        start = text.index("<w:r><w:rPr><w:b/>")
        return (text[:start] + new + text[text.index("</w:r>", start) + 6 :]).encode()

    document = of(changed(word(), "word/document.xml", change))
    assert candidates(document) == [FIRST, SECOND, THIRD]


def opendocument() -> bytes:
    space = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {space}><office:body><office:text><text:h>{TITLE}</text:h>"
            f"<text:p>{FIRST[:9]}<text:span>{FIRST[9:20]}</text:span>{FIRST[20:]}</text:p>"
            f"<text:p>{SECOND}<text:note>chú thích</text:note></text:p><text:list><text:list-item>"
            f"<text:p>{THIRD}</text:p></text:list-item></text:list></office:text></office:body></office:document-content>",
        )
    return file.getvalue()


def test_an_opendocument_text_is_read():
    document = of(opendocument())
    assert document.title == TITLE
    assert candidates(document) == [FIRST, SECOND, THIRD]


def test_rtf_is_read():
    def escaped(text: str) -> str:
        return "".join(letter if letter.isascii() else f"\\u{ord(letter)}?" for letter in text)

    body = "".join(f"{escaped(text)}\\par\n" for text in (TITLE, FIRST, SECOND, THIRD))
    document = of(f"{{\\rtf1\\ansi\\ansicpg1252{{\\fonttbl\\f0 Arial;}}\\f0 {body}}}".encode())
    assert document.title == TITLE
    assert candidates(document) == [FIRST, SECOND, THIRD]


def test_bars_of_an_rtf_document_stay_and_cells_are_parted():
    row = "\\trowd\\cellx1\\cellx2 Tuyen\\cell Gia\\cell\\row "
    document = of(f"{{\\rtf1\\ansi A | B | C: gia tri |x| la 5, hay \\'7c.\\par {row}}}".encode())
    assert "A | B | C: gia tri |x| la 5, hay |." in document.text
    assert "Tuyen\tGia" in document.text


def test_comments_of_an_opendocument_text_are_no_text():
    def commented(content: bytes) -> bytes:
        note = "<!-- ghi chú --><?xin chào?>".encode()
        return content.replace(b"<text:span>", note + b"<text:span>").replace(
            b"<text:list>", note + b"<text:list>"
        )

    document = of(changed(opendocument(), "content.xml", commented))
    assert candidates(document) == [FIRST, SECOND, THIRD]
    assert "ghi chú" not in document.text
    assert "chào" not in document.text


LOCKS = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
    'xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptedData><e:EncryptionMethod Algorithm="{}"/>'
    "</e:EncryptedData></encryption>"
)


def test_a_book_that_hides_only_its_fonts_is_read_and_a_locked_one_refused():
    for way in ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"):
        assert of(book(("META-INF/encryption.xml", LOCKS.format(way)))).title == TITLE
    refused(
        book(("META-INF/encryption.xml", LOCKS.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc"))),
        "is locked",
    )
    refused(book(("META-INF/encryption.xml", "<encryption")), "cannot be read")


def test_a_book_is_read_in_its_order():
    document = of(book())
    assert (document.title, document.author) == (TITLE, "Minh Tú")
    assert candidates(document) == [FIRST, SECOND, THIRD]


def book(*more) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OEBPS/a.opf"/></rootfiles></container>',
        )
        archive.writestr(
            "OEBPS/a.opf",
            '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:title>{TITLE}</dc:title><dc:creator>Minh Tú</dc:creator></metadata><manifest>"
            '<item id="b" href="../Text/b.xhtml"/><item id="a" href="a%20a.xhtml"/></manifest>'
            '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>',
        )
        archive.writestr("Text/b.xhtml", f"<html><body><p>{SECOND}</p><p>{THIRD}</p></body></html>")
        archive.writestr(
            "OEBPS/a a.xhtml", f"<html><head><title>x</title></head><body><p>{FIRST}</p></body></html>"
        )
        for name, content in more:
            archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize("make", [word, opendocument])
def test_broken_harmful_and_locked_archives_are_refused(make):
    data = make()
    inner = "word/document.xml" if make is word else "content.xml"
    refused(data[: len(data) // 2], "cannot be read|ZIP")
    refused(changed(data, inner, lambda content: content[: len(content) // 2]), "cannot be read")
    refused(changed(data, inner, lambda _: b""), "cannot be read")
    bomb = b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    refused(changed(data, inner, lambda content: bomb + content), "defines entities")
    refused(changed(data, inner, lambda content: content + b" " * (65 * 2**20)), "more than 64 MiB")


# PDF


@pytest.mark.parametrize(
    "name",
    [
        "chromium.pdf",
        "libreoffice.pdf",
        "libreoffice.docx",
        "libreoffice.odt",
        "libreoffice.rtf",
        "libreoffice.epub",
    ],
)
def test_a_file_of_a_real_writer_is_read(name):
    document = of((DATA / name).read_bytes(), name.replace(".pdf", ".txt"))
    assert document.title == TITLE
    assert candidates(document) == [FIRST, SECOND, THIRD]
    assert document.text.count(TITLE) == 1


def test_a_pdf_of_pages_and_columns_is_read_without_heads_and_page_numbers():
    document = of((DATA / "columns.pdf").read_bytes())
    assert document.title == TITLE
    assert candidates(document) == [FIRST, SECOND, THIRD, SECOND] * 9
    assert told(document) == ["8 page numbers or running heads taken out of the text"]


def blank_pdf(password: str = "") -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(width=200, height=200)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_scans_locked_and_broken_pdfs_are_refused(caplog):
    refused(blank_pdf(), "PDF without text, perhaps a scan; use OCR first")
    refused(blank_pdf("secret"), "locked with a password")
    refused(blank_pdf()[:80], "PDF")
    assert not caplog.records  # pypdf's own words would be a second line
    refused(b"%PDF-1.7\n", "PDF")


# Mail and subtitles

MAIL = f"""From: Minh Tú <tu@bao.example>
To: b@bao.example
Subject: =?utf-8?B?VHI=?=
Date: Wed, 05 Mar 2025 09:12:00 +0700
MIME-Version: 1.0
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: 8bit

{FIRST}

{SECOND}

{THIRD}

Vào Th 3, 4 thg 3, 2025 Lan <lan@bao.example> đã viết:
> Cháy lớn ở quận 4, ba người bị thương.
> Anh viết bài nhé.
"""


@pytest.mark.parametrize("name", ["a.eml", "a.txt"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_mail_is_what_its_sender_wrote(name, end):
    document = of(MAIL.replace("\n", end).encode(), name)
    assert candidates(document) == [FIRST, SECOND, THIRD]
    assert "Cháy lớn" not in document.text
    assert (document.published, document.author) == ("2025-03-05", "Minh Tú <tu@bao.example>")
    assert "2 quoted lines of another mail" in " ".join(told(document)) or "3 quoted lines" in " ".join(
        told(document)
    )


@pytest.mark.parametrize(
    "kind", ["", "Content-Type: text/plain\n", "Content-Type: text/plain; charset=ascii\n"]
)
def test_a_mail_that_says_no_encoding_loses_no_letter(kind):
    mail = f"From: tu@bao.example\nSubject: Tin\n{kind}\n{FIRST}\n\n{SECOND}\n\n{THIRD}\n"
    assert candidates(of(mail.encode(), "a.eml")) == [FIRST, SECOND, THIRD]


SRT = """1
00:00:01,000 --> 00:00:04,000
Sáng 5/3, Sở Giao thông vận tải thành phố
<i>khai trương ba tuyến xe buýt điện</i>

2
00:00:04,500 --> 00:00:07,000
nối trung tâm với phía đông.

3
00:00:07,500 --> 00:00:09,000
{\\an8}Theo kế hoạch, đến năm 2027 thành phố sẽ thay toàn bộ

4
00:00:09,500 --> 00:00:12,000
xe buýt chạy dầu bằng xe điện.
"""


@pytest.mark.parametrize("name", ["a.srt", "a.txt"])
@pytest.mark.parametrize("kind", ["srt", "crlf", "bom", "vtt"])
def test_subtitles_are_sentences_without_numbers_and_times(name, kind):
    text = SRT
    if kind == "vtt":
        text = "WEBVTT - Bản tin\n\nNOTE ghi chú\n\n" + SRT.replace(",", ".").replace("5/3.", "5/3,")
        text = text.replace("hoạch.", "hoạch,").replace("<i>", "<v Lan><c.vang>").replace("</i>", "</c>")
        text = text.replace("<v Lan>", "")
    if kind == "crlf":
        text = SRT.replace("\n", "\r\n")
    if kind == "bom":
        text = "\ufeff" + SRT
    document = of(text.encode(), name)
    assert candidates(document) == [FIRST, THIRD]
    assert document.title is None


# Whatever comes


STARTS = [
    PAGE.encode(), word(), opendocument(), blank_pdf(), b"{\\rtf1 Tin}", MAIL.encode(), SRT.encode(),
    b"WEBVTT\n\n00:01.000 --> 00:02.000\nTin", b"PK\x03\x04", b"%PDF-1.4\n",
]  # fmt: skip


@settings(deadline=None)  # a file may take long on a busy machine
@given(st.sampled_from(STARTS), st.integers(0, 40_000), st.binary(max_size=40), st.integers(0, 40_000))
def test_whatever_is_broken_in_a_file_it_is_read_or_refused_in_one_line(data, place, put, cut):
    broken = (data[: place % (len(data) + 1)] + put + data[place % (len(data) + 1) :])[: max(1, cut)]
    try:
        document = of(broken)
    except InputError as error:
        document, message = None, str(error)
    assert document.sentences if document else "\n" not in message


def test_what_only_begins_like_a_mail_or_a_page_is_looked_at_in_little_time():
    began = time.monotonic()
    assert "ông" in of("PV: Thưa ông, dự án đã xong chưa?\r\n".encode() * 1000).text
    for opening in ("<figcaption ", "<head "):
        assert FIRST in of(PAGE.replace("<nav>", f"<nav><p>{opening * 8000}</p>").encode()).text
    head = b"From: a@b.vn\nSubject: Tin\nDate: Wed, 5 Mar 2025 09:12:00 +0700\nMIME-Version: 1.0\n"
    body = f"<p>{FIRST}</p>" + "<blockquote " * 12_000
    assert FIRST in of(head + b"Content-Type: text/html; charset=utf-8\n\n" + body.encode()).text
    assert time.monotonic() - began < 20


def packed(*files: tuple[str, bytes], data: bytes = b"", packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of the files of another one, and more or others."""
    made = io.BytesIO()
    new = dict(files)
    with zipfile.ZipFile(made, "w", packing) as archive:
        if data:
            with zipfile.ZipFile(io.BytesIO(data)) as old:
                new = {name: old.read(name) for name in old.namelist()} | new
        for name, content in new.items():
            archive.writestr(name, content)
    return made.getvalue()


def related(data: bytes) -> tuple[str, bytes]:
    """The relations of a document with a picture more."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        relations = archive.read("word/_rels/document.xml.rels")
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    one = b'<Relationship Id="rId99" Type="%s" Target="media/a.jpeg"/></Relationships>' % kind
    return "word/_rels/document.xml.rels", relations.replace(b"</Relationships>", one)


def test_pictures_of_a_word_document_are_not_unpacked():
    whole = word()
    data = packed(related(whole), ("word/media/a.jpeg", bytes(100 * 2**20)), data=whole)
    tracemalloc.start()
    try:
        assert of(data).text == of(whole).text
        assert tracemalloc.get_traced_memory()[1] < 30 * 2**20
    finally:
        tracemalloc.stop()


def test_the_mark_of_an_archive_is_not_unpacked_beyond_its_beginning():
    size = 50 * 2**20
    data = packed(("mimetype", bytes(size)))
    data = data.replace(size.to_bytes(4, "little"), (20).to_bytes(4, "little"))
    tracemalloc.start()
    try:
        with pytest.raises(InputError):
            of(data, "a.epub")
        assert tracemalloc.get_traced_memory()[1] < 10 * 2**20
    finally:
        tracemalloc.stop()


def test_a_main_part_of_another_name_and_another_packing_are_refused():
    whole = word()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        kinds, relations, main = map(
            archive.read, ("[Content_Types].xml", "_rels/.rels", "word/document.xml")
        )
    harmful = main.replace(b"<w:document", b'<!DOCTYPE a [<!ENTITY b "c">]><w:document', 1)
    renamed = (
        ("[Content_Types].xml", kinds.replace(b"/word/document.xml", b"/word/main.bin")),
        ("_rels/.rels", relations.replace(b"word/document.xml", b"word/main.bin")),
        ("word/main.bin", harmful),
    )
    refused(packed(*renamed, data=whole), "is a Word document that cannot be read")
    refused(packed(data=whole, packing=zipfile.ZIP_BZIP2), "packed in a way that such files are not")


def test_a_book_whose_mark_is_broken_and_a_page_of_an_encoding_that_is_none_raise_nothing_else():
    for packing in (zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA):
        data = bytearray(packed(("mimetype", b"application/epub+zip"), packing=packing))
        data[38:52] = b"\xff" * 14
        with pytest.raises(InputError):
            of(bytes(data), "a.epub")
    page = PAGE.replace('charset="utf-8"', "charset=undefined").encode("cp1258", "replace")
    assert of(page).title
