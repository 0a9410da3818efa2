"""What people copy: chats, posts with emoji and tags, official documents, press releases, references."""

import pytest

from summarizer.tasks.extractive import run
from summarizer.text.reading import read_text


def texts(text):
    return [one.text for one in read_text(text, source="a.txt").sentences]


def quotable(text):
    return [one.text for one in read_text(text, source="a.txt").sentences if one.candidate]


@pytest.mark.parametrize(
    "stamp",
    [
        "12/03/2024, 08:15 - ",
        "[08:15, 12/3/2024] ",
        "[12/3/2024 08:15:22] ",
        "2024-03-12 08:15: ",
        "8:15 AM, 12.3.24 ",
    ],
)
def test_the_times_of_a_chat_are_no_text(stamp):
    said = ("Lan: Mai trường nghỉ vì bão.", "Minh: Con em vẫn đi học.", "Lan: Cô giáo vừa nhắn lúc 8h.")
    document = read_text("".join(f"{stamp}{one}\n" for one in said), source="a.txt")
    assert tuple(one.text for one in document.sentences) == said
    assert [one.kind for one in document.findings] == ["cleaned"]
    assert "3 times of a chat's messages" in document.findings[0].message


def test_what_nobody_said_in_a_chat_is_left_out():
    stamp = "12/03/2024, 08:15 - "
    said = ["Lan: Mai nghỉ vì bão.", "Minh: Con em vẫn đi học.", "Lan: Cô vừa nhắn."]
    told = [
        "Tin nhắn được mã hóa đầu cuối.",
        "Lan: <Media omitted>",
        "Minh: Hình ảnh",
        "Minh đã thêm Hoa",
        "Lan: đã thu hồi tin nhắn",
    ]
    document = read_text("".join(f"{stamp}{one}\n" for one in (*said, *told)), source="a.txt")
    assert [one.text for one in document.sentences] == said
    assert [one.message for one in document.findings] == [
        "3 times of a chat's messages taken out of the text",
        "5 lines of a chat that nobody wrote taken out of the text",
    ]


def test_a_line_of_a_chat_that_nobody_is_named_for_stays_as_it_is():
    stamp = "12/03/2024, 08:15 - "
    said = ["Lan: Mai nghỉ vì bão.", "Minh: Con em vẫn đi học.", "Lan: Cô vừa nhắn."]
    other = f"{stamp}Ăn trưa tại khách sạn Rex."
    assert texts("".join(f"{stamp}{one}\n" for one in said) + other) == [*said, other]


@pytest.mark.parametrize(
    "text",
    [
        "11h30: Bão đổ bộ.\n11h45: Mất điện.\n12h10: Họp khẩn.\n",
        "15/3/2024: Bão đổ bộ.\n16/3/2024: Mất điện.\n17/3/2024: Họp khẩn.\n",
        "".join(
            f"{time} 15/6/2024 - {item}.\n"
            for time, item in (
                ("08:00", "Khai mạc: Bộ trưởng phát biểu"),
                ("09:30", "Thảo luận: Các đại biểu nói"),
                ("11:00", "Ăn trưa tại khách sạn Rex"),
                ("14:00", "Bế mạc: Chủ tịch phát biểu"),
            )
        ),
        "Bão đổ bộ lúc 08:15, 12/3/2024 - Cô Tô: mất điện.\nMưa to ở đảo này.\nTàu không chạy nữa.\n",
    ],
)
def test_a_diary_of_events_is_no_chat(text):
    assert texts(text) == text.split("\n")[:-1]


