"""What holds for all tests."""

import signal

import pytest

from summarizer.models import catalog

# Started with `&` or `nohup`, the tests would ignore Ctrl-C, and so would every process that they start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser):
    parser.addoption("--nightly", action="store_true", help="run the long tests, too")


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--nightly"):
        for item in items:
            if "nightly" in item.keywords:
                item.add_marker(pytest.mark.skip(reason="takes minutes: give --nightly"))


@pytest.fixture(autouse=True)
def _no_models_of_ones_own(monkeypatch, tmp_path_factory):
    """Whoever runs the tests may have profiles of their own, which are none of the tests' business."""
    empty = tmp_path_factory.getbasetemp() / "no-profiles"
    monkeypatch.setattr(catalog, "own_folder", lambda: empty)
