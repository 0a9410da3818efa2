"""Promises of a model on a server: asked side by side and again; a fault is one line; no key is shown."""

import json
import logging
import socket
import sys
from collections import deque
from pathlib import Path

import pytest
from loopback import Reply, refused, said, serving

from summarizer.cli.app import main
from summarizer.config import Settings
from summarizer.engine import server as module
from summarizer.engine.interface import Decoding, Message, Request
from summarizer.errors import EngineError, ServerError
from summarizer.models import catalog
from summarizer.models.lookup import load_profile
from summarizer.pipeline import Failed, Finished, Pipeline
from summarizer.text.reading import read_text

ARTICLE = (
    "Thành phố mở tuyến xe buýt mới\nSáng nay, thành phố khai trương tuyến xe buýt số 21. Dân đi miễn phí."
)
KEY = "sk-very-secret-0123456789"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(module, "FIRST_WAIT", 0.01)
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)


@pytest.fixture
def article(tmp_path) -> str:
    (tmp_path / "a.txt").write_text(ARTICLE, "utf-8")
    return str(tmp_path / "a.txt")


def translated(body, _number):
    """An English sentence to every request."""
    return said("The city opened bus line number 21 this morning.", logprobs=(-0.1, -0.3))


def engine(address: str, **options):
    given = {"concurrent": 4, "timeout": 5.0, "retries": 3} | options
    profile = load_profile("openai:m", address)
    hardware = profile.runtime.hardware(Settings().execution)
    info = profile.info(hardware, beams=1, weighs=False, chat=True, max_answers=4)
    return module.ServerEngine(info, "m", address, **given)


def ask(address: str, *requests: Request, **options):
    """What the server's model answers, in the order of the requests."""
    wanted = requests or (Request("Câu.", Decoding(20)),)
    found = {done.request.id: done for done in engine(address, **options).generate(deque(wanted))}
    return [found[one.id] for one in wanted]


def run(capsys, address: str, article: str, *more: str):
    code = main([article, "-m", "openai:m", "--base-url", address, "-t", "translation", "-q", *more])
    return code, capsys.readouterr()


def test_an_article_goes_the_whole_way_and_the_report_names_the_server(article, capsys):
    with serving(translated) as server:
        code, told = run(capsys, server.address, article, "-f", "json")
    assert code == 0
    report = json.loads(told.out)
    assert report["translation"]["segments"][1]["text"] == "The city opened bus line number 21 this morning."
    assert report["signature"]["models"]["translation"] == {
        "name": "openai:m",
        "revision": server.address.split("/")[2],
        "adapter": None,
    }
    assert (report["signature"]["device"], report["signature"]["dtype"]) == ("server", "unknown")
    title = {"role": "user", "content": "Thành phố mở tuyến xe buýt mới"}
    first = next(one for one in server.requests if one["messages"][-1] == title)
    assert first["model"] == "m"
    assert first["temperature"] == 0
    assert first["max_tokens"] > 10


def test_no_torch_is_imported_where_a_server_does_the_work():
    import subprocess

    code = (
        "import sys\nfrom summarizer.cli.app import main\nprint(main(sys.argv[1:]), 'torch' in sys.modules)"
    )
    with serving(translated) as server:
        options = [
            "-m",
            "openai:m",
            "--base-url",
            server.address,
            "-t",
            "translation",
            "-q",
            "-o",
            "/dev/null",
        ]
        done = subprocess.run(
            [sys.executable, "-c", code, "-", *options, "-f", "text"],
            input=ARTICLE.encode(),
            capture_output=True,
            check=False,
        )
    assert done.stdout.decode().split() == ["0", "False"], done.stderr.decode()


def test_turns_sampling_and_log_probabilities_go_through():
    request = Request(
        (Message("system", "be brief"), Message("user", "x")),
        Decoding(9, temperature=0.7, top_p=0.9, seed=5),
    )
    with serving(translated) as server:
        (done,) = ask(server.address, request)
    sent = server.requests[0]
    assert sent["messages"] == [
        {"role": "system", "content": "be brief"},
        {"role": "user", "content": "x"},
    ]
    assert (sent["temperature"], sent["top_p"], sent["seed"], sent["max_tokens"]) == (0.7, 0.9, 5, 9)
    assert done.mean_logprob == pytest.approx(-0.2)
    assert (done.prompt_tokens, done.completion_tokens, done.finish_reason) == (7, 3, "stop")


def test_a_server_that_refuses_log_probabilities_is_asked_without(article):
    def script(body, _):
        return refused(400, "logprobs are not supported") if "logprobs" in body else said("Yes.")

    with serving(script) as server:
        first, second = ask(server.address, *(Request("x", Decoding(9)) for _ in range(2)), concurrent=1)
    assert (first.text, first.mean_logprob, second.text) == ("Yes.", 0.0, "Yes.")
    assert ["logprobs" in one for one in server.requests] == [True, False, False]


