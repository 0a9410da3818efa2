"""The weights of a model in a folder, by transformers: on their device, and in their number type."""

from pathlib import Path
from typing import Any

from summarizer.engine.interface import Hardware
from summarizer.models.adapter import fetch_adapter, merged
from summarizer.models.convert import no_bars
from summarizer.models.pretrained import Pretrained

HERE: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}


def load_weights(runtime: Pretrained, folder: Path, hardware: Hardware) -> Any:
    """The model; never a pickle, and never code of a repository.

    Raises:
        ValueError: transformers knows no such architecture.
        OSError: files are missing.
        UsageError: the adapter does not fit it.
    """
    import torch
    from transformers import AutoModelForCausalLM, AutoModelForSeq2SeqLM

    kind = AutoModelForCausalLM if runtime.family == "chat" else AutoModelForSeq2SeqLM
    source = {"gguf_file": runtime.gguf} if runtime.gguf else {"use_safetensors": True}
    with no_bars():
        model = kind.from_pretrained(folder, dtype=getattr(torch, hardware.dtype), **source, **HERE)
    if runtime.adapter is not None:
        model = merged(model, fetch_adapter(runtime.adapter), "name one that was trained on it")
    return model.to(hardware.device).eval()
