"""Decoder-only models: continuous batching over rows that join and leave."""

import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from summarizer.engine.batching import LANES, Encoded, Row, admit, need, passes
from summarizer.engine.cache import RowCache
from summarizer.engine.encoding import Encoding
from summarizer.engine.failures import explained
from summarizer.engine.forward import PackedModel
from summarizer.engine.interface import Completion, EngineInfo, Request, Statistics
from summarizer.engine.lane import Lane, reorder
from summarizer.engine.network import Network
from summarizer.engine.output import OutputLayer
from summarizer.engine.sampling import choose
from summarizer.engine.search import Hypothesis, Search
from summarizer.engine.weighing import pop_batch, weigh
from summarizer.errors import EngineError
from summarizer.progress import Progress, silent

PREFILL_TOKENS = 2048  # at most in one forward pass: activations, not weights, bound its memory


class CausalEngine:
    """A decoder-only model, run row by row as a server would (Yu et al. 2022, "Orca").

    Requests join the running batch as soon as rows are free, and finished rows leave it, so decoding many
    sentences costs about what the longest takes. `output_tokens` restricts what can be generated to those
    token ids and those of all prompts so far. In float32 a completion does not depend on what runs beside it,
    but for the few tokens that other prompts have added to the output.

    `room` is the part of `batch_tokens` that is used at the moment: less once memory did not suffice.
    """

    def __init__(
        self,
        network: Network,
        tokenizer: Any,
        info: EngineInfo,
        *,
        batch_tokens: int,
        stop_token_ids: frozenset[int],
        output_tokens: NDArray[np.int32] | None = None,
        progress: Progress = silent,
    ) -> None:
        self.info = info
        self.statistics = Statistics()
        self.batch_tokens = self.room = batch_tokens
        self.stop_token_ids = stop_token_ids
        self.encoding = Encoding(tokenizer)
        self.model = PackedModel(network)
        allowed = None if output_tokens is None else [*output_tokens.tolist(), *sorted(stop_token_ids)]
        self.output = OutputLayer(network.output_weight, allowed)
        self._progress = progress

    def count_tokens(self, text: str) -> int:
        """How many tokens a plain text has, without special tokens."""
        return self.encoding.count(text)

    def generate(self, pending: deque[Request]) -> Iterator[Completion]:
        """Complete every request of `pending`; see `summarizer.engine.interface.Engine.generate`.

        Raises:
            EngineError: the model failed, for example for want of memory.
        """
        self.room = self.batch_tokens
        waiting: deque[Encoded] = deque()  # for an answer to be made
        given: deque[Encoded] = deque()  # for the answer that they give to be weighed
        lanes = [Lane(length, self.model) for length in LANES]
        done = 0
        while pending or waiting or given or any(lane.active for lane in lanes):
            while pending:
                item = self.encoding.encode(pending.popleft())
                (given if item.answer else waiting).append(item)
            busy = bool(waiting) or any(lane.active for lane in lanes)
            completions: list[Completion] = []
            part = pop_batch(given, min(PREFILL_TOKENS, self.room), full=busy)
            try:
                with explained(self.info.name):
                    if part:
                        completions = self._weigh(part)
                    elif not self._join(lanes, waiting):
                        self._step([lane for lane in lanes if lane.active])
            except EngineError as error:
                for item in reversed(self._shrink(lanes, part, error)):
                    (given if item.answer else waiting).appendleft(item)
                continue
            completions += [self._completion(*one) for lane in lanes for one in lane.pop_finished()]
            for completion in completions:
                done += 1
                left = len(waiting) + len(given) + sum(len(lane.active) for lane in lanes) + len(pending)
                self._progress(f"generating with {self.info.name}", done, done + left)
                yield completion

    def _join(self, lanes: Sequence[Lane], waiting: deque[Encoded]) -> bool:
        """Let requests join where there is room, and give each of them its first token; whether any did."""
        live = sum(len(lane.cache) for lane in lanes)
        rows = admit(waiting, (item for lane in lanes for item in lane.active), self.room, live)
        for lane in lanes:
            lane.joining = [row for row in rows if row[0].lane == lane.length]
        for lane in lanes:
            for part in passes(lane.joining, PREFILL_TOKENS):
                items = [item for row in part for item in row]
                searches = [Search(item.request.decoding, self._stops) for item in items]
                self._prefill(lane.cache, part, searches)
                lane.active += items
                lane.searches += searches
            lane.joining = []
        return bool(rows)

    def _shrink(self, lanes: Sequence[Lane], given: Sequence[Encoded], error: EngineError) -> list[Encoded]:
        """After a failure the requests that were at work, to begin again in batches of half the size.

        Raises:
            EngineError: there was but one request, which fails even alone.
        """
        joining = [item for lane in lanes for row in lane.joining for item in row]
        active = [item for lane in lanes for item in lane.active]
        items = list({id(item): item for item in [*given, *active, *joining]}.values())
        if len(items) <= 1:
            raise EngineError(
                f"{error}; try a smaller model, or split the text",
                request=items[0].request.id if items else None,
            ) from error
        self.room = max(1, min(self.room, sum(need([item]) for item in items)) // 2)
        self.statistics.shrunk += 1
        for lane in lanes:
            lane.reset()
        return items

    def _weigh(self, items: Sequence[Encoded]) -> list[Completion]:
        """Score the answers that the requests give."""
        started = time.perf_counter()
        completions = weigh(self.model, self.output, items)
        self._count_prefill(len(items), sum(len(item.ids) for item in items), started)
        return completions

    def _count_prefill(self, requests: int, tokens: int, started: float) -> None:
        self.statistics.requests += requests
        self.statistics.prefill_tokens += tokens
        self.statistics.prefill_seconds += time.perf_counter() - started

    def _prefill(self, cache: RowCache, rows: Sequence[Row], searches: Sequence[Search]) -> None:
        """Run each row's prompt once, and choose the first token of every answer."""
        started = time.perf_counter()
        prompts = [row[0].ids for row in rows]
        lengths = [len(ids) for ids in prompts]
        copies = [index for index, row in enumerate(rows) for _ in row]
        for ids in prompts:
            self.output.allow(ids)
        before = len(cache)
        cache.begin_prefill(lengths, [len(row) for row in rows])
        hidden = self.model.prefill(prompts, cache)
        with torch.inference_mode():
            last = hidden[torch.tensor(lengths).cumsum(0) - 1]
            choose(self.output(last)[copies], searches)
        reorder(cache, before, searches, [1] * len(searches))
        self._count_prefill(len(searches), sum(lengths), started)

    def _step(self, lanes: Sequence[Lane]) -> None:
        """Give every answer its next token, all lanes in one pass: it costs most to read the weights."""
        started = time.perf_counter()
        searches = [search for lane in lanes for search in lane.searches]
        counts = [[len(search.live) for search in lane.searches] for lane in lanes]
        newest = [hypothesis.tokens[-1] for search in searches for hypothesis in search.live]
        hidden = self.model.step(self.output.token_ids(newest), [lane.cache for lane in lanes])
        with torch.inference_mode():
            choose(self.output(hidden), searches)
        for lane, live in zip(lanes, counts, strict=True):
            reorder(lane.cache, 0, lane.searches, live)
        self.statistics.decode_tokens += len(newest)
        self.statistics.decode_steps += 1
        self.statistics.decode_seconds += time.perf_counter() - started

    def _stops(self, index: int) -> bool:
        return self.output.token_id(index) in self.stop_token_ids

    def _completion(self, item: Encoded, search: Search) -> Completion:
        first, *others = (self._answer(item, hypothesis) for hypothesis in search.answers)
        return replace(first, others=tuple(others))

    def _answer(self, item: Encoded, hypothesis: Hypothesis) -> Completion:
        tokens = [self.output.token_id(index) for index in hypothesis.tokens]
        text = self.encoding.decode(tokens[:-1] if hypothesis.reason == "stop" else tokens)
        return Completion(
            request=item.request,
            text=text.strip(),
            finish_reason=hypothesis.reason,
            prompt_tokens=len(item.ids),
            completion_tokens=len(tokens),
            mean_logprob=hypothesis.mean_logprob,
        )
