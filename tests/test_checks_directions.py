"""A summary says of a number what its article says of it: risen or fallen."""

import pytest

from summarizer.checks.analysed import Output, Source
from summarizer.checks.directions import check

ARTICLE = Source("Quý I, xuất khẩu giảm 15%, còn 450 tấn. Giá bán tăng thêm 20.000 đồng, lãi 3 tỷ đồng.")


@pytest.mark.parametrize(
    "sentence", ["Xuất khẩu tăng 15%.", "Giá giảm 20.000 đồng.", "Công ty lỗ 3 tỷ đồng."]
)
def test_the_opposite_of_what_the_article_says_of_a_number_is_an_error(sentence):
    (found,) = check(ARTICLE, Output(sentence, "vi"))
    assert (found.kind, found.severity) == ("meaning", "error")


@pytest.mark.parametrize("sentence", ["Xuất khẩu giảm 15%.", "Giá tăng 20.000 đồng.", "Xuất khẩu tăng 7%."])
def test_the_same_word_or_another_number_is_right(sentence):
    assert not list(check(ARTICLE, Output(sentence, "vi")))
