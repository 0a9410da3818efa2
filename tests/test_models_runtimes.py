"""Promises of profiles of one's own, of the kinds of runtime, and of what a model says that it can do."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from scripted import INFO, ScriptedEngine
from test_models_profile import SHIPPED
from tiny_model import profile_values

from summarizer.cli.app import main
from summarizer.config import Settings
from summarizer.errors import UsageError
from summarizer.models import catalog
from summarizer.models.loader import LOADERS, load_engine
from summarizer.models.lookup import load_profile, names
from summarizer.models.runtimes import Runtime
from summarizer.pipeline import Pipeline
from summarizer.text.reading import read_text

PROFILE = """
title = "No model"
licence = "MIT"
licence_url = "https://example.org"
languages = ["vi", "en"]
prompt_set = "tuned"
terms = "inline"
max_source_tokens = 900
max_segment_tokens = 160
[runtime]
kind = "scripted"
"""
ARTICLE = (
    "Thành phố mở tuyến xe buýt mới\nSáng nay, thành phố khai trương tuyến xe buýt số 21. Dân đi miễn phí."
)


@pytest.fixture
def own(tmp_path, monkeypatch) -> Path:
    """The folder of the user's own profiles."""
    folder = tmp_path / "own"
    folder.mkdir()
    monkeypatch.setattr(catalog, "own_folder", lambda: folder)
    return folder


def test_profiles_of_ones_own_are_where_the_system_keeps_settings(monkeypatch):
    monkeypatch.undo()
    from platformdirs import user_config_path

    assert catalog.own_folder() == user_config_path("summarizer", appauthor=False) / "models"


def test_a_profile_of_ones_own_is_a_model_and_wins_over_a_shipped_one(own, capsys):
    (own / "echo.toml").write_text(PROFILE, "utf-8")
    assert names() == sorted(["echo", *SHIPPED])
    assert main(["models", "list"]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert rows[1][:2] == ["echo", "scripted"]
    assert {len(row) for row in rows} == {9}
    (own / "gemma-3-270m-vi.toml").write_text(PROFILE, "utf-8")
    assert load_profile("gemma-3-270m-vi").title == "No model"


def test_a_model_without_weights_goes_the_whole_way_and_imports_no_torch(own, tmp_path, capsys):
    (own / "echo.toml").write_text(PROFILE, "utf-8")
    (tmp_path / "a.txt").write_text(ARTICLE, "utf-8")
    before = set(sys.modules)
    assert main([str(tmp_path / "a.txt"), "-m", "echo", "-f", "json", "-q"]) == 0
    assert not {"torch", "transformers"} & (set(sys.modules) - before)
    report = json.loads(capsys.readouterr().out)
    assert report["signature"]["models"]["translation"] == {"name": "echo", "revision": "1", "adapter": None}
    assert (report["signature"]["device"], report["signature"]["dtype"]) == ("cpu", "float32")
    assert report["translation"]["text"].startswith("The English of ")


@pytest.mark.parametrize("command", ["pull", "path", "verify"])
def test_a_model_without_files_has_none_to_fetch(own, capsys, command):
    (own / "echo.toml").write_text(PROFILE, "utf-8")
    assert main(["models", command, "echo"]) == 2
    assert "echo: has no files of its own (runtime scripted)" in capsys.readouterr().err


def test_every_kind_of_runtime_has_a_loader_and_no_other_is_taken(own):
    union = get_args(Runtime)[0]
    kinds = {get_args(one.model_fields["kind"].annotation)[0] for one in get_args(union)}
    assert kinds == set(LOADERS)
    (own / "odd.toml").write_text(PROFILE.replace("scripted", "magic"), "utf-8")
    with pytest.raises(UsageError, match=r"odd\.toml: runtime: .*'magic'.*'embedded'"):
        load_profile("odd")


def test_files_of_a_profile_lie_beside_it_and_a_bare_adapter_is_a_shipped_one(own):
    from test_models_cli import toml

    (own / "mine.toml").write_text(
        toml(profile_values(b"x", ["0" * 64], output_tokens="mine.npy", adapter="./my-adapter")), "utf-8"
    )
    runtime = load_profile("mine").embedded
    assert (runtime.output_tokens, runtime.adapter) == (own / "mine.npy", own / "my-adapter")
    shipped = load_profile("gemma-3-270m-vi").embedded
    assert shipped.adapter is not None
    assert (shipped.adapter / "adapter_config.json").exists()
    with pytest.raises(UsageError, match=r"mine\.npy: cannot be read .*correct the profile"):
        runtime.output_token_ids()


def test_the_scripted_engine_says_what_its_profile_says(own):
    (own / "echo.toml").write_text(PROFILE + "", "utf-8")
    info = load_engine("echo", Settings()).info
    assert (info.name, info.terms, info.max_segment_tokens) == ("echo", "inline", 160)
    assert info.target_languages == ("vi", "en")


def asked(info, **tasks):
    """The requests for an article, of a model that says it can do so much."""
    engine = ScriptedEngine(info=info)
    settings = Settings.model_validate({"tasks": {"repairs": 0, **tasks}})
    Pipeline(settings, load=engine.load).process(read_text(ARTICLE, source="a.txt"))
    return engine.requests


def test_no_search_is_wider_than_the_model_can():
    assert {one.decoding.beams for one in asked(INFO, run=("translation",))} == {4}
    assert {one.decoding.beams for one in asked(replace(INFO, beams=1), run=("translation",))} == {1}


@pytest.mark.parametrize("weighs", [True, False])
def test_answers_are_weighed_only_by_a_model_that_can(weighs):
    def answer(request):
        from summarizer.engine.scripted import completion

        if request.answer:
            return completion(request, "")
        other = completion(request, "The new bus line of the city number 21 is open.")
        return replace(completion(request, "The city opened the new bus line number 21."), others=(other,))

    engine = ScriptedEngine(answer, info=replace(INFO, weighs=weighs))
    settings = Settings.model_validate({"tasks": {"repairs": 0, "run": ("translation",)}})
    Pipeline(settings, load=engine.load).process(read_text(ARTICLE, source="a.txt"))
    assert any(one.answer for one in engine.requests) == weighs


def test_a_model_that_cannot_write_what_a_task_needs_is_refused():
    with pytest.raises(UsageError, match=r"models\.translation: scripted writes vi, and this task en"):
        asked(replace(INFO, target_languages=("vi",)))


def test_a_chat_prompt_for_a_model_without_chat_is_refused(tmp_path):
    (tmp_path / "tuned").mkdir()
    chat = 'kind = "chat"\n[[messages]]\nrole = "user"\ncontent = "{{ source }}"\n'
    (tmp_path / "tuned" / "translation.toml").write_text(chat, "utf-8")
    settings = Settings.model_validate({"models": {"prompts": tmp_path}})
    engine = ScriptedEngine(info=replace(INFO, chat=False))
    with pytest.raises(UsageError, match=r"translation\.toml: is a chat, which scripted does not speak"):
        Pipeline(settings, load=engine.load).process(read_text(ARTICLE, source="a.txt"))


def test_the_profile_on_the_page_about_models_is_a_profile_and_the_page_knows_every_kind(own):
    import re

    page = (Path(__file__).parents[1] / "docs" / "models.md").read_text("utf-8")
    office, echo = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    (own / "office.toml").write_text(office, "utf-8")
    (own / "echo.toml").write_text(echo, "utf-8")
    assert load_profile("office").runtime.kind == "openai"
    assert load_profile("echo").prompt_set == "tuned"
    assert set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)) == set(LOADERS)
