"""The schema of all settings with their defaults; `settings_layers` merges values from several places."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from summarizer.report import TASKS, TaskName
from summarizer.setting_types import (
    ClusterAddress,
    Device,
    ExpandedPath,
    Integer,
    ModelName,
    PathText,
    ServerAddress,
    Text,
    canonical,
)

Format = Literal["rich", "text", "markdown", "json", "jsonl", "html"]
Length = Literal["short", "medium", "long"]
Quality = Literal["fast", "default", "best"]
Diacritics = Literal["remove", "keep"]
Furniture = Literal["keep", "remove"]
Encoding = Literal["auto", "utf-8", "utf-16", "windows-1258", "tcvn3", "vni"]
Origin = str  # "default", "file PATH", "environment NAME", "flag NAME"

_MOST_CHARACTERS = 100_000_000
_MOST_THREADS = 4096
_MOST_WORKERS = 65536
_MOST_SEED = 2**32 - 1  # the seeds of single samples are made of it, and torch takes 64 bits


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class InputSettings(_Section):
    """What to read, and how."""

    paths: tuple[PathText, ...] = Field(
        default=(), description="files, folders, globs, addresses, feeds, .jsonl or .csv files, or -"
    )
    file_list: ExpandedPath | None = Field(default=None, description="a file that names one input a line")
    encoding: Annotated[Encoding, BeforeValidator(canonical)] = Field(
        default="auto", description="auto, or utf-8, utf-16, windows-1258, tcvn3, vni"
    )
    max_characters: Integer = Field(
        default=200_000, ge=1, le=_MOST_CHARACTERS, description="a longer article is refused"
    )
    furniture: Furniture = Field(
        default="keep", description="captions, bylines, tags, links to other articles: keep, or remove"
    )
    max_entries: Integer = Field(
        default=100, ge=1, description="batch: articles of a feed or sitemap that are read"
    )
    title: Text | None = Field(default=None, description="the article's title, in place of its first line")
    id_field: str = Field(default="id", description="JSON Lines and CSV: the field of the article's name")
    title_field: str = Field(default="title", description="JSON Lines and CSV: the field of the title")
    text_field: str = Field(default="text", description="JSON Lines and CSV: the field of the text")


class TaskSettings(_Section):
    """What to make."""

    quality: Quality = Field(
        default="default",
        description="fast, default or best: what holds for beams, read_back, repairs, candidates and models "
        "where they are not set",
    )
    run: tuple[TaskName, ...] = Field(default=TASKS, min_length=1, description="which of the three outputs")
    sentences: Integer = Field(default=3, ge=1, description="sentences of the extractive summary, at most")
    length: Length = Field(
        default="medium", description="abstractive: 1, 2 or 4 sentences, if the article has as much to say"
    )
    candidates: Integer = Field(
        default=6, ge=1, le=16, description="abstractive: answers for each sentence, of which one is chosen"
    )
    gist: bool = Field(default=False, description="abstractive: its sentences in English as well")
    beams: Integer = Field(
        default=4, ge=1, le=8, description="translation: answers followed at once; 1 is greedy and quickest"
    )
    read_back: bool = Field(
        default=True, description="translation: of equal answers take the one that is best translated back"
    )
    diacritics: Diacritics = Field(
        default="remove", description="English: Vietnamese diacritics of names; remove, or keep as they come"
    )
    repairs: Integer = Field(default=2, ge=0, le=4, description="rounds of repair for what fails a check")


class ModelSettings(_Section):
    """Which models do it: names of profiles, folders that `summarizer tune` made, or openai:NAME."""

    default: ModelName = Field(
        default="gemma-3-270m-vi", description="the model of every task that names none"
    )
    abstractive: ModelName | None = Field(default=None, description="the model of the abstractive summary")
    translation: ModelName | None = Field(default=None, description="the model of the translation")
    adapter: ModelName | None = Field(
        default=None, description="an adapter (peft) on the default model: a folder, or a name of the hub"
    )
    prompts: ExpandedPath | None = Field(
        default=None, description="a folder whose prompts take the place of the shipped ones"
    )

    base_url: ServerAddress | None = Field(
        default=None,
        description="the server of models named openai:NAME, such as http://127.0.0.1:8000/v1",
    )

    def of(self, task: TaskName) -> str:
        """The name of the model that does a task."""
        own = {"abstractive": self.abstractive, "translation": self.translation}.get(task)
        return own or self.default


class GlossarySettings(_Section):
    """The English that terms must have."""

    shipped: bool = Field(default=True, description="use the glossary that comes with the program")
    files: tuple[ExpandedPath, ...] = Field(default=(), description="more glossaries; later ones win")


class OutputSettings(_Section):
    """Where results go, and in which form."""

    path: PathText | None = Field(
        default=None, description="a file, or a folder with / at the end; standard output if not set"
    )
    format: Format | None = Field(
        default=None, description="rich on a terminal and text in a pipe if not set"
    )
    formats: tuple[Format, ...] = Field(
        default=("json", "html"), min_length=1, description="batch: the files made for each document"
    )
    explain: bool = Field(default=False, description="show evidence and score components")
    strict: bool = Field(default=False, description="end with 3 where a finding of severity error is left")


class ExecutionSettings(_Section):
    """How to run."""

    device: Device = Field(default="auto", description="auto, cpu, cuda, cuda:N or mps")
    dtype: Literal["auto", "float32", "bfloat16", "float16", "int8", "int4"] = Field(
        default="auto",
        description="auto, a torch type, int8 (by ctranslate2, or on a GPU), or int4 (on a GPU)",
    )
    device_map: Literal["none", "auto"] = Field(
        default="none",
        description="auto: what transformers runs is spread over all GPUs and the machine's memory; or none",
    )
    runtime: Literal["auto", "transformers", "ctranslate2"] = Field(
        default="auto",
        description="encoder-decoders on a CPU: auto (ctranslate2 where it is installed), transformers, "
        "ctranslate2",
    )
    threads: Integer = Field(default=0, ge=0, le=_MOST_THREADS, description="CPU threads; 0 is one a core")
    batch_tokens: Integer = Field(
        default=24576, ge=256, description="token positions that all running requests may take together"
    )
    seed: Integer = Field(default=0, ge=0, le=_MOST_SEED, description="the seed of every sampled candidate")
    cache_dir: ExpandedPath | None = Field(default=None, description="the folder of fetched models")
    fail_fast: bool = Field(default=False, description="batch: stop at the first document that fails")
    max_documents: Integer | None = Field(
        default=None, ge=1, description="batch: stop after that many documents"
    )
    engine: Literal["local", "ray"] = Field(
        default="local", description="batch: who does it, this process alone or workers on Ray"
    )
    address: ClusterAddress = Field(
        default="auto", description="ray: the cluster; auto is the one that is found here, else a local one"
    )
    workers: Integer = Field(
        default=0, ge=0, le=_MOST_WORKERS, description="ray: how many; 0 is as many as there is room for"
    )
    worker_cpus: Integer = Field(
        default=2, ge=1, le=_MOST_THREADS, description="ray: cores a worker, and its threads"
    )
    worker_gpus: Integer = Field(default=0, ge=0, le=64, description="ray: GPUs a worker")
    worker_memory: Integer = Field(
        default=4, ge=0, le=65536, description="ray: GB of memory that a worker needs"
    )
    worker_documents: Integer = Field(
        default=32, ge=1, le=65536, description="ray: documents that a worker has at once"
    )


class Settings(_Section):
    """Everything that can be set."""

    input: InputSettings = InputSettings()
    tasks: TaskSettings = TaskSettings()
    models: ModelSettings = ModelSettings()
    glossary: GlossarySettings = GlossarySettings()
    output: OutputSettings = OutputSettings()
    execution: ExecutionSettings = ExecutionSettings()
