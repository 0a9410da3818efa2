"""Who does a deed to whom and which way somebody goes; the tables of pairs have more of both."""

import re
import time

import pytest

from summarizer.checks import exchanged, roles
from summarizer.checks.analysed import Output, Source
from summarizer.text.names import CAPITAL


@pytest.mark.parametrize("letter", "AZĐÔƠƯĂÂÊÁỞỲỸ")
def test_a_capital_is_any_capital_letter(letter):
    assert re.fullmatch(CAPITAL, letter)
    assert not re.fullmatch(CAPITAL, letter.lower())


def test_a_word_that_begins_with_a_small_marked_letter_is_no_part_of_who_does_a_deed():
    (found,) = roles.check(Source("Ukraine đã tấn công Nga."), Output("Russia attacked Ukraine."))
    assert found.expected == "Ukraine đã tấn công Nga"


def test_a_sentence_of_thousands_of_words_between_is_done_soon():
    began = time.monotonic()
    assert not list(roles.check(Source("Công an" + " đang" * 20_000), Output("Police.")))
    assert time.monotonic() - began < 20


@pytest.mark.parametrize(
    "english",
    [
        "from Hanoi to Vinh and from Vinh to Hanoi",
        "from Vinh to Hanoi and from Hanoi to Vinh",
        "from Hanoi to Vinh and back",
    ],
)
def test_a_way_there_and_back_is_right_in_any_order(english):
    source = Source("Tàu chạy từ Hà Nội đến Vinh và từ Vinh đến Hà Nội.")
    assert not list(exchanged.check(source, Output(f"Trains run {english}.")))


def test_the_second_way_is_compared_too():
    source = Source("Đoàn đi từ Vinh ra Hà Nội, rồi từ Đà Nẵng vào Nha Trang.")
    english = "They went from Vinh to Hanoi, then from Nha Trang to Da Nang."
    (found,) = exchanged.check(source, Output(english))
    assert found.found == "from Nha Trang to Da Nang"
