"""Evaluation: figures that mean what their names say, beside baselines at the same length."""

import gzip
import json
import sys
from pathlib import Path

import click
import numpy as np
import pytest
from click.testing import CliRunner

from summarizer.cli.evaluate import evaluate
from summarizer.cli.measured_command import variants
from summarizer.cli.options import common_options
from summarizer.config import Settings
from summarizer.errors import UsageError
from summarizer.evaluation import confidence, data, facts, summary, translation
from summarizer.evaluation.data import Article
from summarizer.text.glossary import Glossary
from tests.scripted import ScriptedEngine

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


FILES = (Path(__file__).parent / "data" / "alt.dev.vi", Path(__file__).parent / "data" / "alt.dev.en")
OWN = Path(__file__).parent / "data" / "floors" / "articles.jsonl"
LINES = ["--source", str(FILES[0]), "--reference", str(FILES[1])]


@pytest.fixture
def engine(monkeypatch):
    scripted = ScriptedEngine(at_once=96)
    monkeypatch.setattr("summarizer.models.loader.load_engine", scripted.load)
    return scripted


def asked(*arguments):
    """The command's outcome; what it refuses is raised."""
    return CliRunner().invoke(evaluate, list(arguments), catch_exceptions=False, standalone_mode=False)


@pytest.mark.parametrize("path", ["/dev/zero", "/"])
def test_what_is_no_file_is_refused_before_it_is_read(path):
    with pytest.raises(UsageError, match="not a regular file"):
        data.lines(Path(path))


def test_lines_are_translated_in_full_batches(engine):
    pairs = data.read_pairs(*FILES)
    translation.translate([line for line, _ in pairs], Settings())
    assert engine.most_waiting >= 96


def test_the_command_prints_every_metric_in_lower_case(engine):
    printed = json.loads(asked("translation", *LINES, "--limit", "5", "--json").stdout)
    names = {"bleu", "chrf2", "chrfpp", "ter", "term_accuracy", "term_accuracy_all", "number_accuracy"}
    names |= {"findings_rate", "error_rate", "warning_rate", "tokens_per_second"}
    assert set(printed) >= names | {"data", "seed", "signature", "signatures"}
    assert printed["lines"] == 5
    assert printed["data"] == data.digest(*FILES)
    assert "gemma-3-270m-vi" in printed["signature"]


def test_the_readable_table_has_data_model_seed_and_signatures(engine):
    shown = asked("translation", *LINES, "--limit", "5").stdout
    for words in (data.digest(*FILES), "seed", "gemma-3-270m-vi", "nrefs:1", "chrf2", "number_accuracy"):
        assert words in shown


def test_translations_are_kept_line_by_line(engine, tmp_path):
    asked("translation", *LINES, "--limit", "5", "--save", str(tmp_path / "made.en"))
    kept = (tmp_path / "made.en").read_text(encoding="utf-8").splitlines()
    assert len(kept) == 5
    assert all(kept)


def test_a_place_that_cannot_be_written_is_told_before_the_work(engine, tmp_path):
    with pytest.raises(UsageError, match="--save"):
        asked("translation", *LINES, "--limit", "5", "--save", str(tmp_path / "none" / "made.en"))
    assert not engine.requests


def test_translations_never_take_the_place_of_what_is_measured_on(engine, tmp_path):
    source, reference = (tmp_path / path.name for path in FILES)
    for path, copy in zip(FILES, (source, reference), strict=True):
        copy.write_bytes(path.read_bytes())
    before = reference.read_bytes()
    with pytest.raises(UsageError, match="would replace its own source; choose another --save"):
        asked(
            "translation",
            f"--source={source}",
            f"--reference={reference}",
            "--limit=5",
            f"--save={reference}",
        )
    assert reference.read_bytes() == before
    assert not engine.requests


def test_two_files_are_compared_on_the_same_lines(engine, tmp_path):
    for name, repairs in (("a", 0), ("b", 2)):
        (tmp_path / f"{name}.toml").write_text(f"[tasks]\nrepairs = {repairs}\n", encoding="utf-8")
    files = [str(tmp_path / "a.toml"), str(tmp_path / "b.toml")]
    made = asked(
        "translation", *LINES, "--limit", "5", "--json", "--compare", *files, "--save", str(tmp_path / "x.en")
    )
    printed = json.loads(made.stdout)
    assert printed["files"] == dict(zip("AB", files, strict=True))
    assert set(printed["systems"]) == {"A", "B"}
    assert printed["systems"]["A"]["signature"] != printed["systems"]["B"]["signature"]
    assert set(printed["bootstrap"]) == {"bleu", "chrf2", "chrfpp", "ter"}
    assert (tmp_path / "x.A.en").is_file()
    assert (tmp_path / "x.B.en").is_file()


