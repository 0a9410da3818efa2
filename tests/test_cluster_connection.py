"""Where a run looks for its cluster, and how it gets in."""

import importlib
import inspect
import sys
from types import SimpleNamespace
from unittest.mock import MagicMock

import pytest

from summarizer.batch.cluster import connection, door
from summarizer.config import ExecutionSettings
from summarizer.errors import UsageError


@pytest.fixture(autouse=True)
def _started(tmp_path, monkeypatch):
    """A cluster that `ray start` has started on this machine, which answers."""
    (tmp_path / "ray").mkdir()
    (tmp_path / "ray" / "ray_current_cluster").write_text("10.0.0.1:6379\n", "utf-8")
    monkeypatch.setenv("RAY_TMPDIR", str(tmp_path))
    monkeypatch.setattr(connection, "_answers", lambda address: True)


@pytest.mark.parametrize(
    ("named", "found"),
    [
        ("", ("10.0.0.1:6379", "execution.address")),
        ("auto", ("10.0.0.1:6379", "execution.address")),
        ("local", (None, "RAY_ADDRESS")),
        ("10.0.0.2:6379", ("10.0.0.2:6379", "RAY_ADDRESS")),
        ("ray://first:10001", ("ray://first:10001", "RAY_ADDRESS")),
    ],
)
def test_auto_takes_what_ray_address_names_and_else_what_is_started_here(monkeypatch, named, found):
    monkeypatch.setenv("RAY_ADDRESS", named)
    assert connection.address_of(ExecutionSettings()) == found


def test_a_ray_address_that_is_none_is_named(monkeypatch):
    monkeypatch.setenv("RAY_ADDRESS", "http://first:8265")
    with pytest.raises(UsageError, match=r"^RAY_ADDRESS: 'http://first:8265' is no cluster; use auto, local"):
        connection.address_of(ExecutionSettings())


DOOR = "ray://first:10001"
CLOSED = ConnectionAbortedError(
    "Initialization failure from server:\nTraceback (most recent call last):\n"
    '  File "/there/ray/util/client/server/proxier.py", line 772, in Datapath\n    raise RuntimeError(\n'
    "RuntimeError: Starting Ray client server failed. See ray_client_server_23000.err for detailed logs.\n\n"
)


@pytest.fixture
def pauses(monkeypatch):
    """The seconds that were waited, none of them in truth."""
    waited = []
    monkeypatch.setattr(door.time, "sleep", waited.append)
    monkeypatch.setitem(sys.modules, "ray.util.client.worker", MagicMock())
    return waited


def _joined(*answers, address=DOOR):
    """A Ray that gave these answers to tries of joining a cluster, once it is joined."""
    ray = MagicMock()
    ray.init.side_effect = answers
    with connection.connected(ray, address, "execution.address"):
        ray.shutdown.assert_not_called()
    ray.shutdown.assert_called_once()
    return ray


def test_a_door_that_fails_to_open_is_tried_again_after_a_pause(pauses):
    assert _joined(CLOSED, None).init.call_count == 2
    assert pauses == [2.0]


@pytest.fixture
def worker():
    """Ray's own, whose class is as it was in the end."""
    module = pytest.importorskip("ray.util.client.worker", reason="the extra `cluster` is not installed")
    begin = module.Worker._server_init
    yield module.Worker
    assert module.Worker._server_init is begin


def test_rays_own_worker_connects_by_its_channel_until_it_is_in_shutdown(worker):
    text = inspect.getsource(worker)
    assert "while not self._in_shutdown:" in text
    assert "self.channel = init_grpc_channel(" in text
    assert "client_worker._server_init(" in inspect.getsource(importlib.import_module("ray.util.client"))


def test_a_door_that_fails_to_open_is_left_at_once_by_rays_own_worker(worker, monkeypatch):
    monkeypatch.setattr(door.time, "sleep", lambda seconds: None)
    answers = [SimpleNamespace(ok=False, msg=door.NOT_OPENED), SimpleNamespace(ok=True, msg="")]
    begun = []

    def init():
        one = worker.__new__(worker)  # connects to nothing
        one.channel, one.data_client = MagicMock(), MagicMock()
        one._in_shutdown, one._reconnect_grace_period = False, 30
        one.data_client.Init.return_value = answers[len(begun)]
        begun.append(one)
        one._server_init(None)

    door.enter(init)
    failed, opened = begun
    assert failed._in_shutdown
    failed.channel.close.assert_called_once()
    assert not opened._in_shutdown
    opened.channel.close.assert_not_called()


def test_a_door_that_never_opens_is_one_line_that_names_the_log_and_no_traceback(pauses):
    with pytest.raises(UsageError) as caught:
        _joined(*[CLOSED] * 4, None)
    assert str(caught.value) == (
        f"{DOOR}: cannot be used: RuntimeError: Starting Ray client server failed. See "
        "ray_client_server_23000.err for detailed logs.; see ray_client_server*.err in "
        "/tmp/ray/session_latest/logs on the head node, and start Ray there with GRPC_ENABLE_FORK_SUPPORT=0 "
        "in its environment"
    )
    assert len(pauses) == 3
    assert sum(pauses) < 30


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            RuntimeError("Version mismatch: Ray: 2.0.0\nPython: 3.9"),
            "Version mismatch: Ray: 2.0.0 Python: 3.9; ins",
        ),
        (
            PermissionError("Authentication failed: no token"),
            "cannot be used: Authentication failed: no token; see",
        ),
        (
            ConnectionError("ray client connection timeout"),
            "cannot be used: ray client connection timeout; see",
        ),
    ],
)
def test_what_will_fail_again_is_not_tried_again(pauses, error, told):
    with pytest.raises(UsageError) as caught:
        _joined(error, None)
    assert str(caught.value).startswith(f"{DOOR}: {told}")
    assert not pauses


def test_a_cluster_that_cannot_be_joined_from_within_is_one_line_and_nothing_of_it_is_left():
    ray = MagicMock()
    ray.init.side_effect = RuntimeError("The node\n died.")
    told = r"^first:6379: cannot be used: The node died\.; see `ray status` there$"
    with pytest.raises(UsageError, match=told), connection.connected(ray, "first:6379", "RAY_ADDRESS"):
        pass
    ray.shutdown.assert_called_once()
