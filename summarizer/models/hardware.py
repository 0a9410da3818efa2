"""Which device, number type and library a model runs with, and how its threads wait."""

import os
from importlib.util import find_spec

from summarizer.config import ExecutionSettings
from summarizer.engine.interface import Hardware
from summarizer.errors import Setting, UsageError

QUANTIZED = ("int8", "int4")  # by bitsandbytes, where CTranslate2 does not run the model
_CONVERTED = ("int8", "float32")  # number types of CTranslate2 on every CPU


def limit_spinning() -> None:
    """Let torch's threads sleep soon where they wait; must be called before torch is first imported.

    Where something else needs the cores, spinning as long as GNU OpenMP does by default makes a run several
    times slower (65 s for 12 s); not at all costs a fifth on an idle machine (39 s for 31 s). The user's own
    settings win.
    """
    if "OMP_WAIT_POLICY" not in os.environ:
        os.environ.setdefault("GOMP_SPINCOUNT", "3000")


def choose_device(asked: str) -> str:
    """The device's name, the best there is for `auto`. Raises `UsageError` for one that is not there."""
    import torch

    if asked == "auto":
        if torch.cuda.is_available():
            return "cuda"
        return "mps" if torch.backends.mps.is_available() else "cpu"
    setting = Setting("execution.device")
    kind, _, number = asked.partition(":")
    there = {
        "cpu": not number,
        "mps": torch.backends.mps.is_available() and not number,
        "cuda": not number or (number.isdecimal() and int(number) < torch.cuda.device_count()),
    }
    if kind not in there:
        raise UsageError(setting, f" {asked}: no such device; use auto, cpu, cuda, cuda:N or mps")
    if not there[kind] or (kind == "cuda" and not torch.cuda.is_available()):
        none = f" {asked}: this machine or this build of torch has none; use "
        raise UsageError(setting, none, setting, " auto")
    return asked


def choose(
    execution: ExecutionSettings, *, convertible: bool | None = None, by_transformers: bool = False
) -> Hardware:
    """What a model runs on, by the settings; torch must not be imported yet.

    `convertible` says of an encoder-decoder whether CTranslate2 can run it; None is for other models.

    Raises:
        UsageError: the device is not there, or a package, or the number type is not for such a model on it.
    """
    limit_spinning()
    device = choose_device(execution.device)
    why_not = _why_not_converted(execution, device, convertible=convertible)
    if why_not is None:
        return Hardware(
            device,
            "int8" if execution.dtype == "auto" else execution.dtype,
            "converted for CTranslate2",
            "ctranslate2",
        )
    if execution.dtype in QUANTIZED:
        _check_quantized(execution.dtype, device, why_not, by_transformers=by_transformers)
    spread = by_transformers and execution.device_map == "auto" and device.startswith("cuda")
    if spread:
        if device != "cuda":
            raise UsageError(
                Setting("execution.device_map"),
                f" auto: is for all GPUs, and {device} is one; leave out ",
                Setting("execution.device"),
            )
        _need(Setting("execution.device_map"), "auto", "accelerate")
    dtype, reason = choose_dtype(execution.dtype, device)
    return Hardware(device, dtype, f"{reason}; {why_not}" if why_not else reason, spread=spread)


def _check_quantized(dtype: str, device: str, why_not: str, *, by_transformers: bool) -> None:
    """See that bitsandbytes can hold a model in 8 or 4 bits; raises `UsageError`."""
    setting = Setting("execution.dtype")
    if not by_transformers:
        raise UsageError(
            setting,
            f" {dtype}: is for models that transformers or CTranslate2 runs; name one",
            ", or use ",
            setting,
            " auto",
        )
    if not device.startswith("cuda"):
        why = why_not or "bitsandbytes needs a GPU of NVIDIA"
        raise UsageError(setting, f" {dtype}: {why}; or use ", setting, " auto")
    for package in ("bitsandbytes", "accelerate"):
        _need(setting, dtype, package)


def _need(setting: Setting, value: str, package: str) -> None:
    if find_spec(package) is None:
        told = f" {value}: the package {package} is not installed; pip install 'vi-news-summarizer[large]'"
        raise UsageError(setting, told)


def _why_not_converted(execution: ExecutionSettings, device: str, *, convertible: bool | None) -> str | None:
    """Why CTranslate2 does not run a model, None if it does; empty where nobody expects it."""
    if convertible is None or execution.runtime == "transformers" or device != "cpu":
        return ""
    if not convertible:
        return "its profile does not say that CTranslate2 can run it (ctranslate2 = true)"
    if execution.dtype not in ("auto", *_CONVERTED):
        return f"CTranslate2 computes in {' or '.join(_CONVERTED)} on a CPU"
    if find_spec("ctranslate2") is None:
        return "CTranslate2 is not installed: pip install 'vi-news-summarizer[ct2]'"
    return None


def choose_dtype(asked: str, device: str) -> tuple[str, str]:
    """The number type's name, and why that one."""
    import torch

    if asked != "auto":
        return asked, "asked for"
    if device.startswith("cuda"):
        if torch.cuda.is_bf16_supported(including_emulation=False):
            return "bfloat16", "the GPU computes in bfloat16"
        return "float32", "the GPU has no bfloat16 units"
    if device == "cpu":
        for unit, there in (
            ("AMX", torch.cpu._is_amx_tile_supported),  # noqa: SLF001 - no public names for these
            ("AVX-512", torch.cpu._is_avx512_bf16_supported),  # noqa: SLF001
        ):
            if there():
                return "bfloat16", f"the CPU has {unit} units for bfloat16"
        return "float32", "the CPU has no bfloat16 units (AMX or AVX-512 BF16)"
    return "float32", f"bfloat16 was not measured on {device}"
