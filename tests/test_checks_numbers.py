"""Numbers are compared by value, whatever their notation, and a changed, lost or new one is an error."""

import pytest

from summarizer.checks.analysed import Output, Source
from summarizer.checks.numbers import summary, translation
from summarizer.checks.numbers.reading import find
from summarizer.evaluation.data import document_of


def check(source, output):
    return list(translation.check(Source(source), Output(output)))


def check_summary(article, sentence):
    return list(summary.check(Source.of(article), Output(sentence, "vi")))


def errors(source, output):
    return [finding for finding in check(source, output) if finding.severity == "error"]


def shown(source, output):
    """What each error has of the source and of the output."""
    found = errors(source, output)
    assert {finding.kind for finding in found} == {"number"}
    return [(finding.expected, finding.found) for finding in found]


def values(text, language="vi"):
    return [set(quantity.values) for quantity in find(text, language)]


SAME = [
    ("1.250 người", "1,250 people"),
    ("phiên âm 1.200 từ", "transcribed 1,200 words"),
    ("2,5 triệu người", "2.5 million people"),
    ("2,5 nghìn tỷ đồng", "VND2.5 trillion"),
    ("2.500 tỷ đồng", "2,500 billion dong"),
    ("2.500 tỷ đồng", "2.5 trillion dong"),
    ("3 triệu rưỡi đồng", "3.5 million dong"),
    ("3 tỷ 500 triệu đồng", "3.5 billion dong"),
    ("tăng 8,5%", "up 8.5 percent"),
    ("từ 5-7 ngày", "five to seven days"),
    ("từ 5 đến 7 ngày", "5-7 days"),
    ("ngày 21/4", "on April 21"),
    ("ngày 21/4", "on 21 April"),
    ("ngày 21-4-2020", "on April 21, 2020"),
    ("dịp 30/4", "on the April 30 holiday"),
    ("ngày 3 tháng 2 năm 1930", "on February 3, 1930"),
    ("ngày 3 tháng 2 năm 1930", "on the 3rd of February 1930"),
    ("ngày 10 tháng Tư", "on 10 April"),
    ("tháng Mười hai", "in December"),
    ("thế kỷ XXI", "the 21st century"),
    ("thế kỷ 19", "the nineteenth century"),
    ("quý I", "the first quarter"),
    ("lần thứ nhất", "for the first time"),
    ("lần thứ 13", "the thirteenth time"),
    ("07h30", "7:30 a.m."),
    ("7 giờ 30 phút", "7:30"),
    ("lúc 19 giờ", "at 7 p.m."),
    ("lúc 15h", "at 3 pm"),
    ("trực 24/24 giờ", "on duty around the clock"),
    ("hoạt động 24/7", "open day and night"),
    ("hai mươi người", "20 people"),
    ("hai mươi lăm người", "twenty-five people"),
    ("một trăm linh năm người", "105 people"),
    ("1/3 dân số", "one third of the population"),
    ("1/3 dân số", "a third of the population"),
    ("ngày 1/3", "on March 1"),
    ("80 năm", "80 years"),
    ("80 năm", "eight decades"),
    ("hai thập kỷ", "20 years"),
    ("ba thế kỷ", "three centuries"),
    ("hơn 10 năm", "over a decade"),
    ("những năm 1980", "the 1980s"),
    ("mùa giải 2007-2008", "the 2007-08 season"),
    ("12 quả trứng", "a dozen eggs"),
    ("một triệu chứng của bệnh", "a symptom of the disease"),
    ("hai tỷ lệ này", "these two rates"),
    ("COVID-19 lây lan", "the virus spread"),
    ("Nghị quyết 57-NQ/TW", "Resolution 57-NQ/TW"),
    ("Nghị quyết số 57-NQ/TW", "Resolution No. 57"),
    ("điện thoại 0912.345.678", "phone 0912.345.678"),
    ("gọi 0243 825 6789", "call 0243 825 6789"),
    ("hàng chục người", "dozens of people"),
    ("hàng nghìn người", "thousands of people"),
    ("gấp hai mươi lần", "twentyfold"),
    ("34 tỉnh, thành phố", "34 provinces and cities"),
    ("15.000 USD", "$15,000"),
    ("80,000 người", "80,000 people"),
    ("-5 độ C", "minus 5 degrees Celsius"),
    ("ngày 12 tháng giêng", "January 12"),
    ("thứ 5 tuần này", "this Thursday"),
    ("không có số", "no number"),
    ("từ ngày 4 - 17.9", "from September 4 to 17"),
    ("ngày 21.4.2020", "on April 21, 2020"),
    ("từ 12-14 / 6", "from June 12-14"),
    ("lúc 18:45 UTC", "at 1845 UTC"),
    ("lúc 01:17 GMT", "at 0117 GMT"),
    ("lúc 2 giờ 30 phút", "at 2.30am"),
    ("lúc 16h30", "at 4.30 p.m."),
    ("từ 500 đến 600 triệu đồng", "500 million to 600 million dong"),
    ("5 triệu đến 6 triệu người", "5 to 6 million people"),
    ("vòng 1/8", "the round of 16, or the eighth-finals"),
    ("virus 2019-nCoV lây lan", "the virus spread"),
    ("3 vạn quân", "30,000 troops"),
    ("hai vạn quân", "20,000 troops"),
    ("5 chục tấn", "50 tonnes"),
    ("ba chục nghìn người", "30,000 people"),
    ("hai chục người", "two dozen people"),
    ("vạn vật và 3 vạn sự", "all things and 3 more"),
    ("năm 2019 Triệu Vy trở lại", "Trieu Vy came back in 2019"),
]


