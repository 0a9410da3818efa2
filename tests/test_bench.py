"""`summarizer bench` measures what was done, against full batches and against a loop, and says it."""

import json
from dataclasses import astuple, replace
from shutil import rmtree

import pytest
from batch_fakes import article, articles
from scripted import INFO, ScriptedEngine

from summarizer.bench import bench, peak_memory
from summarizer.cli.app import main
from summarizer.config import Settings
from summarizer.engine.interface import Statistics
from summarizer.text.reading import read_text


class Timed(ScriptedEngine):
    """Keeps statistics as if prefill took 1 ms a token and a step of up to eight rows 10 ms."""

    def generate(self, pending):
        did = self.statistics
        for completion in super().generate(pending):
            did.requests += 1
            did.prefill_tokens += completion.prompt_tokens
            did.prefill_seconds += completion.prompt_tokens / 1000
            did.decode_tokens += completion.completion_tokens
            did.decode_steps += completion.completion_tokens
            did.decode_seconds += completion.completion_tokens / 100
            yield completion


EACH = 3 + 2  # requests a document: its sentences, and two of its summary
SETTINGS = Settings.model_validate({"tasks": {"repairs": 0, "candidates": 1}, "glossary": {"shipped": False}})


def documents():
    return [read_text(article(number), source=f"{number}") for number in range(4)]


def test_what_the_engine_did_is_counted_and_rates_follow():
    engine = Timed()
    result = bench(SETTINGS, documents, load=engine.load)
    work = result.run.work
    assert (result.run.documents, result.run.failed) == (4, 0)
    assert work.requests == 4 * EACH
    assert work.prefill_tokens == sum(len(str(one.prompt).split()) for one in engine.requests[: 4 * EACH])
    assert work.prefill_rate == pytest.approx(1000)
    assert work.decode_rate == pytest.approx(100)
    assert work.answers_per_step == pytest.approx(1)
    assert result.run.share_in_model == pytest.approx(work.seconds / result.run.seconds)
    assert result.run.documents_per_minute == pytest.approx(240 / result.run.seconds)
    assert result.one_by_one is None


def test_a_full_batch_is_of_the_same_sentences_and_no_part_of_the_run():
    engine = Timed()
    result = bench(SETTINGS, documents, load=engine.load)
    assert astuple(result.run.work + result.full_batch) == pytest.approx(astuple(engine.statistics))
    extra = engine.requests[4 * EACH :]
    assert {one.prompt for one in extra} <= {one.prompt for one in engine.requests[: 4 * EACH]}
    assert len({one.id for one in engine.requests}) == len(engine.requests)
    assert len(extra) > 3
    assert result.full_batch.decode_tokens > 0
    assert result.fullness == pytest.approx(1)


def test_one_by_one_does_the_same_documents_again_each_alone():
    engine = Timed(at_once=1)
    result = bench(SETTINGS, documents, one_by_one=True, load=engine.load)
    assert result.one_by_one.documents == 4
    assert result.one_by_one.work.decode_tokens == result.run.work.decode_tokens
    prompts = [one.prompt for one in engine.requests]
    first, second = prompts[: 4 * EACH], prompts[-4 * EACH :]
    assert sorted(first) == sorted(second)
    assert [prompt for prompt in second if "số 0" in prompt] == [p for p in second[:EACH] if "số 0" in p]
    assert result.speed_up == pytest.approx(result.one_by_one.seconds / result.run.seconds)


def test_a_document_that_fails_is_counted():
    result = bench(SETTINGS, documents, load=Timed(poison="số 2").load)
    assert (result.run.documents, result.run.failed) == (3, 1)


def test_nothing_done_has_no_rates_rather_than_an_error():
    assert Statistics().decode_rate == Statistics().answers_per_step == 0


def test_peak_memory_is_in_bytes():
    assert 20 * 2**20 < peak_memory() < 2**40


