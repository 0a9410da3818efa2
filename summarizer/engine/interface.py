"""The interface between tasks and engines: requests, completions, what a model can do."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, field
from itertools import count
from typing import Literal, Protocol

_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a chat prompt."""

    role: Literal["system", "user", "assistant"]
    content: str


FinishReason = Literal["stop", "length", "loop"]

# A plain source with its cue for a tuned or encoder-decoder model, or the turns of a chat.
Prompt = str | tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Decoding:
    """How to continue a prompt: temperature 0 with one beam is greedy, with several a beam search.

    `no_repeat_ngram` forbids any n-gram of that many tokens from coming twice (0: off). `seed` makes a
    sampled completion reproducible on the same machine.
    """

    max_new_tokens: int
    temperature: float = 0.0
    top_p: float = 1.0
    no_repeat_ngram: int = 0
    seed: int = 0
    beams: int = 1

    def __post_init__(self) -> None:
        if self.beams > 1 and self.temperature:
            raise ValueError("a beam search draws nothing: give it temperature 0")

    @property
    def greedy(self) -> bool:
        """Whether each token is the likeliest after the one before."""
        return self.temperature == 0 and self.beams == 1


@dataclass(frozen=True, slots=True)
class Request:
    """A prompt to complete. `id` is unique in the process.

    With an `answer` nothing is generated: the completion tells how likely the model finds that answer.
    """

    prompt: Prompt
    decoding: Decoding
    answer: str | None = None
    id: int = field(default_factory=lambda: next(_numbers))

    def __post_init__(self) -> None:
        if self.answer is not None and not self.answer.strip():
            raise ValueError("an answer to weigh must have words")


@dataclass(frozen=True, slots=True)
class Completion:
    """The model's answer. `mean_logprob` is the mean natural-log probability of one of its tokens.

    `finish_reason` is `stop` where the model ended by itself, `length` at the token limit, and `loop`
    where it repeated itself and was stopped. `others` are the next likeliest that a beam search found.
    `completion_tokens` are those generated: none of an answer that the request gave.
    """

    request: Request
    text: str
    finish_reason: FinishReason
    prompt_tokens: int
    completion_tokens: int
    mean_logprob: float
    others: "tuple[Completion, ...]" = ()


@dataclass(slots=True)
class Statistics:
    """What an engine has done since it was made: tokens, and seconds inside the model. They add up.

    Given answers count as prefill. `decode_tokens` are those of all beams; `shrunk` counts how often a batch
    failed, mostly for want of memory, and was begun again as smaller ones.
    """

    requests: int = 0
    prefill_tokens: int = 0
    decode_tokens: int = 0
    decode_steps: int = 0
    prefill_seconds: float = 0.0
    decode_seconds: float = 0.0
    shrunk: int = 0

    def __add__(self, other: "Statistics") -> "Statistics":
        return Statistics(*(one + two for one, two in zip(astuple(self), astuple(other), strict=True)))

    def __sub__(self, other: "Statistics") -> "Statistics":
        return Statistics(*(one - two for one, two in zip(astuple(self), astuple(other), strict=True)))

    @property
    def seconds(self) -> float:
        """Seconds inside the model."""
        return self.prefill_seconds + self.decode_seconds

    @property
    def prefill_rate(self) -> float:
        """Prompt tokens a second of prefill."""
        return self.prefill_tokens / self.prefill_seconds if self.prefill_seconds else 0.0

    @property
    def decode_rate(self) -> float:
        """Tokens a second of decoding; the first of each answer belongs to its prefill."""
        return self.decode_tokens / self.decode_seconds if self.decode_seconds else 0.0

    @property
    def answers_per_step(self) -> float:
        """How many answers, each beam one, grew in one step, on average."""
        return self.decode_tokens / self.decode_steps if self.decode_steps else 0.0

    def line(self) -> str:
        """The rates for people."""
        return (
            f"prefill {self.prefill_tokens:,} tokens, {self.prefill_rate:,.0f} a second; "
            f"decode {self.decode_tokens:,} tokens, {self.decode_rate:,.0f} a second"
            f"{f'; {self.shrunk} batches failed and were halved' if self.shrunk else ''}"
        )


@dataclass(frozen=True, slots=True)
class Hardware:
    """What a model runs on: the device, the number type, why that type, and the library that computes.

    One that is `spread` is on all devices of that kind, and in the machine's memory if they do not suffice.
    """

    device: str
    dtype: str
    reason: str
    library: Literal["torch", "ctranslate2"] = "torch"
    spread: bool = False


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """Which model an engine runs, how, and what it can do.

    `terms` says how glossary terms reach the model: `inline` in braces after the term, `list` in the
    prompt, or `none`. `max_source_tokens` is the longest article the summary prompt may carry,
    `max_segment_tokens` the longest sentence that is translated in one piece.

    What tasks may ask of it: answers in one of the `target_languages`; searches with at most so many `beams`
    (1: none); to weigh given answers, if it `weighs`; prompts that are the turns of a `chat`. At most
    `max_answers` are at work together.
    """

    name: str
    revision: str
    adapter: str | None
    device: str
    dtype: str
    dtype_reason: str
    terms: Literal["inline", "list", "none"]
    max_source_tokens: int
    max_segment_tokens: int
    target_languages: tuple[str, ...]
    beams: int
    weighs: bool
    chat: bool
    max_answers: int


class Engine(Protocol):
    """A loaded model."""

    info: EngineInfo
    statistics: Statistics

    def count_tokens(self, text: str) -> int:
        """How many tokens a plain text has, without special tokens."""
        ...

    def generate(self, pending: "deque[Request]") -> Iterator[Completion]:
        """Complete every request of `pending`, in any order, taking them off the queue.

        The caller may append to `pending` between two completions: new requests join the running batch.
        Ends when the queue is empty and every request was answered. Raises `EngineError`.
        """
        ...


def work_of(engines: Iterable[Engine]) -> Statistics:
    """The sum of the engines' statistics."""
    return sum((engine.statistics for engine in engines), start=Statistics())
