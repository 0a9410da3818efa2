"""`cùng ngày` told as the date that it means."""

import pytest

from summarizer.text.days import dates
from summarizer.text.reading import read_text
from summarizer.text.same_day import dated
from summarizer.text.standalone import Surroundings

FIRST = "Ngày 10-10, công an sơ tán hơn 1.200 người dân."


def test_the_date_of_the_sentence_before_stands_in_its_place() -> None:
    texts = [FIRST, "Đê vỡ trong đêm.", "Khoảng 9h13 cùng ngày, trạm nhận được tin báo."]
    assert dated(texts, 2) == ("Khoảng 9h13 ngày 10-10, trạm nhận được tin báo.", 0)
    assert dated([FIRST, "Cùng ngày, trạm mở cửa."], 1) == ("Ngày 10-10, trạm mở cửa.", 0)


def test_nothing_changes_where_the_date_is_not_sure() -> None:
    later = "Khoảng 9h13 cùng ngày, trạm nhận được tin báo."
    assert dated([FIRST, "Từ 11-10 đến 12-10 trời mưa.", later], 2) is None
    assert dated([FIRST, "Trời mưa.", "Trời mưa.", "Trời mưa.", later], 4) is None
    assert dated([later], 0) is None
    assert dated([FIRST, "Ngày 12-10, khoảng 9h13 cùng ngày, trạm nhận được tin."], 1) is None
    assert dated([FIRST, "Trạm nhận được tin báo."], 1) is None


@pytest.mark.parametrize(
    "first",
    [
        "Việt Nam thắng Thái Lan 2-1.",
        "Trạm hoạt động 24/7.",
        "Xe chở 10-12 người.",
        "Giá tăng 3/4 so với năm 2020.",
    ],
)
def test_scores_ranges_and_fractions_are_no_dates(first: str) -> None:
    assert dated([first, "Cùng ngày, Malaysia hòa Indonesia."], 1) is None
    assert dates(first) == []


def test_dates_have_a_word_for_the_day_or_a_year() -> None:
    text = "Sáng 1/2, ngày 3-4-2023, tối thứ bảy (05/6), từ 7/8/2023, ngày 32/1 và hôm 1/13"
    assert dates(text) == ["1/2", "3-4-2023", "05/6", "7/8/2023"]


def test_the_same_day_with_a_word_of_its_own_stays() -> None:
    assert dated([FIRST, "Cùng ngày hôm qua, trạm mở cửa."], 1) is None


def test_a_passage_rests_on_both_sentences() -> None:
    later = "Khoảng 9h13 cùng ngày, trạm cứu hộ của huyện nhận được tin báo."
    around = Surroundings(read_text(f"Sơ tán dân\n{FIRST}\n{later}", source="bai.txt"))
    passage = around.passages[1]
    assert passage.sentence.text == later.replace("cùng ngày", "ngày 10-10")
    assert (passage.ids, passage.needs) == ((2, 3), ())
