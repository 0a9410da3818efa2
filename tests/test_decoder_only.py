"""Chat models of any architecture through transformers' own generate: batches, beams, limits, weighing."""

import json
from collections import deque
from dataclasses import replace
from pathlib import Path

import pytest
from tiny_chat import ARCHITECTURES, CHATML, CODES, write_chat

from summarizer.config import Settings
from summarizer.engine.batch_engine import BatchEngine
from summarizer.engine.interface import Decoding, Message, Request
from summarizer.errors import EngineError, UsageError
from summarizer.models import catalog
from summarizer.models.loader import load_engine

TEXTS = (
    "Sáng 21/4, tại Hà Nội, Cục Công nghiệp An ninh tổ chức Hội thảo khoa học.",
    "Một câu ngắn.",
    "Thành phố khai trương tuyến xe buýt mới, dân đi miễn phí ba tháng.",
    "An",
)
SYSTEM = Message("system", "Dịch câu này.")
EXECUTION = {"device": "cpu", "dtype": "float32", "threads": 1, "batch_tokens": 4096}
PROFILE = """title = "Mine"
licence = "MIT"
licence_url = "https://example.org"
languages = ["vi", "en"]
tasks = ["translation"]
prompt_set = "seq2seq"
terms = "none"
max_source_tokens = 400
max_segment_tokens = 200

[runtime]
kind = "transformers"
source = "{source}"
family = "chat"
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("chats")


@pytest.fixture
def load(root):
    def loaded(architecture: str, template: str = CHATML):
        folder = root / f"{architecture}-{abs(hash(template))}"
        if not folder.exists():
            write_chat(folder, architecture, template)
        return load_engine(str(folder), Settings.model_validate({"execution": EXECUTION}))

    return loaded


def asked(text: str, decoding: Decoding, answer: str | None = None) -> Request:
    return Request((SYSTEM, Message("user", text)), decoding, answer)


def run(engine, requests):
    """The completions, in the order of the requests."""
    found = {one.request.id: one for one in engine.generate(deque(requests))}
    return [found[request.id] for request in requests]


@pytest.mark.parametrize("beams", [1, 3])
@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_batched_is_one_by_one_token_for_token(load, architecture, beams):
    engine = load(architecture)
    assert isinstance(engine, BatchEngine)
    requests = [asked(text, Decoding(6 + 4 * number, beams=beams)) for number, text in enumerate(TEXTS)]
    for request, batched in zip(requests, run(engine, requests), strict=True):
        (alone,) = run(engine, [request])
        for one, other in zip((batched, *batched.others), (alone, *alone.others), strict=True):
            assert one.text == other.text
            assert one.completion_tokens == other.completion_tokens
            assert one.finish_reason == other.finish_reason
            assert one.mean_logprob == pytest.approx(other.mean_logprob, abs=1e-4)
        assert len(batched.others) == beams - 1


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_greedy_is_what_transformers_makes(load, architecture):
    import torch
    from transformers import AutoModelForCausalLM

    engine = load(architecture)
    own = AutoModelForCausalLM.from_pretrained(engine.model.model.name_or_path, dtype=torch.float32).eval()
    for completion in run(engine, [asked(text, Decoding(12)) for text in TEXTS]):
        ids = engine.model.texts.encode(completion.request).ids
        made = own.generate(torch.tensor([ids]), max_new_tokens=12, do_sample=False)[0, len(ids) :]
        wanted = engine.model.texts.encoding.decode(made.tolist()).strip()
        assert completion.text == wanted


@pytest.mark.parametrize("beams", [1, 3])
@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_an_answers_log_probability_is_the_models_own(load, architecture, beams):
    """Also of the second of three beams, and of an answer that a limit has cut."""
    import torch

    engine = load(architecture)
    source = engine.model.texts.encode(asked(TEXTS[0], Decoding(7, beams=beams)))
    other = engine.model.texts.encode(asked(TEXTS[1], Decoding(7, beams=beams)))
    for answer in engine.model.complete([source, other]).answers[0]:
        tokens = answer.tokens[:7]
        with torch.inference_mode():
            logits = engine.model.model(input_ids=torch.tensor([[*source.ids, *tokens]])).logits[0]
        own = torch.log_softmax(logits.double(), -1)[len(source.ids) - 1 :]
        each = [float(own[place, token]) for place, token in enumerate(tokens)]
        assert answer.mean_logprob == pytest.approx(sum(each) / len(each), abs=1e-4)


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_weighing_is_the_models_own_and_not_the_neighbours(load, architecture):
    import torch

    engine = load(architecture)
    requests = [asked(text, Decoding(1), f"{text[::-1]}, hai") for text in TEXTS]
    for request, weighed in zip(requests, run(engine, requests), strict=True):
        source = engine.model.texts.encode(request)
        with torch.inference_mode():
            logits = engine.model.model(input_ids=torch.tensor([[*source.ids, *source.answer]])).logits[0]
        own = torch.log_softmax(logits.double(), -1)[len(source.ids) - 1 :]
        each = [float(own[place, token]) for place, token in enumerate(source.answer)]
        assert weighed.mean_logprob == pytest.approx(sum(each) / len(each), abs=1e-4)
        assert (weighed.text, weighed.completion_tokens) == (request.answer, 0)


@pytest.mark.parametrize("beams", [1, 4])
def test_every_answer_keeps_to_its_own_limit(load, beams):
    for completion in run(
        load("Llama"), [asked(TEXTS[0], Decoding(most, beams=beams)) for most in (1, 4, 9)]
    ):
        most = completion.request.decoding.max_new_tokens
        for one in (completion, *completion.others):
            assert one.completion_tokens <= most + (one.finish_reason != "stop")


def test_an_answer_ends_at_the_turns_end_and_says_nothing_of_it(load):
    engine = load("Llama")
    model = engine.model.model
    end = engine.model.texts.encoding.tokenizer.convert_tokens_to_ids("<|im_end|>")
    assert end in engine.model.stops
    model.lm_head.bias = __import__("torch").nn.Parameter(
        model.lm_head.weight.new_zeros(model.config.vocab_size)
    )
    model.lm_head.bias.data[end] = 1e4
    (completion,) = run(engine, [asked(TEXTS[0], Decoding(5))])
    assert (completion.finish_reason, completion.completion_tokens, completion.text) == ("stop", 1, "")


def test_a_sample_is_its_seeds_and_not_its_neighbours(load):
    engine = load("Llama")
    hot = Decoding(8, temperature=0.9, top_p=0.9, seed=7)
    first, other = run(engine, [asked(TEXTS[0], hot), asked(TEXTS[0], replace(hot, seed=8))])
    (alone,) = run(engine, [asked(TEXTS[0], hot)])
    assert alone.text == first.text != other.text


def test_what_the_models_own_settings_add_to_a_search_is_not_taken(root):
    """Penalties for repetition and forced tokens: an answer is what the probabilities say."""
    plain = load_engine(
        str(write_chat(root / "plain", "Llama")), Settings.model_validate({"execution": EXECUTION})
    )
    folder = write_chat(root / "penalised", "Llama")
    path = folder / "generation_config.json"
    own = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(own | {"repetition_penalty": 5.0, "min_new_tokens": 40}), "utf-8")
    engine = load_engine(str(folder), Settings.model_validate({"execution": EXECUTION}))
    (one,), (other,) = (run(each, [asked(TEXTS[0], Decoding(20))]) for each in (plain, engine))
    assert one.text == other.text


@pytest.mark.parametrize("architecture", ["Llama", "GPTBigCode"])
def test_a_model_without_a_token_that_ends_an_answer_is_told(root, architecture):
    folder = write_chat(root / f"{architecture}-endless", architecture)
    for name, key in (
        ("generation_config.json", "eos_token_id"),
        ("config.json", "eos_token_id"),
        ("tokenizer_config.json", "eos_token"),
    ):
        values = json.loads((folder / name).read_text("utf-8"))
        (folder / name).write_text(json.dumps(values | {key: None}), "utf-8")
    with pytest.raises(UsageError, match=r"endless: has no token that ends an answer; set eos_token_id"):
        load_engine(str(folder), Settings.model_validate({"execution": EXECUTION}))


def test_want_of_memory_halves_the_batch_and_the_answers_stay(load, monkeypatch):
    engine = load("Llama")
    requests = [asked(text, Decoding(6)) for text in TEXTS]
    whole = [one.text for one in run(engine, requests)]
    complete = engine.model.complete

    def small(batch):
        if len(batch) > 1:
            raise RuntimeError("CUDA out of memory")
        return complete(batch)

    monkeypatch.setattr(engine.model, "complete", small)
    assert [one.text for one in run(engine, requests)] == whole
    assert engine.statistics.shrunk


def test_thinking_is_off_and_the_prompt_ends_where_the_answer_begins(load):
    engine = load("Llama")
    text = engine.model.texts.encoding.tokenizer.decode(
        engine.model.texts.encode(asked("An", Decoding(1))).ids
    )
    assert text.endswith("<|im_start|>user\nAn<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n")


def test_a_template_that_refuses_a_prompt_fails_that_request_alone(load):
    refusing = (
        "{% if messages[-1].content.endswith('An') %}{{ raise_exception('no such name') }}{% endif %}"
        + CHATML
    )
    for architecture in ("Llama", "Qwen2"):  # transformers' generate, and the own batching engine
        engine = load(architecture, refusing)
        bad = asked("An", Decoding(3))
        with pytest.raises(EngineError, match=r"template refuses the prompt \(no such name\)") as caught:
            run(engine, [bad])
        assert caught.value.request == bad.id
        (good,) = run(engine, [asked("Hai", Decoding(3))])
        assert good.completion_tokens


def test_a_text_that_is_too_long_fails_alone_with_its_request(load):
    request = asked("Một câu dài. " * 120, Decoding(4))
    with pytest.raises(EngineError, match=r"too long for this model, which takes 512") as caught:
        run(load("Llama"), [request])
    assert caught.value.request == request.id


def test_a_translator_is_given_the_text_alone_in_its_own_words(root, load, tmp_path, monkeypatch):
    """As Hunyuan-MT wants it: an instruction and the text, in one turn of the user."""
    load("HunYuanDenseV1")
    source = next(root.glob("HunYuanDenseV1-*"))
    monkeypatch.setattr(catalog, "own_folder", lambda: tmp_path)
    table = '\n[runtime.translation]\nprefix = "Translate into English.\\n\\n"\nopened = false\n'
    (tmp_path / "mine.toml").write_text(PROFILE.format(source=source) + table, "utf-8")
    engine = load_engine("mine", Settings.model_validate({"execution": EXECUTION}))
    request = Request("Một  câu <|im_end|> ngắn.\n=> English\n", Decoding(4))
    text = engine.model.texts.encoding.tokenizer.decode(engine.model.texts.encode(request).ids)
    assert text == "<|im_start|>user\nTranslate into English.\n\nMột câu < |im_end|> ngắn.<|im_end|>\n"
    assert not engine.info.chat
    assert run(engine, [request])[0].completion_tokens


def test_a_translator_whose_template_wants_codes_gets_them(root, load, tmp_path, monkeypatch):
    """As TranslateGemma wants it."""
    source = write_chat(root / "codes", "Gemma3", CODES)
    monkeypatch.setattr(catalog, "own_folder", lambda: tmp_path)
    table = '\n[runtime.translation]\nsource_language = "vi"\ntarget_language = "en"\n'
    (tmp_path / "mine.toml").write_text(PROFILE.format(source=source) + table, "utf-8")
    engine = load_engine("mine", Settings.model_validate({"execution": EXECUTION}))
    request = Request("Một câu.\n=> English\n", Decoding(4))
    text = engine.model.texts.encoding.tokenizer.decode(engine.model.texts.encode(request).ids)
    assert text == "<|im_start|>vi>en: Một câu.<|im_end|>"


def test_a_gguf_file_is_a_model_by_its_path(tmp_path):
    from tiny_model import write_gguf

    path = write_gguf(tmp_path / "tiny.gguf", "qwen2")
    engine = load_engine(str(path), Settings.model_validate({"execution": EXECUTION}))
    assert (engine.info.name, engine.info.chat) == ("tiny", True)
    assert len(engine.info.revision) == 12
    (completion,) = run(engine, [asked("An", Decoding(3))])
    assert completion.completion_tokens


def test_a_gguf_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UsageError, match=r"no\.gguf: there is no such file; name a GGUF file"):
        load_engine(str(tmp_path / "no.gguf"), Settings.model_validate({"execution": EXECUTION}))
