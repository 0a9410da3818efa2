"""Dates, holidays, hours, telephone numbers and codes come through, and a changed one is an error."""

import time

import pytest

from summarizer.checks.analysed import Output, Source
from summarizer.checks.numbers import summary_dates, translation
from summarizer.evaluation.data import document_of


def errors(source, output):
    return [
        finding
        for finding in translation.check(Source(source), Output(output))
        if finding.severity == "error"
    ]


def shown(source, output):
    """What each error has of the source and of the output."""
    found = errors(source, output)
    assert {finding.kind for finding in found} == {"number"}
    return [(finding.expected, finding.found) for finding in found]


CHANGED = [
    ("gọi 0912.345.678", "call 0912 345 679", [("0912.345.678", "0912 345 679")]),
    ("gọi 0912 345 678", "call 0912 345 768", [("0912 345 678", "0912 345 768")]),
    ("gọi 069.2342610", "call 069 2342619", [("069.2342610", "069 2342619")]),
    ("Sáng 4/5, ông về.", "On April 5 he returned.", [("4/5", "April 5")]),
    ("Ngày 12/3, ông về.", "On 3 December he returned.", [("12/3", "3 December")]),
    ("Ngày 10/12, ông về.", "On October 12 he returned.", [("10/12", "October 12")]),
    ("Tháng 1, giá tăng.", "In June prices rose.", [("1", "June")]),
    ("Tháng 3, giá tăng.", "In April prices rose.", [("3", "April")]),
    ("Từ tháng 8, giá tăng.", "Prices have risen since May.", [("8", "May")]),
    ("trong quý I", "in the third quarter", [("quý I", "third quarter")]),
    ("lúc 19h30", "at 7:30 am", [("19h30", "7:30 am")]),
    ("lúc 7h30 sáng", "at 7:30 p.m.", [("7h30 sáng", "7:30 p.m")]),
    ("dịp 2/9", "on Labour Day", [("9", None)]),
    ("Nghị quyết 128/NQ-CP", "Resolution 182/NQ-CP", [("128", "182")]),
    ("số 123/QĐ-UBND", "No. 321/QD-UBND", [("123", "321")]),
    ("Nghị định 100/2019/NĐ-CP", "Decree 100/2018/ND-CP", [("100/2019/NĐ-CP", "100/2018/ND-CP")]),
    ("xe 51F-123.45", "car 51F-123.54", [("51F-123.45", "51F-123.54")]),
    ("máy bay Su-30", "a Su-35 aircraft", [(None, "Su-35")]),
    ("3 người chết", "two people died", [("3 người", "two")]),
]


@pytest.mark.parametrize(("source", "output", "pairs"), CHANGED)
def test_a_changed_date_hour_code_or_count_is_an_error(source, output, pairs):
    assert shown(source, output) == pairs


KEPT = [
    ("gọi 0912.345.678", "call 0912 345 678"),
    ("gọi 0912.345.678", "call 0912-345-678"),
    ("gọi 0912 345 678", "call 0912345678"),
    ("gọi 069.2342610", "call 069 2342610"),
    ("gọi 024 - 32181385", "call (024) 3218 1385"),
    ("gọi 0912.345.678, 0987.654.321", "call 0912 345 678 or 0987 654 321"),
    ("số 12B Hàng Bài", "in Hang Bai Street"),
    ("mỗi tháng 5 triệu", "5 million a month"),
    ("ngày 05-06-2020 12 giờ", "on 5 June 2020 at 12"),
    ("Sáng 4/5, ông về.", "He returned on the morning of May 4."),
    ("Ngày 5/4 và 4/5", "On April 5 and May 4"),
    ("từ 4-10 tháng 4", "from April 4 to 10"),
    ("Tháng 1, giá tăng.", "In January prices rose."),
    ("Mỗi tháng 1 lần.", "Once a month."),
    ("Giá có thể tăng.", "Prices may rise."),
    ("Họ tuần hành.", "They march in protest."),
    ("Bà Jones viết sách ở Mar del Plata.", "A book by April Jones, written in Mar del Plata."),
    ("quý I", "Q1"),
    ("quý I và quý II", "the first two quarters"),
    ("lúc 19h30", "at 7:30 pm"),
    ("lúc 7h30 tối", "at 7:30 p.m."),
    ("lúc 21h10 sáng", "at 9:10 a.m."),
    ("Nghị quyết 128/NQ-CP", "Resolution 128/NQ-CP"),
    ("Nghị quyết 128/NQ-CP", "the resolution"),
    ("xe 51F-123.45", "car 51F-12345"),
    ("đại dịch", "the COVID-19 pandemic"),
    ("3 người chết", "three people died"),
]


@pytest.mark.parametrize(("source", "output"), KEPT)
def test_dates_hours_and_codes_may_be_written_in_another_way(source, output):
    assert not errors(source, output)


HOLIDAYS = [
    ("Quốc khánh 2/9", "National Day"),
    ("dịp 2/9", "on National Day"),
    ("ngày 8-3", "Women's Day"),
    ("ngày 8/3", "International Women's Day"),
    ("ngày 20/11", "Vietnamese Teachers' Day"),
    ("ngày 27/7", "War Invalids and Martyrs Day"),
    ("đêm 31/12", "on New Year's Eve"),
    ("ngày 1/1", "New Year's Day"),
    ("dịp 30/4", "Reunification Day"),
    ("dịp 30/4 và 1/5", "the Liberation Day and May Day holidays"),
    ("ngày 1/5", "Labour Day"),
    ("ngày 22/12", "the founding day of the Vietnam People's Army"),
    ("ngày 19/8", "the August Revolution"),
]


@pytest.mark.parametrize(("source", "output"), HOLIDAYS)
def test_the_name_of_a_holiday_keeps_its_date(source, output):
    assert not errors(source, output)


def test_long_lists_of_numbers_take_no_long_time():
    article = document_of("Danh sách", [", ".join(map(str, [*range(1, 32)] * 400)) + "."], "a")
    began = time.process_time()
    assert not list(summary_dates.strange(Source.of(article), "Ông về ngày 21."))
    assert time.process_time() - began < 5
