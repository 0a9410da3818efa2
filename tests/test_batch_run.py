"""A batch does what is new, changed, failed or made otherwise, no more; one bad article stops none."""

import errno
import json
import os
from pathlib import Path
from weakref import WeakSet

import pytest
from batch_fakes import POISON, Notes, Watched, article, articles, batch, manifest, settings_for, tree

from summarizer.batch.inputs.article import Content
from summarizer.batch.inputs.walk import Inputs
from summarizer.batch.output.folder import OutputError
from summarizer.batch.output.manifest import Manifest
from summarizer.batch.plan import Plan, estimate
from summarizer.batch.run import signature, stream_batch
from summarizer.document import Document
from summarizer.errors import UsageError
from summarizer.report import Report
from summarizer.scheduling import OPEN_DOCUMENTS


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


def test_a_second_run_goes_through_the_manifest_once_and_reads_each_line_once_more(source, out, monkeypatch):
    batch(source, out)
    read = []
    line_of = Manifest._read
    monkeypatch.setattr(Manifest, "_read", lambda *place: read.append(place) or line_of(*place))
    monkeypatch.setattr("summarizer.batch.run.write_index", lambda *_: None)
    assert batch(source, out).skipped == 6
    assert len(read) == 2 * 6


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


def _csv(encoding, second="2,Nắng."):
    return f"id,text\n1,Mưa.\n{second}\n3,Gió.\n".encode(encoding)


@pytest.mark.parametrize(
    ("paths", "broken", "mended", "ids"),
    [
        (["a.csv"], {"a.csv": _csv("utf-16-le")}, {"a.csv": _csv("utf-8")}, ["1", "2", "3"]),
        (["a.csv"], {"a.csv": _csv("utf-8", '2,"N"x')}, {"a.csv": _csv("utf-8")}, ["1", "2", "3"]),
        (
            ["a.jsonl"],
            {"a.jsonl": b'{"id": "x", "text": "A."}\n{"id": "y"'},
            {"a.jsonl": b'{"id": "x", "text": "A."}\n{"id": "y", "text": "B."}'},
            ["x", "y"],
        ),
        (["tin"], {"tin/a.xlsx": b"PK"}, {"tin/a.txt": b"Tin."}, ["tin/a.txt"]),
        (["tin/*.txt"], {"tin/a.md": b"Tin."}, {"tin/a.txt": b"Tin."}, ["tin/a.txt"]),
        (["tin"], {"tin/a.txt": b"", "tin/b.txt": b"Tin."}, {"tin/a.txt": None}, ["tin/b.txt"]),
        (["tin/*.txt"], {"tin/a.txt": b"", "tin/b.txt": b"Tin."}, {"tin/a.txt": None}, ["tin/b.txt"]),
    ],
)
def test_a_failure_that_was_mended_leaves_no_line_whatever_its_articles_are_called(
    tmp_path, out, monkeypatch, paths, broken, mended, ids
):
    monkeypatch.chdir(tmp_path)
    for name, data in broken.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    batch(paths, out)
    assert "1 failed" in (out / "index.md").read_text(encoding="utf-8")
    for name, data in mended.items():
        (tmp_path / name).write_bytes(data) if data else (tmp_path / name).unlink()
    batch(paths, out)
    assert [(line["id"], line["status"]) for line in manifest(out)] == [(name, "done") for name in ids]
    assert "0 failed" in (out / "index.md").read_text(encoding="utf-8")


