"""A batch on a Ray cluster gives what it gives in one process, whatever becomes of the cluster."""

import errno
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from batch_fakes import POISON, Notes, articles, batch, manifest, settings_for, tree

from summarizer import whole_files
from summarizer.batch.cluster import ray_cluster
from summarizer.batch.inputs.walk import Inputs
from summarizer.batch.output.folder import OutputError
from summarizer.batch.run import run_batch
from summarizer.cli.app import main
from summarizer.errors import UsageError
from summarizer.models import catalog
from summarizer.pipeline import Pipeline
from summarizer.progress import silent

pytest.importorskip("ray", reason="ray has no wheel for this Python, or the extra `cluster` is not installed")
import cluster_engine
from cluster_engine import DEADLY, ODD, free_port
from test_models_runtimes import PROFILE

TABLE = {"documents", "sentences", "tokens", "rate", "findings", "workers", "slowest"}
ECHO = {"default": "echo"}  # imports no torch, which takes a process seconds
WORKERS = {"worker_cpus": 1, "worker_memory": 1, "engine": "ray"}


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    """A user's folder for settings, with a model that echoes."""
    folder = tmp_path_factory.mktemp("settings")
    models = folder / "summarizer" / "models"
    models.mkdir(parents=True)
    (models / "echo.toml").write_text(PROFILE, "utf-8")
    return folder


@pytest.fixture(scope="module")
def port():
    """Where the cluster has its door for drivers on other machines."""
    return free_port()


@pytest.fixture(scope="module")
def cluster(settings, port):
    """Two nodes, of one and of two cores by name."""
    with cluster_engine.nodes(1, 2, settings=settings, ray_client_server_port=port) as there:
        yield there


@pytest.fixture(autouse=True)
def _own_models(settings, monkeypatch):
    monkeypatch.setattr(catalog, "own_folder", lambda: settings / "summarizer" / "models")


@pytest.fixture
def source(tmp_path):
    return articles(tmp_path / "tin", 12)


def on_cluster(cluster, source, out, *, load=cluster_engine.load, watch=None, **execution):
    execution = WORKERS | {"address": cluster.address} | execution
    settings = settings_for([source], models=ECHO, execution=execution)
    watch = watch or Notes()
    inputs = Inputs(settings.input, leave_out=out)
    with ray_cluster.joined(settings, note=watch.note, progress=silent, load=load) as crew:
        return run_batch(settings, out, inputs, crew, watch=watch)


def test_two_nodes_give_the_bytes_of_one_process_and_a_second_run_has_nothing_to_do(
    cluster, source, tmp_path
):
    (source / "hỏng.txt").write_text(f"Bài hỏng\n{POISON}. Không ai làm được việc này.\n", "utf-8")
    (source / "rỗng.txt").write_text("")
    assert batch(source, tmp_path / "local", models=ECHO).failed == 2
    notes = Notes()
    tally = on_cluster(cluster, source, tmp_path / "out", watch=notes)
    assert (tally.done, tally.failed, notes.notes) == (12, 2, [])
    assert tally.workers.joined >= 1
    assert tree(tmp_path / "out") == tree(tmp_path / "local")
    again = on_cluster(cluster, source, tmp_path / "out", workers=1)
    assert (again.done, again.skipped) == (0, 12)


@pytest.mark.model
def test_the_default_model_on_two_workers_gives_the_bytes_of_one_process(cluster, tmp_path):
    source = articles(tmp_path / "tin", 4)
    alike = {"device": "cpu", "dtype": "float32", "threads": 1}
    execution = WORKERS | alike | {"address": cluster.address, "workers": 2, "worker_documents": 2}
    local, workers = (settings_for([source], execution=section) for section in (alike, execution))
    run_batch(local, tmp_path / "local", Inputs(local.input), Pipeline(local), watch=Notes())
    with ray_cluster.joined(workers, note=print, progress=silent) as crew:
        tally = run_batch(workers, tmp_path / "out", Inputs(workers.input), crew, watch=Notes())
    assert (tally.done, tally.workers.joined, tally.workers.lost) == (4, 2, 0)
    assert tree(tmp_path / "out") == tree(tmp_path / "local")


class Blow(Notes):
    """Strikes once, as soon as so many workers have joined and a document is done."""

    def __init__(self, joined, strike):
        super().__init__()
        self.joined = joined
        self.strike = strike

    def entry(self, entry):
        super().entry(entry)
        if self.strike and self.tally.workers and self.tally.workers.joined >= self.joined:
            strike, self.strike = self.strike, None
            strike()


