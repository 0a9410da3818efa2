"""The manifest of an output folder: a journal of one line a document that outlives a kill at any moment."""

import os
from collections.abc import Iterable, Iterator
from io import FileIO
from pathlib import Path
from threading import Lock
from typing import Self

from pydantic import ValidationError

from summarizer import whole_files
from summarizer.batch.output.entry import Entry
from summarizer.batch.output.folder import OutputError
from summarizer.errors import Setting

NAME = "manifest.jsonl"


class Manifest:
    """The entries of an output folder, by id; the last line of an id counts.

    Only the lines' places are held in memory. Lines are appended and synced one by one, by one thread;
    `get` may be called from another, so a lock keeps each from moving the place in the file under the other.
    `damaged` numbers the lines that could not be read when it was opened:
    their documents are done again. Raises `OutputError` where the path is a pipe, a folder or a device.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.damaged: list[int] = []
        self._lines: dict[str, tuple[int, int]] = {}
        if whole_files.is_special(path):
            what = f"{path}: not a regular file; move it away or choose another "
            raise OutputError(what, Setting("output.path"))
        self._lock = Lock()
        self._file = _opened(path, read_only=read_only)
        try:
            self._end = self._scan()
            if not read_only:
                self._file.truncate(self._end)
        except BaseException:
            self._file.close()
            raise

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The folder's manifest, healed and with one line a document; raises `OSError`."""
        manifest = cls(folder / NAME)
        try:
            manifest.compact()
        except BaseException:
            manifest.close()
            raise
        return manifest

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[Entry]:
        """All entries, sorted by id."""
        for name in sorted(self._lines):
            yield self._read(*self._lines[name])

    def get(self, name: str) -> Entry | None:
        """The entry of an id, if there is one."""
        place = self._lines.get(name)
        return self._read(*place) if place else None

    def append(self, entry: Entry) -> None:
        """Add an entry, safe on disk on return; on `OSError` the manifest is as before."""
        line = entry.line()
        try:
            with self._lock:
                self._file.seek(self._end)
                written = 0
                while written < len(line):  # unbuffered: it may take less than it is given
                    written += self._file.write(line[written:])
            os.fsync(self._file.fileno())
        except OSError:
            self._file.truncate(self._end)
            raise
        self._lines[entry.id] = (self._end, len(line))
        self._end += len(line)

    def forget(self, names: Iterable[str]) -> None:
        """Leave out the entries of these ids; the file has them until it is made compact."""
        for name in names:
            self._lines.pop(name, None)

    def compact(self) -> None:
        """Rewrite the file with one line a document, sorted by id, whole or not at all; raises `OSError`."""
        part = whole_files.part_of(self.path)
        lines: dict[str, tuple[int, int]] = {}
        end = 0
        try:
            with part.open("wb") as file:
                for name in sorted(self._lines):
                    line = self._bytes(*self._lines[name])
                    file.write(line)
                    lines[name] = (end, len(line))
                    end += len(line)
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        self._file.close()
        part.replace(self.path)
        self._file = _opened(self.path)
        self._lines, self._end = lines, end
        whole_files.sync_folder(self.path.parent)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _scan(self) -> int:
        """Note where each entry stands; give where the last whole line ends."""
        end = 0
        with open(self._file.fileno(), "rb", closefd=False) as file:
            for number, line in enumerate(file, 1):
                if not line.endswith(b"\n"):
                    break  # torn by a kill: its document was never said to be done
                try:
                    self._lines[Entry.model_validate_json(line).id] = (end, len(line))
                except ValidationError:
                    self.damaged.append(number)
                end += len(line)
        return end

    def _read(self, start: int, length: int) -> Entry:
        return Entry.model_validate_json(self._bytes(start, length))

    def _bytes(self, start: int, length: int) -> bytes:
        with self._lock:
            self._file.seek(start)
            return self._file.read(length)


def _opened(path: Path, *, read_only: bool = False) -> FileIO:
    """The file, made where it is not there and to be written, without a buffer: a line is there or is not."""
    flags = os.O_RDONLY if read_only else os.O_RDWR | os.O_CREAT
    binary = getattr(os, "O_BINARY", 0)  # Windows would change line ends
    return os.fdopen(os.open(path, flags | binary, 0o666), "rb" if read_only else "r+b", buffering=0)
