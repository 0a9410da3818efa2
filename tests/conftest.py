"""What holds for all tests."""

import signal

import pytest

from summarizer.models import catalog

# Started with `&` or `nohup`, the tests would ignore Ctrl-C, and so would every process that they start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _no_models_of_ones_own(monkeypatch, tmp_path_factory):
    """Whoever runs the tests may have profiles of their own, which are none of the tests' business."""
    empty = tmp_path_factory.getbasetemp() / "no-profiles"
    monkeypatch.setattr(catalog, "own_folder", lambda: empty)
