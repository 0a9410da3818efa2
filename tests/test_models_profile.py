"""Model profiles: the shipped ones are sound, and faults are named."""

import shutil

import pytest

from summarizer.errors import UsageError
from summarizer.models import catalog
from summarizer.models.lookup import load_profile, names, profiles
from summarizer.resources import folder

SHIPPED = [
    "envit5-translation",
    "gemma-3-12b-it",
    "gemma-3-1b-it",
    "gemma-3-270m-vi",
    "gemma-3-4b-it",
    "hunyuan-mt-7b",
    "llama-3.2-3b",
    "m2m100-418m",
    "madlad-400-3b",
    "mbart-50-many-to-one",
    "mt5-xlsum",
    "nllb-200-1.3b",
    "nllb-200-3.3b",
    "nllb-200-600m",
    "opus-mt-vi-en",
    "qwen2.5-coder-1.5b",
    "qwen3-1.7b",
    "qwen3-4b",
    "qwen3-8b",
    "sailor2-8b",
    "translategemma-4b",
    "vinai-vi2en-v2",
    "vit5-base-vietnews",
    "vit5-large-vietnews",
]

EMBEDDED = ("gemma-3-270m-vi", "qwen2.5-coder-1.5b")


def test_the_shipped_profiles_are_sound_and_their_files_are_there():
    assert [one.name for one in profiles()] == SHIPPED
    for one in profiles():
        assert one.licence_url.startswith("https://")
        if one.name not in EMBEDDED:
            directed = one.runtime.is_directed
            assert (one.prompt_set, one.terms) == (("seq2seq", "none") if directed else ("chat", "list"))
            continue
        assert (folder("prompts") / one.prompt_set).name == ("chat" if one.terms == "list" else "tuned")
        for place in (one.embedded.adapter, one.embedded.output_tokens):
            assert place is None or place.exists()


def test_a_signature_needs_no_weights_and_tells_the_adapter():
    signature = load_profile("gemma-3-270m-vi").signature()
    assert signature.revision == "a5fd3b62230a"
    assert len(signature.adapter or "") == 12
    assert load_profile("qwen2.5-coder-1.5b").signature().adapter is None


@pytest.mark.parametrize(
    ("asked", "told"), [("gemma3-270m", "gemma-3-270m-vi"), ("qwen2.5", "qwen2.5-coder-1.5b")]
)
def test_an_unknown_name_gets_the_nearest_and_how_to_list_them(asked, told):
    with pytest.raises(UsageError, match=f"{told}.*models list"):
        load_profile(asked)


@pytest.mark.parametrize("asked", ["", "zzz", "z" * 5000])
def test_a_name_like_none_gets_them_all(asked):
    with pytest.raises(UsageError, match=f"{', '.join(SHIPPED)}|did you mean"):
        load_profile(asked)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('prompt_set = "tuned"', 'prompt_set = "magic"', "prompt_set"),
        ('terms = "inline"', 'terms = "magic"', "terms"),
        ('terms = "inline"', 'terms = "inline"\nchatty = true', "chatty"),
        ('terms = "inline"', 'terms = "list"', 'a dictionary needs terms = "inline"'),
        ('sha256 = "a5fd', 'sha256 = "xyz', "file.sha256"),
        ('prompt_set = "tuned"', "prompt_set = ", "not valid TOML"),
    ],
)
def test_a_broken_profile_names_the_file_and_the_key(tmp_path, monkeypatch, old, new, told):
    shutil.copytree(folder("configs") / "models", tmp_path / "models")
    broken = tmp_path / "models" / "gemma-3-270m-vi.toml"
    broken.write_text(broken.read_text("utf-8").replace(old, new), "utf-8")
    monkeypatch.setattr(catalog, "folder", lambda _: tmp_path)
    with pytest.raises(UsageError) as caught:
        load_profile("gemma-3-270m-vi")
    assert str(broken) in str(caught.value)
    assert told in str(caught.value)
    assert names() == SHIPPED