def slow(loads, seconds=0.05):
    return partial(cluster_engine.load, seconds=seconds, loads=loads)


def test_a_killed_worker_costs_no_document_and_none_is_done_twice(cluster, tmp_path):
    source, loads = articles(tmp_path / "tin", 60), tmp_path / "loads"
    batch(source, tmp_path / "local", models=ECHO)
    watch = Blow(3, lambda: os.kill(int(loads.read_text().split()[0]), signal.SIGKILL))
    tally = on_cluster(cluster, source, tmp_path / "out", load=slow(loads), watch=watch, worker_documents=8)
    assert (tally.done, tally.failed, tally.workers.lost) == (60, 0, 1)
    assert len(watch.entries) == len({entry.id for entry in watch.entries}) == 60
    [note] = watch.notes
    assert note.endswith(": a worker was lost (its process ended); 2 workers left")
    assert tree(tmp_path / "out") == tree(tmp_path / "local")


def test_a_lost_node_costs_no_document(cluster, tmp_path):
    source, loads = articles(tmp_path / "tin", 80), tmp_path / "loads"
    batch(source, tmp_path / "local", models=ECHO)
    more = cluster.add_node(**cluster_engine.arguments(2))
    watch = Blow(5, lambda: cluster.remove_node(more, allow_graceful=False))
    tally = on_cluster(cluster, source, tmp_path / "out", load=slow(loads), watch=watch, worker_documents=6)
    assert (tally.done, tally.failed) == (80, 0)
    assert tally.workers.lost == 2
    assert tree(tmp_path / "out") == tree(tmp_path / "local")


@pytest.mark.parametrize(
    ("what", "why"),
    [
        (DEADLY, "its process ended"),
        (ODD, "a fault of summarizer (ZeroDivisionError: odd); please report it"),
    ],
    ids=["kills", "fault"],
)
def test_a_document_that_ends_its_worker_s_work_fails_alone_and_is_named_in_the_manifest(
    cluster, source, tmp_path, what, why
):
    (source / "1" / "chết.txt").write_text(f"Bài độc\n{what}. Máy nào cũng dừng.\n", "utf-8")
    notes = Notes()
    tally = on_cluster(cluster, source, tmp_path / "out", watch=notes, worker_documents=8)
    assert (tally.done, tally.failed) == (12, 1)
    [failure] = [line for line in manifest(tmp_path / "out") if line["status"] == "failed"]
    assert failure["id"] == "tin/1/chết.txt"
    assert f"3 workers were lost that had nothing else at work ({why})" in failure["error"]
    assert tally.workers.lost == len(notes.notes) >= 3


def test_a_full_disk_ends_the_run_in_one_line_and_the_next_one_goes_on(
    cluster, source, tmp_path, monkeypatch
):
    write, written = whole_files.write, []

    def full(path, data):
        if path.suffix == ".html" and len(written) > 4:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written.append(path)
        write(path, data)

    monkeypatch.setattr(whole_files, "write", full)
    with pytest.raises(OutputError, match="No space left on device; make room"):
        on_cluster(cluster, source, tmp_path / "out", workers=1)
    monkeypatch.setattr(whole_files, "write", write)
    tally = on_cluster(cluster, source, tmp_path / "out", workers=1)
    assert tally.done + tally.skipped == 12
    batch(source, tmp_path / "local", models=ECHO)
    assert tree(tmp_path / "out") == tree(tmp_path / "local")


@pytest.mark.parametrize(
    ("name", "here", "version"),
    [
        ("ray.__version__", "2.0.0", "2.0.0"),
        ("ray._private.utils.compute_version_info", lambda: ("2.60.0", "3.9.1"), "3.9.1"),
    ],
    ids=["ray", "python"],
)
def test_a_cluster_of_other_versions_is_named(cluster, source, tmp_path, monkeypatch, name, here, version):
    monkeypatch.setattr(name, here)
    with pytest.raises(UsageError, match=rf"Version mismatch.*2\.60.*{version}.*install the same versions"):
        on_cluster(cluster, source, tmp_path / "out")


def test_where_no_machine_is_large_enough_one_line_says_what_they_have(cluster, source, tmp_path):
    with pytest.raises(UsageError, match=r"no machine of the cluster has 64 CPUs.*\(1 CPUs.*; 2 CPUs"):
        on_cluster(cluster, source, tmp_path / "out", worker_cpus=64)


