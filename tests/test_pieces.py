"""The SentencePiece model of a tokenizer gives its ids and texts; what it cannot give is left as it is."""

import json
import random

import pytest
from tiny_model import write_gguf

from summarizer.engine.pieces import Pieces
from summarizer.errors import EngineError
from summarizer.models.loading import loading
from summarizer.models.sentencepiece_model import NAME, from_json
from summarizer.progress import silent

CONFIG = {"bos_token": "<bos>", "eos_token": "<eos>", "unk_token": "<unk>", "pad_token": "<pad>"}
# Joined by their number; `bc` before `ab`, runs of the same, and pieces that reach over words.
WORDS = ["bc", "ab", "aa", "aaa", "aaaa", "▁a", "▁▁", "▁▁▁", "abc", "ệc", "a▁b", "11"]
LETTERS = ["▁", *"abcdefxyz1ệ.,", "\n"]


def tokenizer():
    """A small tokenizer of transformers, made as it makes Gemma's of a file's words."""
    from tokenizers import AddedToken
    from transformers import GemmaTokenizer
    from transformers.tokenization_utils_base import generate_merges

    special = ["<pad>", "<eos>", "<bos>", "<unk>", "<mask>", "<turn>", "<table>", "\n\n"]
    tokens = [*special, *(f"<0x{byte:02X}>" for byte in range(256)), *WORDS, *LETTERS]
    vocabulary = {token: number for number, token in enumerate(tokens)}
    merges = generate_merges(vocabulary, {token: -number for token, number in vocabulary.items()})
    made = GemmaTokenizer(vocab=vocabulary, merges=merges)
    made.add_special_tokens(
        {"additional_special_tokens": [AddedToken("<turn>", normalized=False, special=True)]}
    )
    made.add_tokens([AddedToken(one, normalized=False, special=False) for one in ("<table>", "\n\n")])
    return made


def as_json(made):
    return json.loads(made.backend_tokenizer.to_str())


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    made = tokenizer()
    file = tmp_path_factory.mktemp("pieces") / NAME
    file.write_bytes(from_json(as_json(made), CONFIG))
    return made, Pieces(file)


def texts():
    """Runs, letters that only bytes can spell, added tokens, marks for spaces, and a very long text."""
    rng = random.Random(3)
    parts = [
        *WORDS,
        *LETTERS,
        " ",
        "  ",
        "\n\n",
        "\n\n\n",
        "<table>",
        "<0x41>",
        "<x>",
        "é",
        "ệ",
        "😀",
        "\x00",
        "中",
    ]
    yield from ("", " ", " a", "a ", "▁a", "aaaaaaa", "abcabc  aaa", "<table>a<table>")
    for _ in range(3000):
        few = rng.sample(parts, rng.randint(1, 5))
        yield "".join(rng.choices(few, k=rng.randint(1, 30)))
    yield "".join(rng.choices(parts, k=60_000))


def test_ids_are_those_of_transformers(both):
    theirs, ours = both
    for text in texts():
        assert ours.encode(text) == theirs.encode(text, add_special_tokens=False), text[:80]
    begins = [theirs.bos_token_id, *theirs.encode("ab", add_special_tokens=False)]
    assert ours.encode("ab", add_special_tokens=True) == begins


def test_texts_of_ids_are_those_of_transformers(both):
    theirs, ours = both
    rng = random.Random(4)
    byte_ids = [
        theirs.convert_tokens_to_ids(f"<0x{byte:02X}>") for byte in (0xC3, 0xA9, 0xF0, 0x9F, 0x41, 0xFF)
    ]
    pools = [range(len(theirs)), byte_ids, [*byte_ids, *range(8), *range(264, len(theirs))]]
    for _ in range(3000):
        ids = rng.choices(rng.choice(pools), k=rng.randint(0, 12))
        for skip in (True, False):
            expected = theirs.decode(ids, skip_special_tokens=skip)
            assert ours.decode(ids, skip_special_tokens=skip) == expected, ids


def test_control_tokens_are_known_and_never_read_in_a_text(both):
    theirs, ours = both
    assert ours.control_tokens == {"<pad>", "<eos>", "<bos>", "<unk>", "<mask>", "<turn>"}
    assert (ours.bos_token, ours.bos_token_id) == ("<bos>", 2)
    for token in ours.control_tokens:
        assert ours.convert_tokens_to_ids(token) == theirs.convert_tokens_to_ids(token)
        assert ours.convert_tokens_to_ids(token) not in ours.encode(f"a{token}b")


@pytest.mark.parametrize(
    "change",
    [
        lambda made: made["model"].update(byte_fallback=False),
        lambda made: made["model"].update(type="Unigram"),
        lambda made: made["model"]["merges"].reverse(),
        lambda made: made.update(normalizer=None),
        lambda made: made.update(decoder={"type": "ByteLevel"}),
        lambda made: made["added_tokens"][0].update(lstrip=True),
        lambda made: made["model"]["vocab"].pop("<0x41>"),
        lambda made: made["model"]["vocab"].update({"qa": len(made["model"]["vocab"])}),
    ],
)
def test_a_tokenizer_of_another_kind_is_left_as_it_is(change):
    made = as_json(tokenizer())
    assert from_json(made, CONFIG)
    change(made)
    assert from_json(made, CONFIG) is None


def test_conversion_writes_it_in_place_of_the_files_of_transformers(tmp_path):
    from summarizer.models.convert import save_tokenizer

    for architecture, has in (("gemma3", {NAME}), ("qwen2", {"tokenizer.json", "tokenizer_config.json"})):
        target = tmp_path / architecture
        target.mkdir()
        save_tokenizer(write_gguf(tmp_path / f"{architecture}.gguf", architecture), target)
        assert has <= {file.name for file in target.iterdir()}
        assert (target / "tokenizer.json").exists() == (architecture == "qwen2")


def test_what_an_older_version_converted_gets_it(tmp_path):
    """The words of transformers' files are those of the new one, whose other files are taken over."""
    from summarizer.models.convert import renew

    old, new = tmp_path / "old", tmp_path / "new"
    made = tokenizer()
    made.save_pretrained(old)
    (old / "model.safetensors").write_bytes(b"weights")
    (old / "files.json").write_text("{}", "utf-8")
    new.mkdir()
    renew(old, new, without="files.json")
    assert {file.name for file in new.iterdir()} == {NAME, "model.safetensors"}
    assert (old / "tokenizer.json").exists()
    assert Pieces(new / NAME).encode("abc aaa") == made.encode("abc aaa", add_special_tokens=False)


def test_a_damaged_one_is_told_as_that_and_not_as_want_of_memory(tmp_path):
    (tmp_path / NAME).write_bytes(b"half")
    with (
        pytest.raises(EngineError, match=r"mine: cannot be loaded .*; verify it"),
        loading("mine", "mine", silent, remedy="verify it"),
    ):
        Pieces(tmp_path / NAME)
    with (
        pytest.raises(EngineError, match=r"try a smaller model or execution\.dtype"),
        loading("mine", "mine", silent, remedy="verify it"),
    ):
        raise RuntimeError("CUDA out of memory")
