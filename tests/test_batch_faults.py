"""Kill it, fill the disk, change its inputs, start it twice: nothing is half written, and it resumes."""

import errno
import os
import random
import resource
import shutil
import signal
import stat
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from batch_fakes import POISON, Notes, article, articles, batch, in_child, manifest, settings_for, tree
from scripted import ScriptedEngine, echo

from summarizer import whole_files
from summarizer.batch.inputs.walk import Inputs
from summarizer.batch.output.entry import Entry
from summarizer.batch.output.folder import OutputError
from summarizer.batch.output.manifest import Manifest
from summarizer.batch.run import Stop, run_batch
from summarizer.errors import EngineError, SummarizerError
from summarizer.pipeline import Finished, Pipeline


@pytest.fixture
def source(tmp_path):
    return articles(tmp_path / "tin", 12)


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


@pytest.fixture
def undisturbed(source, tmp_path):
    batch(source, tmp_path / "undisturbed")
    return tree(tmp_path / "undisturbed")


def test_killed_at_twenty_random_moments_it_resumes_to_the_very_same_bytes(source, tmp_path, undisturbed):
    ticks = _ticks_before_the_end(source, tmp_path / "counted", 10**6)
    moments = random.Random(4)
    halfway = 0
    for number in range(20):
        out = tmp_path / f"out{number}"
        _ticks_before_the_end(source, out, moments.randrange(ticks), moments.uniform(0, 0.005))
        tally = batch(source, out)
        assert tally.failed == 0
        assert tally.done + tally.skipped == 12
        halfway += 0 < tally.skipped < 12
        assert tree(out) == undisturbed
    assert halfway >= 3


def _ticks_before_the_end(source, out, most, delay=0.0):
    """Kill a run `delay` seconds after that many ticks; gives how many there were."""
    ticking, tick = os.pipe()
    child = in_child(lambda: _ticking(source, out, tick))
    os.close(tick)
    seen = 0
    while seen < most and os.read(ticking, 1):
        seen += 1
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(ticking)
    return seen


def _ticking(source, out, tick):
    """Run a batch that says when it asks the model and when it has put something safely on disk."""
    fsync = os.fsync

    def told(handle):
        fsync(handle)
        os.write(tick, b".")

    os.fsync = told
    batch(source, out, during=lambda _: os.write(tick, b"."))


@pytest.mark.parametrize("full_after", [0, 1, 4, 9, 17, 30, 47, 50, 53])
def test_a_full_disk_is_one_clear_line_nothing_half_written_and_resumable(
    source, out, undisturbed, monkeypatch, full_after
):
    calls = 0
    fsync = os.fsync

    def full(handle):
        nonlocal calls
        calls += 1
        if calls > full_after:
            raise OSError(errno.ENOSPC, "No space left on device")
        fsync(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(SummarizerError, match="No space left on device; make room") as caught:
            batch(source, out)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 1
    assert not list(out.rglob(".*.part"))
    if (out / "manifest.jsonl").exists():
        for line in manifest(out):
            assert all((out / file["path"]).stat().st_size == file["bytes"] for file in line["outputs"])
    batch(source, out)
    assert tree(out) == undisturbed


def test_a_limit_of_the_real_system_on_file_size_is_told_and_leaves_no_part(source, out, undisturbed):
    read, write = os.pipe()

    def limited():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
        try:
            batch(source, out)
        except OutputError as error:
            os.write(write, str(error).encode())

    os.waitpid(in_child(limited), 0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        assert b"make room and run the same command again" in pipe.read()
    assert not list(out.rglob(".*.part"))
    batch(source, out)
    assert tree(out) == undisturbed


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (lambda path: path.unlink(), "deleted while it was worked on"),
        (lambda path: path.write_text(article(99), encoding="utf-8"), "changed while it was worked on"),
    ],
)
def test_an_input_deleted_or_changed_during_the_run_fails_by_name_and_the_others_do_not(
    source, out, fault, said
):
    victim = source / "1" / "bai-004.txt"

    def during(prompt):
        if "xe buýt số 4" in prompt and victim.exists():
            fault(victim)

    tally = batch(source, out, during=during)
    assert (tally.done, tally.failed) == (11, 1)
    [line] = [line for line in manifest(out) if line["status"] == "failed"]
    assert line["error"].startswith(f"{victim}: {said}")
    assert not list(out.glob("tin/1/bai-004.*"))


