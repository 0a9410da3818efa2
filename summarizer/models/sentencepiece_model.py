"""Makes a SentencePiece model of a tokenizer of transformers: a third of the size, and read at once."""

from typing import Any

NAME = "tokenizer.model"
# The steps of Gemma's tokenizer, which SentencePiece has too (Kudo and Richardson 2018, arXiv 1808.06226).
_NORMALIZER = {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}
_BYTES = {f"<0x{byte:02X}>" for byte in range(256)}
_DECODERS = ["Replace", "ByteFallback", "Fuse"]


def from_json(tokenizer: dict[str, Any], config: dict[str, Any]) -> bytes | None:
    """The SentencePiece model that gives the same ids, or None where there can be none.

    `tokenizer` is what `tokenizer.json` says, `config` what `tokenizer_config.json` says. Its pieces must
    join by their number in the vocabulary, lowest first (byte-pair encoding, Sennrich et al. 2016, arXiv
    1508.07909): SentencePiece knows no other order.
    """
    if not _is_alike(tokenizer):
        return None
    from sentencepiece import sentencepiece_model_pb2 as protobuf

    kinds = protobuf.ModelProto.SentencePiece
    control = {one["id"] for one in tokenizer["added_tokens"] if one["special"]}
    whole = {one["id"] for one in tokenizer["added_tokens"] if not one["special"]}
    model = protobuf.ModelProto()
    vocabulary: dict[str, int] = tokenizer["model"]["vocab"]
    for piece, number in sorted(vocabulary.items(), key=lambda one: one[1]):
        added = model.pieces.add(piece=piece, score=-float(number))
        if piece == tokenizer["model"]["unk_token"]:
            added.type = kinds.UNKNOWN
        elif piece in _BYTES:
            added.type = kinds.BYTE
        elif number in control:
            added.type = kinds.CONTROL
        elif number in whole:
            added.type = kinds.USER_DEFINED
    trainer, normalizer = model.trainer_spec, model.normalizer_spec
    trainer.model_type = protobuf.TrainerSpec.BPE
    trainer.byte_fallback = True
    trainer.vocab_size = len(vocabulary)
    for name in ("unk", "bos", "eos", "pad"):
        token = config.get(f"{name}_token") or ""
        setattr(trainer, f"{name}_id", vocabulary.get(token, -1))
        if token in vocabulary:
            setattr(trainer, f"{name}_piece", token)
    normalizer.name = "identity"
    normalizer.add_dummy_prefix = normalizer.remove_extra_whitespaces = False
    normalizer.escape_whitespaces = True
    return bytes(model.SerializeToString())


def _is_alike(tokenizer: dict[str, Any]) -> bool:
    """Whether SentencePiece would join the same pieces in the same order."""
    model, decoder = tokenizer["model"], tokenizer["decoder"] or {}
    if model["type"] != "BPE" or not model["byte_fallback"] or tokenizer["normalizer"] != _NORMALIZER:
        return False
    if [one["type"] for one in decoder.get("decoders", [])] != _DECODERS:
        return False
    vocabulary: dict[str, int] = model["vocab"]
    if sorted(vocabulary.values()) != list(range(len(vocabulary))) or model["unk_token"] not in vocabulary:
        return False
    if not vocabulary.keys() >= _BYTES:
        return False
    added = tokenizer["added_tokens"]
    if any(one["lstrip"] or one["rstrip"] or one["single_word"] for one in added):
        return False
    joined = vocabulary.keys() - _BYTES - {one["content"] for one in added} - {model["unk_token"]}
    if not all(letter in vocabulary for piece in joined for letter in piece):
        return False  # SentencePiece joins a letter that is no word itself, transformers does not
    merged = [vocabulary["".join(pair)] for pair in model["merges"]]
    return merged == sorted(merged)
