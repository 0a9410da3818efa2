"""The log of files that a program has made: several runs share it, and a kill leaves no false name."""

import pytest

from summarizer.made_files import MadeFiles


def test_two_runs_on_one_log_keep_each_others_names(tmp_path):
    log = tmp_path / "log"
    first, second = MadeFiles(log), MadeFiles(log)
    first.add(["a.txt"])
    second.add(["b.txt"])
    first.add(["a.txt", "c.txt"])
    assert log.read_text() == "a.txt\nb.txt\nc.txt\n"
    assert all(name in MadeFiles(log) for name in ("a.txt", "b.txt", "c.txt"))


@pytest.mark.parametrize("torn", ["b", "b.txt"])
def test_a_name_torn_by_a_kill_is_none_and_the_next_one_is_whole(tmp_path, torn):
    log = tmp_path / "log"
    log.write_bytes(b"a.txt\n" + torn.encode())
    for made in (MadeFiles(log), MadeFiles(log)):
        assert torn not in made
        made.add(["c.txt"])
    made = MadeFiles(log)
    assert torn not in made
    assert "a.txt" in made
    assert "c.txt" in made
    made.add([torn])
    assert torn in MadeFiles(log)
