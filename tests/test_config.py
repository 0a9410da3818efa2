"""Settings: default, then file, then environment, then flags; later wins, and every mistake is named."""

import json
import os
import threading
import tomllib
from pathlib import Path
from typing import get_args

import pytest

from summarizer.cli.app import main
from summarizer.config import Encoding, Settings
from summarizer.errors import UsageError
from summarizer.settings_layers import combine, fields, from_assignment, from_environment, from_file
from summarizer.tasks.candidates import samples
from summarizer.text.encodings import ENCODINGS


@pytest.fixture
def run_config(tmp_path):
    def write(text: str) -> Path:
        path = tmp_path / "run.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def show(capsys, *arguments: str) -> dict:
    assert main(["config", "show", "--json", *arguments]) == 0
    return json.loads(capsys.readouterr().out)


def test_later_layers_win_and_every_origin_is_told(run_config, monkeypatch, capsys):
    path = run_config('[tasks]\nlength = "long"\nsentences = 5\nrepairs = 1\n[execution]\nseed = 7\n')
    monkeypatch.setenv("SUMMARIZER_TASKS_SENTENCES", "6")
    monkeypatch.setenv("SUMMARIZER_EXECUTION_SEED", "8")
    monkeypatch.setenv("SUMMARIZER_TASKS_REPAIRS", "0")
    shown = show(
        capsys, "-c", str(path), "--set", "execution.seed=9", "--set", "tasks.repairs=3", "--seed", "10"
    )
    assert shown["tasks.run"]["origin"] == "default"
    assert shown["tasks.length"] == {"value": "long", "origin": f"file {path}"}
    assert shown["tasks.sentences"] == {"value": 6, "origin": "environment SUMMARIZER_TASKS_SENTENCES"}
    assert shown["tasks.repairs"] == {"value": 3, "origin": "flag --set"}
    assert shown["execution.seed"] == {"value": 10, "origin": "flag --seed"}


def test_paths_of_a_file_are_relative_to_the_file(tmp_path):
    (tmp_path / "runs [1]").mkdir()
    path = tmp_path / "runs [1]" / "run.toml"
    path.write_text(
        '[input]\npaths = ["news", "*.txt", "-", "/abs"]\n[output]\npath = "out"\n'
        '[glossary]\nfiles = ["a.tsv"]\n[models]\ndefault = "some/model"\n',
        encoding="utf-8",
    )
    (path.parent / "some" / "model").mkdir(parents=True)  # else it would be a name of the hub
    settings, _ = combine(from_file(path))
    folder = path.parent
    assert settings.output.path == str(folder / "out")
    assert settings.glossary.files == (folder / "a.tsv",)
    assert settings.input.paths[0] == str(folder / "news")
    # Brackets in the folder's name are no pattern, the star in the input is one.
    assert settings.input.paths[1] == f"{tmp_path}/runs [[]1]/*.txt"
    assert settings.input.paths[2:] == ("-", "/abs")
    assert settings.models.default == str(folder / "some/model")


def test_a_name_of_the_hub_is_no_path(tmp_path):
    path = tmp_path / "s.toml"
    path.write_text('[models]\ndefault = "facebook/nllb-200-3.3B@abc"\n', encoding="utf-8")
    assert combine(from_file(path))[0].models.default == "facebook/nllb-200-3.3B@abc"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("1", True), ("true", True), ("YES", True), ("on", True), ("0", False), ("No", False)],
)
def test_a_switch_in_a_variable_is_said_in_the_usual_ways(written, meant):
    settings, _ = combine(from_environment({"SUMMARIZER_OUTPUT_STRICT": written}))
    assert settings.output.strict is meant


def test_a_switch_in_a_variable_takes_back_that_of_a_file(run_config):
    path = run_config("[output]\nstrict = true\n")
    settings, _ = combine(from_file(path), from_environment({"SUMMARIZER_OUTPUT_STRICT": "false"}))
    assert settings.output.strict is False


