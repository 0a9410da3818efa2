"""Decoder-only models: continuous batching over rows that join and leave."""

import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import cross_entropy

from summarizer.engine import attention
from summarizer.engine.batching import LANES, Encoded, Row, admit, need, passes
from summarizer.engine.cache import RowCache, SideBySide, Step
from summarizer.engine.interface import Completion, EngineInfo, Request, Statistics
from summarizer.engine.output import OutputLayer
from summarizer.engine.packing import pack
from summarizer.engine.sampling import choose
from summarizer.engine.search import Hypothesis, Search
from summarizer.errors import EngineError, first_line
from summarizer.progress import Progress, silent

PREFILL_TOKENS = 2048  # at most in one forward pass: activations, not weights, bound its memory
_WEIGHED_TOKENS = 256  # whose logits are held at once


class _Lane:
    """Rows of like length, with their cache: those of prompts of at most `length` tokens."""

    def __init__(self, length: int, layers: int, device: torch.device) -> None:
        self.length = length
        self._new_cache = partial(RowCache, layers, device)
        self.cache = self._new_cache()
        self.joining: list[Row] = []  # those being prefilled
        self.active: list[Encoded] = []
        self.searches: list[Search] = []  # of the active ones; the cache holds what is live of each in order

    def reset(self) -> None:
        """Begin anew without rows."""
        self.cache = self._new_cache()
        self.active, self.joining, self.searches = [], [], []


