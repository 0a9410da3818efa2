"""The opposite of a word is an error, but a doubt where it says the same from the other side."""

import pytest

from summarizer.checks.analysed import Output, Source
from summarizer.checks.contrasts import check


def severities(source, output):
    return [found.severity for found in check(Source(source), Output(output))]


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("Đội thắng 2-0.", "The visitors lost 2-0 to the side."),
        ("Ông thua kiện.", "The court ruled against him, and the bank won."),
        ("Việt Nam xuất khẩu gạo sang Philippines.", "The Philippines imports rice from Vietnam."),
        ("Khối ngoại bán ròng cho quỹ trong nước.", "Domestic funds were net buyers from the foreigners."),
        ("Việt Nam xuất siêu sang Mỹ.", "The United States has a deficit with Vietnam."),
        ("Ông là chồng bà Lan.", "Ms. Lan is his wife."),
        ("Anh trai của Lan bị bắt.", "Lan, his sister, saw the police take him."),
        ("Giá vàng Mỹ thấp hơn Việt Nam.", "Vietnam's gold price is higher than America's."),
        ("Ngân hàng cho vay 5 tỷ đồng.", "He borrowed VND5 billion from the bank."),
        ("Đảo nằm ở phía bắc của cảng.", "The port lies south of the island."),
        ("Đồng yên giảm so với đô la.", "The dollar rose against the yen."),
    ],
)
def test_the_same_from_the_other_side_is_no_error(source, output):
    assert severities(source, output) in ([], ["warning"])


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("Giá vàng giảm.", "Gold prices rose."),
        ("Các tỉnh phía bắc có mưa.", "It rains in southern provinces."),
        ("Ông phủ nhận.", "He admitted it."),
        ("Hai người tử vong.", "Two people were injured."),
        ("Con trai bà Lan đỗ.", "Ms. Lan's daughter passed."),
    ],
)
def test_an_opposite_that_cannot_is_an_error(source, output):
    assert severities(source, output) == ["error"]


def test_who_faces_a_penalty_may_get_it():
    assert not severities("Ông có thể bị phạt tù.", "He faces jail.")
    assert not severities("Ông có thể bị phạt tù.", "He risks jail.")
    assert severities("Ông có thể bị phạt tù.", "He is jailed.") == ["warning"]


def test_a_dash_in_the_sentence_excuses_nothing():
    assert severities("Nếu mưa to - ông nói - trận đấu bị hoãn.", "The match is postponed.") == ["warning"]


@pytest.mark.parametrize(
    "output",
    [
        "It rains and the match will be postponed.",
        "With heavy rain the match can be postponed.",
        "The match is postponed for the rain, as he said.",
        "Because it rains, the match may be postponed.",
        "It rains, then the match is postponed.",
    ],
)
def test_an_if_that_became_a_fact_is_a_doubt(output):
    assert severities("Nếu mưa, trận đấu bị hoãn.", output) == ["warning"]


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("Nếu mưa, trận đấu bị hoãn.", "Should it rain, the match is postponed."),
        ("Nếu không mưa, trận đấu diễn ra.", "Unless it rains, the match takes place."),
        ("Công nhân nếu nghỉ phải báo trước.", "Workers who take leave have to say so before."),
        ("Xử lý vi phạm, nếu có.", "Deal with violations."),
        ("Giá cao nếu so với năm ngoái.", "The price is high against last year."),
        ("Nếu để lâu không chữa, bệnh sẽ nặng.", "Left untreated, the disease gets worse."),
    ],
)
def test_an_if_that_english_says_otherwise_is_none(source, output):
    assert not severities(source, output)


@pytest.mark.parametrize(
    ("source", "right", "wrong"),
    [
        ("Bộ chưa cấp phép cho thuốc này.", "The ministry has yet to license it.", "It licensed the drug."),
        ("Tôi không sợ.", "I was not afraid.", "I was afraid."),
        ("Báo cáo trước ngày 30/6.", "Report by June 30.", "Report after June 30."),
        ("Báo cáo sau ngày 30/6.", "Report after June 30.", "Report before June 30."),
        ("Giá thấp nhất năm.", "The lowest price this year.", "The highest price this year."),
        ("Giá cao nhất năm.", "The year's highest price.", "The year's lowest price."),
        ("Cô giành hai HCV.", "She won two gold medals.", "She won two silver medals."),
        ("Thêm hai thìa canh muối.", "Add two tablespoons of salt.", "Add two teaspoons of salt."),
        ("Ngân hàng bán ra vàng.", "The bank sold gold.", "The bank bought gold."),
    ],
)
def test_what_was_turned_round_or_lost_is_found(source, right, wrong):
    assert not severities(source, right)
    assert severities(source, wrong)


@pytest.mark.parametrize(
    ("source", "right"),
    [
        ("Máy bay không người lái rơi.", "A drone crashed."),
        ("Anh có sợ không?", "Were you afraid?"),
        ("Giá tăng không quá 5%.", "Prices rise by at most 5%."),
        ("Lực lượng phòng không bắn rơi máy bay.", "Air defence forces shot down a plane."),
        ("Cuộc họp chưa kết thúc thì mất điện.", "Before the meeting was over the power went."),
        ("Hơn chưa đầy một giờ.", "Within an hour."),
        ("Kết quả không tốt.", "The result was poor."),
    ],
)
def test_a_word_with_a_not_in_it_needs_none(source, right):
    assert not severities(source, right)
