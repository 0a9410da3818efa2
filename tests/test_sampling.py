"""Choosing tokens: the likeliest, at random in the nucleus, or by beams; never what is forbidden."""

import math

import pytest
import torch

from summarizer.engine.interface import Decoding
from summarizer.engine.sampling import choose
from summarizer.engine.search import Hypothesis, Search, loops

END = 0  # the token that ends an answer, where one does


def search(end: int | None = None, **options: object) -> Search:
    return Search(Decoding(9, **options), lambda token: token == end)  # type: ignore[arg-type]


def said(searches: list[Search]) -> list[int]:
    """The newest token of each search's first hypothesis."""
    return [one.live[0].tokens[-1] for one in searches]


def drawn(logits: torch.Tensor, **options: object) -> set[int]:
    """What sixty draws of a row give, each with a seed of its own."""
    searches = [search(seed=seed, **options) for seed in range(60)]
    choose(logits.repeat(60, 1), searches)
    return set(said(searches))


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_greedy_takes_the_likeliest_and_adds_the_models_own_log_probability(dtype):
    logits = torch.tensor([[0.0, 2.0, 1.0], [3.0, 0.0, 0.0]], dtype=dtype)
    searches = [search(), search()]
    choose(logits, searches)
    assert said(searches) == [1, 0]
    wanted = torch.log_softmax(logits.float(), dim=-1)
    assert [one.live[0].logprob for one in searches] == pytest.approx(
        [float(wanted[0, 1]), float(wanted[1, 0])]
    )


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


def test_searches_of_all_kinds_beside_each_other_keep_to_their_own_rows():
    logits = torch.tensor([[0.0, 2.0, 1.0], [0.0, 9.0, 9.0], [3.0, 0.0, 1.0], [4.0, 0.0, 0.0]])
    searches = [search(), search(temperature=1.0), search(beams=2), search()]
    choose(logits, searches)
    assert said(searches)[::3] == [1, 0]
    assert said(searches)[1] in {1, 2}
    assert [one.tokens for one in searches[2].live] == [(0,), (2,)]
    wanted = torch.log_softmax(logits, dim=-1)
    for row, one in enumerate(searches):
        for hypothesis in one.live:
            assert hypothesis.logprob == pytest.approx(float(wanted[row, hypothesis.tokens[0]]))


def test_a_seed_draws_the_same_again():
    logits = torch.randn((1, 50), generator=torch.Generator().manual_seed(1))
    searches = [Search(Decoding(99, temperature=1.0, seed=seed), lambda _: False) for seed in (3, 3, 4)]
    for _ in range(12):
        choose(logits.repeat(3, 1), searches)
    assert searches[0].live[0].tokens == searches[1].live[0].tokens != searches[2].live[0].tokens


def test_no_run_of_tokens_comes_twice_where_that_is_forbidden():
    one = search(no_repeat_ngram=2)
    one.live = [Hypothesis((1, 2, 0, 1))]
    choose(torch.tensor([[0.0, 0.1, 5.0]]), [one])
    assert said([one]) == [1]  # 1 2 was there


def chain(model: dict[tuple[int, ...], list[float]], one: Search) -> Search:
    """Let a search run on a model that gives the probabilities of the tokens after each beginning."""
    while not one.done:
        rows = [model.get(hypothesis.tokens, [0.97, 0.01, 0.01, 0.01]) for hypothesis in one.live]
        choose(torch.tensor(rows).log(), [one])
    return one


GARDEN = {  # the likeliest first token leads to nothing likely
    (): [0.01, 0.5, 0.4, 0.09],
    (1,): [0.3, 0.2, 0.25, 0.25],
    (2,): [0.05, 0.03, 0.02, 0.9],
}


def test_beams_find_a_likelier_answer_than_the_likeliest_steps_do():
    greedy, beams = chain(GARDEN, search(END)), chain(GARDEN, search(END, beams=3))
    assert greedy.answers[0].tokens == (1, END)
    assert beams.answers[0].tokens == (2, 3, END)
    assert beams.answers[0].logprob == pytest.approx(math.log(0.4 * 0.9 * 0.97), abs=1e-4)


def test_a_beam_search_gives_other_answers_too_the_likeliest_first():
    answers = chain(GARDEN, search(END, beams=3)).answers
    assert len(answers) == 3
    assert len({one.tokens for one in answers}) == 3
    assert [one.mean_logprob for one in answers] == sorted(
        (one.mean_logprob for one in answers), reverse=True
    )
    assert all(one.reason == "stop" and one.tokens[-1] == END for one in answers)


def test_beams_that_never_end_are_cut_and_say_so():
    endless = search(None, beams=2)
    answers = chain({}, endless).answers
    assert [(one.reason, len(one.tokens)) for one in answers] == [("length", 9)]
    looping = Search(Decoding(99, beams=2), lambda token: False)
    assert [one.reason for one in chain({}, looping).answers] == ["loop"]


def test_what_has_ended_is_kept_when_the_rest_is_cut():
    often = {(): [0.2, 0.8, 0.0, 0.0]} | {(1,) * n: [0.0, 1.0, 0.0, 0.0] for n in range(1, 10)}
    (answer,) = chain(often, search(END, beams=2)).answers
    assert (answer.tokens, answer.reason) == ((END,), "stop")


def test_a_beam_search_draws_nothing():
    with pytest.raises(ValueError, match="temperature 0"):
        Decoding(9, beams=2, temperature=0.5)


def test_a_cycle_that_came_round_three_times_is_a_loop():
    assert loops([9, *[1, 2, 3] * 8])
    assert not loops([1, 2, 3] * 7)  # not yet long enough
    assert not loops(list(range(60)))


@pytest.mark.parametrize("width", [5, 127, 128, 1000, 4096, 9001])
def test_beams_branch_to_the_highest_wherever_they_stand(width):
    torch.manual_seed(width)
    logits = torch.randn(60, width)  # more rows than are looked at together
    searches = [search(beams=4) for _ in range(60)]
    choose(logits, searches)
    for row, one in zip(torch.log_softmax(logits, dim=-1), searches, strict=True):
        best = row.topk(4)
        assert [beam.tokens[-1] for beam in one.live] == best.indices.tolist()
        assert [beam.logprob for beam in one.live] == pytest.approx(best.values.tolist(), abs=1e-5)


def test_what_is_forbidden_is_so_in_its_own_row_only():
    logits = torch.zeros(50, 600)
    logits[:, 300] = 5.0
    searches = [search(no_repeat_ngram=2 if index == 30 else 0) for index in range(50)]
    for one in searches:
        one.live = [Hypothesis((300, 7, 300, 300), 0.0)]
    choose(logits, searches)
    assert [index for index, token in enumerate(said(searches)) if token != 300] == [30]
