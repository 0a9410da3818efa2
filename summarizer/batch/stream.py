"""Runs a batch into one stream of JSON lines, which keeps nothing and cannot be resumed."""

from collections.abc import Callable, Iterator
from time import monotonic

from summarizer.batch.content import load
from summarizer.batch.inputs import Inputs
from summarizer.batch.manifest import Entry
from summarizer.batch.records import Item
from summarizer.batch.results import done, failed, reason
from summarizer.batch.run import Runner, Stop, Watch, documents_from
from summarizer.batch.tally import Tally
from summarizer.config import Settings
from summarizer.document import Document
from summarizer.errors import InputError


def stream_batch(
    settings: Settings,
    inputs: Inputs,
    pipeline: Runner,
    *,
    write: Callable[[str], None],
    watch: Watch,
    stop: Stop | None = None,
) -> Tally:
    """Give every report as one JSON line to `write`, as documents finish; gives the counts of the run.

    Failed documents are told to `watch` and counted. Raises `UsageError` where there is nothing to read,
    or one title for all.
    """
    from summarizer.pipeline import Failed, Finished

    inputs.check()
    stop = stop or Stop()
    tally = Tally()
    watch.begin(tally)
    flights: dict[str, tuple[Item, float]] = {}

    def ending() -> bool:
        return stop.asked or (settings.execution.fail_fast and tally.failed > 0)

    def tell(entry: Entry) -> None:
        tally.add(entry)
        watch.entry(entry)

    def documents() -> Iterator[Document]:
        most = settings.execution.max_documents
        for number, item in enumerate(inputs):
            if ending() or (most is not None and number >= most):
                return
            try:
                document = load(item, settings.input).document(settings.input)
            except InputError as error:
                tell(failed(_entry(item), reason(error)))
                continue
            flights[document.source] = (item, monotonic())
            yield document

    try:
        with documents_from(pipeline.run(documents())) as events:
            for event in events:
                match event:
                    case Finished(document, report, tokens):
                        item, since = flights.pop(document.source)
                        line = report.to_json(indent=None) + "\n"
                        stop.writing = True
                        try:
                            write(line)
                        finally:
                            stop.writing = False
                        entry = _entry(item).model_copy(
                            update={"tokens": tokens, "seconds": round(monotonic() - since, 3)}
                        )
                        tell(done(entry, report, ()))
                    case Failed(document, error):
                        tell(failed(_entry(flights.pop(document.source)[0]), reason(error)))
                if ending():
                    break
    except KeyboardInterrupt:
        if not stop.asked:
            raise
    for line in inputs.left_out():
        watch.note(line)
    tally.stopped = monotonic()
    tally.interrupted = stop.asked
    return tally


def _entry(item: Item) -> Entry:
    return Entry(id=item.id, source=item.source, status="failed", signature="")
