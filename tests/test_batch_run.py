"""A batch does what is new, changed, failed or made otherwise, no more; one bad article stops none."""

import json
from weakref import WeakSet

import pytest
from batch_fakes import POISON, Notes, Watched, article, articles, batch, manifest, settings_for, tree

from summarizer.batch.due import Plan
from summarizer.batch.estimate import estimate
from summarizer.batch.inputs import Content, Inputs
from summarizer.batch.run import signature
from summarizer.batch.stream import stream_batch
from summarizer.document import Document
from summarizer.errors import UsageError
from summarizer.report import Report


@pytest.fixture
def source(tmp_path):
    return articles(tmp_path / "tin", 6)


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


def _again(source, out, **more):
    seen: list[str] = []
    tally = batch(source, out, seen=seen, **more)
    return tally, sorted(name.rsplit("-", 1)[1][:3] for name in seen)


def test_each_document_has_its_files_in_a_mirrored_tree_and_one_line_in_the_manifest(source, out):
    tally = batch(source, out)
    assert (tally.done, tally.failed, tally.skipped) == (6, 0, 0)
    report = Report.from_json((out / "tin/0/bai-000.json").read_bytes())
    assert report.document.text == article(0)
    assert (out / "tin/1/bai-001.html").is_file()
    assert (out / "index.html").is_file()
    assert 'href="../../index.html"' in (out / "tin/1/bai-001.html").read_text(encoding="utf-8")
    assert (out / "index.md").is_file()
    lines = manifest(out)
    assert [line["id"] for line in lines] == sorted(f"tin/{n % 3}/bai-{n:03}.txt" for n in range(6))
    line = lines[0]
    assert line["status"] == "done"
    assert line["input_sha256"] == Report.from_json((out / "tin/0/bai-000.json").read_bytes()).document.sha256
    assert [output["path"] for output in line["outputs"]] == ["tin/0/bai-000.json", "tin/0/bai-000.html"]
    assert line["findings"] == {
        name: sum(finding.severity == name for finding in report.findings)
        for name in ("error", "warning", "info")
    }
    assert line["kinds"]["number"] >= 2  # the scripted translation has none of the article's numbers
    assert line["signature"].startswith(report.signature.string)
    assert line["sentences"] == 3
    assert line["tokens"] > 10
    assert line["summary"] == report.abstractive.text
    assert line["title"] == "Thành phố mở tuyến xe buýt số 0"


def test_a_second_run_does_nothing_and_changes_nothing(source, out):
    batch(source, out)
    before = tree(out)
    tally, done = _again(source, out)
    assert done == []
    assert tally.skipped == 6
    assert tree(out) == before


def test_new_and_changed_documents_are_done_and_the_others_are_not(source, out):
    batch(source, out)
    (source / "0" / "bai-000.txt").write_text(article(77), encoding="utf-8")
    (source / "0" / "bai-009.txt").write_text(article(9), encoding="utf-8")
    assert _again(source, out)[1] == ["000", "009"]


def test_another_signature_or_another_way_of_reading_does_all_again(source, out):
    batch(source, out)
    assert len(_again(source, out, tasks={"length": "short"})[1]) == 6
    assert len(_again(source, out, tasks={"length": "short"}, input={"encoding": "utf-8"})[1]) == 6
    assert _again(source, out, tasks={"length": "short"}, input={"encoding": "utf-8"})[1] == []


def test_a_lost_or_altered_output_is_made_again(source, out):
    batch(source, out)
    (out / "tin/0/bai-000.json").unlink()
    (out / "tin/1/bai-001.html").write_text("altered")
    assert _again(source, out)[1] == ["000", "001"]


def test_force_does_all_again(source, out):
    batch(source, out)
    assert len(_again(source, out, plan=Plan(force=True))[1]) == 6


def test_a_failed_document_is_tried_again_and_retry_failed_tries_nothing_else(source, out):
    (source / "0" / "bai-000.txt").write_text(f"{POISON}\nTin.\n", encoding="utf-8")
    batch(source, out)
    (source / "0" / "bai-009.txt").write_text(article(9), encoding="utf-8")
    tally, done = _again(source, out, plan=Plan(only_failed=True))
    assert done == ["000"]
    assert tally.failed == 1
    assert _again(source, out)[1] == ["000", "009"]


