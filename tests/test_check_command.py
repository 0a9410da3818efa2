"""`summarizer check` and `summarizer.check`: anybody's translation, without a model."""

import io
import json
import subprocess
import sys
import time

import pytest

import summarizer
from summarizer.checking import check_within
from summarizer.cli.app import main
from summarizer.errors import UsageError
from summarizer.text.glossary import Glossary
from summarizer.text.pairs import read

VI = "Ngày 7/11, tòa tuyên phạt 5 năm tù."
RIGHT = "On November 7, the court handed down five years in prison."
WRONG = "On November 7, the court handed down eight years in prison."
TMX = (
    '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header/>'
    '<body><tu><tuv xml:lang="vi-VN"><seg>{}</seg></tuv><tuv xml:lang="en"><seg>{}</seg></tuv></tu></body>'
    "</tmx>"
)
XLIFF_1 = (
    '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file source-language="vi"><body>'
    '<trans-unit id="1"><source>{}</source><target>{}</target></trans-unit></body></file></xliff>'
)
XLIFF_2 = (
    '<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0"'
    ' srcLang="vi" trgLang="en">'
    '<file id="f"><unit id="1"><segment><source>{}</source><target>{}</target></segment></unit></file>'
    "</xliff>"
)


def test_a_wrong_number_is_found_from_python():
    assert not summarizer.check(VI, RIGHT)
    (found,) = summarizer.check(VI, WRONG)
    assert (found.kind, found.severity, found.id) == ("number", "error", 1)


@pytest.mark.parametrize(
    ("name", "form"), [("a.tsv", "{}\t{}\n"), ("a.tmx", TMX), ("a.xlf", XLIFF_1), ("b.xliff", XLIFF_2)]
)
def test_one_file_of_each_format_is_read(name, form, tmp_path, capsys):
    path = tmp_path / name
    path.write_text(form.format(VI, WRONG), encoding="utf-8")
    assert main(["check", str(path), "-f", "jsonl", "--strict"]) == 3
    (line,) = capsys.readouterr().out.splitlines()
    told = json.loads(line)
    assert (told["line"], told["source"], told["translation"]) == (1, VI, WRONG)
    assert [one["kind"] for one in told["findings"]] == ["number"]


def test_a_sentence_is_checked_with_what_its_article_speaks_of(files, capsys):
    rows = (("Anh điều tàu.", "He sends ships."), ("Giới chức Anh lo ngại.", "British officials worry."))
    for path, texts in zip(files, zip(*rows, strict=True), strict=True):
        path.write_text("\n".join(texts), encoding="utf-8")
    assert main(["check", *map(str, files), "-f", "jsonl"]) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert [one["expected"] for one in first["findings"]] == ["Anh (Britain)"]
    assert not second["findings"]


@pytest.mark.parametrize("other", ["Hôm qua anh đi làm.\tHe went to work yesterday.", ""])
def test_what_one_unit_of_a_memory_speaks_of_says_nothing_of_the_others(other, tmp_path, capsys):
    path = tmp_path / "a.tsv"
    vi, en = (
        "Anh điều tàu khi giới chức Anh lo ngại.",
        "He sends ships there at once as officials in the UK fear.",
    )
    path.write_text(f"{vi}\t{en}\nAnh điều tàu.\tHe sends ships.\n{other}\n", encoding="utf-8")
    assert main(["check", str(path), "-f", "jsonl"]) == 0
    found = [json.loads(line)["findings"] for line in capsys.readouterr().out.splitlines()]
    assert [one["expected"] for one in found[0]] == ["Anh (Britain)"]
    assert not any(found[1:])


def test_no_sentence_costs_time_for_all_of_its_article(files):
    glossary, article = Glossary.empty(), f"{VI}\n" * 1_000_000
    begin = time.perf_counter()
    for _ in range(200):
        check_within(article, VI, RIGHT, glossary, "remove")
    assert time.perf_counter() - begin < 3


@pytest.fixture
def files(tmp_path):
    source, translation = tmp_path / "a.vi", tmp_path / "a.en"
    source.write_text(f"{VI}\n{VI}\n", encoding="utf-8")
    translation.write_text(f"{RIGHT}\n{WRONG}\n", encoding="utf-8")
    return source, translation


def test_two_files_are_paired_by_line(files, capsys):
    assert main(["check", *map(str, files)]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"2  {VI}\n   {WRONG}\n   error (number): ")
    assert out.endswith("2 sentences: 1 with errors, 0 with warnings alone\n")