@pytest.mark.parametrize(("source", "output"), SAME)
def test_the_same_value_is_no_finding(source, output):
    assert not errors(source, output)


DIFFERENT = [
    ("1.250 người", "1.25 people", [("1.250", "1.25")]),
    ("2.200.112 người", "2,200,12 people", [("2.200.112", "2,200,12")]),
    ("2.200.112 người", "2.200.112 people", [("2.200.112", None)]),
    ("2.200.112 người", "22,001,12 people", [("2.200.112", "22,001,12")]),
    ("2,5 triệu", "25 million", [("2,5 triệu", "25 million")]),
    ("2,5 triệu", "2.5 billion", [("2,5 triệu", "2.5 billion")]),
    ("2,5 nghìn tỷ đồng", "2.5 billion dong", [("2,5 nghìn tỷ", "2.5 billion")]),
    ("3 triệu rưỡi", "3 million", [("3 triệu rưỡi", "3 million")]),
    ("tăng 8,5%", "up 85%", [("8,5", "85")]),
    ("ngày 21/4", "on April 22", [("21", "22")]),
    ("ngày 21/4", "on May 21", [("4", "May")]),
    ("ngày 3 tháng 2 năm 1930", "on February 3, 1931", [("1930", "1931")]),
    ("thế kỷ 19", "the 18th century", [("19", "18th")]),
    ("lúc 19 giờ", "at 8 p.m.", [("19", "8")]),
    ("hai mươi lăm người", "26 people", [("hai mươi lăm", "26")]),
    ("từ 5-7 ngày", "5 to 9 days", [("7", "9")]),
    ("có 15 người chết", "people died", [("15", None)]),
    ("có người chết", "15 people died", [(None, "15")]),
    ("đến năm 2045", "in the years to come", [("2045", None)]),
    ("tầm nhìn đến năm 2045", "a vision to 2035", [("2045", "2035")]),
    ("131 nghìn người", "131 million people", [("131 nghìn", "131 million")]),
    ("80 năm", "18 years", [("80", "18")]),
    ("số 0912.345.678", "number 0912.345.679", [("0912.345.678", "0912.345.679")]),
    ("từ ngày 4 - 17.9", "from September 4 to 18", [("17", "18")]),
    ("dài 17.9 km", "17 kilometres long", [("17.9", "17")]),
    ("lúc 18:45 UTC", "at 1835 UTC", [("45", None)]),
    (
        "từ 500 đến 600 triệu đồng",
        "500 billion to 600 billion dong",
        [("500", "500 billion"), ("600 triệu", "600 billion")],
    ),
    ("từ 12-14 / 6", "from July 12-14", [("6", "July")]),
    ("3 vạn quân", "3,000 troops", [("3 vạn", "3,000")]),
    ("5 chục tấn", "5 tonnes", [("5 chục", "5")]),
]


@pytest.mark.parametrize(("source", "output", "pairs"), DIFFERENT)
def test_another_value_is_an_error(source, output, pairs):
    assert shown(source, output) == pairs


