"""`summarizer FILE...`: results on standard output, messages on standard error, exit codes as documented."""

import io
import json
import logging
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import get_args

import click
import jsonschema
import pytest
from cli_fakes import COMMAND, POISON, WRONG, FakePipeline, environment, run, run_on_terminal

from summarizer.batch.output.places import safe_name
from summarizer.cli.app import main
from summarizer.cli.article import article
from summarizer.cli.commands import COMMANDS
from summarizer.config import ExecutionSettings, Format, Length, Settings
from summarizer.errors import Setting, UsageError
from summarizer.report import json_schema

ARTICLE = """Khánh thành cầu mới ở miền Trung

Sáng 12/3, tỉnh khánh thành cây cầu dài 1.250 mét. Công trình có vốn 2,5 tỷ đồng.

Người dân cho biết họ rất vui mừng.
"""


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A folder with two articles, the current one."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("SUMMARIZER_")]:
        monkeypatch.delenv(name)
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "b.txt").write_text(ARTICLE.replace("Khánh thành", "Thông xe"), encoding="utf-8")
    return tmp_path


@pytest.fixture
def fake(folder, monkeypatch) -> Path:
    """The same, with a pipeline that needs no model."""
    monkeypatch.setattr("summarizer.pipeline.Pipeline", FakePipeline)
    return folder


def test_a_misspelt_command_is_recognised_where_there_is_no_such_file(fake, capsys):
    assert main(["modles", "list"]) == 2
    assert "modles: no such file; did you mean 'summarizer models'?" in capsys.readouterr().err
    assert main(["help"]) == 2
    assert "help: no such file; did you mean 'summarizer --help'?" in capsys.readouterr().err
    (fake / "modles").write_text(ARTICLE, encoding="utf-8")
    assert main(["modles"]) == 0
    assert "command" not in capsys.readouterr().err


@pytest.mark.parametrize("name", ["models.md", "batch.md", "folder/models", "tune.html"])
def test_a_missing_file_with_the_name_of_a_command_stops_no_other_file(fake, capsys, name):
    assert main([name, "a.txt"]) == 1
    told = capsys.readouterr()
    assert f"{name}: no such file; check the path" in told.err
    assert "English 1." in told.out


def test_a_command_behind_options_is_told_to_stand_first(fake, capsys):
    assert main(["-q", "models", "list"]) == 2
    told = "models: a command stands first, its options behind: summarizer models ..."
    assert capsys.readouterr().err == f"summarizer: error: {told}\n"


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        (["evaluate", "translation", "--compare", "A"], "evaluate translation"),
        (["models", "path", "--cache-dir"], "models path"),
        (["glossary", "find", "--glossary"], "glossary find"),
        (["batch", "--output"], "batch"),
        (["--output"], ""),
    ],
)
def test_an_option_without_its_value_names_the_help_of_its_command(fake, capsys, arguments, command):
    assert main(arguments) == 2
    assert f"see 'summarizer {command} --help'".replace("  ", " ") in capsys.readouterr().err


def test_an_error_names_no_option_of_another_command_of_the_group(fake, capsys, monkeypatch):
    def refuse(*_: object) -> None:
        raise UsageError(Setting("output.path"), ": is wrong")

    monkeypatch.setattr("summarizer.evaluation.data.read_pairs", refuse)
    assert main(["evaluate", "translation", "--source", "a.txt", "--reference", "a.txt"]) == 2
    assert capsys.readouterr().err == "summarizer: error: --set output.path=VALUE: is wrong\n"


def test_what_is_logged_is_a_note_that_quiet_leaves_out_and_nothing_after_the_run(fake, capsys, monkeypatch):
    log = logging.getLogger("summarizer.models.notices")

    def watch(event: object) -> None:
        log.warning("it is made anew")

    monkeypatch.setattr(FakePipeline, "watch", staticmethod(watch))
    assert main(["-t", "extractive", "a.txt"]) == 0
    assert "summarizer: it is made anew\n" in capsys.readouterr().err
    assert main(["-q", "-t", "extractive", "a.txt"]) == 0
    assert capsys.readouterr().err == ""
    assert not logging.getLogger("summarizer").handlers


