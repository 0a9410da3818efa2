"""Tiny random chat models of the real classes, with a real byte-level BPE tokenizer, saved as folders."""

from functools import cache
from pathlib import Path
from typing import Any

from tiny_seq2seq import SEED

SIZES = {"hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2}
SIZES |= {"num_key_value_heads": 1, "head_dim": 8, "max_position_embeddings": 512}
# ChatML, which Qwen and Sailor speak.
CHATML = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n"
    "{% if enable_thinking is defined and enable_thinking is false %}<think>\n\n</think>\n\n{% endif %}"
    "{% endif %}"
)
# As TranslateGemma wants its one turn.
CODES = (
    "{% set c = messages[0].content[0] %}<|im_start|>{{ c.source_lang_code }}>{{ c.target_lang_code }}: "
    "{{ c.text }}<|im_end|>\n"
)
# Architectures that the own batching engine was not proven on: rotary, grouped, sliding, experts, positions
# that are learned, and one that could read pictures too.
ARCHITECTURES: dict[str, dict[str, Any]] = {
    "Llama": {},
    "HunYuanDenseV1": {},
    "Mistral": {"sliding_window": 16},
    "Phi3": {},
    "Gemma2": {"sliding_window": 16},
    "Qwen3Moe": {"num_experts": 4, "num_experts_per_tok": 2, "moe_intermediate_size": 16},
    "GPTBigCode": {"n_embd": 16, "n_layer": 2, "n_head": 2, "n_positions": 512},
    "Gemma3": {"sliding_window": 16},
}


@cache
def _bpe() -> Any:
    from tokenizers import ByteLevelBPETokenizer

    trained = ByteLevelBPETokenizer()
    trained.train_from_iterator(SEED.splitlines(), vocab_size=500, show_progress=False)
    return trained


def chat_tokenizer(template: str = CHATML) -> Any:
    """A tokenizer of Qwen's class, trained on the seed."""
    import json

    from transformers import Qwen2Tokenizer

    model = json.loads(_bpe().to_str())["model"]
    tokenizer = Qwen2Tokenizer(
        vocab=model["vocab"], merges=[tuple(pair) for pair in model["merges"]], eos_token="<|im_end|>"
    )
    tokenizer.add_special_tokens({"extra_special_tokens": ["<|im_start|>", "<|im_end|>", "<|endoftext|>"]})
    tokenizer.chat_template = template
    return tokenizer


def write_chat(folder: Path, architecture: str, template: str = CHATML) -> Path:
    """The folder of a random chat model, as `save_pretrained` writes it."""
    import torch
    import transformers

    tokenizer = chat_tokenizer(template)
    torch.manual_seed(1)
    end, pad = tokenizer.convert_tokens_to_ids(["<|im_end|>", "<|endoftext|>"])
    ids = {"eos_token_id": end, "pad_token_id": pad, "bos_token_id": None}
    values = {"vocab_size": len(tokenizer), **ids} | SIZES | ARCHITECTURES.get(architecture, {})
    if architecture == "Gemma3":
        config = transformers.Gemma3Config(
            text_config=transformers.Gemma3TextConfig(**values).to_dict(),
            vision_config={"hidden_size": 16, "intermediate_size": 16, "num_hidden_layers": 1,
                           "num_attention_heads": 1, "image_size": 16, "patch_size": 8},
            mm_tokens_per_image=4, **ids,
        )  # fmt: skip
        model: Any = transformers.Gemma3ForConditionalGeneration(config)
    else:
        config = getattr(transformers, f"{architecture}Config")(**values)
        model = getattr(transformers, f"{architecture}ForCausalLM")(config)
    with torch.no_grad():
        for weights in model.parameters():  # of the usual size all answers are the same token
            weights.mul_(8 if weights.dim() > 1 else 1)
    tokenizer.save_pretrained(folder)
    model.save_pretrained(folder)
    return folder
