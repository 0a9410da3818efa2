"""Units of time, weight, length, area and money are compared; the same amount in another unit is no loss."""

import pytest

from summarizer.checks.analysed import Output, Source
from summarizer.checks.numbers import measures, translation
from summarizer.text.languages import words


def check(source, output):
    return list(translation.check(Source(source), Output(output)))


def errors(source, output):
    return [finding for finding in check(source, output) if finding.severity == "error"]


def shown(source, output):
    """What each error has of the source and of the output."""
    found = errors(source, output)
    assert {finding.kind for finding in found} == {"number"}
    return [(finding.expected, finding.found) for finding in found]


ANOTHER_UNIT = [
    ("phạt 15 năm tù", "15 months in prison", [("years", "months")]),
    ("phạt 15 tháng tù", "15 years in prison", [("months", "years")]),
    ("sau 5 ngày", "after 5 weeks", [("days", "weeks")]),
    ("trong 30 phút", "for 30 hours", [("minutes", "hours")]),
    ("từ 5-7 ngày", "five to seven weeks", [("days", "weeks"), ("days", "weeks")]),
    ("trong năm ngày", "for five weeks", [("days", "weeks")]),
    ("phạt 24 tháng tù", "2 months in prison", [("24", "2")]),
    ("phạt 7 năm 6 tháng tù", "seven years in prison", [("6", None)]),
    ("phạt 7 năm 6 tháng tù", "five years in prison and seven months", [("6", None), ("years", "months")]),
    ("5kg ma túy", "5 grams of drugs", [("kilograms", "grams")]),
    ("5kg ma túy", "5 tonnes of drugs", [("kilograms", "tonnes")]),
    ("5 tạ gạo", "5 tonnes of rice", [("quintals", "tonnes")]),
    ("rộng 500 m2", "500 hectares", [("square metres", "hectares")]),
    ("dài 5 km", "5 metres long", [("kilometres", "metres")]),
    ("dài 5 km", "5 miles long", [("kilometres", "miles")]),
    ("tốc độ 60 km/h", "a speed of 60 mph", [("kilometres", "miles")]),
    ("20 lít xăng", "20 cubic metres of petrol", [("litres", "cubic metres")]),
    ("5kg ma túy", "500 grams of drugs", [(None, "500")]),
    ("dài 500 m", "5 km long", [("500", "5")]),
]


@pytest.mark.parametrize(("source", "output", "pairs"), ANOTHER_UNIT)
def test_the_same_number_with_another_unit_is_an_error(source, output, pairs):
    assert shown(source, output) == pairs


def test_a_changed_unit_of_time_is_one_finding_that_shows_both():
    (finding,) = check("phạt 15 năm tù", "15 months in prison")
    assert (finding.severity, finding.expected, finding.found) == ("error", "years", "months")


UNIT_KEPT = [
    ("32 tuổi", "32 years old"),
    ("ông Nam, 32 tuổi", "a 32-year-old man"),
    ("lúc 5 giờ", "at 5 a.m."),
    ("ngày 5 tháng 6", "June 5"),
    ("tháng 5 năm 2020", "in May 2020"),
    ("phạt 5 năm và 5 tháng tù", "five years and five months in prison"),
    ("8 tiếng một ngày", "8 hours a day"),
    ("16 đến 20 giờ, hay mỗi 20 phút", "16 to 20 hours, or every 20 minutes"),
    ("5kg gạo", "5 kilos of rice"),
    ("dài 5 km", "5 kilometres long"),
    ("dài 500m", "500 metres long"),
    ("rộng 500 m2", "500 square metres"),
    ("rộng 3 ha", "three hectares"),
    ("nặng 3 tấn", "3 tons"),
    ("cách 5 hải lý", "5 nautical miles off"),
    ("3 tạ ma túy", "300 kg of drugs"),
    ("2kg 500g ma túy", "2.5 kg of drugs"),
    ("5 tấn hàng", "5,000 kilograms of goods"),
    ("rộng 5 ha", "50,000 square metres"),
    ("cao 1m70", "170 cm tall"),
    ("2 m3 nước", "2,000 litres of water"),
]


@pytest.mark.parametrize(("source", "output"), UNIT_KEPT)
def test_the_same_unit_is_no_finding(source, output):
    assert not errors(source, output)