@pytest.fixture
def engine(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    engine = Timed(info=replace(INFO, dtype_reason="a test"))
    monkeypatch.setattr("summarizer.models.loader.load_engine", engine.load)
    return engine


OPTIONS = ["--set", "tasks.repairs=0", "--set", "glossary.shipped=false"]


def test_the_command_prints_every_figure_in_80_columns(engine, tmp_path, capsys):
    articles(tmp_path / "tin", 4)
    assert main(["bench", "tin", "--compare-one-by-one", *OPTIONS]) == 0
    told = capsys.readouterr()
    names = [line[:11].rstrip() for line in told.out.splitlines() if not line.startswith(" ")]
    assert names == [
        "documents",
        "loading",
        "prefill",
        "decode",
        "full batch",
        "in model",
        "one by one",
        "peak memory",
        "model",
    ]
    assert told.out.startswith("documents   4 in ")
    assert all(len(line) <= 80 for line in told.out.splitlines())


def test_json_has_the_same_figures_with_their_units(engine, tmp_path, capsys):
    articles(tmp_path / "tin", 4)
    assert main(["bench", "tin", "--documents", "2", "--json", *OPTIONS]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["run"]["documents"] == 2
    assert told["run"]["decode_rate"] == pytest.approx(100)
    assert told["share_of_full_batch"] == pytest.approx(1)
    assert told["one_by_one"] is None
    assert told["models"][0]["name"] == "scripted"


def test_fewer_articles_than_asked_for_come_again_and_that_is_said(engine, tmp_path, capsys):
    articles(tmp_path / "tin", 2)
    assert main(["bench", "tin", "--documents", "5", *OPTIONS]) == 0
    told = capsys.readouterr()
    assert told.out.startswith("documents   5 in ")
    assert "2 for 5 articles: they come again" in told.err


def test_without_a_file_the_sample_article_is_taken_or_a_file_asked_for(
    engine, capsys, monkeypatch, tmp_path
):
    assert main(["bench", *OPTIONS]) == 0
    assert capsys.readouterr().out.startswith("documents   1 in ")
    monkeypatch.setattr("summarizer.resources.folder", lambda _: tmp_path / "configs")
    assert main(["bench"]) == 2
    assert "no FILE; name an article" in capsys.readouterr().err


def test_what_cannot_be_read_is_named_and_the_rest_measured(engine, tmp_path, capsys):
    articles(tmp_path / "tin", 1)
    assert main(["bench", "tin", "absent.txt", *OPTIONS]) == 1
    told = capsys.readouterr()
    assert "absent.txt: no such file" in told.err
    assert told.out.startswith("documents   1 in ")
    assert main(["bench", "absent.txt"]) == 1
    assert main(["bench", "-"]) == 2


def test_a_file_list_is_measured_without_the_sample_and_a_file_goes_before_it(engine, tmp_path, capsys):
    articles(tmp_path / "tin", 3)
    (tmp_path / "list").write_text("tin/0\ntin/1\n")
    listed = ["--set", "input.file_list=list", *OPTIONS]
    assert main(["bench", *listed]) == 0
    assert capsys.readouterr().out.startswith("documents   2 in ")
    assert main(["bench", "tin/2", *listed]) == 0
    assert capsys.readouterr().out.startswith("documents   1 in ")
    (tmp_path / "list").write_text("-\n")
    assert main(["bench", *listed]) == 2
    assert "standard input: can be read but once; bench needs a FILE" in capsys.readouterr().err
    assert main(["bench", "tin", "--set", "input.title=T"]) == 2
    assert "input.title: one title cannot be that of several articles" in capsys.readouterr().err


def test_articles_that_are_gone_when_they_are_to_be_measured_end_it(engine, tmp_path, capsys, monkeypatch):
    articles(tmp_path / "tin", 2)

    def load(*given, **more):
        rmtree(tmp_path / "tin")
        return engine.load(*given, **more)

    monkeypatch.setattr("summarizer.models.loader.load_engine", load)
    assert main(["bench", "tin", *OPTIONS]) == 1
    told = capsys.readouterr()
    assert told.out.startswith("documents   0 in ")
    assert "2 of 2 articles were gone when they were to be measured; run it again" in told.err
