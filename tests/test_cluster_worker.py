"""A worker's model is kept busy with what comes, and whatever fails is told to the one who waits for it."""

import asyncio
import time

import pytest
from batch_fakes import POISON, article, settings_for
from scripted import ScriptedEngine, echo

from summarizer.batch.cluster.interface import Made, NotMade
from summarizer.batch.cluster.worker import Worker
from summarizer.errors import FetchError, SummarizerError
from summarizer.pipeline import Pipeline
from summarizer.report import Report
from summarizer.text.reading import read_text

SETTINGS = settings_for([], tasks={"run": ("translation",)})


def _document(number, text=""):
    return read_text(text or article(number), source=f"{number}.txt")


def test_a_document_that_comes_joins_those_that_are_at_work():
    first, second = _document(1), _document(2)
    order = []
    later = []

    def answer(request):
        order.append(2 if "số 2" in str(request.prompt) else 1)
        if len(order) == 1:
            later.append(asyncio.run_coroutine_threadsafe(worker.report(second), loop))
            time.sleep(0.3)  # until it has arrived
        return echo(request)

    worker = Worker(SETTINGS, ScriptedEngine(answer, at_once=1).load)

    async def both():
        nonlocal loop
        loop = asyncio.get_running_loop()
        one = await worker.report(first)
        return one, await asyncio.wrap_future(later[0])

    loop = None
    outcomes = asyncio.run(both())
    assert [type(one) for one in outcomes] == [Made, Made]
    assert order != sorted(order)  # requests of both were in one queue


def test_a_report_is_that_of_a_pipeline_and_a_failed_document_is_alone_in_it():
    worker = Worker(SETTINGS, ScriptedEngine(poison=POISON).load)

    async def some():
        return await asyncio.gather(
            worker.report(_document(1)), worker.report(_document(2, f"Bài hỏng\n{POISON}. Không làm được."))
        )

    good, bad = asyncio.run(some())
    assert isinstance(good, Made)
    assert isinstance(good.report, Report)
    local = Pipeline(SETTINGS, load=ScriptedEngine().load).process(_document(1))
    assert good.report.model_copy(update={"timings": {}}) == local.model_copy(update={"timings": {}})
    assert isinstance(bad, NotMade)
    assert not bad.fatal
    assert "out of memory" in str(bad.error)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (FetchError("no room on the disk"), "no room on the disk"),
        (ZeroDivisionError("odd"), "a fault of summarizer (ZeroDivisionError: odd); please report it"),
    ],
)
def test_a_model_that_cannot_be_had_is_told_to_all_who_wait(error, told):
    def load(name, settings, *, progress):
        raise error

    worker = Worker(SETTINGS, load)

    async def some():
        return await asyncio.gather(*(worker.report(_document(number)) for number in range(3)))

    for outcome in asyncio.run(some()):
        assert isinstance(outcome, NotMade)
        assert outcome.fatal or "fault" in told
        assert told in str(outcome.error)


def test_a_fault_at_one_document_gives_back_what_was_at_work_and_the_worker_goes_on():
    def answer(request):
        if "Bài lạ" in str(request.prompt):
            raise ZeroDivisionError("odd")
        return echo(request)

    worker = Worker(SETTINGS, ScriptedEngine(answer).load)
    odd, good = _document(1, "Bài lạ\nBài lạ làm hỏng chương trình."), _document(2)

    async def alone(document):
        return (await asyncio.gather(worker.report(document), return_exceptions=True))[0]

    lost = asyncio.run(alone(odd))
    assert isinstance(lost, SummarizerError)
    assert str(lost) == "a fault of summarizer (ZeroDivisionError: odd); please report it"
    assert isinstance(asyncio.run(alone(good)), Made)


def test_a_worker_without_its_files_says_so():
    settings = settings_for([], models={"prompts": "/no/such/folder"})
    about = Worker(settings, ScriptedEngine().load).about()
    assert about.signature is None
    assert "/no/such/folder" in str(about.error)
