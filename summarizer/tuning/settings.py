"""The settings of a tuning run: a TOML file, every key of which is known."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from summarizer.toml_files import read_as


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Data(_Part):
    """Where data comes from; `origin` and `rights` go into the adapter's card."""

    origin: str = Field(min_length=1)
    rights: str = Field(min_length=1)
    weight: float = Field(gt=0)  # its share of the tokens, beside the others' weights
    # Each with other variants; the run ends with the first data that end.
    passes: int = Field(default=1, ge=1)

    @property
    def name(self) -> str:
        """The file that it is mainly read from."""
        path: Path = getattr(self, "path", None) or getattr(self, "source")  # noqa: B009 - of its subclasses
        return path.name


class Parallel(_Data):
    """Aligned lines: Vietnamese and English, perhaps with candidate terms as JSON Lines."""

    kind: Literal["parallel"]
    source: Path
    target: Path
    terms: Path | None = None
    back: bool = False  # from English to Vietnamese, for reading translations back


class Pairs(_Data):
    """A table of pairs, tab-separated: a label, Vietnamese, English; may be gzipped."""

    kind: Literal["pairs"]
    path: Path
    labels: tuple[str, ...] = ()  # only lines with one of these labels; none: all
    back: bool = False


class Articles(_Data):
    """Articles with an editor's summary: JSON Lines, `title`, `body`, `summary`; may be gzipped.

    With `rewrite` each sentence of the summary is an example by itself, from the sentences it rests on.
    """

    kind: Literal["articles"]
    path: Path
    rewrite: bool = False


class Written(_Data):
    """Articles with their English and summaries: JSON Lines, `id`, `title`, `sentences`, `summaries`."""

    kind: Literal["written"]
    path: Path
    task: Literal["translation", "back", "rewrite", "judge"]


class Claims(_Data):
    """Fact-checked summary sentences: JSON Lines, `id`, `claim`, `verdict`, of the articles in `articles`."""

    kind: Literal["claims"]
    path: Path
    articles: Path


Data = Parallel | Pairs | Articles | Written | Claims
_PATHS = ("path", "articles", "source", "target", "terms")


class Lora(_Part):
    """The shape of a new adapter. One that is started from keeps its own, unless a shape is given."""

    rank: int = Field(default=64, ge=1, le=512)
    alpha: int = Field(default=32, ge=1)
    targets: tuple[str, ...] = (
        "q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj",
    )  # fmt: skip


class Training(_Part):
    """How to train. The learning rate falls with the work done: steps or minutes, whichever ends first."""

    minutes: float | None = Field(default=None, gt=0)
    max_steps: int | None = Field(default=None, ge=1)
    batch_tokens: int = Field(default=4096, ge=64)
    learning_rate: float = Field(default=1e-3, gt=0, le=0.1)
    final_share: float = Field(default=0.05, ge=0, le=1)  # of the learning rate, at the end
    warmup_steps: int = Field(default=20, ge=0)
    clip: float = Field(default=1.0, gt=0)
    compile: bool = True
    threads: int = Field(default=0, ge=0)
    seed: int = 0
    held_out: int = Field(default=100, ge=1)  # examples of each kind of data, for the development loss
    sampled: int = Field(default=0, ge=0)  # of those of each task, answered and scored each time
    save_minutes: float = Field(default=10, gt=0)
    evaluate_minutes: float = Field(default=10, gt=0)
    log_steps: int = Field(default=10, ge=1)


class TuningSettings(_Part):
    """A whole recipe. Paths are relative to the file that names them."""

    model: str  # a shipped profile
    start: Path | None = None  # an adapter to continue from
    lora: Lora = Lora()
    training: Training = Training()
    data: tuple[Annotated[Data, Field(discriminator="kind")], ...] = Field(min_length=1)

    def paths(self) -> list[Path]:
        """All files and folders that the recipe needs."""
        found = [self.start]
        for one in self.data:
            found += [getattr(one, name, None) for name in _PATHS]
        return [path for path in found if path is not None]


def read(path: Path) -> TuningSettings:
    """The settings of a file.

    Raises:
        UsageError: it cannot be read, is no TOML, or has an unknown key or a wrong value.
    """
    settings = read_as(path, TypeAdapter(TuningSettings))
    return _absolute(settings, path.absolute().parent)


def _absolute(settings: TuningSettings, folder: Path) -> TuningSettings:
    data = []
    for one in settings.data:
        paths = {name: folder / value for name in _PATHS if (value := getattr(one, name, None)) is not None}
        data.append(one.model_copy(update=paths))
    start = None if settings.start is None else folder / settings.start
    return settings.model_copy(update={"data": tuple(data), "start": start})
