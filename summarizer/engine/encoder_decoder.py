"""Encoder-decoder models: length-sorted batches by a token budget, through transformers' own generate."""

import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import torch

from summarizer.engine.alike import next_batch, positions
from summarizer.engine.directions import Directions, Source
from summarizer.engine.forcing import Encoded, encode, logprobs
from summarizer.engine.interface import Completion, EngineInfo, FinishReason, Request, Statistics
from summarizer.engine.search import loops
from summarizer.engine.steering import Steering
from summarizer.errors import EngineError, first_line
from summarizer.progress import Progress, silent


class EncoderDecoderEngine:
    """An encoder-decoder of transformers, batch by batch, the longest texts of those alike in kind first.

    In float32 a completion does not depend on what runs beside it. How likely answers are is computed after
    the search, from the model's own logits, and with the same code for answers that are given.

    `room` is the part of `batch_tokens` that is used at the moment: less once memory did not suffice.
    """

    def __init__(
        self,
        model: Any,
        directions: Directions,
        info: EngineInfo,
        *,
        batch_tokens: int,
        progress: Progress = silent,
    ) -> None:
        self.info = info
        self.statistics = Statistics()
        self.batch_tokens = self.room = batch_tokens
        self.model, self.directions = model, directions
        self._progress = progress
        stops = model.generation_config.eos_token_id
        self._stops = frozenset(stops if isinstance(stops, list) else [stops])

    def count_tokens(self, text: str) -> int:
        """How many tokens a plain text has, without special tokens."""
        return self.directions.count(text)

    def generate(self, pending: deque[Request]) -> Iterator[Completion]:
        """Complete every request of `pending`; see `summarizer.engine.interface.Engine.generate`.

        Raises:
            EngineError: the model failed, for example for want of memory, or a text is too long for it.
        """
        self.room = self.batch_tokens
        waiting: list[Source] = []
        done = 0
        while pending or waiting:
            while pending:
                waiting.append(self.directions.encode(pending.popleft()))
            batch = next_batch(waiting, self.room)
            try:
                with self._explained(), torch.inference_mode():
                    completions = self._weigh(batch) if batch[0].answer else self._complete(batch)
            except EngineError as error:
                if len(batch) == 1:
                    request = batch[0].request.id
                    raise EngineError(
                        f"{error}; try a smaller model, or split the text", request=request
                    ) from error
                self.room = max(1, sum(map(positions, batch)) // 2)
                self.statistics.shrunk += 1
                continue
            taken = {id(one) for one in batch}
            waiting = [one for one in waiting if id(one) not in taken]
            for completion in completions:
                done += 1
                self._progress(
                    f"generating with {self.info.name}", done, done + len(waiting) + len(pending) + len(batch)
                )
                yield completion
        if done:
            self._progress(f"generating with {self.info.name}", done, done)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what torch raises, mostly for want of memory, into an EngineError."""
        try:
            yield
        except (RuntimeError, MemoryError) as error:
            raise EngineError(f"{self.info.name}: the model failed ({first_line(error)})") from error

    def _encode(self, batch: Sequence[Source]) -> Encoded:
        started = time.perf_counter()
        encoded = encode(self.model, [one.ids for one in batch])
        self.statistics.requests += len(batch)
        self.statistics.prefill_tokens += sum(len(one.ids) for one in batch)
        self.statistics.prefill_seconds += time.perf_counter() - started
        return encoded

    def _complete(self, batch: Sequence[Source]) -> list[Completion]:
        encoded = self._encode(batch)
        started = time.perf_counter()
        rows = self._generated(batch, encoded)
        beams = batch[0].request.decoding.beams
        of = [number // beams for number in range(len(rows))]
        scored = logprobs(self.model, encoded, of, [batch[index].start for index in of], rows)
        answers = [
            self._answer(batch[index], row, sum(own) / len(own))
            for index, row, own in zip(of, rows, scored, strict=True)
        ]
        self.statistics.decode_tokens += sum(map(len, rows))
        self.statistics.decode_steps += max(map(len, rows))
        self.statistics.decode_seconds += time.perf_counter() - started
        groups = [answers[start : start + beams] for start in range(0, len(answers), beams)]
        return [_first(group) for group in groups]

    def _generated(self, batch: Sequence[Source], encoded: Encoded) -> list[tuple[int, ...]]:
        """The tokens of every answer, those of one request together; the end is the last where it came."""
        from transformers import GenerationConfig, LogitsProcessorList
        from transformers.modeling_outputs import BaseModelOutput

        first, own = batch[0].request.decoding, self.model.generation_config
        start = batch[0].start
        decodings = [one.request.decoding for one in batch]
        steering = Steering(decodings, eos=min(self._stops), before=len(start))
        config = GenerationConfig(
            max_new_tokens=max(one.max_new_tokens for one in decodings) + len(start),
            num_beams=first.beams,
            num_return_sequences=first.beams,
            do_sample=False,
            early_stopping=first.beams > 1,
            length_penalty=1.0,
            no_repeat_ngram_size=first.no_repeat_ngram,
            decoder_start_token_id=start[0],
            forced_bos_token_id=start[1] if len(start) > 1 else None,
            eos_token_id=own.eos_token_id,
            pad_token_id=own.pad_token_id,
            bos_token_id=own.bos_token_id,
            bad_words_ids=own.bad_words_ids,
        )
        made = self.model.generate(
            encoder_outputs=BaseModelOutput(last_hidden_state=encoded.states),
            attention_mask=encoded.mask,
            generation_config=config,
            logits_processor=LogitsProcessorList([steering]),
        )
        return [self._until_end(row[len(start) :]) for row in made.tolist()]

    def _until_end(self, tokens: Sequence[int]) -> tuple[int, ...]:
        end = next((place for place, token in enumerate(tokens) if token in self._stops), len(tokens) - 1)
        return tuple(tokens[: end + 1])

    def _answer(self, source: Source, tokens: tuple[int, ...], mean_logprob: float) -> Completion:
        words = tokens[:-1] if tokens[-1] in self._stops else tokens
        reason: FinishReason = "stop"
        if len(words) >= source.request.decoding.max_new_tokens:
            reason = "loop" if loops(words) else "length"
        return Completion(
            request=source.request,
            text=self.directions.decode(words, source.use),
            finish_reason=reason,
            prompt_tokens=len(source.ids),
            completion_tokens=len(tokens),
            mean_logprob=mean_logprob,
        )

    def _weigh(self, batch: Sequence[Source]) -> list[Completion]:
        """A completion for each, whose `mean_logprob` is that of its given answer."""
        encoded = self._encode(batch)
        started = time.perf_counter()
        answers = [one.answer for one in batch]
        scored = logprobs(self.model, encoded, range(len(batch)), [one.start for one in batch], answers)
        self.statistics.prefill_tokens += sum(map(len, answers))
        self.statistics.prefill_seconds += time.perf_counter() - started
        counted = [own[one.unweighed :] for one, own in zip(batch, scored, strict=True)]
        return [
            Completion(
                request=one.request,
                text=one.request.answer or "",
                finish_reason="stop",
                prompt_tokens=len(one.ids),
                completion_tokens=0,
                mean_logprob=sum(own) / len(own),
            )
            for one, own in zip(batch, counted, strict=True)
        ]


def _first(answers: Sequence[Completion]) -> Completion:
    """The likeliest answer, with the others behind it."""
    best, *others = sorted(answers, key=lambda one: one.mean_logprob, reverse=True)
    return replace(best, others=tuple(others))
