"""Selection of next tokens from logits: greedy, sampling and beam search."""

from collections.abc import Iterator, Sequence
from itertools import islice

import torch
from torch import Tensor

from summarizer.engine.interface import Decoding
from summarizer.engine.search import Search

_TOP_K = 64  # tokens that are looked at in a draw: to order all takes as long as the model
_ROWS = 24  # whose probabilities are held at once: a few megabytes, which the allocator keeps for the next
_BLOCK = 128  # tokens of which the highest is looked for first


def choose(logits: Tensor, searches: Sequence[Search]) -> None:
    """Extend every search by its next token, or by the next tokens of its beams.

    `logits` has shape (live hypotheses of all searches, output tokens). The log-probabilities are the model's
    own, before any control, so that completions of different settings compare.
    """
    number = max(_looked_at(search.decoding) for search in searches)
    forbidden = [
        list(_repeating(hypothesis.tokens, search.decoding.no_repeat_ngram))
        for search in searches
        for hypothesis in search.live
    ]
    found: list[tuple[Tensor, Tensor]] = []
    for part in torch.split(logits, _ROWS):
        scores = torch.log_softmax(part, dim=-1, dtype=torch.float32)
        for row, barred in enumerate(forbidden[len(found) * _ROWS :][: len(part)]):
            if barred:
                scores[row, barred] = -torch.inf
        found.append(_highest(scores, number))
    likely, tokens = (torch.cat(parts) for parts in zip(*found, strict=True))
    logprobs, ids = likely.tolist(), tokens.tolist()
    row = 0
    for search in searches:
        rows = range(row, row + len(search.live))
        row = rows.stop
        looked_at = _looked_at(search.decoding)
        if search.decoding.temperature:
            search.take(*_drawn(likely[rows.start, :looked_at], tokens[rows.start, :looked_at], search))
        elif search.decoding.greedy:
            search.take(ids[rows.start][0], logprobs[rows.start][0])
        else:
            pairs = (zip(ids[one], logprobs[one], strict=True) for one in rows)
            search.branch([list(islice(pair, looked_at)) for pair in pairs])


def _looked_at(decoding: Decoding) -> int:
    """How many of the likeliest tokens a search chooses from."""
    return _TOP_K if decoding.temperature else 1 if decoding.greedy else 2 * decoding.beams


def _highest(scores: Tensor, number: int) -> tuple[Tensor, Tensor]:
    """The highest scores of each row, in order, and their places, both of shape (rows, number or fewer).

    They stand in those blocks whose own highest are highest, so most of the row is looked at but once, in
    order: several times as fast as to look for them one by one.
    """
    rows, width = scores.shape
    whole = width // _BLOCK * _BLOCK
    if whole <= number * _BLOCK:
        return tuple(scores.topk(min(number, width)))  # type: ignore[return-value]
    blocks = scores[:, :whole].view(rows, -1, _BLOCK)
    best = blocks.amax(dim=-1).topk(number).indices
    chosen = blocks.gather(1, best[..., None].expand(-1, -1, _BLOCK)).flatten(1)
    places = (best[..., None] * _BLOCK + torch.arange(_BLOCK, device=scores.device)).flatten(1)
    if whole < width:
        chosen = torch.cat((chosen, scores[:, whole:]), dim=1)
        rest = torch.arange(whole, width, device=scores.device)
        places = torch.cat((places, rest.expand(rows, -1)), dim=1)
    values, within = chosen.topk(number)
    return values, places.gather(1, within)


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