def test_a_model_error_on_one_document_fails_it_alone_and_the_next_run_does_it_alone(source, out):
    victim = source / "1" / "bai-004.txt"
    whole = victim.read_text(encoding="utf-8")
    victim.write_text(f"{POISON}\n{whole}", encoding="utf-8")
    tally = batch(source, out)
    assert (tally.done, tally.failed) == (11, 1)
    [line] = [line for line in manifest(out) if line["status"] == "failed"]
    assert line["error"] == f"{victim}: out of memory; try a smaller --batch-tokens"
    victim.write_text(whole, encoding="utf-8")
    again = batch(source, out)
    assert (again.done, again.failed, again.skipped) == (1, 0, 11)


def test_a_model_that_fails_as_a_whole_is_told_for_every_document_and_loses_none(source, out, undisturbed):
    def dead(_):
        raise EngineError("the device is gone; see to it")

    tally = batch(source, out, during=dead)
    assert (tally.done, tally.failed) == (0, 12)
    assert all("the device is gone" in line["error"] for line in manifest(out))
    assert batch(source, out).done == 12
    assert tree(out) == undisturbed


def test_a_fault_of_the_program_itself_on_one_article_is_told_and_stops_no_other(source, out, monkeypatch):
    from summarizer.render import page
    from summarizer.text import reading

    def fragile(work, told, mark):
        def broken(value, **more):
            if mark in told(value):
                raise RecursionError("too deep")
            return work(value, **more)

        return broken

    monkeypatch.setattr(reading, "read_bytes", fragile(reading.read_bytes, bytes.decode, "số 3,"))
    render = fragile(page.render_page, lambda report: report.document.text, "số 8,")
    monkeypatch.setattr(page, "render_page", render)
    tally = batch(source, out)
    assert (tally.done, tally.failed) == (10, 2)
    errors = sorted(line["error"] for line in manifest(out) if line["status"] == "failed")
    assert (
        errors[0]
        == f"{source}/0/bai-003.txt: a fault of summarizer (RecursionError: too deep); please report it"
    )
    assert errors[1].startswith(f"{source}/2/bai-008.txt: a fault of summarizer")


def test_a_fault_of_the_program_itself_in_taking_up_an_article_stops_no_other(source, out, monkeypatch):
    from summarizer.batch import plan

    def broken(item, *more):
        if item.source.endswith("bai-003.txt"):
            raise RecursionError("too deep")
        return load(item, *more)

    load = plan.load
    monkeypatch.setattr(plan, "load", broken)
    tally = batch(source, out)
    assert (tally.done, tally.failed) == (11, 1)


def test_an_output_folder_removed_during_the_run_ends_it_at_once_by_that_name(source, out, undisturbed):
    with pytest.raises(OutputError, match=r"out: was removed during the run; run the same command again$"):
        batch(source, out, during=lambda _: shutil.rmtree(out, ignore_errors=True))
    shutil.rmtree(out, ignore_errors=True)
    batch(source, out)
    assert tree(out) == undisturbed


def test_an_input_only_touched_during_the_run_is_well(source, out):
    victim = source / "1" / "bai-004.txt"
    assert batch(source, out, during=lambda _: os.utime(victim)).failed == 0


def test_a_second_run_on_the_same_folder_refuses_and_names_the_first(source, out):
    tried = []

    def second(prompt):
        tried.append(prompt)
        if len(tried) > 1:
            return
        with pytest.raises(
            SummarizerError, match=rf"out: the run started .* \(process {os.getpid()} on .*output\.path"
        ):
            batch(source, out)

    assert batch(source, out, during=second).done == 12
    assert batch(source, out).skipped == 12  # the lock is free again


