"""Promises of what is tuned on: sound examples, exact prompts, one end, whole batches, known settings."""

import gzip
import json
import random
from pathlib import Path
from types import SimpleNamespace

import pytest

from summarizer import prompts
from summarizer.cli.app import main
from summarizer.errors import UsageError
from summarizer.text.glossary import Glossary
from summarizer.text.glossary_files import Term
from summarizer.tuning import (
    batches,
    data,
    examples,
    judge_examples,
    lead_examples,
    rewriting_examples,
    settings,
    translation_examples,
    variants,
)

PAIR = data.Pair(
    "Công an nhân dân bắt 5 người ở Hà Nội hôm 3/4.",
    "The People's Public Security arrested 5 people in Hanoi on April 3.",
    ((0, 4, "People's Public Security"), (4, 1, "arrested")),
)
ARTICLE = data.Piece(
    "Cháy chợ ở Nam Định",
    (
        "Một vụ cháy lớn xảy ra tại chợ Rồng, Nam Định sáng 12/5.",
        "Lửa thiêu rụi 40 gian hàng của tiểu thương.",
        "Không có ai bị thương trong vụ cháy này.",
    ),
    "Vụ cháy tại chợ Rồng sáng 12/5 thiêu rụi 40 gian hàng, không có ai bị thương.",
)


class Letters:
    """A tokenizer for which each character is a word."""

    bos_token_id = 2

    def encode(self, text, *, add_special_tokens):
        assert not add_special_tokens
        return [ord(letter) + 10 for letter in text]


def encoded(length: int, task: str = "translation") -> batches.Encoded:
    return batches.Encoded(task, (2, *range(10, 10 + length - 4)), (7, 7, 1))


@pytest.mark.parametrize(
    ("task", "ours"),
    [
        ("translation", translation_examples.plain(data.Pair("Câu.", "A sentence.")).prompt),
        ("back", translation_examples.back(data.Pair("Câu.", "Câu.")).prompt),
        ("rewrite", rewriting_examples.rewrite_example("Đầu đề", ["Câu hai.", "Câu ba."], "Mới.").prompt),
        ("judge", judge_examples.judge_example("Đầu đề", ["Câu hai.", "Câu ba."], "Mới.", true=True).prompt),
    ],
)
def test_prompts_are_those_of_run_time(task, ours):
    given = {"source": "Câu.", "terms": [], "title": "Đầu đề", "body": "Câu hai. Câu ba.", "sentence": "Mới."}
    wanted = {name: given[name] for name in prompts.VARIABLES[task]}
    assert prompts.load(task, "tuned").render(**wanted) == ours


def test_the_end_is_in_every_answer_and_only_at_its_end():
    encode = batches.encoder(Letters(), Letters.bos_token_id, 1)
    for example in (
        translation_examples.plain(PAIR),
        *lead_examples.summaries([ARTICLE], len, random.Random(0)),
    ):
        made = encode(example)
        assert made.prompt[0] == 2
        assert made.answer[-1] == 1
        assert 1 not in made.prompt + made.answer[:-1]


def test_the_loss_is_on_the_answer_alone():
    made = batches.tensors([batches.Encoded("summary", (2, 30, 31), (40, 1)), encoded(9)])
    assert made["labels"][0].tolist() == [-100, -100, -100, 40, 1, -100, -100, -100, -100]
    assert made["input_ids"][0].tolist() == [2, 30, 31, 40, 1, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("Có 15 người chết trong vụ tai nạn này.", "There were 17 people who died in this accident."),
        ("Có người chết trong vụ tai nạn này.", "Yes."),
        ("Cảnh sát điều tra vụ việc này hôm nay.", "Cảnh sát điều tra vụ việc này hôm nay."),
    ],
)
def test_a_pair_that_is_no_translation_is_left_out(source, english):
    made, faults = translation_examples.checked([PAIR, data.Pair(source, english)])
    assert [pair.sound for pair in made] == [True, False]
    assert faults.total() == 1


