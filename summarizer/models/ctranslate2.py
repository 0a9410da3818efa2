"""Converts an encoder-decoder for CTranslate2, once, into a folder of the store."""

from pathlib import Path
from typing import Any

from summarizer.config import ExecutionSettings
from summarizer.engine.interface import Hardware
from summarizer.errors import EngineError, Setting, first_line, is_out_of_memory
from summarizer.models.memory import free_on_machine, parameters_of
from summarizer.models.pretrained import Pretrained
from summarizer.models.profile import Profile
from summarizer.models.store import Store, cache_folder
from summarizer.models.weights import load_weights
from summarizer.progress import Progress

CONVERTED = "-ct2"  # ends what the store calls a converted model
_VERSION = 1  # count up when the same weights would give another folder
_CONVERTING = 5  # bytes a number: float32, and the converted one beside it


def converted_name(profile: Profile) -> str:
    """What the store calls the converted model."""
    return profile.name.replace("/", "--") + CONVERTED


def converted(
    profile: Profile,
    folder: Path,
    tokenizer: Any,
    *,
    dtype: str,
    execution: ExecutionSettings,
    progress: Progress,
) -> Path:
    """The folder with a model for CTranslate2; made first from that in `folder` if this is the first time.

    Raises:
        EngineError: it cannot be converted, for example for want of memory.
        FetchError: it cannot be stored.
    """
    runtime = profile.runtime
    assert isinstance(runtime, Pretrained)

    def make(target: Path) -> None:
        _check_memory(profile)
        try:
            _convert(runtime, folder, tokenizer, dtype, target)
        except (ValueError, LookupError, TypeError, AttributeError, RuntimeError, MemoryError) as error:
            what = "memory does not suffice" if is_out_of_memory(error) else first_line(error)
            raise _without(f"{profile.name}: cannot be converted for CTranslate2 ({what})") from error

    made_of = (runtime.revision, runtime.adapter_digest, dtype, _VERSION)
    store = Store(cache_folder(execution.cache_dir))
    return store.made(converted_name(profile), made_of, make, progress)


def _convert(runtime: Pretrained, folder: Path, tokenizer: Any, dtype: str, target: Path) -> None:
    """Write the converted model, whose vocabulary has token ids for words: our texts are ids already."""
    from ctranslate2.converters import TransformersConverter

    model = load_weights(runtime, folder, Hardware("cpu", "float32", "for the conversion"))
    _as_before_transformers_5(model.config)

    class Converter(TransformersConverter):  # type: ignore[misc]
        def load_model(self, *_: Any, **__: Any) -> Any:
            return model

        def load_tokenizer(self, *_: Any, **__: Any) -> Any:
            return tokenizer

        def _load(self) -> Any:
            spec = super()._load()
            words = [str(token) for token in range(spec.get_target_vocabulary_size())]
            spec._vocabularies = {"source": [words], "target": [words]}  # noqa: SLF001 - no public way
            spec.config.unk_token = spec.config.bos_token = spec.config.eos_token = words[0]
            spec.config.decoder_start_token = None  # every request brings its own
            return spec

    Converter(str(folder)).convert(str(target), quantization=dtype, force=True)


def _as_before_transformers_5(config: Any) -> None:
    """Set what the converter reads of a model's settings to what the classes of transformers 5 do."""
    if config.model_type == "mbart":
        config.normalize_before = config.normalize_embedding = True
    elif config.model_type in ("t5", "mt5"):  # it scales the decoder's states where this is set
        config.tie_word_embeddings = getattr(config, "scale_decoder_outputs", False)


def _check_memory(profile: Profile) -> None:
    """Say beforehand that the memory is too small for a conversion."""
    count, free = parameters_of(profile), free_on_machine()
    if count is not None and free is not None and free < _CONVERTING * count:
        need = _CONVERTING * count / 1e9
        raise _without(
            f"{profile.name}: converting it for CTranslate2, once, takes {need:.1f} GB of memory, and "
            f"{free / 1e9:.1f} GB are free; free some"
        )


def _without(problem: str) -> EngineError:
    return EngineError(f"{problem}, or set ", Setting("execution.runtime"), " to transformers")
