"""Prompts: files of `prompts/`, validated when they are loaded, rendered for one request at a time."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from summarizer.engine.interface import Message, Prompt
from summarizer.errors import UsageError
from summarizer.resources import folder
from summarizer.toml_files import read_as

# What a prompt is for: a translation, reading it back, a sentence of a summary, judging it.
Use = Literal["translation", "back", "rewrite", "judge"]
# What each of these gives its prompt, with a value to try a template on.
VARIABLES: dict[Use, dict[str, Any]] = {
    "translation": {"source": "Câu.", "terms": [{"source": "công an", "english": "police"}]},
    "back": {"source": "A sentence."},
    "rewrite": {"title": "Đầu đề", "body": "Câu."},
    "judge": {"title": "Đầu đề", "body": "Câu.", "sentence": "Câu mới."},
}
_LACKING: dict[str, Any] = {"title": None, "terms": []}  # what an article may not have
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
    """A prompt of one text: a source with its cue, as a tuned model was trained on."""

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

    @property
    def is_chat(self) -> bool:
        """Whether it is the turns of a chat."""
        return isinstance(self.content, _Chat)

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
        except Exception as error:  # noqa: BLE001 - a template may raise whatever its expressions raise
            cause = " ".join(str(error).split()) or type(error).__name__
            raise UsageError(f"{self.path}: {cause}; correct the template") from None

    def check(self, use: Use) -> None:
        """Raise `UsageError` for a template with unknown variables, or without the text to work on."""
        content = self.content
        texts = [content.text] if isinstance(content, _Plain) else [turn.content for turn in content.messages]
        given = VARIABLES[use]
        text_name = "body" if "body" in given else "source"
        asked: set[str] = set()
        for text in texts:
            try:
                named = meta.find_undeclared_variables(_ENVIRONMENT.parse(text))
            except TemplateSyntaxError as error:
                raise UsageError(
                    f"{self.path}: {error.message} (line {error.lineno}); correct the template"
                ) from None
            asked |= named
            if unknown := named - given.keys():
                raise UsageError(
                    f"{self.path}: unknown variable {', '.join(sorted(unknown))}; "
                    f"the {use} prompt has {', '.join(given)}"
                )
        if text_name not in asked:
            raise UsageError(
                f"{self.path}: the text is nowhere in it; write {{{{ {text_name} }}}} where it goes"
            )
        self.render(**given)
        for name, lacking in _LACKING.items():
            if name in given:
                self.render(**{**given, name: lacking})


@cache
def _compiled(template: str) -> Template:
    return _ENVIRONMENT.from_string(template)


def load(use: Use, prompt_set: str, own: Path | None = None) -> PromptTemplate:
    """The prompt of a use: `PROMPT_SET/USE.toml` of the folder `own` if it is there, else the shipped one.

    Raises:
        UsageError: the folder has no prompts at all, or the file is no valid prompt.
    """
    name = f"{prompt_set}/{use}.toml"
    path = folder("prompts") / name
    if own is not None:
        _check_names(own)
        path = own / name if (own / name).exists() else path
    content = read_as(path, _FILE)
    template = PromptTemplate(path, hashlib.sha256(path.read_bytes()).hexdigest()[:12], content)
    template.check(use)
    return template


def _check_names(own: Path) -> None:
    """Raise `UsageError` where a folder has no prompts, or one that would never be used."""
    shipped = sorted(
        path.relative_to(folder("prompts")).as_posix() for path in folder("prompts").glob("*/*.toml")
    )
    names = sorted(path.relative_to(own).as_posix() for path in own.glob("*/*.toml"))
    if not names:
        raise UsageError(f"{own}: holds no prompts; name them like the shipped ones: {', '.join(shipped)}")
    for name in names:
        if name not in shipped:
            raise UsageError(f"{own / name}: no prompt has that name; there are {', '.join(shipped)}")
        if not (own / name).is_file():
            raise UsageError(f"{own / name}: is not a file; name a prompt file")


def has(use: Use, prompt_set: str) -> bool:
    """Whether models of this kind have such a prompt."""
    return (folder("prompts") / prompt_set / f"{use}.toml").exists()
