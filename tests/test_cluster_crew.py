"""What a crew promises when workers come, die and differ: without a cluster, each moment can be chosen."""

import time
import tracemalloc
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock

import driver_memory
import pytest
from batch_fakes import Notes, articles

from summarizer.batch.cluster.crew import ALONE, Crew
from summarizer.batch.cluster.interface import About, Made, NotMade
from summarizer.batch.tally import Workers
from summarizer.document import Document
from summarizer.errors import EngineError, SummarizerError, UsageError
from summarizer.pipeline import Failed, Finished
from summarizer.report import Signature
from summarizer.version import __version__

SIGNATURE = Signature(
    string="s",
    version=__version__,
    device="cpu",
    dtype="float32",
    seed=0,
    models={},
    prompts={},
    settings="x",
)


class FakeWorker:
    """Does one document after the other; `deadly` ones cost it all that it has, after which it goes on."""

    def __init__(self, cluster, node):
        self.cluster, self.node = cluster, node
        self.pending = {}
        self.lock = Lock()
        self.thread = ThreadPoolExecutor(1)
        self.stopped = False
        self.most = 0
        self.deaths = 0

    def about(self):
        return self.thread.submit(self.cluster.abouts.get(self.node, lambda: _about(self.node)))

    def report(self, document):
        future = Future()
        with self.lock:
            self.pending[document.source] = future
            self.most = max(self.most, len(self.pending))
        self.thread.submit(self._do, document.source)
        return future

    def stop(self):
        self.stopped = True

    def _do(self, source):
        time.sleep(0.001)
        with self.lock:
            if source not in self.pending:
                return  # lost meanwhile
            if self.cluster.kills(self, source):
                self.deaths += 1
                lost, self.pending = self.pending, {}
                for future in lost.values():
                    future.set_exception(ConnectionError("dead"))
                return
            self.pending.pop(source).set_result(self.cluster.outcome(source))


class FakeCluster:
    def __init__(self, room=2, *, deadly=(), abouts=None):
        self.size = room
        self.deadly = set(deadly)
        self.abouts = abouts or {}
        self.workers = []

    def room(self):
        return self.size

    def start(self):
        self.workers.append(FakeWorker(self, f"node{len(self.workers)}"))
        return self.workers[-1]

    def why(self, error):
        return "its process ended"

    def kills(self, worker, source):
        return source in self.deadly

    def outcome(self, source):
        return Made(source, 1)


def _about(node, **values):
    return About(**{"node": node, "version": __version__, "signature": SIGNATURE, **values})


def _documents(number):
    return [Document(f"{index}.txt", "", "", None, "vi", "utf-8", ()) for index in range(number)]


def _run(cluster, documents, *, wanted=0, held=4):
    notes = []
    crew = Crew(cluster, wanted, held, notes.append)
    events = list(crew.run(documents))
    done = [event.document.source for event in events if isinstance(event, Finished)]
    failed = {event.document.source: str(event.error) for event in events if isinstance(event, Failed)}
    return done, failed, notes, [event for event in events if isinstance(event, Workers)]


def test_every_document_is_done_once_and_the_workers_are_counted():
    done, failed, notes, workers = _run(FakeCluster(3), _documents(100))
    assert sorted(done) == sorted(one.source for one in _documents(100))
    assert (failed, notes) == ({}, [])
    assert workers[-1] == Workers(3, 3, 0)


def test_a_worker_has_no_more_documents_than_it_may_hold_and_no_others_are_read():
    cluster = FakeCluster(2)
    given, landed = 0, 0
    most = 0

    def documents():
        nonlocal given
        for document in _documents(200):
            given += 1
            yield document

    for event in Crew(cluster, 0, 5, lambda _: None).run(documents()):
        landed += isinstance(event, Finished)
        most = max(most, given - landed)
    assert landed == 200
    assert max(worker.most for worker in cluster.workers) <= 5
    assert most <= 10


@pytest.mark.parametrize("room", [1, 3])
def test_a_document_that_kills_its_worker_fails_alone_after_some_tries_and_all_others_are_done(room):
    cluster = FakeCluster(room, deadly=["7.txt", "8.txt", "41.txt"])
    done, failed, notes, workers = _run(cluster, _documents(60), held=16)
    assert sorted(failed) == ["41.txt", "7.txt", "8.txt"]
    assert failed["7.txt"] == (
        f"7.txt: {ALONE} workers were lost that had nothing else at work (its process ended); look at the "
        "article, or give a worker more of execution.worker_memory"
    )
    assert sorted(done) == sorted({one.source for one in _documents(60)} - set(failed))
    assert workers[-1].lost == sum(worker.deaths for worker in cluster.workers) == len(notes)
    assert workers[-1].now == room
    assert workers[-1].lost <= 3 * (ALONE + 5)


