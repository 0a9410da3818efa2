"""Examples of writing and judging a summary's sentence, made of articles written for training."""

import json
import random
from pathlib import Path

import pytest

from summarizer.errors import UsageError
from summarizer.evaluation.data import is_development
from summarizer.tuning import (
    alignment,
    data,
    false_claims,
    judge_examples,
    prepare,
    rewriting_examples,
    settings,
)

BODY = (
    "Sáng 21/4, Công an tỉnh Nghệ An bắt 12 người đánh bạc tại huyện Đô Lương.",
    "Nhóm này thuê nhà của ông Trần Văn Bình để chơi xóc đĩa.",
    "Trời hôm ấy mưa to.",
    "Cơ quan điều tra thu giữ 350 triệu đồng và dự kiến khởi tố vụ án trong tuần này.",
)
SUMMARY = "Công an tỉnh Nghệ An bắt 12 người đánh bạc. Cơ quan điều tra dự kiến khởi tố vụ án trong tuần này."


def row(identifier: str) -> dict[str, object]:
    return {
        "id": identifier,
        "title": {"vi": "Bắt nhóm đánh bạc ở Nghệ An", "en": "Gambling ring arrested in Nghe An"},
        "sentences": [{"vi": text, "en": f"English of it, {number}."} for number, text in enumerate(BODY)],
        "summaries": {"medium": SUMMARY},
    }


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    rows = (json.dumps(row(f"v{number}"), ensure_ascii=False) for number in range(200))
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_a_summary_sentence_rests_on_the_sentences_that_have_its_words():
    first, second = data.sentences_of(SUMMARY)
    assert alignment.group(first, BODY, "") == (0,)
    assert alignment.group(second, BODY, "") == (3,)
    assert alignment.group("Giá vàng thế giới lập đỉnh mới.", BODY, "") is None


def test_articles_kept_for_measuring_are_the_same_in_every_file(articles):
    training, development = data.read_written(articles)
    assert len(training) + len(development) == 200
    assert 1 <= len(development) <= 15
    assert all(is_development(article.id) for article in development)
    assert not any(is_development(article.id) for article in training)


def test_each_summary_sentence_is_written_from_its_own_evidence(articles):
    training, _ = data.read_written(articles)
    made = list(rewriting_examples.rewrites(data.pieces_of(training[:1]), random.Random(0)))
    assert [example.answer for example in made] == data.sentences_of(SUMMARY)
    assert made[0].prompt == f"Bắt nhóm đánh bạc ở Nghệ An\n{BODY[0]}\n=> Viết lại\n"


def test_the_judge_sees_true_and_false_sentences(articles):
    training, _ = data.read_written(articles)
    made = list(judge_examples.judged(training, random.Random(0)))
    answers = [example.answer for example in made]
    assert 0.3 < answers.count(judge_examples.FALSE) / len(answers) < 0.7
    assert set(answers) == {judge_examples.TRUE, judge_examples.FALSE}
    for example in made:
        said = example.prompt.split(judge_examples.CLAIM_CUE)[1].removesuffix(judge_examples.JUDGE_CUE)
        if example.answer == judge_examples.TRUE:
            assert said in SUMMARY or said in BODY


def test_a_falsified_sentence_is_another():
    sentence = "Công an dự kiến khởi tố 12 người, trong đó có ông Trần Văn Bình."
    made = {
        false_claims.falsified(sentence, ["Bắt nhóm đánh bạc", *BODY], [], random.Random(n))
        for n in range(40)
    }
    assert sentence not in made
    assert len(made - {None}) >= 3


def test_claims_keep_their_verdicts(tmp_path, articles):
    training, development = data.read_written(articles)
    rows = [
        {"id": training[0].id, "claim": "Công an tỉnh Nghệ An bắt 12 người.", "verdict": "true"},
        {"id": training[0].id, "claim": "Công an tỉnh Nghệ An bắt 13 người.", "verdict": "false"},
        {"id": training[0].id, "claim": "Công an bắt người.", "verdict": "unclear"},
        {"id": development[0].id, "claim": "Công an tỉnh Nghệ An bắt 12 người.", "verdict": "true"},
    ]
    path = tmp_path / "claims.jsonl"
    path.write_text("\n".join(json.dumps(one) for one in rows) + "\n", encoding="utf-8")
    claims = data.read_claims(path, articles)
    assert [claim.true for claim in claims] == [True, False]
    made = list(judge_examples.judged_claims(claims, random.Random(0)))
    assert sorted(example.answer for example in made) == ["Sai", "Đúng"]


@pytest.mark.parametrize("line", ["{}", "[]", '{"id": "v1", "title": {"vi": "a"}}', "nothing"])
def test_a_line_that_lacks_a_field_is_named(tmp_path, line):
    path = tmp_path / "articles.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"articles\.jsonl, line 1: .*give `id`"):
        data.read_written(path)


def test_a_table_of_pairs_is_read_by_label(tmp_path):
    path = tmp_path / "pairs.tsv"
    path.write_text("news\tMột.\tOne.\ntalks\tHai.\tTwo.\n", encoding="utf-8")
    assert [pair.english for pair in data.read_table(path)] == ["One.", "Two."]
    assert [pair.english for pair in data.read_table(path, ["talks"])] == ["Two."]
    path.write_text("news\tMột.\n", encoding="utf-8")
    with pytest.raises(UsageError, match="line 1: 2 columns; give label, Vietnamese, English"):
        data.read_table(path)


def test_what_is_dropped_is_counted(tmp_path):
    path = tmp_path / "pairs.tsv"
    sound = "news\tCảnh sát điều tra vụ việc này hôm nay.\tPolice are investigating the case today.\n"
    bad = "news\tCảnh sát điều tra vụ việc này hôm nay.\t\n"
    path.write_text(sound * 30 + bad * 10, encoding="utf-8")
    recipe = tmp_path / "r.toml"
    recipe.write_text(
        'model = "gemma-3-270m-vi"\n[[data]]\nkind = "pairs"\npath = "pairs.tsv"\nweight = 1\norigin = "a"\n'
        'rights = "b"\n[training]\nheld_out = 1\n',
        encoding="utf-8",
    )
    chosen = settings.read(recipe)
    (items,) = prepare.read(chosen)
    line = items.line(chosen.data[0].name)
    assert line.startswith("pairs.tsv: ")
    assert "for an empty side" in line


def test_no_sentence_is_called_false_before_evidence_that_supports_it(articles):
    training, _ = data.read_written(articles)
    for example in judge_examples.judged(training, random.Random(1)):
        evidence, said = example.prompt.removesuffix(judge_examples.JUDGE_CUE).split(judge_examples.CLAIM_CUE)
        title, body = evidence.split("\n")
        if example.answer == judge_examples.FALSE and said in SUMMARY:
            assert alignment.group(said, [body], title) is None
