"""The word lists in `configs/languages/`: every one is sound, and a fault in one is told with its line."""

import re
from collections import Counter
from pathlib import Path

import pytest

from summarizer.errors import UsageError
from summarizer.text.countries import country_of
from summarizer.text.languages import COLUMNS, KINDS, alternatives, read, rows, words

FOLDER = Path(__file__).parent.parent / "configs" / "languages"
FILES = sorted(FOLDER.glob("*/*.tsv"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_shipped_file_is_sound_and_says_what_its_columns_mean(path: Path):
    found = rows(path.parent.name, path.stem)
    assert found
    head = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    for column in COLUMNS[path.stem]:
        assert any(f"{column}: " in line for line in head)
    for kind in {row[COLUMNS[path.stem].index("kind")] for row in found} if path.stem in KINDS else ():
        assert f"`{kind}`" in " ".join(head)


def test_every_file_that_has_columns_is_there():
    assert {path.stem for path in FILES} == set(COLUMNS)
    assert set(KINDS) == {name for name, columns in COLUMNS.items() if "kind" in columns}


FAULTS = {
    "": ":1: the columns must be word, kind",
    "# nothing but this": ":1: the columns must be word, kind",
    "word\tsort\na\tone": ":1: the columns must be word, kind",
    "# about\n\nword\tkind\na": ":4: 1 fields for the 2 columns word, kind",
    "word\tkind\na\tone\tmore": ":2: 3 fields for the 2 columns",
    "word\tkind\n\tone": ":2: the field word has an empty value",
    "word\tkind\na||b\tone": ":2: the field word has an empty value",
    "word\tkind\na\tthree": ":2: unknown kind 'three'; the kinds are one, two",
    "word\tkind\na\tone\nb\tone\na\tone": ":4: 'a' stands on line 2 already",
    "word\tkind\na\u0301\tone": ":2: 'a\u0301' is not in Unicode form NFC",
}


@pytest.mark.parametrize("content", FAULTS)
def test_a_fault_is_told_with_its_line(tmp_path: Path, content: str):
    path = tmp_path / "list.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=re.escape(f"{path}{FAULTS[content]}")) as told:
        read(path, ("word", "kind"), frozenset(("one", "two")))
    assert "\n" not in str(told.value)


def test_a_file_that_is_not_there_or_not_utf_8_is_told(tmp_path: Path):
    (tmp_path / "old.tsv").write_bytes("chữ".encode("utf-16"))
    for name in ("none.tsv", "old.tsv"):
        with pytest.raises(UsageError, match=f"{name}: cannot be read as UTF-8"):
            read(tmp_path / name, ("word",))


def test_what_editors_and_spreadsheets_leave_is_no_fault(tmp_path: Path):
    path = tmp_path / "list.tsv"
    path.write_bytes(b"\xef\xbb\xbfword\tkind\r\n\r\n a \tone\r\na\ttwo\r\n")
    assert read(path, ("word", "kind"), frozenset(("one", "two"))) == (("a", "one"), ("a", "two"))


def test_words_are_those_of_a_kind():
    assert "bị cáo" in words("vi", "persons", "role")
    assert "Nguyễn" not in words("vi", "persons", "role")
    assert words("vi", "persons", "role") < words("vi", "persons", "role", "title") < words("vi", "persons")
    with pytest.raises(KeyError):
        words("vi", "persons", "rolle")


def test_alternatives_try_the_longest_first():
    assert re.match(alternatives(["a", "a.b"]), "a.b")[0] == "a.b"
    assert not re.fullmatch(alternatives(["a.b"]), "axb")


def test_a_name_is_of_one_country_only():
    count = Counter(name for _, names in rows("en", "countries") for name in names.split("|"))
    assert count.most_common(1)[0][1] == 1


def test_a_country_has_the_name_of_its_people():
    for name, country in {
        "iraq": "IQ",
        "iraqis": "IQ",
        "laos": "LA",
        "koreans": "KR",
        "unitedstates": "US",
    }.items():
        assert country_of(name) == country
    assert country_of("hanoi") is None


def test_the_page_on_languages_has_every_file_with_its_columns():
    page = (FOLDER.parent.parent / "docs" / "languages.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+/\w+)\.tsv` \| ([\w, ]+) \|", page, re.MULTILINE)
    assert len(rows) == len(FILES)
    assert dict(rows) == {f"{path.parent.name}/{path.stem}": ", ".join(COLUMNS[path.stem]) for path in FILES}
