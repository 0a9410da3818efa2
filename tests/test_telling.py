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


@pytest.mark.parametrize(
    ("title", "first", "second", "goes"),
    [
        (
            "Mỹ thử nghiệm tiêm kích F-35 trong giá lạnh",
            "Chiếc F-35A tới căn cứ không quân Eielson.",
            "Một tiêm kích F-35 của Mỹ bắt đầu thử nghiệm vận hành trong điều kiện giá lạnh ở bang Alaska.",
            True,
        ),
        (
            "Thi thể phụ nữ nằm 40 năm trên gác xép",
            "Căn nhà nằm ở vùng ngoại ô thị trấn Cloppenburg.",
            "Theo News, một người đàn ông phát hiện thi thể phụ nữ còn nguyên quần áo trên gác xép nhà mình.",
            True,
        ),
        (
            "Giá xăng tăng 500 đồng",
            "Giá xăng tăng 500 đồng mỗi lít.",
            "Liên bộ cho rằng đây là mức tăng cần thiết để quỹ bình ổn giá xăng không bị âm thêm nữa.",
            False,
        ),
        (
            "Thủ tướng Nhật từ chức",
            "Thủ tướng Nhật tuyên bố từ chức.",
            "Thủ tướng Nhật nói lý do là sức khoẻ.",
            False,
        ),
    ],
)
def test_a_short_first_sentence_goes_where_the_next_is_nearer_to_the_title(title, first, second, goes):
    assert (0 not in telling([first, second, MORE], title, whole=True)) is goes


def test_a_text_without_marks_loses_no_sentence() -> None:
    texts = ["Ong An noi se kiem tra.", "Nguoi dan trong vung rat lo lang.", "Xe cuu hoa den hien truong."]
    assert telling(texts, None, whole=True) == [0, 1, 2]
