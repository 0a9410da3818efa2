"""Where a run looks for its cluster, without Ray."""

import pytest

from summarizer.batch.cluster import connection
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
