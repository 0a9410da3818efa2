"""`summarizer batch` as its user meets it: one command, exit codes, a table, Ctrl-C, standard output."""

import io
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest
from batch_fakes import article, articles, batch, manifest, tree
from scripted import ScriptedEngine

from summarizer.batch.output.entry import Entry
from summarizer.batch.tally import Tally
from summarizer.cli.app import main
from summarizer.cli.batch_progress import BatchProgress, closing_table
from summarizer.config import Settings
from summarizer.report import Report

CHECKOUT = Path(__file__).parents[1]
# The real command with a scripted engine, which takes its time.
SLOW = """
import sys, time
sys.path.insert(0, sys.argv.pop(1))
import summarizer.models.loader
from scripted import ScriptedEngine, echo
def answer(request):
    time.sleep(0.05)
    return echo(request)
summarizer.models.loader.load_engine = ScriptedEngine(answer, at_once=1).load
from summarizer.cli.app import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture(autouse=True)
def _alone(monkeypatch):
    for name in [name for name in os.environ if name.startswith("SUMMARIZER_")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr("summarizer.models.loader.load_engine", ScriptedEngine().load)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The current folder, with six articles in `tin` and a config."""
    monkeypatch.chdir(tmp_path)
    articles(tmp_path / "tin", 6)
    _config(tmp_path, 'paths = ["tin"]')
    return tmp_path


def _config(folder, paths, more=""):
    text = (
        f'[input]\n{paths}\n[tasks]\nrepairs = 0\n[glossary]\nshipped = false\n[output]\npath = "out"\n{more}'
    )
    (folder / "run.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("option", "named"),
    [
        (("--workers", "3"), "--workers"),
        (("--address", "local"), "--address"),
        (("--set", "execution.workers=3"), "--set: execution.workers"),
    ],
)
def test_what_is_for_a_cluster_is_refused_without_one(folder, capsys, option, named):
    assert main(["batch", "run.toml", *option]) == 2
    assert f"error: {named}: is for workers on a cluster; give --engine ray" in capsys.readouterr().err
    assert not (folder / "out").exists()


def _narrow(text):
    return all(len(line) <= 80 for line in text.splitlines())


