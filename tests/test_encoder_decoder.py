"""Encoder-decoders of every family: codes, prefixes, starts, limits, batches, beams and weighing.

The models are random; each is loaded through a profile of the user's own, with the shipped one's directions.
"""

from collections import deque
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from tiny_seq2seq import FAMILIES, write_model

from summarizer.config import Settings
from summarizer.engine.alike import next_batch
from summarizer.engine.interface import Decoding, Request
from summarizer.errors import EngineError, UsageError
from summarizer.models import catalog
from summarizer.models.loader import load_engine
from summarizer.models.lookup import load_profile
from summarizer.resources import folder

TEXT = "Sáng 21/4, tại Hà Nội, Cục Công nghiệp An ninh tổ chức Hội thảo khoa học."
LINES = (
    TEXT,
    "Một câu ngắn.",
    "Thành phố khai trương tuyến xe buýt mới, dân đi miễn phí ba tháng.",
    "Hòa bình.",
)
RUNTIMES = ("transformers", "ctranslate2")
EXECUTION = {"device": "cpu", "dtype": "float32", "threads": 1, "batch_tokens": 2048}
EXECUTION |= {"runtime": "transformers"}
# The shipped profile whose directions each family is asked in.
PROFILES = {
    "nllb": "nllb-200-600m",
    "m2m100": "m2m100-418m",
    "mbart50": "mbart-50-many-to-one",
    "vinai": "vinai-vi2en-v2",
    "t5": "envit5-translation",
    "mt5": "mt5-xlsum",
    "madlad": "madlad-400-3b",
    "marian": "opus-mt-vi-en",
    "bartpho": "mt5-xlsum",
}
CUES = {"translation": "=> English", "back": "=> Tiếng Việt", "abstractive": "=> Viết lại"}


