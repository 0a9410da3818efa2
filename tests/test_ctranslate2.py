"""Encoder-decoders by CTranslate2: in float32 they answer as transformers does; converted once."""

import logging

import pytest
from test_encoder_decoder import LINES, TEXT, asked, load, root, run  # noqa: F401 - two are fixtures
from tiny_seq2seq import ENDING, FAMILIES

from summarizer.config import ExecutionSettings, Settings
from summarizer.engine.interface import Decoding
from summarizer.errors import EngineError, UsageError
from summarizer.models import ctranslate2 as conversion
from summarizer.models import hardware
from summarizer.models.loader import load_engine
from summarizer.models.lookup import load_profile
from summarizer.models.store import Store
from summarizer.pipeline import Pipeline

CPU = ExecutionSettings(device="cpu", dtype="auto", threads=1)


@pytest.fixture
def both(load):  # noqa: F811 - a fixture
    """Gives the engines of a family by transformers and by CTranslate2."""
    return lambda family, **more: (load(family, **more), load(family, **more, runtime="ctranslate2"))


@pytest.fixture
def missing(monkeypatch):
    """The extra is not installed."""
    monkeypatch.setattr(hardware, "find_spec", lambda name: None if name == "ctranslate2" else name)


def texts(completion):
    return [one.text for one in (completion, *completion.others)]


@pytest.mark.parametrize("beams", [1, 3])
@pytest.mark.parametrize("family", FAMILIES)
def test_answers_are_those_of_transformers(both, family, beams):
    """At a limit that is one of CTranslate2's searches, too: see `CTranslate2Model`."""
    compare(*both(family), Decoding(32, beams=beams))


@pytest.mark.parametrize("beams", [1, 3])
@pytest.mark.parametrize("family", ENDING)
def test_answers_that_end_by_themselves_are_those_of_transformers(both, family, beams):
    reasons = compare(*both(family, ending=True), Decoding(32, beams=beams))
    assert "stop" in reasons


def compare(theirs, ours, decoding):
    assert type(ours.model).__name__ == "CTranslate2Model"
    wanted = run(theirs, [asked(theirs, text, decoding) for text in LINES])
    found = run(ours, [asked(ours, text, decoding) for text in LINES])
    for want, got in zip(wanted, found, strict=True):
        assert texts(got) == texts(want)
        assert (got.finish_reason, got.prompt_tokens) == (want.finish_reason, want.prompt_tokens)
        logprobs = [one.mean_logprob for one in (want, *want.others)]
        # Marian's start is no word of CTranslate2's, so the others are a little likelier.
        assert [one.mean_logprob for one in (got, *got.others)] == pytest.approx(logprobs, abs=0.005)
    return {one.finish_reason for one in found}


@pytest.mark.parametrize("family", FAMILIES)
def test_samples_are_those_of_transformers(both, family):
    theirs, ours = both(family)
    hot = [Decoding(8 + seed, temperature=0.9, top_p=0.9, seed=seed) for seed in range(3)]
    want, got = (
        [
            answer
            for (answer,) in engine.model.complete(
                [engine.model.texts.encode(asked(engine, TEXT, one)) for one in hot]
            ).answers
        ]
        for engine in (theirs, ours)
    )
    assert [one.tokens for one in got] == [one.tokens for one in want]
    assert len({one.tokens for one in got}) == len(hot)
    likely = [one.mean_logprob for one in want]
    assert [one.mean_logprob for one in got] == pytest.approx(likely, abs=0.005)


@pytest.mark.parametrize("family", FAMILIES)
def test_given_answers_are_as_likely_as_to_transformers(both, family):
    theirs, ours = both(family)
    answers = ("Một câu ngắn", TEXT, "Hà Nội")
    want, got = (
        [one.mean_logprob for one in run(engine, [asked(engine, TEXT, Decoding(1), one) for one in answers])]
        for engine in (theirs, ours)
    )
    assert got == pytest.approx(want, rel=1e-3)


@pytest.mark.parametrize("beams", [1, 4])
@pytest.mark.parametrize("family", FAMILIES)
def test_every_answer_keeps_to_its_own_limit(load, family, beams):  # noqa: F811 - a fixture
    engine = load(family, runtime="ctranslate2")
    for completion in run(engine, [asked(engine, TEXT, Decoding(most, beams=beams)) for most in (1, 4, 33)]):
        most = completion.request.decoding.max_new_tokens
        for one in (completion, *completion.others):
            assert one.completion_tokens <= most
            assert one.completion_tokens == most or one.finish_reason == "stop"