@pytest.mark.parametrize(
    "name", ["OUTPUT_STRICT", "TASKS_RUN", "OUTPUT_PATH", "CACHE", "MODEL", "EXECUTION_SEED"]
)
def test_an_empty_variable_is_not_set(name):
    assert from_environment({f"SUMMARIZER_{name}": ""}) == {}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("OUTPUT_STRICT", "perhaps", "'perhaps' is neither true nor false; give one of them"),
        ("OUTPUT_STRICT", " ", "' ' is neither true nor false; give one of them"),
        ("TASKS_RUN", " , ", "nothing is in the list; give at least one"),
        ("EXECUTION_SEED", "true", "'true' is not a whole number; give one"),
        ("EXECUTION_SEED", " ", "' ' is not a whole number; give one"),
    ],
)
def test_a_variable_with_no_value_that_can_be_is_named(name, value, said):
    with pytest.raises(UsageError, match=f"^SUMMARIZER_{name}: {said}$"):
        combine(from_environment({f"SUMMARIZER_{name}": value}))


def test_the_environment_has_short_names_and_lists_with_commas():
    settings, origins = combine(
        from_environment(
            {
                "SUMMARIZER_MODEL": "m",
                "SUMMARIZER_CACHE": "/cache",
                "SUMMARIZER_TASKS_RUN": "extractive, translation",
                "SUMMARIZER_OUTPUT_STRICT": "true",
                "SUMMARIZER_INPUT_TITLE": "",
                "HOME": "/root",
            }
        )
    )
    assert settings.models.default == "m"
    assert settings.execution.cache_dir == Path("/cache")
    assert settings.tasks.run == ("extractive", "translation")
    assert settings.output.strict is True
    assert settings.input.title is None
    assert origins["models.default"] == "environment SUMMARIZER_MODEL"
    assert origins["input.title"] == "default"


