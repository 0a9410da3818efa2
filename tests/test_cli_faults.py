"""What goes wrong around an article is one line, before any work: places, streams, names and options."""

import errno
import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from cli_fakes import COMMAND, FakePipeline, environment, run
from test_models_profile import SHIPPED

from summarizer.cli import result_files
from summarizer.cli.app import main
from summarizer.errors import UsageError
from summarizer.models.store import cache_folder
from summarizer.text.one_line import one_line

ARTICLE = "Khánh thành cầu\n\nSáng 12/3, tỉnh khánh thành cây cầu dài 1.250 mét. Vốn là 2,5 tỷ đồng.\n"
LONG = "n" * 300


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A folder with an article, the current one."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("SUMMARIZER_")]:
        monkeypatch.delenv(name)
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def idle(folder, monkeypatch) -> Path:
    """The same, where any work is a failure."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("work was done")

    monkeypatch.setattr("summarizer.pipeline.Pipeline", refuse)
    return folder


@pytest.fixture
def fake(folder, monkeypatch) -> Path:
    """The same, with a pipeline that needs no model."""
    monkeypatch.setattr("summarizer.pipeline.Pipeline", FakePipeline)
    return folder


def told(capsys) -> str:
    """The one line on standard error."""
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("summarizer: error: ")
    assert err.count("\n") == 1
    assert err.endswith("\n")
    return err


def in_shell(command: str, folder: Path, **extra: str) -> "subprocess.CompletedProcess[bytes]":
    """The command in a shell, where `S` is summarizer and `E` the extractive task."""
    head = f'S() {{ {" ".join(COMMAND)} "$@"; }}; E() {{ S --task extractive "$@"; }}; '
    return subprocess.run(
        ["bash", "-c", head + command], cwd=folder, capture_output=True, env=environment(**extra), check=False
    )


# Places


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["-o", "", "a.txt"], "--output"),
        (["-c", "", "a.txt"], "--config"),
        (["--cache-dir", "", "a.txt"], "--cache-dir"),
        (["--prompts", "", "a.txt"], "--prompts"),
        (["--glossary", "", "a.txt"], "--glossary"),
        (["a.txt", ""], "FILE"),
        (["--set", 'input.paths=[""]'], "--set: input.paths"),
        (["models", "list", "--cache-dir", ""], "--cache-dir"),
        (["models", "list", "-c", ""], "--config"),
        (["batch", "-o", "", "--set", "input.paths=a.txt"], "--output"),
        (["glossary", "check", ""], "FILE"),
        (["glossary", "find", ""], "ARTICLE"),
        (["bench", ""], "FILE"),
    ],
)
def test_an_empty_path_is_refused_and_never_the_current_folder(idle, capsys, arguments, named):
    assert main(arguments) == 2
    assert f"error: {named}: is empty; name a file or folder" in told(capsys)


@pytest.mark.parametrize(
    ("output", "cause"),
    [
        (f"{LONG}.txt", "cannot be written (File name too long)"),
        (f"{LONG}/", "cannot be a folder for results (File name too long)"),
        ("/proc/x", "/proc/x: cannot be written"),
        ("/proc/x/", "/proc/x: cannot be a folder for results"),
        ("a.txt/x.txt", "there is no folder a.txt"),
        ("loop", "loop: is a link that leads to itself"),
    ],
)
def test_an_output_that_cannot_be_written_is_told_before_any_work(idle, capsys, output, cause):
    (idle / "loop").symlink_to("pool")
    (idle / "pool").symlink_to("loop")
    assert main(["a.txt", "-o", output]) == 2
    error = told(capsys)
    assert cause in error
    assert "choose another --output" in error
    assert sorted(path.name for path in idle.iterdir()) == ["a.txt", "loop", "pool"]


# What root may do, too, is taken from it: it may read and write everything.
DROP = "setpriv --bounding-set -dac_override,-dac_read_search --inh-caps -dac_override,-dac_read_search "
as_nobody_special = pytest.mark.skipif(
    os.getuid() == 0 and shutil.which("setpriv") is None, reason="root may read everything"
)
UNPRIVILEGED = DROP if os.getuid() == 0 else ""


@as_nobody_special
def test_an_article_that_may_not_be_read_is_one_line_and_the_others_are_done(folder):
    (folder / "no.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "no.txt").chmod(0)
    command = f"{UNPRIVILEGED}{' '.join(COMMAND)} --task extractive no.txt a.txt"
    done = in_shell(command, folder)
    assert done.returncode == 1
    assert done.stderr.decode() == (
        "summarizer: error: no.txt: cannot be read (Permission denied); check the path and its permissions\n"
    )
    assert "Sáng 12/3" in done.stdout.decode()
    done = in_shell(f"{command} -c no.txt", folder)
    assert done.returncode == 2
    assert done.stderr.startswith(b"summarizer: error: no.txt: Permission denied; ")


@as_nobody_special
def test_a_file_keeps_its_mode_and_one_that_may_not_be_written_is_not_replaced(folder):
    kept = folder / "x.txt"
    command = f"{UNPRIVILEGED}{' '.join(COMMAND)} --task extractive a.txt -o x.txt --force"
    for mode, code in ((0o600, 0), (0o444, 2), (0o222, 0)):
        kept.unlink(missing_ok=True)
        kept.write_text("before", encoding="utf-8")
        kept.chmod(mode)
        done = in_shell(command, folder)
        assert done.returncode == code
        assert stat.S_IMODE(kept.stat().st_mode) == mode
        kept.chmod(0o600)
        assert (kept.read_text(encoding="utf-8") == "before") == (code == 2)
        if code:
            assert "x.txt: cannot be written (Permission denied); choose another" in done.stderr.decode()


def test_trying_a_place_leaves_nothing_there_and_changes_no_file(idle):
    (idle / "x.txt").write_text("before", encoding="utf-8")
    result_files.check_file(idle / "x.txt", [])
    result_files.make_folder(idle / "out")
    assert (idle / "x.txt").read_text(encoding="utf-8") == "before"
    assert sorted(path.name for path in idle.rglob("*")) == ["a.txt", "out", "x.txt"]


def test_an_article_that_is_a_link_to_itself_is_one_line(idle, capsys):
    (idle / "loop").symlink_to("loop")
    assert main(["loop", "-o", "x.txt"]) == 1
    assert "error: loop: cannot be read" in told(capsys)


def test_an_unknown_suffix_is_refused_with_the_known_ones_unless_a_format_is_given(fake, capsys):
    assert main(["a.txt", "-o", "keep.pdf"]) == 2
    assert "--output: keep.pdf: no format has the suffix .pdf; use .json, .jsonl, .txt, .md, .html, or" in (
        told(capsys)
    )
    assert main(["a.txt", "-o", "keep.pdf", "-f", "text"]) == 0
    assert (fake / "keep.pdf").is_file()


@pytest.mark.parametrize("option", ["--output", "--cache-dir", "--prompts", "--glossary"])
def test_a_home_folder_that_is_not_there_is_one_line(idle, capsys, option):
    assert main([option, "~nosuchuser/x", "a.txt"]) == 2
    assert f"{option}: '~nosuchuser/x': there is no such home folder; " in told(capsys)


def test_a_home_folder_that_is_not_there_is_one_line_in_a_file_and_a_variable(idle, capsys, monkeypatch):
    (idle / "run.toml").write_text('[input]\npaths = ["~nosuchuser/x"]\n', encoding="utf-8")
    assert main(["-c", "run.toml"]) == 2
    assert "run.toml: input.paths: '~nosuchuser/x': there is no such home folder" in told(capsys)
    monkeypatch.setenv("SUMMARIZER_CACHE", "~nosuchuser")
    assert main(["models", "list"]) == 2
    assert "SUMMARIZER_CACHE: '~nosuchuser': there is no such home folder" in told(capsys)


def test_a_cache_folder_of_nobody_is_a_usage_error_for_callers_too():
    with pytest.raises(UsageError, match="~nosuchuser: there is no such home folder"):
        cache_folder(Path("~nosuchuser"))


def test_a_deleted_current_folder_is_said_as_such(folder):
    done = in_shell(
        "mkdir gone; cd gone; rmdir ../gone; E ../a.txt -o x.txt; S models list --cache-dir here; "
        f"E {folder}/a.txt",
        folder,
        PYTHONPATH=str(Path(__file__).parent.parent),
    )
    said = done.stderr.decode().splitlines()
    assert "x.txt: cannot be written (the current folder was deleted)" in said[0]
    assert said[1] == "summarizer: error: the current folder: was deleted; change to another"
    assert len(said) == 2
    assert "Sáng 12/3" in done.stdout.decode()


@pytest.mark.parametrize(
    ("failure", "line"),
    [
        (OSError(errno.EACCES, "Not allowed", "x"), "x: Not allowed; make it readable and writable"),
        (OSError(errno.EROFS, "Read-only", "x"), "x: Read-only; make it readable and writable"),
        (OSError(errno.ENOSPC, "No space left", "x"), "x: No space left; make room or send it elsewhere"),
        (OSError(errno.ENOSPC, "No space left"), "standard output: No space left; make room or send it els"),
        (OSError(errno.ELOOP, "Too many levels", "x"), "x: Too many levels; check the path"),
    ],
)  # fmt: skip
def test_a_failure_of_the_system_names_its_file_and_its_own_remedy(
    folder, monkeypatch, capsys, failure, line
):
    def fail() -> None:
        raise failure

    monkeypatch.setattr("summarizer.report.json_schema", fail)
    monkeypatch.setattr("summarizer.cli.app.drop_output", lambda: None)
    assert main(["schema"]) == 1
    assert told(capsys).startswith(f"summarizer: error: {line}")


# Streams


@pytest.mark.parametrize("columns", ["0", "1", "15", "39"])
def test_a_narrow_terminal_loses_nothing(folder, columns):
    done = run("--task", "extractive", "-f", "rich", "a.txt", folder=folder, COLUMNS=columns)
    assert done.returncode == 0
    page = done.stdout.decode()
    assert "1.250" in page
    assert max(map(len, page.splitlines())) <= 40


def test_json_is_valid_utf8_whatever_encoding_python_was_told(folder):
    done = run("--task", "extractive", "-f", "json", "a.txt", folder=folder, PYTHONIOENCODING="ascii")
    assert "Sáng 12/3" in json.loads(done.stdout.decode("utf-8"))["document"]["text"]


@pytest.mark.parametrize(
    "command",
    ["E a.txt", "E -f json a.txt", "E -f json a.txt a.txt", "E -f rich a.txt", "S config show",
     "S models list", "S schema", "S completion bash", "S --help"],
)  # fmt: skip
def test_a_closed_standard_output_is_one_line_and_1(folder, command):
    done = in_shell(f"{command} >&-", folder)
    assert done.returncode == 1
    assert done.stderr.startswith(b"summarizer: error: standard output: is closed; ")
    assert done.stderr.count(b"\n") == 1


def test_a_closed_standard_output_is_told_before_any_work(idle, capsys, monkeypatch):
    with os.fdopen(os.open(os.devnull, os.O_RDONLY), "w") as closed:
        monkeypatch.setattr(sys, "stdout", closed)
        assert main(["a.txt"]) == 1
        assert "standard output: is closed" in capsys.readouterr().err


def test_closed_streams_that_are_not_needed_do_no_harm(folder):
    done = in_shell("E a.txt -o out.txt >&- <&-", folder)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Sáng 12/3" in (folder / "out.txt").read_text(encoding="utf-8")
    done = in_shell("E a.txt 2>&-", folder)
    assert done.returncode == 0
    assert "Sáng 12/3" in done.stdout.decode()
    assert in_shell("E absent.txt >&- 2>&- <&-", folder).returncode == 1


def test_a_closed_standard_input_is_an_empty_one(folder):
    done = in_shell("E - <&-", folder)
    assert done.returncode == 1
    assert done.stderr == b"summarizer: error: standard input: is empty; give a file with text\n"


def test_marks_of_direction_in_a_name_do_not_reach_the_terminal(idle, capsys):
    assert main(["no\u202etxt\u200b.\u2066exe"]) == 1
    assert "error: notxt.exe: no such file" in told(capsys)
    assert one_line("a\u202e\u2028b") == "a b"


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="there is none")
def test_a_result_can_be_written_into_a_pipe_by_the_name_of_standard_output(folder):
    ran = run("-t", "extractive", "-f", "text", "-o", "/dev/stdout", "a.txt", folder=folder)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert "1.250 mét" in ran.stdout.decode()


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="there is none")
@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "link"])
@pytest.mark.parametrize("mode", [">", ">>"])
def test_a_result_written_to_a_descriptor_by_its_name_leaves_the_rest_of_its_file(folder, name, mode):
    (folder / "link").symlink_to("/dev/stdout")
    (folder / "out").write_text("before\n", encoding="utf-8")
    shutil.copy(folder / "a.txt", folder / "en.txt")
    made = f"{{ echo head; E -f text -o {name} a.txt && S check a.txt en.txt -o {name}; echo tail; }}"
    done = in_shell(f"{made} {mode} out", folder)
    assert (done.returncode, done.stderr) == (0, b"")
    lines = (folder / "out").read_text(encoding="utf-8").splitlines()
    assert lines[0] == ("before" if mode == ">>" else "head")
    assert lines.count("head") == lines.count("tail") == 1
    assert lines[-1] == "tail"
    assert any("1.250 mét" in line for line in lines)
    assert any("with errors" in line for line in lines)
    assert not Path("/dev/.summarizer-made").exists()


# Options


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-m", "nope"], f"'nope': no such model; the models are {', '.join(SHIPPED)}. See '"),
        (["--set", "models.translation=nope"], "'nope': no such model"),
        (["-m", "a.txt"], "'a.txt': is no file of a model; name one that ends in .gguf, or a folder"),
        (["-m", "openai:"], "'openai:': names no model; write for example openai:"),
        (["--glossary", "absent.tsv"], "absent.tsv: cannot be read"),
        (["--prompts", "absent"], "absent: holds no prompts"),
        (["--device", "tpu"], "--device: 'tpu' is not a device; use auto, cpu, cuda, cuda:N or mps"),
        (["--device", "cuda:x"], "--device: 'cuda:x' is not a device"),
        (["--encoding", "klingon"], "--encoding: 'klingon' is not possible; choose from "),
        (["--threads", "3000000000"], "--threads: 3000000000 is too large; the most is 4096"),
        (["--threads", "4096"], "--threads: 4096 is more than there are cores; give at most "),
        (["--set", "execution.threads=4096"], "--set: execution.threads: 4096 is more than there are cores;"),
        (["--set", "execution.runtime=ctranslate2"], "--set: execution.runtime: ctranslate2 runs "),
        (["--adapter", "org/mine"], "name a model that transformers runs with --model, or the folder"),
        (["--title", " "], "--title: is empty; give one, or leave it out"),
        (["-m", ""], "--model: is empty; give one, or leave it out"),
        (["--set", 'models.translation=""'], "--set: models.translation: is empty; give one"),
        (["--seed", str(2**64)], f"--seed: {2**64} is too large; the most is {2**32 - 1}"),
        (["--max-characters", str(10**12)], f"{10**12} is too large; the most is {10**8}"),
    ],
)  # fmt: skip
def test_what_is_given_is_checked_also_where_the_task_does_not_need_it(folder, capsys, arguments, said):
    assert main(["--task", "extractive", *arguments, "a.txt"]) == 2
    assert said in told(capsys)


def test_standard_input_is_read_in_pieces_and_not_for_the_whole_limit_at_once(folder):
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30));"
        "from summarizer.cli.app import main; sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--task", "extractive", "--max-characters", "100000000", "-"],
        cwd=folder,
        input=ARTICLE.encode(),
        capture_output=True,
        env=environment(OPENBLAS_NUM_THREADS="1"),
        check=False,
    )
    assert done.stderr == b""
    assert "Sáng 12/3" in done.stdout.decode()


@pytest.mark.parametrize("command", ["glossary", "config", "evaluate"])
def test_a_command_without_its_subcommand_shows_its_help_and_ends_with_2(capsys, command):
    assert main([command]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"Usage: summarizer {command} [OPTIONS] COMMAND")
    assert "\nCommands:\n" in err
    assert "…" not in err
    assert "..." not in err.partition("Commands:")[2]


@pytest.mark.parametrize(
    ("arguments", "help_"),
    [
        (["--wrong", "a.txt"], "summarizer --help"),
        (["a.txt", "--sentences"], "summarizer --help"),
        (["models", "pull", "--wrong"], "summarizer models pull --help"),
        (["batch", "--workers"], "summarizer batch --help"),
        (["config", "shwo"], "summarizer config --help"),
        (["completion", "tcsh"], "summarizer completion --help"),
    ],
)
def test_wrong_usage_points_to_the_help_of_the_command_that_was_used(capsys, arguments, help_):
    assert main(arguments) == 2
    assert told(capsys).endswith(f"; see '{help_}'\n")


def test_the_help_of_completion_has_a_line_a_shell(capsys):
    assert main(["completion", "--help"]) == 0
    out = capsys.readouterr().out
    assert "\\b" not in out
    assert '\n  zsh:  summarizer completion zsh > "${fpath[1]}/_summarizer"\n' in out


def test_the_short_help_of_every_subcommand_is_whole(capsys):
    assert main(["models", "--help"]) == 0
    assert "..." not in capsys.readouterr().out.partition("Commands:")[2]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("--encoding utf-8 a.txt", "give its encoding with --encoding, or leave that out"),
        ("--max-characters 1 b.txt", "raise --max-characters"),
        (
            "bench --set input.encoding=utf-8 a.txt",
            "give its encoding with --set input.encoding=VALUE, or leave",
        ),
        ("glossary find a.txt", "give input.encoding (utf-8, utf-16, "),
    ],
)
def test_an_error_names_the_options_that_the_command_has(idle, capsys, command, said):
    Path("a.txt").write_bytes(b"Tin m\xff\xfe\xfd")
    Path("b.txt").write_text("Hai dòng.")
    assert main(command.split()) in {1, 2}
    assert said in capsys.readouterr().err


def test_a_fault_of_the_program_itself_in_reading_one_article_stops_no_other(monkeypatch):
    from types import SimpleNamespace

    from summarizer.cli import reading

    def broken(source, settings):
        if source == "a":
            raise RecursionError("too deep")
        return source

    monkeypatch.setattr(reading, "_read", broken)
    told = []
    monkeypatch.setattr(reading.Reading, "tell", lambda self, error: told.append(str(error)))
    assert list(reading.Reading(("a", "b"), SimpleNamespace(settings=None)).documents()) == ["b"]
    assert told == ["a: a fault of summarizer (RecursionError: too deep); please report it"]


def test_a_file_that_no_run_made_is_written_over_by_force_alone(folder):
    kept = folder / "notes.md"
    command = f"{' '.join(COMMAND)} --task extractive a.txt -o notes.md"
    kept.write_text("my notes\n", encoding="utf-8")
    refused = in_shell(command, folder)
    assert refused.returncode == 2
    assert "notes.md: exists, and no run of summarizer made it; move it away" in refused.stderr.decode()
    assert kept.read_text(encoding="utf-8") == "my notes\n"
    for force in (" --force", "", " -n 1"):  # what a run has made, the next one writes over
        assert in_shell(f"{command}{force}", folder).returncode == 0
        assert "Khánh thành" in kept.read_text(encoding="utf-8")
    kept.unlink()
    kept.touch()  # as mktemp does
    assert in_shell(command, folder).returncode == 0


def test_a_message_that_quotes_a_long_text_keeps_its_cause_and_remedy(capsys):
    from summarizer.cli import messages

    messages.error(f"{'x' * 20_000}: no such file; check the path")
    told = capsys.readouterr().err
    assert len(told) < 1300
    assert told.startswith("summarizer: error: xxx")
    assert told.endswith("xxx: no such file; check the path\n")


def test_a_pattern_in_quotes_is_told(idle, capsys):
    assert main([str(idle / "*.txt")]) == 1
    assert (
        "*.txt: no such file (a pattern in quotes is not filled in); check the path"
        in capsys.readouterr().err
    )


def test_files_that_the_settings_name_and_that_are_not_there_are_told(idle, capsys, monkeypatch):
    monkeypatch.chdir(idle)
    (idle / "c.toml").write_text(
        "[input]\npaths = ['no.txt', 'a.txt', 'no/*.txt', 'https://a.vn', '-']\n"
        "[glossary]\nfiles = ['none.tsv']\n"
    )
    assert main(["config", "show", "-c", "c.toml"]) == 0
    told = capsys.readouterr()
    assert told.err.splitlines() == [
        "summarizer: input.paths: no.txt: no such file or folder; check the path",
        "summarizer: glossary.files: none.tsv: no such file or folder; check the path",
    ]
    assert "[glossary]" in told.out


def test_words_of_the_dictionary_are_found_as_terms_are(idle, capsys):
    (idle / "a.txt").write_text("Ong vò vẽ đốt hai người.\n", encoding="utf-8")
    assert main(["glossary", "find", str(idle / "a.txt")]) == 0
    assert "\tword\t1" in capsys.readouterr().out
    assert main(["glossary", "find", str(idle / "a.txt"), "--no-shipped"]) == 0
    assert "\tword\t" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "kind"),
    [('[\n{"text": "a"}\n]', "array"), ('[{"text": "a"}]', "array"), ('\ufeff\n{\n"text": "a"\n}', "object")],
)
def test_json_that_is_not_json_lines_is_one_error(tmp_path, capsys, text, kind):
    (tmp_path / "a.jsonl").write_text(text, encoding="utf-8")
    assert main(["batch", "-o", str(tmp_path / "out"), "--set", f"input.paths={tmp_path / 'a.jsonl'}"]) == 1
    told = capsys.readouterr().err
    assert told.count("failed: ") == 1
    assert f"a JSON {kind}" in told
