"""Short of memory, a batch goes on in smaller steps; only a document that is too much by itself fails."""

import sys

import pytest
from batch_fakes import Notes, manifest, settings_for
from tiny_model import tiny_engine

from summarizer.batch.inputs.walk import Inputs
from summarizer.batch.run import run_batch
from summarizer.engine.interface import Decoding, Request
from summarizer.pipeline import Pipeline

GREEDY = "Tham." + "a" * 40 + "."


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("tiny")


def _short_of_memory(engine, too_much):
    """Let the model fail like torch does for passes that `too_much` says of; gives the tokens of all passes.

    It is told the token ids of a pass, and whether they are answers' (or else prompts').
    """
    run = engine.model.run
    tokens = []

    def short(ids, masks, positions, caches):
        tokens.append(ids.numel())
        if too_much(ids, not (positions == 0).any()):
            raise RuntimeError(
                "[enforce fail at alloc_cpu.cpp:117] DefaultCPUAllocator: can't allocate memory"
            )
        return run(ids, masks, positions, caches)

    engine.model.run = short
    return tokens


def _run(tmp_path, engine, texts):
    (tmp_path / "tin").mkdir()
    for number, text in enumerate(texts):
        (tmp_path / "tin" / f"{number}.txt").write_text(text)
    settings = settings_for(
        [tmp_path / "tin"], tasks={"run": ("translation",), "beams": 1}, output={"formats": ("json",)}
    )
    pipeline = Pipeline(settings, load=lambda *_, **__: engine)
    return run_batch(settings, tmp_path / "out", Inputs(settings.input), pipeline, watch=Notes())


def test_out_of_memory_halves_the_batch_until_it_fits_and_loses_no_document(home, tmp_path):
    engine = tiny_engine(home, "qwen2")
    one = len(engine.encoding.encode(Request("Bai 1.\n=> English\n", Decoding(1))).ids)
    passes = _short_of_memory(engine, lambda ids, answers: len(ids) > 2 * one)
    tally = _run(tmp_path, engine, [f"Bai {number}." for number in range(8)])
    assert (tally.done, tally.failed) == (8, 0)
    failures = [tokens for tokens in passes if tokens > 2 * one]
    assert failures
    assert failures == sorted(failures, reverse=True)
    assert len(failures) <= 3  # it does not run into the wall again and again


def test_a_document_too_large_by_itself_fails_alone_with_the_reason(home, tmp_path):
    engine = tiny_engine(home, "qwen2", max_segment_tokens=500)
    long = len(engine.encoding.tokenizer.encode("a" * 40))
    _short_of_memory(engine, lambda ids, answers: len(ids) > long)
    tally = _run(tmp_path, engine, ["Bai 1.", GREEDY, "Bai 2.", "Bai 3."])
    assert (tally.done, tally.failed) == (3, 1)
    [line] = [line for line in manifest(tmp_path / "out") if line["status"] == "failed"]
    assert line["id"] == "tin/1.txt"
    assert "can't allocate memory" in line["error"]
    assert line["error"].endswith("; try a smaller model, or split the text")


@pytest.mark.parametrize("when", ["read", "answered"])
def test_what_is_too_much_beside_a_row_of_another_length_fails_alone_too(home, tmp_path, monkeypatch, when):
    """Long and short rows step together: neither may keep the other from ever being done."""
    for module in ("batching", "causal"):
        monkeypatch.setattr(f"summarizer.engine.{module}.LANES", (30, sys.maxsize))
    engine = tiny_engine(home, "qwen2", max_segment_tokens=500)
    wrong = engine.encoding.tokenizer.encode("q" * 40)[-1]
    if when == "read":
        _short_of_memory(engine, lambda ids, answers: not answers and bool((ids == wrong).sum() > 20))
    else:
        _short_of_memory(engine, lambda ids, answers: answers and len(ids) > 1)
    tally = _run(tmp_path, engine, ["Bai 1.", "q" * 40 + ".", "Bai 2."])
    assert (tally.done, tally.failed) == ((2, 1) if when == "read" else (3, 0))


def test_out_of_memory_on_logits_is_no_traceback(home, tmp_path):
    engine = tiny_engine(home, "qwen2")
    output = engine.output

    class Short:
        def __getattr__(self, name):
            return getattr(output, name)

        def __call__(self, hidden):
            if len(hidden) > 2:
                raise RuntimeError("can't allocate memory")
            return output(hidden)

    engine.output = Short()
    tally = _run(tmp_path, engine, [f"Bai {number}." for number in range(5)])
    assert (tally.done, tally.failed) == (5, 0)