def test_what_is_cut_off_is_as_likely_as_what_is_left(both):
    theirs, ours = both("nllb")
    (want,), (got,) = (run(engine, [asked(engine, TEXT, Decoding(9))]) for engine in (theirs, ours))
    assert (got.text, got.mean_logprob) == (want.text, pytest.approx(want.mean_logprob, abs=1e-4))


def test_a_model_is_converted_once_and_again_where_it_is_damaged(load, monkeypatch, tmp_path):  # noqa: F811
    cache = tmp_path / "cache"
    counted = []
    convert = conversion._convert
    monkeypatch.setattr(conversion, "_convert", lambda *given: (counted.append(1), convert(*given)))
    for _ in range(2):
        load("marian", runtime="ctranslate2", cache_dir=cache)
    assert len(counted) == 1
    (weights,) = cache.glob("models/my-marian-ct2/*/model.bin")
    assert Store(cache).names() == ["my-marian-ct2"]
    weights.write_bytes(b"half")
    load("marian", runtime="ctranslate2", cache_dir=cache)
    assert len(counted) == 2
    load("marian", runtime="ctranslate2", cache_dir=cache, dtype="int8")
    assert len(counted) == 3


def test_int8_is_what_a_cpu_gets_and_it_answers(load):  # noqa: F811 - a fixture
    engine = load("nllb", runtime="auto", dtype="auto")
    assert (engine.info.device, engine.info.dtype) == ("cpu", "int8")
    assert engine.info.dtype_reason == "converted for CTranslate2"
    (completion,) = run(engine, [asked(engine, TEXT, Decoding(8, beams=2))])
    assert completion.text


def test_transformers_can_be_asked_for_and_runs_what_ctranslate2_does_not():
    runtime = load_profile("nllb-200-600m").runtime
    assert runtime.hardware(CPU).library == "ctranslate2"
    for change in ({"runtime": "transformers"}, {"dtype": "bfloat16"}, {"dtype": "float16"}):
        assert runtime.hardware(CPU.model_copy(update=change)).library == "torch"
    assert runtime.model_copy(update={"ctranslate2": False}).hardware(CPU).library == "torch"
    assert load_profile("qwen3-4b").runtime.hardware(CPU).library == "torch"


def test_without_the_extra_transformers_runs_it_and_the_line_about_the_speed_says_how_to_get_it(missing):
    found = load_profile("nllb-200-600m").runtime.hardware(CPU)
    assert found.library == "torch"
    assert found.reason.endswith("CTranslate2 is not installed: pip install 'vi-news-summarizer[ct2]'")
    chat = load_profile("qwen3-4b").runtime.hardware(CPU)
    assert "CTranslate2" not in chat.reason


@pytest.mark.parametrize("models", [{"default": "nllb-200-600m"}, {"translation": "nllb-200-600m"}])
def test_it_can_be_asked_for_where_one_of_the_models_is_an_encoder_decoder(models):
    with pytest.raises(UsageError, match=r"^execution\.runtime: ctranslate2 runs encoder-decoders alone"):
        Pipeline(Settings.model_validate({"execution": {"runtime": "ctranslate2"}}))
    tasks = {"run": ["extractive"]}
    Pipeline(
        Settings.model_validate({"models": models, "tasks": tasks, "execution": {"runtime": "ctranslate2"}})
    )


def test_a_default_model_that_no_task_uses_does_not_count():
    models = {"default": "nllb-200-600m", "abstractive": "gemma-3-4b-it", "translation": "gemma-3-4b-it"}
    with pytest.raises(UsageError, match=r"^execution\.runtime: ctranslate2 runs encoder-decoders alone"):
        Pipeline(Settings.model_validate({"models": models, "execution": {"runtime": "ctranslate2"}}))
    models = {"default": "openai:m", "translation": "nllb-200-600m", "abstractive": "gemma-3-4b-it"}
    with pytest.raises(UsageError, match=r"^models\.base_url: no model is on a server"):
        Pipeline(Settings.model_validate({"models": models | {"base_url": "http://a/v1"}}))


