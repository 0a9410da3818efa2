"""A tiny random model through the whole way: GGUF, conversion, loading, generation in batches."""

import sys
from collections import deque

import numpy as np
import pytest
from tiny_model import tiny_engine, write_gguf

from summarizer.engine.interface import Decoding, Message, Request
from summarizer.errors import EngineError, UsageError
from summarizer.models import embedded, hardware
from summarizer.models.convert import convert, read_model, save_tokenizer

TEXTS = [
    "abc def",
    "x",
    "a much longer text, which is padded beside none",
    "123 456",
    "abc def!",
    "zz top " * 9,
]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("tiny")


def complete(engine, requests):
    queue = deque(requests)
    return {done.request.id: done for done in engine.generate(queue)}


@pytest.mark.parametrize("architecture", ["gemma3", "qwen2"])
def test_conversion_gives_what_transformers_own_reader_gives(tmp_path, architecture):
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    source = write_gguf(tmp_path / "m.gguf", architecture)
    theirs = AutoModelForCausalLM.from_pretrained(tmp_path, gguf_file=source.name, dtype=torch.float32)
    ours = read_model(source, torch.float32)
    for name, weight in theirs.state_dict().items():
        assert torch.equal(weight, ours.state_dict()[name]), name
    their_config, our_config = theirs.config.to_dict(), ours.config.to_dict()
    for key in our_config.keys() - {"architectures", "dtype", "_name_or_path", "transformers_version"}:
        assert our_config[key] == their_config[key], key

    save_tokenizer(source, tmp_path / "out")
    automatic = AutoTokenizer.from_pretrained(tmp_path, gguf_file=source.name)
    loaded = embedded.load_tokenizer(tmp_path / "out")
    for text in TEXTS:
        ids = loaded.encode(text, add_special_tokens=False)
        assert ids == automatic.encode(text, add_special_tokens=False)
        assert loaded.decode(ids) == automatic.decode(ids)
    assert loaded.bos_token == automatic.bos_token == "<bos>"
    assert loaded.chat_template == automatic.chat_template


def test_an_adapter_is_merged_into_the_weights(tmp_path, home):
    import torch
    from peft import LoraConfig, get_peft_model
    from safetensors.torch import load_file

    source = write_gguf(tmp_path / "m.gguf")
    base = read_model(source, torch.float32)
    layer = "model.layers.0.self_attn.q_proj"
    before = base.get_submodule(layer).weight.clone()
    tuned = get_peft_model(base, LoraConfig(r=2, lora_alpha=6, target_modules=["q_proj"]))
    part = tuned.base_model.model.get_submodule(layer)
    torch.nn.init.ones_(part.lora_B["default"].weight)
    expected = before + 3.0 * part.lora_B["default"].weight @ part.lora_A["default"].weight
    tuned.save_pretrained(tmp_path / "adapter")
    (tmp_path / "out").mkdir()
    convert(source, tmp_path / "adapter", tmp_path / "out")
    merged = load_file(tmp_path / "out" / "model.safetensors")
    assert merged[f"{layer}.weight"].dtype == torch.bfloat16
    assert torch.allclose(merged[f"{layer}.weight"].float(), expected, atol=0.02, rtol=0.01)
    assert not [name for name in merged if "lora" in name]


def test_an_unknown_architecture_is_refused(tmp_path):
    from gguf import GGUFWriter

    writer = GGUFWriter(tmp_path / "m.gguf", "mamba")
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.close()
    with pytest.raises(ValueError, match="mamba"):
        convert(tmp_path / "m.gguf", None, tmp_path)


@pytest.mark.parametrize("architecture", ["gemma3", "qwen2"])
def test_batched_equals_one_by_one_in_float32(home, architecture):
    engine = tiny_engine(home, architecture)
    requests = [Request(text, Decoding(max_new_tokens=20)) for text in TEXTS]
    together = complete(engine, requests)
    for request in requests:
        alone = complete(engine, [request])[request.id]
        assert (alone.text, alone.finish_reason) == (
            together[request.id].text,
            together[request.id].finish_reason,
        )
        assert alone.mean_logprob == pytest.approx(together[request.id].mean_logprob, abs=1e-4)