COUNTS_KEPT = [
    ("Vụ nổ làm năm người chết và bảy người bị thương.", "It killed five people and injured seven."),
    ("Vụ nổ làm năm người chết và bảy người bị thương.", "It killed 5 people and injured 7."),
    ("Hai lần ông từ chối.", "He refused twice."),
    ("Hai vợ chồng có ba người con.", "The couple has three children."),
    ("Bảy ngày sau, ông về.", "He returned a week later."),
    ("Ông ở đó sáu tháng.", "He stayed half a year."),
    ("Trong năm người dân trồng thêm lúa.", "During the year people planted more rice."),
    ("Mỗi năm người dân trồng lúa.", "People plant rice every year."),
    ("Trong năm ngày càng có nhiều khách.", "More and more guests came during the year."),
    ("Vài ba người ở lại.", "A few people stayed."),
    ("Sáng thứ ba tuần này, ông về.", "He returned this Tuesday morning."),
    ("Tháng ba năm nay, ông về.", "He returned in March this year."),
    ("Mười hai người ở lại.", "Twelve people stayed."),
    ("Ông ở đó bốn tháng rưỡi.", "He stayed four and a half months."),
    ("Một người ở lại.", "Somebody stayed."),
]


@pytest.mark.parametrize(("source", "output"), COUNTS_KEPT)
def test_a_small_count_in_words_may_be_said_in_other_words(source, output):
    assert not check(source, output)


COUNTS_LOST = [
    (
        "Vụ nổ làm năm người chết và bảy người bị thương.",
        "It killed six people and injured two.",
        [("năm người", "six"), ("bảy người", "two")],
    ),
    ("Năm người ở lại.", "6 people stayed.", [("Năm người", "6")]),
    ("Ba ngày sau, ông về.", "He returned later.", [("Ba ngày", None)]),
    ("Tòa tuyên án tám bị cáo.", "The court sentenced the defendants.", [("tám bị cáo", None)]),
    ("Bốn luật sư phát biểu.", "Three lawyers spoke.", [("Bốn", "Three")]),
]


@pytest.mark.parametrize(("source", "output", "pairs"), COUNTS_LOST)
def test_a_small_count_in_words_that_is_lost_or_changed_is_an_error(source, output, pairs):
    assert shown(source, output) == pairs


def test_each_changed_count_is_one_finding_that_shows_both():
    found = errors("Năm người chết và bảy người bị thương.", "Six people died and 2 were injured.")
    assert [(one.expected, one.found) for one in found] == [("Năm người", "Six"), ("bảy người", "2")]


def test_two_may_be_told_by_a_plural():
    (finding,) = check("Hai người này đã về hưu.", "The pensioners have left.")
    assert (finding.severity, finding.expected) == ("warning", "Hai người")
    assert errors("Hai người này đã về hưu.", "These three people have retired.")


UNITS_KEPT = [
    ("tăng 8,5%", "up 8.5 per cent"),
    ("tăng 8,5 phần trăm", "up 8.5%"),
    ("giảm 3 điểm phần trăm", "down 3 percentage points"),
    ("tăng 8-10%", "up 8-10 percent"),
    ("từ 8 đến 10%", "8% to 10%"),
    ("2,5 tỷ đồng", "VND2.5 billion"),
    ("2,5 tỷ đồng", "2.5 billion Vietnamese dong"),
    ("phạt 10 triệu đồng", "a 10-million-dong fine"),
    ("1,2-5 triệu đồng", "VND1.2-5 million"),
    ("giá 5.000đ", "5,000 dong"),
    ("15.000 USD", "$15,000"),
    ("5 triệu đô la Mỹ", "5 million U.S. dollars"),
    (
        "1 triệu đô la Úc cho năm 2012/2013 và 1,6 triệu đô la Úc",
        "A$1 million for 2012/2013 and A$1.6 million",
    ),
    ("3 triệu euro", "€3 million"),
    ("500 đồng chí", "500 comrades"),
    ("200 đồng hồ", "200 watches"),
    ("giá là 500", "the price is 500 dong"),
]


@pytest.mark.parametrize(("source", "output"), UNITS_KEPT)
def test_a_unit_may_be_said_in_another_way(source, output):
    assert not check(source, output)


