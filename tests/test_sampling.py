"""Choosing tokens: the likeliest, or at random in the nucleus; never what is forbidden; loops are seen."""

import pytest
import torch

from summarizer.engine.interface import Decoding
from summarizer.engine.sampling import RowState, choose, loops


def drawn(logits: torch.Tensor, **options: object) -> set[int]:
    """What sixty draws of a row give, each with a seed of its own."""
    rows = [RowState(Decoding(9, seed=seed, **options)) for seed in range(60)]  # type: ignore[arg-type]
    return set(choose(logits.repeat(60, 1), rows))


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_greedy_takes_the_likeliest_and_adds_the_models_own_log_probability(dtype):
    logits = torch.tensor([[0.0, 2.0, 1.0], [3.0, 0.0, 0.0]], dtype=dtype)
    rows = [RowState(Decoding(9)), RowState(Decoding(9))]
    assert choose(logits, rows) == [1, 0]
    wanted = torch.log_softmax(logits.float(), dim=-1)
    assert [row.logprob for row in rows] == pytest.approx([float(wanted[0, 1]), float(wanted[1, 0])])
    assert [row.tokens for row in rows] == [[1], [0]]


def test_samples_stay_in_the_nucleus():
    probabilities = torch.tensor([[0.5, 0.3, 0.15, 0.05]])
    assert drawn(probabilities.log(), temperature=1.0, top_p=0.9) == {0, 1, 2}
    assert drawn(probabilities.log(), temperature=1.0, top_p=0.4) == {0}


def test_only_the_likeliest_are_drawn_however_wide_the_nucleus():
    flat = torch.zeros((1, 4000))
    flat[0, :1000] = 5.0
    wide = drawn(flat, temperature=1.0, top_p=1.0)
    assert max(wide) < 1000
    assert 30 < len(wide) <= 60  # hardly any of 60 draws twice


def test_greedy_and_drawn_rows_beside_each_other_keep_to_their_own():
    logits = torch.tensor([[0.0, 2.0, 1.0], [0.0, 9.0, 9.0], [3.0, 0.0, 0.0]])
    rows = [RowState(Decoding(9)), RowState(Decoding(9, temperature=1.0)), RowState(Decoding(9))]
    picks = choose(logits, rows)
    assert (picks[0], picks[2]) == (1, 0)
    assert picks[1] in {1, 2}
    wanted = torch.log_softmax(logits, dim=-1)
    for row, scores, pick in zip(rows, wanted, picks, strict=True):
        assert row.logprob == pytest.approx(float(scores[pick]))


def test_a_seed_draws_the_same_again():
    logits = torch.randn((1, 50), generator=torch.Generator().manual_seed(1))
    rows = [RowState(Decoding(9, temperature=1.0, seed=seed)) for seed in (3, 3, 4)]
    for _ in range(12):
        choose(logits.repeat(3, 1), rows)
    assert rows[0].tokens == rows[1].tokens != rows[2].tokens


def test_no_run_of_tokens_comes_twice_where_that_is_forbidden():
    row = RowState(Decoding(9, no_repeat_ngram=2), tokens=[1, 2, 0, 1])
    assert choose(torch.tensor([[0.0, 0.1, 5.0]]), [row]) == [1]  # 1 2 was there


def test_a_cycle_that_came_round_three_times_is_a_loop():
    assert loops([9, *[1, 2, 3] * 8])
    assert not loops([1, 2, 3] * 7)  # not yet long enough
    assert not loops(list(range(60)))
