"""Chat models in safetensors: each architecture gives what transformers' own generation does; templates."""

import json
from collections import deque
from pathlib import Path

import pytest
from tiny_seq2seq import GOOGLE, _trained

from summarizer.config import Settings
from summarizer.engine.interface import Decoding, Message, Request
from summarizer.errors import UsageError
from summarizer.models.loader import load_engine
from summarizer.models.pretrained import CHAT_ARCHITECTURES

SIZES = {"hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2}
SIZES |= {"num_key_value_heads": 1, "head_dim": 8, "max_position_embeddings": 256}
TEMPLATE = (
    "{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}assistant:"
    "{% if enable_thinking is defined and enable_thinking is false %} (no thinking){% endif %}"
)
STRICT = "{% if messages[0].role == 'system' %}{{ raise_exception('no system') }}{% endif %}" + TEMPLATE
DEAF = TEMPLATE.replace("{% for m in messages %}", "{% for m in messages if m.role != 'system' %}")
TURNS = (Message("system", "Dịch câu này."), Message("user", "Một câu ngắn."))
EXECUTION = {"device": "cpu", "dtype": "float32", "threads": 1, "batch_tokens": 2048}


def write_chat(folder: Path, architecture: str, template: str = TEMPLATE) -> Path:
    """The folder of a random chat model."""
    import torch
    import transformers
    from transformers import T5Tokenizer

    folder.mkdir()
    (folder / "spiece.model").write_bytes(_trained("unigram", GOOGLE))
    tokenizer = T5Tokenizer.from_pretrained(folder, extra_ids=0)
    tokenizer.chat_template = template
    (folder / "spiece.model").unlink()
    torch.manual_seed(1)
    prefix = architecture.removesuffix("ForCausalLM")
    config = getattr(transformers, f"{'Gemma3Text' if prefix == 'Gemma3' else prefix}Config")(
        **SIZES, vocab_size=len(tokenizer), eos_token_id=1, pad_token_id=0, bos_token_id=None
    )
    model = getattr(transformers, architecture)(config)
    with torch.no_grad():
        for weights in model.parameters():
            weights.mul_(8 if weights.dim() > 1 else 1)
    tokenizer.save_pretrained(folder)
    model.save_pretrained(folder)
    return folder


def load(folder: Path):
    return load_engine(str(folder), Settings.model_validate({"execution": EXECUTION}))


@pytest.mark.parametrize("architecture", CHAT_ARCHITECTURES)
def test_every_architecture_answers_as_transformers_does(tmp_path, architecture):
    import torch
    from transformers import AutoModelForCausalLM

    folder = write_chat(tmp_path / "chat", architecture)
    engine = load(folder)
    requests = [
        Request((*TURNS[:1], Message("user", text)), Decoding(16))
        for text in (
            "Một câu ngắn.",
            "Sáng 21/4, tại Hà Nội, Cục Công nghiệp An ninh tổ chức Hội thảo.",
            "An",
        )
    ]
    got = {one.request.id: one for one in engine.generate(deque(requests))}
    theirs = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    for request in requests:
        ids = list(engine.encoding.encode(request).ids)
        made = theirs.generate(torch.tensor([ids]), max_new_tokens=16, do_sample=False)[
            0, len(ids) :
        ].tolist()
        completion = got[request.id]
        assert engine.encoding.decode(made).strip().startswith(completion.text)
        assert completion.finish_reason == "loop" or completion.completion_tokens == len(made)


@pytest.mark.parametrize("template", [TEMPLATE, STRICT, DEAF])
def test_what_the_system_says_reaches_every_template_and_thinking_is_off(tmp_path, template):
    engine = load(write_chat(tmp_path / "chat", "Gemma3ForCausalLM", template))
    text = engine.encoding.decode(engine.encoding.encode(Request(TURNS, Decoding(1))).ids)
    assert "Dịch câu này." in text
    assert text.index("Dịch câu này.") < text.index("Một câu ngắn.")
    assert "no thinking" in text
    assert ("system" in text) == (template == TEMPLATE)


def test_another_architecture_is_told_with_the_way_out(tmp_path):
    (tmp_path / "config.json").write_text(json.dumps({"architectures": ["OddForCausalLM"]}), "utf-8")
    (tmp_path / "tokenizer_config.json").write_text("{}", "utf-8")
    with pytest.raises(UsageError, match=r"is OddForCausalLM, which is not run here; serve it"):
        load(tmp_path)
