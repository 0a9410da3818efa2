"""Hands the documents of a run to workers that may be lost at any moment."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field, replace
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any

from summarizer.batch.cluster.interface import (
    About,
    Cluster,
    Made,
    NotMade,
    Outcome,
    Worker,
    deadly,
    why_unfit,
)
from summarizer.batch.output.entry import reason
from summarizer.batch.tally import Workers
from summarizer.counted import counted
from summarizer.document import Document
from summarizer.errors import SummarizerError
from summarizer.pipeline import Event, Failed, Finished
from summarizer.report import Signature

ALONE = 3  # times that a document may be at work alone on a worker that is lost
_FRUITLESS = (
    20  # times running that a worker may be lost and have made nothing: more than one document costs it
)
_PATIENCE = 60.0  # seconds that the first worker may take to start without a word about it
_LOOK = 10.0  # seconds between two looks whether the cluster has room for more workers


@dataclass(eq=False)
class _Hand:
    """A worker with what it has at work. It gets nothing more unless it is `ready`.

    It is `apart` while it does what was lost with another. `lost` are documents that came back as its process
    was lost, `why` says how; `fruitless` counts how often that was since it last made a report.
    """

    worker: Worker
    node: str = "a worker"
    ready: bool = False
    apart: bool = False
    gone: bool = False
    at_work: dict[str, Document] = field(default_factory=dict)  # by source
    lost: list[Document] = field(default_factory=list)
    why: str = ""
    fruitless: int = 0


@dataclass(frozen=True)
class _Answer:
    """What a worker answers: without a document about itself, and it gets none before it has."""

    hand: _Hand
    document: Document | None
    future: "Future[Any]"


class Crew:
    """Does what a pipeline does, with workers: see `summarizer.batch.run.Runner`.

    Documents that were lost with a worker are done apart, in halves: so one that costs every worker its life
    is soon alone, fails after `ALONE` such losses, and the others are done. At most `held` documents are at
    each worker, no others are held. `wanted` workers are had, for 0 as many as there is room for. `note`
    tells the user of those that are lost or cannot be used.
    """

    def __init__(self, cluster: Cluster, wanted: int, held: int, note: Callable[[str], None]) -> None:
        self._cluster = cluster
        self._wanted = wanted
        self._held = held
        self._note = note
        self._hands: list[_Hand] = []
        self._answers: SimpleQueue[_Answer] = SimpleQueue()
        self._lost: deque[list[Document]] = deque()
        self._alone: Counter[str] = Counter()  # times that a document was lost alone, by source
        self._looked: float | None = None
        self._over = False  # no document is left to be given out
        self._signature: Signature | None = None
        self._workers = Workers()

    @property
    def size(self) -> int:
        """With how many workers a run would begin now."""
        return self._wanted or self._cluster.room()

    @property
    def signature(self) -> Signature:
        """What makes the reports, as the first worker says it, which is waited for.

        Raises:
            SummarizerError: that worker cannot be used.
        """
        if not self._hands:
            self._start()
        patience: float | None = _PATIENCE
        while self._signature is None:
            try:
                self._meet(self._answers.get(timeout=patience))
            except Empty:
                self._note("waiting for a first worker; other work may hold the cluster")
                patience = None
        return self._signature

    def run(self, documents: Iterable[Document]) -> Iterator[Event | Workers]:
        """What becomes of the documents, in any order, and the workers whenever there are more or fewer.

        Raises:
            SummarizerError: no worker can be used any more, or one could not have its model.
        """
        _ = self.signature
        waiting = iter(documents)
        told = Workers()
        while True:
            self._grow()
            if told != self._workers:
                told = self._workers
                yield told
            sent = self._send(waiting)
            if self._over and not self._lost and not any(hand.at_work for hand in self._hands):
                return
            with suppress(Empty):
                answer = self._answers.get(block=not sent, timeout=_LOOK)
                if answer.document is None:
                    self._meet(answer)
                else:
                    yield from self._land(answer.hand, answer.document, answer.future)

    def _grow(self) -> None:
        """Start the workers that are wanted, or that the cluster has room for by now."""
        if self._looked is None or monotonic() - self._looked > _LOOK:
            self._looked = monotonic()
            for _ in range(self.size - len(self._hands)):
                self._start()

    def _start(self) -> None:
        hand = _Hand(self._cluster.start())
        self._hands.append(hand)
        self._expect(_Answer(hand, None, hand.worker.about()))

    def _expect(self, answer: _Answer) -> None:
        answer.future.add_done_callback(lambda _: self._answers.put(answer))

    def _send(self, waiting: Iterator[Document]) -> bool:
        """Give out a document, or those that were lost together; says whether there was something and room.

        What was lost is for a worker that has nothing else to lose. The one with least at work is given no
        more until it has nothing.
        """
        ready = sorted((hand for hand in self._hands if hand.ready), key=lambda hand: len(hand.at_work))
        if self._lost and ready:
            idlest = ready.pop(0)
            if not idlest.at_work:
                idlest.apart = True
                for lost in self._lost.popleft():
                    self._give(idlest, lost)
                return True
        hand = next((hand for hand in ready if not hand.apart), None)
        if self._over or hand is None or len(hand.at_work) >= self._held:
            return False
        document = next(waiting, None)
        if document is None:
            self._over = True
            return False
        self._give(hand, document)
        return True

    def _give(self, hand: _Hand, document: Document) -> None:
        hand.at_work[document.source] = document
        self._expect(_Answer(hand, document, hand.worker.report(document)))

    def _land(self, hand: _Hand, document: Document, future: "Future[Outcome]") -> Iterator[Event]:
        """Take up what a worker answered for a document; of one that is lost wait until all has come back."""
        del hand.at_work[document.source]
        if (error := future.exception()) is not None:
            hand.ready, hand.why = False, self._cluster.why(error)
            hand.lost.append(document)
        else:
            match future.result():
                case Made(report, tokens):
                    hand.fruitless = 0
                    self._alone.pop(document.source, None)
                    yield Finished(document, report, tokens)
                case NotMade(error, fatal=True):
                    raise SummarizerError(f"{hand.node}: ", *error.args)
                case NotMade(error):
                    yield Failed(document, error)
        if not hand.at_work:
            hand.apart = False
            if hand.lost:
                yield from self._lose(hand)

    def _lose(self, hand: _Hand) -> Iterator[Event]:
        """A worker is lost: have what it had done elsewhere, and use it again once it is back."""
        lost, hand.lost = hand.lost, []
        self._workers = replace(self._workers, now=self._workers.now - 1, lost=self._workers.lost + 1)
        left = counted(self._workers.now, "worker")
        self._note(f"{hand.node}: a worker was lost ({hand.why}); {left} left")
        if len(lost) > 1:
            half = len(lost) // 2
            self._lost += [lost[:half], lost[half:]]
        else:
            [document] = lost
            self._alone[document.source] += 1
            if self._alone[document.source] < ALONE:
                self._lost.append(lost)
            else:
                hand.fruitless = 0  # it was the document
                del self._alone[document.source]
                yield Failed(document, deadly(document.source, ALONE, hand.why))
        self._retry(hand)

    def _retry(self, hand: _Hand) -> None:
        hand.fruitless += 1
        if hand.fruitless <= _FRUITLESS:
            self._expect(_Answer(hand, None, hand.worker.about()))
            return
        self._dismiss(hand, SummarizerError(f"{hand.node}: lost again and again, for nothing ({hand.why})"))

    def _meet(self, answer: _Answer) -> None:
        """Take up what a worker says of itself; raises `SummarizerError` where none is left to be used."""
        hand = answer.hand
        if (error := answer.future.exception()) is not None:
            hand.why = self._cluster.why(error)
            self._retry(hand)
            return
        about = answer.future.result()
        assert isinstance(about, About)
        hand.node = about.node
        if (unfit := why_unfit(about, self._signature)) is not None:
            self._dismiss(hand, unfit)
            return
        self._signature = about.signature
        hand.ready = True
        self._workers = replace(self._workers, now=self._workers.now + 1, joined=self._workers.joined + 1)

    def _dismiss(self, hand: _Hand, unfit: SummarizerError) -> None:
        hand.gone = True
        hand.worker.stop()
        if self._signature is None or all(hand.gone for hand in self._hands):
            raise unfit
        self._note(f"{reason(unfit)}; this worker is not used")
