"""The cache of converted models: each is fetched once, verified, and complete or not there."""

import errno
import hashlib
import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout
from platformdirs import user_cache_path

from summarizer.errors import FetchError, Setting, UsageError, first_line, is_out_of_memory
from summarizer.models import convert as converter
from summarizer.models.eviction import make_way, mark_used
from summarizer.models.manifest import MANIFEST, fault_of, write_manifest
from summarizer.models.profile import Profile
from summarizer.models.sources import fetch_first
from summarizer.progress import Progress, silent

_HALF = "converting"  # the folder of a conversion that is not complete
_SLACK = 100_000_000  # bytes for the tokenizer, and for what else the disk is used for meanwhile
_ELSEWHERE = ("name another folder with SUMMARIZER_CACHE or ", Setting("execution.cache_dir"))
_log = logging.getLogger(__name__)

Convert = Callable[[Path, Path | None, Path], None]


def cache_folder(chosen: Path | None = None) -> Path:
    """Where models are kept: `chosen`, the setting `execution.cache_dir`, or the system's place for caches.

    Raises:
        UsageError: it is in the home folder of a user who is not there.
    """
    folder = chosen or user_cache_path("vi-news-summarizer")
    try:
        return folder.expanduser().absolute()
    except RuntimeError:
        raise UsageError(f"{folder}: there is no such home folder; ", *_ELSEWHERE) from None