def test_bad_articles_among_good_ones_fail_alone_each_with_its_reason(source, out):
    (source / "empty.txt").write_text("")
    (source / "binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\xff")
    (source / "model.txt").write_text(f"{POISON}\nTin.\n", encoding="utf-8")
    (source / "unreadable.txt").mkdir()
    (source / "unreadable.txt" / "loop.txt").symlink_to("loop.txt")
    with (source / "huge.txt").open("wb") as file:
        file.truncate(10**10)
    watch = Notes()
    tally = batch([str(source), str(source / "missing.txt")], out, watch=watch)
    assert (tally.done, tally.failed) == (6, 6)
    errors = {line["id"]: line["error"] for line in manifest(out) if line["status"] == "failed"}
    assert set(errors) == {
        "tin/empty.txt",
        "tin/binary.txt",
        "tin/model.txt",
        "tin/unreadable.txt/loop.txt",
        "tin/huge.txt",
        "missing.txt",
    }
    for name, error in errors.items():
        assert name.rsplit("/", 1)[-1] in error
        assert "\n" not in error
    assert "out of memory" in errors["tin/model.txt"]
    assert "missing.txt: no such file" in errors["missing.txt"]


def test_a_document_that_fails_now_leaves_no_outdated_files(source, out):
    batch(source, out)
    (source / "0" / "bai-000.txt").write_text(f"{POISON}\nTin.\n", encoding="utf-8")
    batch(source, out)
    assert not list(out.glob("tin/0/bai-000.*"))


def test_formats_no_longer_asked_for_go_when_the_document_is_done_again(source, out):
    batch(source, out)
    batch(source, out, output={"formats": ("json",)})
    assert not list(out.rglob("bai-*.html"))
    assert len(list(out.rglob("bai-*.json"))) == 6


def test_a_document_that_moves_into_anothers_place_is_not_removed_with_it(tmp_path, out):
    (tmp_path / "tin").mkdir()
    (tmp_path / "tin" / "a.txt").write_text(article(1), encoding="utf-8")
    batch(tmp_path / "tin", out)
    (tmp_path / "tin" / "a.md").write_text(article(2), encoding="utf-8")
    batch(tmp_path / "tin", out)
    paths = [output["path"] for line in manifest(out) for output in line["outputs"]]
    assert len(set(paths)) == 4
    assert all((out / path).is_file() for path in paths)
    assert batch(tmp_path / "tin", out).skipped == 2


def test_fail_fast_stops_at_the_first_failure_and_max_documents_at_that_many(source, out):
    (source / "0" / "bai-000.txt").write_text("", encoding="utf-8")
    seen: list[str] = []
    tally = batch(source, out, execution={"fail_fast": True}, seen=seen)
    assert (tally.failed, tally.done, seen) == (1, 0, [])
    assert batch(source, out, execution={"max_documents": 2}).done == 1
    assert batch(source, out, execution={"max_documents": 2}).done == 1  # the broken one is tried each time


def test_fail_fast_keeps_what_was_complete_before_the_failure(source, out):
    (source / "2" / "bai-005.txt").write_text(f"{POISON}\nTin.\n", encoding="utf-8")
    tally = batch(source, out, execution={"fail_fast": True}, at_once=1)
    assert 0 < tally.done < 6
    assert tally.failed == 1
    assert len(manifest(out)) == tally.done + 1


def test_few_documents_are_held_however_many_there_are(tmp_path, out, monkeypatch):
    monkeypatch.setattr("os.fsync", lambda _: None)  # nothing is killed here
    many = tmp_path / "many.jsonl"
    with many.open("w", encoding="utf-8") as file:
        for number in range(2000):
            file.write(json.dumps({"text": f"Bài {number}\nTrời mưa to ở Hà Nội."}) + "\n")
    alive: WeakSet[Document] = WeakSet()
    most = 0
    read = Content.document

    def counted(content, settings):
        nonlocal most
        document = read(content, settings)
        alive.add(document)
        most = max(most, len(alive))
        return document

    monkeypatch.setattr(Content, "document", counted)
    tasks = {"run": ("translation",)}
    tally = batch(many, out, tasks=tasks, output={"formats": ("jsonl",)})
    assert tally.done == 2000
    assert most <= 100
    assert len(manifest(out)) == 2000


def test_inputs_are_counted_without_being_kept_and_standard_input_is_not_counted(source):
    settings = settings_for([source])
    inputs = Inputs(settings.input)
    assert inputs.count() == len(list(inputs)) == 6
    assert Inputs(settings_for([source, "-"]).input).count() is None


def test_a_stream_gives_one_report_a_line_and_tells_of_failures(source, out):
    (source / "0" / "bai-000.txt").write_text("")
    settings = settings_for([source])
    lines: list[str] = []
    watch = Notes()
    tally = stream_batch(settings, Inputs(settings.input), Watched(settings), write=lines.append, watch=watch)
    assert (tally.done, tally.failed) == (5, 1)
    assert all(line.endswith("\n") and json.loads(line)["schema"] == "summarizer/report/1" for line in lines)
    assert len(lines) == 5
    assert [entry.id for entry in watch.entries if entry.status == "failed"] == ["tin/0/bai-000.txt"]
    assert not out.exists()


