"""Prompts: files of `prompts/`, validated when they are loaded, rendered for one request at a time."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, meta
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from summarizer.engine.interface import Message, Prompt
from summarizer.errors import UsageError
from summarizer.report import TaskName
from summarizer.resources import folder
from summarizer.tables import read_as

# What each task gives its prompt, with a value to try a template on.
VARIABLES: dict[str, dict[str, Any]] = {
    "translation": {"source": "Câu.", "terms": [{"source": "công an", "english": "police"}]},
    "abstractive": {"title": "Đầu đề", "body": "Câu.", "sentences": 2},
}
_ENVIRONMENT = ImmutableSandboxedEnvironment(
    undefined=StrictUndefined,
    keep_trailing_newline=True,
    trim_blocks=True,
    lstrip_blocks=True,
    autoescape=False,
)


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Plain(_File):
    """A source with its cue, as a tuned model was trained on."""

    kind: Literal["plain"]
    text: str = Field(min_length=1)


class _Turn(_File):
    role: Literal["system", "user", "assistant"]
    content: str = Field(min_length=1)


class _Chat(_File):
    """The turns of a chat, examples among them; the last is the user's."""

    kind: Literal["chat"]
    messages: tuple[_Turn, ...] = Field(min_length=1)


_FILE: TypeAdapter[_Plain | _Chat] = TypeAdapter(Annotated[_Plain | _Chat, Field(discriminator="kind")])


@dataclass(frozen=True)
class PromptTemplate:
    """One task's prompt for one kind of model; `hash` is twelve hexadecimal digits of its file."""

    path: Path
    hash: str
    content: _Plain | _Chat

    def render(self, **variables: Any) -> Prompt:
        """The prompt with these variables, which are those of `VARIABLES`; raises `UsageError`."""
        if isinstance(self.content, _Plain):
            return self._text(self.content.text, variables)
        return tuple(
            Message(turn.role, self._text(turn.content, variables).strip()) for turn in self.content.messages
        )

    def _text(self, template: str, variables: dict[str, Any]) -> str:
        try:
            return _compiled(template).render(**variables)
        except (UndefinedError, SecurityError, TypeError, ArithmeticError) as error:
            raise UsageError(f"{self.path}: {error}; correct the template") from None

    def check(self, task: TaskName) -> None:
        """Raise `UsageError` where the template asks for what its task does not give."""
        content = self.content
        texts = [content.text] if isinstance(content, _Plain) else [turn.content for turn in content.messages]
        given = VARIABLES[task]
        for text in texts:
            try:
                unknown = meta.find_undeclared_variables(_ENVIRONMENT.parse(text)) - given.keys()
            except TemplateSyntaxError as error:
                raise UsageError(
                    f"{self.path}: {error.message} (line {error.lineno}); correct the template"
                ) from None
            if unknown:
                raise UsageError(
                    f"{self.path}: unknown variable {', '.join(sorted(unknown))}; "
                    f"the {task} prompt has {', '.join(given)}"
                )
        self.render(**given)
        if "title" in given:  # which an article may lack
            self.render(**{**given, "title": None})


@cache
def _compiled(template: str) -> Template:
    return _ENVIRONMENT.from_string(template)


def load(task: TaskName, prompt_set: str, own: Path | None = None) -> PromptTemplate:
    """The prompt of a task: `PROMPT_SET/TASK.toml` of the folder `own` if it is there, else the shipped one.

    Raises:
        UsageError: the folder has no prompts at all, or the file is no valid prompt.
    """
    name = f"{prompt_set}/{task}.toml"
    path = folder("prompts") / name
    if own is not None:
        if not any(own.glob("*/*.toml")):
            raise UsageError(f"--prompts: {own} holds no prompts; name them like {name} (see `prompts/`)")
        path = own / name if (own / name).exists() else path
    content = read_as(path, _FILE)
    template = PromptTemplate(path, hashlib.sha256(path.read_bytes()).hexdigest()[:12], content)
    template.check(task)
    return template
