"""The checks' recall and false alarms on real pairs: floors a little under what was measured."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from summarizer.cli.evaluate import evaluate
from summarizer.errors import UsageError
from summarizer.evaluation.checks import evaluate_checks

DATA = Path(__file__).parent / "data"
SOURCE, REFERENCE = DATA / "alt.dev.vi", DATA / "alt.dev.en"


@pytest.fixture(scope="module")
def result():
    return evaluate_checks(SOURCE, REFERENCE)


FLOORS = {
    "number changed": 0.95,
    "separator slip": 0.95,
    "small count changed": 0.7,
    "currency changed": 0.95,
    "sentence dropped": 0.90,
    "clause dropped": 0.52,
    "loop": 0.97,
    "name changed": 0.85,
    "left in Vietnamese": 0.97,
    "preamble": 0.97,
    "cut": 0.97,
}


@pytest.mark.parametrize("name", FLOORS)
def test_recall_at_error_level(result, name):
    recall = result.faults[name]
    assert recall.made > 0
    assert recall.caught >= FLOORS[name], result.table()


def test_a_fault_is_mostly_told_by_its_own_name(result):
    for name, recall in result.faults.items():
        assert recall.named >= (0.4 if "dropped" in name else min(0.85, FLOORS[name])), name
        assert recall.named <= recall.caught


def test_false_alarms_at_error_level(result):
    assert result.sentences == 100
    assert result.alarms.get("any", 0.0) <= 0.03, result.table()


def test_the_longer_the_clause_the_surer_it_is_missed(result):
    shares = [recall.caught for recall in result.clauses.values() if recall.made >= 5]
    assert shares[-1] >= 0.95
    assert shares[-1] > shares[0]


def test_the_same_seed_gives_the_same_figures(result):
    assert evaluate_checks(SOURCE, REFERENCE, limit=12, seed=3) == evaluate_checks(
        SOURCE, REFERENCE, limit=12, seed=3
    )
    assert evaluate_checks(SOURCE, REFERENCE, limit=12, seed=3) != result


def test_the_table_shows_every_fault_and_share(result):
    table = result.table()
    for name in (*result.faults, *result.clauses, *result.alarms, *result.graded):
        assert name in table


def test_too_few_lines_are_refused(tmp_path):
    for end in ("vi", "en"):
        (tmp_path / f"a.{end}").write_text("Một.\nHai.\n", encoding="utf-8")
    with pytest.raises(UsageError, match="at least four"):
        evaluate_checks(tmp_path / "a.vi", tmp_path / "a.en")


def test_the_command_prints_a_table_or_one_json_object():
    files = ["--source", str(SOURCE), "--reference", str(REFERENCE), "--limit", "12"]
    shown = CliRunner().invoke(evaluate, ["checks", *files])
    assert shown.exit_code == 0
    assert "false alarms" in shown.stdout
    printed = json.loads(CliRunner().invoke(evaluate, ["checks", *files, "--json"]).stdout)
    assert printed["sentences"] == 6
    assert set(printed["faults"]) == set(FLOORS)
