"""Captions, headings and lists of names, told by the verb that they lack."""

import pytest

from summarizer.text.predicates import has_predicate


@pytest.mark.parametrize(
    "sentence",
    [
        "Tàu chiến Mỹ và Nhật Bản trong một cuộc tập trận chung.",
        "Hai cảnh sát Hong Kong cùng nghi phạm tại một bệnh viện hồi cuối tháng 6.",
        "Phối cảnh đặt tượng Pieta Việt Nam tại Trung tâm Hoà bình St. Francis, Jeju (Hàn Quốc).",
        "Máy bay của hãng hàng không quốc gia Triều Tiên Air Koryo ở sân bay Đại Liên, Trung Quốc, hôm 8/5.",
        "Tổng thống đắc cử Mỹ Donald Trump.",
        "Đại biểu Quốc hội Nguyễn Thiện Nhân - Bí thư Thành uỷ TP HCM.",
        "Hiện trường nơi bé gái tử vong.",
        "Sở Giáo dục Hà Nội.",
        "Cán bộ bệnh viện truyền nhiễm trung ương.",
        "Hà Nội những ngôi nhà cổ.",
        "Hà Nội trong sáng nay.",
        "Hà Nội, thủ đô cổ kính.",
        "Nguyễn Văn An và Trần Văn Bình.",
        "(SN 1992, hộ khẩu ở xã Thành Minh, huyện Thạch Thành, tỉnh Thanh Hoá).",
    ],
)
def test_these_have_none(sentence: str) -> None:
    assert not has_predicate(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Cảnh sát Pháp truy lùng nghi phạm sau vụ xả súng tối 11/12 ở thành phố Strasbourg.",
        "Hai người chết, ít nhất 13 người bị thương.",
        "Đoàn xe quân sự tiến về thành phố Kerch hôm 27/11.",
        "Hiện trường đã được phong toả trong đêm.",
        "Động đất làm rung chuyển thủ đô.",
        "“Tôi thực sự muốn về nhà”.",
        "Giá vàng tăng mạnh trong phiên sáng nay.",
        "Tàu hỏa trật bánh ở Thừa Thiên Huế.",
        "Nga pháo kích Kharkiv trong đêm.",
        "Đồng yên chạm đáy 30 năm.",
        "Hà Nội rét 10 độ C trong sáng nay.",
        "Trái Đất nóng thêm 1,5 độ C.",
    ],
)
def test_these_have_one(sentence: str) -> None:
    assert has_predicate(sentence)


def test_what_is_very_long_has_one() -> None:
    assert has_predicate("phường xã " * 30)


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("NGÀY 12/3, CÔNG AN TỈNH HÀ TĨNH KHỞI TỐ 12 BỊ CAN VỀ TỘI ĐÁNH BẠC.", True),
        ("CẢNH SÁT THU GIỮ 300 TRIỆU ĐỒNG, 12 ĐIỆN THOẠI VÀ MỘT Ô TÔ.", True),
        ("CÁN BỘ BỆNH VIỆN TRUYỀN NHIỄM TRUNG ƯƠNG Ở HÀ NỘI.", False),
    ],
)
def test_a_sentence_in_capitals_has_its_verb(sentence: str, says: bool) -> None:
    assert has_predicate(sentence) is says
