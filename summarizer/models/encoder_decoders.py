"""The engine of an encoder-decoder in a folder, run by transformers or by CTranslate2."""

import json
import logging
from pathlib import Path
from typing import Any

from summarizer.config import ExecutionSettings
from summarizer.engine.batching import MAX_ANSWERS
from summarizer.engine.interface import Engine, Hardware
from summarizer.errors import UsageError
from summarizer.models.pretrained import Pretrained
from summarizer.models.profile import Profile
from summarizer.models.weights import HERE, load_weights
from summarizer.progress import Progress
from summarizer.threads import cores

_UNBOUNDED = 1_000_000  # tokens, where positions are relative
_VOCABULARY = "shared_vocabulary.json"  # of a converted model
_log = logging.getLogger(__name__)


def load(
    profile: Profile, folder: Path, tokenizer: Any, execution: ExecutionSettings, progress: Progress
) -> Engine:
    """The engine of the model in `folder`, converted first if CTranslate2 is to run it.

    Raises:
        UsageError: the profile does not fit the model.
        EngineError: it cannot be converted.
        FetchError: it cannot be stored.
    """
    from summarizer.engine.batch_engine import BatchEngine

    runtime = profile.runtime
    assert isinstance(runtime, Pretrained)
    hardware = runtime.hardware(execution)
    if hardware.library == "ctranslate2":
        model = _by_ctranslate2(
            profile, folder, tokenizer, dtype=hardware.dtype, execution=execution, progress=progress
        )
    else:
        if execution.runtime == "ctranslate2":
            _log.warning("%s: runs with transformers (%s)", profile.name, hardware.reason)
        model = _by_transformers(profile, folder, tokenizer, hardware)
    info = profile.info(hardware, beams=8, weighs=True, chat=False, max_answers=MAX_ANSWERS)
    return BatchEngine(model, info, batch_tokens=execution.batch_tokens, progress=progress)


def _by_transformers(profile: Profile, folder: Path, tokenizer: Any, hardware: Hardware) -> Any:
    from summarizer.engine.encoder_decoder import EncoderDecoder

    runtime = profile.runtime
    assert isinstance(runtime, Pretrained)
    model = load_weights(runtime, folder, hardware)
    return EncoderDecoder(model, _texts(profile, tokenizer, model.generation_config, model.config))


def _by_ctranslate2(
    profile: Profile,
    folder: Path,
    tokenizer: Any,
    *,
    dtype: str,
    execution: ExecutionSettings,
    progress: Progress,
) -> Any:
    from ctranslate2 import Translator
    from transformers import AutoConfig, GenerationConfig

    from summarizer.engine.ctranslate2_model import CTranslate2Model
    from summarizer.engine.generating import stops_of
    from summarizer.models.ctranslate2 import converted

    config = AutoConfig.from_pretrained(folder, **HERE)
    own = GenerationConfig.from_model_config(config)
    if (folder / "generation_config.json").exists():
        own = GenerationConfig.from_pretrained(folder, local_files_only=True)
    texts = _texts(profile, tokenizer, own, config)
    made = converted(profile, folder, tokenizer, dtype=dtype, execution=execution, progress=progress)
    translator = Translator(
        str(made), device="cpu", compute_type=dtype, intra_threads=execution.threads or cores()
    )
    return CTranslate2Model(
        translator,
        texts,
        size=len(json.loads((made / _VOCABULARY).read_text(encoding="utf-8"))),
        width=config.vocab_size,
        stops=stops_of(own, tokenizer, profile.name),
        bad=own.bad_words_ids or (),
    )


def _texts(profile: Profile, tokenizer: Any, own: Any, config: Any) -> Any:
    """The model's requests as token ids; `own` are its settings for generation."""
    from summarizer.engine.directions import Directions

    runtime = profile.runtime
    assert isinstance(runtime, Pretrained)
    try:
        return Directions(
            tokenizer,
            runtime.directions,
            start=_start_of(own, config),
            first=own.forced_bos_token_id,
            longest=longest_of(config),
        )
    except UsageError as error:
        raise UsageError(f"{profile.name}: {error}") from None


def _start_of(own: Any, config: Any) -> int:
    """The token that the decoder starts from, as the model says it."""
    found = (own.decoder_start_token_id, getattr(config, "decoder_start_token_id", None), own.bos_token_id)
    return int(next(one for one in found if one is not None))


def longest_of(config: Any) -> int:
    """The most tokens that a model takes: relative positions, as T5 has, have no limit."""
    of = config if config.is_encoder_decoder else config.get_text_config()
    return int(getattr(of, "max_position_embeddings", None) or _UNBOUNDED)
