"""Decoder-only models: continuous batching over rows that join and leave."""

import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from summarizer.engine import attention
from summarizer.engine.batching import Encoded, admit, prefill_batches
from summarizer.engine.cache import SideBySide, SlotCache
from summarizer.engine.interface import Completion, Decoding, EngineInfo, Prompt, Request, Statistics
from summarizer.engine.output import OutputLayer
from summarizer.engine.sampling import RowState, choose, loops
from summarizer.errors import EngineError
from summarizer.progress import Progress, silent

PREFILL_TOKENS = 2048  # at most in one forward pass: activations, not weights, bound its memory
LOOP_INTERVAL = 8  # tokens between two looks for loops
_ONE_TOKEN = Decoding(max_new_tokens=1)


class _Lane:
    """Rows of like length, with their cache: the long prompts' or the short ones'."""

    def __init__(self, long: bool, cache: SlotCache) -> None:
        self.long = long
        self.cache = cache
        self.active: list[Encoded] = []
        self.joining: list[Encoded] = []  # those being prefilled
        self.states: list[RowState] = []

    def reset(self, device: torch.device) -> None:
        """Begin anew without rows."""
        self.cache = SlotCache(device)
        self.active, self.joining, self.states = [], [], []


class CausalEngine:
    """A decoder-only model of transformers, run row by row as a server would (Yu et al. 2022, "Orca").

    Requests join the running batch as soon as rows are free, and finished rows leave it, so decoding many
    sentences costs about what the longest takes. In float32 a request's completion does not depend on what
    runs beside it. `output_tokens` restricts what can be generated to those token ids and those of all
    prompts so far.
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
        self._budget = batch_tokens
        self._progress = progress
        attention.use(model)
        self._backbone = model.get_decoder()
        self._device, self._dtype = model.device, model.dtype
        self._layer_types = set(getattr(model.config, "layer_types", None) or ["full_attention"])
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
        waiting: deque[Encoded] = deque()
        lanes = (_Lane(False, SlotCache(self._device)), _Lane(True, SlotCache(self._device)))
        done = 0
        while pending or waiting or any(lane.active for lane in lanes):
            while pending:
                waiting.append(self._encode(pending.popleft()))
            try:
                with self._explained():
                    joined = [self._join(lane, lanes, waiting) for lane in lanes]
                    if not any(joined):
                        self._step([lane for lane in lanes if lane.active])
            except EngineError as error:
                self._shrink(lanes, waiting, error)
            for lane in lanes:
                for item, state, reason in self._leave(lane):
                    done += 1
                    left = len(waiting) + sum(len(lane.active) for lane in lanes) + len(pending)
                    self._progress(f"generating with {self.info.name}", done, done + left)
                    yield self._completion(item, state, reason)

    def _join(self, lane: "_Lane", lanes: Sequence["_Lane"], waiting: deque[Encoded]) -> bool:
        """Let requests join a lane that has room, and give each of them its first token; whether any did."""
        if self._budget <= 1 and any(other.active for other in lanes):
            return False  # so short of memory that each request runs alone
        lane.joining = admit(waiting, lane.active, self._budget, long=lane.long)
        for batch in prefill_batches(lane.joining, PREFILL_TOKENS):
            rows = [item for group in batch for item in group]
            states = [RowState(item.request.decoding) for item in rows]
            self._prefill(lane.cache, batch, states)
            lane.active += rows
            lane.states += states
        joined, lane.joining = bool(lane.joining), []
        return joined

    def _shrink(self, lanes: Sequence["_Lane"], waiting: deque[Encoded], error: EngineError) -> None:
        """After a failure begin all requests again in batches of half the size.

        Raises:
            EngineError: there was but one request, which fails even alone.
        """
        rows = list({id(item): item for lane in lanes for item in (*lane.active, *lane.joining)}.values())
        if len(rows) <= 1:
            raise EngineError(str(error), request=rows[0].request.id if rows else None) from error
        waiting.extendleft(reversed(rows))
        crowded = any(len(lane.active) + len(lane.joining) > 1 for lane in lanes)
        used = len(rows) * max(item.need for item in rows)
        self._budget = max(1, min(self._budget, used) // 2) if crowded else 1
        for lane in lanes:
            lane.reset(self._device)

    def _leave(self, lane: "_Lane") -> Iterator[tuple[Encoded, RowState, str]]:
        """The rows that have ended, taken out of the lane."""
        for row in reversed(range(len(lane.active))):
            reason = self._ended(lane.states[row])
            if reason is None:
                continue
            item, state = lane.active[row], lane.states[row]
            lane.cache.remove(row)
            lane.active[row], lane.states[row] = lane.active[-1], lane.states[-1]
            lane.active.pop()
            lane.states.pop()
            if not lane.active:  # a cache sized for long rows would slow the short ones that follow
                lane.reset(self._device)
            yield item, state, reason

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Mean of the last hidden states of each text: float32, shape (texts, dimensions), unit length."""
        items = [self._encode(Request(text, _ONE_TOKEN)) for text in texts]
        where = {id(item): index for index, item in enumerate(items)}
        vectors: list[NDArray[np.float32]] = [np.zeros(0, np.float32)] * len(items)
        for batch in prefill_batches(items, PREFILL_TOKENS):
            with self._explained():
                hidden = self._forward([group[0].ids for group in batch], None)
            for group, states in zip(batch, hidden, strict=True):
                vector = states[: len(group[0].ids)].float().mean(dim=0)
                for item in group:
                    vectors[where[id(item)]] = (vector / vector.norm()).cpu().numpy()
        return np.stack(vectors) if vectors else np.zeros((0, 0), np.float32)

    def score(self, pairs: Sequence[tuple[Prompt, str]]) -> list[float]:
        """The mean natural-log probability a token of each continuation after its prompt."""
        means = []
        for prompt, continuation in pairs:
            ids = self._encode(Request(prompt, _ONE_TOKEN)).ids
            target = self._tokenizer.encode(continuation, add_special_tokens=False)
            if not target:
                means.append(0.0)
                continue
            with self._explained(), torch.inference_mode():
                hidden = self._forward([(*ids, *target)], None)[0, len(ids) - 1 : -1]
                logprobs = torch.log_softmax(self._output.full(hidden), dim=-1)
                means.append(float(logprobs[torch.arange(len(target)), torch.tensor(target)].mean()))
        return means

    def _encode(self, request: Request) -> Encoded:
        """Token ids of a prompt; special tokens inside its text are taken apart, never obeyed."""
        prompt = request.prompt
        if isinstance(prompt, str):
            start = self._tokenizer.bos_token or ""
            text = start + self._neutral(prompt)
        else:
            turns = [{"role": turn.role, "content": self._neutral(turn.content)} for turn in prompt]
            text = self._tokenizer.apply_chat_template(turns, tokenize=False, add_generation_prompt=True)
        return Encoded(request, tuple(self._tokenizer.encode(text, add_special_tokens=False)))

    def _neutral(self, text: str) -> str:
        for token in self._special:
            if token in text:
                text = text.replace(token, f"{token[0]} {token[1:]}")
        return text

    def _forward(self, rows: Sequence[Sequence[int]], cache: SlotCache | None) -> Tensor:
        """Hidden states, shape (rows, longest row, dimensions), of rows padded on the right.

        Attention is causal, so what stands right of a row's end changes nothing in the row.
        """
        width = max(len(row) for row in rows)
        ids = torch.zeros((len(rows), width), dtype=torch.long)
        for index, row in enumerate(rows):
            ids[index, : len(row)] = torch.tensor(row)
        masks: attention.Masks = dict.fromkeys(self._layer_types)
        if self._window and width > self._window:
            distance = torch.arange(width)[:, None] - torch.arange(width)[None, :]
            band = (distance >= 0) & (distance < self._window)
            masks["sliding_attention"] = band[None, None].to(self._device)
        positions = torch.arange(width, device=self._device)[None]
        return self._run(ids.to(self._device), masks, positions, cache)

    def _run(self, ids: Tensor, masks: attention.Masks, positions: Tensor, cache: Any) -> Tensor:
        with torch.inference_mode():
            hidden: Tensor = self._backbone(
                input_ids=ids,
                attention_mask=masks,
                position_ids=positions,
                past_key_values=cache,
                use_cache=cache is not None,
            ).last_hidden_state
        return hidden

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what torch raises, mostly for want of memory, into an EngineError."""
        try:
            yield
        except (RuntimeError, MemoryError) as error:
            reason = next(iter(str(error).strip().splitlines()), type(error).__name__)
            raise EngineError(
                f"{self.info.name}: the model failed ({reason}); try a smaller --batch-tokens"
            ) from error

    def _prefill(
        self, cache: SlotCache, groups: Sequence[Sequence[Encoded]], states: Sequence[RowState]
    ) -> None:
        """Run each group's common prompt once, and choose the first token of every row."""
        started = time.perf_counter()
        prompts = [group[0].ids for group in groups]
        lengths = [len(ids) for ids in prompts]
        copies = [index for index, group in enumerate(groups) for _ in group]
        for ids in prompts:
            self._output.allow(ids)
        cache.begin_prefill(lengths, copies)
        hidden = self._forward(prompts, cache)
        with torch.inference_mode():
            last = hidden[torch.arange(len(prompts)), torch.tensor(lengths) - 1]
            choose(self._output(last)[copies], states)
        statistics = self.statistics
        statistics.requests += len(states)
        statistics.prefill_tokens += sum(lengths)
        statistics.padding_tokens += len(prompts) * max(lengths) - sum(lengths)
        statistics.prefill_seconds += time.perf_counter() - started

    def _step(self, lanes: Sequence["_Lane"]) -> None:
        """Give every row its next token, all lanes in one pass: most of its cost is reading the weights."""
        started = time.perf_counter()
        states = [state for lane in lanes for state in lane.states]
        ids = self._output.token_ids([state.tokens[-1] for state in states]).to(self._device)
        begun = [lane.cache.begin_step() for lane in lanes]
        masks: attention.Masks = {
            kind: tuple(self._mask(kind, *one) for one in begun) for kind in self._layer_types
        }
        positions = torch.cat([positions for positions, _ in begun])
        cache = SideBySide([lane.cache for lane in lanes])
        hidden = self._run(ids[:, None], masks, positions[:, None], cache)
        with torch.inference_mode():
            choose(self._output(hidden[:, 0]), states)
        self.statistics.decode_tokens += len(states)
        self.statistics.decode_steps += 1
        self.statistics.decode_seconds += time.perf_counter() - started

    def _mask(self, kind: str, positions: Tensor, width: int) -> Tensor:
        """What is added to the scores of a step's rows, shape (rows, 1, 1, width), in one kind of layer."""
        columns = torch.arange(width, device=self._device)[None, :]
        seen = columns <= positions[:, None]
        if kind == "sliding_attention" and self._window and width > self._window:
            seen &= columns > positions[:, None] - self._window
        unseen = torch.zeros(seen.shape, dtype=self._dtype, device=self._device)
        return unseen.masked_fill_(~seen, -torch.inf)[:, None, None, :]

    def _ended(self, state: RowState) -> str | None:
        if self._output.token_id(state.tokens[-1]) in self._stop_ids:
            return "stop"
        if len(state.tokens) >= state.decoding.max_new_tokens:
            return "length"
        return "loop" if len(state.tokens) % LOOP_INTERVAL == 0 and loops(state.tokens) else None

    def _completion(self, item: Encoded, state: RowState, reason: Any) -> Completion:
        tokens = [self._output.token_id(index) for index in state.tokens]
        text = self._tokenizer.decode(tokens[:-1] if reason == "stop" else tokens, skip_special_tokens=True)
        return Completion(
            request=item.request,
            text=text.strip(),
            finish_reason=reason,
            prompt_tokens=len(item.ids),
            completion_tokens=len(tokens),
            mean_logprob=state.logprob / len(tokens),
        )
