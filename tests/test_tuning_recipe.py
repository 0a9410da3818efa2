"""Promises of a whole tuning run, with a tiny model in place of the shipped one."""

import gzip
import json
from pathlib import Path

import pytest
from test_tuning_data import ARTICLE, PAIR, Letters
from test_tuning_train import tiny

from summarizer.models.lookup import load_profile
from summarizer.tuning import card, recipe, settings
from summarizer.tuning.examples import CUES
from summarizer.tuning.prepare import prepare, read
from summarizer.tuning.train import Outcome

RECIPE = """
model = "gemma-3-270m-vi"
[training]
batch_tokens = 1200
held_out = 3
[[data]]
kind = "parallel"
source = "a.vi"
target = "a.en"
weight = 3
passes = 2
origin = "our own translations"
rights = "ours"
[[data]]
kind = "articles"
path = "a.jsonl"
weight = 1
passes = 2
origin = "our own articles"
rights = "the newspaper's"
"""


@pytest.fixture
def chosen(tmp_path: Path) -> settings.TuningSettings:
    (tmp_path / "a.vi").write_text((PAIR.source + "\n") * 40, encoding="utf-8")
    (tmp_path / "a.en").write_text((PAIR.english + "\n") * 40, encoding="utf-8")
    row = {"title": ARTICLE.title, "body": ARTICLE.body, "summary": ARTICLE.summary}
    (tmp_path / "a.jsonl").write_text((json.dumps(row) + "\n") * 60, encoding="utf-8")
    (tmp_path / "r.toml").write_text(RECIPE, encoding="utf-8")
    return settings.read(tmp_path / "r.toml")


def test_the_same_settings_prepare_the_same_batches(chosen):
    profile = load_profile(chosen.model)
    first, second = (prepare(chosen, read(chosen), profile, Letters()) for _ in range(2))
    assert first == second
    assert {example.task for example in first.held_out} == {"translation", "summary"}
    used = {token for batch in first.batches for example in batch for token in example.answer}
    assert used <= set(first.words)


def test_held_out_examples_are_not_trained_on(chosen, tmp_path):
    lines = [f"{PAIR.source[:-1]} {'x' * (index + 1)}." for index in range(40)]
    (tmp_path / "a.vi").write_text("\n".join(lines) + "\n", encoding="utf-8")
    made = prepare(chosen, read(chosen), load_profile(chosen.model), Letters())
    trained = "\n".join(
        "".join(chr(token - 10) for token in example.prompt[1:])
        for batch in made.batches
        for example in batch
    )
    cue = len(CUES["translation"])
    marks = [example.prompt[1:-cue] for example in made.held_out if example.task == "translation"]
    assert len(marks) == 3
    for mark in marks:
        ending = "".join(chr(token - 10) for token in mark).rsplit(" ", 1)[-1]
        assert set(ending) == {"x", "."}
        assert f" {ending}" not in trained


def test_the_card_says_what_the_adapter_was_made_of(chosen, tmp_path):
    tiny().save_pretrained(str(tmp_path))
    outcome = Outcome(
        steps=7, tokens=7000, seconds=3600, finished=True, figures={}, log=[],
        measured=[(3, {"translation loss": 2.5}), (7, {"translation loss": 1.25, "chrF2": 40.0})],
    )  # fmt: skip
    card.write_card(tmp_path, chosen, load_profile(chosen.model), outcome, {"translation": 60})
    text = (tmp_path / "README.md").read_text(encoding="utf-8")
    for part in ("Gemma Terms of Use", "our own articles", "the newspaper's", "7 steps", "1.00 hours", "1.25",
                 "=> Tóm tắt ngắn", "SHA-256"):  # fmt: skip
        assert part in text


def test_an_output_folder_in_which_something_would_be_lost_is_refused(chosen, tmp_path, monkeypatch):
    from summarizer.errors import UsageError
    from summarizer.models.catalog import WEIGHTS

    monkeypatch.setattr(recipe, "check_adapter", lambda folder: "base")
    start = tmp_path / "adapter"
    start.mkdir()
    (start / WEIGHTS).write_bytes(b"x")
    with pytest.raises(UsageError, match="holds the adapter to start from"):
        recipe.run(chosen.model_copy(update={"start": start}), tmp_path / "." / "adapter")
    (tmp_path / "README.md").write_text("# A checkout")
    with pytest.raises(UsageError, match=r"README\.md: is there, and no adapter beside it"):
        recipe.run(chosen, tmp_path)
    assert (tmp_path / "README.md").read_text() == "# A checkout"


def test_layers_that_the_model_lacks_are_told(chosen, tmp_path, monkeypatch):
    from summarizer.errors import UsageError
    from summarizer.models import embedded

    monkeypatch.setattr(embedded, "load_tokenizer", lambda folder: Letters())
    monkeypatch.setattr(embedded, "load_model", lambda folder, dtype: tiny().unload())
    wrong = chosen.model_copy(update={"lora": settings.Lora(targets=("foo",))})
    with pytest.raises(UsageError, match=r"lora\.targets: .*foo"):
        recipe.load(tmp_path, "base.gguf", wrong)


