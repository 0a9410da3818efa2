"""Converts a GGUF file, with an adapter if there is one, into a folder that is loaded in a second or two.

transformers can load GGUF files itself, but reads their metadata element by element, several times: for the
262,144 words of Gemma's vocabulary that takes over a minute. Here the metadata is read once, without the
vocabulary, and the vocabulary by transformers' own faster reader. Names, configuration and adjustments of
tensors are still those of transformers (its internals: docs/third-party-internals.md).
"""

import json
import os
import shutil
import struct
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.models.adapter import merged
from summarizer.models.sentencepiece_model import NAME, from_json

VERSION = 2  # count up when the same file and adapter would give another folder, and mend `renew`
_TOKENIZER = ("tokenizer.json", "tokenizer_config.json")
_UNPACKING = 2  # tensors at a time: numpy leaves a second core idle, and each needs memory


@dataclass(frozen=True, slots=True)
class _Architecture:
    """The classes of transformers, by name, that make a model of one architecture."""

    config: str
    model: str
    tokenizer: str


# By the name that GGUF files have for it. Our engine runs any of these that ends in plain logits and whose
# layers attend fully or in a sliding window; each is compared with transformers' own reader in the tests.
_ARCHITECTURES = {
    "gemma3": _Architecture("Gemma3TextConfig", "Gemma3ForCausalLM", "GemmaTokenizer"),
    "qwen2": _Architecture("Qwen2Config", "Qwen2ForCausalLM", "Qwen2Tokenizer"),
}


def convert(source: Path, adapter: Path | None, target: Path) -> None:
    """Write the model of the GGUF file `source` into the folder `target`, the adapter merged into it.

    Weights become bfloat16 safetensors; the tokenizer and the configuration come beside them. Needs about
    four bytes of memory a parameter where there is an adapter, which is merged in float32, else two.

    Raises:
        ValueError: the file is of an architecture that is not known here, or lacks a tensor.
        UsageError: the adapter does not fit the model.
        OSError: something cannot be read or written.
    """
    import torch

    save_tokenizer(source, target)
    model = read_model(source, torch.float32 if adapter else torch.bfloat16)
    if adapter is not None:
        model = merged(model, adapter)
    with no_bars():
        model.to(torch.bfloat16).save_pretrained(target)


def save_tokenizer(source: Path, target: Path) -> None:
    """Write the tokenizer of the GGUF file `source` into the folder `target`.

    That is a SentencePiece model where there is one with the same ids, else the files of transformers. It
    is made by the tokenizer's own class: the automatic choice would read the whole file again for it.

    Raises:
        ValueError: the file is of an architecture that is not known here.
    """
    import transformers
    from transformers.integrations.gguf.reader import read_gguf_metadata

    metadata, _ = read_gguf_metadata(str(source))
    kind = getattr(transformers, _architecture(metadata["general.architecture"]).tokenizer)
    tokenizer = kind.from_pretrained(str(source.parent), gguf_file=source.name, local_files_only=True)
    tokenizer.save_pretrained(target)
    # Written again in one line: half the size, and read in half the time.
    tokenizer.backend_tokenizer.save(str(target / _TOKENIZER[0]), pretty=False)
    _to_sentencepiece(target)


def _to_sentencepiece(folder: Path) -> None:
    """Put a SentencePiece model in the place of transformers' tokenizer, where there is no chat template."""
    files = [folder / name for name in _TOKENIZER]
    if (folder / "chat_template.jinja").exists() or not all(file.exists() for file in files):
        return
    made = from_json(*(json.loads(file.read_text(encoding="utf-8")) for file in files))
    if made is None:
        return
    (folder / NAME).write_bytes(made)
    for file in files:
        file.unlink()


def renew(old: Path, target: Path, *, without: str) -> None:
    """Write into the folder `target` what `convert` would, from what the version before made of the same.

    The weights stay one file on the disk where the file system can do that. The file `without` is left out.

    Raises:
        OSError: something cannot be read or written.
        ValueError: the tokenizer's files are no JSON.
        LookupError, TypeError, AttributeError: they are JSON, but no tokenizer's.
    """
    for file in old.iterdir():
        if file.name == without:
            continue
        try:
            os.link(file, target / file.name)
        except OSError:
            shutil.copy2(file, target / file.name)
    _to_sentencepiece(target)


