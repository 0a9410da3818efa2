"""Models of the hub, against one on this machine: fetching, going on, pinning, refusals, staying offline."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from fake_hub import CONVERTED, MAIN, NEWER, at_home, serving
from tiny_seq2seq import write_model

from summarizer.cli.app import main
from summarizer.errors import FetchError, UsageError
from summarizer.models import catalog, hub
from summarizer.models.hub_cache import HubName, is_whole, on_disk
from summarizer.models.lookup import load_profile

NAME = HubName("org/tiny")


@pytest.fixture(scope="session")
def files(tmp_path_factory) -> Path:
    return write_model(tmp_path_factory.mktemp("hub"), "nllb")


@pytest.fixture
def fake(files, tmp_path, monkeypatch):
    """The hub, with a cache of its own."""
    with serving(files) as there:
        at_home(monkeypatch, there, tmp_path / "hf")
        yield there


def test_a_model_is_fetched_whole_and_then_used_without_asking(fake, files):
    got = hub.fetch(NAME)
    assert got.commit == MAIN
    names = {path.name for path in files.iterdir()}
    assert {path.name: path.read_bytes() for path in got.folder.iterdir()} == {
        name: (files / name).read_bytes() for name in names
    }
    fake.asked.clear()
    assert hub.fetch(NAME) == got == on_disk(NAME)
    assert hub.commit_of(NAME) == MAIN
    assert not fake.asked


def test_progress_is_told_and_ends(fake):
    told = []
    hub.fetch(NAME, lambda stage, done, total: told.append((stage, done, total)))
    assert {one[0] for one in told} == {"fetching org/tiny"}
    assert told[0][1] == 0
    assert told[-1][1] == told[-1][2] == sum(len(data) for data in fake.commits[MAIN].values())


def test_a_broken_download_goes_on_where_it_was(fake, files, monkeypatch):
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "DOWNLOAD_CHUNK_SIZE", 1_000)
    fake.cut = 5_000
    try:
        hub.fetch(NAME)
    except FetchError:
        assert on_disk(NAME) is None
        hub.fetch(NAME)
    assert "bytes=5000-" in fake.ranges
    got = hub.fetch(NAME).folder / "model.safetensors"
    assert got.read_bytes() == (files / "model.safetensors").read_bytes()


def test_the_commit_is_pinned_until_a_newer_one_is_pulled(fake):
    hub.fetch(NAME)
    fake.commits[NEWER] = fake.commits[MAIN] | {"config.json": fake.commits[MAIN]["config.json"] + b" "}
    fake.refs["main"] = NEWER
    hub._asked.cache_clear()
    assert hub.commit_of(NAME) == hub.fetch(NAME).commit == MAIN
    assert hub.fetch(NAME, again=True).commit == NEWER
    assert hub.commit_of(NAME) == NEWER
    assert hub.fetch(HubName("org/tiny", MAIN)).commit == MAIN


def test_the_signature_has_the_commit(fake):
    assert load_profile("org/tiny").signature().revision == MAIN[:12]
    assert load_profile(f"org/tiny@{MAIN}").signature().revision == MAIN[:12]


@pytest.mark.parametrize(
    ("status", "code", "told"),
    [
        (
            401,
            "GatedRepo",
            r"org/tiny: is gated; accept its terms at http://.*/org/tiny, then log in .*HF_TOKEN",
        ),
        (403, "GatedRepo", r"org/tiny: is gated; accept its terms"),
        (401, "RepoNotFound", r"org/tiny: the hub has no such model, or a private one; .*log in"),
        (404, "RepoNotFound", r"org/tiny: the hub has no such model, or a private one"),
        (500, "", r"org/tiny: http://127\.0\.0\.1:\d+ cannot be reached \(.*500.*\); check the network"),
    ],
)
def test_refusals_are_explained(fake, status, code, told):
    fake.status = (status, code)
    with pytest.raises(FetchError, match=told) as caught:
        hub.fetch(NAME)
    assert "\n" not in str(caught.value)


def test_a_revision_that_is_not_there_is_told(fake):
    with pytest.raises(
        FetchError, match=r"org/tiny: has no revision 'v9'; see http://.*/org/tiny/commits/main"
    ):
        hub.fetch(HubName("org/tiny", "v9"))


def test_a_missing_file_is_told(fake):
    del fake.commits[MAIN]["config.json"]
    with pytest.raises(FetchError, match=r"org/tiny: lacks a file that every model has"):
        hub.configuration(NAME, "config.json")


def test_offline_is_told_and_what_is_on_the_disk_works(fake, monkeypatch):
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(FetchError, match=r"org/tiny: is not on the disk, and HF_HUB_OFFLINE keeps"):
        hub.fetch(NAME)
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    hub.fetch(NAME)
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    fake.asked.clear()
    assert hub.fetch(NAME).commit == hub.commit_of(NAME) == MAIN
    assert not fake.asked


def test_pickles_and_code_are_not_taken(fake):
    fake.commits[MAIN] |= {"pytorch_model.bin": b"x", "modeling_tiny.py": b"x", "training_args.bin": b"x"}
    assert not [path for path in hub.fetch(NAME).folder.iterdir() if path.suffix in (".bin", ".py")]


def only_pickles(fake) -> None:
    data = fake.commits[MAIN].pop("model.safetensors")
    fake.commits[MAIN]["pytorch_model.bin"] = b"pickle"
    fake.commits[CONVERTED] = fake.commits[MAIN] | {"model.safetensors": data}
    fake.history["refs/pr/4"] = [CONVERTED, MAIN]


def proposal(author: str) -> dict[str, object]:
    return {
        "title": "Adding `safetensors` variant of this model",
        "num": 4,
        "author": {"name": author},
        "isPullRequest": True,
        "status": "open",
        "repo": {"name": "org/tiny", "type": "model"},
        "createdAt": "2026-01-01T00:00:00.000Z",
    }


def test_pickles_alone_are_refused_with_the_reason(fake):
    only_pickles(fake)
    fake.discussions = [proposal("somebody")]
    with pytest.raises(FetchError, match=r"only as a pickle \(pytorch_model\.bin\), which can run any code"):
        hub.fetch(NAME)


def test_the_hubs_own_conversion_on_top_of_the_newest_commit_is_taken(fake):
    only_pickles(fake)
    fake.discussions = [proposal("SFconvertbot")]
    got = hub.fetch(NAME)
    assert got.commit == CONVERTED
    assert (got.folder / "model.safetensors").exists()
    assert on_disk(NAME) == got
    fake.history["refs/pr/4"] = [CONVERTED, NEWER]  # of an older commit
    with pytest.raises(FetchError, match="only as a pickle"):
        hub.fetch(NAME, again=True)


def test_a_folder_is_whole_with_all_slices_of_its_weights(tmp_path):
    (tmp_path / "config.json").write_text("{}", "utf-8")
    index = {"weight_map": {"a": "model-00001-of-00002.safetensors", "b": "model-00002-of-00002.safetensors"}}
    (tmp_path / "model.safetensors.index.json").write_text(json.dumps(index), "utf-8")
    (tmp_path / "model-00001-of-00002.safetensors").touch()
    assert not is_whole(tmp_path)
    (tmp_path / "model-00002-of-00002.safetensors").touch()
    assert is_whole(tmp_path)


def test_a_folder_of_pickles_is_refused_with_the_reason(tmp_path, capsys):
    (tmp_path / "config.json").write_text('{"is_encoder_decoder": true}', "utf-8")
    (tmp_path / "tokenizer_config.json").write_text('{"tokenizer_class": "NllbTokenizer"}', "utf-8")
    (tmp_path / "pytorch_model.bin").write_bytes(b"x")
    (tmp_path / "a.txt").write_text("Một câu.", "utf-8")
    assert main([str(tmp_path / "a.txt"), "-m", str(tmp_path), "-t", "translation"]) == 1 + 1
    assert "its weights are a pickle (pytorch_model.bin)" in capsys.readouterr().err


def test_what_settings_do_not_tell_is_not_guessed(files, tmp_path):
    (tmp_path / "config.json").write_text('{"is_encoder_decoder": true, "model_type": "t5"}', "utf-8")
    (tmp_path / "tokenizer_config.json").write_text('{"tokenizer_class": "T5Tokenizer"}', "utf-8")
    with pytest.raises(UsageError, match=r"is t5, whose settings do not tell how it is asked; describe it"):
        load_profile(str(tmp_path))


def test_a_name_of_the_hub_is_known_by_its_profile_and_takes_a_revision():
    profile = load_profile("Facebook/NLLB-200-distilled-600M@v1")
    assert profile.name == "nllb-200-600m"
    assert profile.runtime.source == "facebook/nllb-200-distilled-600M@v1"


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("org/name", True), ("org/name@main", True), ("org/a.b-c_d@refs/pr/4", True), ("./org", False),
     ("a/b/c", False), ("org/", False), ("../x", False), ("org/a..b", False), ("~/x", False)],
)  # fmt: skip
def test_what_is_a_name_of_the_hub_and_what_a_path(name, is_one):
    assert bool(catalog.HUB_NAME.fullmatch(name)) == is_one
    assert catalog.is_path(name) != is_one


def test_a_model_that_cannot_do_a_task_is_told_before_anything_is_asked(fake, tmp_path, capsys):
    (tmp_path / "a.txt").write_text("Một câu.", "utf-8")
    assert main([str(tmp_path / "a.txt"), "-m", "nllb-200-600m"]) == 2
    error = capsys.readouterr().err
    assert "nllb-200-600m: does no abstractive, only translation; leave it out with " in error
    assert "gemma-3-270m-vi" in error
    assert "vit5-base-vietnews" in error
    assert not fake.asked


def test_the_command_goes_the_whole_way_with_a_mirror_and_a_home_of_its_own(fake, tmp_path):
    (tmp_path / "a.txt").write_text("Thành phố mở tuyến xe buýt mới.", "utf-8")
    environment = {**os.environ, "HF_ENDPOINT": fake.address, "HF_HOME": str(tmp_path / "home")}
    environment |= {"HF_HUB_DISABLE_XET": "1"}
    command = [sys.executable, "-m", "summarizer", str(tmp_path / "a.txt"), "-m", "org/tiny", "-f", "json"]
    command += ["-t", "translation", "-q"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 3), done.stderr
    report = json.loads(done.stdout)
    assert report["signature"]["models"]["translation"] == {
        "name": "org/tiny",
        "revision": MAIN[:12],
        "adapter": None,
    }
    assert (tmp_path / "home" / "hub" / "models--org--tiny" / "refs" / "summarizer" / "main").exists()


@pytest.mark.parametrize(
    ("name", "uses"),
    [("opus-mt-vi-en", {"translation"}), ("nllb-200-600m", {"translation", "back"}),
     ("vit5-base-vietnews", {"rewrite"}), ("gemma-3-270m-vi", {"translation", "back", "rewrite", "judge"})],
)  # fmt: skip
def test_a_model_is_asked_only_what_its_profile_has_a_way_for(name, uses):
    profile = load_profile(name)
    assert {use for use in ("translation", "back", "rewrite", "judge") if profile.can_be_asked(use)} == uses


@pytest.mark.parametrize("name", ["x.gguf", "./x.gguf", "models/x.gguf", "/models/x.gguf"])
def test_what_ends_as_a_gguf_file_is_a_path(name, tmp_path):
    from summarizer.settings_layers import from_file

    assert catalog.is_path(name)
    config = tmp_path / "c.toml"
    config.write_text(f'[models]\ndefault = "{name}"\n', "utf-8")
    assert from_file(config)["models.default"].value == str(tmp_path / name)
