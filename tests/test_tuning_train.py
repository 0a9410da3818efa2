"""Promises of tuning, with a tiny random model: it learns, resumes exactly, and its adapter loads."""

import json
import os
import random
import signal
from pathlib import Path

import pytest

from summarizer.errors import InputError
from summarizer.tuning.batches import Encoded
from summarizer.tuning.settings import Training

END = 1
TRAINING = Training(
    batch_tokens=64, learning_rate=5e-3, warmup_steps=2, compile=False, log_steps=1, save_minutes=60
)
SLOW = TRAINING.model_copy(update={"learning_rate": 1e-9})


def tiny(seed: int = 0):
    """A Gemma of two layers with a LoRA adapter, in bfloat16 as on a CPU that has it."""
    import torch
    from peft import LoraConfig, get_peft_model
    from transformers import Gemma3ForCausalLM, Gemma3TextConfig

    torch.set_num_threads(1)
    torch.manual_seed(seed)
    config = Gemma3TextConfig(
        vocab_size=64, hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=2,
        num_key_value_heads=1, head_dim=16, sliding_window=16,
        layer_types=["sliding_attention", "full_attention"], max_position_embeddings=128,
    )  # fmt: skip
    model = Gemma3ForCausalLM(config).to(torch.bfloat16)
    model.get_input_embeddings().weight.data.mul_(20)  # else all words look alike
    lora = LoraConfig(r=8, lora_alpha=16, target_modules=["q_proj", "v_proj", "up_proj", "down_proj"])
    return get_peft_model(model, lora, autocast_adapter_dtype=False)


def batches(number: int = 12):
    """Examples whose answer says the prompt's word again, and then ends."""
    rng = random.Random(5)
    made = []
    for _ in range(number):
        words = [rng.randrange(10, 20) for _ in range(8)]
        made.append(tuple(Encoded("translation", (2, word, 5), (word, word, END)) for word in words))
    return made


HELD_OUT = [
    Encoded("translation", (2, 12, 5), (12, 12, END)),
    Encoded("summary", (2, 13, 5, 6), (13, END)),
]


def run(output: Path, made=None, training: Training = TRAINING, progress=None):
    from summarizer.tuning.train import train

    made = batches() if made is None else made
    options = {} if progress is None else {"progress": progress}
    return train(tiny(), made, HELD_OUT, range(32), training, output, **options)


def weights(folder: Path):
    from safetensors.torch import load_file

    return load_file(folder / "adapter_model.safetensors")


def test_the_loss_falls(tmp_path):
    outcome = run(tmp_path, batches(60))
    losses = [row["loss"] for row in outcome.log if "loss" in row]
    assert outcome.finished
    assert outcome.steps == 60
    assert sum(losses[-5:]) < 0.7 * sum(losses[:5])
    assert outcome.figures["translation loss"] < 1.0
    assert outcome.tokens == 60 * 8 * 6


def test_a_stopped_run_goes_on_as_if_it_had_not_been_stopped(tmp_path):
    import torch

    whole = run(tmp_path / "whole")

    def stop(stage, done, total):
        if stage == "tuning" and round(done * 12) == 6:
            os.kill(os.getpid(), signal.SIGINT)

    first = run(tmp_path / "parts", progress=stop)
    assert (first.finished, first.steps, first.figures) == (False, 6, {})
    second = run(tmp_path / "parts")
    assert (second.finished, second.steps, second.tokens) == (True, whole.steps, whole.tokens)
    ours, theirs = weights(tmp_path / "parts"), weights(tmp_path / "whole")
    assert ours.keys() == theirs.keys()
    assert all(torch.equal(ours[name], theirs[name]) for name in ours)
    assert [row["loss"] for row in second.log if "loss" in row] == [
        row["loss"] for row in whole.log if "loss" in row
    ]


def test_a_checkpoint_of_other_data_is_refused(tmp_path):
    run(tmp_path)
    with pytest.raises(InputError, match="made with other data"):
        run(tmp_path, batches()[::-1])


def test_a_checkpoint_that_was_cut_off_is_passed_over(tmp_path):
    whole = run(tmp_path)
    (tmp_path / "checkpoint-99").mkdir()
    assert run(tmp_path).steps == whole.steps


@pytest.mark.parametrize("content", ["", "{", "[]", "{}"])
def test_a_checkpoint_whose_order_cannot_be_read_is_passed_over(tmp_path, content):
    """It goes on from the one before."""
    from summarizer.tuning.train import _checkpoint

    for step, text in ((9, '{"order": "ours"}'), (10, content)):
        (tmp_path / f"checkpoint-{step}").mkdir()
        (tmp_path / f"checkpoint-{step}" / "order.json").write_text(text, encoding="utf-8")
    assert _checkpoint(tmp_path, "ours") == str(tmp_path / "checkpoint-9")


def test_the_order_of_a_checkpoint_is_written_whole(tmp_path, monkeypatch):
    from summarizer.tuning import trainer

    written = []
    monkeypatch.setattr(trainer, "write", lambda path, _: written.append(path.name))
    run(tmp_path, batches(1))
    assert written == ["order.json"]


def test_answers_are_scored_while_it_runs(tmp_path):
    from summarizer.tuning.train import train

    training = TRAINING.model_copy(update={"sampled": 1})
    said = []
    outcome = train(
        tiny(), batches(60), HELD_OUT, range(32), training, tmp_path,
        decode=lambda ids: " ".join(map(str, ids)), say=said.append,
    )  # fmt: skip
    assert outcome.figures["chrF2"] == pytest.approx(100)
    assert 0 <= outcome.figures["ROUGE-L"] <= 100
    assert "chrF2 100" in said[-1]
    assert "tokens/s" in said[0]


