"""The runtime `transformers`: a pretrained model of the hub or in a folder, by transformers' own classes."""

import hashlib
import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo

from summarizer.config import ExecutionSettings
from summarizer.engine.directions import Direction, Use
from summarizer.engine.interface import Hardware
from summarizer.errors import UsageError
from summarizer.models.adapter import digest_of
from summarizer.models.catalog import HUB_NAME

if TYPE_CHECKING:
    from summarizer.models.hub_cache import HubName

_SIGNED = (".safetensors", ".gguf", ".json", ".model", ".spm", ".jinja", ".txt")
_SHOWN = 12  # digits of a digest that tell versions apart
# Those on which the engine with continuous batching was compared with transformers' own generation.
CHAT_ARCHITECTURES = ("Gemma3ForCausalLM", "Qwen2ForCausalLM", "Qwen3ForCausalLM")
Family = Literal["encoder-decoder", "chat"]


def _source(source: str, info: ValidationInfo) -> str:
    """A name of the hub as it is; a folder, which begins with `.` or `/`, beside the file that names it."""
    if re.match(r"[./~]", source):
        return str((Path((info.context or {}).get("folder", "")) / Path(source).expanduser()).absolute())
    if not HUB_NAME.fullmatch(source):
        raise ValueError("is neither a name of the hub, ORGANISATION/NAME, nor a folder, such as ./mine")
    return source


class Pretrained(BaseModel):
    """A model that transformers has a class for.

    An encoder-decoder says how it takes and gives texts; so does a chat model that takes nothing but a text
    to translate. Of a chat model's folder `gguf` may name a file to take in place of safetensors.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["transformers"]
    source: Annotated[str, AfterValidator(_source)]
    family: Family
    gguf: str | None = Field(default=None, pattern=r"^[^/\\]+\.gguf$")
    adapter: Annotated[str, AfterValidator(_source)] | None = None  # becomes part of the weights
    parameters: int | None = Field(default=None, gt=0)  # where known: for the memory it needs
    ctranslate2: bool = False  # whether its converter knows the architecture, and gives the same answers
    translation: Direction | None = None
    back: Direction | None = None  # to read a translation back
    abstractive: Direction | None = None

    @property
    def hub_name(self) -> "HubName | None":
        """Its name on the hub, where it is not a folder of the user's own."""
        from summarizer.models.hub_cache import HubName

        return None if Path(self.source).is_absolute() else HubName.of(self.source, self.gguf)

    @property
    def directions(self) -> dict[Use, Direction]:
        """What it can be used for, and how."""
        tables: dict[Use, Direction | None] = {
            "translation": self.translation,
            "back": self.back,
            "abstractive": self.abstractive,
        }
        return {use: table for use, table in tables.items() if table is not None}

    @property
    def is_directed(self) -> bool:
        """Whether it is given texts by its directions, and not the turns of a chat."""
        return self.family == "encoder-decoder" or bool(self.directions)

    @cached_property
    def revision(self) -> str:
        """The commit of the hub, or the digest of the folder; raises `FetchError` and `UsageError`."""
        from summarizer.models.hub import commit_of

        if (name := self.hub_name) is not None:
            return commit_of(name)[:_SHOWN]
        return folder_digest(Path(self.source), self.gguf)[:_SHOWN]

    @cached_property
    def adapter_digest(self) -> str | None:
        """The commit of the hub, or the digest of the folder; raises `FetchError` and `UsageError`."""
        return None if self.adapter is None else digest_of(self.adapter)

    @property
    def folder(self) -> Path | None:
        """Where its files are, if they are there."""
        from summarizer.models.hub_cache import on_disk

        if (name := self.hub_name) is None:
            return Path(self.source)
        there = on_disk(name)
        return there.folder if there else None

    def hardware(self, execution: ExecutionSettings) -> Hardware:
        """What it runs on; raises `UsageError` for a device that is not there."""
        from summarizer.models.hardware import choose

        convertible = self.ctranslate2 if self.family == "encoder-decoder" else None
        return choose(execution, convertible=convertible, by_transformers=True)


def folder_digest(folder: Path, gguf: str | None = None) -> str:
    """SHA-256 over names and contents of a model's files; raises `UsageError` where one cannot be read."""
    digest = hashlib.sha256()
    try:
        for path in [folder / gguf] if gguf else sorted(folder.iterdir()):
            if path.suffix in _SIGNED:
                with path.open("rb") as file:
                    digest.update(path.name.encode() + hashlib.file_digest(file, "sha256").digest())
    except OSError as error:
        raise UsageError(f"{error.filename}: {error.strerror}; name a folder with a model") from None
    return digest.hexdigest()