def test_a_dry_run_tells_what_is_due_and_writes_nothing(source, out):
    settings = settings_for([source])
    made_by = signature(settings, Watched(settings))
    first = estimate(settings, out, Inputs(settings.input), made_by, Plan())
    assert (first.documents, first.sentences, first.seconds) == (6, 18, None)
    assert first.tokens > 0
    assert not out.exists()
    batch(source, out)
    (source / "0" / "bai-000.txt").write_text(article(77), encoding="utf-8")
    before = tree(out)
    second = estimate(settings, out, Inputs(settings.input), made_by, Plan())
    assert (second.documents, second.up_to_date, second.measured) == (1, 5, True)
    assert second.seconds is not None
    generated = {line["tokens"] for line in manifest(out)}
    assert min(generated) * 0.8 <= second.tokens <= max(generated) * 1.2
    assert tree(out) == before


def _estimated(source, out, **sections):
    settings = settings_for([source], **sections)
    inputs = Inputs(settings.input, leave_out=out)
    return estimate(settings, out, inputs, signature(settings, Watched(settings)), Plan())


def test_inputs_in_the_output_folder_and_one_title_for_all_are_refused_before_anything_is_written(
    source, tmp_path
):
    before = sorted(tmp_path.rglob("*"))
    for run in (batch, _estimated):
        with pytest.raises(UsageError, match="the inputs lie in the output folder"):
            run(source, tmp_path)
        with pytest.raises(UsageError, match=r"input\.title"):
            run(source, tmp_path / "out", input={"title": "T", "paths": (str(source),)})
    assert sorted(tmp_path.rglob("*")) == before


def test_a_folder_below_the_inputs_takes_the_results(source):
    assert batch(source, source / "out").done == 6
    assert batch(source, source / "out").skipped == 6


@pytest.mark.parametrize("name", ["index.html", "index.md", "manifest.jsonl", "tin/1/bai-004.html"])
def test_a_first_run_writes_over_no_file_that_it_finds(source, out, name):
    (out / name).parent.mkdir(parents=True, exist_ok=True)
    (out / name).write_text("precious\n")
    (out / "notes.txt").write_text("in nobody's way")
    before = sorted(out.rglob("*"))
    for run in (batch, _estimated):
        with pytest.raises(UsageError, match=rf"{name}: exists, and no run of summarizer made it; move it"):
            run(source, out)
    assert (out / name).read_text() == "precious\n"
    assert sorted(out.rglob("*")) == before
    (out / name).unlink()
    assert batch(source, out).done == 6
    (out / "manifest.jsonl").unlink()  # to start again, in a folder that is a batch's
    assert batch(source, out).done == 6


def test_with_standard_input_a_first_run_takes_no_folder_that_holds_files_like_results(out, tmp_path):
    out.mkdir()
    (out / "a.html").write_text("precious")
    with pytest.raises(UsageError, match=r"a\.html: exists"):
        batch("-", out)
    assert [path.name for path in out.iterdir()] == ["a.html"]


def test_files_left_out_are_told_by_a_stream_and_a_dry_run_too(source, out):
    (source / "a.docx").write_bytes(b"PK")
    settings = settings_for([source])
    watch = Notes()
    stream_batch(settings, Inputs(settings.input), Watched(settings), write=lambda _: None, watch=watch)
    assert any("1 file(s) with .docx in the folders were left out" in note for note in watch.notes)
    assert any(".docx" in line for line in _estimated(source, out).left_out)


def test_what_is_no_utf8_is_a_failed_document_and_the_manifest_json_run_after_run(tmp_path, out):
    (tmp_path / "a.csv").write_bytes("id,text\n1,Tin.\n".encode("utf-16"))
    (tmp_path / "b.jsonl").write_text('{"\\ud800": "x"}\n{"id": "\\ud800", "text": "Tin."}\n')
    (tmp_path / "tin").mkdir()
    (tmp_path / "tin" / "c\udcff.txt").symlink_to("nowhere")
    for _ in range(2):
        assert batch([str(tmp_path / name) for name in ("a.csv", "b.jsonl", "tin")], out).failed == 3
        lines = manifest(out)
        assert [line["status"] for line in lines].count("failed") == 3
        json.dumps(lines, ensure_ascii=False).encode()  # which a lone surrogate would not let pass