SAME_LENGTH = [
    ("6 tháng đầu năm", "the first half of the year"),
    ("6 tháng đầu năm", "the first six months"),
    ("9 tháng đầu năm", "the first three quarters"),
    ("9 tháng đầu năm", "nine months"),
    ("24 tháng tù", "two years in prison"),
    ("36 tháng tù", "three years in prison"),
    ("30 tháng tù", "two and a half years in prison"),
    ("30 tháng tù", "two years and six months in prison"),
    ("30 tháng tù", "2.5 years in prison"),
    ("18 tháng tù", "one and a half years in prison"),
    ("18 tháng tù", "a year and a half in prison"),
    ("7 năm 6 tháng tù", "seven and a half years in prison"),
    ("7 năm rưỡi tù", "seven and a half years in prison"),
    ("trong 24 giờ", "within a day"),
    ("trong 48 giờ", "within two days"),
    ("trong 7 ngày", "within one week"),
    ("trong 7 ngày", "within a week"),
    ("trong 12 tháng", "within a year"),
    ("sau 50 năm", "after half a century"),
    ("nửa tháng", "fifteen days"),
    ("nửa tháng", "two weeks"),
    ("hai tuần", "14 days"),
    ("90 phút", "an hour and a half"),
    ("30 phút", "half an hour"),
]


@pytest.mark.parametrize(("source", "output"), SAME_LENGTH)
def test_the_same_length_of_time_in_another_unit_is_no_finding(source, output):
    assert not errors(source, output)


@pytest.mark.parametrize(
    ("source", "output", "pairs"),
    [
        ("tăng 3 lần", "rose by 3%", [("3", "3 (percent)")]),
        ("giảm 10 vụ", "fell by 10%", [("10", "10 (percent)")]),
        ("giá 50 triệu", "$50 million", [("50 triệu", "50 million (dollars)")]),
        ("10 tỷ won", "10 billion dollars", [("won", "dollars")]),
        ("10.000 baht", "10,000 dong", [("baht", "dong")]),
        ("500 rúp", "500 euros", [("roubles", "euros")]),
    ],
)
def test_a_percent_sign_or_a_currency_that_the_source_has_nowhere_is_an_error(source, output, pairs):
    assert shown(source, output) == pairs


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("giá 50 triệu", "VND50 million"),
        ("50 triệu và 30 nghìn USD", "$50 million and $30,000"),
        ("tăng từ 3 lên 5%", "up from 3% to 5%"),
        ("10 tỷ won", "10 billion won"),
        ("2 triệu baht", "Bt2 million"),
        ("50 người, 30 ghế", "Of 50 people, 30 won seats"),
        ("500 rúp", "500 roubles"),
    ],
)
def test_dong_are_meant_and_a_unit_may_be_said_once(source, output):
    assert not check(source, output)


READINGS = [
    ("1,5 tỷ đồng", "one and a half billion dong"),
    ("2 triệu rưỡi", "two and a half million"),
    ("hai triệu rưỡi", "2.5 million"),
    ("500 triệu đồng", "half a billion dong"),
    ("nửa tỷ đồng", "500 million dong"),
    ("nửa tỷ đồng", "half a billion dong"),
    ("100.000 USD", "$100K"),
    ("2,5 triệu USD", "$2.5M"),
    ("100k", "100,000"),
    ("100.000", "100k"),
    ("cao 1m70", "1.7 m tall"),
    ("cao 1m70", "170 cm tall"),
    ("dài 3km5", "3.5 km long"),
    ("tăng 100%", "doubled"),
    ("50% số hộ", "half of the households"),
    ("một nửa số hộ", "50% of the households"),
]


@pytest.mark.parametrize(("source", "output"), READINGS)
def test_amounts_are_read_in_all_their_notations(source, output):
    assert not errors(source, output)


@pytest.mark.parametrize(
    ("source", "output", "pairs"),
    [
        ("1,5 tỷ đồng", "two and a half billion dong", [("1,5 tỷ", "two and a half billion")]),
        ("500 triệu", "half a million", [("500 triệu", None)]),
        ("100.000 người", "10K people", [("100.000", None)]),
        ("cao 1m70", "1.8 m tall", [("1m70", "1.8")]),
        ("3km5", "5.3 km", [("3km5", "5.3")]),
        ("tăng 90%", "doubled", [("90", None)]),
        ("40% số hộ", "half of the households", [("40", None)]),
        ("50 người", "half of the people", [("50", None)]),
    ],
)
def test_another_amount_is_an_error_in_these_notations_too(source, output, pairs):
    assert shown(source, output) == pairs


def test_every_unit_of_both_languages_has_a_size():
    assert words("vi", "measures") == words("en", "measures") == {*measures._SIZES, *measures._UNSIZED}
