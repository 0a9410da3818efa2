"""Evaluation: figures that mean what their names say, beside baselines at the same length."""

import json

import pytest

from summarizer.config import Settings
from summarizer.errors import UsageError
from summarizer.evaluation import data, summary, translation
from summarizer.evaluation.data import Article
from summarizer.text.glossary import Glossary

SENTENCES = (
    "Ảnh minh họa của tác giả.",
    "Sáng 12/3, tỉnh khai trương thư viện mới với 40.000 cuốn sách cho học sinh.",
    "Thư viện mới mở cửa cả tuần và cho học sinh mượn sách miễn phí.",
    "Trời hôm đó có mưa nhỏ.",
    "Ông Nam cho biết tỉnh sẽ xây thêm hai thư viện trong năm sau.",
    "Nhiều người đứng chờ từ sớm.",
    "Sách do các nhà xuất bản và người dân tặng.",
    "Buổi lễ kết thúc lúc 10 giờ.",
)
ARTICLE = Article(
    "Tỉnh khai trương thư viện mới cho học sinh",
    SENTENCES,
    "Thư viện mới với 40.000 cuốn sách mở cửa cho học sinh mượn miễn phí.",
    frozenset({1, 2}),
)
METRICS = {"rouge1", "rouge2", "rougel", "label_f1", "words", "novel_bigrams", "support_rate"}


@pytest.fixture(scope="module")
def result():
    return summary.evaluate([ARTICLE], Settings(), "extractive")


def test_every_system_has_every_figure(result):
    assert list(result["systems"]) == ["ours", "lead3", "random", "lexrank", "lsa", "textrank", "oracle"]
    for scores in result["systems"].values():
        assert set(scores) >= METRICS
        shares = [value for name, value in scores.items() if name != "words" and value is not None]
        assert all(0 <= value <= 100 for value in shares)


def test_rivals_get_the_words_of_ours(result):
    systems = result["systems"]
    assert {systems[name]["words"] for name in systems if name != "oracle"} == {systems["ours"]["words"]}


def test_vietnamese_letters_count_for_rouge(result):
    assert result["systems"]["oracle"]["rouge1"] > 60
    assert "vi-syllables" in result["signatures"]["rouge"]


def test_floor_of_the_extractive_summary(result):
    """Ours beats the lead on an article that opens with a caption; a fall here is a loss of quality."""
    ours, lead = result["systems"]["ours"], result["systems"]["lead3"]
    assert ours["label_f1"] == 100
    assert ours["rouge2"] > lead["rouge2"] + 5


def test_as_many_are_chosen_as_were_labelled(result):
    ours = result["systems"]["ours"]
    assert ours["label_precision"] == ours["label_recall"] == ours["label_f1"]


def test_a_sample_is_fixed_by_its_seed_and_keeps_order():
    drawn = data.sample(range(100), 10, seed=4)
    assert drawn == data.sample(range(100), 10, seed=4) == sorted(drawn)
    assert drawn != data.sample(range(100), 10, seed=5)


@pytest.mark.parametrize("line", ["{", '{"summary": "thiếu thân bài"}', '{"body": []}', "3"])
def test_a_broken_line_is_named(tmp_path, line):
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps({"body": ["Một câu."], "summary": "Câu."}) + "\n" + line, encoding="utf-8")
    with pytest.raises(UsageError, match="line 2"):
        data.read_articles(path)


def test_unequal_files_are_refused(tmp_path):
    (tmp_path / "a.vi").write_text("Một.\nHai.\n", encoding="utf-8")
    (tmp_path / "a.en").write_text("One.\n", encoding="utf-8")
    with pytest.raises(UsageError, match="2 lines"):
        data.read_pairs(tmp_path / "a.vi", tmp_path / "a.en")


PAIRS = [(f"Câu số {n} của bài.", f"Sentence number {n} of the long article.") for n in range(1, 30)]


def made(lines):
    return translation.Hypotheses(tuple(lines), ((),) * len(lines), 1.0, "none")


def test_the_reference_itself_scores_100_and_garbage_little():
    perfect = translation.score(PAIRS, made([en for _, en in PAIRS]), Glossary.empty())
    poor = translation.score(PAIRS, made(["Cats purr."] * len(PAIRS)), Glossary.empty())
    assert [perfect["chrf2"], perfect["bleu"]] == pytest.approx([100, 100])
    assert perfect["ter"] == 0
    assert poor["chrf2"] < 20
    assert "version:" in perfect["signatures"]["chrf2"]


def test_a_comparison_sees_a_real_difference():
    compared = translation.compare(
        PAIRS, made(["Cats purr at night."] * len(PAIRS)), made([en for _, en in PAIRS])
    )
    assert set(compared) == {"bleu", "chrf2", "chrfpp", "ter"}
    assert compared["chrf2"]["p"] < 0.05
    assert compared["chrf2"]["gain"] > 50
