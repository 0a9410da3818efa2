"""Right and wrong English of the kinds that people complained of, a table for each kind.

In a file, a line after `=` is Vietnamese; those below are English of it, `+` right and `-` wrong.
"""

from pathlib import Path

import pytest

from summarizer.checks.analysed import Output, Source
from summarizer.checks.suite import check_translation
from summarizer.config import GlossarySettings
from summarizer.text.glossary import Glossary

FILES = sorted((Path(__file__).parent / "data" / "check_pairs").glob("*.txt"))
FALSE, UNMARKED = 0.04, 0.12  # shares of right ones with an error, of wrong ones without any finding


def pairs(path):
    """Vietnamese, English and whether it is right."""
    source = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        mark, _, text = line.partition(" ")
        if mark == "=":
            source = text
        elif mark in {"+", "-"}:
            yield source, text, mark == "+"


@pytest.fixture(scope="module")
def findings():
    glossary = Glossary.load(GlossarySettings())

    def of(source, output):
        return check_translation(Source(source, terms=tuple(glossary.find(source))), Output(output))

    return of


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_right_english_raises_hardly_an_error(findings, path):
    right = [(source, output) for source, output, is_right in pairs(path) if is_right]
    false = [pair for pair in right if any(one.severity == "error" for one in findings(*pair))]
    assert len(right) >= 20
    assert len(false) < FALSE * len(right), false


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_wrong_english_is_marked(findings, path):
    wrong = [(source, output) for source, output, is_right in pairs(path) if not is_right]
    unmarked = [pair for pair in wrong if not findings(*pair)]
    assert len(wrong) >= 20
    assert len(unmarked) < UNMARKED * len(wrong), unmarked