@pytest.fixture
def compared(tmp_path, monkeypatch):
    """Gives the settings of a compared file, `a.toml` with the glossary `own`, for options."""
    for name in ("own", "more", "below", "around"):
        row = f"term\tenglish\tvariants\ttype\tnote\n{name}\tthe {name}\t\tterm\t\n"
        (tmp_path / f"{name}.tsv").write_text(row, encoding="utf-8")
    own = '[tasks]\nrepairs = 0\n[glossary]\nfiles = ["own.tsv"]\n'
    (tmp_path / "a.toml").write_text(own, encoding="utf-8")
    (tmp_path / "bare.toml").write_text("[tasks]\nrepairs = 0\n", encoding="utf-8")
    below = '[tasks]\nbeams = 2\n[glossary]\nfiles = ["below.tsv"]\n'
    (tmp_path / "below.toml").write_text(below, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def settings(*options, file="a.toml"):
        seen = []

        @click.command()
        @common_options
        def probe(context):
            seen.append(variants(context, (Path("bare.toml"), Path(file)))["B"])

        CliRunner().invoke(probe, options, catch_exceptions=False)
        return seen[0]

    return settings


def test_flags_win_over_both_files(compared):
    settings = compared("--set", "tasks.repairs=1", "--threads", "1", "-c", "below.toml")
    assert (settings.tasks.repairs, settings.execution.threads, settings.tasks.beams) == (1, 1, 2)


@pytest.mark.parametrize(
    ("options", "environment", "expected"),
    [
        ((), "", ["own"]),
        (("--glossary", "more.tsv"), "", ["own", "more"]),
        ((), "around.tsv", ["around"]),
        (("--glossary", "more.tsv"), "around.tsv", ["around", "more"]),
        (("--set", "glossary.files=around.tsv"), "", ["around"]),
        (("-c", "below.toml"), "", ["own"]),
        (("-c", "below.toml", "--glossary", "more.tsv"), "", ["own", "more"]),
    ],
)
def test_a_compared_file_has_the_glossaries_that_it_has_with_config(
    compared, monkeypatch, options, environment, expected
):
    monkeypatch.setenv("SUMMARIZER_GLOSSARY_FILES", environment)
    assert [path.stem for path in compared(*options).glossary.files] == expected


def test_a_compared_file_without_glossaries_has_those_below_it(compared):
    files = compared("-c", "below.toml", "--glossary", "more.tsv", file="bare.toml").glossary.files
    assert [path.stem for path in files] == ["below", "more"]


def test_an_unknown_setting_in_a_compared_file_is_told(engine, tmp_path):
    (tmp_path / "a.toml").write_text("[tasks]\nrepair = 1\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"tasks\.repair"):
        asked("translation", *LINES, "--compare", str(tmp_path / "a.toml"), str(tmp_path / "a.toml"))


def test_what_is_wrong_with_a_compared_file_is_told_with_its_name_before_any_work(engine, tmp_path):
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.touch()
    bad.write_text('[models]\nadapter = "org/mine"\n', encoding="utf-8")
    with pytest.raises(UsageError, match=rf"^{bad}: models\.adapter: gemma-3-270m-vi takes none"):
        asked("translation", *LINES, "--compare", str(good), str(bad))
    assert not engine.requests


@pytest.mark.parametrize("task", ["extractive", "abstractive"])
def test_summaries_have_all_systems(engine, task):
    printed = json.loads(asked("summary", "--data", str(OWN), "--task", task, "--json").stdout)
    assert list(printed["systems"]) == ["ours", "lead3", "random", "lexrank", "lsa", "textrank", "oracle"]
    ours = printed["systems"]["ours"]
    assert set(ours) >= {"rouge1", "rouge2", "rougel", "number_precision", "name_precision", "support_rate"}
    assert ("ended" in ours) == (task == "abstractive")
    assert ("label_f1" in ours) == (task == "extractive")
    assert printed["bootstrap"]["against"] == "lead3"
    assert list(printed["gains"]) == ["lead3", "random", "lexrank", "lsa", "textrank"]


def test_two_settings_of_summaries_are_compared(engine, tmp_path):
    for number in (1, 3):
        (tmp_path / f"{number}.toml").write_text(f"[tasks]\nsentences = {number}\n", encoding="utf-8")
    articles = tmp_path / "articles.jsonl"
    articles.write_text(
        json.dumps({"title": ARTICLE.title, "body": list(SENTENCES), "summary": ARTICLE.reference}),
        encoding="utf-8",
    )
    files = [str(tmp_path / "1.toml"), str(tmp_path / "3.toml")]
    printed = json.loads(asked("summary", "--data", str(articles), "--compare", *files, "--json").stdout)
    assert list(printed["systems"])[:2] == ["A", "B"]
    assert printed["systems"]["A"]["words"] < printed["systems"]["B"]["words"]
    assert printed["bootstrap"]["of"] == "B"


def test_confidence_is_told_with_quality(engine):
    printed = json.loads(asked("confidence", *LINES, "--limit", "20", "--json").stdout)
    assert printed["texts"] == 20
    assert printed["percentiles"]["p3"]["floor"] == pytest.approx(-0.3)
    assert printed["correlation"] is None  # the scripted engine is as sure of everything
    assert len(engine.requests) == 20


def test_the_confidence_of_summaries_is_that_of_one_answer_each(engine, tmp_path):
    articles = tmp_path / "articles.jsonl"
    row = {"title": ARTICLE.title, "body": list(SENTENCES), "summary": ARTICLE.reference}
    articles.write_text("\n".join([json.dumps(row)] * 3), encoding="utf-8")
    printed = json.loads(asked("confidence", "--data", str(articles), "--json").stdout)
    assert printed["texts"] == 3
    assert len([one for one in engine.requests if one.answer is None]) == 3


def test_doubt_that_follows_quality_shows():
    found = confidence.distribution([(-n / 10, 100.0 - n) for n in range(100)])
    assert found["correlation"] == pytest.approx(1)
    low = found["percentiles"]["p5"]
    assert low["below"] == 5
    assert low["quality_below"] < low["quality_above"]


@pytest.mark.parametrize(
    ("package", "command"), [("sacrebleu.metrics", "translation"), ("rouge_score", "summary")]
)
def test_a_missing_extra_says_what_to_install(engine, monkeypatch, package, command):
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.setitem(sys.modules, f"{package}.rouge_scorer", None)
    given = LINES if command == "translation" else ["--data", str(OWN)]
    with pytest.raises(UsageError, match=r"pip install 'vi-news-summarizer\[evaluate\]'"):
        asked(command, *given)
    assert not engine.requests


def test_equal_doubts_and_qualities_share_a_rank():
    """Spearman's of these is 0 by hand; the order in which equal ones come is no evidence."""
    assert confidence._ranks(np.array([5.0, 1.0, 5.0, 5.0, 2.0])).tolist() == [4, 1, 4, 4, 2]
    points = [(-1.0, 10.0), (-1.0, 20.0), (-2.0, 10.0), (-2.0, 20.0)]
    assert confidence.distribution(points)["correlation"] == pytest.approx(0)


def test_a_line_with_nothing_to_translate_counts_for_no_confidence(engine, tmp_path):
    (tmp_path / "a.vi").write_text("***\nMột câu ngắn.\nHai câu ngắn.\n", encoding="utf-8")
    (tmp_path / "a.en").write_text("***\nOne short sentence.\nTwo short ones.\n", encoding="utf-8")
    files = ["--source", str(tmp_path / "a.vi"), "--reference", str(tmp_path / "a.en")]
    printed = json.loads(asked("confidence", *files, "--json").stdout)
    assert printed["texts"] == 2
    (tmp_path / "a.vi").write_text("***\n***\n***\n", encoding="utf-8")
    with pytest.raises(UsageError, match="nothing to ask"):
        asked("confidence", *files)


def test_a_body_may_have_as_many_characters_as_the_settings_say(engine, tmp_path):
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps({"body": "Một câu dài. " * 20, "summary": "Câu."}), encoding="utf-8")
    for command in ("summary", "confidence"):
        given = ("--data", str(path), "--set", "input.max_characters=100")
        with pytest.raises(UsageError) as caught:
            asked(command, *given)
        assert str(caught.value) == (
            f"{path}, line 1: body: more than 100 characters; split it or raise input.max_characters"
        )
    path.write_text(json.dumps({"body": "Một câu dài. " * 20_000, "summary": "Câu."}), encoding="utf-8")
    assert len(data.read_articles(path, 300_000)) == 1


def test_what_cannot_be_read_is_told_without_its_path_twice(tmp_path, monkeypatch):
    (tmp_path / "a.vi").write_text("Một.", encoding="utf-8")

    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(UsageError) as caught:
        data.lines(tmp_path / "a.vi")
    told = "cannot be read (Permission denied); give a UTF-8 file"
    assert str(caught.value) == f"{tmp_path / 'a.vi'}: {told}"


def test_packed_articles_are_read(tmp_path):
    row = json.dumps({"body": ["Một câu."], "summary": "Câu."})
    (tmp_path / "set.jsonl.gz").write_bytes(gzip.compress(f"{row}\n{row}\n".encode()))
    assert len(data.read_articles(tmp_path / "set.jsonl.gz")) == 2


def test_an_empty_file_is_refused(tmp_path):
    (tmp_path / "none.jsonl").write_text("\n", encoding="utf-8")
    with pytest.raises(UsageError, match="no articles"):
        asked("summary", "--data", str(tmp_path / "none.jsonl"))


def test_line_separators_within_a_text_do_not_end_a_line(tmp_path):
    path = tmp_path / "set.jsonl"
    row = json.dumps({"body": "Một câu.\u2028Câu hai.", "summary": "Câu."}, ensure_ascii=False)
    path.write_bytes(f"\ufeff{row}\r\n{row}\r\n".encode())
    assert len(data.read_articles(path)) == 2


def test_numbers_count_by_value_and_not_as_written():
    kept, own = facts.number_ratios(
        "Có 1.250 người và 2,5 tỷ đồng.", "There were 1,250 people and 2.5 billion."
    )
    assert (kept.percent, own.percent) == (100, 100)
    kept, own = facts.number_ratios("Có 1.250 người và 2,5 tỷ đồng.", "There were 1,260 people.")
    assert (kept.hits, kept.of, own.hits, own.of) == (0, 2, 0, 1)


def test_terms_count_once_and_strict_ones_apart():
    glossary = Glossary.load(Settings().glossary)
    source = "Thiếu tướng Nguyễn Thanh Trang nói với Bộ Công an."
    strict, every = facts.term_ratios(source, "Major General Nguyen Thanh Trang told it.", glossary)
    assert (strict.hits, strict.of) == (1, 2)
    assert every.of >= strict.of


def test_summary_facts_follow_the_checks():
    document = ARTICLE.document
    assert facts.summary_number_ratio(document, ["Thư viện có 40.000 cuốn sách."]).percent == 100
    assert facts.summary_number_ratio(document, ["Thư viện có 50.000 cuốn sách."]).percent == 0
    assert facts.summary_name_ratio(document, ["Theo ông Nam, tỉnh xây thêm."]).percent == 100
    assert facts.summary_name_ratio(document, ["Theo ông Trần Văn Bách, tỉnh xây thêm."]).percent == 0


def test_an_article_with_summaries_of_several_lengths_is_read_by_its_vietnamese(tmp_path):
    path = tmp_path / "written.jsonl"
    row = {
        "id": "v1",
        "title": {"vi": "Đầu đề", "en": "A title"},
        "sentences": [{"vi": "Một câu.", "en": "A sentence."}, {"vi": "Câu hai.", "en": "Another."}],
        "summaries": {"short": "Ngắn.", "medium": "Vừa.", "long": "Dài."},
    }
    path.write_text(json.dumps(row), encoding="utf-8")
    [article] = data.read_articles(path, length="long")
    assert (article.title, article.sentences, article.reference) == (
        "Đầu đề",
        ("Một câu.", "Câu hai."),
        "Dài.",
    )
    del row["summaries"]["long"]
    path.write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(UsageError, match=r"line 1: .*'long'"):
        data.read_articles(path, length="long")