@pytest.mark.parametrize("architecture", ["gemma3", "qwen2"])
def test_long_and_short_rows_step_together_and_do_not_change_each_other(home, architecture, monkeypatch):
    """The rows of each length attend in a cache of their own; `batched equals one by one` must still hold."""
    monkeypatch.setattr("summarizer.engine.batching.LANES", (20, sys.maxsize))
    monkeypatch.setattr("summarizer.engine.causal.LANES", (20, sys.maxsize))
    engine = tiny_engine(home, architecture)
    lengths = {len(engine.encoding.tokenizer.encode(text)) > 20 for text in TEXTS}
    assert lengths == {True, False}
    requests = [Request(text, Decoding(max_new_tokens=20)) for text in TEXTS]
    together = complete(engine, requests)
    assert engine.statistics.decode_steps == 19  # the first token of each comes with its prompt
    for request in requests:
        alone = complete(engine, [request])[request.id]
        assert alone.text == together[request.id].text
        assert alone.mean_logprob == pytest.approx(together[request.id].mean_logprob, abs=1e-4)


@pytest.mark.parametrize("architecture", ["gemma3", "qwen2"])
def test_answers_to_one_prompt_share_its_row_and_do_not_see_each_other(home, architecture, monkeypatch):
    """Of three prompts, with one to twelve answers that end at different times; each must be as if alone."""
    monkeypatch.setattr("summarizer.engine.batching.ROW_ANSWERS", 5)
    engine = tiny_engine(home, architecture)
    requests = [
        Request(text, Decoding(max_new_tokens=6 + 3 * (seed % 4), temperature=1.0, seed=seed))
        for text, answers in zip(TEXTS, (5, 1, 12), strict=False)
        for seed in range(answers)
    ]
    together = complete(engine, requests)
    prompts = sum(len(engine.encoding.encode(Request(text, Decoding(1))).ids) for text in TEXTS[:2])
    long = len(engine.encoding.encode(Request(TEXTS[2], Decoding(1))).ids)
    assert engine.statistics.prefill_tokens == prompts + 3 * long  # 12 answers take three rows of up to five
    assert len({done.text for done in together.values()}) > 12
    for request in requests:
        alone = complete(engine, [request])[request.id]
        assert alone.text == together[request.id].text
        assert alone.mean_logprob == pytest.approx(together[request.id].mean_logprob, abs=1e-4)


@pytest.mark.parametrize("architecture", ["gemma3", "qwen2"])
def test_beams_find_what_transformers_beam_search_finds(home, architecture):
    import torch
    from transformers import AutoModelForCausalLM

    engine = tiny_engine(home, architecture)
    stop = sorted(engine.stop_token_ids)
    requests = [Request(text, Decoding(max_new_tokens=12, beams=3)) for text in TEXTS]
    got = complete(engine, requests)
    theirs = AutoModelForCausalLM.from_pretrained(home / f"{architecture}-converted", dtype=torch.float32)
    for request in requests:
        ids = torch.tensor([engine.encoding.encode(request).ids])
        made = theirs.generate(
            ids,
            attention_mask=torch.ones_like(ids),
            num_beams=3,
            early_stopping=True,
            do_sample=False,
            max_new_tokens=12,
            eos_token_id=stop,
            pad_token_id=0,
        )
        wanted = engine.encoding.tokenizer.decode(made[0, ids.shape[1] :], skip_special_tokens=True).strip()
        assert got[request.id].text == wanted
        alone = complete(engine, [request])[request.id]
        assert [one.text for one in (alone, *alone.others)] == [
            one.text for one in (got[request.id], *got[request.id].others)
        ]


def test_a_row_too_large_for_the_budget_gives_its_answers_a_few_at_a_time(home):
    engine = tiny_engine(home, "qwen2", batch_tokens=256)
    requests = [
        Request(TEXTS[2], Decoding(max_new_tokens=60, temperature=1.0, seed=seed)) for seed in range(6)
    ]
    prompt = len(engine.encoding.encode(requests[0]).ids)
    assert 256 / 2 < prompt + 3 * min(60, prompt) <= 256 < prompt + 6 * min(60, prompt)
    assert len(complete(engine, requests)) == 6
    assert engine.statistics.prefill_tokens == 2 * prompt


def test_what_ends_first_comes_first_and_its_row_is_free_for_others(home):
    engine = tiny_engine(home, "qwen2")
    requests = [Request("abc", Decoding(max_new_tokens=length)) for length in (9, 2, 5)]
    queue = deque(requests)
    order = []
    for done in engine.generate(queue):
        order.append(done.completion_tokens)
        if len(order) == 1:
            queue.append(Request("late", Decoding(max_new_tokens=1)))
    assert order[0] == 2
    assert sorted(order) == [1, 2, 5, 9]
    assert engine.statistics.requests == 4
    assert engine.statistics.decode_steps < 2 + 5 + 9  # together, not one after the other


