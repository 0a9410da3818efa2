"""Encoder-decoders of transformers, as `BatchEngine` asks them."""

import time
from collections.abc import Sequence
from typing import Any

import torch

from summarizer.engine.alike import Source
from summarizer.engine.batch_engine import Answered
from summarizer.engine.directions import Directions
from summarizer.engine.forcing import encode, logprobs
from summarizer.engine.generating import answered, make_neutral, stops_of


class EncoderDecoder:
    """A model that encodes the source, and generates the answer after a start that its direction gives."""

    def __init__(self, model: Any, directions: Directions) -> None:
        self.model, self.texts = model, directions
        self.stops = stops_of(model.generation_config, directions.tokenizer, model.name_or_path)
        make_neutral(model, self.stops)

    @torch.inference_mode()
    def complete(self, batch: Sequence[Source]) -> Answered:
        """As many answers to each as its search has beams."""
        from transformers.modeling_outputs import BaseModelOutput

        started = time.perf_counter()
        encoded = encode(self.model, [one.ids for one in batch])
        starts = torch.tensor([one.start for one in batch], device=encoded.mask.device)
        return answered(
            self.model,
            batch,
            self.stops,
            started,
            encoder_outputs=BaseModelOutput(last_hidden_state=encoded.states),
            attention_mask=encoded.mask,
            decoder_input_ids=starts,
        )

    @torch.inference_mode()
    def weigh(self, batch: Sequence[Source]) -> list[list[float]]:
        """The natural-log probability of every token of each given answer."""
        encoded = encode(self.model, [one.ids for one in batch])
        return logprobs(self.model, encoded, [one.start for one in batch], [one.answer for one in batch])
