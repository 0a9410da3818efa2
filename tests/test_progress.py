"""Progress: bars on a terminal for what takes a while, plain lines with -v elsewhere, silence otherwise."""

import io
import time

from summarizer.cli.progress import Meter


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_nothing_is_shown_where_nobody_looks():
    for verbosity, to in ((0, io.StringIO()), (-1, io.StringIO()), (-1, Screen())):
        meter = Meter(verbosity, to, patience=0.0)
        meter("loading", 0, 2)
        meter("loading", 2, 2)
        meter.close()
        assert to.getvalue() == ""


def test_verbose_tells_begin_and_end_in_plain_lines():
    to = io.StringIO()
    meter = Meter(1, to)
    meter("loading m", 0, 2)
    meter("loading m", 1, 2)
    meter("loading m", 2, 2)
    assert to.getvalue().splitlines()[0] == "summarizer: loading m ..."
    assert to.getvalue().splitlines()[1].startswith("summarizer: loading m: 0.0 s")
    assert to.getvalue().count("\n") == 2


def test_quick_work_shows_no_bar():
    to = Screen()
    meter = Meter(0, to, patience=5.0)
    meter("loading", 0, 2)
    meter("loading", 2, 2)
    meter.close()
    assert to.getvalue() == ""


def test_slow_work_shows_a_bar_even_when_it_tells_nothing_more():
    to = Screen()
    meter = Meter(0, to, patience=0.1)
    meter("converting [red]m", 0, None)
    time.sleep(0.5)
    meter.close()
    assert "converting [red]m" in to.getvalue()


def test_no_bar_is_drawn_while_results_are_printed():
    to = Screen()
    meter = Meter(0, to, patience=0.0)
    meter("generating", 1, 4)
    assert "generating" in to.getvalue()
    with meter.paused():
        before = to.getvalue()
        meter("generating", 2, 4)
        time.sleep(0.3)
        assert to.getvalue() == before
    time.sleep(0.3)
    assert to.getvalue() != before
    meter.close()


def test_a_message_is_one_line():
    to = io.StringIO()
    Meter(0, to).say("a\nb\x1b[31m")
    assert to.getvalue() == "summarizer: a b [31m\n"
