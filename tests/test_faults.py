"""Faults are put in as told: one at a time, where they can be, the same for the same seed."""

import random

import pytest

from summarizer.checks import repetition
from summarizer.evaluation.faults import FAULTS, Material, name_spans

SOURCE = "Ông Putin nói ở Moskva rằng 2.200.112 người, tức 13,9%, đã tiêm, trong khi số ca vẫn tăng mạnh."
RIGHT = "Putin said in Moscow that 2,200,112 people, or 13.9 percent, got it, while cases kept rising fast."
OTHER = ("Ngày 21/4, cầu mới khánh thành.", "On April 21, the new bridge was opened.")
MATERIAL = Material(SOURCE, RIGHT, OTHER, ("Nairobi", "Merkel"))

COUNTED = Material("Ba người mất 5 tỷ đồng.", "Three people lost VND5 billion.", OTHER, ())
# What is changed, and into what, leaves nothing to draw.
STEADY = {
    "small count changed": "Four people lost VND5 billion.",
    "currency changed": "Three people lost USD5 billion.",
}


def case(name, seed=0, material=MATERIAL):
    return FAULTS[name](material, random.Random(seed))


@pytest.mark.parametrize("name", FAULTS.keys() - STEADY.keys())
def test_every_fault_changes_the_case_and_follows_the_seed(name):
    made = [case(name, seed) for seed in range(20)]
    assert made == [case(name, seed) for seed in range(20)]
    assert all((one.source, one.output, one.finish_reason) != (SOURCE, RIGHT, "stop") for one in made)
    assert len({one.output for one in made}) > 1


@pytest.mark.parametrize("name", STEADY)
def test_counts_and_currencies_change_in_one_way(name):
    assert {case(name, seed, COUNTED).output for seed in range(5)} == {STEADY[name]}


@pytest.mark.parametrize(
    "name", ["number changed", "separator slip", "clause dropped", "name changed", *STEADY]
)
def test_a_fault_that_cannot_be_made_is_none(name):
    assert case(name, material=Material("Trời mưa.", "It rains.", OTHER, ("Nairobi",))) is None


@pytest.mark.parametrize("name", ["loop", "left in Vietnamese", "cut"])
def test_a_short_sentence_takes_no_fault_that_needs_words(name):
    assert case(name, material=Material("Mưa.", "Rain.", OTHER, ())) is None


def test_one_digit_of_one_number_changes():
    for seed in range(20):
        output = case("number changed", seed).output
        assert len(output) == len(RIGHT)
        assert sum(a != b for a, b in zip(output, RIGHT, strict=True)) == 1


def test_a_slip_keeps_all_words_but_the_number():
    for seed in range(20):
        words = case("separator slip", seed).output.split()
        assert sum(a != b for a, b in zip(words, RIGHT.split(), strict=True)) == 1


def test_a_dropped_clause_is_a_stretch_and_its_share_is_told():
    for seed in range(20):
        made = case("clause dropped", seed)
        lost = len(RIGHT.split()) - len(made.output.split())
        assert lost >= 3
        assert made.lost == pytest.approx(lost / len(RIGHT.split()), abs=0.08)
        assert made.output.endswith(".")


def test_a_dropped_sentence_leaves_both_sources_and_one_translation():
    made = case("sentence dropped")
    assert made.source == f"{SOURCE} {OTHER[0]}"
    assert made.output in {RIGHT, OTHER[1]}


def test_a_new_name_comes_from_the_others():
    for seed in range(10):
        output = case("name changed", seed).output
        assert ("Nairobi" in output) != ("Merkel" in output)
        assert ("Putin" in output) != ("Moscow" in output)


def test_a_loop_repeats_three_times_or_more():
    assert all(repetition.loop(case("loop", seed).output) for seed in range(20))


def test_names_are_found_where_they_stand():
    assert [RIGHT[start:end] for start, end in name_spans(RIGHT)] == ["Putin", "Moscow"]
    english = "The President met Angela Merkel's envoy on Monday."
    assert [english[start:end] for start, end in name_spans(english)] == ["Angela Merkel"]