def test_a_small_batch_serves_all_all_the_same(home):
    engine = tiny_engine(home, "qwen2", batch_tokens=256)
    requests = [Request(text, Decoding(max_new_tokens=20)) for text in TEXTS * 3]
    assert len(complete(engine, requests)) == len(requests)


def test_the_token_limit_is_told_and_a_stop_token_ends(home):
    engine = tiny_engine(home, "qwen2")
    request = Request("abc def", Decoding(max_new_tokens=6))
    cut = complete(engine, [request])[request.id]
    assert (cut.finish_reason, cut.completion_tokens) == ("length", 6)
    third = engine.encoding.tokenizer.encode(cut.text, add_special_tokens=False)[2]
    stopped = complete(tiny_engine(home, "qwen2", stop_token_ids=[third]), [request])[request.id]
    assert stopped.finish_reason == "stop"
    assert stopped.completion_tokens <= 3
    assert stopped.text == cut.text[: len(stopped.text)]


def test_a_chat_prompt_goes_through_the_models_template(home):
    engine = tiny_engine(home, "qwen2")
    turns = (Message("system", "be brief"), Message("user", "<eos> hello"))
    request = Request(turns, Decoding(max_new_tokens=1))
    got = complete(engine, [request])[request.id]
    plain = engine.encoding.tokenizer.encode(
        "<bos>system: be brief<eos><bos>user: < eos> hello<eos><bos>assistant: ", add_special_tokens=False
    )
    assert got.prompt_tokens == len(plain)


def test_added_control_tokens_are_taken_apart_too():
    from tokenizers import AddedToken, Tokenizer
    from tokenizers.models import WordLevel
    from transformers import PreTrainedTokenizerFast

    from summarizer.engine.encoding import Encoding

    words = Tokenizer(WordLevel({"<unk>": 0, "a": 1}, unk_token="<unk>"))
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=words, unk_token="<unk>")
    tokenizer.add_tokens(
        [AddedToken("<end_of_turn>", special=True), AddedToken("<b>"), AddedToken("[/INST]")]
    )
    tokenizer.chat_template = "{{ messages[0].content }} [/INST]"
    clean = Encoding(tokenizer).without_special
    assert clean("a <end_of_turn> [/INST] <b>") == "a < end_of_turn> [ /INST] <b>"
    assert clean("a") == "a"


@pytest.mark.parametrize("architecture", ["gemma3", "qwen2"])
def test_no_control_token_in_an_article_is_obeyed(home, architecture):
    engine = tiny_engine(home, architecture)
    for token in ("<eos>", "<bos>", "<turn>"):
        ids = engine.encoding.encode(Request(f"a{token}b", Decoding(1))).ids
        assert engine.encoding.tokenizer.convert_tokens_to_ids(token) not in ids[1:], token


def test_a_given_answer_is_weighed_as_transformers_would(home):
    import torch

    engine = tiny_engine(home)
    pairs = [("abc", "def"), ("x", "yz " * 6), ("a much longer prompt, far past the window", "q")]
    requests = [Request(prompt, Decoding(1), answer=answer) for prompt, answer in pairs]
    found = complete(engine, [*requests, Request("abc def", Decoding(5))])
    assert engine.statistics.requests == 4
    model = embedded.load_model(home / "gemma3-converted", torch.float32)
    for request in requests:
        done = found[request.id]
        ids = engine.encoding.encode(request)
        with torch.no_grad():
            logits = model(torch.tensor([ids.ids])).logits[0].log_softmax(-1)
        first = len(ids.ids) - len(ids.answer)
        expected = [float(logits[first + place - 1, token]) for place, token in enumerate(ids.answer)]
        assert done.mean_logprob == pytest.approx(sum(expected) / len(expected), abs=1e-4)
        assert (done.text, done.completion_tokens, done.prompt_tokens) == (request.answer, 0, first)


def test_an_answer_without_words_cannot_be_weighed():
    with pytest.raises(ValueError, match="words"):
        Request("abc", Decoding(1), answer="  ")