def test_at_most_so_many_requests_are_under_way():
    with serving(lambda *_: said("Yes.", seconds=0.05)) as server:
        done = ask(server.address, *(Request(f"{n}", Decoding(9)) for n in range(12)), concurrent=3)
    assert len(done) == 12
    assert server.most == 3


def test_new_requests_join_those_under_way():
    pending = deque([Request("first", Decoding(9))])
    with serving(translated) as server:
        answers = engine(server.address).generate(pending)
        next(answers)
        pending.append(Request("late", Decoding(9)))
        assert [one.request.prompt for one in answers] == ["late"]


@pytest.mark.parametrize(
    "fault",
    [
        refused(500, "out of memory"),
        refused(503, "loading"),
        Reply(b'{"choices": [', cut=None),
        Reply(b"<html>busy</html>", headers={"Content-Type": "text/html"}),
        Reply(b'{"object": "list", "data": []}'),
        said("The city opened", cut=40),
        said("Late.", seconds=0.8),
    ],
    ids=["500", "503", "bad JSON", "a page", "another object", "half an answer", "hung"],
)
def test_what_fails_for_the_moment_is_asked_again(fault):
    with serving(lambda _, number: fault if number <= 2 else said("Yes.")) as server:
        (done,) = ask(server.address, timeout=0.4)
    assert done.text == "Yes."
    assert len(server.requests) == 3


def test_a_server_that_asks_to_wait_is_given_the_time():
    busy = refused(429, "slow down", **{"Retry-After": "0.3"})
    with serving(lambda _, number: busy if number == 1 else said("Yes.")) as server:
        (done,) = ask(server.address)
    assert done.text == "Yes."
    assert server.times[1] - server.times[0] >= 0.3


def test_the_longest_wait_is_bounded():
    assert module.pause(0, 10_000.0) == module.LONGEST_WAIT
    assert module.pause(60, None) <= module.LONGEST_WAIT
    assert 0 < module.pause(3, None) <= 8 * module.FIRST_WAIT


def test_a_cut_answer_is_a_finding_and_one_that_goes_round_a_loop(article, capsys):
    with serving(lambda *_: said("The city opened bus line 21 and", reason="length")) as server:
        code, told = run(capsys, server.address, article, "-f", "json", "--set", "tasks.repairs=0")
    assert code == 0
    assert "cut" in {one["kind"] for one in json.loads(told.out)["findings"]}
    with serving(lambda *_: said("round and " * 40, reason="length")) as server:
        (done,) = ask(server.address)
    assert done.finish_reason == "loop"


@pytest.mark.parametrize("status", [500, 429])
def test_a_server_that_always_fails_is_one_line(article, capsys, status):
    with serving(lambda *_: refused(status, "no\nway")) as server:
        code, told = run(capsys, server.address, article)
    assert (code, told.err.count("\n")) == (1, 1)
    assert (
        f"the server answers {status} (no way), also when asked 5 times; see that the server at " in told.err
    )


def test_a_dead_server_is_one_line(article, capsys):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    code, told = run(capsys, address, article)
    assert (code, told.err.count("\n")) == (1, 1)
    assert told.err.startswith("summarizer: error: openai:m: the server cannot be reached (")
    assert address in told.err


def test_a_dead_server_ends_the_run_and_is_not_told_once_a_document():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        models = {"default": "openai:m", "base_url": f"http://127.0.0.1:{free.getsockname()[1]}/v1"}
    pipeline = Pipeline(Settings.model_validate({"models": models, "tasks": {"run": ["translation"]}}))
    with pytest.raises(ServerError):
        list(pipeline.run(read_text(ARTICLE, source=f"{n}") for n in range(3)))


def test_a_request_that_the_server_refuses_fails_its_document_alone():
    def script(body, number):
        return refused(400, "too long") if "ĐỘC" in str(body["messages"]) else translated(body, number)

    with serving(script) as server:
        models = {"default": "openai:m", "base_url": server.address}
        pipeline = Pipeline(Settings.model_validate({"models": models, "tasks": {"run": ["translation"]}}))
        texts = [ARTICLE, f"{ARTICLE} Câu này ĐỘC hại.", ARTICLE]
        events = list(pipeline.run(read_text(text, source=f"{n}") for n, text in enumerate(texts)))
    assert sorted(one.document.source for one in events if isinstance(one, Finished)) == ["0", "2"]
    [failed] = [one for one in events if isinstance(one, Failed)]
    assert str(failed.error) == "1: openai:m: the server answers 400 (too long)"