@dataclass(frozen=True)
class Store:
    """The converted models below `root`, one folder each.

    models/NAME/KEY/     config.json, model.safetensors, tokenizer files, files.json with sizes and digests
    models/NAME/fetch/   what a fetch has got so far
    models/NAME-ct2/KEY/ a model of the hub or of a folder, converted for CTranslate2; files.json
    models/NAME.lock     held while the model is fetched, converted or removed
    """

    root: Path
    convert: Convert = converter.convert

    def folder(self, profile: Profile) -> Path:
        """Where the model is or will be. Another file, adapter or converter makes it another folder."""
        return self._made_by(profile, converter.VERSION)

    def _made_by(self, profile: Profile, version: int) -> Path:
        made_of = (profile.embedded.file.sha256, profile.embedded.adapter_digest, version)
        return self._home(profile.name) / _key(made_of)

    def names(self) -> list[str]:
        """The names of all models of which there is anything, also of those that no profile describes."""
        with suppress(OSError):
            return sorted(home.name for home in (self.root / "models").iterdir() if home.is_dir())
        return []

    def converted(self, name: str) -> Path | None:
        """The folder of a model whatever it was made of, if there is one; `fault` needs the profile."""
        whole = sorted(path.parent for path in self._home(name).glob(f"*/{MANIFEST}"))
        return next((folder for folder in whole if folder.name != _HALF), None)

    def fault(self, profile: Profile, *, thorough: bool = False) -> str | None:
        """What is wrong with the model's folder, if anything; compares sizes, and if `thorough` digests."""
        return fault_of(self.folder(profile), thorough=thorough)

    def ensure(self, profile: Profile, progress: Progress = silent) -> Path:
        """The model's folder; fetches and converts it first where it is not there or not whole.

        Raises:
            FetchError: it cannot be fetched, verified, converted or stored.
        """
        if self.fault(profile) is None:
            mark_used(self.folder(profile))
            return self.folder(profile)
        with self._locked(profile.name, progress), self._explained(profile.name):
            fault = self.fault(profile)  # another process may have fetched it meanwhile
            if fault is None:
                return self.folder(profile)
            if self.folder(profile).exists():
                _log.warning("%s: %s; it is made anew", profile.name, fault)
            elif self._renewed(profile):
                return self.folder(profile)
            self._make(profile, progress)
        return self.folder(profile)

    def made(
        self, name: str, made_of: object, make: Callable[[Path], None], progress: Progress = silent
    ) -> Path:
        """The folder of what `make` writes from `made_of`; written first where it is not there or not whole.

        Raises:
            FetchError: it cannot be stored.
        """
        home = self._home(name)
        folder = home / _key(made_of)
        if fault_of(folder) is None:
            mark_used(folder)
            return folder
        with self._locked(name, progress), self._explained(name):
            if fault_of(folder) is not None:  # else another process made it meanwhile
                make_way(home)
                half, stage = home / _HALF, f"converting {name}"
                half.mkdir(parents=True)
                progress(stage, 0, None)
                try:
                    make(half)
                finally:
                    progress(stage, 1, 1)
                write_manifest(half)
                half.replace(folder)
        return folder

    def remove(self, name: str, progress: Progress = silent) -> int:
        """Delete all there is of a model; gives how many bytes that freed."""
        home = self._home(name)
        if not home.exists():
            return 0
        with self._locked(name, progress), self._explained(name):
            freed = self.size(name)
            shutil.rmtree(home)
        return freed

    def size(self, name: str) -> int:
        """Bytes on the disk, also of what is not complete."""
        return sum(path.stat().st_size for path in self._home(name).rglob("*") if path.is_file())

    def _home(self, name: str) -> Path:
        return self.root / "models" / name

    def _renewed(self, profile: Profile) -> bool:
        """Make the folder from that of the version before, if it is whole; nothing is fetched for it.

        That one stays, for an older version of the program that runs from it.
        """
        old, half = self._made_by(profile, converter.VERSION - 1), self._home(profile.name) / _HALF
        if fault_of(old) is not None:
            return False
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir()
        try:
            converter.renew(old, half, without=MANIFEST)
        except (ValueError, LookupError, TypeError, AttributeError):  # damaged, though of the right size
            return False
        write_manifest(half)
        half.replace(self.folder(profile))
        _log.warning("%s: was converted by an older version; its tokenizer is made anew", profile.name)
        return True

    def _make(self, profile: Profile, progress: Progress) -> None:
        home, folder = self._home(profile.name), self.folder(profile)
        work, half = home / "fetch", home / _HALF
        make_way(home, work)
        for scratch in work.glob("pip-*"):  # what a killed fetch left, of which nothing is taken up again
            shutil.rmtree(scratch)
        work.mkdir(parents=True, exist_ok=True)
        self._need_room(profile)
        source = fetch_first(profile.name, profile.embedded, work, progress)
        stage = f"converting {profile.name}"
        progress(stage, 0, None)
        half.mkdir()
        try:
            self.convert(source, profile.embedded.adapter, half)
        except (ValueError, KeyError, RuntimeError, MemoryError) as error:
            remedy = "report this"
            if is_out_of_memory(error):
                runtime = profile.embedded
                bytes_each = 4 if runtime.adapter else 2  # and two gigabytes for the program itself
                need = f"{bytes_each * runtime.parameters / 1e9 + 2:.1f} GB"
                remedy = f"it takes some {need} of memory; free some, or take a smaller model"
            raise FetchError(
                f"{profile.name}: cannot be converted ({first_line(error)}); {remedy}"
            ) from error
        finally:
            progress(stage, 1, 1)
        write_manifest(half)
        half.replace(folder)
        shutil.rmtree(work)

    def _need_room(self, profile: Profile) -> None:
        """Say beforehand that the disk is too small, not after half an hour."""
        size, home = profile.embedded.file.bytes, self._home(profile.name)
        there = sum(path.stat().st_size for path in (home / "fetch").rglob("*") if path.is_file())
        need = size + max(size, 2 * profile.embedded.parameters) + _SLACK - there
        free = shutil.disk_usage(home).free
        if free < need:
            raise FetchError(
                f"{home}: {free / 1e9:.1f} GB are free and {profile.name} needs {need / 1e9:.1f} GB "
                f"meanwhile; make room, or ",
                *_ELSEWHERE,
            )

    @contextmanager
    def _locked(self, name: str, progress: Progress) -> Iterator[None]:
        home = self._home(name)
        lock = FileLock(home.with_name(f"{home.name}.lock"))
        with self._explained(name):
            home.parent.mkdir(parents=True, exist_ok=True)
            try:
                lock.acquire(timeout=0)
            except Timeout:
                stage = f"waiting for another run that fetches {name}"
                progress(stage, 0, None)
                lock.acquire()
                progress(stage, 1, 1)
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def _explained(self, name: str) -> Iterator[None]:
        """Say what to do where the disk is full or cannot be written."""
        try:
            yield
        except OSError as error:
            place = error.filename or self.root
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise FetchError(
                    f"{place}: no space is left for {name}; make room, or ", *_ELSEWHERE
                ) from None
            if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EEXIST):
                raise FetchError(
                    f"{place}: {name} cannot be stored ({error.strerror}); ", *_ELSEWHERE
                ) from None
            raise FetchError(
                f"{place}: {error.strerror or error}; check the disk, or ", *_ELSEWHERE
            ) from error


def _key(made_of: object) -> str:
    return hashlib.sha256(repr(made_of).encode()).hexdigest()[:16]