def test_the_shipped_config_runs_the_seeds_as_they_stand(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)  # its paths start at its own folder
    assert main(["batch", str(CHECKOUT / "configs" / "batch.toml"), "--output", "out"]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert "documents   1 done, 0 failed, 0 up to date\n" in told.err
    assert "results     out/index.html\n" in told.err
    [line] = manifest(tmp_path / "out")
    assert line["id"] == "seeds/000_08bb367c08faf77a.txt"
    for output in line["outputs"]:
        assert (
            f"./{output['path']}" in (tmp_path / "out" / "index.html").read_text()
            or output["format"] != "html"
        )
        assert (tmp_path / "out" / output["path"]).is_file()


def test_a_page_of_a_batch_links_back_to_its_index_however_few_and_that_of_one_article_does_not(
    folder, capsys
):
    (folder / "bài.txt").write_text(article(1), encoding="utf-8")
    _config(folder, 'paths = ["bài.txt"]', 'formats = ["html"]')
    assert main(["batch", "run.toml"]) == 0
    [link] = re.findall(r'<a href="([^"]*)" rel="up">', (folder / "out/bài.html").read_text(encoding="utf-8"))
    assert (folder / "out" / link).samefile(folder / "out" / "index.html")
    assert "1 document, " in (folder / "out" / "index.md").read_text(encoding="utf-8")
    assert main(["bài.txt", "-o", "one.html", "--set", "glossary.shipped=false"]) == 0
    assert 'rel="up"' not in (folder / "one.html").read_text(encoding="utf-8")


def test_a_run_ends_with_a_table_of_at_most_80_columns_and_a_second_one_has_nothing_to_do(folder, capsys):
    assert main(["batch", "run.toml"]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert [line.split()[0] for line in told.err.splitlines()][:5] == [
        "documents",
        "sentences",
        "tokens",
        "rate",
        "findings",
    ]
    assert "slowest" in told.err
    assert _narrow(told.err)
    before = tree(folder / "out")
    assert main(["batch", "run.toml"]) == 0
    assert "0 done, 0 failed, 6 up to date" in capsys.readouterr().err
    assert tree(folder / "out") == before


def test_quiet_leaves_only_failures_and_verbose_tells_of_each_document_and_the_speed(folder, capsys):
    (folder / "tin" / "empty.txt").write_text("")
    assert main(["batch", "run.toml", "-q"]) == 1
    assert capsys.readouterr().err == ("failed: tin/empty.txt: is empty; give a file with text\n")
    assert main(["batch", "run.toml", "-v", "--force"]) == 1
    told = capsys.readouterr().err
    assert told.count("done: tin/") == 6
    assert "scripted" not in told.split("documents")[1]
    assert "a second" in told


def test_a_dry_run_says_what_is_due_and_does_nothing(folder, capsys):
    assert main(["batch", "run.toml", "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert "documents   6 to do, 0 up to date\nsentences   18\n" in told
    assert "unknown: no run has measured a rate" in told
    assert not (folder / "out").exists()
    main(["batch", "run.toml", "--max-documents", "4"])
    capsys.readouterr()
    before = tree(folder / "out")
    assert main(["batch", "run.toml", "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert "documents   2 to do, 4 up to date\n" in told
    assert re.search(r"time +about 0:\d\d at the last run's [\d,]+ tokens a second\n", told)
    assert _narrow(told)
    assert tree(folder / "out") == before
    main(["batch", "run.toml"])
    capsys.readouterr()
    assert main(["batch", "run.toml", "--dry-run"]) == 0
    assert "time        none\n" in capsys.readouterr().out


def test_a_dry_run_after_one_with_workers_says_that_the_rate_is_that_of_a_worker(folder, capsys):
    main(["batch", "run.toml"])
    kept = folder / "out" / ".summarizer" / "rate.json"
    rate = json.loads(kept.read_bytes()) | {"tokens": 8_000, "seconds": 10.0, "workers": 8}
    kept.write_text(json.dumps(rate), "utf-8")
    capsys.readouterr()
    assert main(["batch", "run.toml", "--dry-run", "--force"]) == 0
    assert " at the last run's 100 tokens a second a worker\n" in capsys.readouterr().out


def test_a_dry_run_names_what_cannot_be_read_and_ends_with_1(folder, capsys):
    (folder / "tin" / "empty.txt").write_text("")
    assert main(["batch", "run.toml", "--dry-run"]) == 1
    assert "will fail   tin/empty.txt: is empty" in capsys.readouterr().out


def test_init_writes_a_starter_that_is_a_config_and_never_overwrites(folder, capsys):
    assert main(["batch", "--init"]) == 0
    assert "batch.toml: written" in capsys.readouterr().err
    assert main(["batch", "--init", "mine.toml"]) == 0
    assert (folder / "mine.toml").read_bytes() == (folder / "batch.toml").read_bytes()
    articles(folder / "articles", 1)
    assert main(["batch", "batch.toml", "--set", "glossary.shipped=false"]) == 0
    assert (folder / "out" / "index.html").is_file()
    capsys.readouterr()
    assert main(["batch", "--init"]) == 2
    assert "batch.toml: exists already" in capsys.readouterr().err


@pytest.mark.parametrize("dry", [[], ["--dry-run"]])
def test_an_output_that_cannot_be_a_folder_is_wrong_usage_before_any_work(folder, capsys, dry):
    articles(folder / "articles", 1)
    assert main(["batch", "--init"]) == 0
    (folder / "a.txt").write_text("x", encoding="utf-8")
    capsys.readouterr()
    for place, told in (
        ("a.txt", "is not a folder, or lies below a file; choose another --output"),
        ("/proc/x", "cannot be made (No such file or directory); choose another --output"),
    ):
        if Path(place).parent.is_dir():
            assert main(["batch", "batch.toml", "-o", place, *dry]) == 2
            assert capsys.readouterr().err == f"summarizer: error: {place}: {told}\n"


def test_init_without_a_name_is_refused(folder, capsys):
    assert main(["batch", "--init", ""]) == 2
    assert "--init: is empty; name a file" in capsys.readouterr().err


def test_init_writes_to_standard_output_for_its_sign_and_nothing_in_a_dry_run(folder, capsys):
    assert main(["batch", "--init", "-"]) == 0
    assert "input" in tomllib.loads(capsys.readouterr().out)
    for arguments in (["--init", "--dry-run"], ["--dry-run", "--init"], ["--init", "x.toml", "--dry-run"]):
        assert main(["batch", *arguments]) == 2
        assert "--init and --dry-run: give one of them" in capsys.readouterr().err
    assert not [name for name in ("-", "batch.toml", "x.toml") if (folder / name).exists()]


def test_a_dry_run_counts_only_what_the_tasks_will_write(folder, capsys):
    def told(*options):
        assert main(["batch", "run.toml", "--dry-run", *options]) == 0
        return capsys.readouterr().out

    assert "tokens      about 0 to generate\ntime        little: no model has to write anything" in told(
        "--set", "tasks.run=extractive"
    )
    numbers = [
        int(re.search(r"about ([\d,]+) to generate", told("--set", f"tasks.run={tasks}"))[1].replace(",", ""))
        for tasks in ("abstractive", "translation", "abstractive,translation")
    ]
    assert 0 < numbers[0] < numbers[1] < numbers[2]
    assert "time        unknown: a stream keeps no rate" in told("-o", "-")


def test_an_article_on_standard_input_is_called_so_and_no_name_is_said_twice(folder, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b" \n")))
    assert main(["batch", "-q", "--set", "input.paths=-", "-o", "out"]) == 1
    assert capsys.readouterr().err.startswith("failed: standard input: ")


def test_every_default_that_the_starter_shows_is_the_default():
    starter = (CHECKOUT / "configs" / "batch.init.toml").read_text(encoding="utf-8")
    default = Settings().model_dump(mode="json")
    examples = {"input.file_list", "glossary.files", "execution.max_documents"}
    shown = tomllib.loads(re.sub(r"^# (\w+ = )", r"\1", starter, flags=re.MULTILINE))
    asked = {"input.paths", "output.path"}
    for section, table in shown.items():
        for key, value in table.items():
            if f"{section}.{key}" not in examples | asked:
                assert default[section][key] == value, key


def test_force_retry_failed_fail_fast_and_max_documents(folder, capsys):
    (folder / "tin" / "0" / "bai-000.txt").write_text("")

    def run(*options):
        code = main(["batch", "run.toml", *options])
        told = re.search(r"documents +(.*)", capsys.readouterr().err)[1]
        return code, re.sub(r" with \d+ errors", "", told)

    assert run("--fail-fast") == (1, "0 done, 1 failed, 0 up to date")
    assert run("--max-documents", "3") == (1, "2 done, 1 failed, 0 up to date")
    assert run() == (1, "3 done, 1 failed, 2 up to date")
    assert run("--retry-failed") == (1, "0 done, 1 failed, 5 up to date")
    assert run("--force") == (1, "5 done, 1 failed, 0 up to date")


def test_a_stream_goes_to_standard_output_and_keeps_nothing(folder, capsys):
    assert main(["batch", "run.toml", "-o", "-"]) == 0
    told = capsys.readouterr()
    reports = [Report.from_json(line) for line in told.out.splitlines()]
    assert sorted(report.document.title for report in reports) == [
        f"Thành phố mở tuyến xe buýt số {number}" for number in range(6)
    ]
    assert not (folder / "out").exists()
    assert "6 done" in told.err
    assert main(["batch", "run.toml", "-o", "-", "--force"]) == 2


@pytest.mark.parametrize(
    ("paths", "more", "ids"),
    [
        ('paths = ["tin/**/*.txt"]', {}, [f"tin/{n % 3}/bai-{n:03}.txt" for n in range(6)]),
        (
            'file_list = "list"',
            {"list": "tin/0/bai-003.txt\ntin/2\n"},
            ["2/bai-002.txt", "2/bai-005.txt", "bai-003.txt"],
        ),
        ('paths = ["a.csv"]', {"a.csv": "id,title,text\n7,Tiêu đề,Trời mưa.\n"}, ["7"]),
        (
            'paths = ["a.jsonl"]\nid_field = "key"\ntext_field = "body"',
            {"a.jsonl": '{"key": "x/y", "body": "Mưa."}\n{"key": "z", "body": ["Trời mưa.", "Nắng."]}\n'},
            ["x/y", "z"],
        ),
    ],
)
def test_inputs_of_every_kind(folder, paths, more, ids):
    for name, text in more.items():
        (folder / name).write_text(text, encoding="utf-8")
    _config(folder, paths)
    assert main(["batch", "run.toml"]) == 0
    assert [line["id"] for line in manifest(folder / "out")] == sorted(ids)


def test_standard_input_is_an_input(folder, monkeypatch):
    stdin = io.TextIOWrapper(io.BytesIO('{"id": "một", "text": "Trời mưa."}\n'.encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    _config(folder, 'paths = ["-"]')
    assert main(["batch", "run.toml"]) == 0
    assert [line["id"] for line in manifest(folder / "out")] == ["một"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["batch"], "no CONFIG: nothing to read; 'summarizer batch --init' writes"),
        (["batch", "absent.toml"], "absent.toml: No such file"),
        (["batch", "run.toml", "-c", "run.toml"], "run.toml: a second config beside --config"),
        (["batch", "run.toml", "--force", "--retry-failed"], "--force and --retry-failed: give one"),
        (["batch", "run.toml", "--max-documents", "0"], "--max-documents: 0 is too small; the least is 1"),
        (["batch", "run.toml", "--set", "output.formats=rich"], "output.formats: rich cannot be written"),
        (
            ["batch", "run.toml", "--set", "output.format=json"],
            "output.format: a batch does not read it; leave it",
        ),
        (["batch", "run.toml", "-o", "-", "--set", "output.format=json"], "output.format: a batch does not"),
        (["batch", "run.toml", "--set", "output.folder=x"], "output.folder is not a setting; [output] has"),
        (["batch", "--set", "input.paths=tin"], "output.path: no folder for the results"),
        (["batch", "run.toml", "--set", "input.encoding=latin"], "latin"),
        (["batch", "run.toml", "--set", "input.title=T"], "input.title: one title cannot be that of several"),
        (["batch", "run.toml", "-o", "-", "--set", "input.title=T"], "input.title: one title cannot"),
        (["batch", "run.toml", "-o", "."], "tin: the inputs lie in the output folder .; choose another"),
        (["batch", "run.toml", "-o", ".", "--dry-run"], "tin: the inputs lie in the output folder ."),
    ],
)
def test_wrong_usage_is_one_line_and_2(folder, capsys, arguments, said):
    assert main(arguments) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "Traceback" not in told


def test_explain_reaches_the_files_of_a_batch_and_a_change_makes_them_again(folder, capsys):
    _config(folder, 'paths = ["tin"]', 'formats = ["text"]')
    plain, explained = ["batch", "run.toml"], ["batch", "run.toml", "--set", "output.explain=true"]
    texts = []
    for command in (plain, explained, plain):
        assert main(command) == 0
        assert "6 done, 0 failed, 0 up to date" in capsys.readouterr().err
        texts.append((folder / "out/tin/0/bai-000.txt").read_text(encoding="utf-8"))
    assert texts[0] == texts[2]
    assert len(texts[1]) > len(texts[0])
    assert main(plain) == 0
    assert "6 up to date" in capsys.readouterr().err


def test_strict_ends_with_3_where_an_error_is_left_and_a_failed_document_goes_before(folder, capsys):
    assert main(["batch", "run.toml", "--strict"]) == 3
    assert (
        main(["batch", "run.toml", "--strict"]) == 3
    )  # nothing is done again, and the errors are still there
    told = capsys.readouterr().err
    assert re.search(r"0 done, 0 failed, 6 up to date with \d+ errors\n", told)
    (folder / "tin" / "empty.txt").write_text("")
    assert main(["batch", "run.toml", "--strict", "--force"]) == 1


def _slow(folder, *arguments, **options):
    command = [sys.executable, "-c", SLOW, str(Path(__file__).parent), "batch", *arguments]
    environment = os.environ | {"TERM": "xterm", "COLUMNS": "80"}
    return subprocess.Popen(command, cwd=folder, env=environment, **options)


def _wait_for_a_line(out):
    for _ in range(600):
        if (out / "manifest.jsonl").exists() and (out / "manifest.jsonl").stat().st_size:
            return
        time.sleep(0.05)
    raise AssertionError("nothing was done in 30 s")


def test_ctrl_c_keeps_what_is_complete_and_the_next_run_does_the_rest(folder):
    with _slow(folder, "run.toml", stderr=subprocess.PIPE, text=True) as process:
        _wait_for_a_line(folder / "out")
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "interrupted: what is complete is kept" in told
    assert "up to date; interrupted" in told
    assert "Traceback" not in told
    done = len(manifest(folder / "out"))
    assert 0 < done < 6
    assert (folder / "out" / "index.html").is_file()
    assert main(["batch", "run.toml"]) == 0
    assert len(manifest(folder / "out")) == 6


def test_a_second_ctrl_c_ends_at_once_and_harms_nothing(folder):
    stuck = SLOW.replace(
        "from summarizer.cli.app",
        "import summarizer.whole_files as whole_files\n"
        "write = whole_files.write\n"
        "def stuck(path, data):\n"
        "    if 'bai-' in str(path):\n"
        "        open('stuck', 'w').close()\n"
        "        time.sleep(60)\n"
        "        open('through', 'w').close()\n"
        "    write(path, data)\n"
        "whole_files.write = stuck\n"
        "from summarizer.cli.app",
    )
    command = [sys.executable, "-c", stuck, str(Path(__file__).parent), "batch", "run.toml"]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True) as process:
        while not (folder / "stuck").exists():
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        assert "interrupted" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 130
    assert not (folder / "through").exists()
    assert main(["batch", "run.toml"]) == 0
    assert len(manifest(folder / "out")) == 6


class Ended(BaseException):
    """In place of an end at once."""


@pytest.mark.parametrize("presses", [1, 2])
def test_a_ctrl_c_during_a_write_to_a_stream_waits_for_the_line_and_a_second_one_does_not(
    folder, monkeypatch, capsys, presses
):
    def write(line):
        sys.stdout.write(line[:9])
        for _ in range(presses):
            signal.raise_signal(signal.SIGINT)
        sys.stdout.write(line[9:])

    def end(_):
        raise Ended

    monkeypatch.setattr("summarizer.cli.batch._write", write)
    monkeypatch.setattr(os, "_exit", end)
    command = ["batch", "run.toml", "-o", "-"]
    if presses == 2:
        with pytest.raises(Ended):
            main(command)
        assert len(capsys.readouterr().out) == 9
        return
    assert main(command) == 130
    told = capsys.readouterr()
    Report.from_json(told.out)
    assert "1 done, 0 failed, 0 up to date; interrupted" in told.err


def test_on_a_terminal_a_live_line_of_80_columns_comes_and_goes(folder):
    ours, theirs = pty.openpty()
    with _slow(folder, "run.toml", stderr=theirs, stdout=subprocess.PIPE) as process:
        os.close(theirs)
        screen = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:
                break
            if not piece:
                break
            screen += piece
        assert process.stdout.read() == b""
    os.close(ours)
    assert process.returncode == 0
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", screen.decode()).replace("\r", "\n")
    assert re.search(r"[1-5] of 6 documents · 0:\d\d left", plain)
    assert _narrow(plain)
    assert "documents   6 done" in plain


def test_plain_lines_come_regularly_and_what_articles_are_called_stays_one_line():
    to = io.StringIO()
    progress = BatchProgress(3, to=to, every=0.02)
    with progress.shown():
        tally = Tally()
        progress.begin(tally)
        entry = Entry(id="a\n\x1b[31mb", source="a", status="failed", signature="", error="x:\ty\r\nz")
        tally.add(entry)
        progress.entry(entry)
        progress.stage("loading gemma", 0, None)
        time.sleep(0.1)
    lines = to.getvalue().splitlines()
    assert lines[0] == "failed: a [31mb: x: y z"
    assert "loading gemma · 1 of 3 documents · 1 failed · 0 findings" in lines
    assert all("\x1b" not in line for line in lines)


def test_the_line_counts_what_is_up_to_date_also_where_nothing_is_done(folder):
    progress = BatchProgress(6, to=io.StringIO())
    batch(folder / "tin", folder / "out")
    batch(folder / "tin", folder / "out", watch=progress)
    assert progress.line() == "6 of 6 documents · 0 findings · 6 up to date"


def test_the_table_of_many_findings_and_long_names_is_readable_at_80_columns():
    tally = Tally(done=9, tokens=9, kinds=dict.fromkeys("abcdefghijklmnopqrstuvwxyz", 1234))
    tally.slowest = [(9.0, f"{'tin/' * 10}bài {number}.txt") for number in range(3)]
    tally.stopped = tally.started + 3
    assert _narrow(closing_table(tally, Path("out")))
    assert closing_table(tally).count("slowest") == 1


def test_nothing_of_torch_is_imported_for_a_wrong_config(folder):
    (folder / "bad.toml").write_text("[input]\npath = 1\n")
    program = (
        "import sys\nfrom summarizer.cli.app import main\n"
        "print(main(['batch', 'bad.toml']), 'torch' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=True
    )
    assert done.stdout == "2 False\n"
    assert "paths" in done.stderr


def test_article_text_is_not_printed(folder, capsys):
    (folder / "tin" / "a.txt").write_text(article(9), encoding="utf-8")
    main(["batch", "run.toml", "-v"])
    told = capsys.readouterr()
    assert "Thành phố" not in told.out + told.err


@pytest.mark.parametrize("more", [[], ["-o", "-"], ["--dry-run"]])
def test_an_input_without_an_article_is_told_and_ends_with_1(folder, capsys, more):
    (folder / "office").mkdir()
    (folder / "office" / "a.xlsx").write_bytes(b"PK")
    assert main(["batch", "run.toml", "--set", "input.paths=office", *more]) == 1
    told = capsys.readouterr()
    assert "office: holds no article; put files in" in " ".join((told.out + told.err).split())
    assert "1 file with .xlsx" in told.out + told.err
