"""Folders, globs, lists, JSON Lines, CSV and standard input become articles, in one order, one at a time."""

import io
import json
from itertools import islice

import pytest
from batch_fakes import article, articles

from summarizer.batch.inputs import Inputs, load
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
    assert inputs.ignored == {".png": 1}
    assert _ids(inputs) == _ids(inputs)


def test_a_glob_takes_what_matches_and_one_without_match_is_a_failed_document(tmp_path):
    articles(tmp_path / "tin", 3)
    assert _ids(_inputs(tmp_path, "tin/**/*0.txt")) == ["tin/0/bai-000.txt"]
    [item] = _inputs(tmp_path, "tin/*.text")
    with pytest.raises(InputError, match=r"tin/\*.text: no file matches"):
        load(item, InputSettings())


def test_a_file_named_twice_is_read_once(tmp_path):
    articles(tmp_path / "tin", 1)
    assert _ids(_inputs(tmp_path, "tin", "tin/0/bai-000.txt", "tin/0/*.txt")) == ["tin/0/bai-000.txt"]


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
        (b'{"text": 3}', "no text in field 'text'"),
        (b'{"text": "\\ud800"}', "not UTF-8"),
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
    with pytest.raises(InputError, match="more than 200,000 characters; split it or raise --max-characters"):
        load(item, InputSettings())


def test_nothing_to_read_is_a_usage_error(tmp_path):
    with pytest.raises(UsageError, match=r"input\.paths: nothing to read"):
        list(_inputs(tmp_path))
