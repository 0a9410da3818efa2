"""Models that are asked batch by batch, the longest texts of those alike in kind first."""

import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from summarizer.engine.alike import Source, next_batch, positions
from summarizer.engine.failures import explained
from summarizer.engine.interface import Completion, EngineInfo, FinishReason, Request, Statistics
from summarizer.engine.search import loops
from summarizer.errors import EngineError
from summarizer.progress import Progress, silent


class Texts(Protocol):
    """Requests as token ids, and token ids as text."""

    def count(self, text: str) -> int:
        """How many tokens a plain text has, without special tokens."""
        ...

    def encode(self, request: Request) -> Source:
        """Token ids of a request; raises `EngineError` where it is none for this model."""
        ...

    def decode(self, tokens: Sequence[int], source: Source) -> str:
        """The text of an answer's token ids, without special tokens and without what every answer has."""
        ...


@dataclass(frozen=True, slots=True)
class Answer:
    """Tokens, the end as the last where it came, and the mean natural-log probability of one."""

    tokens: tuple[int, ...]
    mean_logprob: float


@dataclass(frozen=True, slots=True)
class Answered:
    """The answers to each request of a batch, and the seconds until the first token of all."""

    answers: list[list[Answer]]
    prefill_seconds: float


class BatchModel(Protocol):
    """A model as `BatchEngine` asks it."""

    @property
    def texts(self) -> Texts:
        """Its requests as token ids, and back."""
        ...

    @property
    def stops(self) -> frozenset[int]:
        """The tokens that end an answer."""
        ...

    def complete(self, batch: Sequence[Source]) -> Answered:
        """As many answers to each as its search has beams."""
        ...

    def weigh(self, batch: Sequence[Source]) -> list[list[float]]:
        """The natural-log probability of every token of each given answer."""
        ...


class BatchEngine:
    """A model that answers whole batches.

    In float32 a completion does not depend on what runs beside it. Log-probabilities are the model's own,
    before any control, so that completions of different settings compare.

    `room` is the part of `batch_tokens` that is used at the moment: less once memory did not suffice.
    """

    def __init__(
        self, model: BatchModel, info: EngineInfo, *, batch_tokens: int, progress: Progress = silent
    ) -> None:
        self.info = info
        self.statistics = Statistics()
        self.batch_tokens = self.room = batch_tokens
        self.model = model
        self._progress = progress

    def count_tokens(self, text: str) -> int:
        """How many tokens a plain text has, without special tokens."""
        return self.model.texts.count(text)

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
                waiting.append(self.model.texts.encode(pending.popleft()))
            batch = next_batch(waiting, self.room)
            try:
                with explained(self.info.name):
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

    def _complete(self, batch: Sequence[Source]) -> list[Completion]:
        started = time.perf_counter()
        answered = self.model.complete(batch)
        lengths = [len(one.tokens) for answers in answered.answers for one in answers]
        self._count_prefill(batch, sum(len(one.ids) for one in batch), answered.prefill_seconds)
        self.statistics.decode_tokens += sum(lengths)
        self.statistics.decode_steps += max(lengths)
        self.statistics.decode_seconds += time.perf_counter() - started - answered.prefill_seconds
        return [
            _first([self._answer(source, one) for one in answers])
            for source, answers in zip(batch, answered.answers, strict=True)
        ]

    def _answer(self, source: Source, answer: Answer) -> Completion:
        tokens = answer.tokens
        words = tokens[:-1] if tokens[-1] in self.model.stops else tokens
        reason: FinishReason = "stop"
        if len(words) >= source.request.decoding.max_new_tokens:
            reason = "loop" if loops(words) else "length"
        return Completion(
            request=source.request,
            text=self.model.texts.decode(words, source),
            finish_reason=reason,
            prompt_tokens=len(source.ids),
            completion_tokens=len(tokens),
            mean_logprob=answer.mean_logprob,
        )

    def _weigh(self, batch: Sequence[Source]) -> list[Completion]:
        """A completion for each, whose `mean_logprob` is that of its given answer."""
        started = time.perf_counter()
        scored = self.model.weigh(batch)
        tokens = sum(len(one.ids) + len(one.answer) for one in batch)
        self._count_prefill(batch, tokens, time.perf_counter() - started)
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

    def _count_prefill(self, batch: Sequence[Source], tokens: int, seconds: float) -> None:
        self.statistics.requests += len(batch)
        self.statistics.prefill_tokens += tokens
        self.statistics.prefill_seconds += seconds


def _first(answers: Sequence[Completion]) -> Completion:
    """The likeliest answer, with the others behind it."""
    best, *others = sorted(answers, key=lambda one: one.mean_logprob, reverse=True)
    return replace(best, others=tuple(others))