class CausalEngine:
    """A decoder-only model of transformers, run row by row as a server would (Yu et al. 2022, "Orca").

    Requests join the running batch as soon as rows are free, and finished rows leave it, so decoding many
    sentences costs about what the longest takes. `output_tokens` restricts what can be generated to those
    token ids and those of all prompts so far. In float32 a completion does not depend on what runs beside it,
    but for the few tokens that other prompts have added to the output.
    """

    def __init__(
        self,
        model: Any,
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
        self._tokenizer = tokenizer
        self._budget = self._room = batch_tokens
        self._progress = progress
        attention.use(model)
        self._backbone = model.get_decoder()
        pack(self._backbone)
        self._device, self._dtype = model.device, model.dtype
        self._layer_types = set(getattr(model.config, "layer_types", None) or ["full_attention"])
        self._layers: int = model.config.num_hidden_layers
        self._heads_a_group = model.config.num_attention_heads // model.config.num_key_value_heads
        self._window: int = getattr(model.config, "sliding_window", None) or 0
        self._special = sorted(set(tokenizer.all_special_tokens), key=len, reverse=True)
        allowed = None if output_tokens is None else [*output_tokens.tolist(), *sorted(stop_token_ids)]
        self._output = OutputLayer(model.get_output_embeddings().weight, allowed)
        self._stop_ids = stop_token_ids

    def count_tokens(self, text: str) -> int:
        """How many tokens a plain text has, without special tokens."""
        return len(self._tokenizer.encode(text, add_special_tokens=False))

    def generate(self, pending: deque[Request]) -> Iterator[Completion]:
        """Complete every request of `pending`; see `summarizer.engine.interface.Engine.generate`.

        Raises:
            EngineError: the model failed, for example for want of memory.
        """
        self._room = self._budget
        waiting: deque[Encoded] = deque()  # for an answer to be made
        given: deque[Encoded] = deque()  # for the answer that they give to be weighed
        lanes = [_Lane(length, self._layers, self._device) for length in LANES]
        done = 0
        while pending or waiting or given or any(lane.active for lane in lanes):
            while pending:
                item = self._encode(pending.popleft())
                (given if item.answer else waiting).append(item)
            busy = bool(waiting) or any(lane.active for lane in lanes)
            completions: list[Completion] = []
            part = self._part(given, whole=busy)
            try:
                with self._explained():
                    if part:
                        completions = self._weigh(part)
                    elif not self._join(lanes, waiting):
                        self._step([lane for lane in lanes if lane.active])
            except EngineError as error:
                for item in reversed(self._shrink(lanes, part, error)):
                    (given if item.answer else waiting).appendleft(item)
                continue
            completions += [self._completion(*one) for lane in lanes for one in self._leave(lane)]
            for completion in completions:
                done += 1
                left = len(waiting) + len(given) + sum(len(lane.active) for lane in lanes) + len(pending)
                self._progress(f"generating with {self.info.name}", done, done + left)
                yield completion

    def _part(self, given: deque[Encoded], *, whole: bool) -> list[Encoded]:
        """Take one pass off `given`; nothing where only a `whole` one will do and there is none yet.

        To read the weights costs most, so while there is other work it waits until there is enough.
        """
        most = min(PREFILL_TOKENS, self._room)
        if not given or (whole and sum(len(item.ids) for item in given) < most // 2):
            return []
        part = [item for row in passes([[item] for item in given], most)[0] for item in row]
        for _ in part:
            given.popleft()
        return part

    def _join(self, lanes: Sequence["_Lane"], waiting: deque[Encoded]) -> bool:
        """Let requests join where there is room, and give each of them its first token; whether any did."""
        live = sum(len(lane.cache) for lane in lanes)
        rows = admit(waiting, (item for lane in lanes for item in lane.active), self._room, live)
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

    def _shrink(
        self, lanes: Sequence["_Lane"], given: Sequence[Encoded], error: EngineError
    ) -> list[Encoded]:
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
        self._room = max(1, min(self._room, sum(need([item]) for item in items)) // 2)
        self.statistics.shrunk += 1
        for lane in lanes:
            lane.reset()
        return items

    def _leave(self, lane: "_Lane") -> Iterator[tuple[Encoded, Search]]:
        """The requests that are done, taken out of the lane."""
        for index in reversed(range(len(lane.active))):
            if lane.searches[index].done:
                yield lane.active.pop(index), lane.searches.pop(index)
        if not lane.active:  # a cache sized for long rows would slow the short ones that follow
            lane.reset()

    def _weigh(self, items: Sequence[Encoded]) -> list[Completion]:
        """How likely the model finds the answers that the requests give, all in one pass."""
        started = time.perf_counter()
        for item in items:
            self._output.allow(item.ids)
        lengths = [len(item.ids) for item in items]
        hidden = torch.split(self._forward([item.ids for item in items]), lengths)
        with torch.inference_mode():
            # A token's state foretells the next token.
            states = torch.cat(
                [own[-len(item.answer) - 1 : -1] for item, own in zip(items, hidden, strict=True)]
            )
            tokens = self._output.indices(token for item in items for token in item.answer)
            parts = zip(
                torch.split(states, _WEIGHED_TOKENS), torch.split(tokens, _WEIGHED_TOKENS), strict=True
            )
            surprises = torch.cat(
                [
                    cross_entropy(self._output(part).float(), wanted.to(self._device), reduction="none")
                    for part, wanted in parts
                ]
            )
        means = [-float(own.mean()) for own in torch.split(surprises, [len(item.answer) for item in items])]
        self.statistics.requests += len(items)
        self.statistics.prefill_tokens += sum(lengths)
        self.statistics.prefill_seconds += time.perf_counter() - started
        return [
            Completion(
                item.request, item.request.answer or "", "stop", len(item.ids) - len(item.answer), 0, mean
            )
            for item, mean in zip(items, means, strict=True)
        ]

    def _encode(self, request: Request) -> Encoded:
        """Token ids of a prompt; special tokens inside its text are taken apart, never obeyed."""
        prompt = request.prompt
        if isinstance(prompt, str):
            start = self._tokenizer.bos_token or ""
            text = start + self._neutral(prompt)
        else:
            turns = [{"role": turn.role, "content": self._neutral(turn.content)} for turn in prompt]
            text = self._tokenizer.apply_chat_template(turns, tokenize=False, add_generation_prompt=True)
        answer = self._neutral(request.answer or "")
        ids, given = (
            tuple(self._tokenizer.encode(one, add_special_tokens=False)) if one else ()
            for one in (text, answer)
        )
        return Encoded(request, (*ids, *given), given)

    def _neutral(self, text: str) -> str:
        for token in self._special:
            if token in text:
                text = text.replace(token, f"{token[0]} {token[1:]}")
        return text

    def _forward(self, prompts: Sequence[Sequence[int]], cache: RowCache | None = None) -> Tensor:
        """Hidden states, shape (tokens of all prompts, dimensions), one prompt behind another."""
        lengths = tuple(map(len, prompts))
        masks: attention.Masks = {
            kind: (attention.Prompts(lengths, tuple(self._band(kind, length) for length in lengths)),)
            for kind in self._layer_types
        }
        ids = torch.tensor([token for prompt in prompts for token in prompt])
        positions = torch.cat([torch.arange(length) for length in lengths])
        return self._run(ids, masks, positions, [cache] if cache else [])

    def _band(self, kind: str, length: int) -> Tensor | None:
        """Which tokens of a prompt see which, where that is not all before them."""
        if kind != "sliding_attention" or not 0 < self._window < length:
            return None
        places = torch.arange(length, device=self._device)
        distance = places[:, None] - places[None, :]
        return (distance >= 0) & (distance < self._window)

    def _run(
        self, ids: Tensor, masks: attention.Masks, positions: Tensor, caches: Sequence[RowCache]
    ) -> Tensor:
        """Hidden states, shape (tokens, dimensions), of packed tokens at their positions."""
        with torch.inference_mode():
            hidden: Tensor = self._backbone(
                input_ids=ids[None].to(self._device),
                attention_mask=masks,
                position_ids=positions[None].to(self._device),
                past_key_values=SideBySide(caches) if caches else None,
                use_cache=bool(caches),
            ).last_hidden_state
        return hidden[0]

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what torch raises, mostly for want of memory, into an EngineError."""
        try:
            yield
        except (RuntimeError, MemoryError) as error:
            raise EngineError(f"{self.info.name}: the model failed ({first_line(error)})") from error

    def _prefill(self, cache: RowCache, rows: Sequence[Row], searches: Sequence[Search]) -> None:
        """Run each row's prompt once, and choose the first token of every answer."""
        started = time.perf_counter()
        prompts = [row[0].ids for row in rows]
        lengths = [len(ids) for ids in prompts]
        copies = [index for index, row in enumerate(rows) for _ in row]
        for ids in prompts:
            self._output.allow(ids)
        before = len(cache)
        cache.begin_prefill(lengths, [len(row) for row in rows])
        hidden = self._forward(prompts, cache)
        with torch.inference_mode():
            last = hidden[torch.tensor(lengths).cumsum(0) - 1]
            choose(self._output(last)[copies], searches)
        _follow(cache, before, searches, [1] * len(searches))
        statistics = self.statistics
        statistics.requests += len(searches)
        statistics.prefill_tokens += sum(lengths)
        statistics.prefill_seconds += time.perf_counter() - started

    def _step(self, lanes: Sequence["_Lane"]) -> None:
        """Give every answer its next token, all lanes in one pass: it costs most to read the weights."""
        started = time.perf_counter()
        searches = [search for lane in lanes for search in lane.searches]
        counts = [[len(search.live) for search in lane.searches] for lane in lanes]
        newest = [hypothesis.tokens[-1] for search in searches for hypothesis in search.live]
        steps = [lane.cache.begin_step() for lane in lanes]
        masks: attention.Masks = {
            kind: tuple(self._seen(kind, lane.cache, step) for lane, step in zip(lanes, steps, strict=True))
            for kind in self._layer_types
        }
        positions = torch.cat([step.positions for step in steps])
        caches = [lane.cache for lane in lanes]
        hidden = self._run(self._output.token_ids(newest), masks, positions, caches)
        with torch.inference_mode():
            choose(self._output(hidden), searches)
        for lane, live in zip(lanes, counts, strict=True):
            _follow(lane.cache, 0, lane.searches, live)
        self.statistics.decode_tokens += len(newest)
        self.statistics.decode_steps += 1
        self.statistics.decode_seconds += time.perf_counter() - started

    def _seen(self, kind: str, cache: RowCache, step: Step) -> attention.Answers:
        """What the answers of a cache see in one kind of layer."""
        visible = cache.visible(self._window if kind == "sliding_attention" else 0)
        mask = torch.zeros(visible.shape, dtype=self._dtype, device=self._device)
        mask = mask.masked_fill_(~visible, -torch.inf).repeat_interleave(self._heads_a_group, dim=1)
        return attention.Answers(step.rows, step.places, mask[:, None])

    def _stops(self, index: int) -> bool:
        return self._output.token_id(index) in self._stop_ids

    def _completion(self, item: Encoded, search: Search) -> Completion:
        first, *others = (self._answer(item, hypothesis) for hypothesis in search.answers)
        return replace(first, others=tuple(others))

    def _answer(self, item: Encoded, hypothesis: Hypothesis) -> Completion:
        tokens = [self._output.token_id(index) for index in hypothesis.tokens]
        text = self._tokenizer.decode(
            tokens[:-1] if hypothesis.reason == "stop" else tokens, skip_special_tokens=True
        )
        return Completion(
            request=item.request,
            text=text.strip(),
            finish_reason=hypothesis.reason,
            prompt_tokens=len(item.ids),
            completion_tokens=len(tokens),
            mean_logprob=hypothesis.mean_logprob,
        )


def _follow(cache: RowCache, first: int, searches: Sequence[Search], counts: Sequence[int]) -> None:
    """Let the answers in the cache, from number `first` on, follow what each search made of its `counts`."""
    for search, count in zip(searches, counts, strict=True):
        if count > 1 or len(search.parents) != 1:
            cache.follow(first, count, search.parents)
        first += len(search.parents)