def test_emoji_end_a_sentence_and_tags_are_no_news():
    post = (
        "🔥 TIN NÓNG 🔥\n📍 Cháy lớn ở chợ lúc 2h sáng nay!!! 😱😱\n👉 Không ai bị thương 🙏\n#chay #hanoi\n"
    )
    assert texts(post)[1:] == [
        "📍 Cháy lớn ở chợ lúc 2h sáng nay!!! 😱😱",
        "👉 Không ai bị thương 🙏",
        "#chay #hanoi",
    ]
    assert "📍 Cháy lớn ở chợ lúc 2h sáng nay!!! 😱😱" in quotable(post)
    assert "#chay #hanoi" not in quotable(post)
    assert texts("Cháy lớn! 😱 Không ai bị thương.") == ["Cháy lớn!", "😱 Không ai bị thương."]


HEAD = (
    "CHÍNH PHỦ\n-------\nCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 15/2024/NĐ-CP\n"
)


@pytest.mark.parametrize("kind", ["NGHỊ ĐỊNH", "QUYẾT ĐỊNH", "THÔNG TƯ", "CÔNG ĐIỆN", "**LUẬT**"])
def test_an_official_document_is_titled_by_its_kind_and_matter(kind):
    text = f"{HEAD}{kind}\nVề xử phạt vi phạm\n\nĐiều 1. Phạm vi\n1. Quy định mức phạt 5 triệu đồng.\n"
    document = read_text(text, source="a.txt")
    assert document.title == f"{kind} Về xử phạt vi phạm"
    assert [one.text for one in document.sentences].count("Về xử phạt vi phạm") == 0
    assert document.body[0].text == "CHÍNH PHỦ"
    assert [one.text for one in run(document, 1).sentences] == ["1. Quy định mức phạt 5 triệu đồng."]


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}Thủ tướng yêu cầu các bộ báo cáo.\n",
        f"{HEAD}NGHỊ ĐỊNH\nĐiều 1. Phạm vi\n",
        "QUYẾT ĐỊNH\nVề mức phạt\nCó mưa.\n",
    ],
)
def test_other_documents_keep_their_first_line_as_title(text):
    assert read_text(text, source="a.txt").title == text.split("\n")[0]


def test_who_signs_for_a_body_stands_in_one_sentence():
    assert texts("TM. CHÍNH PHỦ\nKT. CHỦ TỊCH\n") == ["TM. CHÍNH PHỦ", "KT. CHỦ TỊCH"]


def test_headings_between_wrapped_lines_stay_lines():
    lines = (
        "TP.HCM, ngày 15 tháng 3 năm 2024 – Công ty Cổ phần Sữa",
        "Việt Nam công bố doanh thu quý I đạt 14.112 tỷ đồng và",
        "tăng 1,3% so với cùng kỳ năm trước. Lợi nhuận sau thuế",
        "đạt 2.207 tỷ đồng.",
        "",
        "Về công ty",
        "Công ty được thành lập năm 1976 và là công ty sữa lớn",
        "nhất Việt Nam.",
    )
    assert texts("\n".join(lines))[-2:] == [
        "Về công ty",
        "Công ty được thành lập năm 1976 và là công ty sữa lớn nhất Việt Nam.",
    ]


@pytest.mark.parametrize("above", ["Vào Th 6, 15 thg 3, 2024 A <a@b.vn> đã viết:", "On Fri, A wrote:"])
def test_the_mail_that_a_copied_one_answers_is_left_out(above):
    document = read_text(
        f"Tin bão\nBão vào Huế lúc 9h.\n\n{above}\n> Bão đi đâu?\n>\n> Cảm ơn em.\n", source="a.txt"
    )
    assert [one.text for one in document.sentences] == ["Tin bão", "Bão vào Huế lúc 9h."]
    assert "4 lines of a mail that is answered" in document.findings[0].message
    kept = f"Tin bão\n{above}\n> Bão vào Huế.\nTôi không tin.\n"
    assert texts(kept) == kept.split("\n")[:-1]


def test_references_are_not_quoted():
    text = "Cà phê tốt cho tim\nCà phê giảm nguy cơ tử vong [1].\n[1] Nguyen A. (2023). Coffee and hearts.\n"
    assert quotable(text) == ["Cà phê giảm nguy cơ tử vong [1]."]
