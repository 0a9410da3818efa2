"""What an encoder-decoder is asked, as token ids: the source in its own format, the codes, a given answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from summarizer.engine.interface import Request
from summarizer.engine.tones import on_last_vowel
from summarizer.errors import EngineError, UsageError

Use = Literal["translation", "back", "abstractive"]
# The last line of a prompt of the set `seq2seq` says what it is for.
CUES: dict[str, Use] = {"=> English": "translation", "=> Tiếng Việt": "back", "=> Viết lại": "abstractive"}


@dataclass(frozen=True, slots=True)
class Direction:
    """How a model takes a text for one use, and how it answers.

    `source_language` is as the tokenizer calls it; `first_token` is forced as the answer's first, and
    `start_token` is what the decoder starts from where that is not the model's own. Answers begin with
    `answer_prefix`, which is taken off. `tones_on_last_vowel` spells hòa as hoà, where training did so.
    """

    source_language: str | None = None
    first_token: str | None = None
    start_token: str | None = None
    prefix: str = ""
    suffix: str = ""
    answer_prefix: str = ""
    tones_on_last_vowel: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A request as token ids: the source with all that belongs to it, and an answer to weigh, if it has one.

    `start` are the ids that the decoder has before the answer; of a given answer the first `unweighed` tokens
    are no words of it.
    """

    request: Request
    use: Use
    ids: tuple[int, ...]
    start: tuple[int, ...]
    answer: tuple[int, ...] = ()
    unweighed: int = 0


class Directions:
    """The tokenizer of a model, with its directions by use; raises `UsageError` for an unknown code."""

    def __init__(self, tokenizer: Any, directions: Mapping[Use, Direction], start: int, longest: int) -> None:
        self.tokenizer = tokenizer
        self._directions = directions
        self._longest = longest
        self._special = sorted(
            {*tokenizer.all_special_tokens, *tokenizer.get_added_vocab()}, key=len, reverse=True
        )
        self._starts = {
            use: (
                start if one.start_token is None else self._id(one.start_token),
                *(() if one.first_token is None else (self._id(one.first_token),)),
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

        Raises:
            EngineError: it is no prompt for such a model, or is too long for this one.
        """
        prompt = request.prompt if isinstance(request.prompt, str) else request.prompt[-1].content
        text, _, cue = prompt.rstrip("\n").rpartition("\n")
        use = CUES.get(cue)
        if use is None or use not in self._directions:
            known = " or ".join(repr(line) for line, one in CUES.items() if one in self._directions)
            raise EngineError(f"a prompt for this model must end in the line {known}", request=request.id)
        one = self._directions[use]
        words = self._plain(" ".join(text.split()), one)
        self._set_language(one.source_language)
        ids = tuple(self.tokenizer(f"{one.prefix}{words}{one.suffix}").input_ids)
        if len(ids) > self._longest:
            raise EngineError(
                f"a text of {len(ids):,} tokens is too long for this model, which takes {self._longest:,}",
                request=request.id,
            )
        if request.answer is None:
            return Source(request, use, ids, self._starts[use])
        given = self._answer_ids(one.answer_prefix + self._without_special(request.answer))
        unweighed = len(self._answer_ids(one.answer_prefix.strip())) if one.answer_prefix else 0
        return Source(request, use, ids, self._starts[use], given, unweighed)

    def decode(self, tokens: Sequence[int], use: Use) -> str:
        """The text of an answer's token ids, without special tokens and without what every answer has."""
        text = str(self.tokenizer.decode(tokens, skip_special_tokens=True)).strip()
        return text.removeprefix(self._directions[use].answer_prefix.strip()).strip()

    def _plain(self, text: str, one: Direction) -> str:
        text = self._without_special(text)
        return on_last_vowel(text) if one.tones_on_last_vowel else text

    def _set_language(self, language: str | None) -> None:
        if language is None:
            return
        try:
            self.tokenizer.src_lang = language
        except (KeyError, AttributeError):
            raise UsageError(f"the tokenizer has no language {language!r}; correct the profile") from None

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
