"""Models for more than one card, and in 8 or 4 bits: what transformers is told, and what is refused.

There is no GPU here: CUDA is faked at its border, and 8 bits are tried for real on the CPU.
"""

from types import SimpleNamespace

import pytest
import transformers
from tiny_seq2seq import write_model

from summarizer.config import ExecutionSettings
from summarizer.engine.interface import Hardware
from summarizer.errors import EngineError, UsageError
from summarizer.models import hardware, memory, weights
from summarizer.models.lookup import load_profile

LARGE = "pip install 'vi-news-summarizer[large]'"
CHAT = load_profile("qwen3-8b").runtime


@pytest.fixture
def gpus(monkeypatch):
    """Two GPUs that compute in bfloat16, with 10 GB free each."""
    import torch

    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda **_: True)
    monkeypatch.setattr(torch.cuda, "mem_get_info", lambda _: (10_000_000_000, 24_000_000_000))


@pytest.fixture
def told(monkeypatch):
    """Gives what transformers is told when a chat model is loaded; its model is on the devices of `map`."""

    def load(runtime, hardware, **device_map):
        given = {}

        class Model(SimpleNamespace):
            def eval(self):
                return self

            def to(self, device):
                given["to"] = device
                return self

        def from_pretrained(_, **options):
            given.update(options)
            return Model(hf_device_map=device_map)

        monkeypatch.setattr(transformers.AutoModelForCausalLM, "from_pretrained", from_pretrained)
        weights.load_weights(runtime, "folder", hardware)
        return given

    return load


def chosen(runtime=CHAT, **execution):
    return runtime.hardware(ExecutionSettings.model_validate(execution))


@pytest.mark.parametrize("dtype", ["int8", "int4"])
def test_a_gpu_holds_what_transformers_runs_in_few_bits(gpus, told, dtype):
    found = chosen(dtype=dtype)
    assert (found.device, found.dtype, found.spread) == ("cuda", dtype, False)
    given = told(CHAT, found)
    import torch

    quantization = given["quantization_config"]
    assert quantization.load_in_8bit == (dtype == "int8")
    assert quantization.load_in_4bit == (dtype == "int4")
    if dtype == "int4":
        assert quantization.bnb_4bit_quant_type == "nf4"
        assert quantization.bnb_4bit_compute_dtype == torch.bfloat16
    assert (given["device_map"], given["dtype"]) == ({"": "cuda"}, torch.bfloat16)
    assert given["use_safetensors"] is True
    assert given["trust_remote_code"] is False
    assert "to" not in given  # such weights cannot be moved


def test_a_model_is_spread_over_all_gpus(gpus, told):
    found = chosen(device_map="auto")
    assert (found.device, found.dtype, found.spread) == ("cuda", "bfloat16", True)
    given = told(CHAT, found, **{"model.layers.0": 0, "model.layers.1": 1, "lm_head": "cpu"})
    assert given["device_map"] == "auto"
    assert "quantization_config" not in given
    assert "to" not in given
    assert told(CHAT, chosen(device_map="auto", dtype="int4"))["device_map"] == "auto"
    plain = told(CHAT, chosen())
    assert "device_map" not in plain
    assert plain["to"] == "cuda"


def test_what_would_lie_on_the_disk_is_refused(gpus, told):
    with pytest.raises(
        EngineError, match=r"Qwen/Qwen3-8B: the memory of all GPUs .* try execution.dtype int4"
    ):
        told(CHAT, chosen(device_map="auto"), model=0, lm_head="disk")


def test_memory_counts_all_gpus_and_the_machine_where_a_model_is_spread(gpus, monkeypatch):
    monkeypatch.setattr(memory, "free_on_machine", lambda: 3_000_000_000)
    profile = load_profile("qwen3-8b")  # 16.4 GB in bfloat16
    with pytest.raises(
        EngineError, match=r"16.4 GB of memory are needed for the weights, and 10.0 GB are free"
    ):
        memory.check([profile], ExecutionSettings())
    memory.check([profile], ExecutionSettings(device_map="auto"))
    memory.check([profile], ExecutionSettings(dtype="int8"))
    assert memory.needed(profile, ExecutionSettings(dtype="int4")) == profile.runtime.parameters // 2


def test_smaller_models_are_told_in_a_number_type_that_not_all_have(gpus, monkeypatch):
    monkeypatch.setattr(memory, "there", lambda _: 1_000_000_000)
    with pytest.raises(EngineError, match=r"qwen3-8b: 4.1 GB .*qwen3-1.7b"):
        memory.check([load_profile("qwen3-8b")], ExecutionSettings(dtype="int4"))


@pytest.mark.parametrize(
    ("execution", "package", "line"),
    [
        (
            {"dtype": "int4"},
            "bitsandbytes",
            f"execution.dtype int4: the package bitsandbytes is not installed; {LARGE}",
        ),
        (
            {"device_map": "auto"},
            "accelerate",
            f"execution.device_map auto: the package accelerate is not installed; {LARGE}",
        ),
        (
            {"device_map": "auto", "device": "cuda:1"},
            None,
            "execution.device_map auto: is for all GPUs, and cuda:1 is one; leave out execution.device",
        ),
        (
            {"dtype": "int4", "device": "cpu"},
            None,
            "execution.dtype int4: bitsandbytes needs a GPU of NVIDIA; or use execution.dtype auto",
        ),
    ],
)
def test_what_cannot_be_is_one_line_with_the_way_out(gpus, monkeypatch, execution, package, line):
    monkeypatch.setattr(hardware, "find_spec", lambda name: None if name == package else name)
    with pytest.raises(UsageError) as caught:
        chosen(**execution)
    assert str(caught.value) == line


def test_neither_adapters_nor_gguf_files_are_quantized(gpus, told):
    with pytest.raises(UsageError, match=r"/a: an adapter is merged .*; leave it out, or execution.dtype"):
        told(CHAT.model_copy(update={"adapter": "/a"}), chosen(dtype="int4"))
    with pytest.raises(UsageError, match=r"an adapter is merged .*; leave it out, or execution.device_map"):
        told(CHAT.model_copy(update={"adapter": "/a"}), chosen(device_map="auto"))
    with pytest.raises(UsageError, match=r"x.gguf: a GGUF file is not quantized again; .*execution.dtype"):
        told(CHAT.model_copy(update={"gguf": "x.gguf"}), chosen(dtype="int8"))


def test_without_a_gpu_nothing_is_spread():
    assert not chosen(device_map="auto", device="cpu").spread


def test_eight_bits_are_eight_bits_and_answer(tmp_path):
    import torch

    runtime = load_profile("envit5-translation").runtime
    model = weights.load_weights(runtime, write_model(tmp_path, "t5"), Hardware("cpu", "int8", "asked for"))
    linear = model.encoder.block[0].layer[0].SelfAttention.q
    assert type(linear).__name__ == "Linear8bitLt"
    assert linear.weight.dtype == torch.int8
    made = model.generate(torch.tensor([[5, 6, 7, 1]]), max_new_tokens=3, do_sample=False)
    assert made.shape[1] > 1


def test_a_model_that_is_spread_is_whole_and_answers(tmp_path):
    import torch

    folder = write_model(tmp_path, "t5")
    runtime = load_profile("envit5-translation").runtime
    spread, whole = (
        weights.load_weights(runtime, folder, Hardware("cpu", "float32", "", spread=spread))
        for spread in (True, False)
    )
    given = {"input_ids": torch.tensor([[5, 6, 7, 1]]), "max_new_tokens": 5, "do_sample": False}
    assert spread.generate(**given).tolist() == whole.generate(**given).tolist()
