"""An example to tune on: a prompt that ends with the cue of its task, and the answer it should get."""

from collections.abc import Sequence
from dataclasses import dataclass

TRANSLATION, BACK, SUMMARY = "translation", "back", "summary"
CUES = {
    TRANSLATION: "\n=> English\n",
    BACK: "\n=> Tiếng Việt\n",
    SUMMARY: "\n=> Tóm tắt\n",
    "short": "\n=> Tóm tắt ngắn\n",
    "long": "\n=> Tóm tắt dài\n",
}


@dataclass(frozen=True, slots=True)
class Example:
    """What the model reads, and what it should answer; `task` says which loss it counts to."""

    task: str
    prompt: str
    answer: str
    weight: float = 1.0  # of each of the answer's tokens in the loss


def evidence(title: str, body: Sequence[str]) -> str:
    """How a prompt gives the sentences that a summary's sentence rests on."""
    return f"{title}\n{' '.join(body)}" if title else " ".join(body)
