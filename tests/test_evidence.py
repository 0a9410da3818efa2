"""Evidence: what in the article a summary's sentence rests on."""

import pytest
from test_extractive import article

from summarizer.tasks.evidence import Evidence, names


def test_a_paraphrase_finds_its_source():
    assert Evidence(article()).support("Cầu mới dài 1.250 mét với sáu làn xe.")[0] == 4


def test_a_foreign_sentence_has_no_support():
    assert Evidence(article()).support("Đội tuyển bóng đá thắng trận chung kết tại Doha.") == ()


def test_no_more_than_three_and_the_best_first():
    evidence = Evidence(article())
    sentence = "Thành phố khởi công cây cầu mới qua sông với vốn 2.400 tỷ đồng."
    found = evidence.support(sentence)
    scores = evidence.scores(sentence)
    assert 2 <= len(found) <= 3
    assert set(found) >= {3, 6}
    assert [scores[number - 2] for number in found] == sorted(scores, reverse=True)[: len(found)]


def test_a_shared_number_adds_support():
    evidence = Evidence(article())
    assert evidence.score("Dự án tốn 2.400 tỷ đồng.") > evidence.score("Dự án tốn 2.900 tỷ đồng.")


def test_names_are_words_with_a_capital_of_any_letter():
    assert names("Ông đến Đà Nẵng, Ưng Hòa, Ấn Độ và Ăng-co bằng ô tô.") == {
        *("đà", "nẵng", "ưng", "hòa", "ấn", "độ", "ăng")
    }


@pytest.mark.parametrize("sentence", ["", "...", "   "])
def test_an_empty_sentence_rests_on_nothing(sentence):
    assert Evidence(article()).support(sentence) == ()


def test_an_empty_article_supports_nothing():
    assert Evidence(article([], title=None)).score("Một câu.") == 0
