"""Adapters (peft, safetensors alone): where one is, whether it is whole, which one it is, and merging it."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from summarizer.errors import Setting, UsageError
from summarizer.models.catalog import ADAPTER, CONFIGURATION, HUB_NAME, WEIGHTS, is_path
from summarizer.models.hub_cache import HubName
from summarizer.progress import Progress, silent

MADE_BY_TUNE = "name a folder that 'summarizer tune' made"
OR_WHOLE = f"or one with a whole model ({CONFIGURATION})"
_PICKLE = "adapter_model.bin"


def adapter_source(name: str) -> str:
    """A name of the hub as it is, or the whole path of a folder; raises `UsageError` for anything else."""
    if is_path(name):
        return str(Path(name).expanduser().absolute())
    if HUB_NAME.fullmatch(name):
        return name
    raise UsageError(
        Setting("models.adapter"), f" {name!r}: no such adapter; name a folder, or one of the hub (ORG/NAME)"
    )


def fetch_adapter(source: str, progress: Progress = silent) -> Path:
    """The folder of an adapter, fetched from the hub if need be.

    Raises:
        UsageError: the folder holds none that is whole.
        FetchError: the hub does not give it.
    """
    folder = Path(source)
    if not folder.is_absolute():
        from summarizer.models.hub import fetch

        name = HubName.of(source, WEIGHTS)
        folder = fetch(name, progress).folder
        remedy = f"run 'hf cache rm model/{name.repository}' to fetch it again, or name another adapter"
        check_adapter(folder, remedy)
    else:
        check_adapter(folder)
    return folder


def digest_of(source: str) -> str:
    """The commit of an adapter of the hub, or the digest of a folder's; raises `FetchError`, `UsageError`."""
    folder = Path(source)
    if folder.is_absolute():
        return folder_digest(folder)
    from summarizer.models.hub import commit_of

    return commit_of(HubName.of(source, WEIGHTS))


def folder_digest(folder: Path) -> str:
    """SHA-256 of an adapter's settings and weights; raises `UsageError` where they cannot be read."""
    files = tuple(folder / name for name in (ADAPTER, WEIGHTS))
    try:
        return _digest(files, tuple(file.stat().st_mtime_ns for file in files))
    except OSError as error:
        raise UsageError(
            f"{error.filename}: {error.strerror}; restore it, or install the program again"
        ) from None


@cache
def _digest(files: tuple[Path, ...], _written: tuple[int, ...]) -> str:
    digest = hashlib.sha256()
    for path in files:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def merged(model: Any, adapter: Path, remedy: str = MADE_BY_TUNE) -> Any:
    """The model with an adapter merged into its weights; raises `UsageError` where that does not fit it."""
    from peft import PeftModel
    from safetensors import SafetensorError

    try:
        return PeftModel.from_pretrained(model, str(adapter), torch_device="cpu").merge_and_unload()
    except (KeyError, TypeError, ValueError, RuntimeError, SafetensorError) as error:
        reason = " ".join(str(error).split()[:30]) or type(error).__name__
        raise UsageError(f"{adapter}: does not fit the model ({reason}); {remedy}") from error


def check_adapter(folder: Path, remedy: str | None = None) -> str:
    """See that a folder holds an adapter whose weights are whole; gives the name of the model it is of.

    `remedy` is what to do about one that is not, where it is not of `tune`.

    Raises:
        UsageError: it does not.
    """
    from safetensors import SafetensorError, safe_open

    settings, weights = folder / ADAPTER, folder / WEIGHTS
    try:
        base = json.loads(settings.read_text(encoding="utf-8"))["base_model_name_or_path"]
    except OSError as error:
        raise UsageError(
            f"{folder}: holds no adapter ({ADAPTER}: {error.strerror}); "
            + (remedy or f"{MADE_BY_TUNE}, {OR_WHOLE}")
        ) from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UsageError(f"{settings}: is not the settings of an adapter; {remedy or MADE_BY_TUNE}") from None
    try:
        with safe_open(weights, framework="np"):
            pass
    except OSError:
        if (folder / _PICKLE).exists():
            raise UsageError(
                f"{folder}: its weights are a pickle ({_PICKLE}), which can run code when read; save them as "
                "safetensors (model.save_pretrained does)"
            ) from None
        raise UsageError(
            f"{folder}: holds no adapter ({WEIGHTS} cannot be read); {remedy or MADE_BY_TUNE}"
        ) from None
    except SafetensorError as error:
        again = remedy or "run 'summarizer tune' again"
        raise UsageError(f"{weights}: is damaged ({error}); {again}") from None
    return str(base)
