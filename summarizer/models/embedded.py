"""Loads an embedded model: its file fetched and converted where need be, then our own engine on it."""

import json
from pathlib import Path
from typing import Any

from summarizer.config import ExecutionSettings
from summarizer.engine.interface import Engine
from summarizer.engine.pieces import Pieces
from summarizer.models.hardware import limit_spinning
from summarizer.models.loading import loading
from summarizer.models.profile import Profile
from summarizer.models.sentencepiece_model import NAME
from summarizer.models.store import Store, cache_folder
from summarizer.progress import Progress, silent
from summarizer.threads import cores

_SPECIAL = ("bos_token", "eos_token", "unk_token", "pad_token")


def load(name: str, profile: Profile, execution: ExecutionSettings, progress: Progress) -> Engine:
    """The engine of a model, fetched and converted first if this is the first time.

    `name` is what the user calls it: its profile's name, or the path of a folder.

    Raises:
        UsageError: no such adapter, device or type.
        FetchError: the model cannot be fetched, verified, converted or stored.
        EngineError: the model does not fit into memory, or its weights are damaged.
    """
    limit_spinning()
    folder = Store(cache_folder(execution.cache_dir)).ensure(profile, progress)
    with loading(name, profile.name, progress, remedy=f"run 'summarizer models verify {name}'"):
        return load_folder(profile, folder, execution, progress)


def load_folder(
    profile: Profile, folder: Path, execution: ExecutionSettings, progress: Progress = silent
) -> Engine:
    """The engine of a model in a converted folder; torch runs with the threads of `execution` from now on."""
    import torch

    from summarizer.engine.batching import MAX_ANSWERS, ROW_ANSWERS
    from summarizer.engine.causal import CausalEngine

    runtime = profile.embedded
    torch.set_num_threads(execution.threads or cores())
    hardware = runtime.hardware(execution)
    tokenizer = load_tokenizer(folder)
    network = load_network(folder, getattr(torch, hardware.dtype), hardware.device)
    info = profile.info(
        hardware,
        beams=ROW_ANSWERS,
        weighs=True,
        chat=tokenizer.chat_template is not None,
        max_answers=MAX_ANSWERS,
    )
    return CausalEngine(
        network,
        tokenizer,
        info,
        batch_tokens=execution.batch_tokens,
        stop_token_ids=frozenset(runtime.stop_token_ids),
        output_tokens=runtime.output_token_ids(),
        progress=progress,
    )


def load_network(folder: Path, dtype: Any, device: str) -> Any:
    """The layers of a converted model: by our own functions where they are written, else by transformers."""
    from safetensors import safe_open

    from summarizer.engine import gemma

    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    if not gemma.fits(config):
        from summarizer.engine.network import TransformersNetwork

        return TransformersNetwork(load_model(folder, dtype).to(device).eval())

    def read(name: str) -> Any:
        # Each from a mapping of its own, whose pages go with the tensor.
        with safe_open(folder / "model.safetensors", framework="pt") as weights:
            return weights.get_tensor(name)

    return gemma.Gemma(config, read, dtype, device)


def load_tokenizer(folder: Path) -> Any:
    """The tokenizer of a converted folder: a SentencePiece model if it has one, else transformers'.

    That is built from its one file: `from_pretrained` would parse those megabytes four times more.
    """
    if (folder / NAME).exists():
        return Pieces(folder / NAME)
    from transformers import PreTrainedTokenizerFast

    config = json.loads((folder / "tokenizer_config.json").read_text(encoding="utf-8"))
    special = {name: config[name] for name in _SPECIAL if config.get(name) is not None}
    template = folder / "chat_template.jinja"
    if template.exists():
        special["chat_template"] = template.read_text(encoding="utf-8")
    tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(folder / "tokenizer.json"), **special)
    # Every control token, such as the start of a chat's turn, must be known for one, or an article that has
    # it in its text would be obeyed. Those that are only reserved mean nothing.
    control = [
        token.content
        for token in tokenizer.added_tokens_decoder.values()
        if token.special and not token.content.startswith("<unused")
    ]
    tokenizer.add_special_tokens({"extra_special_tokens": control}, replace_extra_special_tokens=False)
    return tokenizer


def load_model(folder: Path, dtype: Any) -> Any:
    """The converted model on the CPU; in bfloat16 its weights stay in the mapped file until they are used."""
    import torch
    import transformers
    from safetensors.torch import load_file
    from transformers.initialization import no_init_weights

    config = transformers.AutoConfig.from_pretrained(folder, local_files_only=True)
    kind = getattr(transformers, config.architectures[0])
    previous = torch.get_default_dtype()
    try:
        torch.set_default_dtype(dtype)
        with no_init_weights():
            model = kind(config)
    finally:
        torch.set_default_dtype(previous)
    weights = {name: tensor.to(dtype) for name, tensor in load_file(folder / "model.safetensors").items()}
    if config.tie_word_embeddings:
        weights["lm_head.weight"] = weights["model.embed_tokens.weight"]
    model.load_state_dict(weights, assign=True)  # refuses both missing and unknown names
    model.tie_weights()
    return model