def test_pairs_the_other_way_round_are_each_sound_pair_as_it_is():
    pairs, _ = translation_examples.checked([PAIR, data.Pair("Một hai ba.", "x " * 40), PAIR])
    made = list(translation_examples.backwards(pairs, random.Random(3)))
    assert len(made) == 2
    assert {example.task for example in made} == {examples.BACK}
    assert made[0].prompt == PAIR.english + examples.CUES[examples.BACK]
    assert made[0].answer == PAIR.source


def test_braces_hold_english_that_the_target_has():
    glossary = Glossary([Term("bắt", "seized", ("arrested",)), Term("người", "persons")])
    seen = set()
    for seed in range(60):
        source, english = variants.vary(PAIR.source, PAIR.english, PAIR.terms, glossary, random.Random(seed))
        assert english == PAIR.english
        for part in source.split("{")[1:]:
            seen.add(part.split("}")[0])
    assert "arrested" in seen
    assert "People's Public Security" in seen
    assert all(form in PAIR.english for form in seen)


def test_words_of_the_dictionary_are_suggested_right_or_wrong():
    glossary = Glossary([Term("bắt", "catch", ("seize",), "word")])
    made = [
        variants.vary("Họ bắt 5 người.", "They arrested 5 people.", (), glossary, random.Random(seed))[0]
        for seed in range(200)
    ]
    assert set(made) == {"Họ bắt 5 người.", "Họ bắt {catch; seize?} 5 người."}
    assert 120 < made.count("Họ bắt {catch; seize?} 5 người.") < 160


def test_terms_may_stand_in_their_places_in_english():
    terms = ((4, 1, "arrested"),)
    made = {
        variants.vary(PAIR.source, PAIR.english, terms, Glossary.empty(), random.Random(seed))[0]
        for seed in range(60)
    }
    assert "Công an nhân dân arrested 5 người ở Hà Nội hôm 3/4." in made


def test_sentences_in_a_row_become_one_of_clauses_on_both_sides():
    made = [("Một vụ cháy xảy ra.", "A fire broke out."), ("Các tổ chức giúp đỡ.", "The groups helped."),
            ("Nguyễn An kể lại.", "Nguyen An told it.")]  # fmt: skip
    sources, english = zip(*variants.as_clauses(made), strict=True)
    assert " ".join(sources) == "Một vụ cháy xảy ra; các tổ chức giúp đỡ; Nguyễn An kể lại."
    assert " ".join(english) == "A fire broke out; the groups helped; Nguyen An told it."
    asked = [("Ai?", "Who?"), ("Các anh.", "The men.")]
    assert variants.as_clauses(asked) == asked


def test_lines_are_joined_only_with_sound_lines_that_follow():
    strange = data.Pair("Có người chết trong vụ tai nạn này.", "Yes.")
    pairs, _ = translation_examples.checked([PAIR, PAIR, strange, PAIR])
    made = [
        example.answer
        for seed in range(60)
        for example in translation_examples.translations(pairs, Glossary.empty(), random.Random(seed))
    ]
    assert not [answer for answer in made if "Yes" in answer]
    assert {answer.count("on April 3") for answer in made} == {1, 2}


def test_abbreviations_come_with_their_english():
    made = {
        variants.vary(PAIR.source, PAIR.english, (), Glossary.empty(), random.Random(seed))[0]
        for seed in range(40)
    }
    assert "CAND {People's Public Security} bắt 5 người ở Hà Nội hôm 3/4." in made


def test_a_summary_that_says_more_than_the_article_is_left_out():
    made = list(lead_examples.summaries([ARTICLE], len, random.Random(0)))
    assert [example.answer for example in made] == [ARTICLE.summary]
    for wrong in ("13/5", "chợ Xanh"):
        other = ARTICLE.summary.replace("12/5" if "/" in wrong else "chợ Rồng", wrong)
        assert not list(
            lead_examples.summaries([data.Piece(ARTICLE.title, ARTICLE.body, other)], len, random.Random(0))
        )