def test_what_follows_a_misspelt_command_is_not_taken_for_articles(fake, capsys):
    assert main(["bacth", "a.txt"]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert "did you mean 'summarizer batch'?" in told.err


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("my news.toml", "is settings, not an article; run: summarizer batch 'my news.toml', or pipe it in"),
        ("a.py", "is code or settings, not an article; give a text file"),
        ("A.YAML", "is code or settings, not an article; give a text file"),
    ],
)
def test_code_and_settings_are_no_article_but_where_they_are_piped_in(fake, capsys, monkeypatch, name, told):
    (fake / name).write_text(ARTICLE, encoding="utf-8")
    assert main([name, "a.txt"]) == 1
    shown = capsys.readouterr()
    assert shown.err.startswith(f"summarizer: error: {name}: {told}")
    assert "English 1." in shown.out
    with (fake / name).open(encoding="utf-8") as piped:
        monkeypatch.setattr("sys.stdin", piped)
        assert main(["-"]) == 0


def test_all_stands_for_the_three_tasks(fake, capsys):
    assert main(["-t", "all,extractive", "-f", "json", "a.txt"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert all(report[task] for task in ("extractive", "abstractive", "translation"))
    assert main(["-t", "all,nothing", "a.txt"]) == 2
    assert "--task: 'nothing' is not possible" in capsys.readouterr().err


def test_tasks_that_are_named_one_by_one_are_all_done(fake, capsys):
    assert main(["-t", "extractive", "-t", "translation,extractive", "-f", "json", "a.txt"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["extractive"] is not None
    assert report["translation"] is not None
    assert report["abstractive"] is None


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.json", "a.csv", "A.TSV"])
def test_a_file_of_records_is_refused_with_the_way_to_read_it(fake, capsys, name):
    (fake / name).write_text('{"text": "' + "Trời mưa. " * 9 + '"}\n', encoding="utf-8")
    assert main([name, "a.txt"]) == 1
    told = capsys.readouterr()
    assert told.err.startswith(f"summarizer: error: {name}: holds records, not an article; ")
    assert "'summarizer batch', whose input.text_field" in told.err
    assert "English 1." in told.out
    assert main([f"no-{name}"]) == 1
    assert f"no-{name}: no such file" in capsys.readouterr().err


def test_a_file_list_that_only_a_batch_reads_is_refused(fake, capsys):
    (fake / "run.toml").write_text('[input]\nfile_list = "list.txt"\n', encoding="utf-8")
    assert main(["-c", "run.toml"]) == 2
    assert "input.file_list: only 'summarizer batch' reads it; run that, or give FILEs" in (
        capsys.readouterr().err
    )
    assert main(["-c", "run.toml", "a.txt"]) == 0


@pytest.mark.parametrize("way", ["flag", "variable", "file", "set"])
def test_a_slash_at_the_end_of_the_output_means_a_folder_wherever_it_is_said(fake, monkeypatch, way):
    (fake / "run.toml").write_text('[output]\npath = "results/"\n', encoding="utf-8")
    arguments = {
        "flag": ["-o", "results/"],
        "file": ["-c", "run.toml"],
        "set": ["--set", "output.path=results/"],
    }
    if way == "variable":
        monkeypatch.setenv("SUMMARIZER_OUTPUT_PATH", "results/")
    assert main([*arguments.get(way, []), "a.txt"]) == 0
    assert (fake / "results" / "a.txt").is_file()


def test_a_slash_is_kept_where_the_config_is_in_another_folder(fake):
    (fake / "conf").mkdir()
    (fake / "conf" / "run.toml").write_text('[output]\npath = "results/"\n', encoding="utf-8")
    assert main(["-c", "conf/run.toml", "a.txt"]) == 0
    assert (fake / "conf" / "results" / "a.txt").is_file()


def test_text_in_a_pipe_has_the_three_results_and_nothing_else(fake, capsys):
    assert main(["a.txt"]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    assert told.out.startswith(
        "Khánh thành cầu mới ở miền Trung\n\nTóm tắt trích xuất · Extractive summary\n[2] (0.50)"
    )
    assert "Tóm tắt ngắn. [2]\n" in told.out
    assert told.out.endswith("English 4.\n")


def test_one_task_gives_its_text_alone(fake, capsys):
    assert main(["--task", "translation", "a.txt"]) == 0
    assert capsys.readouterr().out == "English 1.\n\nEnglish 2. English 3.\n\nEnglish 4.\n"


def test_results_come_in_the_order_of_the_files(fake, capsys):
    assert main(["a.txt", "b.txt", "--task", "abstractive,extractive"]) == 0
    out = capsys.readouterr().out
    assert (
        out.index("==> a.txt <==")
        < out.index("Khánh thành")
        < out.index("\n==> b.txt <==")
        < out.index("Thông xe")
    )


def test_json_is_an_object_for_one_file_an_array_for_several_and_jsonl_a_line_each(fake, capsys):
    assert main(["-f", "json", "a.txt"]) == 0
    report = json.loads(capsys.readouterr().out)
    jsonschema.validate(report, json_schema())
    assert main(["-f", "json", "a.txt", "b.txt"]) == 0
    assert [one["document"]["source"] for one in json.loads(capsys.readouterr().out)] == ["a.txt", "b.txt"]
    assert main(["-f", "jsonl", "a.txt", "b.txt"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["document"]["source"] for line in lines] == ["a.txt", "b.txt"]


def test_an_array_is_an_array_also_where_files_fail(fake, capsys):
    assert main(["-f", "json", "absent.txt", "a.txt"]) == 1
    assert len(json.loads(capsys.readouterr().out)) == 1
    assert main(["-f", "json", "absent.txt", "gone.txt"]) == 1
    assert json.loads(capsys.readouterr().out) == []


def test_a_bad_file_is_one_line_and_the_others_are_done(fake, capsys):
    (fake / "c.txt").write_text(POISON, encoding="utf-8")
    (fake / "blank.txt").write_text(" \n", encoding="utf-8")
    assert main(["absent.txt", "a.txt", "c.txt", "blank.txt", "b.txt", "--task", "translation"]) == 1
    told = capsys.readouterr()
    assert told.out.count("English 4.") == 2
    errors = told.err.splitlines()
    assert len(errors) == 3
    assert errors[0].startswith("summarizer: error: absent.txt: ")
    assert errors[1].startswith("summarizer: error: blank.txt: ")
    assert errors[2] == "summarizer: error: c.txt: out of memory; lower --batch-tokens"


def test_strict_ends_with_3_after_printing(fake, capsys):
    (fake / "wrong.txt").write_text(f"{WRONG}\n\nCó 5 người.\n", encoding="utf-8")
    assert main(["wrong.txt"]) == 0
    assert main(["--strict", "a.txt"]) == 0
    capsys.readouterr()
    assert main(["--strict", "wrong.txt"]) == 3
    told = capsys.readouterr()
    assert "English 2. [!]" in told.out
    assert "1 finding of severity error" in told.err
    assert main(["--strict", "wrong.txt", "absent.txt"]) == 1  # 1 comes before 3


def test_findings_stay_under_quiet(fake, capsys):
    (fake / "wrong.txt").write_text(f"{WRONG}\n\nCó 5 người.\n", encoding="utf-8")
    assert main(["-q", "--task", "translation", "wrong.txt"]) == 0
    told = capsys.readouterr()
    assert "English 2. [!]" in told.out
    assert "[!] error in translation, sentence 2 (number): a number changed" in told.out
    assert told.err == ""


def test_standard_input_is_read_by_its_sign_or_when_piped(fake, capsys, monkeypatch):
    for arguments in (["-"], []):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ARTICLE.encode())))
        assert main([*arguments, "-f", "json"]) == 0
        assert json.loads(capsys.readouterr().out)["document"]["source"] == "-"


def test_an_endless_standard_input_is_refused(fake, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a " * 2_000_000)))
    assert main(["-", "--max-characters", "10"]) == 1
    assert (
        "standard input: more than 10 characters; split it or raise --max-characters"
        in capsys.readouterr().err
    )


def test_without_files_on_a_terminal_there_is_help_and_2(folder):
    code, screen = run_on_terminal(folder=folder)
    assert code == 2
    assert screen.startswith("Usage: summarizer [OPTIONS] FILE...")


def test_a_first_word_that_is_a_command_is_the_command(fake, capsys):
    (fake / "schema").write_text(ARTICLE, encoding="utf-8")
    (fake / "article").write_text(ARTICLE, encoding="utf-8")
    assert main(["schema"]) == 0
    assert "$defs" in json.loads(capsys.readouterr().out)
    for words in (["./schema"], ["article"], ["--", "schema"], ["-q", "schema"]):
        assert main(words) == 0
        assert "English 2." in capsys.readouterr().out


def test_one_title_cannot_be_that_of_two_articles(fake, capsys):
    assert main(["--title", "Tên", "a.txt", "b.txt"]) == 2
    assert "--title" in capsys.readouterr().err


# Output


def test_a_file_gets_its_format_from_its_suffix(fake, capsys):
    for name, begins in (
        ("x.json", "{"),
        ("x.md", "# Khánh thành"),
        ("x.html", "<!"),
        ("x.txt", "Khánh"),
        ("x", "Khánh"),
    ):
        assert main(["a.txt", "-o", name]) == 0
        assert (fake / name).read_text(encoding="utf-8").lstrip().lower().startswith(begins.lower())
    assert capsys.readouterr().out == ""


def test_a_folder_gets_a_file_for_each_article_and_none_is_lost(fake):
    (fake / "sub").mkdir()
    (fake / "sub" / "A.txt").write_text(ARTICLE, encoding="utf-8")
    assert main(["a.txt", "sub/A.txt", "b.txt", "-o", "out", "-f", "json"]) == 0
    assert sorted(path.name for path in (fake / "out").glob("[!.]*")) == ["A-2.json", "a.json", "b.json"]
    assert (
        json.loads((fake / "out" / "A-2.json").read_text(encoding="utf-8"))["document"]["source"]
        == "sub/A.txt"
    )


def test_an_ending_slash_makes_a_folder(fake):
    assert main(["a.txt", "-o", "new/deep/"]) == 0
    assert (fake / "new" / "deep" / "a.txt").is_file()


def test_results_never_replace_the_articles(fake, capsys):
    assert main(["a.txt", "-o", "./a.txt"]) == 2
    assert "would replace its own source" in capsys.readouterr().err
    assert main(["a.txt", "b.txt", "-o", "."]) == 0
    assert (fake / "a.txt").read_text(encoding="utf-8") == ARTICLE
    assert (fake / "a-2.txt").is_file()


def test_results_replace_only_what_a_run_has_made(fake, capsys):
    (fake / "sub").mkdir()
    (fake / "sub" / "c.txt").write_text(ARTICLE, encoding="utf-8")
    (fake / "c.txt").write_text("other", encoding="utf-8")
    assert main(["sub/c.txt", "-o", "."]) == 2
    assert "error: c.txt: exists, and no run of summarizer made it; move it away, or" in (
        capsys.readouterr().err
    )
    assert (fake / "c.txt").read_text(encoding="utf-8") == "other"
    (fake / "c.txt").unlink()
    for task in ("extractive", "translation"):  # neither says by its text that it is a result
        assert main(["sub/c.txt", "-o", ".", "--task", task]) == 0
    assert (fake / "c.txt").read_text(encoding="utf-8").startswith("English 1.")


def test_the_name_of_a_result_does_not_depend_on_whether_others_fail(fake):
    (fake / "sub").mkdir()
    (fake / "sub" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (fake / "a.txt").write_text("", encoding="utf-8")
    assert main(["a.txt", "sub/a.txt", "-o", "out", "-f", "json"]) == 1
    assert [path.name for path in (fake / "out").glob("[!.]*")] == ["a-2.json"]


def test_a_result_that_cannot_be_written_loses_no_other(fake, capsys):
    assert main(["a.txt", "b.txt", "-o", "out"]) == 0
    (fake / "out" / "a.txt").unlink()
    (fake / "out" / "a.txt").mkdir()
    assert main(["a.txt", "b.txt", "-o", "out", "--task", "translation"]) == 1
    err = capsys.readouterr().err
    assert err.startswith("summarizer: error: out/a.txt: ")
    assert err.count("\n") == 1
    assert (fake / "out" / "b.txt").read_text(encoding="utf-8").startswith("English 1.")


@pytest.mark.parametrize("format_", ["json", "html", "markdown", "text"])
def test_a_fault_in_showing_one_document_loses_no_other(fake, capsys, monkeypatch, format_):
    import summarizer.cli.results as module

    real = module.renderer

    def fragile(*given: object, **more: object):
        def render(report):
            if report.document.source == "a.txt":
                raise ValueError("no such page")
            return real(*given, **more)(report)

        return render

    monkeypatch.setattr(module, "renderer", fragile)
    assert main(["a.txt", "b.txt", "-o", "out", "-f", format_]) == 1
    assert "error: a.txt: a fault of summarizer (ValueError: no such page); please report it" in (
        capsys.readouterr().err
    )
    assert [path.stem for path in (fake / "out").glob("[!.]*")] == ["b"]


@pytest.mark.parametrize("format_", ["json", "jsonl", "html", "markdown", "text", "rich"])
def test_a_name_that_is_no_utf8_is_spelled_out_and_loses_nothing(folder, format_):
    name = os.fsdecode(b"b\xff.txt")
    (folder / name).write_text(ARTICLE, encoding="utf-8")
    done = run("--task", "extractive", "-f", format_, name, "a.txt", "-o", "out", folder=folder)
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(list((folder / "out").glob("[!.]*"))) == 2
    done = run("--task", "extractive", "-f", format_, name, folder=folder)
    assert (done.returncode, done.stderr) == (0, b"")
    page = done.stdout.decode("utf-8")
    assert format_ == "text" or "udcff" in page  # plain text does not say where it comes from


def test_a_missing_folder_or_a_file_in_its_place_is_told_before_any_work(fake, capsys):
    assert main(["a.txt", "-o", "none/x.json"]) == 2
    assert "there is no folder none; make it" in capsys.readouterr().err
    assert main(["a.txt", "b.txt", "-o", "a.txt"]) == 2
    assert "a.txt: cannot be a folder for results" in capsys.readouterr().err


def test_a_file_is_whole_or_not_there(fake, monkeypatch, capsys):
    (fake / "x.json").write_text("before", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert main(["a.txt", "-o", "x.json", "--force"]) == 1
    assert "x.json: No space left on device; make room" in capsys.readouterr().err
    assert (fake / "x.json").read_text(encoding="utf-8") == "before"
    assert sorted(path.name for path in fake.iterdir()) == ["a.txt", "b.txt", "x.json"]


def test_a_device_is_written_to_and_not_replaced(fake, capsys):
    assert main(["a.txt", "-o", "/dev/null"]) == 0
    assert Path("/dev/null").is_char_device()


def test_several_pages_need_a_folder(fake, capsys):
    assert main(["a.txt", "b.txt", "-f", "html"]) == 2
    assert "--output" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("stem", "safe"),
    [("bài báo", "bài báo"), ("a:b?", "a_b_"), ("con", "_con"), ("NUL.x", "_NUL.x"), ("LPT1", "_LPT1"),
     ("..", "_"), ("a\nb\x1b", "a_b_"), ("x. ", "x"), ("a" * 300, "a" * 200)],
)  # fmt: skip
def test_names_of_results_are_safe_on_every_system(stem, safe):
    assert safe_name(stem, 200) == safe


# Terminal and pipe


def test_on_a_terminal_each_part_is_shown_when_it_is_ready(fake, monkeypatch):
    screen = io.StringIO()
    monkeypatch.setattr(sys, "stdout", screen)
    seen: list[tuple[str, str]] = []
    monkeypatch.setattr(
        FakePipeline,
        "watch",
        staticmethod(lambda event: seen.append((type(event).__name__, screen.getvalue()))),
    )
    assert main(["-f", "rich", "a.txt"]) == 0
    before = [text for _, text in seen]
    assert before[0] == ""
    assert "Extractive summary" in before[1]
    assert "English translation" not in before[1]
    assert "English translation" in before[2]
    assert "Abstractive summary" in before[3]
    assert "50 tokens/s" in screen.getvalue()


def test_parts_of_a_later_document_wait_for_the_earlier_one(fake, capsys):
    assert main(["-f", "rich", "a.txt", "b.txt"]) == 0  # the fake answers for b.txt first
    out = capsys.readouterr().out
    assert out.index("a.txt") < out.index("tokens/s") < out.index("b.txt")


def test_the_page_on_a_real_terminal(folder):
    code, screen = run_on_terminal("--task", "extractive", "a.txt", folder=folder, COLUMNS="60")
    assert code == 0
    assert "Tóm tắt trích xuất · Extractive summary" in screen
    assert "\x1b[" in screen
    plain = [line for line in screen.splitlines() if "\x1b" not in line]
    assert max(map(len, plain)) <= 60


def test_no_color_leaves_the_page_without_colours(folder):
    _, screen = run_on_terminal("--task", "extractive", "a.txt", folder=folder, NO_COLOR="1")
    assert "╭" in screen
    assert "\x1b[36m" not in screen
    assert "\x1b[1;36m" not in screen


def test_force_color_colours_a_page_in_a_pipe_and_never_plain_text(folder):
    page = run("--task", "extractive", "-f", "rich", "a.txt", folder=folder, FORCE_COLOR="1")
    assert b"\x1b[" in page.stdout
    assert b"\x1b" not in run("--task", "extractive", "-f", "rich", "a.txt", folder=folder).stdout
    assert b"\x1b" not in run("--task", "extractive", "a.txt", folder=folder, FORCE_COLOR="1").stdout


def test_results_are_utf8_whatever_the_locale(folder):
    done = run(
        "--task", "extractive", "a.txt", folder=folder, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"
    )
    assert done.returncode == 0
    assert "Sáng 12/3" in done.stdout.decode()


@pytest.mark.parametrize("format_", ["text", "rich", "jsonl"])
def test_a_closed_pipe_ends_it_quietly(folder, format_):
    (folder / "long.txt").write_text(ARTICLE * 400, encoding="utf-8")
    command = [*COMMAND, "--task", "extractive", "-n", "800", "-f", format_, *["long.txt"] * 3]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    ) as process:
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_a_full_disk_behind_standard_output_is_one_line(folder):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, "schema"], stdout=full, stderr=subprocess.PIPE, env=environment(), check=False
        )
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert b"summarizer: error: standard output: No space left" in done.stderr


def test_ctrl_c_ends_with_130_and_one_line(folder):
    # Standard input stays open and silent: the command waits for it until the signal comes.
    with subprocess.Popen(
        [*COMMAND, "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        time.sleep(1.0)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert out == b""
    assert err.decode().split() == ["summarizer:", "interrupted"]


def test_ctrl_c_leaves_valid_json(fake, monkeypatch, capsys):
    def interrupt(event: object) -> None:
        if type(event).__name__ == "Finished" and event.document.source == "a.txt":
            raise KeyboardInterrupt

    monkeypatch.setattr(FakePipeline, "watch", staticmethod(interrupt))
    assert main(["-f", "json", "a.txt", "b.txt"]) == 130
    assert json.loads(capsys.readouterr().out) == []


@pytest.mark.parametrize(("presses", "left"), [(1, "[\n{a report}\n]\n"), (2, "[\n{a re")])
def test_a_ctrl_c_during_a_write_waits_for_the_report_and_a_second_one_does_not(monkeypatch, presses, left):
    from summarizer.cli.results import Stream

    written: list[str] = []
    due = 0

    def write(text: str) -> None:
        written.append(text[:5])
        for _ in range(due):
            signal.raise_signal(signal.SIGINT)
        written.append(text[5:])

    monkeypatch.setattr("summarizer.cli.results._write", write)
    stream = Stream("json", explain=False, several=True)
    monkeypatch.setattr(stream, "_render", lambda _: "{a report}\n")
    due = presses
    with pytest.raises(KeyboardInterrupt):
        stream.finished(SimpleNamespace(report=None))
    due = 0
    stream.close()
    assert "".join(written) == left


def test_ctrl_c_during_the_imports_ends_with_130_and_one_line(tmp_path):
    (tmp_path / "click").mkdir()
    (tmp_path / "click" / "__init__.py").write_text(
        "import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", "import sys; from summarizer.cli.entry import main; sys.exit(main())"],
        env=environment(PYTHONPATH=f"{tmp_path}{os.pathsep}{Path(__file__).parent.parent}"),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"summarizer: interrupted\n")


def test_the_installed_command_is_the_entry_and_does_what_the_command_does(folder):
    import tomllib

    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))
    module, name = project["project"]["scripts"]["summarizer"].split(":")
    script = ["-c", f"import sys; from {module} import {name}; sys.exit({name}())"]
    for command in (script, ["-m", "summarizer"]):
        done = subprocess.run(
            [sys.executable, *command, "absent.txt"],
            env=environment(PYTHONPATH=str(Path(__file__).parent.parent)),
            cwd=folder,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 1
        assert done.stderr.startswith(b"summarizer: error: absent.txt: no such file")


# Usage


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--dtpe", "x", "a.txt"], "--dtype"),
        (["--sentences", "many", "a.txt"], "--sentences"),
        (["-n", "0", "a.txt"], "--sentences: 0 is too small; the least is 1"),
        (["--task", "extractiv", "a.txt"], "--task: 'extractiv' is not possible; choose from extractive, "),
        (["--task", "", "a.txt"], "--task: nothing is in the list"),
        (["--length", "tiny", "a.txt"], "'short', 'medium', 'long'"),
        (["--max-characters", "0", "a.txt"], "--max-characters: 0 is too small"),
        (["config", "shwo"], "'show'"),
        (["completion", "tcsh"], "'bash'"),
    ],
)
def test_wrong_usage_is_one_line_and_2(fake, capsys, arguments, said):
    assert main(arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("summarizer: error: ")
    assert told.err.count("\n") == 1
    assert said in told.err


def test_an_error_is_one_line_whatever_the_file_is_called(fake, capsys):
    assert main(["no\nsuch\x1b[31m[red]file"]) == 1
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "\x1b" not in err
    assert "[red]" in err


def test_help_is_the_same_in_all_ways_and_names_what_there_is(capsys):
    helps = []
    for arguments in (["-h"], ["--help"], ["a.txt", "--help"]):
        assert main(arguments) == 0
        helps.append(capsys.readouterr().out)
    assert len(set(helps)) == 1
    for option in article.params:
        if isinstance(option, click.Option):
            assert max(option.opts, key=len) in helps[0]
    for command in COMMANDS:
        assert f"  {command} " in helps[0]
    assert max(map(len, helps[0].splitlines())) <= 80


def test_choices_and_defaults_in_the_options_are_those_of_the_settings():
    options = {option.name: option for option in article.params}
    assert tuple(options["output__format"].type.choices) == get_args(Format)
    assert tuple(options["tasks__length"].type.choices) == get_args(Length)
    dtype = ExecutionSettings.model_fields["dtype"]
    assert tuple(options["execution__dtype"].type.choices) == get_args(dtype.annotation)
    default = Settings()
    assert f"({default.tasks.sentences})" in options["tasks__sentences"].help
    assert f"{default.tasks.length} (default)" in options["tasks__length"].help
    assert f"({default.input.max_characters})" in options["input__max_characters"].help


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["--version"], ["--wrong"], ["absent.txt"], ["--task", "x", "a.txt"], ["schema"],
     ["-c", "absent.toml", "a.txt"], ["config", "show"], ["completion", "zsh"], ["batch", "--help"],
     ["evaluate", "--help"]],
)  # fmt: skip
def test_quick_answers_import_nothing_heavy(folder, arguments):
    code = (
        "import sys; from summarizer.cli.app import main; main(sys.argv[1:]);"
        "print([m for m in ('torch', 'transformers', 'numpy', 'peft', 'sacrebleu') if m in sys.modules],"
        " file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        capture_output=True,
        env=environment(),
        check=False,
    )
    assert done.stderr.splitlines()[-1] == b"[]"


