"""Answers through transformers' own generate, for encoder-decoders and decoder-only models alike."""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from summarizer.engine.alike import Source
from summarizer.engine.batch_engine import Answer, Answered
from summarizer.engine.steering import Steering
from summarizer.errors import UsageError


def stops_of(own: Any, tokenizer: Any, name: str) -> frozenset[int]:
    """The tokens that end an answer, by the model's `own` settings for generation and its tokenizer's.

    Raises:
        UsageError: there is none.
    """
    ends = own.eos_token_id
    found = {*(ends if isinstance(ends, list) else [ends]), tokenizer.eos_token_id}
    if not (stops := frozenset(found - {None})):
        raise UsageError(
            f"{name}: has no token that ends an answer; "
            "set eos_token_id in its generation_config.json, or name another model"
        )
    return stops


def make_neutral(model: Any, stops: frozenset[int]) -> None:
    """Take away what a model's settings would add to every search: penalties, forced tokens, sampling.

    Answers would else not be what its probabilities say, and not the same on every engine.
    """
    from transformers import GenerationConfig

    own = model.generation_config
    ends = sorted(stops)
    pad = own.pad_token_id
    model.generation_config = GenerationConfig(
        eos_token_id=ends,
        pad_token_id=ends[0] if pad is None else pad,
        bos_token_id=own.bos_token_id,
        bad_words_ids=own.bad_words_ids,
    )


def answered(
    model: Any, batch: Sequence[Source], stops: frozenset[int], started: float, **inputs: Any
) -> Answered:
    """The answers to each request of a batch, which was `started` then; `inputs` are what `generate` reads.

    Rows have a width that all share before the answer: the decoder's start, or the padded prompts.
    """
    from transformers import GenerationConfig, LogitsProcessorList

    first = batch[0].request.decoding
    decodings = [one.request.decoding for one in batch]
    given = inputs.get("decoder_input_ids", inputs.get("input_ids"))
    assert given is not None
    width = max(2, 1 + len(stops)) * first.beams if first.beams > 1 else 1  # as its beam search looks at
    steering = Steering(decodings, eos=min(stops), before=given.shape[1], width=width)
    config = GenerationConfig(
        max_new_tokens=max(one.max_new_tokens for one in decodings) + 1,  # the end that a limit forces
        num_beams=first.beams,
        num_return_sequences=first.beams,
        do_sample=False,
        decoder_start_token_id=int(given[0, 0]),  # or an encoder-decoder would put its own before it
        early_stopping=first.beams > 1,
        length_penalty=1.0,
        return_dict_in_generate=True,
    )
    made = model.generate(
        **inputs, generation_config=config, logits_processor=LogitsProcessorList([steering])
    )
    tokens = made.sequences[:, given.shape[1] :]
    rows = [_until_end(row, stops) for row in tokens.tolist()]
    limits = [one.max_new_tokens for one in decodings for _ in range(one.beams)]
    own_rows = [[number] * len(row) for number, row in enumerate(rows)]
    parents = made.beam_indices.tolist() if first.beams > 1 else own_rows
    means = []
    for row, own, limit in zip(rows, parents, limits, strict=True):
        logprobs = steering.logprobs(row[:limit], own)  # without an end that the limit has forced
        means.append(sum(logprobs) / len(logprobs))
    answers = [Answer(row, mean) for row, mean in zip(rows, means, strict=True)]
    groups = [answers[start : start + first.beams] for start in range(0, len(answers), first.beams)]
    return Answered(groups, (steering.began or started) - started)


def _until_end(tokens: Sequence[int], stops: frozenset[int]) -> tuple[int, ...]:
    end = next((place for place, token in enumerate(tokens) if token in stops), len(tokens) - 1)
    return tuple(tokens[: end + 1])


def padded(rows: Sequence[Sequence[int]], model: Any, *, left: bool = False) -> tuple[Tensor, Tensor]:
    """Ids filled up at the right, or the `left`, and their mask, shape (rows, the longest), for the model."""
    side = "left" if left else "right"
    pad = model.generation_config.pad_token_id
    ids = pad_sequence(
        [torch.tensor(row) for row in rows], batch_first=True, padding_value=pad, padding_side=side
    )
    mask = pad_sequence(
        [torch.ones(len(row), dtype=torch.long) for row in rows], batch_first=True, padding_side=side
    )
    return ids.to(model.device), mask.to(model.device)
