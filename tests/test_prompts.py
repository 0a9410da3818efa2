"""Prompts are data: validated when loaded, sandboxed, hashed, and overridden file by file."""

from pathlib import Path

import pytest

from summarizer import prompts
from summarizer.engine.interface import Message
from summarizer.errors import UsageError
from summarizer.resources import folder


def own(tmp_path: Path, text: str, name: str = "tuned/translation.toml") -> Path:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return tmp_path


def test_the_tuned_prompts_are_what_the_adapter_was_trained_on() -> None:
    translation = prompts.load("translation", "tuned")
    assert translation.render(source="Một câu.", terms=[]) == "Một câu.\n=> English\n"
    rewrite = prompts.load("rewrite", "tuned")
    assert rewrite.render(title="Đầu đề", body="Một câu.") == "Đầu đề\nMột câu.\n=> Viết lại\n"
    assert rewrite.render(title=None, body="Một câu.") == "Một câu.\n=> Viết lại\n"
    judge = prompts.load("judge", "tuned")
    assert (
        judge.render(title="Đầu đề", body="Một câu.", sentence="Câu mới.")
        == "Đầu đề\nMột câu.\n=> Câu\nCâu mới.\n=> Đúng hay sai\n"
    )


def test_a_chat_prompt_states_the_terms_that_occur_and_only_those() -> None:
    chat = prompts.load("translation", "chat")
    with_terms = chat.render(source="Câu.", terms=[{"source": "Thiếu tướng", "english": "Major General"}])
    assert with_terms[-1] == Message("user", "Use these English terms:\n- Thiếu tướng: Major General\n\nCâu.")
    assert chat.render(source="Câu.", terms=[])[-1] == Message("user", "Câu.")


@pytest.mark.parametrize(
    "path", sorted(folder("prompts").glob("*/*.toml")), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_every_shipped_prompt_is_valid(path: Path) -> None:
    prompts.load(path.stem, path.parent.name)  # type: ignore[arg-type]


def test_a_folder_overrides_file_by_file(tmp_path: Path) -> None:
    folder_ = own(tmp_path, 'kind = "plain"\ntext = "{{ source }} ->"')
    ours = prompts.load("translation", "tuned", folder_)
    assert ours.render(source="x", terms=[]) == "x ->"
    assert ours.hash != prompts.load("translation", "tuned").hash
    assert prompts.load("rewrite", "tuned", folder_).hash == prompts.load("rewrite", "tuned").hash


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            'kind = "plain"\ntext = "{{ sorce }}"',
            "unknown variable sorce; the translation prompt has source, terms",
        ),
        ('kind = "plain"\ntext = "{{ source.x }}"', "has no attribute 'x'"),
        ('kind = "plain"\ntext = "{% for x in terms %}"', "line 1"),
        ('kind = "plain"', "text: Field required"),
        ('kind = "plain"\ntext = "no variables"', "write {{ source }} where it goes"),
        ("kind = 'plain'\ntext = '{{ source.index(\"zzz\") }}'", "substring not found"),
        ("kind = 'plain'\ntext = '{{ source }}{{ \"{0}{1}\".format(1) }}'", "out of range"),
        (
            "kind = 'plain'\ntext = '{% macro m() %}{{ m() }}{% endmacro %}{{ source }}{{ m() }}'",
            "recursion",
        ),
        ('kind = "story"\ntext = "x"', "'plain', 'chat'"),
        ("kind = ", "not valid TOML"),
        ('kind = "plain"\ntext = "{{ source.__class__.__mro__ }}"', "unsafe"),
        ('kind = "chat"\n[[messages]]\nrole = "robot"\ncontent = "x"', "role"),
    ],
)
def test_a_wrong_prompt_is_refused_with_its_file_and_cause(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        prompts.load("translation", "tuned", own(tmp_path, text))
    assert said in str(caught.value)
    assert "translation.toml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_without_prompts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no prompts"):
        prompts.load("translation", "tuned", tmp_path)


@pytest.mark.parametrize("name", ["tuned/translate.toml", "tunde/translation.toml"])
def test_a_prompt_that_would_never_be_used_is_refused(tmp_path: Path, name: str) -> None:
    folder_ = own(tmp_path, 'kind = "plain"\ntext = "{{ source }}"', name)
    with pytest.raises(UsageError, match="no prompt has that name; there are") as caught:
        prompts.load("translation", "tuned", folder_)
    assert name in str(caught.value)


def test_article_text_is_never_a_template() -> None:
    translation = prompts.load("translation", "tuned")
    assert "{{ 7 * 7 }}" in str(translation.render(source="{{ 7 * 7 }}", terms=[]))


@pytest.mark.parametrize(
    ("use", "text"),
    [
        ("rewrite", "{{ title.strip() }} {{ body }}"),
        ("translation", "{{ terms[0].english }} {{ source }}"),
    ],
)
def test_a_prompt_that_an_article_without_title_or_terms_would_break_is_refused_at_once(tmp_path, use, text):
    (tmp_path / "tuned").mkdir()
    (tmp_path / "tuned" / f"{use}.toml").write_text(f'kind = "plain"\ntext = "{text}"\n', encoding="utf-8")
    with pytest.raises(UsageError, match=rf"{use}\.toml"):
        prompts.load(use, "tuned", tmp_path)
