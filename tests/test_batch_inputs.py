"""Folders, globs, lists, JSON Lines, CSV and standard input become articles, in one order, one at a time."""

import io
import json
import os
from itertools import islice
from pathlib import Path

import pytest
from batch_fakes import article, articles

from summarizer.batch.inputs.article import load
from summarizer.batch.inputs.patterns import Sources
from summarizer.batch.inputs.walk import Inputs
from summarizer.config import InputSettings
from summarizer.errors import InputError, UsageError


def _inputs(base, *paths, stdin=None, leave_out=None, **settings):
    data = io.BytesIO(stdin) if stdin is not None else None
    return Inputs(InputSettings(paths=paths, **settings), base, leave_out, data)


def _ids(inputs):
    return [item.id for item in inputs]


def test_a_folder_is_read_to_its_depths_and_its_tree_is_mirrored_in_the_ids(tmp_path):
    articles(tmp_path / "tin", 4)
    (tmp_path / "tin" / "ảnh.png").write_bytes(b"\x89PNG")
    (tmp_path / "tin" / ".hidden.txt").write_text("x")
    inputs = _inputs(tmp_path, "tin")
    assert _ids(inputs) == [
        "tin/0/bai-000.txt",
        "tin/0/bai-003.txt",
        "tin/1/bai-001.txt",
        "tin/2/bai-002.txt",
    ]
    assert inputs.ignored == {"file{s} with .png": 1}
    assert _ids(inputs) == _ids(inputs)


def test_a_glob_takes_what_matches_and_one_without_match_is_a_failed_document(tmp_path):
    articles(tmp_path / "tin", 3)
    assert _ids(_inputs(tmp_path, "tin/**/*0.txt")) == ["tin/0/bai-000.txt"]
    [item] = _inputs(tmp_path, "tin/*.text")
    with pytest.raises(InputError, match=r"tin/\*.text: no file matches"):
        load(item, InputSettings())


def test_a_glob_tells_of_closed_and_linked_folders(tmp_path, monkeypatch):
    articles(tmp_path / "tin", 3)
    (tmp_path / "tin" / "link").symlink_to(tmp_path / "tin" / "0")
    scandir = os.scandir

    def closed(folder):
        if Path(folder).name == "1":
            raise PermissionError(13, "Permission denied", str(folder))
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", closed)
    inputs = _inputs(tmp_path, "tin/**/*.txt")
    items = list(inputs)
    assert [item.error for item in items] == [None, "Permission denied; make the folder readable", None]
    assert inputs.left_out() == ["1 linked folder in the folders was left out; name it to have it read"]
    assert [item.error is None for item in _inputs(tmp_path, "tin/*/*.txt")] == [True, False, True, True]
    [root] = _inputs(tmp_path, "tin/1/*.txt")
    assert root.error == "Permission denied; make the folder readable"


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("tin/*", ["tin/a.txt"]),
        ("tin/**", ["tin/a.txt", "tin/b/c.txt", "tin/b/d/e.txt"]),
        ("tin/**/*.txt", ["tin/a.txt", "tin/b/c.txt", "tin/b/d/e.txt"]),
        ("tin/**/d/*.txt", ["tin/b/d/e.txt"]),
        ("tin/*/c.txt", ["tin/b/c.txt"]),
        ("tin/[ab].txt", ["tin/a.txt"]),
        ("*/b/*.txt", ["tin/b/c.txt"]),
        ("tin/?/d/e.txt", ["tin/b/d/e.txt"]),
        (f"tin/*/{'x' * 300}/*.txt", None),
        ("tin/*/none/../c.txt", None),
        ("none/*/*.txt", None),
        ("tin/a.txt/*", None),
    ],
)
def test_what_globs_match(tmp_path, pattern, found):
    for name in ("a.txt", "b/c.txt", "b/d/e.txt"):
        (tmp_path / "tin" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "tin" / name).write_text("x")
    items = list(_inputs(tmp_path, pattern))
    if found is None:
        assert "no file matches" in items[0].error
    else:
        assert [Path(item.source).relative_to(tmp_path).as_posix() for item in items] == found