def _failing(engine, monkeypatch, fails):
    """The engine, whose passes raise as torch does where `fails(number of tokens, ids)`."""
    run = engine.model.run

    def failing(ids, masks, positions, caches):
        if fails(len(ids), set(ids.tolist())):
            raise RuntimeError("not enough memory: you tried to allocate 8 bytes")
        return run(ids, masks, positions, caches)

    monkeypatch.setattr(engine.model, "run", failing)
    return engine


def test_where_memory_is_short_smaller_batches_give_the_same_answers(home, monkeypatch):
    requests = [Request(text, Decoding(max_new_tokens=8)) for text in TEXTS]
    requests += [Request(text, Decoding(1), answer="q r s") for text in TEXTS]
    expected = complete(tiny_engine(home), requests)
    engine = _failing(tiny_engine(home), monkeypatch, lambda tokens, _: tokens > 70)
    found = complete(engine, requests)
    assert {key: one.text for key, one in found.items()} == {key: one.text for key, one in expected.items()}
    for key, one in expected.items():
        assert found[key].mean_logprob == pytest.approx(one.mean_logprob, abs=1e-4)
    assert engine.statistics.shrunk > 0
    assert "halved" in engine.statistics.line()


@pytest.mark.parametrize("answer", [None, "q r s"])
def test_a_request_that_fails_even_alone_is_named_and_the_next_batch_is_whole_again(
    home, monkeypatch, answer
):
    engine = tiny_engine(home)
    poison = next(iter(set(engine.encoding.tokenizer.encode("~")) - {engine.encoding.tokenizer.bos_token_id}))
    _failing(engine, monkeypatch, lambda _, ids: poison in ids)
    bad = Request("~~~", Decoding(max_new_tokens=8), answer=answer)
    good = [Request(text, Decoding(max_new_tokens=1)) for text in TEXTS]
    with pytest.raises(EngineError, match="memory") as raised:
        complete(engine, [good[0], bad, *good[1:]])
    assert raised.value.request == bad.id
    before = engine.statistics.shrunk
    assert len(complete(engine, good)) == len(good)
    assert engine.statistics.shrunk == before
    assert engine.room == engine.batch_tokens


def test_a_restricted_output_says_only_what_it_may_and_what_the_prompts_have(home, tmp_path):
    free = tiny_engine(home)
    allowed = [*free.encoding.tokenizer.encode("abcdefgh", add_special_tokens=False), 1]
    np.save(tmp_path / "allowed.npy", np.array(allowed, np.int32))
    engine = tiny_engine(home, output_tokens=tmp_path / "allowed.npy")
    requests = [Request(text, Decoding(max_new_tokens=15)) for text in TEXTS]
    weighed = Request("abc", Decoding(1), answer="xyz 90")
    found = complete(engine, [*requests, weighed])
    said = {letter for request in requests for letter in found[request.id].text}
    assert said <= {*"abcdefgh ", *"".join(TEXTS), *"xyz 90"}
    assert said - set("abcdefgh ")  # also a token that a prompt has added
    assert found[weighed.id].mean_logprob >= complete(free, [weighed])[weighed.id].mean_logprob
    again = complete(engine, requests)  # nothing is added any more: the same answers, one by one too
    for request in requests:
        alone = complete(engine, [request])[request.id]
        assert alone.text == again[request.id].text
        assert alone.mean_logprob == pytest.approx(again[request.id].mean_logprob, abs=1e-4)


def test_a_device_or_type_that_is_not_there_is_a_usage_error():
    for wrong in ("tpu", "cuda:99", "cpu:1", "cuda:x"):
        with pytest.raises(UsageError, match=f"^execution.device {wrong}"):
            hardware.choose_device(wrong)
    assert hardware.choose_device("cpu") == "cpu"
    assert hardware.choose_dtype("float16", "cpu") == ("float16", "asked for")


@pytest.mark.parametrize(
    ("amx", "avx", "dtype"), [(True, False, "bfloat16"), (False, True, "bfloat16"), (False, False, "float32")]
)
def test_bfloat16_is_chosen_where_the_cpu_has_units_for_it_and_the_reason_told(monkeypatch, amx, avx, dtype):
    import torch

    monkeypatch.setattr(torch.cpu, "_is_amx_tile_supported", lambda: amx)
    monkeypatch.setattr(torch.cpu, "_is_avx512_bf16_supported", lambda: avx)
    chosen, reason = hardware.choose_dtype("auto", "cpu")
    assert chosen == dtype
    assert "units" in reason
