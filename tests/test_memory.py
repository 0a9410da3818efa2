"""Memory told before a model is loaded, the tiers of quality, and terms of licences told once."""

import json

import pytest

from summarizer.cli.app import main
from summarizer.config import ExecutionSettings, Settings
from summarizer.errors import EngineError
from summarizer.models import catalog, memory
from summarizer.models.lookup import load_profile
from summarizer.models.notices import tell_once
from summarizer.settings_layers import Given, combine

CPU = ExecutionSettings(device="cpu", dtype="float32")
BROKEN = 'title = "Broken"\n'


@pytest.fixture
def own(tmp_path, monkeypatch):
    """The folder of the user's own profiles."""
    (tmp_path / "own").mkdir()
    monkeypatch.setattr(catalog, "own_folder", lambda: tmp_path / "own")
    return tmp_path / "own"


def flags(**values):
    return {key.replace("__", "."): Given(value, "flag", f"--{key}") for key, value in values.items()}


def test_what_is_needed_follows_the_number_type():
    profile = load_profile("nllb-200-600m")
    assert memory.needed(profile, CPU) == 4 * profile.runtime.parameters
    half = ExecutionSettings(device="cpu", dtype="bfloat16")
    assert memory.needed(profile, half) == 2 * profile.runtime.parameters
    assert memory.needed(load_profile("openai:some"), CPU) is None


def test_files_that_are_there_are_counted(tmp_path):
    import torch
    from safetensors.torch import save_file

    weights = {"a": torch.zeros(3, 5, dtype=torch.bfloat16), "b": torch.zeros(7)}
    save_file(weights, tmp_path / "model.safetensors", {"format": "pt"})
    profile = load_profile("nllb-200-600m")
    runtime = profile.runtime.model_copy(update={"source": str(tmp_path)})
    assert memory.parameters_of(profile.model_copy(update={"runtime": runtime})) == 22


@pytest.mark.parametrize(
    "content", [b"\xff" * 8, (1 << 51).to_bytes(8, "little"), b"\x02" + bytes(7) + b"[]", b"", b"half"]
)
def test_a_damaged_file_is_not_counted(tmp_path, content):
    (tmp_path / "model.safetensors").write_bytes(content)
    profile = load_profile("nllb-200-600m")
    runtime = profile.runtime.model_copy(update={"source": str(tmp_path)})
    assert memory.parameters_of(profile.model_copy(update={"runtime": runtime})) == runtime.parameters


def test_what_is_free_is_what_linux_can_give_and_a_container_leaves(tmp_path):
    assert memory.free_on_machine(tmp_path) is None
    (tmp_path / "proc").mkdir()
    (tmp_path / "proc" / "meminfo").write_text("MemTotal: 9 kB\nMemAvailable: 4 kB\nSwapFree: 1 kB\n")
    assert memory.free_on_machine(tmp_path) == 5 * 1024
    group = tmp_path / "sys" / "fs" / "cgroup"
    group.mkdir(parents=True)
    (group / "memory.current").write_text("2000\n")
    (group / "memory.max").write_text("max\n")
    assert memory.free_on_machine(tmp_path) == 5 * 1024
    (group / "memory.max").write_text("5000\n")
    assert memory.free_on_machine(tmp_path) == 3000
    (group / "memory.stat").write_text("anon 900\nfile 1300\ninactive_file 700\nactive_file 400\n")
    assert memory.free_on_machine(tmp_path) == 4100  # what it caches of files it can give, too


def test_too_little_memory_is_told_before_anything_is_loaded_with_smaller_models(monkeypatch):
    """Of two models together, too: each alone would fit."""
    monkeypatch.setattr(memory, "there", lambda _: 3_000_000_000)
    chosen = [load_profile(name) for name in ("nllb-200-600m", "mt5-xlsum")]
    for one in chosen:
        memory.check([one], CPU)
    with pytest.raises(EngineError) as caught:
        memory.check(chosen, CPU)
    assert "nllb-200-600m and mt5-xlsum: 4.8 GB of memory are needed for the weights" in str(caught.value)
    assert "3.0 GB are free; free some, or name a smaller model with models.default (" in str(caught.value)
    monkeypatch.setattr(memory, "there", lambda _: None)  # where the system does not tell
    memory.check(chosen, CPU)


def test_the_pipeline_asks_for_the_memory_of_all_its_models_first(monkeypatch):
    from summarizer.pipeline import Pipeline
    from summarizer.text.reading import read_text

    monkeypatch.setattr(memory, "there", lambda _: 1_000_000)
    settings = Settings.model_validate(
        {"tasks": {"run": ["translation"]}, "execution": {"device": "cpu", "dtype": "float32"}}
    )
    with pytest.raises(EngineError, match=r"gemma-3-270m-vi: 1\.1 GB of memory are needed"):
        Pipeline(settings).process(read_text("Một câu ngắn.", source="a.txt"))


