"""A summary says of a number what its article says of it: risen or fallen."""

import pytest

from summarizer.checks.analysed import Output, Source
from summarizer.checks.trends import check

ARTICLE = Source(
    "Quý I, xuất khẩu giảm 15%, còn 450 tấn. Giá bán tăng thêm 20.000 đồng, công ty lãi 3 tỷ đồng."
)


@pytest.mark.parametrize(
    "sentence", ["Xuất khẩu tăng 15%.", "Giá giảm 20.000 đồng.", "Công ty lỗ 3 tỷ đồng."]
)
def test_the_opposite_of_what_the_article_says_of_a_number_is_an_error(sentence):
    (found,) = check(ARTICLE, Output(sentence, "vi"))
    assert (found.kind, found.severity) == ("meaning", "error")


@pytest.mark.parametrize("sentence", ["Xuất khẩu giảm 15%.", "Giá tăng 20.000 đồng.", "Xuất khẩu tăng 7%."])
def test_the_same_word_or_another_number_is_right(sentence):
    assert not list(check(ARTICLE, Output(sentence, "vi")))


@pytest.mark.parametrize(
    ("article", "sentence"),
    [
        ("Malaysia thua 2-1 trước Việt Nam.", "Việt Nam thắng 2-1."),
        ("Đội khách thua 300 điểm.", "Đội chủ nhà thắng 300 điểm."),
        ("VN-Index giảm 15 điểm. HNX tăng nhẹ.", "HNX tăng trở lại 15 điểm."),
        ("VN-Index giảm 2%. Vàng lên giá.", "Vàng tăng 2%."),
        ("Công ty A lãi 12 tỷ đồng.", "Doanh nghiệp B lỗ 12 tỷ đồng."),
        ("Số ca mắc giảm 100-200 người mỗi ngày.", "Số ca mắc tăng 100-200 người mỗi ngày qua."),
        ("Ngân hàng có lãi suất 5%.", "Ngân hàng lỗ 5%."),
        ("Giá nhà giảm 300 triệu đồng.", "Giá nhà tăng 300 nghìn đồng."),
    ],
)
def test_a_score_a_small_number_and_a_number_of_something_else_are_no_findings(article, sentence):
    assert not list(check(Source(article), Output(sentence, "vi")))
