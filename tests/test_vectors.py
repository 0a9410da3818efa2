"""TF-IDF: likeness of sentences, without any model."""

import numpy as np
import pytest

from summarizer.text.vectors import TfIdf, words

TEXTS = [
    "Thành phố khởi công cây cầu mới qua sông.",
    "Cây cầu mới qua sông dài 1.250 mét.",
    "Giá cà phê tăng mạnh trong tuần này.",
    "",
]


def test_words_keep_diacritics_and_numbers_whole():
    assert words("Giá tăng 8,5%, lên 1.250 đồng!") == ["giá", "tăng", "8,5", "lên", "1.250", "đồng"]


def test_decomposed_text_is_the_same_text():
    import unicodedata

    assert words(unicodedata.normalize("NFD", "Hà Nội")) == ["hà", "nội"]


def test_sentences_about_the_same_are_nearer():
    cosines = TfIdf(TEXTS).similarities()
    assert cosines[0, 1] > 0.3
    assert cosines[0, 2] == 0
    assert np.allclose(cosines, cosines.T)
    assert list(np.diag(cosines)) == [1, 1, 1, 0]


def test_a_query_equals_a_row_of_the_matrix():
    vectors = TfIdf(TEXTS)
    assert vectors.query(TEXTS[0])[:3] == pytest.approx(vectors.similarities()[0][:3], abs=1e-5)


def test_unknown_words_lower_the_likeness():
    vectors = TfIdf(TEXTS)
    known = vectors.query("cây cầu mới")[0]
    assert 0 < vectors.query("cây cầu mới và vài từ hoàn toàn khác")[0] < known


def test_no_texts_at_all():
    assert TfIdf([]).similarities().shape == (0, 0)
    assert TfIdf([]).query("một câu").shape == (0,)
