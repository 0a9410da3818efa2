"""Sentences that cannot stand alone, told by how they open."""

import pytest

from summarizer.text.pointing import introduces, points_back, without_link


@pytest.mark.parametrize(
    "sentence",
    [
        "Ông cũng đề nghị các quận bàn giao mặt bằng.",
        "Anh ta bỏ chạy khỏi hiện trường.",
        "Người này khai nhận đã lấy trộm xe máy.",
        "Hai đối tượng trên đã bị tạm giữ hình sự.",
        "Theo đó, giá xăng tăng 300 đồng một lít.",
        "Đây là vụ thứ ba trong tháng.",
        "Vụ việc này đang được điều tra.",
        "Cũng tại hội nghị, các đại biểu đã thảo luận.",
        "Chúng tôi đã gửi văn bản tới thành phố.",
        '"Giá sẽ còn tăng trong tháng tới".',
    ],
)
def test_these_point_back(sentence: str) -> None:
    assert points_back(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ông Nguyễn Văn An đề nghị các quận bàn giao mặt bằng.",
        "Bà Rịa - Vũng Tàu đón hai triệu khách trong năm.",
        "Hai người trên thuyền được cứu sống.",
        '"Giá sẽ còn tăng", ông Trần Văn Bình nói.',
        "Công an thành phố đã bắt ba đối tượng.",
        "Anh và Pháp ký hiệp định mới.",
    ],
)
def test_these_stand_alone(sentence: str) -> None:
    assert not points_back(sentence)


def test_a_link_goes_where_it_opens_the_sentence_with_its_comma() -> None:
    assert without_link("Tuy nhiên, giá vẫn tăng.") == "Giá vẫn tăng."
    assert without_link("Theo đó giá vẫn tăng.") == "Theo đó giá vẫn tăng."
    assert without_link("Giá vẫn tăng, tuy nhiên, ít hơn.") == "Giá vẫn tăng, tuy nhiên, ít hơn."


def test_what_introduces_tells_nothing_itself() -> None:
    assert introduces("Các nội dung chính như sau:")
    assert introduces("Dưới đây là kết quả bỏ phiếu của 24 chức danh do Hội đồng nhân dân bầu:")
    assert introduces("Đại tá Nguyễn Văn Đức.")
    assert introduces("Ông Nguyen Quoc Dong (giữa) cùng người Việt tại Đài Loan biểu tình phản đối.")
    assert introduces("Ao làng Sở Hạ, nơi năm người bị đuối nước.")
    assert not introduces("Công an thành phố đã bắt ba đối tượng.")
