"""Writes finished documents into the output folder, on a thread of its own so that the model never waits."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from pathlib import Path, PurePosixPath

from summarizer import whole_files
from summarizer.batch.inputs.article import Stamp
from summarizer.batch.output.entry import Entry, Output, done, failed, reason
from summarizer.batch.output.folder import refused
from summarizer.batch.output.manifest import Manifest
from summarizer.batch.output.ownership import Ownership, outputs_at
from summarizer.config import Format, OutputSettings
from summarizer.errors import InputError, internal_error
from summarizer.render.formats import renderer
from summarizer.report import Report

_WAITING = 16  # finished reports that may wait for the disk
_LOOK = 0.2  # seconds between two looks for signals


class Writer:
    """The one writer of an output folder: outputs first, then the document's line in the manifest.

    A document's line is written only when its files are safe on disk. `write` and `fail` return at once;
    an error of the disk that concerns the whole run is raised by a later call or by `drain`.
    """

    def __init__(
        self,
        manifest: Manifest,
        ownership: Ownership,
        settings: OutputSettings,
        told: Callable[[Entry], None],
    ) -> None:
        self._folder = ownership.folder
        self._manifest = manifest
        self._ownership = ownership
        self._formats = settings.formats
        self._explain = settings.explain
        self._told = told
        self._thread = ThreadPoolExecutor(1, "writer")
        self._waiting: deque[Future[None]] = deque()

    def write(self, entry: Entry, place: PurePosixPath, report: Report, stamp: Stamp | None) -> None:
        """Write a finished document; it becomes a failed one where its input has changed meanwhile."""
        self._submit(self._write, entry, place, report, stamp)

    def fail(self, entry: Entry) -> None:
        """Note a failed document; its earlier outputs go where its text is another by now, and only then."""
        self._submit(self._record, entry)

    def drain(self) -> None:
        """Wait until everything is on disk; raises the first error of the disk."""
        while self._waiting:
            self._settle()

    def close(self) -> None:
        """End the thread; what still waits is dropped."""
        self._thread.shutdown(cancel_futures=True)

    def _submit(self, work: Callable[..., None], *arguments: object) -> None:
        self._waiting.append(self._thread.submit(work, *arguments))
        while self._waiting and (len(self._waiting) > _WAITING or self._waiting[0].done()):
            self._settle()

    def _settle(self) -> None:
        """Wait for the oldest piece of work; a Ctrl-C comes through meanwhile, which a bare wait may miss."""
        while not wait([self._waiting[0]], timeout=_LOOK).done:
            pass
        self._waiting.popleft().result()

    def _write(self, entry: Entry, place: PurePosixPath, report: Report, stamp: Stamp | None) -> None:
        try:
            if stamp is not None:
                stamp.check()
            paths = outputs_at(place, self._formats)
            self._ownership.check(paths)
            self._claim(paths)
            outputs = tuple(
                self._output(report, path, name, entry.source)
                for name, path in zip(self._formats, paths, strict=True)
            )
        except InputError as error:
            self._record(failed(entry, reason(error)))
            return
        except OSError as error:
            if whole_files.is_fatal(error):
                raise refused(self._folder, error) from error
            cause = (
                f"{error.filename or self._folder}: cannot be written: {error.strerror}; move what is there"
            )
            self._record(failed(entry, cause))
            return
        self._record(done(entry, report, outputs))

    def _claim(self, paths: list[str]) -> None:
        try:
            self._ownership.claim(paths)
        except OSError as error:
            raise refused(self._folder, error) from error

    def _output(self, report: Report, path: str, name: Format, source: str) -> Output:
        try:
            front = "../" * path.count("/") + "index.html"
            data = renderer(name, explain=self._explain, front=front)(report).encode()
        except Exception as error:  # one report that a page cannot show must not end a night's run
            raise internal_error(source, error) from error
        whole_files.write(self._folder / path, data)
        return Output(format=name, path=path, bytes=len(data), sha256=whole_files.sha256_of(data))

    def _record(self, entry: Entry) -> None:
        earlier = self._manifest.get(entry.id)
        if entry.status == "failed" and earlier and entry.input_sha256 in {None, earlier.input_sha256}:
            # The text is the same as far as is known: a wrong setting must not cost what an earlier run made.
            kept = {"outputs": earlier.outputs, "input_sha256": earlier.input_sha256}
            entry = entry.model_copy(update=kept)
        try:
            self._manifest.append(entry)
        except OSError as error:
            raise refused(self._manifest.path, error) from error
        # Their articles are gone, and their files replaced.
        self._manifest.forget(self._ownership.take(entry))
        if earlier:
            self._clean(earlier, entry)
        self._told(entry)

    def _clean(self, earlier: Entry, entry: Entry) -> None:
        """Remove what an earlier run made of the document and this one did not, if it is still that."""
        kept = {output.path for output in entry.outputs}
        for output in earlier.outputs:
            path = _inside(self._folder, output.path)
            if output.path in kept or path is None or self._ownership.of(output.place) != entry.id:
                continue
            with suppress(OSError):
                if whole_files.sha256(path) == output.sha256:
                    path.unlink()


def _inside(folder: Path, path: str) -> Path | None:
    """The path in the folder, or None where a manifest edited by hand points out of it."""
    pure = PurePosixPath(path)
    return None if pure.is_absolute() or ".." in pure.parts or "\0" in path else folder / pure
