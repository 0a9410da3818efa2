"""What an encoder-decoder is asked, as token ids: the source in its own format, the codes, a given answer."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from summarizer.engine.alike import Source
from summarizer.engine.interface import Request
from summarizer.engine.tones import on_last_vowel
from summarizer.errors import EngineError, UsageError

Use = Literal["translation", "back", "abstractive"]
# The last line of a prompt of the set `seq2seq` says what it is for.
CUES: dict[str, Use] = {"=> English": "translation", "=> Tiếng Việt": "back", "=> Viết lại": "abstractive"}


class Direction(BaseModel):
    """How a model takes a text for one use, and how it answers: a table such as `[runtime.translation]`.

    `source_language` is as the tokenizer calls it; `first_token` is forced as the answer's first, and
    `start_token` is what the decoder starts from where that is not the model's own. Answers begin with
    `answer_prefix`, which is taken off. `tones_on_last_vowel` spells hòa as hoà, where training did so.
    A chat whose template wants to know both languages has a `target_language` too; one that is not
    `opened` by its template begins its answer right behind the text.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    source_language: str | None = None
    target_language: str | None = None
    first_token: str | None = None
    start_token: str | None = None
    prefix: str = ""
    suffix: str = ""
    answer_prefix: str = ""
    tones_on_last_vowel: bool = False
    opened: bool = True

    def taken(self, text: str) -> str:
        """The text as the model takes it."""
        words = on_last_vowel(text) if self.tones_on_last_vowel else text
        return f"{self.prefix}{words}{self.suffix}"


def asked(request: Request, directions: Mapping[Use, Direction]) -> tuple[str, Use]:
    """The text of a request on one line, and what for; raises `EngineError` for another prompt."""
    prompt = request.prompt if isinstance(request.prompt, str) else request.prompt[-1].content
    text, _, cue = prompt.rstrip("\n").rpartition("\n")
    use = CUES.get(cue)
    if use is None or use not in directions:
        known = " or ".join(repr(line) for line, one in CUES.items() if one in directions)
        raise EngineError(f"a prompt for this model must end in the line {known}", request=request.id)
    return " ".join(text.split()), use


class Directions:
    """The tokenizer of a model, with its directions by use; raises `UsageError` for an unknown code.

    `start` and `first` are what the model's own decoder starts from, and what it forces, where a direction
    says nothing else.
    """

    def __init__(
        self,
        tokenizer: Any,
        directions: Mapping[Use, Direction],
        *,
        start: int,
        first: int | None,
        longest: int,
    ) -> None:
        self.tokenizer = tokenizer
        self._directions = directions
        self.longest = longest
        self._special = sorted(
            {*tokenizer.all_special_tokens, *tokenizer.get_added_vocab()}, key=len, reverse=True
        )
        self._starts = {
            use: (
                start if one.start_token is None else self._id(one.start_token),
                *self._first(one.first_token, first),
            )
            for use, one in directions.items()
        }
        for one in directions.values():
            self._set_language(one.source_language)

    def count(self, text: str) -> int:
        """How many tokens a plain text has, without special tokens."""
        return len(self._ids(text))

    def encode(self, request: Request) -> Source:
        """Token ids of a request; special tokens inside its text are taken apart, never obeyed.

        Its answer may be as long as the model's positions reach.

        Raises:
            EngineError: it is no prompt for such a model, or is too long for this one.
        """
        text, use = asked(request, self._directions)
        one = self._directions[use]
        self._set_language(one.source_language)
        ids = tuple(self.tokenizer(one.taken(self._without_special(text))).input_ids)
        if len(ids) > self.longest:
            raise EngineError(
                f"a text of {len(ids):,} tokens is too long for this model, which takes {self.longest:,}",
                request=request.id,
            )
        most = self.longest - len(self._starts[use])
        if request.decoding.max_new_tokens > most:
            request = replace(request, decoding=replace(request.decoding, max_new_tokens=most))
        if request.answer is None:
            return Source(request, ids, self._starts[use], answer_prefix=one.answer_prefix)
        given = self._answer_ids(one.answer_prefix + self._without_special(request.answer))
        unweighed = len(self._answer_ids(one.answer_prefix.strip())) if one.answer_prefix else 0
        return Source(request, ids, self._starts[use], given, unweighed, one.answer_prefix)

    def decode(self, tokens: Sequence[int], source: Source) -> str:
        """The text of an answer's token ids, without special tokens and without what every answer has."""
        text = str(self.tokenizer.decode(tokens, skip_special_tokens=True)).strip()
        return text.removeprefix(source.answer_prefix.strip()).strip()

    def _set_language(self, language: str | None) -> None:
        if language is None:
            return
        try:
            self.tokenizer.src_lang = language
        except (KeyError, AttributeError):
            raise UsageError(f"the tokenizer has no language {language!r}; correct the profile") from None

    def _first(self, token: str | None, own: int | None) -> tuple[int, ...]:
        number = own if token is None else self._id(token)
        return () if number is None else (number,)

    def _id(self, token: str) -> int:
        number = self.tokenizer.convert_tokens_to_ids(token)
        if number is None or number == self.tokenizer.unk_token_id:
            raise UsageError(f"the tokenizer has no token {token!r}; correct the profile")
        return int(number)

    def _ids(self, text: str) -> tuple[int, ...]:
        return tuple(self.tokenizer(text, add_special_tokens=False).input_ids) if text else ()

    def _answer_ids(self, text: str) -> tuple[int, ...]:
        if hasattr(self.tokenizer, "src_lang"):  # one vocabulary for all languages
            return self._ids(text)
        return tuple(self.tokenizer(text_target=text, add_special_tokens=False).input_ids)  # Marian has two

    def _without_special(self, text: str) -> str:
        for token in self._special:
            if len(token) > 1 and token in text:
                text = text.replace(token, f"{token[0]} {token[1:]}")
        return text