@pytest.fixture(scope="session")
def root(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("families")


@pytest.fixture
def load(root, tmp_path, monkeypatch):
    """Gives the engine of a family, loaded by the name of a profile of the user's own."""
    monkeypatch.setattr(catalog, "own_folder", lambda: tmp_path)

    def loaded(family: str, shipped: str | None = None, *, ending: bool = False, **execution: object):
        source = load_profile(shipped or PROFILES[family]).runtime.source
        text = (folder("configs") / "models" / f"{shipped or PROFILES[family]}.toml").read_text("utf-8")
        assert f'source = "{source}"' in text
        text = text.replace(f'source = "{source}"', f'source = "{write_model(root, family, ending=ending)}"')
        (tmp_path / f"my-{family}.toml").write_text(text, "utf-8")
        values = EXECUTION | {"cache_dir": root / "cache"} | execution
        return load_engine(f"my-{family}", Settings.model_validate({"execution": values}))

    return loaded


def use_of(engine) -> str:
    return next(iter(engine.model.texts._starts))


def asked(engine, text: str, decoding: Decoding, answer: str | None = None, use: str = "") -> Request:
    return Request(f"{text}\n{CUES[use or use_of(engine)]}\n", decoding, answer)


def run(engine, requests):
    """The completions, in the order of the requests."""
    found = {one.request.id: one for one in engine.generate(deque(requests))}
    return [found[request.id] for request in requests]


def tokens(engine, ids) -> list[str]:
    return engine.model.texts.tokenizer.convert_ids_to_tokens(list(ids))


# The tokens around the words of the source, before and behind, and what the decoder starts with.
FORMATS = {
    "nllb": (["vie_Latn"], ["</s>"], ["</s>", "eng_Latn"]),
    "m2m100": (["__vi__"], ["</s>"], ["</s>", "__en__"]),
    "mbart50": (["vi_VN"], ["</s>"], ["</s>", "en_XX"]),
    "vinai": ([], ["</s>", "vi_VN"], ["en_XX"]),
    "t5": ([], ["</s>"], ["<pad>"]),
    "mt5": ([], ["</s>"], ["<pad>"]),
    "madlad": (["<2en>"], ["</s>"], ["<unk>"]),
    "marian": ([], ["</s>"], ["<pad>"]),
    "bartpho": (["<s>"], ["</s>"], ["</s>"]),
}


def test_every_family_is_tried():
    assert FORMATS.keys() == FAMILIES.keys() == PROFILES.keys()


@pytest.mark.parametrize("runtime", RUNTIMES)
@pytest.mark.parametrize("family", FAMILIES)
def test_the_source_and_the_start_have_the_codes_of_the_family(load, runtime, family):
    engine = load(family, runtime=runtime)
    source = engine.model.texts.encode(asked(engine, "Một câu", Decoding(5)))
    before, behind, start = FORMATS[family]
    got = [token for token in tokens(engine, source.ids) if token != "▁" or family == "t5"]
    assert got[: len(before)] == before
    assert got[len(got) - len(behind) :] == behind
    assert tokens(engine, source.start) == start
    words = "".join(got[len(before) : len(got) - len(behind)]).replace("▁", " ").strip()
    assert words == ("vi: Một câu" if family == "t5" else "Một câu")


def test_summarisers_get_their_prefix_and_suffix(load):
    engine = load("t5", "vit5-base-vietnews")
    ids = engine.model.texts.encode(asked(engine, "Một câu", Decoding(5))).ids
    assert "".join(tokens(engine, ids)).replace("▁", " ").strip().startswith("vietnews: Một câu")
    assert tokens(engine, ids)[-1] == "</s>"


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_reading_back_goes_the_other_way(load, runtime):
    engine = load("nllb", runtime=runtime)
    there = engine.model.texts.encode(asked(engine, "A", Decoding(1), use="translation"))
    back = engine.model.texts.encode(asked(engine, "A", Decoding(1), "Hai", use="back"))
    assert tokens(engine, back.ids)[0] == "eng_Latn"
    assert tokens(engine, back.start) == ["</s>", "vie_Latn"]
    assert tokens(engine, there.ids)[0] == "vie_Latn"


def test_vinai_is_given_tones_on_the_last_vowel_and_others_are_not(load):
    vinai, marian = load("vinai"), load("marian")
    heard = [
        engine.model.texts.tokenizer.decode(
            engine.model.texts.encode(asked(engine, "Hòa thuỷ", Decoding(5))).ids
        )
        for engine in (vinai, marian)
    ]
    assert "Hoà" in heard[0]
    assert "Hòa" in heard[1]


@pytest.mark.parametrize("runtime", RUNTIMES)
@pytest.mark.parametrize("beams", [1, 3])
@pytest.mark.parametrize("family", FAMILIES)
def test_batched_is_one_by_one_token_for_token(load, runtime, family, beams):
    engine = load(family, runtime=runtime)
    requests = [
        asked(engine, text, Decoding(6 + 5 * number, beams=beams)) for number, text in enumerate(LINES)
    ]
    together = run(engine, requests)
    for request, batched in zip(requests, together, strict=True):
        (alone,) = run(engine, [request])
        assert [one.text for one in (batched, *batched.others)] == [
            one.text for one in (alone, *alone.others)
        ]
        assert batched.completion_tokens == alone.completion_tokens
        assert batched.finish_reason == alone.finish_reason
        assert batched.mean_logprob == pytest.approx(alone.mean_logprob, abs=1e-4)
        assert len(batched.others) == beams - 1
        logprobs = [one.mean_logprob for one in (batched, *batched.others)]
        assert logprobs == sorted(logprobs, reverse=True)


@pytest.mark.parametrize("family", ["nllb", "t5", "marian"])
def test_greedy_is_what_transformers_makes(load, family):
    import torch

    engine = load(family)
    source = engine.model.texts.encode(asked(engine, TEXT, Decoding(12)))
    made = engine.model.model.generate(
        torch.tensor([source.ids]),
        max_new_tokens=12 + len(source.start),  # Marian's own settings force an end as the last
        num_beams=1,
        do_sample=False,
        decoder_start_token_id=source.start[0],
        forced_bos_token_id=source.start[1] if len(source.start) > 1 else None,
    )
    (completion,) = run(engine, [source.request])
    wanted = made[0, len(source.start) :][:12].tolist()
    assert engine.model.texts.decode([one for one in wanted if one not in engine.model.stops], source) == (
        completion.text
    )


@pytest.mark.parametrize("family", FAMILIES)
def test_the_mean_log_probability_is_the_models_own(load, family):
    """An answer's own is that of the same answer given to be weighed."""
    import torch
    from torch.nn.functional import log_softmax

    engine = load(family)
    source = engine.model.texts.encode(asked(engine, TEXT, Decoding(7, beams=2), "Một câu ngắn"))
    (weighed,) = run(engine, [source.request])
    decoder = torch.tensor([[*source.start, *source.answer]])
    with torch.inference_mode():
        logits = engine.model.model(
            input_ids=torch.tensor([source.ids]), decoder_input_ids=decoder[:, :-1]
        ).logits
    own = log_softmax(logits[0].double(), -1)[len(source.start) - 1 :]
    each = [float(own[place, token]) for place, token in enumerate(source.answer)][source.unweighed :]
    assert weighed.mean_logprob == pytest.approx(sum(each) / len(each), abs=1e-4)
    assert (weighed.completion_tokens, weighed.text) == (0, "Một câu ngắn")


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_weighing_many_is_weighing_each(load, runtime):
    engine = load("nllb", runtime=runtime)
    requests = [asked(engine, text, Decoding(1), text[::-1], use="back") for text in LINES]
    together = [one.mean_logprob for one in run(engine, requests)]
    assert together == pytest.approx([run(engine, [one])[0].mean_logprob for one in requests], abs=1e-4)


@pytest.mark.parametrize("beams", [1, 4])
@pytest.mark.parametrize("family", FAMILIES)
def test_every_answer_keeps_to_its_own_limit(load, family, beams):
    engine = load(family)
    for completion in run(engine, [asked(engine, TEXT, Decoding(most, beams=beams)) for most in (1, 4, 9)]):
        most = completion.request.decoding.max_new_tokens
        for one in (completion, *completion.others):
            ended = one.finish_reason == "stop"
            assert one.completion_tokens <= most + (not ended)
            assert ended or one.completion_tokens == most + 1


def test_an_answer_may_end_by_itself(load):
    engine = load("t5")
    bias = engine.model.model.lm_head.weight.new_zeros(len(engine.model.model.lm_head.weight))
    bias[1] = 1e4
    engine.model.model.lm_head.bias = __import__("torch").nn.Parameter(bias)
    (completion,) = run(engine, [asked(engine, TEXT, Decoding(5))])
    assert (completion.finish_reason, completion.completion_tokens, completion.text) == ("stop", 1, "")


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_a_sample_is_its_seeds_and_not_its_neighbours(load, runtime):
    engine = load("nllb", runtime=runtime)
    hot = Decoding(8, temperature=0.9, top_p=0.9, seed=7)
    first, other = run(engine, [asked(engine, TEXT, hot), asked(engine, TEXT, replace(hot, seed=8))])
    (alone,) = run(engine, [asked(engine, TEXT, hot)])
    assert alone.text == first.text != other.text


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_no_ngram_comes_twice_where_that_is_asked(load, runtime):
    engine = load("t5", runtime=runtime)
    source = engine.model.texts.encode(asked(engine, TEXT, Decoding(24, no_repeat_ngram=2)))
    ((answer,),) = engine.model.complete([source]).answers
    pairs = list(pairwise(answer.tokens))
    assert len(pairs) == len(set(pairs))


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_what_every_answer_begins_with_is_taken_off_and_not_weighed(load, runtime):
    engine = load("t5", runtime=runtime)
    ids = engine.model.texts.tokenizer("en: A sentence", add_special_tokens=False).input_ids
    translated = engine.model.texts.encode(asked(engine, "A", Decoding(1), use="translation"))
    assert engine.model.texts.decode(ids, translated) == "A sentence"
    source = engine.model.texts.encode(asked(engine, "A", Decoding(1), "Một câu", use="back"))
    assert "".join(tokens(engine, source.answer[: source.unweighed])).replace("▁", " ").strip() == "vi:"


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_special_tokens_in_a_text_are_taken_apart(load, runtime):
    engine = load("nllb", runtime=runtime)
    ids = engine.model.texts.encode(asked(engine, "Một </s> eng_Latn câu", Decoding(1))).ids
    assert tokens(engine, ids).count("</s>") == 1
    assert "eng_Latn" not in tokens(engine, ids)


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_a_text_that_is_too_long_fails_alone_with_its_request(load, runtime):
    engine = load("marian", runtime=runtime)
    request = asked(engine, "Một câu dài. " * 60, Decoding(4))
    with pytest.raises(EngineError, match=r"too long for this model, which takes 128") as caught:
        run(engine, [request])
    assert caught.value.request == request.id


@pytest.mark.parametrize("runtime", RUNTIMES)
@pytest.mark.parametrize("beams", [1, 2])
@pytest.mark.parametrize("family", ["marian", "mbart50", "m2m100"])
def test_no_answer_is_longer_than_the_positions_reach(load, runtime, family, beams):
    engine = load(family, runtime=runtime)
    (completion,) = run(engine, [asked(engine, TEXT, Decoding(1000, beams=beams))])
    assert completion.finish_reason in ("length", "loop")
    assert 120 < completion.completion_tokens <= 128


def test_a_prompt_without_its_cue_is_told(load):
    with pytest.raises(EngineError, match="must end in the line '=> English'"):
        run(load("marian"), [Request("Một câu.", Decoding(4))])


def test_batches_keep_to_their_tokens_and_are_sorted_by_length(load):
    engine = load("t5")
    waiting = [engine.model.texts.encode(asked(engine, text, Decoding(10))) for text in LINES]
    lengths = [len(one.ids) for one in next_batch(waiting, 10_000)]
    assert lengths == sorted((len(one.ids) for one in waiting), reverse=True)
    longest = max(lengths) + 10
    assert len(next_batch(waiting, 2 * longest)) == 2
    assert len(next_batch(waiting, 1)) == 1


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_want_of_memory_halves_the_batch_and_the_answers_stay(load, runtime, monkeypatch):
    engine = load("marian", runtime=runtime)
    requests = [asked(engine, text, Decoding(6)) for text in LINES]
    whole = [one.text for one in run(engine, requests)]
    complete = engine._complete

    def small(batch):
        if len(batch) > 1:
            raise RuntimeError("CUDA out of memory")
        return complete(batch)

    monkeypatch.setattr(engine, "_complete", small)
    assert [one.text for one in run(engine, requests)] == whole
    assert engine.statistics.shrunk
    monkeypatch.setattr(engine, "_complete", lambda _: small([0, 1]))
    with pytest.raises(EngineError, match=r"out of memory.*try a smaller model"):
        run(engine, requests[:1])


def test_a_code_that_the_tokenizer_lacks_is_told(load, root, tmp_path):
    load("marian")
    path = tmp_path / "my-marian.toml"
    path.write_text(path.read_text("utf-8") + 'first_token = "xx_YY"\n', "utf-8")
    with pytest.raises(
        UsageError, match="my-marian: the tokenizer has no token 'xx_YY'; correct the profile"
    ):
        load_engine("my-marian", Settings.model_validate({"execution": EXECUTION}))


def test_summaries_and_translations_are_made_of_two_models(load, root, tmp_path):
    """Through the whole program: the format of ViT5 for the one, that of OPUS-MT for the other."""
    from summarizer.pipeline import Pipeline
    from summarizer.text.reading import read_text

    load("marian")
    load("t5", "vit5-base-vietnews")
    settings = Settings.model_validate(
        {
            "models": {"translation": "my-marian", "abstractive": "my-t5"},
            "tasks": {"repairs": 0, "run": ("abstractive", "translation"), "candidates": 2},
            "execution": EXECUTION,
        }
    )
    report = Pipeline(settings).process(read_text("\n".join(LINES), source="a.txt"))
    assert report.abstractive is not None
    assert report.translation is not None
    assert len(report.translation.segments) == len(LINES)
    assert {task: model.name for task, model in report.signature.models.items()} == {
        "abstractive": "my-t5",
        "translation": "my-marian",
    }
