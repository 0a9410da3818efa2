"""What a sentence lacks to be understood by itself, and the finding that tells so."""

from dataclasses import dataclass
from typing import Literal

from summarizer.report import Finding

Kind = Literal["speaker", "person", "pointing", "thing", "question", "content"]
_LACKS: dict[Kind, str] = {
    "speaker": "it does not say who speaks (“{}”): read the sentence in the article",
    "person": "it does not say who “{}” is: read what stands before it in the article",
    "pointing": "what “{}” points at stands only in the article",
    "thing": "it takes “{}” as known: what is meant stands only in the article",
    "question": "it is a question that the article asks, not what it tells",
    "content": "it names who spoke, but not what was said",
}


@dataclass(frozen=True, slots=True)
class Need:
    """What is missing: who speaks, who somebody is, what a word points at, an answer, what somebody said.

    `words` are those of the sentence that raise the question.
    """

    kind: Kind
    words: str

    def finding(self, sentence: int) -> Finding:
        """The doubt of a reader of the summary's sentence of that number."""
        return Finding(
            kind="context",
            severity="warning",
            message=_LACKS[self.kind].format(self.words),
            found=self.words,
            sentence=sentence,
        )
