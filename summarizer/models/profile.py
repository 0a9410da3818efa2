"""Model profiles: what a model is, how it runs, and how the program uses it."""

from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from summarizer.engine.interface import EngineInfo, Hardware
from summarizer.errors import UsageError
from summarizer.models.pretrained import Pretrained
from summarizer.models.runtimes import Beside, Embedded, Runtime
from summarizer.report import ModelSignature, TaskName

_SHOWN = 12  # digits of a digest that tell versions apart


class Profile(BaseModel):
    """What a profile `NAME.toml` says; those that ship are in `configs/models`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    title: str
    licence: str
    licence_url: str
    notice: str | None = None
    languages: tuple[str, ...] = Field(min_length=1)
    target_languages: tuple[str, ...] | None = None  # those of them that it writes, if not all
    tasks: tuple[TaskName, ...] = ("abstractive", "translation")  # those that it can do
    prompt_set: Literal["tuned", "chat", "seq2seq"]
    terms: Literal["inline", "list", "none"]
    max_source_tokens: int = Field(gt=0)
    max_segment_tokens: int = Field(gt=0)
    judges: bool = False  # whether it tells true sentences of a summary from false ones, as was measured
    dictionary: Beside | None = None  # a glossary of words that it may not know
    doubt: Beside | None = None  # coefficients for the chance that a translation is wrong: see tasks.doubt
    runtime: Runtime

    @model_validator(mode="after")
    def _says_how(self) -> Self:
        """What has tables of directions has one for each of its tasks, and is asked with their prompts.

        Words of a dictionary stand in the text, as terms that are inline do.
        """
        if self.dictionary is not None and self.terms != "inline":
            raise ValueError('a dictionary needs terms = "inline"; set that, or leave out the dictionary')
        if isinstance(self.runtime, Pretrained) and self.runtime.is_directed:
            if lacking := [task for task in self.tasks if task not in self.runtime.directions]:
                raise ValueError(f"it does {lacking[0]}, so it needs a table [runtime.{lacking[0]}]")
            if self.prompt_set != "seq2seq":
                raise ValueError("what has such tables has the prompt_set seq2seq")
        return self

    def can_be_asked(self, use: str) -> bool:
        """Whether it has a way to do one of the things that prompts are for; see `summarizer.prompts.Use`."""
        if isinstance(self.runtime, Pretrained) and self.runtime.is_directed:
            return ("abstractive" if use == "rewrite" else use) in self.runtime.directions
        return True

    @property
    def embedded(self) -> Embedded:
        """The runtime of a model that has files of its own; raises `UsageError` for any other."""
        if not isinstance(self.runtime, Embedded):
            if isinstance(self.runtime, Pretrained):
                raise UsageError(
                    f"{self.name}: its files are in the hub's own cache; see 'hf cache ls' and 'hf cache rm'"
                )
            raise UsageError(
                f"{self.name}: has no files of its own (runtime {self.runtime.kind}); name another model"
            )
        return self.runtime

    @property
    def weights(self) -> str:
        """Which weights it has, in a word: the revision, and the adapter's digest if it has one."""
        signature = self.signature()
        return signature.revision + (f"+{signature.adapter}" if signature.adapter else "")

    def decisive(self) -> dict[str, Any]:
        """What of the profile, beside the weights, decides results; where its files lie does not."""
        told = {"name", "title", "licence", "licence_url", "notice", "dictionary", "doubt", "runtime"}
        runtime = self.runtime.model_dump(exclude={"sources", "adapter", "ctranslate2"})
        kept = {name: value for name, value in runtime.items() if not isinstance(value, Path)}
        return {**self.model_dump(mode="json", exclude=told), "runtime": kept}

    def signature(self) -> ModelSignature:
        """Which weights the model has; known without having them."""
        adapter = self.runtime.adapter_digest
        return ModelSignature(
            name=self.name, revision=self.runtime.revision, adapter=adapter and adapter[:_SHOWN]
        )

    def info(
        self, hardware: Hardware, *, beams: int, weighs: bool, chat: bool, max_answers: int
    ) -> EngineInfo:
        """What an engine says of this model: see `EngineInfo`."""
        signature = self.signature()
        return EngineInfo(
            name=self.name,
            revision=signature.revision,
            adapter=signature.adapter,
            device=hardware.device,
            dtype=hardware.dtype,
            dtype_reason=hardware.reason,
            terms=self.terms,
            max_source_tokens=self.max_source_tokens,
            max_segment_tokens=self.max_segment_tokens,
            target_languages=self.target_languages or self.languages,
            beams=beams,
            weighs=weighs,
            chat=chat,
            max_answers=max_answers,
        )
