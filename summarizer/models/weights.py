"""The weights of a model in a folder, by transformers: on their device or devices, in their number type."""

from pathlib import Path
from typing import Any

from summarizer.engine.interface import Hardware
from summarizer.errors import EngineError, Setting, UsageError
from summarizer.models.adapter import fetch_adapter, merged
from summarizer.models.convert import no_bars
from summarizer.models.hardware import QUANTIZED, choose_dtype
from summarizer.models.pretrained import Pretrained

HERE: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}


def load_weights(runtime: Pretrained, folder: Path, hardware: Hardware) -> Any:
    """The model; never a pickle, and never code of a repository.

    Raises:
        ValueError: transformers knows no such architecture.
        OSError: files are missing.
        UsageError: the adapter does not fit it, or such weights cannot be loaded so.
        EngineError: it does not fit into the memory of all devices.
    """
    import torch
    from transformers import AutoModelForCausalLM, AutoModelForSeq2SeqLM

    kind = AutoModelForCausalLM if runtime.family == "chat" else AutoModelForSeq2SeqLM
    source = {"gguf_file": runtime.gguf} if runtime.gguf else {"use_safetensors": True}
    placed = _placed(runtime, hardware)
    dtype = choose_dtype("auto", hardware.device)[0] if hardware.dtype in QUANTIZED else hardware.dtype
    with no_bars():
        model = kind.from_pretrained(folder, dtype=getattr(torch, dtype), **source, **placed, **HERE)
    if "disk" in getattr(model, "hf_device_map", {}).values():
        raise EngineError(
            f"{runtime.source}: the memory of all GPUs and of the machine does not suffice; try ",
            Setting("execution.dtype"),
            " int4, or a smaller model",
        )
    if runtime.adapter is not None:
        model = merged(model, fetch_adapter(runtime.adapter), "name one that was trained on it")
    return (model if placed else model.to(hardware.device)).eval()


def _placed(runtime: Pretrained, hardware: Hardware) -> dict[str, Any]:
    """How transformers is to spread or quantize the weights, if at all; raises `UsageError`."""
    if not hardware.spread and hardware.dtype not in QUANTIZED:
        return {}
    setting = Setting("execution.device_map" if hardware.spread else "execution.dtype")
    if runtime.adapter is not None:
        told = f"{runtime.adapter}: an adapter is merged into whole weights on one device; leave it out, or "
        raise UsageError(told, setting)
    placed: dict[str, Any] = {"device_map": "auto" if hardware.spread else {"": hardware.device}}
    if hardware.dtype in QUANTIZED:
        if runtime.gguf is not None:
            told = f"{runtime.gguf}: a GGUF file is not quantized again; name safetensors, or leave out "
            raise UsageError(told, setting)
        placed["quantization_config"] = _quantization(hardware)
    return placed


def _quantization(hardware: Hardware) -> Any:
    import torch
    from transformers import BitsAndBytesConfig

    if hardware.dtype == "int8":
        return BitsAndBytesConfig(load_in_8bit=True)
    return BitsAndBytesConfig(
        load_in_4bit=True,
        bnb_4bit_quant_type="nf4",  # for weights that are normally distributed (Dettmers et al. 2023, QLoRA)
        bnb_4bit_compute_dtype=getattr(torch, choose_dtype("auto", hardware.device)[0]),
    )