def test_brackets_in_a_lists_folder_are_no_pattern(tmp_path):
    folder = tmp_path / "tin [2024]"
    articles(folder, 1)
    (folder / "list").write_text("0/*.txt\n")
    assert _ids(_inputs(tmp_path, file_list="tin [2024]/list")) == ["0/bai-000.txt"]


def test_a_file_named_twice_is_read_once(tmp_path):
    articles(tmp_path / "tin", 1)
    assert _ids(_inputs(tmp_path, "tin", "tin/0/bai-000.txt", "tin/0/*.txt")) == ["tin/0/bai-000.txt"]


def test_comments_and_blank_lines_of_a_list_name_nothing(tmp_path):
    for name in ("a.txt", "#b.txt"):
        (tmp_path / name).write_text("Có mưa.", encoding="utf-8")
    text = "# danh sách\r\na.txt\r\n\r\n  # hết\r\n./#b.txt\r\n"
    (tmp_path / "list").write_text(text, encoding="utf-8-sig")
    assert _ids(_inputs(tmp_path, file_list="list")) == ["a.txt", "#b.txt"]


def test_a_list_names_inputs_relative_to_itself(tmp_path):
    articles(tmp_path / "tin", 2)
    (tmp_path / "tin" / "list").write_text("0/bai-000.txt\n\n1\n")
    assert _ids(_inputs(tmp_path, file_list="tin/list")) == ["bai-000.txt", "1/bai-001.txt"]
    with pytest.raises(UsageError, match=r"nowhere.*No such file"):
        list(_inputs(tmp_path, file_list="nowhere"))


def test_json_lines_give_id_title_and_text_by_the_names_of_the_fields(tmp_path):
    rows = [{"key": "bao/1", "head": "Tiêu đề", "body": article(1)}, {"body": article(2)}]
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    first, second = _inputs(tmp_path, "a.jsonl", id_field="key", title_field="head", text_field="body")
    assert (first.id, first.title, first.text) == ("bao/1", "Tiêu đề", article(1))
    assert (second.id, second.title, second.text) == ("a.jsonl/000002", None, article(2))


def test_csv_gives_the_same_with_texts_of_several_lines(tmp_path):
    text = article(1).replace('"', '""')
    (tmp_path / "a.csv").write_text(f'\ufeffid,title,text\n7,Tiêu đề,"{text}"\n', encoding="utf-8")
    [item] = _inputs(tmp_path, "a.csv")
    assert (item.id, item.title, item.text) == ("7", "Tiêu đề", article(1))


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        (b"{not json", "not a JSON object"),
        (b'["a"]', "not a JSON object"),
        (b'{"text": "\xff"}', "not a JSON object in UTF-8"),
        (b'{"body": "x"}', "no text in field 'text'; set input.text_field to one of: body"),
        (b'{"text": 3}', "field 'text' is not text; fix it or set input.text_field"),
        (b'{"id": 1, "text": null}', "field 'text' is not text; fix it or set input.text_field"),
        (b'{"text": []}', "field 'text' is not text"),
        (
            json.dumps(dict.fromkeys(map(str, range(30)))).encode(),
            "no text in field 'text'; set input.text_field to one of: 0, 1, ",
        ),
        (b'{"text": "\\ud800"}', "not UTF-8; save it as UTF-8"),
        (b'{"\\ud800": "x"}', "no text in field 'text'; set input.text_field to one of: \\ud800"),
        (b'{"id": true, "text": "x"}', "field 'id' is not text or a number; set input.id_field"),
        (b'{"id": {"a": 1}, "text": "x"}', "field 'id' is not text or a number; set input.id_field"),
        (b'{"text": "' + b"x" * 2000 + b'"}', "longer than 50 characters"),
    ],
)
def test_a_bad_line_fails_alone_and_is_named(tmp_path, line, cause):
    good = json.dumps({"text": "Tin ngắn."}).encode()
    (tmp_path / "a.jsonl").write_bytes(b"\n".join([good, line, good]))
    settings = InputSettings(paths=("a.jsonl",), max_characters=50)
    first, bad, last = Inputs(settings, tmp_path)
    assert first.text == last.text == "Tin ngắn."
    assert last.id == "a.jsonl/000003"
    with pytest.raises(InputError) as caught:
        load(bad, settings)
    assert str(caught.value).startswith(f"{tmp_path / 'a.jsonl'}:2: {cause}")


