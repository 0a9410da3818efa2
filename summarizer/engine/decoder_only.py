"""Decoder-only models of any architecture of transformers, as `BatchEngine` asks them."""

import inspect
import time
from collections.abc import Sequence
from typing import Any

import torch

from summarizer.engine.alike import Source
from summarizer.engine.batch_engine import Answered, Texts
from summarizer.engine.forcing import WEIGHED, scored
from summarizer.engine.generating import answered, make_neutral, padded, stops_of


class DecoderOnly:
    """A model that goes on after the prompt; prompts are filled up at the left, so that all end together."""

    def __init__(self, model: Any, texts: Texts, tokenizer: Any) -> None:
        self.model, self.texts = model, texts
        self.stops = stops_of(model.generation_config, tokenizer, model.name_or_path)
        make_neutral(model, self.stops)
        self._takes = frozenset(inspect.signature(model.forward).parameters)

    @torch.inference_mode()
    def complete(self, batch: Sequence[Source]) -> Answered:
        """As many answers to each as its search has beams."""
        started = time.perf_counter()
        ids, mask = padded([one.ids for one in batch], self.model, left=True)
        return answered(self.model, batch, self.stops, started, input_ids=ids, attention_mask=mask)

    @torch.inference_mode()
    def weigh(self, batch: Sequence[Source]) -> list[list[float]]:
        """The natural-log probability of every token of each given answer."""
        found: list[list[float]] = []
        step = max(1, WEIGHED // max(len(one.answer) for one in batch))
        for begin in range(0, len(batch), step):
            part = batch[begin : begin + step]
            ids, mask = padded([(*one.ids, *one.answer) for one in part], self.model, left=True)
            longest = max(len(one.answer) for one in part)
            wanted = longest + 1  # the state at a token predicts the next one
            more = {"position_ids": (mask.cumsum(1) - 1).clamp_min(0), "logits_to_keep": wanted}
            more = {name: value for name, value in more.items() if name in self._takes}
            logits = self.model(input_ids=ids, attention_mask=mask, **more).logits[:, -wanted:]
            found += [
                scored(row[longest - len(one.answer) :], one.answer)
                for row, one in zip(logits, part, strict=True)
            ]
        return found
