"""Requests as token ids, and token ids as text."""

from collections.abc import Sequence
from typing import Any

from summarizer.engine.batching import Encoded
from summarizer.engine.interface import Request
from summarizer.engine.pieces import Pieces
from summarizer.errors import EngineError, first_line

# Thinking as the templates of Qwen3 and SmolLM3, and those of DeepSeek and Granite, call it.
_OPTIONS = {"tokenize": False, "enable_thinking": False, "thinking": False}


class Encoding:
    """The tokenizer of a model, ours or transformers', with the chat template that it may have."""

    def __init__(self, tokenizer: Any) -> None:
        self.tokenizer = tokenizer
        control = tokenizer.control_tokens if isinstance(tokenizer, Pieces) else _control_tokens(tokenizer)
        self._special = sorted(control, key=len, reverse=True)
        self._openings = {token[0] for token in self._special}

    def count(self, text: str) -> int:
        """How many tokens a plain text has, without special tokens."""
        return len(self._ids(text))

    def encode(self, request: Request) -> Encoded:
        """Token ids of a request; special tokens inside its text are taken apart, never obeyed."""
        prompt = request.prompt
        if isinstance(prompt, str):
            begin = self.tokenizer.bos_token_id
            ids = (*(() if begin is None else (begin,)), *self._ids(self.without_special(prompt)))
        else:
            turns = [{"role": turn.role, "content": self.without_special(turn.content)} for turn in prompt]
            ids = self._ids(self.templated(turns, request))
        answer = self.answer_ids(request)
        return Encoded(request, (*ids, *answer), answer)

    def answer_ids(self, request: Request) -> tuple[int, ...]:
        """The token ids of the answer that a request gives to be weighed, if it does."""
        return self._ids(self.without_special(request.answer or ""))

    def turn_ids(self, content: Any, request: Request, *, opened: bool) -> tuple[int, ...]:
        """The token ids of a chat of one turn, which has this content; raises `EngineError`."""
        return self._ids(self.templated([{"role": "user", "content": content}], request, opened=opened))

    def templated(self, turns: list[dict[str, Any]], request: Request, *, opened: bool = True) -> str:
        """The turns as the model's template has them, its thinking switched off.

        Where the template has no role for the system, what that says stands before the user's first words.
        `opened`, it ends in what an answer begins with.

        Raises:
            EngineError: the template refuses this request.
        """
        try:
            return self._templated(turns, {"add_generation_prompt": opened} | _OPTIONS)
        except Exception as error:  # a template is a program of the model's, and raises anything
            raise EngineError(
                f"the model's chat template refuses the prompt ({first_line(error)}); try another model",
                request=request.id,
            ) from error

    def _templated(self, turns: list[dict[str, Any]], options: dict[str, bool]) -> str:
        from jinja2 import TemplateError

        first = turns[0]
        try:
            text: str = self.tokenizer.apply_chat_template(turns, **options)
            if first["role"] != "system" or first["content"] in text:
                return text
        except TemplateError:
            if first["role"] != "system":
                raise
        user = {**turns[1], "content": f"{first['content']}\n\n{turns[1]['content']}"}
        merged: str = self.tokenizer.apply_chat_template([user, *turns[2:]], **options)
        return merged

    def decode(self, tokens: Sequence[int]) -> str:
        """The text of token ids, without special tokens."""
        text: str = self.tokenizer.decode(tokens, skip_special_tokens=True)
        return text

    def _ids(self, text: str) -> tuple[int, ...]:
        return tuple(self.tokenizer.encode(text, add_special_tokens=False)) if text else ()

    def without_special(self, text: str) -> str:
        """The text with what a model would obey taken apart."""
        if not any(opening in text for opening in self._openings):
            return text  # as nearly always; there may be thousands of tokens
        for token in self._special:
            if token in text:
                text = text.replace(token, f"{token[0]} {token[1:]}")
        return text


def _control_tokens(tokenizer: Any) -> set[str]:
    """What a model obeys: its special tokens, and the added ones that its chat template writes."""
    template = tokenizer.chat_template or ""
    template = template if isinstance(template, str) else " ".join(template.values())
    added = tokenizer.added_tokens_decoder.values()
    obeyed = {
        one.content for one in added if one.special or (one.content.strip() and one.content in template)
    }
    return obeyed | set(tokenizer.all_special_tokens)
