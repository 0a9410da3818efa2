"""Selection of next tokens from logits: greedy, sampling and beam search."""

from collections.abc import Iterator, Sequence

import torch
from torch import Tensor

from summarizer.engine.search import Search

_TOP_K = 64  # tokens that are looked at where one is not enough: to order all takes as long as the model


def choose(logits: Tensor, searches: Sequence[Search]) -> None:
    """Extend every search by its next token, or by the next tokens of its beams.

    `logits` has shape (live hypotheses of all searches, output tokens). The log-probabilities are the model's
    own, before any control, so that completions of different settings compare.
    """
    scores = torch.log_softmax(logits, dim=-1, dtype=torch.float32)
    first: list[int] = []  # the row of each search's first hypothesis
    row = 0
    for search in searches:
        first.append(row)
        for hypothesis in search.live:
            if forbidden := list(_repeating(hypothesis.tokens, search.decoding.no_repeat_ngram)):
                scores[row, forbidden] = -torch.inf
            row += 1
    narrow = [index for index, search in enumerate(searches) if search.decoding.greedy]
    wide = [index for index, search in enumerate(searches) if not search.decoding.greedy]
    if narrow:
        best = _rows(scores, [first[index] for index in narrow]).max(dim=-1)
        for index, token, logprob in zip(narrow, best.indices.tolist(), best.values.tolist(), strict=True):
            searches[index].take(token, logprob)
    if wide:
        rows = [first[index] + place for index in wide for place in range(len(searches[index].live))]
        _widely(_rows(scores, rows), [searches[index] for index in wide])


def _rows(scores: Tensor, rows: Sequence[int]) -> Tensor:
    return scores if len(rows) == len(scores) else scores[rows]


def _widely(scores: Tensor, searches: Sequence[Search]) -> None:
    """Draw a token for searches that sample, and extend the beams of the others."""
    likely, tokens = scores.topk(min(_TOP_K, scores.shape[-1]))
    row = 0
    for search in searches:
        rows = slice(row, row + len(search.live))
        row = rows.stop
        if search.decoding.temperature:
            search.take(*_drawn(likely[rows][0], tokens[rows][0], search))
        else:
            most = 2 * search.decoding.beams
            pairs = zip(tokens[rows, :most].tolist(), likely[rows, :most].tolist(), strict=True)
            search.branch([list(zip(*pair, strict=True)) for pair in pairs])


def _drawn(likely: Tensor, tokens: Tensor, search: Search) -> tuple[int, float]:
    """A token with its log-probability, drawn from the nucleus of the likeliest.

    Top-k and nucleus sampling (Fan et al. 2018, arXiv 1805.04833; Holtzman et al. 2020, arXiv 1904.09751).
    """
    decoding = search.decoding
    if search.generator is None:
        search.generator = torch.Generator(device=likely.device).manual_seed(decoding.seed)
    weights = torch.softmax(likely / decoding.temperature, dim=-1)
    weights[weights.cumsum(dim=-1) - weights >= decoding.top_p] = 0
    place = int(torch.multinomial(weights, 1, generator=search.generator))
    return int(tokens[place]), float(likely[place])


def _repeating(tokens: Sequence[int], size: int) -> Iterator[int]:
    """The tokens that would end a run of `size` which was there before; none where size is 0."""
    if not 0 < size <= len(tokens):
        return
    tail = tokens[len(tokens) - size + 1 :]
    for start in range(len(tokens) - size + 1):
        if tokens[start : start + size - 1] == tail:
            yield tokens[start + size - 1]
