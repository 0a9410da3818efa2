"""Our own layers of Gemma 3 give what transformers' give, in float32 to 1e-4 on logits."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from tiny_model import tiny_engine

from summarizer.engine.forward import PackedModel
from summarizer.engine.gemma import Gemma, fits

SLIDING, FULL = "sliding_attention", "full_attention"
HERE = Path(__file__).parent
TOLERANCE = 1e-4


def theirs(layer_types=(SLIDING, FULL, SLIDING), groups=1, tied=True, **changes):
    """A random model of transformers, whose norms' weights are not those that it begins with."""
    from transformers import Gemma3ForCausalLM, Gemma3TextConfig

    torch.manual_seed(1)
    ropes = {
        SLIDING: {"rope_type": "default", "rope_theta": 1e4},
        FULL: {"rope_type": "default", "rope_theta": 1e6},
    }
    config = Gemma3TextConfig(
        vocab_size=90,
        hidden_size=48,
        intermediate_size=80,
        num_hidden_layers=len(layer_types),
        num_attention_heads=4,
        num_key_value_heads=groups,
        head_dim=16,
        query_pre_attn_scalar=20,
        sliding_window=6,
        layer_types=list(layer_types),
        rope_parameters=ropes,
        tie_word_embeddings=tied,
        **changes,
    )
    model = Gemma3ForCausalLM(config).eval()
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if "norm" in name:
                weight.normal_(std=0.5)
            else:
                weight.normal_(std=0.2)
    return model


def ours(model):
    return PackedModel(Gemma(model.config.to_dict(), model.state_dict().__getitem__, torch.float32, "cpu"))


def logits(model, hidden):
    return hidden @ model.get_output_embeddings().weight.T


def wanted(model, ids):
    with torch.no_grad():
        return model(torch.tensor([ids])).logits[0]


@pytest.mark.parametrize("groups", [1, 2, 4])
@pytest.mark.parametrize("layer_types", [(SLIDING, FULL, SLIDING), (FULL, FULL)])
@torch.no_grad()
def test_prompts_side_by_side_have_the_logits_of_transformers(groups, layer_types):
    model = theirs(layer_types, groups)
    prompts = [list(range(2, 25)), [7], [9, 3, 60, 4, 4]]  # the first is longer than the window
    got = torch.split(logits(model, ours(model).prefill(prompts)), [len(ids) for ids in prompts])
    for ids, own in zip(prompts, got, strict=True):
        torch.testing.assert_close(own, wanted(model, ids), atol=TOLERANCE, rtol=0)


@pytest.mark.parametrize("groups", [1, 2])
@torch.no_grad()
def test_answers_that_grow_in_a_cache_have_the_logits_of_transformers(groups):
    """Two answers to the first prompt, one to the second, past the window; one is replaced by another."""
    model = theirs(groups=groups)
    packed = ours(model)
    prompts = [[5, 6, 7, 8, 9, 10, 11, 12], [30, 31]]
    cache = packed.new_cache()
    cache.begin_prefill([len(ids) for ids in prompts], [2, 1])
    packed.prefill(prompts, cache)
    answers = [[40], [41], [42]]
    for step in range(9):
        hidden = packed.step(torch.tensor([tokens[-1] for tokens in answers]), [cache])
        for prompt, tokens, own in zip((0, 0, 1), answers, logits(model, hidden), strict=True):
            expected = wanted(model, prompts[prompt] + tokens)[-1]
            torch.testing.assert_close(own, expected, atol=TOLERANCE, rtol=0)
        if step == 4:
            cache.reorder(0, 2, [1, 1])
            answers[0] = answers[1]
        answers = [[*tokens, 43 + 5 * place + step] for place, tokens in enumerate(answers)]


@torch.no_grad()
def test_an_output_layer_of_its_own_is_read():
    model = theirs(tied=False)
    network = Gemma(model.config.to_dict(), model.state_dict().__getitem__, torch.float32, "cpu")
    wanted = model.get_output_embeddings().weight
    assert torch.equal(network.output_weight(), wanted)
    assert torch.equal(network.output_weight(torch.tensor([3, 80])), wanted[[3, 80]])
    assert not torch.equal(wanted, model.get_input_embeddings().weight)


@pytest.mark.parametrize(
    "change",
    [
        {"attn_logit_softcapping": 50.0},
        {"final_logit_softcapping": 30.0},
        {"attention_bias": True},
        {"hidden_activation": "silu"},
        {"use_bidirectional_attention": True},
        {"model_type": "qwen2"},
        {"rope_parameters": {FULL: {"rope_type": "linear", "factor": 8.0, "rope_theta": 1e6}}},
    ],
)
def test_a_model_with_other_parts_is_left_to_transformers(change):
    config = theirs().config.to_dict()
    assert fits(config)
    assert not fits(config | change)


def test_the_converted_model_runs_in_our_layers_and_another_in_those_of_transformers(tmp_path):
    assert isinstance(tiny_engine(tmp_path).model.network, Gemma)
    assert not isinstance(tiny_engine(tmp_path, "qwen2").model.network, Gemma)


def test_to_run_the_embedded_model_neither_transformers_nor_peft_is_imported(tmp_path):
    """By the list of modules of a process of its own: these imports are most of what a start would take."""
    tiny_engine(tmp_path)  # converted, which needs them
    code = """
import sys
from collections import deque
from pathlib import Path
from tiny_model import tiny_engine
from summarizer.engine.interface import Decoding, Request
engine = tiny_engine(Path(sys.argv[1]))
requests = [Request("abc", Decoding(5, beams=2)), Request("abc", Decoding(5), answer="de")]
assert len(list(engine.generate(deque(requests)))) == 2
print(sorted({"transformers", "peft", "tokenizers", "accelerate", "huggingface_hub"} & set(sys.modules)))
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parent)])},
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.model
@torch.no_grad()
def test_the_default_model_has_the_logits_of_transformers():
    from summarizer.models import embedded
    from summarizer.models.lookup import load_profile
    from summarizer.models.store import Store, cache_folder

    folder = Store(cache_folder()).ensure(load_profile("gemma-3-270m-vi"))
    tokenizer = embedded.load_tokenizer(folder)
    prompt = tokenizer.encode("Hà Nội sáng nay có mưa.\n=> English\n" * 60, add_special_tokens=True)
    assert len(prompt) > 512  # the window
    own = PackedModel(embedded.load_network(folder, torch.float32, "cpu")).prefill([prompt])[-20:]
    model = embedded.load_model(folder, torch.float32)
    expected = model(torch.tensor([prompt]), logits_to_keep=20).logits[0]
    torch.testing.assert_close(logits(model, own), expected, atol=TOLERANCE, rtol=0)