@contextmanager
def no_bars() -> Iterator[None]:
    """Keep transformers' own progress bars off the terminal."""
    from transformers.utils import logging

    shown = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        if shown:
            logging.enable_progress_bar()


def _architecture(name: str) -> _Architecture:
    if name not in _ARCHITECTURES:
        known = ", ".join(_ARCHITECTURES)
        raise ValueError(f"architecture {name!r} cannot be converted, but {known}")
    return _ARCHITECTURES[name]


def read_model(source: Path, dtype: Any) -> Any:
    """The model of the GGUF file `source` on the CPU, its weights unpacked to `dtype`.

    Raises:
        ValueError: the file is of an architecture that is not known here.
    """
    import torch
    import transformers
    from gguf import dequantize
    from transformers.modeling_gguf_pytorch_utils import (
        TENSOR_PROCESSORS,
        TensorProcessor,
        get_gguf_hf_weights_map,
    )

    reader = _reader(source)
    name = reader.fields["general.architecture"].contents()
    architecture = _architecture(name)
    config = getattr(transformers, architecture.config)(**_configuration(reader, name))
    with torch.device("meta"):  # no memory: the weights come from the file
        model = getattr(transformers, architecture.model)(config)
    processor = TENSOR_PROCESSORS.get(name, TensorProcessor)(config=config.to_dict())
    names = get_gguf_hf_weights_map(model, processor)

    def unpacked(tensor: Any) -> tuple[str, Any]:
        result = processor.process(
            weights=dequantize(tensor.data, tensor.tensor_type),
            name=tensor.name,
            tensor_key_mapping=names,
            parsed_parameters={},
        )
        return names.get(result.name, ""), torch.tensor(result.weights, dtype=dtype)

    with ThreadPoolExecutor(_UNPACKING) as pool:
        weights = dict(pool.map(unpacked, reader.tensors))
    weights.pop("", None)  # what transformers computes instead of reading
    if config.tie_word_embeddings:
        weights["lm_head.weight"] = weights["model.embed_tokens.weight"]
    model.load_state_dict(weights, assign=True)  # refuses both missing and unknown names
    model.tie_weights()
    return model


def _reader(source: Path) -> Any:
    """A `gguf.GGUFReader` that steps over arrays, of which only the vocabulary has any."""
    from gguf import GGUFReader, GGUFValueType

    class Reader(GGUFReader):  # type: ignore[misc]
        def _get_field_parts(self, orig_offs: int, raw_type: int) -> Any:
            if raw_type != GGUFValueType.ARRAY:
                return super()._get_field_parts(orig_offs, raw_type)
            kind, count = struct.unpack_from("<IQ", self.data, orig_offs)
            position = orig_offs + 12
            if kind == GGUFValueType.STRING:
                for _ in range(count):
                    position += 8 + struct.unpack_from("<Q", self.data, position)[0]
            else:
                position += count * self.gguf_scalar_to_np[GGUFValueType(kind)]().nbytes
            return position - orig_offs, [], [], [GGUFValueType.ARRAY]

    return Reader(source)


def _configuration(reader: Any, architecture: str) -> dict[str, Any]:
    """The settings of transformers' configuration class that the file gives."""
    from transformers.integrations.ggml import GGUF_CONFIG_MAPPING

    found: dict[str, Any] = {
        ours: reader.fields[f"{architecture}.{theirs}"].contents()
        for theirs, ours in GGUF_CONFIG_MAPPING[architecture].items()
        if ours is not None and f"{architecture}.{theirs}" in reader.fields
    }
    tensors = {tensor.name: tensor for tensor in reader.tensors}
    found["vocab_size"] = int(tensors["token_embd.weight"].shape[1])
    found["tie_word_embeddings"] = "output.weight" not in tensors
    for name, key in (("bos", "bos"), ("eos", "eos"), ("unknown", "unk"), ("padding", "pad")):
        field = reader.fields.get(f"tokenizer.ggml.{name}_token_id")
        if field is not None:
            found[f"{key}_token_id"] = field.contents()
    return found