@pytest.fixture
def command(tmp_path, source, settings, monkeypatch):
    """The command as its user runs it, with a model that echoes, on a Ray of its own or the cluster."""
    for name in [name for name in os.environ if name.startswith(("SUMMARIZER_", "RAY_"))]:
        monkeypatch.delenv(name)
    temporary = Path(tempfile.mkdtemp(prefix="t"))  # near the root: a socket has 107 bytes for its path
    environment = os.environ | {
        "XDG_CONFIG_HOME": str(settings),
        "TMPDIR": str(temporary),
        "PYTHONPATH": str(Path(__file__).parent.parent),
    }
    config = f'[input]\npaths = ["{source}"]\n[models]\ndefault = "echo"\n[tasks]\nrepairs = 0\n'
    config += "[glossary]\nshipped = false\n[execution]\nworker_cpus = 1\nworker_memory = 1\n"
    (tmp_path / "run.toml").write_text(config, "utf-8")

    def start(*arguments):
        return subprocess.Popen(
            [sys.executable, "-m", "summarizer", "batch", str(tmp_path / "run.toml"), *arguments],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    yield start
    deadline = time.monotonic() + 20
    while _processes(temporary) and time.monotonic() < deadline:
        time.sleep(0.2)
    left = _processes(temporary)
    shutil.rmtree(temporary)
    assert not left


def _processes(folder):
    """The processes that name a folder in their command line."""
    found = []
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if str(folder).encode() in place.read_bytes():
                found.append(place.parent.name)
    return found


def _lines(out):
    with suppress(FileNotFoundError):
        return (out / "manifest.jsonl").read_bytes().count(b"\n")
    return 0


def test_a_local_ray_says_nothing_and_leaves_nothing(command):
    run = command("--engine", "ray", "-o", "-", "--workers", "1")
    out, told = run.communicate()
    assert run.returncode == 0
    assert len([json.loads(line) for line in out.splitlines()]) == 12
    lines = told.splitlines()
    assert lines[0] == "documents   12 done, 0 failed, 0 up to date"
    assert "workers     1 joined, 0 lost" in lines
    assert {line.split()[0] for line in lines if line[0] != " "} <= TABLE


def _killed_and_run_again(cluster, command, source, tmp_path, moments):
    """Kill the driver, with all that is its own, once it has noted so many documents; then let one end."""
    local = command("-o", str(tmp_path / "local"))
    local.communicate()
    wanted = tree(tmp_path / "local")
    for number, moment in enumerate(moments):
        out = tmp_path / f"out{number}"
        engine = ("--engine", "ray", "--address", cluster.address, "--workers", "1", "-o", str(out))
        run = command(*engine)
        while _lines(out) < moment and run.poll() is None:
            time.sleep(0.002)
        run.kill()
        run.communicate()
        again = command(*engine)
        told = again.communicate()[1]
        assert again.returncode == 0, told
        assert tree(out) == wanted


def test_a_killed_driver_is_run_again_to_the_same_bytes(cluster, command, tmp_path):
    source = articles(tmp_path / "tin", 40)
    _killed_and_run_again(cluster, command, source, tmp_path, [random.Random(7).randrange(1, 39)])


@pytest.mark.nightly
def test_killed_at_ten_random_moments_the_driver_is_run_again_to_the_same_bytes(cluster, command, tmp_path):
    source = articles(tmp_path / "tin", 40)
    moments = random.Random(8)
    _killed_and_run_again(cluster, command, source, tmp_path, [moments.randrange(40) for _ in range(10)])


def test_ctrl_c_keeps_what_is_complete_and_stops_ray(command, tmp_path):
    articles(tmp_path / "tin", 400)
    out = tmp_path / "out"
    run = command("--engine", "ray", "--workers", "1", "-o", str(out))
    while _lines(out) < 3 and run.poll() is None:
        time.sleep(0.01)
    os.killpg(run.pid, signal.SIGINT)  # as a terminal does: to all that it has started
    told = run.communicate(timeout=60)[1]
    assert run.returncode == 130, told
    assert "interrupted: what is complete is kept; Ctrl-C again ends at once" in told
    done = [line for line in manifest(out) if line["status"] == "done"]
    assert 3 <= len(done) < 400
    assert f"documents   {len(done)} done, 0 failed, 0 up to date; interrupted" in told


def test_a_second_ctrl_c_ends_at_once_and_leaves_no_process(command, tmp_path):
    articles(tmp_path / "tin", 400)
    out = tmp_path / "out"
    run = command("--engine", "ray", "--workers", "1", "-o", str(out))
    while _lines(out) < 3 and run.poll() is None:
        time.sleep(0.01)
    run.send_signal(signal.SIGINT)
    time.sleep(0.05)
    since = time.monotonic()
    run.send_signal(signal.SIGINT)
    run.communicate(timeout=60)
    assert run.returncode == 130
    assert time.monotonic() - since < 5


@pytest.mark.parametrize("address", ["127.0.0.1:9", "ray://127.0.0.1:9"])
@pytest.mark.parametrize("more", [(), ("--dry-run",)], ids=["run", "dry"])
def test_an_address_without_a_cluster_is_one_line_and_soon(command, address, more):
    since = time.monotonic()
    run = command("--engine", "ray", "--address", address, "-o", "-", *more)
    out, told = run.communicate()
    assert (run.returncode, out) == (2, "")
    assert told.startswith(f"summarizer: error: --address: no Ray cluster answers at {address}; check")
    assert told.count("\n") == 1
    assert time.monotonic() - since < 15


def test_an_address_where_something_else_listens_is_one_line_and_soon(command):
    with socket.create_server(("127.0.0.1", 0)) as server:
        since = time.monotonic()
        address = f"127.0.0.1:{server.getsockname()[1]}"
        told = command("--engine", "ray", "--address", address, "-o", "-").communicate()[1]
        assert told.count("\n") == 1
        assert f"no Ray cluster answers at {address}" in told
        assert time.monotonic() - since < 15


def test_a_driver_outside_of_the_cluster_comes_in_by_its_door(cluster, port, command, tmp_path):
    door = f"ray://127.0.0.1:{port}"
    run = command("--engine", "ray", "--address", door, "--workers", "1", "-o", str(tmp_path / "out"))
    told = run.communicate()[1]
    assert run.returncode == 0, told + _logs(cluster, "ray_client_server*.err")
    assert "documents   12 done" in told
    command("-o", str(tmp_path / "local")).communicate()
    assert tree(tmp_path / "out") == tree(tmp_path / "local")


def _logs(cluster, names):
    """What the first node of a cluster has noted in logs of such names."""
    paths = Path(cluster.head_node.get_logs_dir_path()).glob(names)
    return "".join(f"\n== {path.name}\n{path.read_text('utf-8', 'replace')}" for path in sorted(paths))


def test_a_dry_run_estimates_for_the_workers_that_there_are(cluster, command, tmp_path):
    engine = ("--engine", "ray", "--address", cluster.address, "-o", str(tmp_path / "out"))
    assert command(*engine, "--workers", "1").wait() == 0
    (tmp_path / "tin" / "more.txt").write_text("Tin thêm\nHôm nay trời đẹp ở Hà Nội.\n", "utf-8")
    told = command(*engine, "--dry-run").communicate()[0]
    assert "documents   1 to do, 12 up to date" in told
    assert re.search(r"time        about .* with 3 workers, by the last run's rate", told)
    assert "workers     3" in told


def test_without_the_extra_one_line_says_what_to_install(tmp_path, monkeypatch, capsys):
    articles(tmp_path, 1)
    monkeypatch.setitem(sys.modules, "ray", None)
    command = ["batch", "--set", f"input.paths={tmp_path}", "-o", str(tmp_path / "out"), "--engine", "ray"]
    assert main(command) == 2
    what = "--engine: the package ray is not installed; pip install 'vi-news-summarizer[cluster]'"
    assert capsys.readouterr().err == f"summarizer: error: {what}\n"
    assert not (tmp_path / "out").exists()


def test_a_local_ray_that_does_not_start_is_one_line_and_leaves_no_folder(source, tmp_path, monkeypatch):
    import ray

    def busy(*_, **__):
        raise RuntimeError("The current node timed out during startup.")

    monkeypatch.setattr(ray, "init", busy)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    settings = settings_for([source], models=ECHO, execution=WORKERS | {"address": "local"})
    what = "Ray cannot be started: The current node timed out during startup.; try again when"
    with (
        pytest.raises(UsageError, match=re.escape(what)),
        ray_cluster.joined(settings, note=print, progress=silent),
    ):
        pass
    assert not list(tmp_path.glob("summarizer-ray-*"))


def test_a_full_disk_for_what_a_local_ray_keeps_is_one_line(source, monkeypatch):
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1_000_000))
    settings = settings_for([source], models=ECHO, execution=WORKERS | {"address": "local"})
    with (
        pytest.raises(UsageError, match=r": 1 MB are free, and Ray needs 50; make room, or set TMPDIR"),
        ray_cluster.joined(settings, note=print, progress=silent),
    ):
        pass
