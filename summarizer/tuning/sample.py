"""Quick scores while a model is tuned: what it says to a few held-out prompts, and how near that comes."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from summarizer.tuning.batches import Encoded
from summarizer.tuning.examples import SUMMARY, TRANSLATION

Decode = Callable[[Sequence[int]], str]
_MOST = 160  # tokens of an answer


def scores(model: Any, held_out: Sequence[Encoded], decode: Decode, number: int) -> dict[str, float]:
    """chrF2 of the first `number` translations and ROUGE-L of as many summaries, 0 to 100, greedy.

    Raises:
        UsageError: sacrebleu or rouge-score is not installed.
    """
    from summarizer.evaluation.summary import scorer
    from summarizer.evaluation.translation import metrics

    found: dict[str, float] = {}
    for task in (TRANSLATION, SUMMARY):
        chosen = [example for example in held_out if example.task == task][:number]
        if not chosen:
            continue
        said = [decode(answer) for answer in answers(model, chosen)]
        wanted = [decode(example.answer[:-1]) for example in chosen]
        if task == TRANSLATION:
            found["chrF2"] = metrics()["chrf2"].corpus_score(said, [wanted]).score
        else:
            rouge = scorer()
            values = [rouge.score(a, b)["rougeL"].fmeasure for a, b in zip(wanted, said, strict=True)]
            found["ROUGE-L"] = 100 * sum(values) / len(values)
    return found


def answers(model: Any, examples: Sequence[Encoded]) -> list[list[int]]:
    """The ids that the model answers each prompt with, without the end-of-text id; greedy, as one batch."""
    import torch

    end = examples[0].answer[-1]
    longest = max(len(example.prompt) for example in examples)
    ids = torch.zeros((len(examples), longest), dtype=torch.long)
    mask = torch.zeros_like(ids)
    for row, example in enumerate(examples):
        start = longest - len(example.prompt)  # on the left, so that all answers start together
        ids[row, start:], mask[row, start:] = torch.tensor(example.prompt), 1
    with torch.no_grad(), _uncompiled(model.get_base_model().get_decoder()):
        made = model.generate(
            input_ids=ids.to(model.device),
            attention_mask=mask.to(model.device),
            max_new_tokens=_MOST,
            do_sample=False,
            eos_token_id=end,
            pad_token_id=end,
        )
    rows = made[:, longest:].tolist()
    return [row[: row.index(end)] if end in row else row for row in rows]


@contextmanager
def _uncompiled(backbone: Any) -> Iterator[None]:
    """The layers as they were written: one token at a time is nothing to compile for."""
    compiled = [layer.__dict__.pop("forward", None) for layer in backbone.layers]
    try:
        yield
    finally:
        for layer, forward in zip(backbone.layers, compiled, strict=True):
            if forward is not None:
                layer.forward = forward