def test_a_killed_run_leaves_no_lock(source, out):
    read, write = os.pipe()

    def hold(_):
        os.write(write, b"x")
        time.sleep(60)

    child = in_child(lambda: batch(source, out, during=hold))
    os.read(read, 1)
    with pytest.raises(SummarizerError, match=f"process {child}"):
        batch(source, out)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert batch(source, out).failed == 0


def test_a_damaged_line_is_told_and_only_its_document_done_again(source, out, undisturbed):
    batch(source, out)
    path = out / "manifest.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    lines[4] = lines[4][:40] + b"\xff\x00 edited by hand\n"
    path.write_bytes(b"".join(lines))
    watch = Notes()
    tally = batch(source, out, watch=watch)
    assert (tally.done, tally.skipped) == (1, 11)
    assert any("manifest.jsonl: line 5 was damaged" in note for note in watch.notes)
    assert tree(out) == undisturbed


def test_a_line_torn_at_any_byte_loses_no_other_document(out):
    out.mkdir()
    whole = Manifest.open(out)
    for name in "ab":
        whole.append(Entry(id=name, source=name, status="done", signature="s"))
    whole.close()
    data = (out / "manifest.jsonl").read_bytes()
    second = data.index(b"\n") + 1
    for length in range(second, len(data)):
        (out / "manifest.jsonl").write_bytes(data[:length])
        torn = Manifest.open(out)
        assert [entry.id for entry in torn] == ["a"]
        assert torn.damaged == []
        torn.append(Entry(id="b", source="b", status="done", signature="s"))
        torn.close()
        assert (out / "manifest.jsonl").read_bytes() == data


def test_a_manifest_that_points_out_of_the_folder_removes_nothing_there(source, out, tmp_path):
    batch(source, out)
    precious = tmp_path / "precious.json"
    precious.write_bytes((out / "tin/0/bai-000.json").read_bytes())
    path = out / "manifest.jsonl"
    text = path.read_text().replace('"tin/0/bai-000.json"', '"../precious.json"')
    path.write_text(text.replace('"tin/0/bai-003.json"', '"a\\u0000b"'))
    assert batch(source, out).done == 2
    assert precious.exists()


def test_an_interrupted_run_keeps_what_is_complete_and_resumes(source, out):
    stop = Stop()

    def during(prompt):
        if "xe buýt số 5" in prompt and not stop.asked:
            stop.asked = True
            raise KeyboardInterrupt

    watch = Notes()
    tally = batch(source, out, during=during, at_once=1, stop=stop, watch=watch)
    assert tally.interrupted
    assert any(note.startswith("interrupted: what is complete is kept") for note in watch.notes)
    assert 0 < tally.done < 12
    assert len(manifest(out)) == tally.done
    again = batch(source, out)
    assert (again.skipped, again.done) == (tally.done, 12 - tally.done)


def test_an_input_whose_name_is_no_utf8_may_vanish_and_the_manifest_stays_json(tmp_path, out):
    victim = tmp_path / "tin" / "a\udcff.txt"
    victim.parent.mkdir()
    victim.write_text(article(1), encoding="utf-8")
    tally = batch(victim.parent, out, during=lambda _: victim.unlink(missing_ok=True))
    assert tally.failed == 1
    [line] = manifest(out)
    assert line["error"].startswith(f"{tmp_path}/tin/a\\udcff.txt: deleted")
    assert batch(victim.parent, out).failed == 1


def test_the_manifest_is_json_whatever_an_entry_holds():
    line = (
        Entry(id="a", source="a", status="failed", signature="").model_copy(update={"error": "\udcff"}).line()
    )
    assert Entry.model_validate_json(line).error == "?"


