"""Adapters (peft) on models that transformers runs: merged, signed, fetched, or refused."""

import json
from collections import deque
from pathlib import Path

import pytest
from fake_hub import MAIN, at_home, serving
from tiny_chat import write_chat

from summarizer.config import Settings
from summarizer.engine.interface import Decoding, Message, Request
from summarizer.errors import FetchError, UsageError
from summarizer.models.loader import load_engine
from summarizer.models.lookup import configured

EXECUTION = {"device": "cpu", "dtype": "float32", "threads": 1, "batch_tokens": 2048}
REQUEST = Request((Message("user", "Một câu ngắn."),), Decoding(12))


def write_adapter(folder: Path, base: Path) -> Path:
    """The folder of a random LoRA adapter on the model of the folder `base`."""
    import torch
    from peft import LoraConfig, get_peft_model
    from transformers import AutoModelForCausalLM

    torch.manual_seed(2)
    model = AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32)
    tuned = get_peft_model(model, LoraConfig(r=4, target_modules=["q_proj", "v_proj", "down_proj"]))
    for name, weights in tuned.named_parameters():
        if "lora_" in name:
            torch.nn.init.normal_(weights)
    tuned.save_pretrained(folder)
    return folder


def settings(model: Path | str, adapter: Path | str | None) -> Settings:
    models = {"default": str(model), "adapter": adapter and str(adapter)}
    return Settings.model_validate({"models": models, "execution": EXECUTION})


def answer(engine) -> str:
    (completion,) = engine.generate(deque([REQUEST]))
    return completion.text


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("adapters")
    write_adapter(folder / "adapter", write_chat(folder / "llama", "Llama"))
    return folder


def test_an_adapter_answers_as_peft_does(root):
    import torch
    from peft import PeftModel
    from transformers import AutoModelForCausalLM

    engine = load_engine(str(root / "llama"), settings(root / "llama", root / "adapter"))
    base = AutoModelForCausalLM.from_pretrained(root / "llama", dtype=torch.float32).eval()
    own = PeftModel.from_pretrained(base, root / "adapter")
    ids = engine.model.texts.encode(REQUEST).ids
    made = own.generate(input_ids=torch.tensor([ids]), max_new_tokens=12, do_sample=False)[0, len(ids) :]
    assert answer(engine) == engine.model.texts.encoding.decode(made.tolist()).strip()
    assert answer(engine) != answer(load_engine(str(root / "llama"), settings(root / "llama", None)))


def test_the_signature_has_the_adapter_and_no_other_model_takes_it(root):
    chosen = settings(root / "llama", root / "adapter").models
    digest = configured(str(root / "llama"), chosen).signature().adapter
    assert digest is not None
    assert len(digest) == 12
    assert configured("nllb-200-600m", chosen).runtime.adapter is None
    assert configured(str(root / "llama"), settings(root / "llama", None).models).signature().adapter is None


def test_a_relative_adapter_of_a_config_starts_at_its_folder(root, capsys):
    from summarizer.settings_layers import from_file

    path = root / "c.toml"
    path.write_text('[models]\nadapter = "./adapter"\n', "utf-8")
    assert from_file(path)["models.adapter"].value == str(root / "adapter")


def test_an_embedded_model_and_a_server_take_none(root):
    for name in ("gemma-3-270m-vi", "openai:some"):
        with pytest.raises(UsageError, match=r"models\.adapter: .* takes none"):
            configured(name, settings(name, root / "adapter").models)
    served = settings("openai:some", root / "adapter").models.model_copy(update={"base_url": "http://a/v1"})
    with pytest.raises(UsageError, match=r"models\.adapter: .* takes none"):
        configured("openai:some", served)