def test_the_time_limit_ends_a_run_with_the_learning_rate_at_its_end(tmp_path):
    outcome = run(tmp_path, batches(5000), TRAINING.model_copy(update={"minutes": 0.03, "final_share": 0.0}))
    rates = [row["learning_rate"] for row in outcome.log if "learning_rate" in row]
    assert outcome.finished
    assert outcome.steps < 5000
    assert rates[-1] < 0.1 * max(rates)


def test_the_saved_adapter_loads_and_changes_what_the_model_says(tmp_path):
    import torch
    from peft import PeftModel

    run(tmp_path, batches(60))
    ids = torch.tensor([[2, 12, 5]])
    base = tiny().get_base_model()
    with torch.no_grad():
        before = tiny().get_base_model()(ids).logits
        tuned = PeftModel.from_pretrained(
            tiny().unload(), str(tmp_path), torch_device="cpu"
        ).merge_and_unload()
        after = tuned(ids).logits
    assert base is not tuned
    assert not torch.allclose(before, after)
    assert after[0, -1, :32].argmax() == 12
    assert json.loads((tmp_path / "adapter_config.json").read_text())["r"] == 8


def test_the_loss_in_chunks_is_the_loss():
    import torch

    from summarizer.tuning.loss import entropy

    torch.manual_seed(0)
    hidden = torch.randn(1100, 16, requires_grad=True)
    weight = torch.randn(40, 16)
    targets = torch.randint(0, 40, (1100,))
    entropy(hidden, weight, targets).backward()
    ours = hidden.grad.clone()
    hidden.grad = None
    loss = torch.nn.functional.cross_entropy(hidden @ weight.T, targets)
    loss.backward()
    assert torch.allclose(entropy(hidden, weight, targets), loss, atol=1e-5)
    assert torch.allclose(ours, hidden.grad, atol=1e-6)


def test_a_batch_of_few_targets_counts_less_while_training(tmp_path):
    """The steps of a batch with a quarter of the targets are those of half its mean loss."""
    few, many = (
        [tuple(Encoded("translation", (2, 12, 5), (12, 12, END)) for _ in range(number))] for number in (2, 8)
    )
    losses = [row["loss"] for row in run(tmp_path / "both", few + many, SLOW).log if "loss" in row]
    # 6 and 24 targets, 15 on average; all examples are the same, and nothing is learned.
    assert losses[0] / losses[1] == pytest.approx(0.5, rel=0.02)


def test_without_a_compiler_it_says_so_and_trains(tmp_path, monkeypatch):
    from summarizer.tuning import train

    monkeypatch.setattr(train.shutil, "which", lambda name: None)
    monkeypatch.delenv("CXX", raising=False)
    said = []
    outcome = train.train(
        tiny(), batches(2), HELD_OUT, range(32), TRAINING.model_copy(update={"compile": True}), tmp_path,
        say=said.append,
    )  # fmt: skip
    assert outcome.finished
    assert "no C++ compiler" in said[0]


def test_without_the_headers_of_python_nothing_is_compiled(tmp_path, monkeypatch):
    from summarizer.tuning import train

    monkeypatch.setattr(train.shutil, "which", lambda name: name)
    monkeypatch.setattr(train.sysconfig, "get_path", lambda name: str(tmp_path))
    said = []
    train.train(
        tiny(), batches(2), HELD_OUT, range(32), TRAINING.model_copy(update={"compile": True}), tmp_path,
        say=said.append,
    )  # fmt: skip
    assert "no headers of Python (python3-dev): the layers run uncompiled" in said[0]


def test_a_compiler_that_fails_is_told_and_training_goes_on_without(tmp_path, monkeypatch):
    from summarizer.tuning import train

    def fail(*_, **__):
        raise AssertionError("/usr/lib/python3.11/distutils/core.py")

    monkeypatch.setattr(train.torch, "compile", fail)
    said = []
    outcome = train.train(
        tiny(), batches(2), HELD_OUT, range(32), TRAINING.model_copy(update={"compile": True}), tmp_path,
        say=said.append,
    )  # fmt: skip
    assert outcome.finished
    assert "torch cannot compile here (AssertionError: /usr/lib/python3.11/distutils/core.py)" in said[0]
    assert "half the speed" in said[0]


def test_want_of_memory_in_training_is_told_with_the_remedy(tmp_path, monkeypatch):
    from summarizer.errors import EngineError
    from summarizer.tuning import train

    def fail(*_, **__):
        raise RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes.")

    monkeypatch.setattr(train.BatchTrainer, "train", fail)
    with pytest.raises(EngineError, match=r"can't allocate memory.*lower training\.batch_tokens"):
        train.train(tiny(), batches(2), HELD_OUT, range(32), TRAINING, tmp_path)


def test_small_steps_are_not_lost_to_rounding():
    import torch

    from summarizer.tuning.optimizer import MasterAdamW

    parameter = torch.nn.Parameter(torch.ones(4, dtype=torch.bfloat16))
    optimizer = MasterAdamW([parameter], lr=1e-4, weight_decay=0.0)
    for _ in range(100):
        parameter.grad = torch.ones_like(parameter)
        optimizer.step()
    assert torch.allclose(parameter.float(), torch.tensor(0.99), atol=4e-3)