def test_short_and_long_summaries_are_asked_for_as_such():
    more = "Ban quản lý chợ cho biết nguyên nhân ban đầu là do chập điện."
    article = data.Piece(ARTICLE.title, (*ARTICLE.body, more), ARTICLE.summary)
    made: dict[str, list[str]] = {}
    for seed in range(100):
        example = next(lead_examples.summaries([article], len, random.Random(seed)))
        made.setdefault(example.prompt.split("\n")[-2], []).append(example.answer)
    assert set(made) == {"=> Tóm tắt ngắn", "=> Tóm tắt", "=> Tóm tắt dài"}
    assert set(made["=> Tóm tắt ngắn"]) == set(made["=> Tóm tắt"]) == {ARTICLE.summary}
    assert min(map(len, made.values())) >= 5
    # The lead, and what of the article it does not say.
    assert all(answer.startswith(ARTICLE.summary) and more in answer for answer in made["=> Tóm tắt dài"])
    assert not any(ARTICLE.body[0] in answer for answer in made["=> Tóm tắt dài"])


def test_tokens_are_mixed_by_weight():
    streams = [
        (3.0, iter([encoded(20)] * 900)),
        (1.0, iter([encoded(50, "summary")] * 900)),
    ]
    mixed = list(batches.mix(streams, 60))
    tokens = {task: sum(len(one) for one in mixed if one.task == task) for task in ("translation", "summary")}
    assert tokens["translation"] == 900 * 20
    assert tokens["translation"] / tokens["summary"] == pytest.approx(3, rel=0.02)


def test_batches_hold_every_example_once_within_the_budget_and_the_same_by_the_same_seed():
    examples = [encoded(8 + index % 40) for index in range(500)]
    made = list(batches.batches(iter(examples), 128, random.Random(1)))
    assert sorted(len(one) for batch in made for one in batch) == sorted(map(len, examples))
    assert all(len(batch) * max(map(len, batch)) <= 128 for batch in made)
    again = list(batches.batches(iter(examples), 128, random.Random(1)))
    other = list(batches.batches(iter(examples), 128, random.Random(2)))
    assert batches.digest(made) == batches.digest(again) != batches.digest(other)


def test_articles_are_read_packed_or_not_and_faults_name_the_line(tmp_path: Path):
    row = json.dumps({"title": "T", "body": "Một câu. Hai câu.", "summary": "Tóm."})
    plain, packed = tmp_path / "a.jsonl", tmp_path / "a.jsonl.gz"
    plain.write_text(row + "\n", encoding="utf-8")
    packed.write_bytes(gzip.compress((row + "\n").encode()))
    assert data.read_pieces(plain) == data.read_pieces(packed)
    assert data.read_pieces(plain)[0].body == ("Một câu.", "Hai câu.")
    plain.write_text(row + '\n{"title": 1}\n', encoding="utf-8")
    with pytest.raises(UsageError, match="line 2"):
        data.read_pieces(plain)


RECIPE = """
model = "gemma-3-270m-vi"
[training]
minutes = 5
[[data]]
kind = "parallel"
source = "a.vi"
target = "a.en"
weight = 1
origin = "ours"
rights = "ours"
"""


def test_a_recipe_is_read_with_paths_beside_it(tmp_path: Path):
    path = tmp_path / "r.toml"
    path.write_text(RECIPE, encoding="utf-8")
    assert settings.read(path).data[0].source == tmp_path / "a.vi"


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("minutes = 5", "minuets = 5", "training.minuets"),
        ("weight = 1", "weight = 0", "weight"),
        ('kind = "parallel"', 'kind = "paralel"', "data.0"),
        ("[training]", "colour = 1\n[training]", "colour"),
        ("minutes = 5", "minutes = ", "not valid TOML"),
    ],
)
def test_a_faulty_recipe_is_refused_by_the_key_at_fault(tmp_path: Path, old, new, named):
    path = tmp_path / "r.toml"
    path.write_text(RECIPE.replace(old, new), encoding="utf-8")
    with pytest.raises(UsageError, match=named):
        settings.read(path)


def test_the_shipped_recipe_is_sound():
    from summarizer.resources import folder

    shipped = settings.read(folder("configs") / "tuning" / "gemma-3-270m-vi.toml")
    assert {one.kind for one in shipped.data} == {"parallel", "pairs", "written"}
    assert all(one.origin and one.rights for one in shipped.data)


