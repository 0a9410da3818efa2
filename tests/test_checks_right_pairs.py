"""Right translations, each with what one of the checks once took for a fault, pass all of them together."""

import pytest

import summarizer
from summarizer.checks.analysed import Output, Source
from summarizer.checks.names import britain

NUMBERS = [
    ("Ông ở đó một năm rưỡi.", "He stayed there 18 months."),
    ("Ông ở đó hai giờ rưỡi.", "He stayed there 150 minutes."),
    ("Ông ở đó một ngày rưỡi.", "He stayed there 36 hours."),
    ("Dự án chậm hai năm rưỡi.", "The project is 30 months late."),
    ("Năm 2000, có hai nghìn người tham gia.", "In 2000, 2,000 people took part."),
    ("Từ năm 2016, 2016 người chết.", "Since 2016, 2,016 people have died."),
    (
        "30 Tết, cả nhà quây quần.",
        "On the 30th of the 12th month of the lunar calendar, the family met.",
    ),
    ("Ngày 28 Tết, chợ đông.", "On the 28th day of the 12th lunar month, the market was crowded."),
    (
        "Mùng 4 Tết và rằm tháng 7 chùa đông.",
        "The pagoda is crowded on the 4th day of Tet and on the full moon of the seventh lunar month.",
    ),
    (
        "Ngày 5/9, lễ hội diễn ra ở Đại lộ Năm, New York.",
        "The festival was held on 5th Avenue, New York, on September 5.",
    ),
    (
        "Ngày thứ ba, ông gặp bà lần đầu.",
        "On Tuesday he met her for the first time in the third week.",
    ),
    ("Hàng chục người đợi khoảng chục phút.", "A large number of people waited about ten minutes."),
    ("Quan 1 ty le mac benh cao.", "District 1 has a high rate of disease."),
    ("Nong dan ban 5 ta thoc.", "Farmers sold 5 quintals of paddy."),
]
NAMES = [
    ("Anh thi đấu ở giải Ngoại hạng Anh.", "He plays in the Premier League."),
    ("Anh trở thành cầu thủ hay nhất nước Anh.", "He became the best player in the country."),
    ("Mỹ chi 5 triệu USD cho dự án.", "The USA spent $5 million on the project."),
    ("Theo TTXVN, giá là 5 triệu VND.", "According to VNA, the price is 5 million dong."),
    ("Khách viếng chùa bà Đanh.", "Guests visit Ba Danh pagoda."),
    ("Chợ bà Chiểu đông khách.", "Ba Chieu market is crowded."),
    ("Bài viết về ông Biden.", "On Biden: an article."),
    ("Họ gọi là “kim”.", "They use the word “kim”."),
]
MEANING = [
    ("Ong Nam mua 20 trieu dong vang.", "Mr. Nam bought 20 million dong of gold."),
    ("Hai muoi tuoi, anh lay vo.", "At twenty, he took a wife."),
    (
        "Công ty do ông Lê Nam điều hành đã hoạt động từ năm 2010.",
        "The company run by Mr. Le Nam has been operating since 2010.",
    ),
    (
        "Dự án do ông Lê Nam phụ trách bị dừng.",
        "The project run by Mr. Le Nam was stopped because of delays.",
    ),
    ("Ngân hàng Thế giới dự báo tăng trưởng 6%.", "The World Bank says growth is expected to reach 6%."),
    ("Chính phủ yêu cầu các bộ báo cáo.", "The Government said that ministries are required to report."),
    ("Cảnh sát yêu cầu mọi người rời đi.", "Police said everyone was asked to leave."),
    ("Cha đẻ của Internet là Vint Cerf.", "The inventor of the Internet is Vint Cerf."),
    ("Bà nói tiếng mẹ đẻ.", "She used the native language."),
    ("Chi phí cho mỗi tháng là 5 triệu đồng.", "The monthly cost is 5 million dong."),
    ("Doanh thu tăng 10% so với cùng kỳ.", "Revenue rose 10% from the same period last year."),
    ("Xưởng ở khu công nghiệp Sóng Thần.", "The workshop is in the Song Than industrial park."),
    ("Dịch tả lợn châu Phi lan rộng.", "ASF is spreading ever wider."),
    ("Bà bị suy thận mạn.", "She has chronic kidney disease."),
    ("Công an bắt anh họ Trần.", "Police arrested Mr. Tran."),
    ("Núi lửa Kilauea hoạt động.", "Mount Kilauea is active."),
    (
        "Quốc hội phê chuẩn đề nghị bổ nhiệm ông Nam.",
        "The National Assembly approved the proposal and appointed Mr. Nam.",
    ),
    ("Anh cưới vợ năm 2010.", "He got wed in 2010."),
    ("Gọi điện khủng bố con nợ.", "Abusive calls to debtors."),
    ("Anh đánh trượt quả phạt đền.", "He missed the penalty."),
    ("Lốp cao su bị nổ.", "The tyre burst."),
    ("Anh giữ áo vàng.", "He kept the leader's jersey."),
    ("Quỹ cấp tiền cho người hưởng lương hưu.", "The fund will pay a pension to people."),
    ("Việt kiều Mỹ về nước.", "Overseas Vietnamese in the States return home."),
    ("Nhờ may mắn, anh thắng.", "By a stroke of luck, he won."),
    ("Hàng loạt đơn hàng ập đến công ty.", "The company was flooded with orders."),
    ("Dân số tăng nhanh.", "The population exploded."),
    ("Bà bị kẻ xấu đột nhập nhà.", "She was robbed at home."),
    ("Ban Tuyên giáo họp hôm qua.", "The Communist Party's propaganda department met yesterday."),
]


@pytest.mark.parametrize(("source", "output"), NUMBERS + NAMES + MEANING)
def test_a_right_translation_has_no_error(source, output):
    assert [one for one in summarizer.check(source, output) if one.severity == "error"] == []


@pytest.mark.parametrize(
    ("source", "output", "found"),
    [
        ("Ông ở đó một năm rưỡi.", "He stayed there 17 months.", "17"),
        ("Ngày 28 Tết, chợ đông.", "On the 28th day of the 11th lunar month, it was crowded.", "11th"),
        ("Công ty do ông Lê Nam điều hành.", "The company since Le Nam is in charge.", "since"),
        ("Công an tỉnh bắt giữ ba người.", "Provincial police were arrested with three people.", None),
        ("Theo HPG, giá tăng.", "According to HSG, prices rose.", "HSG"),
    ],
)
def test_the_fault_beside_it_still_is_one(source, output, found):
    errors = [one for one in summarizer.check(source, output) if one.severity == "error"]
    assert errors
    assert found in {None, *(one.found for one in errors)}


def test_a_footballer_of_an_english_team_is_a_man():
    article = "Tiền đạo Harry Kane khoác áo đội tuyển Anh.\nAnh ghi ba bàn.\nLiên đoàn bóng đá Anh khen."
    assert not list(britain.check(Source("Anh ghi ba bàn.", article=article), Output("He scored three.")))
