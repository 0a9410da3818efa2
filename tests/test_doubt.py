"""The chance that a translation is wrong: what it is computed from, how it is fitted, where it shows."""

import json
import random
from collections import Counter

import numpy as np
import pytest

from summarizer.cli.app import main
from summarizer.errors import UsageError
from summarizer.evaluation import doubt as fitting
from summarizer.report import Finding
from summarizer.tasks.candidates import Candidate
from summarizer.tasks.doubt import SIGNS, DoubtModel, load, signs
from summarizer.text.glossary import Glossary
from summarizer.text.glossary_files import Term

MADE = fitting.Made("weights+adapter", 4, True)


def rows(number: int, seed: int = 0) -> tuple[list[dict[str, float]], list[bool]]:
    """Signs whose `unsure` and `spread` tell of wrong translations, and noise."""
    rng = random.Random(seed)
    wrong = [rng.random() < 0.4 for _ in range(number)]
    made = [
        {sign: rng.gauss(0.8 if bad and sign in ("unsure", "spread") else 0.0, 0.5) for sign in SIGNS}
        for bad in wrong
    ]
    return made, wrong


def test_signs_grow_with_doubt():
    sure = Candidate("The police arrested five people.", (), -0.1)
    found = Finding(kind="number", severity="error", message="x")
    unsure = Candidate("The police arrested six people.", (found,), -0.9, read_back=-2.0)
    other = Candidate("A court fined ten shops.", (), -1.0, read_back=-2.5)
    low = signs("Công an bắt năm người.", sure, [sure], 0)
    high = signs("Công an bắt năm người.", unsure, [unsure, other], 2)
    assert set(low) == set(high) == set(SIGNS)
    for sign in ("unsure", "unread", "undecided", "spread", "errors", "repaired"):
        assert high[sign] > low[sign], sign
    assert low["spread"] == low["undecided"] == 0


def test_a_suggested_word_counts_as_rare_and_as_unfollowed_where_no_english_of_it_stands():
    source = "Họ bị ong vò vẽ đốt và dập lửa."
    words = Glossary(
        [Term("ong vò vẽ", "hornet", ("wasp",), "word"), Term("dập lửa", "put out the fire", (), "word")]
    ).suggested(source)

    def found(text: str) -> tuple[float, float]:
        made = signs(source, Candidate(text, (), -0.1), [], 0, words)
        return made["rare"], made["unfollowed"]

    assert found("Wasps stung them and they put out the fire.") == (2, 0)
    assert found("Hornets stung them and they lit a fire.") == (2, 1)
    assert found("A woodpecker burned them.") == (2, 2)


def test_a_fitted_estimate_knows_wrong_from_right_on_rows_it_has_not_seen():
    model = fitting.fit(*rows(400), MADE, "made up")
    others, wrong = rows(400, seed=1)
    found = fitting.quality(fitting.chances(model, others), wrong, model.marked)
    assert found["area_under_curve"] > 0.85
    assert found["wrong_marked"] > 0.5
    assert found["good_marked"] < 0.2
    assert found["expected_wrong"] == pytest.approx(found["wrong"], abs=0.06)


def test_what_says_nothing_weighs_next_to_nothing():
    model = fitting.fit(*rows(2000), MADE, "made up")
    assert max(abs(model.weights[sign]) for sign in SIGNS if sign not in ("unsure", "spread")) < 0.4
    assert min(model.weights["unsure"], model.weights["spread"]) > 1


def test_the_file_that_is_written_is_read_back(tmp_path):
    model = fitting.fit(*rows(200), MADE, 'told "so"')
    (tmp_path / "doubt.toml").write_text(fitting.as_toml(model), encoding="utf-8")
    assert load(tmp_path / "doubt.toml") == model


def test_too_few_of_either_kind_are_refused():
    made, _ = rows(30)
    with pytest.raises(UsageError, match="fewer than 20"):
        fitting.fit(made, [True] * 11 + [False] * 19, MADE, "x")


@pytest.mark.parametrize(
    "line",
    [
        "{}",
        "[]",
        "nothing",
        '{"signs": {"unsure": 1}, "verdict": "so so"}',
    ],
)
def test_a_line_without_signs_or_a_verdict_is_named(tmp_path, line):
    path = tmp_path / "rows.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"rows\.jsonl, line 1: .*good, minor, serious, nonsense"):
        fitting.read_verdicts(path)