def test_the_command_names_the_key_at_fault_and_ends_with_2(tmp_path: Path, capsys):
    path = tmp_path / "r.toml"
    path.write_text(RECIPE.replace("minutes", "minuets"), encoding="utf-8")
    assert main(["tune", str(path), "-o", str(tmp_path / "out")]) == 2
    assert "training.minuets" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_data_that_are_not_there_are_named_before_anything_is_fetched(tmp_path: Path, capsys):
    path = tmp_path / "r.toml"
    path.write_text(RECIPE, encoding="utf-8")
    assert main(["tune", str(path), "-o", str(tmp_path / "out"), "--cache-dir", str(tmp_path / "cache")]) == 2
    assert f"{tmp_path / 'a.vi'}: no such file" in capsys.readouterr().err
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize(
    ("options", "variables", "expected"),
    [
        (("--cache-dir", "given"), ("SUMMARIZER_EXECUTION_CACHE_DIR", "SUMMARIZER_CACHE"), "given"),
        ((), ("SUMMARIZER_EXECUTION_CACHE_DIR", "SUMMARIZER_CACHE"), "SUMMARIZER_EXECUTION_CACHE_DIR"),
        ((), ("SUMMARIZER_CACHE",), "SUMMARIZER_CACHE"),
    ],
)
def test_the_models_are_looked_for_where_the_other_commands_do(
    tmp_path: Path, monkeypatch, options, variables, expected
):
    from summarizer.tuning import recipe

    for name in variables:
        monkeypatch.setenv(name, name)
    told: list[Path | None] = []
    monkeypatch.setattr(
        recipe,
        "run",
        lambda *_, cache, **__: told.append(cache) or SimpleNamespace(finished=False, steps=0, tokens=0),
    )
    path = tmp_path / "r.toml"
    path.write_text(RECIPE, encoding="utf-8")
    assert main(["tune", str(path), "-o", str(tmp_path / "out"), *options]) == 130
    assert told == [Path(expected)]


@pytest.mark.parametrize(
    "line", ["{", "null", "[[1]]", '[["a", 1, "b"]]', "[null]", "[[-1, 2, 3]]", "[[0, 0, 3]]", "[" * 99999]
)
def test_a_faulty_line_of_terms_is_named(tmp_path: Path, line):
    for name, text in (("vi", "Một.\nHai.\n"), ("en", "One.\nTwo.\n"), ("jsonl", f"[]\n{line}\n")):
        (tmp_path / f"a.{name}").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"a\.jsonl, line 2: "):
        data.read_pairs(tmp_path / "a.vi", tmp_path / "a.en", tmp_path / "a.jsonl")


def test_terms_of_another_length_are_named_with_their_count(tmp_path: Path):
    for name, text in (("vi", "Một.\nHai.\n"), ("en", "One.\nTwo.\n"), ("jsonl", "[]\n" * 3)):
        (tmp_path / f"a.{name}").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"a\.en has 2 lines, .*a\.jsonl has 3 lines; give aligned files"):
        data.read_pairs(tmp_path / "a.vi", tmp_path / "a.en", tmp_path / "a.jsonl")


def test_a_byte_order_mark_is_no_text_and_terms_are_read(tmp_path: Path):
    (tmp_path / "a.vi").write_bytes("\ufeffCông an.\r\nHai.\r\n".encode())
    (tmp_path / "a.en").write_bytes("\ufeffPolice.\nTwo.\n".encode())
    (tmp_path / "a.jsonl").write_bytes('\ufeff[[0, 2, "Police"]]\n[]\n'.encode())
    pairs = data.read_pairs(tmp_path / "a.vi", tmp_path / "a.en", tmp_path / "a.jsonl")
    assert pairs == [data.Pair("Công an.", "Police.", ((0, 2, "Police"),)), data.Pair("Hai.", "Two.")]


@pytest.mark.parametrize("place", [slice(-4), slice(12, 13)])
def test_a_damaged_packed_file_is_named(tmp_path: Path, place):
    packed = bytearray(gzip.compress(b"Mot hai ba bon nam sau bay tam." * 9))
    del packed[place]
    (tmp_path / "a.jsonl.gz").write_bytes(packed)
    with pytest.raises(UsageError, match=r"a\.jsonl\.gz: cannot be read"):
        data.read_pieces(tmp_path / "a.jsonl.gz")
