"""Times, dates, days of Tet, ordinals and lengths of time come through as what they are."""

import pytest

from summarizer.checks.analysed import Output, Source
from summarizer.checks.numbers import half_units, ordinals, tet, translation, vague, years
from summarizer.tasks.times import in_english


def errors(check, source, output):
    """What each error has of the source and of the output."""
    found = check(Source(source), Output(output))
    return [(one.expected, one.found) for one in found if one.severity == "error"]


@pytest.mark.parametrize(
    ("source", "output", "pair"),
    [
        ("Khoảng 12h50 ngày 26/2, ông ngã.", "At 12:50 am on February 26 he fell.", ("12h50", "12:50 am")),
        ("Lúc 12g15, xe cháy.", "The bus caught fire at 12:15 am.", ("12g15", "12:15 am")),
        ("lúc 7h (17 h giờ Hà Nội)", "at 7 am (1 pm Hanoi time)", ("17 h", "1 pm")),
        ("lúc 8h (20h giờ Việt Nam)", "at 8 am (2 pm Vietnam time)", ("20h", "2 pm")),
        ("từ ngày 2-2 (tức 28 Tết)", "from February 28 (28 Tet)", ("2/2", "February 28")),
        ("từ 13/10 - 10/11/2017", "from October 13 to November 11, 2017", ("10/11", "November 11")),
        ("từ 5/3 đến 3/5", "from March 5 to May 5", ("3/5", "May 5")),
        ("gồm 100 cái đèn", "including a 100-watt lamp", ("100", "100 (watts)")),
    ],
)
def test_a_changed_time_or_date_is_an_error(source, output, pair):
    assert pair in errors(translation.check, source, output)


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("Khoảng 12h50 ngày 26/2, ông ngã.", "At 12:50 pm on February 26 he fell."),
        ("Đêm 26/2, khoảng 12h50, ông ngã.", "At 12:50 am on the night of February 26 he fell."),
        ("12h50 rạng sáng 26/2, ông ngã.", "At 12:50 am on February 26 he fell."),
        ("mở cửa từ 19h đến 12h", "open from 7 pm to midnight"),
        ("lúc 7h (17 h giờ Hà Nội)", "at 7 am (5 pm Hanoi time)"),
        ("từ ngày 2-2 (tức 28 Tết)", "from February 2 (the 28th of the last lunar month)"),
        ("từ 13/10 - 10/11/2017", "from October 13 to November 10, 2017"),
        ("ngày 10 và 11/11", "on November 10 and 11"),
        ("đợt 10/11 và ngày 11", "the round of November 10 and November 11"),
        ("rộng 6 cây số vuông", "an area of 6 square kilometres"),
        ("thêm 5 xe tải", "5 more lorries"),
    ],
)
def test_a_time_or_date_as_it_is_raises_nothing(source, output):
    assert not errors(translation.check, source, output)


@pytest.mark.parametrize(
    ("source", "output", "expected"),
    [
        (
            "Đêm 8-2 (Mùng 4 Tết)",
            "on February 8 (the fourth lunar month)",
            "Mùng 4 Tết (the 4th day of Tet)",
        ),
        ("tức 28 Tết", "the 28th day of the second lunar month", "28 Tết (the 28th of the last lunar month)"),
        ("sáng mồng Một Tết", "the eleventh lunar month", "mồng Một Tết (the 1st day of Tet)"),
    ],
)
def test_a_day_of_tet_in_another_lunar_month_is_an_error(source, output, expected):
    assert [one for one, _ in errors(tet.check, source, output)] == [expected]


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("sáng mùng 4 Tết", "on the morning of the fourth day of Tet"),
        ("sáng mùng 4 Tết", "on the fourth day of the first lunar month"),
        ("đêm 30 Tết", "on the 30th of the twelfth lunar month"),
        ("từ 24 tháng Chạp đến mùng 1 Tết", "from the 24th of the twelfth lunar month to the first of Tet"),
        ("mùng 5 tháng 5 âm lịch", "on the fifth of the fifth lunar month"),
    ],
)
def test_a_day_of_tet_as_it_is_raises_nothing(source, output):
    assert not errors(tet.check, source, output)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đêm mùng 4 Tết", "Đêm the 4th day of Tet"),
        ("tức 28 Tết", "tức the 28th of the last lunar month"),
        ("12h50 mùng 2 Tết", "12:50 pm the 2nd day of Tet"),
        ("Tết Trung thu", "Tết Trung thu"),
    ],
)
def test_days_of_tet_are_put_into_english_where_a_sentence_is_asked_again(text, expected):
    assert in_english(text) == expected


@pytest.mark.parametrize(
    ("source", "output", "found"),
    [
        ("biểu tình tuần thứ 18", "the 18th day of protest", "18th day"),
        ("sang tháng thứ ba", "in the third week", "third week"),
        ("năm thứ 5 liên tiếp", "for a fifth consecutive month", "fifth consecutive month"),
        ("Hải quân ngày 24/8 điều tàu", "The Navy's 24th Fleet on August 24 sent ships", "24th Fleet"),
        ("ngày 12/5, Quốc hội họp", "On May 12 the 12th Congress met", "12th Congress"),
    ],
)
def test_an_ordinal_of_another_thing_is_an_error(source, output, found):
    assert [one for _, one in errors(ordinals.check, source, output)] == [found]


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("biểu tình tuần thứ 18", "the 18th week of protest"),
        ("ngày thứ hai của tuần thứ hai", "the second day of the second week"),
        ("Ngày thứ Hai, họ về.", "On Monday they returned."),
        ("ngày 24/8, Hạm đội 24 lên đường", "on August 24 the 24th Fleet set out"),
        ("ngày 24/8", "on the 24th of August, the 24th August"),
    ],
)
def test_an_ordinal_of_its_own_thing_raises_nothing(source, output):
    assert not errors(ordinals.check, source, output)


def test_a_lost_half_of_a_length_of_time_is_an_error():
    wrong = "It was looked at again and again."
    assert errors(half_units.check, "Xem qua xem lại mất một năm rưỡi.", wrong) == [
        ("một năm rưỡi (1½ years)", None)
    ]
    assert errors(half_units.check, "Đi 2 tiếng rưỡi.", "It takes two hours.")


@pytest.mark.parametrize(
    "output", ["It took a year and a half.", "It took 18 months.", "It took 1.5 years.", "an 18-month wait"]
)
def test_a_half_may_be_told_in_a_smaller_unit(output):
    assert not errors(half_units.check, "Mất một năm rưỡi.", output)


def test_half_past_is_no_length():
    assert not errors(half_units.check, "Bây giờ là hai giờ rưỡi.", "It is 2:30 now.")


def test_a_year_is_no_count():
    source = "Từ vị trí 130 của năm 2016 lên thứ 77."
    assert errors(years.check, source, "From 130th out of 2016 to 77th.") == [
        ("năm 2016", "130th out of 2016")
    ]
    assert errors(years.check, "Năm 2018, giá tăng.", "In 2,018 prices rose.")
    assert not errors(years.check, source, "From 130th in 2016 to 77th.")
    assert not errors(years.check, "điều tra năm 2010", "what came out of the 2010 census")


def test_dozens_are_not_ten_at_most():
    source = "Ông đối mặt hàng chục năm tù."
    assert errors(vague.check, source, "He faces up to ten years in prison.") == [
        ("hàng chục (dozens)", "up to ten")
    ]
    assert not errors(vague.check, source, "He faces dozens of years in prison.")
    assert not errors(vague.check, source, "He faces more than ten years in prison.")
    assert not errors(vague.check, "hàng chục nghìn người", "about 10 thousand people")
