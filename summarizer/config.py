"""The settings: one schema for flags, environment and files, and where each value came from."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from summarizer.errors import UsageError
from summarizer.report import TASKS, TaskName

Format = Literal["rich", "text", "markdown", "json", "jsonl", "html"]
Length = Literal["short", "medium", "long"]
Origin = str  # "default", "file PATH", "environment NAME", "flag NAME"


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class InputSettings(_Section):
    """What to read, and how."""

    paths: tuple[str, ...] = Field((), description="files, folders, globs, .jsonl or .csv files, or -")
    file_list: Path | None = Field(None, description="a file that names one input a line")
    encoding: str = Field("auto", description="auto, or utf-8, utf-16, windows-1258, tcvn3, vni")
    max_characters: int = Field(200_000, ge=1, description="a longer article is refused")
    title: str | None = Field(None, description="the article's title, in place of its first line")
    id_field: str = Field("id", description="JSON Lines and CSV: the field of the article's name")
    title_field: str = Field("title", description="JSON Lines and CSV: the field of the title")
    text_field: str = Field("text", description="JSON Lines and CSV: the field of the text")


class TaskSettings(_Section):
    """What to make."""

    run: tuple[TaskName, ...] = Field(TASKS, min_length=1, description="which of the three outputs")
    sentences: int = Field(3, ge=1, description="sentences of the extractive summary")
    length: Length = Field("medium", description="abstractive: at most 1, 2 or 4 sentences")
    repairs: int = Field(2, ge=0, le=4, description="rounds of repair for what fails a check")


class ModelSettings(_Section):
    """Which models do it."""

    default: str = Field("gemma-3-270m-vi", description="the model of every task that names none")
    abstractive: str | None = Field(None, description="the model of the abstractive summary")
    translation: str | None = Field(None, description="the model of the translation")
    prompts: Path | None = Field(None, description="a folder whose prompts take the place of the shipped ones")

    def of(self, task: TaskName) -> str:
        """The name of the model that does a task."""
        own = {"abstractive": self.abstractive, "translation": self.translation}.get(task)
        return own or self.default


class GlossarySettings(_Section):
    """The English that terms must have."""

    shipped: bool = Field(True, description="use the glossary that comes with the program")
    files: tuple[Path, ...] = Field((), description="more glossaries; later ones win")


class OutputSettings(_Section):
    """Where results go, and in which form."""

    path: Path | None = Field(None, description="a file or folder; standard output if not set")
    format: Format | None = Field(None, description="rich on a terminal and text in a pipe if not set")
    formats: tuple[Format, ...] = Field(("json", "html"), description="batch: the files made for each document")
    explain: bool = Field(False, description="show evidence and score components")
    strict: bool = Field(False, description="end with 3 where a finding of severity error is left")


class ExecutionSettings(_Section):
    """How to run."""

    device: str = Field("auto", description="auto, cpu, cuda, cuda:N or mps")
    dtype: Literal["auto", "float32", "bfloat16", "float16"] = Field("auto", description="auto, or a torch type")
    threads: int = Field(0, ge=0, description="CPU threads; 0 is one a core")
    batch_tokens: int = Field(4096, ge=256, description="tokens that one batch may hold, padding included")
    seed: int = Field(0, ge=0, description="the seed of every sampled candidate")
    cache_dir: Path | None = Field(None, description="the folder of fetched models")
    fail_fast: bool = Field(False, description="batch: stop at the first document that fails")
    max_documents: int | None = Field(None, ge=1, description="batch: stop after that many documents")


class Settings(_Section):
    """Everything that can be set."""

    input: InputSettings = InputSettings()
    tasks: TaskSettings = TaskSettings()
    models: ModelSettings = ModelSettings()
    glossary: GlossarySettings = GlossarySettings()
    output: OutputSettings = OutputSettings()
    execution: ExecutionSettings = ExecutionSettings()
