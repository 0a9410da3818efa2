"""Settings: default, then file, then environment, then flags; later wins, and every mistake is named."""

import json
import tomllib
from pathlib import Path

import pytest

from summarizer.cli.app import main
from summarizer.config import Settings
from summarizer.errors import UsageError
from summarizer.settings_layers import combine, fields, from_assignment, from_environment, from_file


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
    settings, _ = combine(from_file(path))
    folder = path.parent
    assert settings.output.path == folder / "out"
    assert settings.glossary.files == (folder / "a.tsv",)
    assert settings.input.paths[0] == str(folder / "news")
    # Brackets in the folder's name are no pattern, the star in the input is one.
    assert settings.input.paths[1] == f"{tmp_path}/runs [[]1]/*.txt"
    assert settings.input.paths[2:] == ("-", "/abs")
    assert settings.models.default == "some/model"


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
        ("[taks]\nlength = 'short'", ["[taks] is no section", "choose from tasks, "]),
        ("[tasks]\nlenght = 'short'", ["tasks.lenght is no setting", "[tasks] has length, "]),
        ("length = 'short'", ["length stands outside of its section", "[tasks]"]),
        ("tasks = 3", ["tasks must be a table", "[tasks]"]),
        ("[tasks]\nlength = 'shrt'", ["tasks.length: 'shrt' is not possible", "choose from short, "]),
        (
            "[tasks]\nrun = ['extractiv']",
            ["tasks.run: 'extractiv' is not possible", "choose from extractive, "],
        ),
        ("[tasks]\nrun = []", ["tasks.run: nothing is in the list"]),
        ("[tasks]\nrun = 'extractive'", ["tasks.run: 'extractive' is no list"]),
        ("[tasks]\nsentences = 0", ["tasks.sentences: 0 is too small; the least is 1"]),
        ("[tasks]\nrepairs = 9", ["tasks.repairs: 9 is too large; the most is 4"]),
        ("[tasks]\nsentences = 'many'", ["tasks.sentences: 'many' is no whole number"]),
        ("[output]\nstrict = 'perhaps'", ["output.strict: 'perhaps' is neither true nor false"]),
        ("[models]\ndefault = 3", ["models.default: 3 is no text"]),
        ("[tasks\n", ["no TOML", "line 1"]),
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


def test_a_mistake_is_found_even_where_a_later_layer_hides_it(run_config, capsys):
    path = run_config("[execution]\nseed = -1\n")
    assert main(["config", "show", "-c", str(path), "--seed", "1"]) == 2
    assert "execution.seed: -1 is too small" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-c", "absent.toml"], "absent.toml: No such file or directory; name a readable file"),
        (["--set", "tasks.lenght=short"], "--set: tasks.lenght is no setting; [tasks] has length, "),
        (["--set", "lenght=short"], "--set: lenght is no setting; did you mean tasks.length"),
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


def test_every_setting_has_a_description_for_those_who_read_the_config():
    assert [key for key, field in fields().items() if not field.description] == []