def test_a_text_may_be_a_list_of_its_paragraphs(tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": ["Một.", "Hai."]}))
    [item] = _inputs(tmp_path, "a.jsonl")
    assert item.text == "Một.\n\nHai."


def test_a_path_is_said_the_short_way(tmp_path):
    articles(tmp_path / "tin", 1)
    (tmp_path / "configs").mkdir()
    for path in ("configs/../tin", "configs/../tin/0/*.txt", "configs/../tin/0/bai-000.txt"):
        [item] = _inputs(tmp_path, path)
        assert item.source == str(tmp_path / "tin" / "0" / "bai-000.txt")


def test_two_documents_of_one_id_are_kept_apart(tmp_path):
    row = json.dumps({"id": "1", "text": "Tin."})
    (tmp_path / "a.jsonl").write_text(f"{row}\n{row}\n")
    first, second = _ids(_inputs(tmp_path, "a.jsonl"))
    assert first == "1"
    assert second.startswith("1~")


def test_standard_input_is_one_article_or_json_lines(tmp_path):
    [item] = _inputs(tmp_path, "-", stdin=article(1).encode())
    assert item.data == article(1).encode()
    rows = b'{"id": "x", "text": "A."}\n{"text": "B."}\n'
    assert _ids(_inputs(tmp_path, "-", stdin=rows)) == ["x", "stdin/000002"]


def test_results_in_a_folder_below_the_inputs_are_not_read_again(tmp_path):
    articles(tmp_path, 1)
    articles(tmp_path / "out", 3)
    inputs = _inputs(tmp_path, ".", "**/*.txt", leave_out=tmp_path / "out")
    assert [name.split("/", 1)[1] for name in _ids(inputs)] == ["0/bai-000.txt"]


def test_inputs_are_streamed(tmp_path):
    class Endless(io.RawIOBase):
        def readline(self, limit=-1):
            return b'{"text": "Tin."}\n'

    inputs = Inputs(InputSettings(paths=("-",)), tmp_path, stdin=Endless())
    assert len(list(islice(inputs, 1000))) == 1000


def test_a_file_that_cannot_fit_is_refused_unread(tmp_path):
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(10**12)
    [item] = _inputs(tmp_path, "huge.txt")
    with pytest.raises(InputError, match="more than 200,000 characters; split it or raise the limit"):
        load(item, InputSettings())


def test_nothing_to_read_is_a_usage_error(tmp_path):
    with pytest.raises(UsageError, match=r"input\.paths: nothing to read"):
        list(_inputs(tmp_path))


def _errors(inputs):
    """What loading the articles that cannot be had says, by their ids."""
    errors = {}
    for item in inputs:
        try:
            load(item, inputs.settings)
        except InputError as error:
            errors[item.id] = str(error)
    return errors


@pytest.mark.parametrize("base", ["", "sub"])
def test_inputs_that_lie_in_the_output_folder_are_a_usage_error_naming_both(tmp_path, monkeypatch, base):
    monkeypatch.chdir(tmp_path)
    articles(tmp_path / "out" / base / "art", 1)
    (tmp_path / "out" / "list").write_text(f"{base or '.'}/art\n")
    (tmp_path / "link").symlink_to(tmp_path / "out")
    art = f"out/{base}/art" if base else "out/art"
    for name in ("out", art, f"{art}/**/*.txt", f"{art}/0/bai-000.txt", f"link/{base}/art"):
        with pytest.raises(UsageError, match=rf"{name[:3]}.*: the inputs lie in the output folder .*out; "):
            _inputs(tmp_path, name, leave_out=tmp_path / "out").check()
    with pytest.raises(UsageError, match=r"choose another output\.path"):
        _inputs(tmp_path, file_list="out/list", leave_out=tmp_path / "out").check()
    articles(tmp_path / "tin", 1)
    _inputs(tmp_path, "tin", "-", "missing", leave_out=tmp_path / "out").check()
    _inputs(tmp_path, ".", leave_out=tmp_path / "out").check()


def test_one_title_for_all_is_a_usage_error(tmp_path):
    with pytest.raises(UsageError, match=r"input\.title: one title cannot be that of several articles"):
        _inputs(tmp_path, "tin", title="T").check()


def test_whatever_is_named_and_holds_no_article_is_told(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "office").mkdir()
    (tmp_path / "office" / "a.xlsx").write_bytes(b"PK")
    (tmp_path / "a.csv").write_bytes(b"")
    (tmp_path / "b.csv").write_text("id,text\n")
    (tmp_path / "c.jsonl").write_text("\n\n")
    inputs = _inputs(tmp_path, "empty", "office", "a.csv", "b.csv", "c.jsonl")
    errors = _errors(inputs)
    assert list(errors) == ["empty", "office", "a.csv", "b.csv", "c.jsonl"]
    assert all("holds no article; put " in error for error in errors.values())
    assert errors["office"].startswith(f"{tmp_path}/office: ")
    [line] = inputs.left_out()
    assert line.startswith("1 file with .xlsx in the folders was left out")


def test_a_list_that_names_nothing_is_told(tmp_path):
    (tmp_path / "list").write_text("\n")
    with pytest.raises(UsageError, match=r"list: names nothing to read; give a text file"):
        list(_inputs(tmp_path, file_list="list"))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "cp1258"])
