"""Parts of periods, kinds of documents, words within names, and units that daily news have."""

import pytest

from summarizer.checks.analysed import Output, Source
from summarizer.checks.names import halves, translated
from summarizer.checks.numbers import documents, periods
from summarizer.checks.suite import check_translation
from summarizer.config import GlossarySettings
from summarizer.text.glossary import Glossary

WRONG = [
    (periods, "Đầu tháng 11, lũ về.", "Floods came in late November.", "Đầu tháng", "late"),
    (periods, "Cuối năm 2024, cầu thông xe.", "The bridge opened in early 2024.", "Cuối năm", "early"),
    (periods, "Giữa tháng 5 có mưa.", "It rained at the end of May.", "Giữa tháng", "the end of"),
    (documents, "Nghị định 15 có hiệu lực.", "Circular 15 takes effect.", "Nghị định 15", "Circular 15"),
    (halves, "Dân xã Ẳng Cang đến.", "People of Ang Lang Commune came.", "Ẳng Cang", "Ang Lang"),
    (documents, "Luật có 3 khoản thuộc 7 điều.", "It has three sections.", "3 khoản", "three sections"),
    (documents, "Luật có 7 chương, 70 điều.", "It has 7 articles.", "7 chương", "7 articles"),
    (translated, "Chợ Bà Hoa đông.", "Mrs Hoa Market is busy.", "Bà Hoa", "Mrs Hoa"),
    (translated, "Cô Mỹ Hạnh bán hoa.", "American Hanh sells flowers.", "Mỹ Hạnh", "American Hanh"),
    (translated, "Ca sĩ Hồng Nhung hát.", "The singer Pink Velvet sang.", "Hồng Nhung", None),
]
RIGHT = [
    (periods, "Đầu tháng 11, lũ về.", "Floods came in early November."),
    (periods, "Từ đầu đến cuối năm 2024", "From early to late 2024"),
    (periods, "Cuối tuần này có mưa.", "It will rain this weekend."),
    (periods, "Đầu năm học mới", "At the end of the summer break, the new school year"),
    (documents, "Nghị định 15 và Thông tư 15", "Decree 15 and Circular 15"),
    (documents, "Chỉ thị số 05 của Bộ Chính trị", "Politburo Instruction No. 05"),
    (documents, "Hợp đồng gồm 3 điều khoản.", "The contract has three clauses."),
    (documents, "Có 2 chương trình.", "There are two sections."),
    (documents, "Đặt ra 3 mục tiêu.", "It sets three articles."),
    (documents, "Có 2 khoản vay.", "There are two chapters."),
    (documents, "Theo Điều 7, Luật có 7 chương.", "Under Article 7, the law has 7 chapters."),
    (translated, "Bà Hoa ở chợ Lớn.", "Mrs Hoa of Cho Lon"),
    (translated, "Chợ Bà Hoa đông.", "Ba Hoa Market is busy."),
    (translated, "Netflix Việt Nam và Reclink Úc", "Netflix Vietnam and Reclink Australia"),
    (translated, "Ca sĩ Hồng Nhung hát.", "The singer Hong Nhung sang."),
    (translated, "Ca sĩ Hồng Nhung hát.", "She sang."),
    (translated, "Diễn viên Thành Long đến.", "The actor Jackie Chan arrived."),
]


@pytest.mark.parametrize(("module", "source", "output", "expected", "found"), WRONG)
def test_what_became_another_is_found(module, source, output, expected, found):
    (one,) = module.check(Source(source), Output(output))
    assert (one.expected, one.found) == (expected, found)
    assert one.severity == ("error" if found else "warning")


@pytest.mark.parametrize(("module", "source", "output"), RIGHT)
def test_what_is_right_is_nothing(module, source, output):
    assert not list(module.check(Source(source), Output(output)))


@pytest.mark.parametrize(
    ("source", "right", "wrong"),
    [
        ("Nhà máy 600 MW chạy.", "The 600-megawatt plant is running.", "The 600-kilowatt plant is running."),
        ("Tòa nhà cao 25 tầng.", "The building has 25 storeys.", "The building is 25 metres high."),
        ("Thủy điện phát 45 triệu kWh.", "It made 45 million kWh.", "It made 45 million MWh."),
        ("Độ mặn 4 phần nghìn.", "A salinity of 4 per thousand.", "A salinity of 4 percent."),
        ("Mạng đạt 1 Gbps.", "The network reached 1 Gbps.", "The network reached 1 Mbps."),
        ("Máy bay ở độ cao 3.500 m.", "The plane was at 3,500 metres.", "The plane was at 3,500 feet."),
        ("Giá 84 triệu đồng mỗi lượng.", "VND84 million a tael.", "VND84 million an ounce."),
        ("Mổ mất 4 giờ 30 phút.", "It took four and a half hours.", "It took three and a half hours."),
        ("Bốn nghìn năm trăm suất cơm.", "Some 4,500 meals.", "Some 4,005 meals."),
        ("Chợ mở đến nửa đêm.", "The market is open until midnight.", "The market is open until noon."),
        ("Luật 31/2024/QH15 được ban hành.", "Law 31/2024/QH15 was passed.", "Law 31/2024/QH14 was passed."),
        ("Hơn ba chục người bị thương.", "Over thirty people were hurt.", "Over three people were hurt."),
        ("Giá tăng gấp rưỡi trong hai năm.", "Up by half in two years.", "Up by half in three years."),
        ("Chương II có 5 điều.", "Chapter II has five articles.", "Chapter III has five articles."),
        ("Luật có 5 điều.", "It has five articles.", "It has five clauses."),
        ("Nửa triệu người đến.", "Half a million people came.", "A million people came."),
        ("Tại Ngã Sáu Phù Đổng.", "At Phu Dong Six-way Junction.", "At Phu Dong Five-way Junction."),
        ("Su-30MK2 rơi.", "A Su-30MK2 crashed.", "A Su-35MK2 crashed."),
        ("Trung úy Nam đến.", "Lieutenant Nam came.", "Lieutenant Colonel Nam came."),
        ("Bà Năm Sa Đéc đóng phim.", "Mrs Nam Sa Dec acted in films.", "Mrs Nam Sa Dec acted in December."),
        ("Theo khoản 1 Điều 51.", "Under Clause 1, Article 51.", "Under Article 51."),
        ("Trung đội giành giải nhất.", "The platoon won first prize.", "The platoon won third prize."),
        ("Ông Kim Jong-un phát biểu.", "Kim Jong-un spoke.", "Kim Jong-il spoke."),
        ("Trong 9 tháng đầu năm", "In the first nine months of it.", "In the last nine months of it."),
        ("Nửa cuối thế kỷ 19", "The second half of the 19th century", "The first half of the 19th century"),
        ("Bà sinh ở La Khê, Hà Đông.", "She was born in La Khe, Ha Dong.", "She is of La Khe, Ha Long."),
        ("Ông là Tư lệnh Quân đoàn 3.", "He commands Army Corps 3.", "He commands Division 3."),
        ("Làng có 40 hộ.", "The village has 40 households.", "The village has 40 hộ."),
    ],
)  # fmt: skip
def test_units_and_numbers_of_daily_news(source, right, wrong):
    pair = Source(source, terms=tuple(Glossary.load(GlossarySettings()).find(source)))
    assert not [one for one in check_translation(pair, Output(right)) if one.severity == "error"]
    assert check_translation(pair, Output(wrong))