def test_who_asks_for_it_is_told_that_it_is_not_used(load, missing, caplog):  # noqa: F811 - a fixture
    with caplog.at_level(logging.WARNING):
        engine = load("marian", runtime="ctranslate2")
    assert type(engine.model).__name__ == "EncoderDecoder"
    (line,) = [record.getMessage() for record in caplog.records if record.name.startswith("summarizer")]
    assert line.startswith("my-marian: runs with transformers (")
    assert "pip install 'vi-news-summarizer[ct2]'" in line


def test_int8_is_refused_for_what_it_cannot_be():
    int8 = CPU.model_copy(update={"dtype": "int8"})
    with pytest.raises(UsageError, match=r"dtype int8: bitsandbytes needs a GPU of NVIDIA; or use"):
        load_profile("qwen3-4b").runtime.hardware(int8)
    with pytest.raises(
        UsageError, match="int8: is for models that transformers or CTranslate2 runs; name one"
    ):
        load_profile("gemma-3-270m-vi").runtime.hardware(int8)


def test_int8_without_the_extra_says_how_to_get_it(missing):
    with pytest.raises(UsageError, match=r"int8: CTranslate2 is not installed: pip install .*\[ct2\]'"):
        load_profile("nllb-200-600m").runtime.hardware(CPU.model_copy(update={"dtype": "int8"}))


def test_what_cannot_be_converted_is_told_with_the_way_out(load, monkeypatch, tmp_path):  # noqa: F811
    def fail(*_):
        raise ValueError("No conversion is registered for the model configuration X\nmore")

    monkeypatch.setattr(conversion, "_convert", fail)
    with pytest.raises(EngineError) as caught:
        load("marian", runtime="ctranslate2", cache_dir=tmp_path / "cache")
    assert str(caught.value) == (
        "my-marian: cannot be converted for CTranslate2 (No conversion is registered for the model "
        "configuration X), or set execution.runtime to transformers"
    )
    assert not list((tmp_path / "cache").rglob("files.json"))


def test_want_of_memory_for_the_conversion_is_told_beforehand(load, monkeypatch, tmp_path):  # noqa: F811
    monkeypatch.setattr(conversion, "free_on_machine", lambda: 1000)
    with pytest.raises(EngineError, match=r"my-marian: converting it for CTranslate2, once, takes .*free"):
        load("marian", runtime="ctranslate2", cache_dir=tmp_path / "cache")


def test_a_model_of_the_hub_has_a_folder_of_its_own():
    profile = load_profile("nllb-200-600m").model_copy(update={"name": "org/some@main"})
    assert conversion.converted_name(profile) == "org--some@main-ct2"


def test_the_signature_tells_who_computes(load, tmp_path):  # noqa: F811 - a fixture
    load("marian")
    digests = set()
    for runtime in ("transformers", "ctranslate2"):
        execution = {"device": "cpu", "dtype": "float32", "threads": 1, "runtime": runtime}
        models = {"translation": "my-marian"}
        settings = Settings.model_validate(
            {"models": models, "tasks": {"run": ("translation",)}, "execution": execution}
        )
        digests.add(Pipeline(settings).signature.settings)
    assert len(digests) == 2


def test_an_adapter_is_converted_with_its_model(root, tmp_path):  # noqa: F811 - a fixture
    import torch
    from peft import LoraConfig, get_peft_model
    from tiny_seq2seq import write_model
    from transformers import AutoModelForSeq2SeqLM

    folder = write_model(root, "marian")
    torch.manual_seed(2)
    model = AutoModelForSeq2SeqLM.from_pretrained(folder, dtype=torch.float32)
    tuned = get_peft_model(model, LoraConfig(r=4, target_modules=["q_proj", "v_proj"]))
    for name, weights in tuned.named_parameters():
        if "lora_" in name:
            torch.nn.init.normal_(weights)
    tuned.save_pretrained(tmp_path / "adapter")

    def answer(runtime, adapter):
        execution = {"device": "cpu", "dtype": "float32", "threads": 1, "runtime": runtime}
        execution |= {"cache_dir": tmp_path / "cache"}
        models = {"default": str(folder), "adapter": adapter}
        settings = Settings.model_validate({"models": models, "execution": execution})
        engine = load_engine(str(folder), settings)
        return texts(run(engine, [asked(engine, TEXT, Decoding(32, beams=3))])[0])

    adapter = str(tmp_path / "adapter")
    assert answer("ctranslate2", adapter) == answer("transformers", adapter)
    assert answer("ctranslate2", adapter) != answer("ctranslate2", None)