def test_models_that_fit_come_largest_first_and_do_the_task():
    names = [one.name for one in memory.fitting(("translation",), CPU, 6_000_000_000)]
    assert names[0] == "nllb-200-1.3b"
    assert names.index("nllb-200-600m") < names.index("opus-mt-vi-en")
    assert not {"mt5-xlsum", "nllb-200-3.3b"} & set(names)


def test_fast_is_one_beam_without_reading_back_and_what_is_set_wins():
    settings, origins = combine(flags(tasks__quality="fast"))
    assert (settings.tasks.beams, settings.tasks.read_back) == (1, False)
    assert origins["tasks.beams"] == "quality fast"
    settings, origins = combine({"tasks.beams": Given(3, "file", "c.toml")}, flags(tasks__quality="fast"))
    assert (settings.tasks.beams, settings.tasks.read_back) == (3, False)
    assert origins["tasks.beams"] == "file c.toml"


def test_default_is_what_the_schema_says():
    assert combine()[0] == combine(flags(tasks__quality="default"))[0] == Settings()


def test_best_searches_more_and_takes_the_largest_models_on_the_disk_that_fit(monkeypatch):
    there = {"nllb-200-600m", "nllb-200-1.3b", "qwen2.5-coder-1.5b", "mt5-xlsum"}
    monkeypatch.setattr(memory, "there", lambda _: 5_800_000_000)
    monkeypatch.setattr(memory, "is_on_disk", lambda profile, _: profile.name in there)
    execution = flags(execution__device="cpu", execution__dtype="float32")
    settings, origins = combine(flags(tasks__quality="best"), execution)
    assert (settings.tasks.beams, settings.tasks.repairs) == (8, 4)
    # In float32 Qwen has 6.2 GB, and mT5 with its 2.3 GB would not fit beside the 5.5 of nllb-200-1.3b.
    assert (settings.models.translation, settings.models.abstractive) == ("nllb-200-600m", "mt5-xlsum")
    assert origins["models.translation"] == "quality best"
    settings, _ = combine(flags(tasks__quality="best", models__translation="opus-mt-vi-en"), execution)
    assert (settings.models.translation, settings.models.abstractive) == ("opus-mt-vi-en", "mt5-xlsum")
    settings, _ = combine(flags(tasks__quality="best", models__default="opus-mt-vi-en"), execution)
    assert (settings.models.translation, settings.models.abstractive) == (None, None)
    settings, _ = combine(flags(tasks__quality="best", tasks__run=["translation"]), execution)
    assert settings.models.translation == "nllb-200-1.3b"  # it runs alone


@pytest.mark.parametrize("free", [2.0, 3.0, 5.8, 7.0, 9.0, 30.0])
def test_what_best_takes_fits_into_memory_together(monkeypatch, free):
    there = {"nllb-200-1.3b", "qwen2.5-coder-1.5b", "mt5-xlsum", "gemma-3-270m-vi"}
    monkeypatch.setattr(memory, "there", lambda _: int(free * 1e9))
    monkeypatch.setattr(memory, "is_on_disk", lambda profile, _: profile.name in there)
    execution = flags(execution__device="cpu", execution__dtype="float32")
    for given in ({}, {"models__translation": "qwen2.5-coder-1.5b"} if free > 6.2 else {}):
        models = combine(flags(tasks__quality="best", **given), execution)[0].models
        taken = {models.translation, models.abstractive}
        assert taken <= there
        memory.check([load_profile(name) for name in taken], CPU)


def test_the_option_is_the_setting(capsys):
    assert main(["config", "show", "--json", "--quality", "fast"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["tasks.quality"] == {"value": "fast", "origin": "flag --quality"}
    assert shown["tasks.read_back"] == {"value": False, "origin": "quality fast"}


def test_terms_are_told_once(tmp_path, caplog):
    for _ in range(2):
        tell_once(load_profile("nllb-200-600m"), tmp_path)
        tell_once(load_profile("m2m100-418m"), tmp_path)  # without any
    assert [one.getMessage() for one in caplog.records] == [
        "nllb-200-600m: NLLB-200 is under CC-BY-NC-4.0: not for commercial use."
    ]
    tell_once(load_profile("nllb-200-1.3b"), tmp_path)  # the same terms
    assert len(caplog.records) == 1


def test_a_broken_profile_is_told_and_the_others_are_listed(own, capsys, caplog):
    (own / "broken.toml").write_text(BROKEN, "utf-8")
    assert main(["models", "list"]) == 0
    out = capsys.readouterr().out
    assert "nllb-200-600m\t" in out
    assert "broken\t" not in out
    (told,) = {one.getMessage() for one in caplog.records}
    assert "broken.toml: licence" in told
