"""The Python interface is what the README shows."""

import re
from pathlib import Path

import pytest

import summarizer
from summarizer.errors import InputError, UsageError, is_out_of_memory
from summarizer.models import loader
from tests.scripted import ScriptedEngine

ROOT = Path(__file__).parent.parent


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch) -> ScriptedEngine:
    engine = ScriptedEngine()
    monkeypatch.setattr(loader, "load_engine", engine.load)
    return engine


def test_the_readmes_snippet_runs(
    scripted: ScriptedEngine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    snippet = re.search(
        r"## Python\n+```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL
    )
    assert snippet is not None
    monkeypatch.chdir(ROOT)
    exec(compile(snippet[1], "README.md", "exec"), {})
    assert capsys.readouterr().out.startswith("The English of 80 letters.\n")
    assert scripted.requests


def test_a_configuration_and_assignments_make_the_settings(tmp_path: Path) -> None:
    config = tmp_path / "run.toml"
    config.write_text('[tasks]\nlength = "long"\nsentences = 5\n')
    pipeline = summarizer.load(config, assignments=["tasks.length=short"])
    assert pipeline.settings.tasks.length == "short"
    assert pipeline.settings.tasks.sentences == 5


def test_the_environment_wins_over_the_file_and_assignments_over_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "run.toml"
    config.write_text('[tasks]\nlength = "long"\nsentences = 5\nbeams = 1\n')
    monkeypatch.setenv("SUMMARIZER_TASKS_LENGTH", "short")
    monkeypatch.setenv("SUMMARIZER_TASKS_SENTENCES", "4")
    monkeypatch.setenv("SUMMARIZER_CACHE", str(tmp_path / "cache"))
    settings = summarizer.load(config, assignments=["tasks.sentences=2"]).settings
    assert (settings.tasks.length, settings.tasks.sentences, settings.tasks.beams) == ("short", 2, 1)
    assert settings.execution.cache_dir == tmp_path / "cache"


def test_what_can_go_wrong_is_raised_as_the_programs_own_errors(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"absent\.txt"):
        summarizer.read(str(tmp_path / "absent.txt"))
    with pytest.raises(UsageError, match=r"tasks\.lenght"):
        summarizer.load(assignments=["tasks.lenght=short"])
    with pytest.raises(UsageError, match=r"execution\.threads: 4096 is more than there are cores"):
        summarizer.load(assignments=["execution.threads=4096"])


@pytest.mark.parametrize(
    ("quota", "most"), [("100000 100000", 1), ("50000 100000", 1), ("max 100000", None), ("", None)]
)
def test_a_containers_share_of_time_bounds_the_threads(tmp_path, monkeypatch, quota, most):
    from summarizer import threads

    monkeypatch.setattr(threads, "_QUOTA", tmp_path / "cpu.max")
    there = threads.cores()
    (tmp_path / "cpu.max").write_text(quota)
    assert threads.cores() == (most or there)


def test_an_error_names_its_setting_and_says_it_as_its_teller_does(tmp_path: Path) -> None:
    article = tmp_path / "--encoding.txt"
    article.write_bytes(b"\xff\xff\xff")
    with pytest.raises(
        InputError, match=r"give its encoding with input\.encoding, or leave that out$"
    ) as caught:
        summarizer.read(str(article), encoding="utf-8")
    assert caught.value.setting == "input.encoding"
    said = caught.value.worded(lambda _: "--charset")
    assert said == f"{article}: not utf-8 (byte 0); give its encoding with --charset, or leave that out"
    with pytest.raises(InputError) as caught:
        summarizer.read(str(tmp_path / "absent.txt"))
    assert caught.value.setting is None


@pytest.mark.parametrize("assignment", ["tasks.length", "tasks.lenght=short", "tasks.length=tiny"])
def test_an_assignment_that_is_wrong_is_told_as_an_argument(assignment: str) -> None:
    with pytest.raises(UsageError, match=r"^assignments: .*tasks\.leng"):
        summarizer.load(assignments=[assignment])


def test_want_of_memory_is_no_word_in_a_path() -> None:
    short = [MemoryError(), RuntimeError("CUDA out of memory. Tried to allocate 2 GiB"), OSError(12, "no")]
    short.append(RuntimeError("[enforce fail] . DefaultCPUAllocator: can't allocate memory: 9 bytes"))
    short.append(RuntimeError("unable to mmap 9 bytes from file <x>: Cannot allocate memory (12)"))
    assert all(map(is_out_of_memory, short))
    other = [FileNotFoundError(2, "No such file", "/memory/a"), RuntimeError("file /memory/a is damaged")]
    assert not any(map(is_out_of_memory, other))
