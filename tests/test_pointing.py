"""Sentences that cannot stand alone, told by how they open."""

import pytest

from summarizer.text.pointing import introduces, opening, points_at, points_back, unnamed, without_link


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


@pytest.mark.parametrize(
    ("sentence", "leads"),
    [
        ("Trước vấn đề này, PV đã có cuộc trao đổi với PGS.TS Lê Quý Đức, nguyên Phó viện trưởng.", True),
        ("Tuổi Trẻ Online có cuộc trao đổi ngắn với Đại sứ Canada tại Việt Nam bà Ping Kitnikone.", True),
        ("Phóng viên báo Lao Động vừa có buổi trò chuyện với nữ diễn viên về bộ phim mới.", True),
        ("Trao đổi với PV, ông Lê Văn An cho biết giá xăng sẽ tăng trong tháng tới.", False),
        ("Thủ tướng đã có cuộc trao đổi với Tổng thống Hàn Quốc về tình hình Biển Đông.", False),
        ("PV đã có cuộc trao đổi với ông An, được biết ba xã chưa có điện trong mùa mưa này.", False),
    ],
)
def test_that_a_paper_talked_with_somebody_tells_nothing(sentence: str, leads: bool) -> None:
    assert introduces(sentence) is leads


@pytest.mark.parametrize(
    ("sentence", "points"),
    [
        ("Một vấn đề khác khiến người dân ở lại là nơi sơ tán không an toàn.", True),
        ("Một lý do khác là giá dầu thế giới tăng.", True),
        ("Một người đàn ông bị bắt vì lấy tài sản của người khác trong trung tâm thương mại.", False),
        ("Một số nước khác cũng cấm xe chạy xăng.", False),
    ],
)
def test_another_one_points_at_those_before(sentence: str, points: bool) -> None:
    assert points_back(sentence) is points


def test_a_link_goes_without_a_comma_where_a_whole_sentence_follows() -> None:
    assert without_link("Trong khi đó giá vàng vẫn tăng.") == "Giá vàng vẫn tăng."
    assert without_link("Cụ thể 4 nhân viên bị phạt.") == "4 nhân viên bị phạt."
    assert without_link("Sau đó 3 ngày, anh trở về.") == "Sau đó 3 ngày, anh trở về."
    assert without_link("Sau đó bỏ chạy khỏi hiện trường.") == "Sau đó bỏ chạy khỏi hiện trường."
    assert without_link("Tuy nhiên đến nay hãng chưa trả lời.") == "Đến nay hãng chưa trả lời."


@pytest.mark.parametrize("word", ["đi ăn trưa thì không sao", "đó lại là việc khó", "ít phút, xe lùi lại"])
def test_a_small_letter_with_a_mark_is_no_capital(word: str) -> None:
    assert without_link(f"Ngay sau đó {word}.") == f"Ngay sau đó {word}."


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Trong bốn tháng, công ty trên đã trả nợ thuế.", "công ty trên"),
        ("Khoảng 9h13 cùng ngày, trạm nhận được tin báo.", "Khoảng 9h13 cùng ngày"),
        ("Thắng 2-1, đội về nước cùng ngày.", "đội về nước cùng ngày"),
        ("Một vài trong số này thuộc quyền sở hữu của tỉnh.", "Một vài trong số này"),
        ("Người hâm mộ rất muốn thử lại loại nước sốt này.", "lại loại nước sốt này"),
    ],
)
def test_what_is_pointed_at_is_shown_with_its_noun(sentence: str, words: str) -> None:
    assert list(points_at(sentence, [])) == [words]


@pytest.mark.parametrize(
    "sentence",
    [
        "Máy bay bay trên biển.",
        "Cấp trên đã đồng ý.",
        "Ngày 10/10, mưa to; khoảng 9h13 cùng ngày, đê vỡ.",
        "Mười người bị thương, trong số đó có ba người nguy kịch.",
    ],
)
def test_these_point_at_nothing_that_is_missing(sentence: str) -> None:
    assert not list(points_at(sentence, []))


def test_a_time_that_was_told_before_is_known() -> None:
    assert not list(points_at("Khoảng 9h13 cùng ngày, trạm nhận được tin báo.", ["Ngày 10/10, mưa to."]))


def test_somebody_or_something_taken_as_known_is_shown() -> None:
    assert unnamed("Người đàn ông bị bắt trong đêm.") == "Người đàn ông"
    assert unnamed("Lực lượng chức năng đã đến trại gà để làm rõ sự việc.") == "để làm rõ sự việc"
    assert unnamed("Một người bị đánh, công an đang làm rõ vụ việc.") is None
    assert unnamed("Người đàn ông 50 tuổi bị bắt trong đêm.") is None


def test_an_opening_is_shown_up_to_a_mark() -> None:
    assert opening("Họ đã sơ tán khỏi nhà, theo AFP.") == "Họ đã sơ tán khỏi nhà"
    assert opening("Đó là một trong những nội dung của văn bản mới.") == "Đó là một trong những nội dung của"
    assert opening("Theo đó, giá xăng tăng 300 đồng.") == "Theo đó, giá xăng"
