"""Which sentences tell something: the first one is a caption only where others tell the news."""

import pytest

from summarizer.tasks.telling import telling

SHORT = "Xe phóng đạn của Mỹ đặt tại Đức."
NEWS = "Sáng 12/3, Mỹ quyết định rút xe phóng đạn khỏi châu Âu."
MORE = "Các nước trong vùng nói rằng họ hoan nghênh bước đi của Mỹ."


@pytest.mark.parametrize(
    "texts",
    [
        ["Thủ tướng Nhật Bản tuyên bố từ chức.", "Ông nói lý do là vấn đề sức khỏe."],
        ["Giá xăng tăng 500 đồng mỗi lít.", "Đây là lần tăng thứ ba trong tháng.", "Giá dầu không đổi."],
        [SHORT, NEWS],
        [SHORT, MORE, "Đức chưa trả lời các câu hỏi của phóng viên."],
    ],
)
def test_a_short_first_sentence_stays_where_no_news_or_too_little_follows(texts: list[str]) -> None:
    assert 0 in telling(texts, None, whole=True)


def test_a_short_first_sentence_goes_where_news_follows() -> None:
    assert telling([SHORT, NEWS, MORE], None, whole=True) == [1, 2]
    assert telling([SHORT, NEWS, MORE], None, whole=False) == [0, 1, 2]


def test_a_text_without_marks_loses_no_sentence() -> None:
    texts = ["Ong An noi se kiem tra.", "Nguoi dan trong vung rat lo lang.", "Xe cuu hoa den hien truong."]
    assert telling(texts, None, whole=True) == [0, 1, 2]
