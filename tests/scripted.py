"""An engine without a model, which answers what a test tells it to."""

from collections import deque
from collections.abc import Callable, Iterator

from summarizer.config import Settings
from summarizer.engine.interface import Completion, EngineInfo, Request, Statistics
from summarizer.errors import EngineError
from summarizer.progress import Progress

INFO = EngineInfo(
    name="scripted",
    revision="1",
    adapter=None,
    device="cpu",
    dtype="float32",
    dtype_reason="a test",
    prompt_set="tuned",
    terms="inline",
    max_source_tokens=900,
    max_segment_tokens=160,
)
Answer = Callable[[Request], "str | Completion"]


def echo(request: Request) -> str:
    """A translation that says what it was asked, without marks; a summary of one sentence."""
    assert isinstance(request.prompt, str)
    source, _, cue = request.prompt.rstrip("\n").rpartition("\n")
    if cue == "=> English":
        return f"The English of {len(source)} letters."
    return source.splitlines()[-1].split(". ")[0].rstrip(".") + "."


class ScriptedEngine:
    """Answers each request with `answer`, `at_once` of them at a time, the last one first; a word is a token.

    A request whose prompt holds `poison` fails like a model that runs out of memory.
    """

    def __init__(
        self, answer: Answer = echo, *, at_once: int = 8, info: EngineInfo = INFO, poison: str | None = None
    ) -> None:
        self.info = info
        self.statistics = Statistics()
        self.requests: list[Request] = []
        self.most_waiting = 0
        self._answer = answer
        self._at_once = at_once
        self._poison = poison

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def generate(self, pending: "deque[Request]") -> Iterator[Completion]:
        while pending:
            self.most_waiting = max(self.most_waiting, len(pending))
            batch = [pending.popleft() for _ in range(min(self._at_once, len(pending)))]
            for request in reversed(batch):
                if self._poison and self._poison in str(request.prompt):
                    raise EngineError("out of memory; try a smaller --batch-tokens", request=request.id)
                self.requests.append(request)
                answer = self._answer(request)
                yield answer if isinstance(answer, Completion) else completion(request, answer)

    def load(self, name: str, settings: Settings, *, progress: Progress) -> "ScriptedEngine":
        """What a Pipeline loads models with."""
        return self


def completion(
    request: Request, text: str, *, finish_reason: str = "stop", mean_logprob: float = -0.3
) -> Completion:
    return Completion(
        request=request,
        text=text,
        finish_reason=finish_reason,  # type: ignore[arg-type]
        prompt_tokens=len(str(request.prompt).split()),
        completion_tokens=max(1, len(text.split())),
        mean_logprob=mean_logprob,
    )