def test_a_worker_that_is_lost_once_costs_no_document(monkeypatch):
    cluster = FakeCluster(2)
    monkeypatch.setattr(cluster, "kills", lambda worker, source: source == "20.txt" and not worker.deaths)
    done, failed, notes, _ = _run(cluster, _documents(50))
    assert len(done) == len(set(done)) == 50
    assert not failed
    assert notes[0].endswith("a worker was lost (its process ended); 1 worker left")


def test_workers_that_make_nothing_and_are_lost_again_and_again_end_the_run(monkeypatch):
    cluster = FakeCluster(2)
    monkeypatch.setattr(cluster, "kills", lambda worker, source: True)
    events = Crew(cluster, 0, 64, lambda _: None).run(_documents(10_000))
    with pytest.raises(
        SummarizerError, match=r"node.: lost again and again, for nothing \(its process ended\)"
    ):
        for _ in events:
            pass
    assert all(worker.stopped for worker in cluster.workers)


def test_a_worker_of_another_version_is_named_and_not_used():
    cluster = FakeCluster(2, abouts={"node1": lambda: _about("node1", version="0.0.1")})
    done, failed, notes, workers = _run(cluster, _documents(40))
    assert (len(done), failed) == (40, {})
    assert notes == [
        f"node1: has summarizer 0.0.1, and this is {__version__}; install the same; this worker is not used"
    ]
    assert cluster.workers[1].stopped
    assert workers[-1] == Workers(1, 1, 0)


def test_where_the_first_worker_is_of_another_version_nothing_is_begun():
    cluster = FakeCluster(2, abouts={"node0": lambda: _about("node0", version="0.0.1")})
    with pytest.raises(UsageError, match=r"^node0: has summarizer 0\.0\.1"):
        _ = Crew(cluster, 0, 4, print).signature


def test_a_worker_on_other_hardware_is_named_with_the_settings_to_make_them_alike():
    other = SIGNATURE.model_copy(update={"dtype": "bfloat16", "string": "t"})
    cluster = FakeCluster(2, abouts={"node1": lambda: _about("node1", signature=other)})
    _, _, notes, _ = _run(cluster, _documents(20))
    [note] = notes
    assert note == (
        "node1: runs models on cpu in bfloat16, the first worker on cpu in float32; set execution.device and "
        "execution.dtype; this worker is not used"
    )


def test_what_a_worker_lacks_is_told_with_the_name_of_its_machine():
    error = UsageError("prompts: no such folder; name one")
    cluster = FakeCluster(1, abouts={"node0": lambda: _about("node0", signature=None, error=error)})
    with pytest.raises(UsageError, match=r"^node0: prompts: no such folder; name one$"):
        _run(cluster, _documents(1))


def test_a_worker_that_can_have_no_model_ends_the_run_and_a_document_that_fails_does_not(monkeypatch):
    cluster = FakeCluster(1)
    monkeypatch.setattr(cluster, "outcome", lambda source: NotMade(EngineError("too long")))
    assert _run(cluster, _documents(2))[1] == {"0.txt": "too long", "1.txt": "too long"}
    monkeypatch.setattr(cluster, "outcome", lambda source: NotMade(SummarizerError("no disk"), fatal=True))
    with pytest.raises(SummarizerError, match=r"^node\d: no disk$"):
        _run(cluster, _documents(2))


def test_workers_that_come_later_are_used(monkeypatch):
    monkeypatch.setattr("summarizer.batch.cluster.crew._LOOK", 0.0)
    cluster = FakeCluster(1)

    def documents():
        for number, document in enumerate(_documents(60)):
            cluster.size = 1 if number < 10 else 3
            yield document

    assert _run(cluster, documents())[3][-1] == Workers(3, 3, 0)


class Held(Notes):
    """Notes how many bytes are held when so many documents are done."""

    def __init__(self, number):
        super().__init__()
        self.number = number

    def entry(self, entry):
        if self.tally.done == self.number:
            self.bytes = tracemalloc.get_traced_memory()[0]


def test_a_driver_holds_no_more_of_a_document_that_is_done_than_its_names(tmp_path):
    held = {}
    tracemalloc.start()
    try:
        for number in (100, 500):
            watch = Held(number)
            source = articles(tmp_path / f"in{number}", number)
            assert driver_memory.run(source, tmp_path / f"out{number}", watch).done == number
            held[number] = watch.bytes
    finally:
        tracemalloc.stop()
    assert (held[500] - held[100]) / 400 < 2_000  # with its report 13,000