@pytest.mark.parametrize("signs", ["{}", '{"unsure": NaN}', '{"unsure": 1e999}', '{"no such sign": 1}'])
def test_signs_that_no_estimate_can_be_fitted_to_are_named(tmp_path, signs):
    path = tmp_path / "rows.jsonl"
    made = '{"of": "x", "beams": 4, "read_back": true}'
    path.write_text(f'{{"signs": {signs}, "made": {made}, "verdict": "good"}}\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"rows\.jsonl, line 1: `signs` has to hold numbers of unsure, "):
        fitting.read_verdicts(path)


def test_a_source_without_lines_is_told_before_a_model_is_loaded(tmp_path, capsys):
    (tmp_path / "a.vi").touch()
    output = tmp_path / "rows.jsonl"
    assert main(["evaluate", "doubt", "--source", str(tmp_path / "a.vi"), "-o", str(output)]) == 2
    assert "no lines to translate" in capsys.readouterr().err
    assert not output.exists()


def test_verdicts_are_read(tmp_path):
    path = tmp_path / "rows.jsonl"
    made = {"of": "x", "beams": 4, "read_back": True}
    verdicts = ("good", "minor", "serious", "nonsense")
    given = [{"signs": {"unsure": 1.5}, "made": made, "verdict": one} for one in verdicts]
    path.write_text("\n".join(map(json.dumps, given)) + "\n", encoding="utf-8")
    assert [one.wrong for one in fitting.read_verdicts(path)] == [False, False, True, True]


def test_only_a_chance_that_is_high_enough_is_told():
    model = DoubtModel(
        fitted="x", of="y", beams=4, read_back=True, marked=0.5, intercept=0.0, weights={"unsure": 1.0}
    )
    assert model.chance({"unsure": 0.0}) == 0.5
    assert model.chance({"unsure": 1e9}) == pytest.approx(1.0)
    assert model.finding(0.49) is None
    finding = model.finding(0.62)
    assert finding is not None
    assert (finding.kind, finding.severity, finding.found) == ("confidence", "warning", "62%")


def test_the_area_under_the_curve_counts_ties_half():
    found = fitting.quality(np.array([0.5, 0.5]), [True, False], 0.6)
    assert found["area_under_curve"] == 0.5


def test_the_share_that_is_probably_wrong_stands_at_the_head_of_a_translation():
    from summarizer.render import markdown, page, plain
    from tests.sample_report import sample_report

    report = sample_report()
    assert report.translation is not None
    segments = tuple(one.model_copy(update={"doubt": 0.4}) for one in report.translation.segments)
    part = report.translation.model_copy(update={"segments": segments})
    parts = Counter(one.sentence for one in segments)
    expected = round(sum(1 - 0.6**number for number in parts.values()))
    told = f"By estimate about {expected} of {len(parts)} sentences say something wrong; a larger model"
    doubted = report.model_copy(update={"translation": part})
    for text in (plain.render(doubted), markdown.render(doubted), page.render_page(doubted)):
        assert told in text
    assert "By estimate" not in plain.render(report)


def test_verdicts_on_translations_made_in_two_ways_are_refused(tmp_path):
    row = {"signs": {"unsure": 1.5}, "verdict": "good"}
    made = [{"of": "x", "beams": beams, "read_back": True} for beams in (1, 4)]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(json.dumps({**row, "made": one}) for one in made) + "\n", encoding="utf-8")
    with pytest.raises(UsageError, match="several ways"):
        fitting.read_verdicts(path)


@pytest.mark.parametrize(("old", "new"), [("unsure =", "unsrue ="), ("intercept = ", "intercept = nan #")])
def test_an_unknown_sign_and_no_number_are_refused(tmp_path, old, new):
    path = tmp_path / "doubt.toml"
    path.write_text(fitting.as_toml(fitting.fit(*rows(200), MADE, "x")).replace(old, new), encoding="utf-8")
    with pytest.raises(UsageError, match=r"doubt\.toml"):
        load(path)


def test_rows_to_measure_on_are_refused_where_nothing_is_fitted(tmp_path, capsys):
    (tmp_path / "a.vi").write_text("Một câu.\n", encoding="utf-8")
    given = ["--source", str(tmp_path / "a.vi"), "--measure", str(tmp_path / "a.vi")]
    assert main(["evaluate", "doubt", *given, "-o", str(tmp_path / "x.toml")]) == 2
    assert "error: --measure: measures what is fitted to --verdicts; give these" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("tasks", "holds"),
    [({}, True), ({"beams": 1}, False), ({"read_back": False}, False)],
)
def test_the_shipped_estimate_holds_for_the_shipped_model_as_it_is_run(tasks, holds):
    from summarizer.choice import choose
    from summarizer.config import Settings

    assert (choose(Settings.model_validate({"tasks": tasks})).doubt is not None) == holds
