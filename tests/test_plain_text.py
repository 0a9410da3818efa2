"""What mail, web pages, printed pages and narrow columns leave in a plain text stays out of the article."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.document import Document
from summarizer.tasks.extractive import run
from summarizer.text.reading import read_text

TITLE = "Thành phố mở thêm ba tuyến xe buýt điện"
FIRST = (
    "Sáng 5/3, Sở Giao thông vận tải thành phố khai trương ba tuyến xe buýt điện nối trung tâm với các khu"
    " công nghiệp phía đông. Mỗi tuyến có 12 xe, chạy từ 5h đến 22h hằng ngày, giá vé 7.000 đồng một lượt."
)
SECOND = (
    "Ông Lê Minh Quân, phó giám đốc sở, cho biết tổng vốn đầu tư là 215 tỷ đồng, trong đó ngân sách chi 40%."
    " Sở đặt mục tiêu phục vụ 18.000 lượt khách mỗi ngày trong năm đầu."
)


def of(text: str, source: str = "a.txt") -> Document:
    return read_text(text, source=source)


def texts(document: Document) -> list[str]:
    return [sentence.text for sentence in document.body]


PLAIN = texts(of(f"{TITLE}\n\n{FIRST}\n\n{SECOND}"))


def told(document: Document) -> list[str]:
    return [finding.message for finding in document.findings]


@pytest.mark.parametrize("width", range(25, 90, 5))
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_lines_of_any_width_are_joined(width, between):
    document = of(f"{TITLE}\n\n{textwrap.fill(FIRST, width)}{between}{textwrap.fill(SECOND, width)}")
    assert document.title == TITLE
    assert texts(document) == PLAIN


def test_short_lines_that_are_no_column_stay_lines():
    verse = "Trăm năm trong cõi người ta\nChữ tài chữ mệnh khéo là ghét nhau\nTrải qua một cuộc bể dâu\n" * 3
    assert len(of(verse).text.split("\n")) == 10
    goods = "gạo nếp\nmuối\nđường cát trắng\nnước mắm cốt\ntrứng\nthịt bò\n"
    assert of(goods).text == goods


@pytest.mark.parametrize("mark", ["2", "- 2 -", "Trang 2", "2/5", "\n2\n", "\f2\n", "[2]"])
@pytest.mark.parametrize("place", [1, 2, 3])
def test_a_page_number_parts_no_sentence(mark, place):
    lines = textwrap.wrap(SECOND, 60)
    lines.insert(place, mark)
    document = of(f"{TITLE}\n\n{textwrap.fill(FIRST, 60)}\n\n" + "\n".join(lines))
    assert texts(document) == PLAIN
    assert told(document) == ["1 page number taken out of the text"]


@pytest.mark.parametrize("mark", ["> ", ">", "> > ", ">> "])
def test_a_mail_that_was_passed_on_is_read_without_its_marks(mark):
    document = of("\n".join(mark + line for line in [TITLE, "", FIRST, "", SECOND]))
    assert (document.title, texts(document)) == (TITLE, PLAIN)


def test_a_mark_before_one_line_stays():
    assert "> Giá vé tăng" in of(f"{TITLE}\n{FIRST}\n> Giá vé tăng\n{SECOND}").text


@pytest.mark.parametrize("form", ["&#{};", "&#x{:x};"])
def test_entities_are_letters(form):
    text = f"{TITLE}\n\n{FIRST}\n\n{SECOND}"
    document = of("".join(letter if letter.isascii() else form.format(ord(letter)) for letter in text))
    assert (document.title, texts(document), document.language) == (TITLE, PLAIN, "vi")
    assert told(document) == ["entities of HTML taken out of the text"]


def test_tags_within_a_text_are_taken_out():
    assert texts(of("Giá trị <b>AT&amp;T</b> tăng &gt; 5%.")) == ["Giá trị AT&T tăng > 5%."]
    assert texts(of(f"{FIRST}<br>{SECOND}<br/>")) == PLAIN
    assert texts(of(f"<p>{FIRST}</p><p>{SECOND}</p>", "frag.html")) == PLAIN
    assert texts(of("Nếu x <b và y> z thì AT&T thắng; R&D cũng vậy.")) == [
        "Nếu x <b và y> z thì AT&T thắng; R&D cũng vậy."
    ]


PAGE = f"""Trang chủ
Thời sự
Thế giới
Đăng nhập
Thứ tư, 5/3/2025, 09:12 (GMT+7)

{TITLE}

{FIRST}

Xe buýt điện tại bến. Ảnh: Minh Tú

>> Giá vé tàu điện tăng 10% từ tháng sau
Đọc thêm: Hà Nội cấm xe máy vào 2030

{SECOND}

Minh Tú
Chia sẻ Facebook Twitter Zalo Lưu tin
Bình luận (12)
Ý kiến của bạn
Tin liên quan
Hà Nội cấm xe máy vào 2030
Copyright © 2025 Báo Thử. Mọi quyền được bảo lưu.
"""


@pytest.mark.parametrize(
    "top", ["", "Trang chủ | Thời sự | Giao thông\n", "Trang chủ › Thời sự\n", "Trang chủ\tThế giới\tXe\n"]
)
def test_what_a_page_has_round_an_article_is_left_out(top):
    document = of(top + (PAGE if not top else PAGE[PAGE.index("\n\n") :]))
    assert document.title == TITLE
    assert [sentence.text for sentence in document.sentences if sentence.candidate] == PLAIN
    for word in ("Trang chủ", "Bình luận", "Copyright", "Facebook", "Tin liên quan"):
        assert word not in document.text
    assert len([message for message in told(document) if "menu or foot" in message]) == 1


@pytest.mark.parametrize(
    "line", ["Tin liên quan: Hà Nội cấm xe máy.", "Chia sẻ với báo, ông Quân nói rằng sở sẽ cố gắng hết sức."]
)
def test_prose_that_begins_like_a_foot_stays(line):
    assert line in of(f"{TITLE}\n\n{FIRST}\n\n{line}\n\n{SECOND}").text


def test_an_article_goes_on_after_a_word_of_a_foot():
    long = " ".join(["Người dân cho biết"] * 12) + " như vậy."
    assert long in of(f"{TITLE}\n\n{FIRST}\n\nTin mới\n\n{long}").text


def test_a_list_is_summarised_by_its_items_and_not_by_its_headings():
    document = of(
        "Danh sách tập thể, cá nhân được khen thưởng\n(Kèm theo Quyết định số 456/QĐ-UBND)\nI. TẬP THỂ\n"
        "1. Công an phường Tân Hòa\n2. Tiểu đoàn Cảnh sát cơ động số 2\nII. CÁ NHÂN\n1. Đại úy Trần Văn Hải\n"
        "III. MỨC THƯỞNG\na) Tập thể: 5.000.000 đồng\nb) Cá nhân: 1.500.000 đồng"
    )
    chosen = [sentence.text for sentence in run(document, 3).sentences]
    assert not {"I. TẬP THỂ", "II. CÁ NHÂN", "III. MỨC THƯỞNG"} & set(chosen)


def test_headings_alone_are_quoted_all_the_same():
    assert all(sentence.candidate for sentence in of("I. TẬP THỂ\nII. CÁ NHÂN").body)


@given(st.lists(st.sampled_from([*PAGE.split("\n"), FIRST, "2", "> a", "&#225;", "<b>x</b>"]), max_size=30))
def test_the_running_text_of_an_article_is_never_left_out(lines):
    text = "\n".join([TITLE, FIRST, *lines])
    assert "Mỗi tuyến có 12 xe" in of(text).text