def test_lines_that_do_not_pair_up_are_told(files, capsys):
    files[1].write_text(f"{RIGHT}\n", encoding="utf-8")
    assert main(["check", *map(str, files)]) == 1
    assert "1 line for the 2 of" in capsys.readouterr().err


def test_a_table_with_a_field_too_many_is_told_with_its_line(tmp_path, capsys):
    path = tmp_path / "a.tsv"
    path.write_text(f"{VI}\t{RIGHT}\nmột\thai\tba\n", encoding="utf-8")
    assert main(["check", str(path)]) == 1
    assert f"{path}:2: 3 fields" in capsys.readouterr().err


def test_two_empty_files_are_no_success(tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.touch()
    assert main(["check", str(path), str(path), "--strict"]) == 1
    assert "is empty" in capsys.readouterr().err


@pytest.fixture
def piped(monkeypatch):
    """Gives standard input some bytes."""

    def give(data):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return give


@pytest.mark.parametrize(
    "data",
    [
        f"{VI}\t{WRONG}\n".encode(),
        f"{VI}\t{WRONG}\r\n".encode("utf-16"),
        TMX.format(VI, WRONG).encode(),
        XLIFF_1.format(VI, WRONG).encode(),
        f"source\ttranslation\n{VI}\t{WRONG}".encode("utf-8-sig"),
    ],
)
def test_standard_input_is_read_as_a_file_of_pairs(data, piped, capsys):
    piped(data)
    assert main(["check", "-", "-f", "jsonl"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert [one["kind"] for one in json.loads(line)["findings"]] == ["number"]


@pytest.mark.parametrize("place", [0, 1])
def test_standard_input_may_be_either_text(place, files, piped, capsys):
    piped(files[place].read_bytes())
    names = [str(path) for path in files]
    names[place] = "-"
    assert main(["check", *names]) == 0
    assert "2 sentences: 1 with errors" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("data", "arguments", "code"),
    [
        (f"{VI}\t{RIGHT}\n", ["-"], 0),
        (f"{VI}\t{RIGHT}\n", ["-", "--strict"], 0),
        (f"{VI}\t{WRONG}\n", ["-"], 0),
        (f"{VI}\t{WRONG}\n", ["-", "--strict"], 3),
        ("Hôm qua có mưa lớn ở đây.\tIt rained hard here yesterday.\n", ["-", "--strict"], 0),
        (f"{VI}\n", ["-"], 1),
        ("", ["-", "--strict"], 1),
        (f"{VI}\n", ["-", "nowhere.en"], 1),
        (f"{VI}\n", ["-", "-"], 2),
        (f"{VI}\t{RIGHT}\n", ["-", "-f", "csv"], 2),
        (f"{VI}\t{RIGHT}\n", ["-", "--glossary", "nowhere.tsv"], 2),
        (f"{VI}\t{RIGHT}\n", ["-", "a.en", "b.en"], 2),
        ("", [], 2),
        ("", [""], 2),
    ],
)
def test_the_exit_code_tells_how_it_went(data, arguments, code, piped, capsys):
    piped(data.encode())
    assert main(["check", *arguments]) == code
    err = capsys.readouterr().err
    assert bool(err) == (code in {1, 2})
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "standard input: is empty; give a file with sentences"),
        (b"\xe1\xbb", "standard input: not UTF-8; save it as UTF-8"),
        (VI.encode(), "standard input: line 1: 1 field; a line is Vietnamese, a tab and its English"),
    ],
)
def test_what_is_wrong_with_standard_input_is_one_line(data, told, piped, capsys):
    piped(data)
    assert main(["check", "-"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"summarizer: error: {told}")


@pytest.mark.parametrize(("name", "form"), [("a.tsv", "{}\t{}\n"), ("a.tmx", TMX)])
def test_utf_16_with_its_mark_is_read(name, form, tmp_path):
    path = tmp_path / name
    path.write_text(form.format(VI, WRONG), encoding="utf-16")
    (pair,) = read(path).pairs
    assert pair[1:] == (VI, WRONG)


@pytest.mark.parametrize(("name", "form"), [("a.tmx", TMX), ("a.xlf", XLIFF_1)])
def test_codes_of_layout_are_no_text(name, form, tmp_path):
    path = tmp_path / name
    bold = "Có <bpt id='1'>{\\f1 </bpt><{0}>5</{0}><ept id='1'>}</ept> <ph id='2'>&lt;br 7&gt;</ph>{1}."
    tag = "hi" if name == "a.tmx" else "g"
    path.write_text(form.format(bold.replace("{0}", tag).replace("{1}", "người"), "Five."), encoding="utf-8")
    assert read(path).pairs[0].source == "Có 5 người."


@pytest.mark.parametrize(
    ("form", "ours", "other"),
    [
        (XLIFF_1, 'source-language="vi"', 'source-language="vi" target-language="fr"'),
        (XLIFF_1, 'source-language="vi"', 'source-language="de" target-language="en"'),
        (XLIFF_2, 'trgLang="en"', 'trgLang="fr"'),
    ],
)
def test_xliff_of_other_languages_is_not_checked(form, ours, other, tmp_path, capsys):
    path = tmp_path / "a.xlf"
    path.write_text(form.format(VI, WRONG).replace(ours, other), encoding="utf-8")
    assert main(["check", str(path)]) == 1
    assert "has no Vietnamese sentence with its English" in capsys.readouterr().err


def test_entities_are_refused(tmp_path, capsys):
    path = tmp_path / "a.tmx"
    path.write_text('<!DOCTYPE t [<!ENTITY a "b">]><tmx>&a;</tmx>', encoding="utf-8")
    assert main(["check", str(path)]) == 1
    assert "defines entities" in capsys.readouterr().err


def test_output_goes_to_a_file(files, tmp_path):
    output = tmp_path / "found.json"
    assert main(["check", *map(str, files), "-f", "json", "-o", str(output)]) == 0
    assert [one["line"] for one in json.loads(output.read_text(encoding="utf-8"))] == [1, 2]


@pytest.mark.parametrize(
    ("name", "options", "start"),
    [
        ("found.json", [], "[\n"),
        ("found.jsonl", [], '{"line": 1'),
        ("found.txt", [], "2  "),
        ("found.json", ["-f", "text"], "2  "),
    ],
)
def test_the_suffix_of_the_file_gives_the_format(files, tmp_path, name, options, start):
    output = tmp_path / name
    assert main(["check", *map(str, files), "-o", str(output), *options]) == 0
    assert output.read_text(encoding="utf-8").startswith(start)


def test_a_suffix_of_another_format_is_refused_before_any_work(files, tmp_path, capsys):
    output = tmp_path / "found.pdf"
    assert main(["check", *map(str, files), "-o", str(output)]) == 2
    assert (
        "no format has the suffix .pdf; use .txt, .json, .jsonl, or give --format" in capsys.readouterr().err
    )
    assert not output.exists()
    assert main(["check", *map(str, files), "-o", str(output), "-f", "text"]) == 0


def test_a_glossary_is_kept_to(files, tmp_path, capsys):
    terms = tmp_path / "t.tsv"
    terms.write_text("term\tenglish\ttype\ntòa\ttribunal\torg\n", encoding="utf-8")
    assert main(["check", *map(str, files), "--glossary", str(terms), "-f", "jsonl"]) == 0
    assert "tribunal" in capsys.readouterr().out


def test_no_model_library_is_imported(files):
    code = (
        "import sys; from summarizer.cli.app import main; main(['check', *sys.argv[1:]]);"
        "assert not {'torch', 'transformers', 'safetensors'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, *map(str, files)], check=True, capture_output=True)


def test_a_line_of_one_endless_word_takes_no_endless_time():
    word = "a" * 200_000
    began = time.monotonic()
    assert summarizer.check(VI, word)
    assert summarizer.check(word, RIGHT)
    assert time.monotonic() - began < 20


def test_a_day_of_the_week_before_another_is_read():
    (found,) = summarizer.check(
        "Lớp học vào T2, T3 tuần này.", "The class is on Thursday and Tuesday this week."
    )
    assert (found.kind, found.found) == ("number", "Thursday")


@pytest.mark.parametrize(
    ("form", "unit"),
    [
        (TMX, "<tu><tuv xml:lang='vi'><seg>Có mưa.</seg></tuv></tu></body>"),
        (XLIFF_1, "<trans-unit id='2'><source>Có mưa.</source></trans-unit></body>"),
        (XLIFF_1, "<trans-unit id='2'><source>Có mưa.</source><target/></trans-unit></body>"),
        (XLIFF_2, "<unit id='2'><segment><source>Có mưa.</source></segment></unit></file>"),
    ],
)
def test_units_without_english_are_told_and_the_others_checked(form, unit, tmp_path, capsys):
    path = tmp_path / "job.txt"  # told by what it begins with
    end = unit[unit.rindex("</") :]
    path.write_text(form.format(VI, RIGHT).replace(end, unit), encoding="utf-8")
    assert main(["check", str(path)]) == 0
    told = capsys.readouterr()
    assert told.out == "1 sentence: 0 with errors, 0 with warnings alone\n"
    assert told.err == f"summarizer: {path}: 1 unit without English, not checked: 2\n"


def test_units_that_are_not_to_be_translated_need_no_english(tmp_path, capsys):
    path = tmp_path / "job.xlf"
    kept = "<trans-unit id='2' translate='no'><source>VTV1</source></trans-unit></body>"
    path.write_text(XLIFF_1.format(VI, RIGHT).replace("</body>", kept), encoding="utf-8")
    assert main(["check", str(path)]) == 0
    assert capsys.readouterr().err == ""


def test_units_that_are_not_to_be_translated_are_told_wherever_that_is_said(tmp_path, capsys):
    units = [
        f"<trans-unit id='{n}'{more}><source>{VI}</source><target>{RIGHT}</target></trans-unit>"
        for n, more in enumerate(("", " translate='no'", " translate='yes'"))
    ]
    path = tmp_path / "job.xlf"
    group = f"<group translate='no'>{''.join(units)}</group>"
    body = f"<body>{''.join(units)}{group}</body>"
    path.write_text(
        f"<xliff version='1.2'><file source-language='vi' target-language='en'>{body}</file></xliff>"
    )
    assert main(["check", str(path)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[-2:] == [
        "3 sentences: 0 with errors, 0 with warnings alone",
        '3 units of translate="no", not checked: 2, 4, 5',
    ]


def test_each_english_of_a_unit_is_checked(tmp_path, capsys):
    path = tmp_path / "a.tmx"
    second = "<tuv xml:lang='en-GB'><seg>Nobody came at 5.</seg></tuv></tu>"
    path.write_text(TMX.format(VI, RIGHT).replace("</tu>", second, 1), encoding="utf-8")
    assert main(["check", str(path)]) == 0
    assert "2 sentences: 1 with errors" in capsys.readouterr().out


def test_the_same_file_twice_is_refused_and_blank_lines_at_an_end_are_not(tmp_path, capsys):
    vi, en = tmp_path / "a.vi", tmp_path / "a.en"
    vi.write_text(f"{VI}\r\n", encoding="utf-8-sig")
    en.write_text(f"{RIGHT}\n\n \n", encoding="utf-8")
    assert main(["check", str(vi), str(en), "--strict"]) == 0
    assert main(["check", str(vi), str(vi)]) == 2
    assert "is the same file as the Vietnamese" in capsys.readouterr().err


def test_long_sentences_are_cut_where_they_are_shown(tmp_path, capsys):
    vi, en = tmp_path / "a.vi", tmp_path / "a.en"
    vi.write_text(f"{VI} " * 80, encoding="utf-8")
    en.write_text("He came. " * 80, encoding="utf-8")
    assert main(["check", str(vi), str(en)]) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) < 500


def test_check_writes_over_no_file_of_others(tmp_path, capsys):
    vi, en, kept = tmp_path / "a.vi", tmp_path / "a.en", tmp_path / "notes.txt"
    vi.write_text(VI, encoding="utf-8")
    en.write_text(RIGHT, encoding="utf-8")
    kept.write_text("my notes", encoding="utf-8")
    assert main(["check", str(vi), str(en), "-o", str(kept)]) == 2
    assert kept.read_text(encoding="utf-8") == "my notes"
    assert main(["check", str(vi), str(en), "-o", str(kept), "--force"]) == 0
    assert "1 sentence" in kept.read_text(encoding="utf-8")


def test_an_empty_file_is_told(tmp_path, capsys):
    path = tmp_path / "a.tsv"
    path.write_text(" \n", encoding="utf-8")
    assert main(["check", str(path)]) == 1
    assert capsys.readouterr().err == f"summarizer: error: {path}: is empty; give a file with sentences\n"


def test_a_full_disk_is_one_line_that_names_the_file(files, capsys):
    assert main(["check", *map(str, files), "-o", "/dev/full"]) == 1
    assert capsys.readouterr().err.startswith("summarizer: error: /dev/full: No space left")


def test_one_line_of_thousands_of_sentences_takes_time_in_proportion():
    ours = " ".join(VI.replace("7/11", f"{day % 28 + 1}/11") for day in range(2000))
    theirs = " ".join(RIGHT.replace("7", str(day % 28 + 1), 1) for day in range(2000))
    began = time.monotonic()
    assert not summarizer.check(ours, theirs)
    (wrong,) = summarizer.check(ours, theirs.replace("five", "eight", 1))
    assert (wrong.kind, wrong.severity) == ("number", "error")
    (unlike,) = summarizer.check(ours, f"{theirs} It rained.")
    assert "put each sentence on a line of its own" in unlike.message
    assert time.monotonic() - began < 60


def test_kinds_are_listed_with_their_lines_errors_first(tmp_path, capsys):
    path = tmp_path / "a.tsv"
    rows = [f"{VI}\t{WRONG}", f"{VI}\t{RIGHT}", f"{VI}\t{WRONG}"]
    path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    assert main(["check", str(path)]) == 0
    last = capsys.readouterr().out.splitlines()[-2:]
    assert last == ["error (number) in lines 1, 3", "3 sentences: 2 with errors, 0 with warnings alone"]


NAMED = "Ông Nguyễn Văn Hùng sống ở Đà Nẵng."


def test_names_that_keep_their_diacritics_are_a_note_in_all_of_a_text_one(tmp_path, capsys):
    path = tmp_path / "a.tsv"
    path.write_text(f"{NAMED}\tMr Nguyễn Văn Hùng lives in Đà Nẵng.\n" * 3, encoding="utf-8")
    assert main(["check", str(path), "-f", "jsonl"]) == 0
    found = [json.loads(line)["findings"] for line in capsys.readouterr().out.splitlines()]
    assert [len(one) for one in found] == [1, 0, 0]
    assert found[0][0]["severity"] == "info"
    assert found[0][0]["found"] == "Nguyễn Văn Hùng Đà Nẵng"
    assert found[0][0]["expected"] == "Nguyen Van Hung Da Nang"
    assert main(["check", str(path), "-f", "jsonl", "--diacritics", "keep"]) == 0
    assert '"findings": [{' not in capsys.readouterr().out


def test_names_of_a_text_that_keep_them_only_here_and_there_are_each_told(tmp_path, capsys):
    path = tmp_path / "a.tsv"
    kept = f"{NAMED}\tMr Nguyễn Văn Hùng lives in Đà Nẵng.\n"
    path.write_text(f"{kept}{NAMED}\tMr Nguyen Van Hung lives in Da Nang.\n{kept}", encoding="utf-8")
    assert main(["check", str(path), "-f", "jsonl"]) == 0
    found = [json.loads(line)["findings"] for line in capsys.readouterr().out.splitlines()]
    assert [len(one) for one in found] == [1, 0, 1]


def test_what_is_refused_as_too_long_is_not_searched_for_names_either():
    begin = time.perf_counter()
    (found,) = summarizer.check(VI, "Mr Hùng lives in Đà Nẵng and " * 3_000)
    assert found.kind == "length"
    assert time.perf_counter() - begin < 3


def test_a_glossary_is_not_read_from_standard_input(tmp_path, capsys):
    for name in ("vi.txt", "en.txt"):
        (tmp_path / name).write_text("Trời mưa.\n", encoding="utf-8")
    files = [str(tmp_path / "vi.txt"), str(tmp_path / "en.txt")]
    for command in (["check", *files, "--glossary", "-"], ["glossary", "check", "-"]):
        assert main(command) == 2
        told = "summarizer: error: standard input: is not read as a glossary; name a file\n"
        assert capsys.readouterr().err == told


def test_diacritics_that_are_neither_removed_nor_kept_are_refused():
    with pytest.raises(UsageError, match=r"diacritics: 'Remove' is unknown; choose remove or keep"):
        summarizer.check(VI, RIGHT, diacritics="Remove")


@pytest.mark.parametrize(
    ("form", "other"),
    [
        (TMX, '<tu><tuv xml:lang="fr"><seg>Oui</seg></tuv></tu>'),
        (XLIFF_1, '<trans-unit id="0" translate="no"><source>A</source></trans-unit>'),
    ],
)
def test_a_unit_has_the_number_that_it_has_in_its_file(form, other, tmp_path):
    path = tmp_path / "job.txt"
    path.write_text(form.format(VI, RIGHT).replace("<body>", f"<body>{other}"), encoding="utf-8")
    assert read(path).pairs == [(2, VI, RIGHT)]
