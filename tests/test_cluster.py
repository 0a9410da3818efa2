"""A batch on a Ray cluster gives what it gives in one process, whatever becomes of the cluster."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from batch_fakes import POISON, Notes, articles, batch, settings_for, tree

from summarizer.batch.cluster import ray_cluster
from summarizer.batch.inputs.walk import Inputs
from summarizer.batch.run import run_batch
from summarizer.cli.app import main
from summarizer.progress import silent

pytest.importorskip("ray", reason="ray has no wheel for this Python, or the extra `cluster` is not installed")
import cluster_engine
from test_models_runtimes import PROFILE

TABLE = {"documents", "sentences", "tokens", "rate", "findings", "workers", "slowest"}
WORKERS = {"worker_cpus": 1, "worker_memory": 1, "engine": "ray"}


@pytest.fixture(scope="module")
def cluster():
    """Two nodes, of one and of two cores by name."""
    with cluster_engine.nodes(1, 2) as there:
        yield there


@pytest.fixture
def source(tmp_path):
    return articles(tmp_path / "tin", 12)


def on_cluster(cluster, source, out, *, load=cluster_engine.load, watch=None, **execution):
    settings = settings_for([source], execution=WORKERS | {"address": cluster.address} | execution)
    watch = watch or Notes()
    inputs = Inputs(settings.input, leave_out=out)
    with ray_cluster.joined(settings, note=watch.note, progress=silent, load=load) as crew:
        return run_batch(settings, out, inputs, crew, watch=watch)


def test_two_nodes_give_the_bytes_of_one_process_and_a_second_run_has_nothing_to_do(
    cluster, source, tmp_path
):
    (source / "hỏng.txt").write_text(f"Bài hỏng\n{POISON}. Không ai làm được việc này.\n", "utf-8")
    (source / "rỗng.txt").write_text("")
    assert batch(source, tmp_path / "local").failed == 2
    notes = Notes()
    tally = on_cluster(cluster, source, tmp_path / "out", watch=notes)
    assert (tally.done, tally.failed, notes.notes) == (12, 2, [])
    assert tally.workers.joined >= 1
    assert tree(tmp_path / "out") == tree(tmp_path / "local")
    again = on_cluster(cluster, source, tmp_path / "out")
    assert (again.done, again.skipped) == (0, 12)


@pytest.fixture
def command(tmp_path, source, monkeypatch):
    """The command as its user runs it, with a model that echoes, on a Ray of its own."""
    for name in [name for name in os.environ if name.startswith(("SUMMARIZER_", "RAY_"))]:
        monkeypatch.delenv(name)
    models = tmp_path / "settings" / "summarizer" / "models"
    models.mkdir(parents=True)
    (models / "echo.toml").write_text(PROFILE, "utf-8")
    temporary = Path(tempfile.mkdtemp(prefix="t"))  # near the root: a socket has 107 bytes for its path
    environment = os.environ | {
        "XDG_CONFIG_HOME": str(tmp_path / "settings"),
        "TMPDIR": str(temporary),
        "PYTHONPATH": str(Path(__file__).parent.parent),
    }
    config = f'[input]\npaths = ["{source}"]\n[models]\ndefault = "echo"\n[tasks]\nrepairs = 0\n'
    config += '[glossary]\nshipped = false\n[execution]\nengine = "ray"\nworker_cpus = 1\nworker_memory = 1\n'
    (tmp_path / "run.toml").write_text(config, "utf-8")

    def start(*arguments):
        return subprocess.Popen(
            [sys.executable, "-m", "summarizer", "batch", str(tmp_path / "run.toml"), *arguments],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    yield start
    left = list(temporary.iterdir())
    shutil.rmtree(temporary)
    assert not left
    assert not _processes(temporary)


def _processes(folder):
    """The processes that name a folder in their command line."""
    found = []
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if str(folder).encode() in place.read_bytes():
                found.append(place.parent.name)
    return found


def test_a_local_ray_says_nothing_and_leaves_nothing(command, source, tmp_path):
    out, told = command("-o", "-", "--workers", "1").communicate()
    reports = [json.loads(line) for line in out.splitlines()]
    assert len(reports) == 12
    lines = told.splitlines()
    assert lines[0] == "documents   12 done, 0 failed, 0 up to date"
    assert "workers     1 joined, 0 lost" in lines
    assert {line[:12].split()[0] for line in lines if line[0] != " "} <= TABLE


def test_without_the_extra_one_line_says_what_to_install(tmp_path, monkeypatch, capsys):
    articles(tmp_path, 1)
    monkeypatch.setitem(sys.modules, "ray", None)
    command = ["batch", "--set", f"input.paths={tmp_path}", "-o", str(tmp_path / "out"), "--engine", "ray"]
    assert main(command) == 2
    what = "--engine: the package ray is not installed; pip install 'vi-news-summarizer[cluster]'"
    assert capsys.readouterr().err == f"summarizer: error: {what}\n"
    assert not (tmp_path / "out").exists()