def test_an_adapter_to_start_from_must_be_one(chosen, tmp_path, monkeypatch):
    from summarizer.errors import UsageError
    from summarizer.models import embedded

    monkeypatch.setattr(embedded, "load_tokenizer", lambda folder: Letters())
    monkeypatch.setattr(embedded, "load_model", lambda folder, dtype: tiny().unload())
    wrong = chosen.model_copy(update={"start": tmp_path})
    with pytest.raises(UsageError, match="no adapter of this model"):
        recipe.load(tmp_path, "base.gguf", wrong)
    _, model = recipe.load(tmp_path, "base.gguf", chosen)
    model.save_pretrained(str(tmp_path / "adapter"), save_embedding_layers=False)
    saved = json.loads((tmp_path / "adapter" / "adapter_config.json").read_text())
    assert (saved["base_model_name_or_path"], saved["r"]) == ("base", 64)
    recipe.load(tmp_path, "base.gguf", chosen.model_copy(update={"start": tmp_path / "adapter"}))


def test_an_adapter_goes_on_in_a_wider_one_and_says_the_same_at_first(chosen, tmp_path, monkeypatch):
    import torch

    from summarizer.errors import UsageError
    from summarizer.models import embedded

    monkeypatch.setattr(embedded, "load_tokenizer", lambda folder: Letters())
    monkeypatch.setattr(embedded, "load_model", lambda folder, dtype: tiny().unload().float())

    def load(start: Path | None, rank: int, alpha: int):
        lora = settings.Lora(rank=rank, alpha=alpha)
        return recipe.load(tmp_path, "base.gguf", chosen.model_copy(update={"start": start, "lora": lora}))[1]

    ids = torch.tensor([[2, 12, 5]])
    old = load(None, 4, 8)
    with torch.no_grad():
        for name, parameter in old.named_parameters():
            if "lora_B" in name:
                parameter.normal_(generator=torch.Generator().manual_seed(len(name)))
        wanted = old(ids).logits
    old.save_pretrained(str(tmp_path / "adapter"), save_embedding_layers=False)
    wider = load(tmp_path / "adapter", 8, 4)
    assert wider.peft_config["default"].r == 8
    with torch.no_grad():
        assert torch.allclose(wider(ids).logits, wanted, atol=1e-4)
        assert not torch.allclose(load(None, 8, 4)(ids).logits, wanted, atol=1e-2)
    with pytest.raises(UsageError, match="a rank of 2 has room for"):
        load(tmp_path / "adapter", 2, 4)


def cut_start(folder: Path) -> str:
    """An adapter to start from that was cut off."""
    start = folder / "start"
    tiny().save_pretrained(str(start), save_embedding_layers=False)
    weights = start / "adapter_model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1])
    return f"{weights}: is damaged"


def damaged_gzip(folder: Path) -> str:
    """Articles whose packed data are damaged in the middle."""
    packed = bytearray(gzip.compress((folder / "a.jsonl").read_bytes()))
    packed[12] ^= 0xFF
    (folder / "a.jsonl.gz").write_bytes(packed)
    return f"{folder / 'a.jsonl.gz'}: cannot be read"


def wrong_terms(folder: Path) -> str:
    """Candidate terms of which the second line is none."""
    (folder / "terms.jsonl").write_text("[]\n{\n" + "[]\n" * 38, "utf-8")
    return f"{folder / 'terms.jsonl'}, line 2: "


@pytest.mark.parametrize(
    ("fault", "old", "new"),
    [
        (cut_start, "[training]", 'start = "start"\n[training]'),
        (damaged_gzip, "a.jsonl", "a.jsonl.gz"),
        (wrong_terms, 'target = "a.en"', 'target = "a.en"\nterms = "terms.jsonl"'),
    ],
)
def test_faulty_data_end_in_a_line_before_anything_is_fetched(chosen, tmp_path, capsys, fault, old, new):
    from summarizer.cli.app import main

    told = fault(tmp_path)
    (tmp_path / "r.toml").write_text(RECIPE.replace(old, new), encoding="utf-8")
    folders = ["-o", str(tmp_path / "out"), "--cache-dir", str(tmp_path / "cache")]
    assert main(["tune", "-q", str(tmp_path / "r.toml"), *folders]) == 2
    error = capsys.readouterr().err
    assert told in error
    assert error.count("\n") == 1
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize("shaped", [False, True])
def test_an_adapter_to_start_from_that_was_cut_off_is_refused(chosen, tmp_path, monkeypatch, shaped):
    from summarizer.errors import UsageError
    from summarizer.models import embedded

    monkeypatch.setattr(embedded, "load_tokenizer", lambda folder: Letters())
    monkeypatch.setattr(embedded, "load_model", lambda folder, dtype: tiny().unload())
    cut_start(tmp_path)
    update = {"start": tmp_path / "start"} | ({"lora": settings.Lora(rank=8, alpha=16)} if shaped else {})
    with pytest.raises(UsageError, match="no adapter"):
        recipe.load(tmp_path, "base.gguf", chosen.model_copy(update=update))
