"""Turns a model's name into an engine that is ready to run."""

import os
from typing import Any

from summarizer.config import ExecutionSettings, Settings
from summarizer.engine.interface import Engine, EngineInfo
from summarizer.errors import EngineError, UsageError
from summarizer.models.profile import Profile, load_profile
from summarizer.models.store import Store, cache_folder
from summarizer.progress import Progress, silent


def load_engine(name: str, settings: Settings, *, progress: Progress = silent) -> Engine:
    """The engine of a model, fetched and converted first if this is the first time.

    Raises:
        UsageError: no such model, device or type.
        FetchError: the model cannot be fetched, verified, converted or stored.
        EngineError: the model does not fit into memory.
    """
    profile = load_profile(name)
    execution = settings.execution
    folder = Store(cache_folder(execution.cache_dir)).ensure(profile, progress)
    stage = f"loading {name}"
    progress(stage, 0, None)
    try:
        return _load(profile, str(folder), execution, progress)
    except (RuntimeError, MemoryError) as error:
        reason = next(iter(str(error).strip().splitlines()), type(error).__name__)
        raise EngineError(f"{name}: cannot be loaded ({reason}); try a smaller model or --dtype") from error
    finally:
        progress(stage, 1, 1)


def _load(profile: Profile, folder: str, execution: ExecutionSettings, progress: Progress) -> Engine:
    import numpy as np
    import torch
    from transformers import AutoModelForCausalLM, PreTrainedTokenizerFast

    from summarizer.engine.causal import CausalEngine

    torch.set_num_threads(execution.threads or cores())
    device = choose_device(execution.device)
    dtype, reason = choose_dtype(execution.dtype, device)
    tokenizer = PreTrainedTokenizerFast.from_pretrained(folder, local_files_only=True)
    model: Any = AutoModelForCausalLM.from_pretrained(
        folder, dtype=getattr(torch, dtype), local_files_only=True, use_safetensors=True
    )
    model.to(device).eval()
    signature = profile.signature()
    info = EngineInfo(
        name=profile.name,
        revision=signature.revision,
        adapter=signature.adapter,
        device=device,
        dtype=dtype,
        dtype_reason=reason,
        prompt_set=profile.prompt_set,
        terms=profile.terms,
        max_source_tokens=profile.max_source_tokens,
        max_segment_tokens=profile.max_segment_tokens,
    )
    allowed = profile.output_tokens_file
    return CausalEngine(
        model,
        tokenizer,
        info,
        chat=profile.chat,
        batch_tokens=execution.batch_tokens,
        stop_token_ids=frozenset(profile.stop_token_ids),
        output_tokens=None if allowed is None else np.load(allowed, allow_pickle=False),
        progress=progress,
    )


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def choose_device(asked: str) -> str:
    """The device's name, the best there is for `auto`. Raises `UsageError` for one that is not there."""
    import torch

    if asked == "auto":
        if torch.cuda.is_available():
            return "cuda"
        return "mps" if torch.backends.mps.is_available() else "cpu"
    kind, _, number = asked.partition(":")
    there = {
        "cpu": not number,
        "mps": torch.backends.mps.is_available() and not number,
        "cuda": not number or (number.isdecimal() and int(number) < torch.cuda.device_count()),
    }
    if kind not in there:
        raise UsageError(f"--device {asked}: no such device; use auto, cpu, cuda, cuda:N or mps")
    if not there[kind] or (kind == "cuda" and not torch.cuda.is_available()):
        raise UsageError(f"--device {asked}: this machine or this build of torch has none; use --device auto")
    return asked


def choose_dtype(asked: str, device: str) -> tuple[str, str]:
    """The torch type's name, and why that one."""
    import torch

    if asked != "auto":
        return asked, "asked for"
    if device.startswith("cuda"):
        if torch.cuda.is_bf16_supported(including_emulation=False):
            return "bfloat16", "the GPU computes in bfloat16"
        return "float32", "the GPU has no bfloat16 units"
    if device == "cpu" and torch.cpu._is_amx_tile_supported():  # noqa: SLF001 - no public name for it
        return "bfloat16", "the CPU has AMX units for bfloat16"
    return "float32", "the CPU has no AMX units, without which bfloat16 is slower"