def test_a_csv_that_is_not_utf8_is_told_by_that(tmp_path, encoding):
    text = (
        "id,title,text\n7,Tin,Tr\u00e2n tr\u1ecdng.\n"
        if encoding != "cp1258"
        else "id,t\u00eat,text\n7,x,\u00e2\n"
    )
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    assert _errors(_inputs(tmp_path, "a.csv")) == {"a.csv": f"{tmp_path}/a.csv: not UTF-8; save it as UTF-8"}


def test_a_row_that_is_not_utf8_fails_alone(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"id,text\n1,M\xe2y.\n2,May.\n")
    first, second = _inputs(tmp_path, "a.csv")
    assert first.error == "not UTF-8; save it as UTF-8"
    assert second.text == "May."


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("x" * 300, "File name too long; check the path"),
        ("x" * 300 + "*", "no file matches; check the pattern"),
        ("a\0b.txt", "has a NUL in it; check the path"),
        ("~nobody-of-that-name/a.txt", "has no such user; check the path"),
        ("tin/**.txt", "** must stand alone between slashes"),
        ("self/a.txt", "Too many levels of symbolic links; check the path"),
    ],
)
def test_a_name_that_is_no_path_fails_alone(tmp_path, monkeypatch, name, said):
    monkeypatch.chdir(tmp_path)
    articles(tmp_path / "tin", 1)
    (tmp_path / "self").symlink_to("self")
    (tmp_path / "list").write_text(f"{name}\ntin\n")
    inputs = _inputs(Path(), file_list="list", leave_out=tmp_path / "out")
    inputs.check()
    [error] = _errors(inputs).values()
    assert said in error
    assert "tin/0/bai-000.txt" in _ids(inputs)


def test_a_folder_that_may_not_be_looked_into_fails_alone(tmp_path, monkeypatch):
    articles(tmp_path / "tin", 1)
    stat = os.stat

    def closed(path, *more, **options):
        if "closed" in str(path):
            raise PermissionError(13, "Permission denied", str(path))
        return stat(path, *more, **options)

    monkeypatch.setattr(os, "stat", closed)
    inputs = _inputs(tmp_path, "closed/a.txt", "tin")
    assert _errors(inputs) == {
        "a.txt": f"{tmp_path}/closed/a.txt: Permission denied; check the path and that it is readable"
    }
    assert "tin/0/bai-000.txt" in _ids(inputs)


def test_dangling_and_looping_links_that_a_glob_finds_are_told(tmp_path):
    articles(tmp_path / "tin", 1)
    (tmp_path / "tin" / "dangling.txt").symlink_to("nowhere")
    (tmp_path / "tin" / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "tin" / "loop").symlink_to("loop")
    assert set(_errors(_inputs(tmp_path, "tin/**/*.txt"))) == {"tin/dangling.txt", "tin/loop.txt"}
    assert set(_errors(_inputs(tmp_path, "tin"))) == {"tin/dangling.txt", "tin/loop.txt"}


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.txt"])
def test_pipes_and_devices_are_refused_unopened(tmp_path, name):
    os.mkfifo(tmp_path / name)
    (tmp_path / f"zero-{name}").symlink_to("/dev/zero")
    errors = _errors(_inputs(tmp_path, name, f"zero-{name}"))
    assert set(errors) == {name, f"zero-{name}"}
    assert all("not a regular file; give one, or pipe it in with -" in error for error in errors.values())


