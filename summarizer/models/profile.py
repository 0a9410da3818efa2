"""Model profiles: what a model is, how it runs, and how the program uses it."""

import logging
import os
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from summarizer.config import ModelSettings
from summarizer.engine.interface import EngineInfo, Hardware
from summarizer.errors import Setting, UsageError
from summarizer.models.adapter import MADE_BY_TUNE, OR_WHOLE, adapter_source, check_adapter
from summarizer.models.catalog import ADAPTER, CONFIGURATION, HUB_NAME, SERVER, is_folder, profile_files
from summarizer.models.pretrained import Pretrained
from summarizer.models.runtimes import Beside, Embedded, Runtime, Server
from summarizer.report import ModelSignature, TaskName
from summarizer.toml_files import read_as

_log = logging.getLogger(__name__)
DOUBT = "doubt.toml"  # in a folder that `tune` made, what `evaluate doubt` fitted to it
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


def names() -> list[str]:
    """The names of all models that have a profile."""
    return list(profile_files())


def profiles() -> list[Profile]:
    """Every model that has a sound profile, by name; what is wrong with another is told in a line."""
    found = []
    for name in names():
        try:
            found.append(load_profile(name))
        except UsageError as error:
            _log.warning("%s", error)
    return found


def check_task(profile: Profile, task: TaskName) -> None:
    """Raise `UsageError`, which names models that can, where a model does not do a task."""
    if task in profile.tasks:
        return
    able = ", ".join(one.name for one in profiles() if task in one.tasks)
    raise UsageError(
        f"{profile.name}: does no {task}, only {', '.join(profile.tasks)}; leave it out with ",
        Setting("tasks.run"),
        ", or name another model with ",
        Setting(f"models.{task}"),
        f" ({able})",
    )


def load_profile(name: str, base_url: str | None = None, adapter: str | None = None) -> Profile:
    """The profile of a model by its name, of an adapter by its folder's path, or of openai:NAME.

    `base_url` is the address of the server, for a model that is on one; `adapter` a folder, or a name of the
    hub, with an adapter for a model that transformers runs.

    Raises:
        UsageError: there is none, its file is at fault, the folder holds no adapter of a model known here, or
            the model takes no adapter.
    """
    profile = _profile(name)
    runtime = profile.runtime
    if adapter is None:
        if base_url is None or not isinstance(runtime, Server):
            return profile
        return profile.model_copy(update={"runtime": runtime.model_copy(update={"base_url": base_url})})
    if not isinstance(runtime, Pretrained):
        raise UsageError(
            Setting("models.adapter"),
            f": {name} takes none (runtime {runtime.kind}); name a model that transformers runs with ",
            Setting("models.default"),
            ", or the folder that 'summarizer tune' made in its place",
        )
    source = adapter_source(adapter)
    return profile.model_copy(update={"runtime": runtime.model_copy(update={"adapter": source})})


def configured(name: str, models: ModelSettings) -> Profile:
    """The profile of a model as the settings use it: the adapter is that of the default model.

    Raises:
        UsageError: as `load_profile`.
    """
    return load_profile(name, models.base_url, models.adapter if name == models.default else None)


def _profile(name: str) -> Profile:
    known = profile_files()
    if name not in known:
        if name.startswith(SERVER) and name != SERVER:
            return _on_server(name)
        if is_folder(name):
            return _in_folder(Path(name))
        if HUB_NAME.fullmatch(name):
            return _on_hub(name)
        if name == SERVER:
            raise UsageError(f"{name!r}: names no model; write for example {SERVER}qwen3-8b")
        if name and os.path.isdir(name):  # noqa: PTH112 - pathlib raises where a name is too long
            raise UsageError(f"{name!r}: is a folder without a model; {MADE_BY_TUNE}, {OR_WHOLE}")
        near = get_close_matches(name.lower(), known, n=2, cutoff=0.4)
        hint = f"did you mean {' or '.join(near)}?" if near else f"the models are {', '.join(known)}."
        raise UsageError(f"{name!r}: no such model; {hint} See 'summarizer models list'")
    return read_as(known[name], TypeAdapter(Profile), name=name)


def _on_server(name: str) -> Profile:
    """The profile of a general chat model on a server; who knows more of it writes a profile."""
    return Profile(
        name=name,
        title=name,
        licence="unknown",
        licence_url="see the server",
        languages=("vi", "en"),
        prompt_set="chat",
        terms="list",
        max_source_tokens=4000,
        max_segment_tokens=400,
        runtime=Server(kind="openai", model=name.removeprefix(SERVER)),
    )


def _in_folder(folder: Path) -> Profile:
    """The profile of a folder with an adapter that `tune` made or a whole model, or of a GGUF file."""
    if folder.suffix == ".gguf" and not folder.is_dir():
        from summarizer.models.named import described_gguf

        return Profile.model_validate(described_gguf(folder))
    if (folder / ADAPTER).exists() or not (folder / CONFIGURATION).exists():
        return _tuned(folder)
    from summarizer.models.named import described

    return Profile.model_validate(described(str(folder.absolute()), folder.name))


def _on_hub(name: str) -> Profile:
    """The profile of a model of the hub: one that names its repository, with the revision that is asked for.

    Raises:
        FetchError: there is no such profile, and what kind of model it is cannot be asked.
    """
    repository, _, revision = name.partition("@")
    for one in profiles():
        runtime = one.runtime
        if isinstance(runtime, Pretrained) and runtime.hub_name is not None:
            if runtime.hub_name.repository.lower() != repository.lower():
                continue
            source = f"{runtime.hub_name.repository}@{revision}" if revision else runtime.source
            return one.model_copy(update={"runtime": runtime.model_copy(update={"source": source})})
    from summarizer.models.named import described

    return Profile.model_validate(described(name, name))


def _tuned(folder: Path) -> Profile:
    """The profile of a folder that `tune` made: that of the model it was tuned from, with its adapter.

    It speaks the prompts that it was tuned on, whatever those of the model are.
    """
    made_of = check_adapter(folder)
    bases = {one.embedded.base: one for one in profiles() if isinstance(one.runtime, Embedded)}
    if made_of not in bases:
        known = ", ".join(f"{base} ({one.name})" for base, one in bases.items())
        raise UsageError(f"{folder}: is tuned from {made_of!r}, no shipped model; name one of {known}")
    base, folder = bases[made_of], folder.resolve()
    taken = folder.name.removesuffix("-base") in {"", *names()}  # the cache keeps those under that name
    name = f"{folder.name}-tuned" if taken else folder.name
    runtime = base.embedded.model_copy(update={"adapter": folder})
    runtime.output_token_ids()  # a fault shows before anything is fetched
    doubt = folder / DOUBT if (folder / DOUBT).exists() else None
    return base.model_copy(
        update={"name": name, "prompt_set": "tuned", "terms": "inline", "doubt": doubt, "runtime": runtime}
    )