@pytest.mark.parametrize(
    ("source", "output", "severity"),
    [
        ("tăng 8,5%", "up 8.5", "warning"),
        ("2,5 tỷ đồng", "2.5 billion", "warning"),
        ("tăng 8,5%", "up $8.5", "error"),
        ("2,5 tỷ đồng", "USD 2.5 billion", "error"),
        ("giá 5.000đ", "$5,000", "error"),
        ("15.000 USD", "15,000 dong", "error"),
        ("3 triệu euro", "3 million dollars", "error"),
    ],
)
def test_another_unit_is_an_error_and_none_a_warning(source, output, severity):
    assert [finding.severity for finding in check(source, output)] == [severity]


def test_a_changed_number_is_one_finding_that_shows_both():
    (finding,) = errors("Có 1.250 người và 30 xe.", "There were 1,520 people and 30 cars.")
    assert (finding.kind, finding.expected, finding.found) == ("number", "1.250", "1,520")


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("Ngày 16 tháng 3 năm 2020, hãng cắt giảm.", "On 16 March the airline cut back."),
        ("Ngày 16/3, hãng cắt giảm.", "On March 16, 2020, the airline cut back."),
        ("Cách 6 feet (1,8 m).", "Six feet apart."),
    ],
)
def test_what_translators_leave_out_of_a_date_or_brackets_is_a_warning(source, output):
    assert [finding.severity for finding in check(source, output)] == ["warning"]


def test_the_notations_of_both_languages():
    assert values("1.250,75") == [{1250.75}]
    assert values("1,250.75", "en") == [{1250.75}]
    assert values("2.200,112,3", "en") == [set()]
    assert values("hai nghìn không trăm hai mươi")[0] >= {2020.0}


ARTICLE = document_of(
    "Khánh thành cầu",
    ["Cầu dài 1.250 mét, vốn 2,5 nghìn tỷ đồng.", "Lễ khánh thành diễn ra ngày 21/4 với hai mươi khách."],
    "a",
)


@pytest.mark.parametrize(
    "sentence", ["Cầu dài 1.250 mét được khánh thành ngày 21 tháng 4.", "Vốn là 2.500 tỷ đồng, có 20 khách."]
)
def test_a_summary_may_say_a_number_in_another_way(sentence):
    assert not check_summary(ARTICLE, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Cầu dài 1.520 mét.",
        "Lễ diễn ra ngày 22/4.",
        "Vốn 25 nghìn tỷ đồng.",
        "Vốn 2.500 tỷ USD.",
        "Có bảy người dự lễ.",
    ],
)
def test_a_summary_has_no_number_of_its_own(sentence):
    assert [finding.severity for finding in check_summary(ARTICLE, sentence)] == ["error"]


DATED = document_of(
    "Cứu nạn trên sông",
    [
        "Vụ tai nạn lúc 14h20 ngày 3/5 làm 12 người bị thương, 7 người mất tích.",
        "Từ 9 đến 11/5, đội cứu nạn đã tìm 8 giờ mỗi ngày và dựng 20 lều.",
        "Sáng 15.6, tỉnh hỗ trợ mỗi gia đình 4 triệu đồng; đợt sau vào ngày 18.",
    ],
    "b",
)


@pytest.mark.parametrize(
    "sentence",
    [
        "Vụ tai nạn xảy ra ngày 3/5.",
        "Vụ tai nạn xảy ra vào lúc 2h20 chiều 3 tháng 5.",
        "Đội cứu nạn làm việc từ ngày 9/5 đến ngày 11/5.",
        "Tỉnh hỗ trợ vào sáng 15/6 và ngày 18/6.",
        "Mỗi ngày 20 lều được dựng trong 8 giờ.",
        "Có 12 người bị thương.",
    ],
)
def test_a_summary_may_write_the_days_and_hours_of_the_article_in_its_way(sentence):
    assert not check_summary(DATED, sentence)


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Vụ tai nạn xảy ra vào ngày 12/5.", "12/5"),
        ("Vụ tai nạn xảy ra ngày 20.", "20"),
        ("Vụ tai nạn xảy ra sáng 7 tháng 5.", "7 tháng 5"),
        ("Vụ tai nạn xảy ra ngày 3/6.", "3/6"),
        ("Đợt hỗ trợ bắt đầu vào lúc 7 giờ.", "vào lúc 7 giờ"),
        ("Vụ tai nạn xảy ra lúc 9h20.", "lúc 9h"),
    ],
)
def test_a_count_of_the_article_is_no_day_or_hour_of_a_summary(sentence, found):
    (finding,) = check_summary(DATED, sentence)
    assert (finding.kind, finding.severity, finding.found) == ("number", "error", found)