def test_a_failure_stays_until_a_whole_pass_has_gone_through_its_source(tmp_path, source, out, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_bytes(_csv("utf-16-le"))
    (tmp_path / "missing").symlink_to("nowhere")
    batch(["a.csv", "missing/b.txt"], out)
    (tmp_path / "a.csv").write_bytes(_csv("utf-8"))
    for run in (
        lambda: batch(source, out),
        lambda: batch(["a.csv"], out, execution={"max_documents": 2}),
    ):
        run()
        failed = [line["id"] for line in manifest(out) if line["status"] == "failed"]
        assert failed == ["a.csv", "b.txt"]
    batch(["a.csv"], out)
    assert [line["id"] for line in manifest(out) if line["status"] == "failed"] == ["b.txt"]


def test_a_run_that_ends_at_a_failure_forgets_none(tmp_path, out, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_bytes(_csv("utf-16-le"))
    batch(["a.csv"], out)
    (tmp_path / "a.csv").write_bytes(_csv("utf-8", f"2,{POISON}"))
    assert batch(["a.csv"], out, execution={"fail_fast": True}).failed == 1
    assert [line["id"] for line in manifest(out) if line["status"] == "failed"] == ["2", "a.csv"]
    assert batch(["a.csv"], out).failed == 1
    assert [line["id"] for line in manifest(out) if line["status"] == "failed"] == ["2"]


def test_retry_failed_does_what_a_mended_file_holds(tmp_path, out, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_bytes(_csv("utf-8", '2,"N"x'))
    (tmp_path / "b.txt").write_text("Tin.")
    assert batch(["a.csv"], out).failed == 1
    (tmp_path / "a.csv").write_bytes(_csv("utf-8"))
    tally = batch(["a.csv", "b.txt"], out, plan=Plan(only_failed=True))
    assert (tally.done, tally.skipped, tally.not_asked_for) == (2, 1, 1)
    assert [(line["id"], line["status"]) for line in manifest(out)] == [
        (name, "done") for name in ("1", "2", "3")
    ]


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


def _file(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _done(out: Path) -> dict[str, str]:
    """The title of each document by its source, as its own file has it."""
    return {
        line["source"]: Report.from_json((out / line["outputs"][0]["path"]).read_bytes()).document.title
        for line in manifest(out)
        if line["status"] == "done"
    }


def test_articles_of_one_name_in_several_runs_stand_side_by_side(tmp_path, out):
    old = _file(tmp_path / "2024" / "tin" / "bai.txt", article(1))
    new = _file(tmp_path / "2025" / "tin" / "bai.txt", article(2))
    titles = {str(path): article(number).split("\n")[0] for number, path in ((1, old), (2, new))}
    batch(old.parent, out)
    batch(new.parent, out)
    assert _done(out) == titles
    for paths in ([old.parent], [new.parent], [old.parent, new.parent], [new.parent, old.parent]):
        assert batch(paths, out).skipped == len(paths)
    assert _done(out) == titles
    new.write_text("", encoding="utf-8")
    assert batch(new.parent, out).failed == 1
    assert _done(out) == {str(old): titles[str(old)]}


def test_an_article_that_was_moved_keeps_its_name(tmp_path, out):
    old = _file(tmp_path / "2024" / "tin" / "bai.txt", article(1))
    batch(old.parent, out)
    new = tmp_path / "2025"
    (tmp_path / "2024").rename(new)
    assert batch(new / "tin", out).skipped == 1
    assert [line["id"] for line in manifest(out)] == ["tin/bai.txt"]


def test_an_article_is_the_same_whatever_its_path_is_called(tmp_path, out, monkeypatch):
    folder = _file(tmp_path / "2024" / "tin" / "bai.txt", article(1)).parent
    batch(folder, out)
    (tmp_path / "now").symlink_to("2024")
    monkeypatch.chdir(tmp_path)
    for path in ("2024/tin", "./2024/../2024/tin/", "now/tin"):
        assert batch(path, out).skipped == 1
    other = _file(tmp_path / "2025" / "tin" / "bai.txt", article(2))
    (tmp_path / "now").unlink()
    (tmp_path / "now").symlink_to("2025")
    assert batch("now/tin", out).done == 1
    assert sorted(_done(out)) == [str(folder / "bai.txt"), "now/tin/bai.txt"]
    assert batch(other.parent, out).skipped == 1


def test_records_of_one_name_in_several_tables_stand_side_by_side(tmp_path, out):
    for number in (1, 2):
        record = {"id": "1", "title": f"Tin số {number}", "text": article(number)}
        _file(tmp_path / f"day{number}.jsonl", json.dumps(record, ensure_ascii=False) + "\n")
        batch(tmp_path / f"day{number}.jsonl", out)
    assert sorted(_done(out).values()) == ["Tin số 1", "Tin số 2"]
    day = tmp_path / "day2.jsonl"
    other = json.dumps({"id": "0", "title": "Tin số 0", "text": article(0)}, ensure_ascii=False)
    day.write_text(f"{other}\n{day.read_text(encoding='utf-8')}", encoding="utf-8")
    tally = batch([tmp_path / "day1.jsonl", day], out)
    assert (tally.done, tally.skipped) == (1, 2)
    assert len(manifest(out)) == 3


def test_records_of_one_name_in_one_table_keep_their_ids(tmp_path, out):
    records = [{"id": "1", "title": f"Tin số {number}", "text": article(number)} for number in range(3)]
    lines = "\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    table = _file(tmp_path / "day.jsonl", lines)
    assert batch(table, out).done == 3
    before = tree(out)
    assert batch(table, out).skipped == 3
    assert tree(out) == before
    assert sorted(_done(out).values()) == ["Tin số 0", "Tin số 1", "Tin số 2"]


def test_a_new_article_takes_no_place_of_one_that_is_there_but_that_of_one_that_is_gone(tmp_path, out):
    text = _file(tmp_path / "tin" / "a.txt", article(1))
    batch(text.parent, out)
    page = _file(tmp_path / "tin" / "a.md", article(2))
    assert (batch(text.parent, out).done, batch(text.parent, out).skipped) == (1, 2)
    assert len(_done(out)) == 2
    assert _done(out)[str(text)].endswith("1")
    text.unlink()
    page.rename(tmp_path / "tin" / "a.markdown")
    batch(text.parent, out)
    paths = [output["path"] for line in manifest(out) for output in line["outputs"]]
    assert len(set(paths)) == len(paths)


def test_two_articles_of_one_text_keep_a_file_each(tmp_path, out):
    for name in ("a.txt", "a.md"):
        _file(tmp_path / "tin" / name, article(1))
        batch(tmp_path / "tin", out)
    assert len(_done(out)) == 2
    assert batch(tmp_path / "tin", out).skipped == 2


@pytest.mark.parametrize("fault", ["encoding", "closed"])
def test_a_wrong_setting_or_a_closed_file_costs_no_earlier_result(source, out, monkeypatch, fault):
    batch(source, out)
    if fault == "encoding":
        tally = batch(source, out, input={"encoding": "utf-16"})
    else:
        read = Path.read_bytes

        def closed(path: Path) -> bytes:
            if path.is_relative_to(source):
                raise PermissionError(errno.EACCES, "Permission denied", str(path))
            return read(path)

        with monkeypatch.context() as context:
            context.setattr(Path, "read_bytes", closed)
            tally = batch(source, out)
    assert tally.failed == 6
    assert len(list(out.glob("tin/*/bai-*.json"))) == 6
    assert batch(source, out).failed == 0
    assert len(list(out.glob("tin/*/bai-*.json"))) == 6


def test_errors_left_by_an_earlier_run_are_counted(source, out):
    first = batch(source, out)
    assert first.findings["error"]
    again = batch(source, out)
    assert (again.findings["error"], again.earlier_errors) == (0, first.findings["error"])


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
    assert most <= OPEN_DOCUMENTS + 20
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


@pytest.mark.parametrize(
    "place", ["file", "file/x/y", "link", "link/x", "loop/x", "n" * 300, "closed/x", "used"]
)
def test_a_dry_run_refuses_a_folder_that_a_run_refuses_in_the_same_words(
    source, tmp_path, monkeypatch, place
):
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to("nowhere")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "closed").mkdir()
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / ".summarizer").write_text("x")
    if place == "closed/x":  # for root, too, who may write anywhere

        def closed(path, *_, **__):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

        monkeypatch.setattr(os, "access", lambda path, _: "closed" not in str(path))
        monkeypatch.setattr(Path, "mkdir", closed)
    said = []
    for run in (_estimated, batch):
        with pytest.raises(OutputError) as caught:
            run(source, tmp_path / place)
        said.append(str(caught.value))
    assert said[0] == said[1]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "closed",
        "file",
        "link",
        "loop",
        "tin",
        "used",
    ]


def test_a_dry_run_makes_no_folder(source, tmp_path):
    assert _estimated(source, tmp_path / "a" / "b").documents == 6
    assert not (tmp_path / "a").exists()


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


@pytest.mark.parametrize("appears", ["before", "during"])
def test_a_later_run_writes_over_no_file_that_no_run_made(source, out, appears):
    batch(source, out)
    mine = out / "tin" / "0" / "bai-009.html"
    (source / "0" / "bai-009.txt").write_text(article(9), encoding="utf-8")
    said = f"{mine}: exists, and no run of summarizer made it; move it away, or give --force to write over it"
    seen: list[str] = []
    if appears == "before":
        mine.write_text("precious")
        estimate = _estimated(source, out)
        assert (estimate.documents, estimate.failing) == (0, (said,))
    tally = batch(source, out, during=lambda _: mine.write_text("precious"), seen=seen)
    assert (tally.failed, tally.skipped) == (1, 6)
    assert seen == ([] if appears == "before" else [str(source / "0" / "bai-009.txt")])
    [line] = [line for line in manifest(out) if line["status"] == "failed"]
    assert line["error"] == said
    assert mine.read_text() == "precious"
    assert not mine.with_suffix(".json").exists()
    assert batch(source, out, plan=Plan(force=True)).done == 7
    assert mine.read_text() != "precious"


def test_with_force_a_first_run_writes_over_what_it_finds_but_never_over_a_manifest(source, out):
    out.mkdir()
    (out / "index.html").write_text("mine")
    (out / "manifest.jsonl").write_text("mine")
    with pytest.raises(UsageError, match=r"manifest\.jsonl: exists.* choose another output\.path$"):
        batch(source, out, plan=Plan(force=True))
    (out / "manifest.jsonl").unlink()
    with pytest.raises(UsageError, match=r"index\.html: exists.* or give force to write over it$"):
        batch(source, out)
    assert batch(source, out, plan=Plan(force=True)).done == 6


def test_what_a_kill_left_is_known_as_a_batchs_own_and_what_it_only_began_to_note_is_not(source, out):
    batch(source, out, execution={"max_documents": 1})
    noted = out / ".summarizer" / "outputs.txt"
    assert noted.read_text() == "tin/0/bai-000.json\ntin/0/bai-000.html\n"
    with noted.open("a") as file:
        file.write("tin/0/bai-003.json\ntin/0/bai-003.html\ntin/1/bai-001.js")
    (out / "tin/0/bai-003.json").write_text("by a killed run")
    (out / "tin/1").mkdir()
    (out / "tin/1/bai-001.json").write_text("mine")
    tally = batch(source, out)
    assert (tally.done, tally.failed) == (4, 1)
    assert len(noted.read_text().splitlines()) == 11
    (out / "tin/1/bai-001.json").unlink()
    assert batch(source, out).done == 1
    assert set(noted.read_text().splitlines()) - {
        one["path"] for line in manifest(out) for one in line["outputs"]
    } == {
        "tin/1/bai-001.js/"  # what was torn, as the name of no file
    }
    assert batch(source, out).skipped == 6


def test_with_standard_input_a_first_run_takes_no_folder_that_holds_files_like_results(out, tmp_path):
    out.mkdir()
    (out / "a.html").write_text("precious")
    with pytest.raises(UsageError, match=r"a\.html: exists"):
        batch("-", out)
    assert [path.name for path in out.iterdir()] == ["a.html"]


def test_files_left_out_are_told_by_a_stream_and_a_dry_run_too(source, out):
    (source / "a.xlsx").write_bytes(b"PK")
    settings = settings_for([source])
    watch = Notes()
    stream_batch(settings, Inputs(settings.input), Watched(settings), write=lambda _: None, watch=watch)
    assert any("1 file with .xlsx in the folders was left out" in note for note in watch.notes)
    assert any(".xlsx" in line for line in _estimated(source, out).left_out)


def test_what_is_no_utf8_is_a_failed_document_and_the_manifest_json_run_after_run(tmp_path, out):
    (tmp_path / "a.csv").write_bytes("id,text\n1,Tin.\n".encode("utf-16-le"))
    (tmp_path / "b.jsonl").write_text('{"\\ud800": "x"}\n{"id": "\\ud800", "text": "Tin."}\n')
    (tmp_path / "tin").mkdir()
    (tmp_path / "tin" / "c\udcff.txt").symlink_to("nowhere")
    for _ in range(2):
        assert batch([str(tmp_path / name) for name in ("a.csv", "b.jsonl", "tin")], out).failed == 3
        lines = manifest(out)
        assert [line["status"] for line in lines].count("failed") == 3
        json.dumps(lines, ensure_ascii=False).encode()  # which a lone surrogate would not let pass
