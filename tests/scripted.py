"""The program's engine without a model, which here records what it is asked and can be made to fail."""

from collections import deque
from collections.abc import Iterator

from summarizer.config import Settings
from summarizer.engine.interface import Completion, EngineInfo, Request
from summarizer.engine.scripted import Answer, completion, echo
from summarizer.engine.scripted import ScriptedEngine as Scripted
from summarizer.errors import EngineError
from summarizer.progress import Progress

__all__ = ["INFO", "Answer", "ScriptedEngine", "completion", "echo"]

INFO = EngineInfo(
    name="scripted",
    revision="1",
    adapter=None,
    device="cpu",
    dtype="float32",
    dtype_reason="a test",
    terms="inline",
    max_source_tokens=900,
    max_segment_tokens=160,
    target_languages=("vi", "en"),
    beams=8,
    weighs=True,
    chat=True,
    max_answers=96,
)


class ScriptedEngine(Scripted):
    """Answers each request with `answer`, and keeps the requests.

    A request whose prompt holds `poison` fails like a model that runs out of memory.
    """

    def __init__(
        self, answer: Answer = echo, *, at_once: int = 8, info: EngineInfo = INFO, poison: str | None = None
    ) -> None:
        def recorded(request: Request) -> str | Completion:
            if poison and poison in str(request.prompt):
                raise EngineError("out of memory; try a smaller --batch-tokens", request=request.id)
            self.requests.append(request)
            return answer(request)

        super().__init__(info, recorded, at_once=at_once)
        self.requests: list[Request] = []
        self.most_waiting = 0

    def generate(self, pending: "deque[Request]") -> Iterator[Completion]:
        self.most_waiting = max(self.most_waiting, len(pending))
        for done in super().generate(pending):
            yield done
            self.most_waiting = max(self.most_waiting, len(pending))

    def load(self, name: str, settings: Settings, *, progress: Progress) -> "ScriptedEngine":
        """What a Pipeline loads models with."""
        return self