def test_a_list_that_is_a_pipe_is_refused_unopened(tmp_path):
    os.mkfifo(tmp_path / "list")
    with pytest.raises(UsageError, match=r"list: not a regular file; give a text file"):
        list(_inputs(tmp_path, file_list="list"))


@pytest.mark.parametrize(
    ("pattern", "inside", "outside"),
    [
        ("tin/*.txt", "tin/a.txt", ["tin/a.TXT", "tin/1/a.txt", "a.txt"]),
        ("tin/**/a/*.txt", "tin/1/2/a/x.txt", ["tin/bla/x.txt", "tin/a/1/x.txt", "tin/x.txt"]),
        ("tin/**/*.txt", "tin/a.txt", ["tin2/a.txt", "tin/a.md"]),
        ("tin/**", "tin/1/a.md", ["tin2/a.md"]),
    ],
)
def test_a_pattern_holds_exactly_what_it_matches_on_disk(tmp_path, pattern, inside, outside):
    for name in (inside, *outside):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(article(1))
    held = Sources([str(tmp_path / pattern)])
    found = {item.source for item in _inputs(tmp_path, pattern)}
    assert found == {str(tmp_path / inside)}
    assert {str(path) for path in tmp_path.rglob("*.*") if held.hold(str(path))} == found


def test_a_number_is_an_id_even_where_it_is_0(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id": 0, "text": "A."}\n{"id": 1.5, "text": "B."}\n')
    assert _ids(_inputs(tmp_path, "a.jsonl")) == ["0", "1.5"]


def test_errors_and_doubts_name_the_settings_of_a_batch_and_no_flags_that_it_has_not(tmp_path):
    (tmp_path / "--encoding.txt").write_text(article(1), encoding="utf-16-le")
    (tmp_path / "long.txt").write_text(article(1))
    settings = InputSettings(paths=("--encoding.txt", "long.txt"), max_characters=50)
    guessed, long = Inputs(settings, tmp_path)
    with pytest.raises(InputError, match=r"raise input\.max_characters$") as caught:
        load(long, settings).document(settings)
    assert "--max-characters" not in str(caught.value)
    [doubt] = load(guessed, settings).document(InputSettings()).findings
    assert doubt.message.endswith("set input.encoding")
    (tmp_path / "--encoding.txt").write_bytes(b"\xff")
    broken = load(guessed, settings)
    with pytest.raises(InputError, match=r"/--encoding\.txt: .* with input\.encoding, or leave"):
        broken.document(InputSettings(encoding="utf-8"))
    stdin = _inputs(tmp_path, "-", stdin=b"x" * 20_000_000)
    assert _errors(stdin)["stdin"].endswith("raise the limit input.max_characters")


def test_a_row_of_more_fields_than_the_first_line_is_no_article_cut_short(tmp_path):
    (tmp_path / "a.csv").write_text("id,text\n1,Hôm nay, trời mưa.\n2,Trời nắng.\n", encoding="utf-8")
    first, second = Inputs(InputSettings(paths=(str(tmp_path / "a.csv"),)))
    assert "more fields" in (first.error or "")
    assert second.text == "Trời nắng."


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_what_stands_between_the_fields_of_a_csv_is_seen_in_its_first_line(tmp_path, separator):
    rows = [["id", "title", "text"], ["7", "Tiêu đề", '"Hôm nay, trời mưa; ngày mai\tnắng."']]
    (tmp_path / "a.csv").write_text("\r\n".join(map(separator.join, rows)), encoding="utf-8-sig")
    [item] = _inputs(tmp_path, "a.csv")
    assert (item.id, item.title, item.text) == ("7", "Tiêu đề", "Hôm nay, trời mưa; ngày mai\tnắng.")


def test_a_tsv_that_is_named_is_a_table_and_in_a_folder_it_is_left_out_with_a_word(tmp_path):
    (tmp_path / "tin").mkdir()
    (tmp_path / "tin" / "a.txt").write_text(article(1), encoding="utf-8")
    (tmp_path / "tin" / "b.tsv").write_text("text\nHôm nay, trời mưa; lạnh.\n", encoding="utf-8")
    [item] = _inputs(tmp_path, "tin/b.tsv")
    assert item.text == "Hôm nay, trời mưa; lạnh."
    inputs = _inputs(tmp_path, "tin")
    assert _ids(inputs) == ["tin/a.txt"]
    assert inputs.left_out() == ["1 file with .tsv in the folders was left out; name it to have it read"]


def test_blank_lines_above_the_first_line_of_a_csv_are_passed_over(tmp_path):
    (tmp_path / "a.csv").write_text("\n \r\nid;text\n7;Trời mưa, to.\n", encoding="utf-8-sig")
    [item] = _inputs(tmp_path, "a.csv")
    assert (item.id, item.text, item.error) == ("7", "Trời mưa, to.", None)


@pytest.mark.parametrize("head", ["id,text,text", "id,id,text", "title,text,title"])
def test_a_csv_that_names_a_column_twice_is_refused(tmp_path, head):
    (tmp_path / "a.csv").write_text(f"{head}\n1,Trời mưa.,Trời nắng.\n", encoding="utf-8")
    [item] = _inputs(tmp_path, "a.csv")
    assert item.error
    assert "more than once; rename all but one" in item.error


def test_a_csv_without_the_column_of_the_text_is_told_once(tmp_path):
    (tmp_path / "a.csv").write_text("id;body\n1;Mưa.\n2;Nắng.\n", encoding="utf-8")
    assert _errors(_inputs(tmp_path, "a.csv")) == {
        "a.csv": f"{tmp_path}/a.csv: no text in field 'text'; set input.text_field to one of: id, body"
    }


def test_a_row_that_ends_before_its_text_fails_alone(tmp_path):
    (tmp_path / "a.csv").write_text("id,text,more\n1\n2,Nắng.\n", encoding="utf-8")
    short, good = _inputs(tmp_path, "a.csv")
    assert short.error == "has fewer fields than the first line, and no text; fix it"
    assert good.text == "Nắng."


def test_a_csv_that_breaks_off_is_told_by_the_row(tmp_path):
    (tmp_path / "a.csv").write_text('text\nMưa.\n"Nắng', encoding="utf-8")
    [(name, error)] = _errors(_inputs(tmp_path, "a.csv")).items()
    assert name == "a.csv/000002"
    assert error.startswith(f"{tmp_path}/a.csv: row 2: ")
    assert error.endswith("; no row from here on was read: fix it")


@pytest.mark.parametrize(
    "data", [b'[{"text": "A."}]', b'[\n  {"text": "A."}\n]\n', b'\xef\xbb\xbf[ {"text": "A."}]']
)
def test_json_that_is_no_json_lines_is_not_taken_for_an_article(tmp_path, data):
    (tmp_path / "a.json").write_bytes(data)
    errors = _errors(_inputs(tmp_path, "a.json", "-", stdin=data))
    assert list(errors) == ["a.json", "stdin"]
    assert all("not text; give JSON Lines, one object a line" in error for error in errors.values())
    [item] = _inputs(tmp_path, "-", stdin="[Ảnh] Trời mưa.".encode())
    assert item.data is not None


@pytest.mark.parametrize("name", [".", "**/*"])
def test_the_results_of_another_batch_are_not_taken_for_articles_unless_they_are_named(
    tmp_path, monkeypatch, name
):
    monkeypatch.chdir(tmp_path)
    articles(tmp_path / "tin", 1)
    (tmp_path / "old" / ".summarizer").mkdir(parents=True)
    (tmp_path / "old" / "manifest.jsonl").write_text("{}\n")
    (tmp_path / "old" / "tin").mkdir()
    (tmp_path / "old" / "tin" / "a.md").write_text("Tin.")
    inputs = _inputs(Path(), name, leave_out=Path("out"))
    assert [item.source for item in inputs] == ["tin/0/bai-000.txt"]
    assert any("a batch's results in the folders w" in line for line in inputs.left_out())
    assert _ids(_inputs(Path(), "old/tin", leave_out=Path("out"))) == ["tin/a.md"]


def test_many_and_one_are_told_apart_whatever_a_suffix_is(tmp_path):
    (tmp_path / "in").mkdir()
    for name in ("a.txt", "a.xlsx", "b.xlsx", "c.{s}", "d"):
        (tmp_path / "in" / name).write_text("Trời mưa.", encoding="utf-8")
    inputs = _inputs(tmp_path, "in")
    assert len(list(inputs)) == 1
    assert inputs.left_out() == [
        "2 files with .xlsx in the folders were left out; name them to have them read",
        "1 file with .{s} in the folders was left out; name it to have it read",
        "1 file with no suffix in the folders was left out; name it to have it read",
    ]


def test_a_linked_folder_is_not_followed_which_is_told(tmp_path):
    articles(tmp_path / "tin", 1)
    articles(tmp_path / "other", 1)
    (tmp_path / "tin" / "linked").symlink_to(tmp_path / "other")
    (tmp_path / "tin" / "round").symlink_to(tmp_path)
    inputs = _inputs(tmp_path, "tin")
    assert _ids(inputs) == ["tin/0/bai-000.txt"]
    assert inputs.left_out() == ["2 linked folders in the folders were left out; name them to have them read"]


def test_json_lines_on_standard_input_may_begin_with_blank_lines():
    lines = io.BytesIO(b'\n  \n{"id": "a", "text": "B"}\n')
    [item] = Inputs(InputSettings(paths=("-",)), stdin=lines)
    assert (item.id, item.text) == ("a", "B")


ROWS = "id;title;text\r\n7;Tiêu đề;Trân trọng, người dân.\r\n"


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;"])
def test_the_line_of_excel_that_names_the_separator_is_passed_over(tmp_path, line):
    (tmp_path / "a.csv").write_text(f"{line}\r\n{ROWS}", encoding="utf-8-sig")
    [item] = _inputs(tmp_path, "a.csv")
    assert (item.id, item.title, item.text) == ("7", "Tiêu đề", "Trân trọng, người dân.")


@pytest.mark.parametrize(("name", "separator"), [("a.csv", ";"), ("a.tsv", "\t")])
def test_a_table_in_utf16_with_its_mark_as_excel_writes_it_is_read(tmp_path, name, separator):
    (tmp_path / name).write_bytes(ROWS.replace(";", separator).encode("utf-16"))
    [item] = _inputs(tmp_path, name)
    assert (item.id, item.text) == ("7", "Trân trọng, người dân.")


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("windows-1258", "text\nThành phố tăng lương.\n".encode("cp1258", "ignore")),
        ("tcvn3", b"text\nTh\xb5nh ph\xe8 t\xa8ng l\xad\xacng.\n"),
        ("utf-16", "text\nThành phố tăng lương.\n".encode("utf-16")),
    ],
)
def test_the_encoding_that_is_set_holds_for_a_table(tmp_path, encoding, data):
    if encoding == "windows-1258":
        data = "text\nThành phô\u0301 tăng lương.\n".encode("cp1258")
    (tmp_path / "a.csv").write_bytes(data)
    [item] = _inputs(tmp_path, "a.csv", encoding=encoding)
    document = load(item, InputSettings()).document(InputSettings())
    assert document.text.strip() == "Thành phố tăng lương."


def test_half_a_letter_in_json_is_taken_out_with_a_note(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id": "a", "text": "\\ud83d Sáng nay trời mưa."}\n', encoding="utf-8")
    [item] = _inputs(tmp_path, "a.jsonl")
    document = load(item, InputSettings()).document(InputSettings())
    assert document.text == "Sáng nay trời mưa."
    assert "1 invisible or control character taken out of the text" in [
        one.message for one in document.findings
    ]


def test_a_report_has_the_id_of_its_record(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id": "bai/1", "text": "Trời mưa."}\n', encoding="utf-8")
    (tmp_path / "a.txt").write_text("Trời mưa.", encoding="utf-8")
    record, file = (
        load(item, InputSettings()).document(InputSettings()) for item in _inputs(tmp_path, "a.*")
    )
    assert (record.part().id, file.part().id) == ("bai/1", None)