def test_leftovers_of_a_kill_go_and_files_of_the_user_stay(source, out):
    part = whole_files.part_of(out / "tin" / "0" / "bai-000.json")
    part.parent.mkdir(parents=True)
    mine = [out / name for name in (".x.part", ".index.html.1.tmp", "tin/.x.part", f"{part.name}.txt")]
    mine.append(out / ".summarizer-1-x.part")
    for path in (part, *mine):
        path.write_text("x")
    folder = part.with_name(".summarizer-1-0123456789ab.part")
    folder.mkdir()
    link = out / ".summarizer-2-0123456789ab.part"
    link.symlink_to("nowhere")
    assert batch(source, out).done == 12
    assert not part.exists()
    assert all(path.is_file() for path in mine)
    assert folder.is_dir()
    assert link.is_symlink()


def test_a_folder_that_cannot_be_synced_fails_no_document(source, out, undisturbed, monkeypatch):
    fsync = os.fsync

    def files_alone(handle):
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        fsync(handle)

    monkeypatch.setattr(os, "fsync", files_alone)
    assert batch(source, out).done == 12
    assert tree(out) == undisturbed


def test_what_is_complete_is_kept_where_the_pipeline_fails(source, out, monkeypatch):
    write = whole_files.write

    def slow(path, data):
        time.sleep(0.05)  # so that reports wait for the disk when the model goes
        write(path, data)

    class Lost(Pipeline):
        def run(self, documents):
            given = 0
            for event in super().run(documents):
                yield event
                given += isinstance(event, Finished)
                if given == 5:
                    raise EngineError("the model went away; run again")

    monkeypatch.setattr(whole_files, "write", slow)
    settings = settings_for([source])
    pipeline = Lost(settings, load=ScriptedEngine(echo).load)
    with pytest.raises(EngineError, match="the model went away"):
        run_batch(settings, out, Inputs(settings.input, leave_out=out), pipeline, watch=Notes())
    assert [line["status"] for line in manifest(out)] == ["done"] * 5


def test_lines_of_a_manifest_are_right_where_one_thread_adds_and_another_reads(tmp_path):
    entries = [Entry(id=f"{n:03}", source="x" * n, status="done", signature="") for n in range(300)]
    kept = Manifest(tmp_path / "manifest.jsonl")
    with ThreadPoolExecutor(1) as writer:
        adding = writer.submit(lambda: [kept.append(entry) for entry in entries])
        while not adding.done():
            for entry in entries:
                assert kept.get(entry.id) in (None, entry)
        adding.result()
    assert list(kept) == entries
    kept.close()


def test_the_temporary_name_is_short_however_long_the_name_is(tmp_path):
    name = "x" * 255
    whole_files.write(tmp_path / name, b"x")
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_a_manifest_that_is_no_file_is_told_and_not_waited_for(source, out, make):
    out.mkdir()
    make(out / "manifest.jsonl")
    with pytest.raises(OutputError, match=r"manifest\.jsonl: not a regular file; move it away or choose"):
        batch(source, out)


def test_an_output_that_has_become_a_pipe_is_not_waited_for(source, out):
    batch(source, out)
    victim = out / "tin" / "0" / "bai-000.json"
    victim.unlink()
    os.mkfifo(victim)
    assert batch(source, out).done == 1
    assert victim.is_file()


def test_a_file_where_a_run_keeps_its_own_is_told_by_name(source, out):
    out.mkdir()
    (out / ".summarizer").write_text("x")
    with pytest.raises(OutputError, match=r"out/\.summarizer: is not a folder"):
        batch(source, out)


@pytest.mark.parametrize("below", ["", "x", "x/y"])
def test_an_output_that_is_a_file_or_below_one_is_told_by_that(source, tmp_path, below):
    (tmp_path / "r.csv").write_text("x")
    place = tmp_path / "r.csv" / below
    with pytest.raises(OutputError) as caught:
        batch(source, place)
    assert str(caught.value) == f"{place}: is not a folder, or lies below a file; choose another output.path"


def test_an_output_whose_name_is_too_long_is_told_by_that(source, tmp_path):
    with pytest.raises(OutputError, match=r"File name too long; choose another output\.path"):
        batch(source, tmp_path / ("x" * 300))
