"""Turns a model's name into an engine that is ready to run."""

import json
import os
from pathlib import Path
from typing import Any

from summarizer.config import ExecutionSettings, Settings
from summarizer.engine.interface import Engine, EngineInfo
from summarizer.errors import EngineError, UsageError, first_line
from summarizer.models.profile import Profile, load_profile
from summarizer.models.store import Store, cache_folder
from summarizer.progress import Progress, silent
from summarizer.threads import cores

_SPECIAL = ("bos_token", "eos_token", "unk_token", "pad_token")

# How long torch's threads spin before they sleep. Where something else needs the cores, spinning as long as
# GNU OpenMP does by default makes a run several times slower (65 s for 12 s); not at all costs a fifth on an
# idle machine (39 s for 31 s). OpenMP reads this when torch is first imported; the user's own settings win.
if "OMP_WAIT_POLICY" not in os.environ:
    os.environ.setdefault("GOMP_SPINCOUNT", "3000")


def load_engine(name: str, settings: Settings, *, progress: Progress = silent) -> Engine:
    """The engine of a model, shipped or tuned, fetched and converted first if this is the first time.

    Raises:
        UsageError: no such model, adapter, device or type.
        FetchError: the model cannot be fetched, verified, converted or stored.
        EngineError: the model does not fit into memory, or its weights are damaged.
    """
    from safetensors import SafetensorError

    profile = load_profile(name)
    execution = settings.execution
    folder = Store(cache_folder(execution.cache_dir)).ensure(profile, progress)
    stage = f"loading {profile.name}"
    progress(stage, 0, None)
    try:
        return load_folder(profile, folder, execution, progress)
    except SafetensorError as error:
        raise EngineError(
            f"{name}: its weights are damaged ({first_line(error)}); run 'summarizer models verify {name}'"
        ) from error
    except (RuntimeError, MemoryError) as error:
        raise EngineError(
            f"{name}: cannot be loaded ({first_line(error)}); try a smaller model or --dtype"
        ) from error
    finally:
        progress(stage, 1, 1)


def load_folder(
    profile: Profile, folder: Path, execution: ExecutionSettings, progress: Progress = silent
) -> Engine:
    """The engine of a model in a converted folder; torch runs with the threads of `execution` from now on."""
    import torch

    from summarizer.engine.causal import CausalEngine

    torch.set_num_threads(execution.threads or cores())
    device = choose_device(execution.device)
    dtype, reason = choose_dtype(execution.dtype, device)
    tokenizer = load_tokenizer(folder)
    model = load_model(folder, getattr(torch, dtype)).to(device).eval()
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
    return CausalEngine(
        model,
        tokenizer,
        info,
        batch_tokens=execution.batch_tokens,
        stop_token_ids=frozenset(profile.stop_token_ids),
        output_tokens=profile.output_token_ids(),
        progress=progress,
    )


def load_tokenizer(folder: Path) -> Any:
    """The tokenizer of a converted folder.

    Built from its one file: `from_pretrained` would parse those megabytes four times more.
    """
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
    if device == "cpu":
        for unit, there in (
            ("AMX", torch.cpu._is_amx_tile_supported),  # noqa: SLF001 - no public names for these
            ("AVX-512", torch.cpu._is_avx512_bf16_supported),  # noqa: SLF001
        ):
            if there():
                return "bfloat16", f"the CPU has {unit} units for bfloat16"
        return "float32", "the CPU has no bfloat16 units (AMX or AVX-512 BF16)"
    return "float32", f"bfloat16 was not measured on {device}"
