"""Tiny random encoder-decoders of the real classes, with real SentencePiece tokenizers, saved as folders."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

SEED = next((Path(__file__).parents[1] / "seeds").glob("*.txt")).read_text("utf-8")
PIECES = 300
SIZES = {"d_model": 16, "encoder_layers": 2, "decoder_layers": 2, "encoder_attention_heads": 2}
SIZES |= {"decoder_attention_heads": 2, "encoder_ffn_dim": 32, "decoder_ffn_dim": 32}
T5 = {"d_model": 16, "d_kv": 8, "d_ff": 32, "num_layers": 2, "num_heads": 2}


@cache
def _trained(kind: str, ids: tuple[tuple[str, int], ...], symbols: tuple[str, ...] = ()) -> bytes:
    import io

    import sentencepiece

    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(line for line in [*SEED.splitlines(), "vietnews:"] if line.strip()),
        model_writer=out,
        vocab_size=PIECES,
        model_type=kind,
        user_defined_symbols=list(symbols),
        hard_vocab_limit=False,
        minloglevel=2,
        **dict(ids),
    )
    return out.getvalue()


FAIRSEQ = (("unk_id", 0), ("bos_id", 1), ("eos_id", 2), ("pad_id", -1))
GOOGLE = (("pad_id", 0), ("eos_id", 1), ("unk_id", 2), ("bos_id", -1))
MADLAD = (("unk_id", 0), ("pad_id", 1), ("eos_id", 2), ("bos_id", -1))


def _nllb(folder: Path) -> tuple[Any, Any]:
    from transformers import M2M100Config, M2M100ForConditionalGeneration, NllbTokenizer
    from transformers.models.nllb.tokenization_nllb import FAIRSEQ_LANGUAGE_CODES

    (folder / "sentencepiece.bpe.model").write_bytes(_trained("bpe", FAIRSEQ))
    tokenizer = NllbTokenizer.from_pretrained(folder, extra_special_tokens=FAIRSEQ_LANGUAGE_CODES)
    return tokenizer, M2M100ForConditionalGeneration(
        M2M100Config(**SIZES, vocab_size=len(tokenizer), max_position_embeddings=128)
    )


def _m2m100(folder: Path) -> tuple[Any, Any]:
    import sentencepiece
    from transformers import M2M100Config, M2M100ForConditionalGeneration, M2M100Tokenizer

    spm = _trained("bpe", FAIRSEQ)
    (folder / "sentencepiece.bpe.model").write_bytes(spm)
    pieces = sentencepiece.SentencePieceProcessor(model_proto=spm)
    vocabulary = {"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3}
    for number in range(3, pieces.get_piece_size()):
        vocabulary[pieces.id_to_piece(number)] = len(vocabulary)
    (folder / "vocab.json").write_text(json.dumps(vocabulary), "utf-8")
    tokenizer = M2M100Tokenizer(str(folder / "vocab.json"), str(folder / "sentencepiece.bpe.model"))
    size = max(tokenizer.lang_token_to_id.values()) + 1  # the codes stand behind the words
    return tokenizer, M2M100ForConditionalGeneration(
        M2M100Config(**SIZES, vocab_size=size, max_position_embeddings=128)
    )


def _mbart50(folder: Path) -> tuple[Any, Any]:
    from transformers import MBart50Tokenizer, MBartConfig, MBartForConditionalGeneration

    (folder / "sentencepiece.bpe.model").write_bytes(_trained("unigram", FAIRSEQ))
    tokenizer = MBart50Tokenizer.from_pretrained(folder)
    config = MBartConfig(
        **SIZES, vocab_size=len(tokenizer), max_position_embeddings=128, decoder_start_token_id=2
    )
    return tokenizer, MBartForConditionalGeneration(config)


def _vinai(folder: Path) -> tuple[Any, Any]:
    from transformers import MBartConfig, MBartForConditionalGeneration, MBartTokenizer

    (folder / "sentencepiece.bpe.model").write_bytes(_trained("unigram", FAIRSEQ))
    tokenizer = MBartTokenizer.from_pretrained(folder)
    config = MBartConfig(**SIZES, vocab_size=len(tokenizer), max_position_embeddings=128)
    return tokenizer, MBartForConditionalGeneration(config)


def _t5(folder: Path) -> tuple[Any, Any]:
    from transformers import T5Config, T5ForConditionalGeneration, T5Tokenizer

    (folder / "spiece.model").write_bytes(_trained("unigram", GOOGLE))
    tokenizer = T5Tokenizer.from_pretrained(folder)
    config = T5Config(**T5, vocab_size=len(tokenizer), decoder_start_token_id=0)
    return tokenizer, T5ForConditionalGeneration(config)


def _mt5(folder: Path) -> tuple[Any, Any]:
    from transformers import MT5Config, MT5ForConditionalGeneration, T5Tokenizer

    (folder / "spiece.model").write_bytes(_trained("unigram", GOOGLE))
    tokenizer = T5Tokenizer.from_pretrained(folder)
    config = MT5Config(**T5, vocab_size=len(tokenizer) + 12, decoder_start_token_id=0)
    return tokenizer, MT5ForConditionalGeneration(config)


def _madlad(folder: Path) -> tuple[Any, Any]:
    from transformers import T5Config, T5ForConditionalGeneration, T5Tokenizer

    (folder / "spiece.model").write_bytes(_trained("unigram", MADLAD, ("<2en>", "<2vi>")))
    tokenizer = T5Tokenizer.from_pretrained(folder, extra_ids=0, pad_token="<pad>", eos_token="</s>")
    config = T5Config(
        **T5,
        vocab_size=len(tokenizer),
        decoder_start_token_id=0,
        pad_token_id=1,
        eos_token_id=2,
        feed_forward_proj="gated-gelu",
        tie_word_embeddings=False,
    )
    return tokenizer, T5ForConditionalGeneration(config)


def _marian(folder: Path) -> tuple[Any, Any]:
    import sentencepiece
    from transformers import MarianConfig, MarianMTModel, MarianTokenizer

    spm = _trained("unigram", (("unk_id", 1), ("eos_id", 0), ("bos_id", -1), ("pad_id", -1)))
    for name in ("source.spm", "target.spm"):
        (folder / name).write_bytes(spm)
    pieces = sentencepiece.SentencePieceProcessor(model_proto=spm)
    vocabulary = {pieces.id_to_piece(number): number for number in range(pieces.get_piece_size())}
    vocabulary["<pad>"] = len(vocabulary)
    (folder / "vocab.json").write_text(json.dumps(vocabulary), "utf-8")
    tokenizer = MarianTokenizer(
        str(folder / "source.spm"), str(folder / "target.spm"), str(folder / "vocab.json")
    )
    pad = vocabulary["<pad>"]
    config = MarianConfig(
        **SIZES,
        vocab_size=len(vocabulary),
        max_position_embeddings=128,
        pad_token_id=pad,
        eos_token_id=0,
        decoder_start_token_id=pad,
    )
    model = MarianMTModel(config)
    model.generation_config.bad_words_ids = [[pad]]
    return tokenizer, model


def _bartpho(folder: Path) -> tuple[Any, Any]:
    import sentencepiece
    from transformers import BartphoTokenizer, MBartConfig, MBartForConditionalGeneration

    spm = _trained("unigram", FAIRSEQ)
    (folder / "sentencepiece.bpe.model").write_bytes(spm)
    pieces = sentencepiece.SentencePieceProcessor(model_proto=spm)
    words = [pieces.id_to_piece(number) for number in range(3, pieces.get_piece_size())]
    (folder / "dict.txt").write_text("".join(f"{word} 1\n" for word in words), "utf-8")
    tokenizer = BartphoTokenizer(str(folder / "sentencepiece.bpe.model"), str(folder / "dict.txt"))
    config = MBartConfig(
        **SIZES, vocab_size=len(tokenizer), max_position_embeddings=128, decoder_start_token_id=2
    )
    return tokenizer, MBartForConditionalGeneration(config)


FAMILIES: dict[str, Callable[[Path], tuple[Any, Any]]] = {
    "nllb": _nllb,
    "m2m100": _m2m100,
    "mbart50": _mbart50,
    "vinai": _vinai,
    "t5": _t5,
    "mt5": _mt5,
    "madlad": _madlad,
    "marian": _marian,
    "bartpho": _bartpho,
}

# What makes the end likelier, but not the first token: a bias, or else a factor of its weights.
ENDING = {"m2m100": 3.8, "mbart50": 2.5, "vinai": 2.5, "t5": 3.0, "mt5": 1.5, "madlad": 2.0}
ENDING |= {"marian": 2.5, "bartpho": 2.5}


def write_model(root: Path, family: str, *, ending: bool = False) -> Path:
    """The folder of a random model of that family, as `save_pretrained` writes it.

    Of one that is `ending`, some answers end by themselves.
    """
    import torch

    name = f"{family}-ending" if ending else family
    made, folder = root / f"{name}-made", root / name
    if folder.exists():
        return folder
    made.mkdir(parents=True)
    torch.manual_seed(0)
    tokenizer, model = FAMILIES[family](made)
    with torch.no_grad():
        for weights in model.parameters():  # of the usual size all answers are the same token
            weights.mul_(8 if weights.dim() > 1 else 1)
        if ending and hasattr(model, "final_logits_bias"):
            model.final_logits_bias[0, tokenizer.eos_token_id] = ENDING[family]
        elif ending:
            model.lm_head.weight[tokenizer.eos_token_id] *= ENDING[family]
    tokenizer.save_pretrained(folder)
    model.save_pretrained(folder)
    return folder
