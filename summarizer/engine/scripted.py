"""An engine without a model, which answers by a rule: for tests, and to try the program without weights."""

from collections import deque
from collections.abc import Callable, Iterator

from summarizer.engine.interface import Completion, EngineInfo, FinishReason, Prompt, Request, Statistics

Answer = Callable[[Request], str | Completion]


def echo(request: Request) -> str:
    """For a translation how long its source is, for a summary the first sentence of the article's body."""
    source, _, cue = _text(request.prompt).rstrip("\n").rpartition("\n")
    if cue == "=> English":
        return f"The English of {len(source)} letters."
    return (source or cue).splitlines()[-1].split(". ")[0].rstrip(".") + "."


class ScriptedEngine:
    """Answers each request with `answer`, `at_once` of them at a time, the last one first.

    A word is a token.
    """

    def __init__(self, info: EngineInfo, answer: Answer = echo, *, at_once: int = 8) -> None:
        self.info = info
        self.statistics = Statistics()
        self._answer = answer
        self._at_once = at_once

    def count_tokens(self, text: str) -> int:
        """How many words a text has."""
        return len(text.split())

    def generate(self, pending: "deque[Request]") -> Iterator[Completion]:
        """Complete every request of `pending`; see `summarizer.engine.interface.Engine.generate`."""
        while pending:
            batch = [pending.popleft() for _ in range(min(self._at_once, len(pending)))]
            for request in reversed(batch):
                answer = self._answer(request)
                yield answer if isinstance(answer, Completion) else completion(request, answer)


def completion(
    request: Request, text: str, *, finish_reason: FinishReason = "stop", mean_logprob: float = -0.3
) -> Completion:
    """The text as an answer to the request."""
    return Completion(
        request=request,
        text=text,
        finish_reason=finish_reason,
        prompt_tokens=len(_text(request.prompt).split()),
        completion_tokens=max(1, len(text.split())),
        mean_logprob=mean_logprob,
    )


def _text(prompt: Prompt) -> str:
    return prompt if isinstance(prompt, str) else prompt[-1].content
