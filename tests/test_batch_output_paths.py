"""Whatever a document is called, its outputs stay in the output folder and meet no other's."""

import unicodedata
from pathlib import PurePosixPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from summarizer.batch.output.places import Places, check_formats, place_of
from summarizer.errors import UsageError
from summarizer.render.formats import SUFFIXES

_PARTS = st.one_of(
    st.text(max_size=12),
    st.text(alphabet="aAbB.~ /\\", max_size=8),
    st.sampled_from(
        ["..", ".", "", "CON", "nul.txt", "index", "manifest", "a.json", "b.HTML", "Đ", "hoà", "x" * 400]
    ),
)
_IDS = st.lists(_PARTS, min_size=1, max_size=6).map("/".join)


def _files(ids):
    places = Places()
    return [f"{places.give(name)}{suffix}" for name in ids for suffix in SUFFIXES.values()]


def _folded(path):
    return unicodedata.normalize("NFC", path).casefold()


@given(st.lists(_IDS, min_size=1, max_size=20, unique=True))
@example(["a", "A", "a.txt", "a.md", "a.json", "a.json/b"])
@example(["hoà", unicodedata.normalize("NFD", "hoà")])
@example(["a/../b", "b", "./b", "/b", "b/"])
@example(["straße", "STRASSE"])
def test_outputs_never_collide_even_where_letter_case_does_not_count(ids):
    files = list(map(_folded, _files(ids)))
    assert len(set(files)) == len(files)
    folders = {str(parent) for file in files for parent in PurePosixPath(file).parents}
    assert not folders & set(files)


@given(_IDS)
@example("/etc/passwd")
@example("../../etc/passwd")
@example("C:\\Windows\\system.ini")
@example("/".join(["thư mục"] * 200))
def test_outputs_never_leave_the_folder_and_every_system_takes_their_names(name):
    for file in _files([name]):
        path = PurePosixPath(file)
        assert not path.is_absolute()
        assert len(file.encode()) < 500
        for part in path.parts:
            assert part not in {"", ".", ".."}
            assert not part.startswith((".", " "))
            assert not part.endswith((".", " "))
            assert not set(part) & set('<>:"|?*\\')
            assert all(unicodedata.category(letter)[0] != "C" for letter in part)
            assert len(part.encode()) <= 160
            assert part.split(".")[0].casefold() not in {"con", "nul", "aux", "prn", "com1", "lpt9"}


@given(_IDS)
def test_no_document_takes_the_place_of_the_index_or_the_manifest(name):
    assert not {_folded(file) for file in _files([name])} & {"index.html", "index.md", "manifest.jsonl"}


def test_a_plain_name_is_kept():
    assert place_of("tin/2024/bài 1.txt") == PurePosixPath("tin/2024/bài 1")


def test_a_place_does_not_depend_on_the_other_documents():
    assert Places().give("tin/bài 2") == place_of("tin/bài 2")


def test_a_format_that_is_no_file_is_refused_with_those_that_are():
    with pytest.raises(UsageError, match=r"rich cannot be written.*json, jsonl, text, markdown, html"):
        check_formats(("json", "rich"))