def test_the_full_name_of_a_variable_beats_the_short_one():
    settings, _ = combine(
        from_environment({"SUMMARIZER_MODELS_DEFAULT": "full", "SUMMARIZER_MODEL": "short"})
    )
    assert settings.models.default == "full"


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("tasks.length=short", "tasks.length", "short"),
        ('tasks.length="short"', "tasks.length", "short"),
        ("input.title=2026", "input.title", "2026"),
        ("input.title=a = b", "input.title", "a = b"),
        ("tasks.sentences=4", "tasks.sentences", 4),
        ("output.strict=true", "output.strict", True),
        ('tasks.run=["extractive"]', "tasks.run", ("extractive",)),
        ("tasks.run=extractive,abstractive", "tasks.run", ("extractive", "abstractive")),
    ],
)
def test_set_takes_toml_or_a_bare_text(text, key, value):
    settings, origins = combine(from_assignment(text))
    section, name = key.split(".")
    assert getattr(getattr(settings, section), name) == value
    assert origins[key] == "flag --set"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[taks]\nlength = 'short'", ["[taks] is not a section", "choose from tasks, "]),
        ("[tasks]\nlenght = 'short'", ["tasks.lenght is not a setting", "[tasks] has length, "]),
        ("length = 'short'", ["length stands outside of its section", "[tasks]"]),
        ("tasks = 3", ["tasks must be a table", "[tasks]"]),
        ("[tasks]\nlength = 'shrt'", ["tasks.length: 'shrt' is not possible", "choose from short, "]),
        (
            "[tasks]\nrun = ['extractiv']",
            ["tasks.run: 'extractiv' is not possible", "choose from extractive, "],
        ),
        ("[tasks]\nrun = []", ["tasks.run: nothing is in the list"]),
        ("[tasks]\nrun = 'extractive'", ["tasks.run: 'extractive' is not a list"]),
        ("[tasks]\nsentences = 0", ["tasks.sentences: 0 is too small; the least is 1"]),
        ("[tasks]\nrepairs = 9", ["tasks.repairs: 9 is too large; the most is 4"]),
        ("[tasks]\nsentences = 'many'", ["tasks.sentences: 'many' is not a whole number"]),
        ("[output]\nstrict = 'perhaps'", ["output.strict: 'perhaps' is neither true nor false"]),
        ("[models]\ndefault = 3", ["models.default: 3 is not text"]),
        ("[tasks\n", ["not valid TOML", "line 1"]),
        ("[tasks]\nsentences = true", ["tasks.sentences: true is not a whole number"]),
        ("[tasks]\nsentences = nan", ["tasks.sentences: nan is not a whole number"]),
        ("[tasks]\nsentences = 2026-01-31", ["tasks.sentences: 2026-01-31 is not a whole number"]),
        ("[tasks]\nlength = 2026-01-31", ["tasks.length: 2026-01-31 is not possible; choose from short"]),
        ("[execution]\nmax_documents = true", ["execution.max_documents: true is not a whole number"]),
        ("[execution]\nmax_documents = 0", ["execution.max_documents: 0 is too small; the least is 1"]),
        (f"[tasks]\nsentences = {'9' * 5000}", ["a number has thousands of digits"]),
        (f"[tasks]\nlength = '{'x' * 5000}'", ["tasks.length: 'xxx", "x… is not possible"]),
        ("[output]\nformats = []", ["output.formats: nothing is in the list; give at least one"]),
        ("[output]\npath = ''", ["output.path: is empty; name a file or folder"]),
        ("[output]\npath = 'a\\u0000'".replace("'", '"'), ["output.path: ", "a\\x00' holds a NUL character"]),
        (
            "[input]\nencoding = 'klingon'",
            ["input.encoding: 'klingon' is not possible; choose from ", "tcvn3"],
        ),
        (f"x = {'[' * 5000}{']' * 5000}", ["not valid TOML (brackets are nested too deeply)"]),
    ],
)
def test_a_mistake_in_a_file_is_one_line_with_the_valid_ones(run_config, capsys, text, said):
    path = run_config(text)
    assert main(["config", "show", "-c", str(path)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"summarizer: error: {path}: ")
    assert told.err.count("\n") == 1
    for words in said:
        assert words in told.err


def test_a_config_that_never_ends_or_is_far_too_large_is_one_line(run_config, capsys):
    assert main(["config", "show", "-c", "/dev/zero"]) == 2
    assert "error: /dev/zero: is not a regular file; name a TOML file" in capsys.readouterr().err
    path = run_config("#" * 10_000_001)
    assert main(["config", "show", "-c", str(path)]) == 2
    assert f"error: {path}: has more than 10,000,000 bytes; name a TOML file" in capsys.readouterr().err


def test_a_config_may_come_through_a_pipe(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=(tmp_path / "pipe").write_text, args=("[tasks]\nsentences = 5\n",))
    writer.start()
    settings, _ = combine(from_file(tmp_path / "pipe"))
    writer.join()
    assert settings.tasks.sentences == 5


def test_a_value_nested_too_deeply_for_toml_is_taken_as_text():
    with pytest.raises(UsageError, match=r"^--set: tasks\.run: "):
        combine(from_assignment(f"tasks.run={'[' * 5000}"))


def test_a_home_folder_is_spelled_out_in_every_layer(run_config, monkeypatch):
    monkeypatch.setenv("HOME", "/home/an")
    path = run_config('[output]\npath = "~/out"\n[glossary]\nfiles = ["./~a.tsv"]\n')
    settings, _ = combine(from_file(path), from_environment({"SUMMARIZER_CACHE": "~/cache"}))
    assert settings.output.path == "/home/an/out"
    assert settings.glossary.files == (path.parent / "~a.tsv",)
    assert settings.execution.cache_dir == Path("/home/an/cache")


def test_the_encodings_of_the_settings_are_those_that_are_read():
    assert get_args(Encoding) == ENCODINGS
    for written, meant in (("UTF8", "utf-8"), (" ABC", "tcvn3"), ("cp1258", "windows-1258")):
        settings, _ = combine(from_assignment(f"input.encoding={written}"))
        assert settings.input.encoding == meant


def test_a_wrong_encoding_in_a_variable_names_the_variable():
    with pytest.raises(UsageError, match=r"^SUMMARIZER_INPUT_ENCODING: 'klingon' is not possible; choose"):
        combine(from_environment({"SUMMARIZER_INPUT_ENCODING": "klingon"}))


def test_the_seed_of_every_sample_fits_the_64_bits_that_torch_takes():
    settings, _ = combine(from_assignment(f"execution.seed={2**32 - 1}"))
    ways = samples(16, max_new_tokens=1, temperature=1.0, seed=settings.execution.seed + 100 * 4)
    assert max(way.seed for way in ways) < 2**64


def test_a_mistake_is_found_even_where_a_later_layer_hides_it(run_config, capsys):
    path = run_config("[execution]\nseed = -1\n")
    assert main(["config", "show", "-c", str(path), "--seed", "1"]) == 2
    assert "execution.seed: -1 is too small" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-c", "absent.toml"], "absent.toml: No such file or directory; name a readable file"),
        (["--set", "tasks.lenght=short"], "--set: tasks.lenght is not a setting; [tasks] has length, "),
        (["--set", "lenght=short"], "--set: lenght is not a setting; did you mean tasks.length"),
        (["--set", "tasks.length"], "--set: 'tasks.length' has no '='"),
        (["--threads", "-1"], "--threads: -1 is too small; the least is 0"),
        (["--batch-tokens", "10"], "--batch-tokens: 10 is too small; the least is 256"),
    ],
)
def test_a_mistake_in_a_flag_names_the_flag(capsys, arguments, said):
    assert main(["config", "show", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_an_unknown_variable_is_named_with_the_nearest():
    with pytest.raises(UsageError, match=r"^SUMMARIZER_TASKS_LENGHT: .*such as SUMMARIZER_TASKS_LENGTH"):
        from_environment({"SUMMARIZER_TASKS_LENGHT": "short"})


def test_a_wrong_value_in_a_variable_names_the_variable():
    with pytest.raises(UsageError, match=r"^SUMMARIZER_TASKS_LENGTH: 'tiny' is not possible"):
        combine(from_environment({"SUMMARIZER_TASKS_LENGTH": "tiny"}))


def test_glossaries_of_flags_come_after_those_of_the_file(run_config, capsys):
    path = run_config('[glossary]\nfiles = ["/a.tsv"]\n')
    shown = show(capsys, "-c", str(path), "--glossary", "/b.tsv", "--glossary", "/c.tsv")
    assert shown["glossary.files"]["value"] == ["/a.tsv", "/b.tsv", "/c.tsv"]


def test_what_config_show_prints_can_be_read_back(capsys, tmp_path):
    changes = [
        "--set",
        'input.title=Say "hi" \\ [red]',
        "--set",
        "tasks.run=translation",
        "--cache-dir",
        "/tmp/c",
    ]
    assert main(["config", "show", *changes]) == 0
    text = capsys.readouterr().out
    assert "  # flag --set" in text
    assert set(tomllib.loads(text)) == set(Settings.model_fields)
    path = tmp_path / "again.toml"
    path.write_text(text, encoding="utf-8")
    again, origins = combine(from_file(path))
    assert again.input.title == 'Say "hi" \\ [red]'
    assert again.tasks.run == ("translation",)
    assert again.execution.cache_dir == Path("/tmp/c")
    assert origins["execution.seed"] == f"file {path}"


def test_what_config_show_prints_is_valid_whatever_files_are_called(capsys, monkeypatch, tmp_path):
    name = os.fsdecode(b"a\nb\xff.toml")
    (tmp_path / name).write_text('[input]\npaths = ["x"]\n[glossary]\nfiles = ["y.tsv"]\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["config", "show", "-c", name, "--cache-dir", os.fsdecode(b"c\xff")]) == 0
    shown = tomllib.loads(capsys.readouterr().out)
    assert shown["execution"]["cache_dir"] == "c\\udcff"
    assert main(["config", "show", "--json", "-c", name, "--cache-dir", os.fsdecode(b"c\xff")]) == 0
    shown = json.loads(capsys.readouterr().out.encode())
    assert os.fsencode(shown["execution.cache_dir"]["value"]) == b"c\xff"


def test_every_setting_has_a_description_for_those_who_read_the_config():
    assert [key for key, field in fields().items() if not field.description] == []


@pytest.mark.parametrize("path", ["C:\\Users\\Lan\\bai.txt", "C:\\Data\\bai.txt"])
def test_a_path_with_backslashes_has_a_remedy(run_config, path):
    with pytest.raises(UsageError, match="write a path with / in place of each backslash"):
        from_file(run_config(f'[input]\npaths = ["{path}"]\n'))