def test_one_request_without_a_good_answer_fails_alone_while_others_are_answered():
    def script(body, _):
        return refused(500, "bug") if "bad" in str(body["messages"]) else said("Yes.", seconds=0.02)

    good = [Request(f"{n}", Decoding(9)) for n in range(20)]
    bad = Request("bad", Decoding(9))
    with serving(script) as server, pytest.raises(EngineError, match="500") as caught:
        ask(server.address, bad, *good, concurrent=2)
    assert caught.value.request == bad.id


@pytest.mark.parametrize(
    ("status", "told"), [(401, "set OPENAI_API_KEY"), (404, "see that it has the model 'm'")]
)
def test_a_wrong_key_or_model_is_told_at_once_with_the_remedy(article, capsys, status, told):
    with serving(lambda *_: refused(status, "not that")) as server:
        code, output = run(capsys, server.address, article)
    assert (code, output.err.count("\n")) == (1, 1)
    assert told in output.err
    assert len(server.requests) <= 8  # not asked again


def test_the_key_comes_from_the_environment_and_is_shown_nowhere(article, capsys, monkeypatch, caplog):
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    caplog.set_level(logging.DEBUG)
    with serving(translated) as server:
        code, told = run(capsys, server.address, article, "-f", "json", "-vv")
        assert main(["config", "show", "--base-url", server.address]) == 0
    assert code == 0
    assert set(server.keys) == {f"Bearer {KEY}"}
    shown = told.out + told.err + "".join(capsys.readouterr())
    with serving(lambda *_: refused(401, f"wrong key {KEY} for you")) as server:
        code, told = run(capsys, server.address, article)
    assert code == 1
    assert "wrong key … for you" in told.err
    assert KEY not in shown + told.out + told.err + caplog.text


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("localhost:8000", "is no address of a server"),
        ("http://", "is no address of a server"),
        ("http://[::1", "is no address of a server"),
        ("http://127.0.0.1:99999/v1", "is no address of a server"),
        (f"me:{KEY}@127.0.0.1/v1", "is no address of a server"),
        (f"http://me:{KEY}@127.0.0.1/v1", "take the key out"),
        (f"http://127.0.0.1/v1?key={KEY}", "take the key out"),
    ],
)
def test_a_wrong_address_is_told_before_anything_is_sent(article, capsys, address, told):
    code, output = run(capsys, address, article)
    assert (code, output.err.count("\n")) == (2, 1)
    assert output.err.startswith("summarizer: error: --base-url: ")
    assert told in output.err
    assert KEY not in output.err


def test_an_address_without_a_model_on_it_and_the_other_way_round(article, capsys):
    assert main([article, "--base-url", "http://127.0.0.1:9/v1"]) == 2
    assert "--base-url: no model is on a server; name one as openai:NAME" in capsys.readouterr().err
    assert main([article, "-m", "openai:org/m"]) == 2
    assert (
        "org/m: is on a server of which the address is not known; give --base-url" in capsys.readouterr().err
    )


def test_a_profile_of_ones_own_may_be_of_a_server(tmp_path, monkeypatch, article, capsys):
    monkeypatch.setattr(catalog, "own_folder", lambda: tmp_path)
    with serving(translated) as server:
        (tmp_path / "office.toml").write_text(
            'title = "Ours"\nlicence = "MIT"\nlicence_url = "https://example.org"\nlanguages = ["vi", "en"]\n'
            'prompt_set = "chat"\nterms = "list"\nmax_source_tokens = 900\nmax_segment_tokens = 160\n'
            f'[runtime]\nkind = "openai"\nmodel = "big"\nbase_url = "{server.address}"\nconcurrent = 2\n',
            "utf-8",
        )
        assert main([article, "-m", "office", "-t", "translation", "-q"]) == 0
    assert {one["model"] for one in server.requests} == {"big"}
    assert server.most <= 2


def test_the_missing_package_is_one_line(article, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "openai", None)
    monkeypatch.delitem(sys.modules, "summarizer.engine.server")
    code, output = run(capsys, "http://127.0.0.1:9/v1", article)
    assert (code, output.err.count("\n")) == (2, 1)
    assert "pip install 'vi-news-summarizer[server]'" in output.err


def test_a_relative_path_of_a_config_is_no_part_of_a_servers_model(tmp_path: Path):
    from summarizer.settings_layers import combine, from_file

    (tmp_path / "c.toml").write_text('[models]\ndefault = "openai:org/m"\n', "utf-8")
    assert combine(from_file(tmp_path / "c.toml"))[0].models.default == "openai:org/m"
