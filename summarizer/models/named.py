"""Models that no profile describes, by their folder or their name on the hub: what their settings tell."""

import json
from pathlib import Path
from typing import Any

from summarizer.errors import UsageError
from summarizer.models.hub import configuration
from summarizer.models.hub_cache import HubName

_NLLB = {"source_language": "vie_Latn", "first_token": "eng_Latn"}
_NLLB_BACK = {"source_language": "eng_Latn", "first_token": "vie_Latn"}
_M2M = {"source_language": "vi", "first_token": "__en__"}
_M2M_BACK = {"source_language": "en", "first_token": "__vi__"}
_MBART50 = {"source_language": "vi_VN", "first_token": "en_XX"}
# What the tokenizer's class tells of a translator; what a model wants before a text, none tells.
_DIRECTIONS: dict[str, dict[str, dict[str, str]]] = {
    "Nllb": {"translation": _NLLB, "back": _NLLB_BACK},
    "M2M100": {"translation": _M2M, "back": _M2M_BACK},
    "MBart50": {"translation": _MBART50},
    "Marian": {"translation": {}},
}
_UNKNOWN = {
    "licence": "unknown",
    "licence_url": "see where it comes from",
    "languages": ("vi", "en"),
}
_CHAT = _UNKNOWN | {
    "prompt_set": "chat",
    "terms": "list",
    "max_source_tokens": 3000,
    "max_segment_tokens": 400,
}
_PROFILE = "describe it in a profile (see docs/models.md)"


def described(source: str, name: str) -> dict[str, Any]:
    """The fields of a profile for the model in a folder, or of that name on the hub.

    Raises:
        UsageError: its settings cannot be read, or do not tell how it is used.
        FetchError: the hub does not give them.
    """
    config = _read(source, "config.json")
    tokenizer = _read(source, "tokenizer_config.json")
    fields = {"name": name, "title": name}
    runtime: dict[str, Any] = {"kind": "transformers", "source": source}
    if config.get("is_encoder_decoder"):
        kind = str(tokenizer.get("tokenizer_class") or config.get("tokenizer_class") or "")
        directions = next((one for start, one in _DIRECTIONS.items() if kind.startswith(start)), None)
        if directions is None:
            model_type = config.get("model_type", "of an unknown type")
            raise UsageError(
                f"{name}: is {model_type}, whose settings do not tell how it is asked; {_PROFILE}"
            )
        return (
            _UNKNOWN
            | fields
            | {
                "tasks": ("translation",),
                "prompt_set": "seq2seq",
                "terms": "none",
                "max_source_tokens": 400,
                "max_segment_tokens": 200,
                "runtime": runtime | {"family": "encoder-decoder", "ctranslate2": True} | directions,
            }
        )
    if not _is_chat(config):
        kind = (config.get("architectures") or ["of no kind"])[0]
        raise UsageError(f"{name}: is {kind}, which is not run here; serve it, and name it as openai:NAME")
    return _CHAT | fields | {"runtime": runtime | {"family": "chat"}}


def described_gguf(path: Path) -> dict[str, Any]:
    """The fields of a profile for a GGUF file, of which only a chat model can be told how it is asked."""
    runtime = {"kind": "transformers", "source": str(path.absolute().parent), "gguf": path.name}
    return _CHAT | {"name": path.stem, "title": path.name, "runtime": runtime | {"family": "chat"}}


def _is_chat(config: dict[str, Any]) -> bool:
    """Whether transformers has a decoder-only class for a model, without code of its repository."""
    from transformers.models.auto.modeling_auto import MODEL_FOR_CAUSAL_LM_MAPPING_NAMES

    return config.get("model_type") in MODEL_FOR_CAUSAL_LM_MAPPING_NAMES


def _read(source: str, file: str) -> dict[str, Any]:
    if not Path(source).is_absolute():
        return configuration(HubName.of(source), file)
    path = Path(source) / file
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}; name a folder with a whole model") from None
    except ValueError as error:
        raise UsageError(f"{path}: is not valid JSON ({error}); fetch the model again") from None
    return dict(found) if isinstance(found, dict) else {}
