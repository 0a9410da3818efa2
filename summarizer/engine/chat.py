"""What a chat model is asked, as token ids: turns in its template, or a text in a format of its own."""

from collections.abc import Mapping, Sequence
from typing import Any

from summarizer.engine.alike import Source
from summarizer.engine.directions import Direction, Use, asked
from summarizer.engine.encoding import Encoding
from summarizer.engine.interface import Request
from summarizer.errors import EngineError


class ChatTexts:
    """The tokenizer of a chat model that takes at most `longest` tokens, answers included.

    With `directions` it is a translator, whose one turn of the user holds the text alone, as its
    documentation has it.
    """

    def __init__(self, tokenizer: Any, directions: Mapping[Use, Direction], longest: int) -> None:
        self.encoding = Encoding(tokenizer)
        self._directions = directions
        self._longest = longest

    def count(self, text: str) -> int:
        """How many tokens a plain text has, without special tokens."""
        return self.encoding.count(text)

    def encode(self, request: Request) -> Source:
        """Token ids of a request; special tokens inside its text are taken apart, never obeyed.

        Raises:
            EngineError: the template refuses it, or it is too long for this model.
        """
        answer = self.encoding.answer_ids(request)
        if self._directions:
            ids = self._turn(request)
        else:
            encoded = self.encoding.encode(request).ids
            ids = encoded[: len(encoded) - len(answer)]
        length = len(ids) + (len(answer) or request.decoding.max_new_tokens)
        if length > self._longest:
            raise EngineError(
                f"a text of {len(ids):,} tokens and its answer are too long for this model, which takes "
                f"{self._longest:,}",
                request=request.id,
            )
        return Source(request, ids, answer=answer)

    def decode(self, tokens: Sequence[int], _: Source) -> str:
        """The text of an answer's token ids, without special tokens."""
        return self.encoding.decode(tokens).strip()

    def _turn(self, request: Request) -> tuple[int, ...]:
        text, use = asked(request, self._directions)
        one = self._directions[use]
        content: Any = one.taken(self.encoding.without_special(text))
        if one.target_language is not None:
            codes = {"source_lang_code": one.source_language, "target_lang_code": one.target_language}
            content = [{"type": "text", **codes, "text": content}]
        return self.encoding.turn_ids(content, request, opened=one.opened)