def test_an_extractive_summary_imports_no_torch(folder):
    (folder / "a.txt").write_text("Hà Nội sáng nay có mưa to. Nhiều phố bị ngập sâu.", "utf-8")
    code = (
        "import sys; from summarizer.cli.app import main;"
        "assert main(['-t', 'extractive', 'a.txt', '-q']) == 0;"
        "print([m for m in ('torch', 'transformers', 'safetensors', 'sentencepiece') if m in sys.modules],"
        " file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, env=environment(), check=False
    )
    assert done.stderr.splitlines()[-1] == b"[]"


def test_version(capsys):
    from summarizer import __version__

    assert main(["--version"]) == 0
    assert capsys.readouterr().out.split()[-1] == __version__


# Completion


def complete(*words: str) -> list[str]:
    done = subprocess.run(
        COMMAND,
        env=environment(
            COMP_WORDS="\n".join(["summarizer", *words]),
            COMP_CWORD=str(len(words)),
            _SUMMARIZER_COMPLETE="bash_complete",
        ),
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.split()


def test_completion_knows_commands_options_values_and_files():
    assert complete("mod") == ["file,mod", "plain,models"]
    assert complete("a.txt", "mod") == ["file,mod"]
    assert "plain,--max-characters" in complete("--max")
    assert complete("--length", "m") == ["plain,medium"]
    assert complete("completion", "z") == ["plain,zsh"]


def test_completion_in_a_real_bash(folder):
    (folder / "modern.txt").touch()
    script = subprocess.run(
        [*COMMAND, "completion", "bash"], capture_output=True, env=environment(), check=True
    ).stdout
    (folder / "summarizer").write_text(f'#!/bin/sh\nexec {sys.executable} -m summarizer.cli.app "$@"\n')
    (folder / "summarizer").chmod(0o755)
    code = script.decode() + (
        "\ncompopt() { :; }; COMP_WORDS=(summarizer mod); COMP_CWORD=1\n"
        '_summarizer_completion ./summarizer mod summarizer\nprintf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    done = subprocess.run(
        ["bash", "-c", code], cwd=folder, capture_output=True, text=True, env=environment(), check=True
    )
    assert done.stdout.split() == ["modern.txt", "models"]


def test_advice_of_a_library_about_its_own_packages_stays_off_the_terminal(capsys):
    logging.getLogger("bitsandbytes").setLevel(logging.NOTSET)
    assert main(["--version"]) == 0
    theirs = logging.getLogger("bitsandbytes.backends.cpu.ops")
    assert theirs.isEnabledFor(logging.ERROR)
    assert not theirs.isEnabledFor(logging.WARNING)
