"""Loads a model of the hub or of a folder by transformers: fetched where need be, then our engine on it."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from summarizer.config import ExecutionSettings
from summarizer.engine.batching import MAX_ANSWERS, ROW_ANSWERS
from summarizer.engine.interface import Engine
from summarizer.errors import UsageError
from summarizer.models import encoder_decoders
from summarizer.models.adapter import fetch_adapter
from summarizer.models.encoder_decoders import longest_of
from summarizer.models.hardware import QUANTIZED, limit_spinning
from summarizer.models.hub import fetch
from summarizer.models.hub_cache import is_whole
from summarizer.models.loading import loading
from summarizer.models.notices import tell_once
from summarizer.models.pretrained import CHAT_ARCHITECTURES, Pretrained
from summarizer.models.profile import Profile
from summarizer.models.store import cache_folder
from summarizer.models.weights import HERE, load_weights
from summarizer.progress import Progress, silent
from summarizer.threads import cores


def load(name: str, profile: Profile, execution: ExecutionSettings, progress: Progress) -> Engine:
    """The engine of a model, fetched first if it is not on the disk.

    `name` is what the user calls it: its profile's name, its name on the hub, or the path of a folder.

    Raises:
        UsageError: no such folder, device or type, or the profile does not fit the model.
        FetchError: the model cannot be fetched.
        EngineError: the model does not fit into memory, or cannot be loaded.
    """
    limit_spinning()
    tell_once(profile, cache_folder(execution.cache_dir))
    folder = files_of(profile, progress)
    runtime = profile.runtime
    assert isinstance(runtime, Pretrained)
    if runtime.adapter is not None:
        fetch_adapter(runtime.adapter, progress)
    with loading(name, profile.name, progress, remedy="see that its files are whole"):
        return load_folder(profile, folder, execution, progress)


def files_of(profile: Profile, progress: Progress = silent, *, again: bool = False) -> Path:
    """The folder with a model's files, fetched if need be.

    Raises:
        UsageError: it is a folder of the user's own without weights as safetensors.
        FetchError: the model cannot be fetched.
    """
    runtime = profile.runtime
    assert isinstance(runtime, Pretrained)
    if runtime.hub_name is not None:
        return fetch(runtime.hub_name, progress, again=again).folder
    folder = Path(runtime.source)
    if runtime.gguf and not is_whole(folder, runtime.gguf):
        raise UsageError(f"{folder / runtime.gguf}: there is no such file; name a GGUF file of a chat model")
    if not is_whole(folder, runtime.gguf):
        found = next((path.name for path in folder.glob("*.bin")), None) if folder.is_dir() else None
        what = f"its weights are a pickle ({found}), which can run code when read" if found else "no model"
        raise UsageError(
            f"{folder}: {what}; name a folder with config.json and model.safetensors "
            "(model.save_pretrained writes both)"
        )
    return folder


def load_folder(
    profile: Profile, folder: Path, execution: ExecutionSettings, progress: Progress = silent
) -> Engine:
    """The engine of a model in a folder; torch runs with the threads of `execution` from now on.

    Raises:
        UsageError: the profile does not fit the model, or the model is of a kind that is not run here.
    """
    import torch
    from transformers import AutoTokenizer

    runtime = profile.runtime
    assert isinstance(runtime, Pretrained)
    torch.set_num_threads(execution.threads or cores())
    gguf = {"gguf_file": runtime.gguf} if runtime.gguf else {}
    tokenizer = AutoTokenizer.from_pretrained(folder, **gguf, **HERE)
    if type(tokenizer).__name__ == "MarianTokenizer" and find_spec("sacremoses") is None:
        raise UsageError(
            f"{profile.name}: the package sacremoses is not installed; "
            "pip install 'vi-news-summarizer[marian]'"
        )
    make = _chat if runtime.family == "chat" else encoder_decoders.load
    return make(profile, folder, tokenizer, execution, progress)


def _chat(
    profile: Profile, folder: Path, tokenizer: Any, execution: ExecutionSettings, progress: Progress
) -> Engine:
    from summarizer.engine.batch_engine import BatchEngine
    from summarizer.engine.causal import CausalEngine
    from summarizer.engine.chat import ChatTexts
    from summarizer.engine.decoder_only import DecoderOnly
    from summarizer.engine.generating import stops_of
    from summarizer.engine.network import TransformersNetwork

    runtime = profile.runtime
    assert isinstance(runtime, Pretrained)
    if tokenizer.chat_template is None:
        raise UsageError(
            f"{profile.name}: has no chat template; name a model that was trained on instructions"
        )
    hardware = runtime.hardware(execution)
    model = load_weights(runtime, folder, hardware)
    plain = not runtime.directions
    info = profile.info(hardware, beams=ROW_ANSWERS, weighs=True, chat=plain, max_answers=MAX_ANSWERS)
    whole = not hardware.spread and hardware.dtype not in QUANTIZED  # as our engine was proven
    if plain and whole and type(model).__name__ in CHAT_ARCHITECTURES:
        return CausalEngine(
            TransformersNetwork(model),
            tokenizer,
            info,
            batch_tokens=execution.batch_tokens,
            stop_token_ids=stops_of(model.generation_config, tokenizer, profile.name),
            progress=progress,
        )
    texts = ChatTexts(tokenizer, runtime.directions, longest_of(model.config))
    return BatchEngine(
        DecoderOnly(model, texts, tokenizer), info, batch_tokens=execution.batch_tokens, progress=progress
    )
