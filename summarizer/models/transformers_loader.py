"""Loads a model of the hub or of a folder by transformers: fetched where need be, then our engine on it."""

import logging
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from summarizer.config import ExecutionSettings
from summarizer.engine.batching import MAX_ANSWERS, ROW_ANSWERS
from summarizer.engine.interface import Engine, Hardware
from summarizer.errors import EngineError, Setting, UsageError, first_line
from summarizer.models.convert import no_bars
from summarizer.models.hardware import limit_spinning
from summarizer.models.hub import fetch
from summarizer.models.hub_cache import is_whole
from summarizer.models.pretrained import CHAT_ARCHITECTURES, Pretrained
from summarizer.models.profile import Profile
from summarizer.progress import Progress, silent
from summarizer.threads import cores

_log = logging.getLogger(__name__)
_HERE: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
_UNBOUNDED = 1_000_000  # tokens, where positions are relative


def load(name: str, profile: Profile, execution: ExecutionSettings, progress: Progress) -> Engine:
    """The engine of a model, fetched first if it is not on the disk.

    `name` is what the user calls it: its profile's name, its name on the hub, or the path of a folder.

    Raises:
        UsageError: no such folder, device or type, or the profile does not fit the model.
        FetchError: the model cannot be fetched.
        EngineError: the model does not fit into memory, or cannot be loaded.
    """
    limit_spinning()
    folder = files_of(profile, progress)
    stage = f"loading {profile.name}"
    progress(stage, 0, None)
    try:
        return load_folder(profile, folder, execution, progress)
    except (OSError, ValueError, ImportError) as error:
        raise EngineError(
            f"{name}: transformers cannot load it ({first_line(error)}); see that its files are whole"
        ) from error
    except (RuntimeError, MemoryError) as error:
        raise EngineError(
            f"{name}: cannot be loaded ({first_line(error)}); try a smaller model or ",
            Setting("execution.dtype"),
        ) from error
    finally:
        progress(stage, 1, 1)


def files_of(profile: Profile, progress: Progress = silent, *, again: bool = False) -> Path:
    """The folder with a model's files, fetched if need be; its notice is told when it is first fetched.

    Raises:
        UsageError: it is a folder of the user's own without weights as safetensors.
        FetchError: the model cannot be fetched.
    """
    runtime = profile.runtime
    assert isinstance(runtime, Pretrained)
    if runtime.hub_name is not None:
        if profile.notice and runtime.folder is None:
            _log.warning("%s: %s", profile.name, profile.notice)
        return fetch(runtime.hub_name, progress, again=again).folder
    folder = Path(runtime.source)
    if not is_whole(folder):
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
    tokenizer = AutoTokenizer.from_pretrained(folder, **_HERE)
    if type(tokenizer).__name__ == "MarianTokenizer" and find_spec("sacremoses") is None:
        raise UsageError(
            f"{profile.name}: the package sacremoses is not installed; "
            "pip install 'vi-news-summarizer[marian]'"
        )
    make = _chat if runtime.family == "chat" else _encoder_decoder
    return make(profile, folder, tokenizer, execution, progress)


def _encoder_decoder(
    profile: Profile, folder: Path, tokenizer: Any, execution: ExecutionSettings, progress: Progress
) -> Engine:
    from transformers import AutoModelForSeq2SeqLM

    from summarizer.engine.directions import Direction, Directions
    from summarizer.engine.encoder_decoder import EncoderDecoderEngine

    runtime = profile.runtime
    assert isinstance(runtime, Pretrained)
    hardware = runtime.hardware(execution)
    model = _weights(AutoModelForSeq2SeqLM, folder, hardware)
    directions: Any = {use: Direction(**table.model_dump()) for use, table in runtime.directions.items()}
    info = profile.info(hardware, beams=8, weighs=True, chat=False, max_answers=MAX_ANSWERS)
    try:
        asked = Directions(tokenizer, directions, start_of(model), longest_of(model))
    except UsageError as error:
        raise UsageError(f"{profile.name}: {error}") from None
    return EncoderDecoderEngine(model, asked, info, batch_tokens=execution.batch_tokens, progress=progress)


def _chat(
    profile: Profile, folder: Path, tokenizer: Any, execution: ExecutionSettings, progress: Progress
) -> Engine:
    from transformers import AutoConfig, AutoModelForCausalLM

    from summarizer.engine.causal import CausalEngine

    kind = (AutoConfig.from_pretrained(folder, **_HERE).architectures or ["of no kind"])[0]
    if kind not in CHAT_ARCHITECTURES:
        raise UsageError(
            f"{profile.name}: is {kind}, and of chat models {', '.join(CHAT_ARCHITECTURES)} are run here; "
            "serve it, for example with vLLM, and name it as openai:NAME"
        )
    if tokenizer.chat_template is None:
        raise UsageError(
            f"{profile.name}: has no chat template; name a model that was trained on instructions"
        )
    hardware = profile.runtime.hardware(execution)
    model = _weights(AutoModelForCausalLM, folder, hardware)
    stops = model.generation_config.eos_token_id
    return CausalEngine(
        model,
        tokenizer,
        profile.info(hardware, beams=ROW_ANSWERS, weighs=True, chat=True, max_answers=MAX_ANSWERS),
        batch_tokens=execution.batch_tokens,
        stop_token_ids=frozenset(stops if isinstance(stops, list) else [stops]),
        progress=progress,
    )


def _weights(kind: Any, folder: Path, hardware: Hardware) -> Any:
    """The model of a folder on its device; never a pickle, and never code of a repository."""
    import torch

    with no_bars():
        model = kind.from_pretrained(
            folder, dtype=getattr(torch, hardware.dtype), use_safetensors=True, **_HERE
        )
    return model.to(hardware.device).eval()


def start_of(model: Any) -> int:
    """The token that the decoder starts from, as the model says it."""
    own, config = model.generation_config, model.config
    found = (own.decoder_start_token_id, getattr(config, "decoder_start_token_id", None), own.bos_token_id)
    return int(next(one for one in found if one is not None))


def longest_of(model: Any) -> int:
    """The most tokens that the encoder takes: relative positions, as T5 has, have no limit."""
    return int(getattr(model.config, "max_position_embeddings", None) or _UNBOUNDED)