def test_what_is_no_adapter_is_told(root, tmp_path):
    with pytest.raises(UsageError, match=r"models\.adapter 'nothing': no such adapter; name a folder"):
        configured(str(root / "llama"), settings(root / "llama", "nothing").models)
    with pytest.raises(UsageError, match="holds no adapter"):
        load_engine(str(root / "llama"), settings(root / "llama", tmp_path))
    (tmp_path / "adapter_config.json").write_text('{"base_model_name_or_path": "x"}', "utf-8")
    (tmp_path / "adapter_model.bin").write_bytes(b"x")
    with pytest.raises(UsageError, match="its weights are a pickle"):
        load_engine(str(root / "llama"), settings(root / "llama", tmp_path))


def test_an_adapter_of_another_model_is_told(root, tmp_path):
    other = write_chat(tmp_path / "bigcode", "GPTBigCode")
    with pytest.raises(UsageError, match=r"does not fit the model .*name one that was trained on it"):
        load_engine(str(other), settings(other, root / "adapter"))


def test_an_adapter_of_the_hub_is_fetched_and_its_commit_signed(root, tmp_path, monkeypatch):
    with serving(root / "adapter") as hub:
        at_home(monkeypatch, hub, tmp_path)
        chosen = settings(root / "llama", "org/tiny")
        assert configured(str(root / "llama"), chosen.models).signature().adapter == MAIN[:12]
        local = load_engine(str(root / "llama"), settings(root / "llama", root / "adapter"))
        assert answer(load_engine(str(root / "llama"), chosen)) == answer(local)
        assert not any(name.endswith("README.md") for name in hub.asked)
        hub.commits[MAIN] = {"adapter_model.bin": b"x", "adapter_config.json": b"{}"}
        monkeypatch.setattr("summarizer.models.hub.on_disk", lambda _: None)
        with pytest.raises(
            FetchError, match=r"no file adapter_model\.safetensors; its weights: adapter_model"
        ):
            load_engine(str(root / "llama"), chosen)


def test_a_damaged_adapter_of_the_hub_is_told_how_to_fetch_it_again(root, tmp_path, monkeypatch):
    damaged = tmp_path / "damaged"
    damaged.mkdir()
    (damaged / "adapter_config.json").write_bytes((root / "adapter" / "adapter_config.json").read_bytes())
    (damaged / "adapter_model.safetensors").write_bytes(b"half")
    with serving(damaged) as hub:
        at_home(monkeypatch, hub, tmp_path / "home")
        with pytest.raises(UsageError, match=r"is damaged .*; run 'hf cache rm model/org/tiny' to fetch"):
            load_engine(str(root / "llama"), settings(root / "llama", "org/tiny"))


def test_the_option_is_the_setting(root, capsys):
    from summarizer.cli.app import main

    assert main(["config", "show", "--json", "--adapter", str(root / "adapter")]) == 0
    shown = json.loads(capsys.readouterr().out)["models.adapter"]
    assert shown == {"value": str(root / "adapter"), "origin": "flag --adapter"}


@pytest.mark.parametrize("given", ["flag", "file", "environment", "assignment"])
def test_an_error_names_where_the_adapter_was_set(root, tmp_path, capsys, monkeypatch, given):
    from summarizer.cli.app import main

    article, config = tmp_path / "a.txt", tmp_path / "c.toml"
    article.write_text("Hà Nội mở tuyến xe buýt mới. Dân đi miễn phí ba tháng.", "utf-8")
    config.write_text('[models]\nadapter = "nothing"\n', "utf-8")
    more = {
        "flag": ["--adapter", "nothing"],
        "file": ["-c", str(config)],
        "environment": [],
        "assignment": ["--set", "models.adapter=nothing"],
    }[given]
    if given == "environment":
        monkeypatch.setenv("SUMMARIZER_MODELS_ADAPTER", "nothing")
    assert main([str(article), "-m", str(root / "llama"), *more]) == 2
    label = {
        "flag": "--adapter",
        "file": f"{config}: models.adapter",
        "environment": "SUMMARIZER_MODELS_ADAPTER",
        "assignment": "--set: models.adapter",
    }[given]
    assert f"summarizer: error: {label} 'nothing': no such adapter; name a folder" in capsys.readouterr().err
